"""Step: one thing that an upgrade does, or leaves alone and tells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import ClassVar, Final, NamedTuple

from pmo_xl.errors import BadOption, RefusedEdit
from pmo_xl.model.column import Kind
from pmo_xl.model.item_report import ItemReport
from pmo_xl.model.list_column import ListColumn
from pmo_xl.rules.change_check import ChangeCheck
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


LEFT_OUT: Final = "外した列"
RENAMED: Final = "そのまま"
"""Kinds of steps that leave something of the office's as it is, and that a person may decide otherwise."""

BOOK, SOURCE = "book", "source"

Decisions = Mapping[tuple[str, str], str]
"""What was decided, "book" or "source", by sheet and target."""


class Ways(NamedTuple):
    """How an upgrade is worked out anew and carried out, and its findings foretold, with what was decided."""

    made: Callable[[Decisions, bool], Upgrade]
    checked: Callable[[Decisions, str | Iterable[str]], ChangeCheck]


@dataclass(repr=False)
class Upgrade(ItemReport):
    """What an upgrade comes to; where nothing was written yet, `apply()` writes it.

    schema_before, schema_after: of the book. inferred: it had no mark. saved: of an applied one.
    """

    path: Path
    schema_before: int
    schema_after: int
    inferred: bool
    profile_before: str
    profile_after: str
    steps: tuple[Step, ...]
    saved: SaveReport | None = None
    remarks: tuple[str, ...] = ()
    _ways: Ways | None = field(default=None, compare=False)
    _decided: dict[tuple[str, str], str] = field(default_factory=dict, compare=False)

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

    @property
    def rows(self) -> tuple[Step, ...]:
        """The steps, as the rows of an exchange are called."""
        return self.steps

    def decide(self, sheet: str, target: str, choice: str) -> None:
        """Decide of a column that staff took out, or a heading that they changed: "source" = as pmo_xl has it, "book" = as it is.

        sheet, target: as the step tells them. BadOption for what is not there or cannot be decided.
        """
        open_ones = {(step.sheet, step.target) for step in self.steps if step.kind in (LEFT_OUT, RENAMED)}
        if (sheet, target) not in open_ones | self._decided.keys():
            raise BadOption(
                f"「{sheet}」の「{target}」に決めるものはありません。決められるのは、外した列と、変えた見出しです。"
            )
        if choice not in (BOOK, SOURCE):
            raise BadOption(f"採用「{choice}」は使えません。book か source のどちらかです。")
        self._refuse_again()
        self._decided[sheet, target] = choice
        self._take_over(self._carried_out.made(self._decided, False))

    def check(self, rules: str | Iterable[str] = ()) -> ChangeCheck:
        """The findings that the upgrade would bring, end and leave, tried on a copy. rules: as `Book.check`."""
        self._refuse_again()
        return self._carried_out.checked(self._decided, rules)

    def apply(self) -> SaveReport | None:
        """Write what is shown; None where there is nothing. RefusedEdit as the editor, and for a second time."""
        self._refuse_again()
        self._take_over(self._carried_out.made(self._decided, True))
        return self.saved

    def of(self, state: str) -> tuple[Step, ...]:
        """The steps in one state: "take", "keep" or "blocked". BadOption for another word."""
        if state not in [each.value for each in StepState]:
            raise BadOption(f"状態「{state}」はありません。{'、'.join(StepState)} のどれかです。")
        return tuple(step for step in self.steps if step.state == state)

    @property
    def counts(self) -> Mapping[str, int]:
        """変えるもの, そのまま and できないもの."""
        states = {"変えるもの": StepState.TAKE, "そのまま": StepState.KEEP, "できないもの": StepState.BLOCKED}
        return {word: len(self.of(state)) for word, state in states.items()}

    @property
    def _carried_out(self) -> Ways:
        if self._ways is None:
            raise RefusedEdit(
                "この結果からは書き込めません。ブックを読み直して upgrade をやり直してください。"
            )
        return self._ways

    def _refuse_again(self) -> None:
        if self.saved is not None:
            raise RefusedEdit("もう書き込みました。もう一度書くには、ブックを読み直してください。")

    def _take_over(self, other: Upgrade) -> None:
        self.steps, self.saved, self.schema_after = other.steps, other.saved, other.schema_after
