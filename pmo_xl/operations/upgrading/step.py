"""Step: one thing that an upgrade does, or leaves alone and tells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

from pmo_xl.model.column import Kind
from pmo_xl.model.item_report import ItemReport
from pmo_xl.model.list_column import ListColumn
from pmo_xl.workbook.edits.edit import SaveReport


class StepState(StrEnum):
    """What becomes of a step."""

    TAKE = "take"
    """It is done, or would be with --apply."""
    KEEP = "keep"
    """Something stays as it is; nothing is written."""
    BLOCKED = "blocked"
    """It cannot be done, for the reason told."""


@dataclass(frozen=True)
class Step:
    """One thing. kind: in Japanese (列を足す …). target: the column, list or sheet. text: what it will be. reason: why."""

    kind: str
    sheet: str | None
    target: str
    text: str
    reason: str
    state: StepState = StepState.TAKE


COLUMNS: Sequence[ListColumn] = (
    ListColumn("区分", width=12, name="kind"),
    ListColumn("シート", width=18, name="sheet"),
    ListColumn("対象", width=24, name="target"),
    ListColumn("内容", Kind.LONGTEXT, 44, name="text"),
    ListColumn("理由", Kind.LONGTEXT, 40, name="reason"),
)


@dataclass(frozen=True, repr=False)
class Upgrade(ItemReport):
    """What an upgrade comes to. schema_before, schema_after: of the book. inferred: it had no mark. saved: of an applied one."""

    path: Path
    schema_before: int
    schema_after: int
    inferred: bool
    profile_before: str
    profile_after: str
    steps: tuple[Step, ...]
    saved: SaveReport | None = None
    remarks: tuple[str, ...] = ()

    columns: ClassVar[Sequence[ListColumn]] = COLUMNS

    __hash__ = ItemReport.__hash__  # what they hold may be lists and mappings

    @property
    def items(self) -> tuple[Step, ...]:
        """The steps, those that change nothing too, as `steps`."""
        return self.steps

    @property
    def undated(self) -> tuple[()]:
        """Nothing: a step has no due date."""
        return ()

    def of(self, state: str) -> tuple[Step, ...]:
        """The steps in one state: "take", "keep" or "blocked"."""
        return tuple(step for step in self.steps if step.state == state)

    @property
    def counts(self) -> Mapping[str, int]:
        """変えるもの, そのまま and できないもの."""
        states = {"変えるもの": StepState.TAKE, "そのまま": StepState.KEEP, "できないもの": StepState.BLOCKED}
        return {word: len(self.of(state)) for word, state in states.items()}
