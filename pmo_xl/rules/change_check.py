"""ChangeCheck: the findings that a set of changes would bring, end and leave, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from pmo_xl.model.item_report import ItemReport
from pmo_xl.model.list_column import ListColumn
from pmo_xl.rules.finding import Finding
from pmo_xl.rules.report import Report, RuleCount


@dataclass(frozen=True, repr=False)
class ChangeCheck(ItemReport):
    """What a set of changes does to the findings, told apart by their stable IDs.

    new: only after the changes. gone: only before. kept: before and after, as they will be. not_judged: the rules that
    could not be judged before or after, so that nothing is said of their findings.
    """

    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    kept: tuple[Finding, ...]
    not_judged: tuple[RuleCount, ...] = ()

    columns: ClassVar[Sequence[ListColumn]] = Report.columns

    __hash__ = ItemReport.__hash__  # what they hold may be lists and mappings

    @property
    def items(self) -> tuple[Finding, ...]:
        """The findings that the changes bring, as `new`."""
        return self.new

    @property
    def undated(self) -> tuple[()]:
        """Nothing: findings have no due date."""
        return ()

    @property
    def counts(self) -> Mapping[str, int]:
        """増える, なくなる, 残る and 判定できなかった規則."""
        return {
            "増える": len(self.new),
            "なくなる": len(self.gone),
            "残る": len(self.kept),
            "判定できなかった規則": len(self.not_judged),
        }
