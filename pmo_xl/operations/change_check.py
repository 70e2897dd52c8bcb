"""ChangeCheck: the findings that a set of changes would bring, end and leave, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from pmo_xl.model.item_report import ItemReport
from pmo_xl.model.list_column import ListColumn
from pmo_xl.operations import arguments
from pmo_xl.operations.arguments import Names
from pmo_xl.operations.check import rules_asked
from pmo_xl.operations.collection import collection_held_back
from pmo_xl.rules.finding import Finding
from pmo_xl.rules.policy import policy_of
from pmo_xl.rules.report import Report, RuleCount
from pmo_xl.rules.run import run
from pmo_xl.workbook.changes import ChangeSet
from pmo_xl.workbook.changes.derived_results import with_results


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


@collection_held_back()
def changes_checked(changes: ChangeSet, rules: Names = ()) -> ChangeCheck:
    """Ask the rules about the project before and after. Raises BadOption for a name that means no rule.

    The settings of the workbook decide, before by the old ones and after by the new.
    """
    names = arguments.names(rules, "rules")
    before, after = (
        run(project, asked if names else policy.select(asked), policy)
        for project in (changes.before, with_results(changes.after(), changes.touched))
        for policy in (policy_of(project.settings),)
        for asked in (rules_asked(project, names),)
    )
    silent = {
        count.rule: count for report in (before, after) for count in report.rules if count.is_not_evaluated
    }
    was = {each.id: each for each in before.findings if each.rule not in silent}
    now = {each.id: each for each in after.findings if each.rule not in silent}
    return ChangeCheck(
        tuple(each for key, each in now.items() if key not in was),
        tuple(each for key, each in was.items() if key not in now),
        tuple(each for key, each in now.items() if key in was),
        tuple(silent.values()),
    )
