"""Planned changes of a command: shown before → after, and written only when asked to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from pmo_xl.documents.planned import COLUMNS
from pmo_xl.errors import RefusedEdit
from pmo_xl.model.item_report import ItemReport
from pmo_xl.model.list_column import ListColumn
from pmo_xl.workbook.changes import ChangeSet
from pmo_xl.workbook.changes.editing import WorkbookEditor, apply, leave_out_refused, preview
from pmo_xl.workbook.changes.record_change import RecordChange
from pmo_xl.workbook.closed_book import SaveReport

if TYPE_CHECKING:
    from pmo_xl.operations.opened_book import OpenedBook

Reasons = Mapping[tuple[str, str], tuple[str | None, str]]
"""By tab and cell (K12): the rule that speaks about the cell, and what is done there, in Japanese.

An empty cell stands for the rows that are added to the tab.
"""


@dataclass(frozen=True)
class PlannedChange:
    """One cell before → after. rule: None where no rule speaks. doubt: why it is only shown, never written."""

    change: RecordChange
    rule: str | None
    what: str
    doubt: str | None = None


@dataclass(frozen=True, repr=False)
class Plan(ItemReport):
    """What a command would change, or has changed. saved: of an applied plan with changes.

    changes: what is written. doubtful: what is only shown. blocked: what cannot be written, and why. refreshed: how many cached values of formulas
    follow from the changes.
    """

    path: Path
    changes: Sequence[PlannedChange]
    doubtful: Sequence[PlannedChange] = ()
    refreshed: int = 0
    saved: SaveReport | None = field(default=None)
    blocked: Sequence[PlannedChange] = ()

    columns: ClassVar[Sequence[ListColumn]] = COLUMNS

    __hash__ = ItemReport.__hash__  # what they hold may be lists and mappings

    @property
    def items(self) -> Sequence[PlannedChange]:
        """The changes that are written, as `changes`."""
        return self.changes

    @property
    def undated(self) -> tuple[()]:
        """Nothing: a change has no due date."""
        return ()

    @property
    def counts(self) -> Mapping[str, int]:
        """変更, 示すだけ and 計算結果の更新."""
        blocked = {"書き込めない": len(self.blocked)} if self.blocked else {}
        return {
            "変更": len(self.changes),
            "示すだけ": len(self.doubtful),
            "計算結果の更新": self.refreshed,
        } | blocked


def carried_out(
    book: OpenedBook,
    changes: ChangeSet,
    reasons: Reasons,
    doubtful: Sequence[PlannedChange] = (),
    *,
    is_applied: bool,
    is_partial: bool = False,
) -> Plan:
    """Show the changes, and write them if they are to be. RefusedEdit where the file cannot be written.

    is_partial: whether cells that cannot be written are only named, and the rest is written.
    """
    editor = book.source.editor()
    shown, blocked = _shown(changes, editor, reasons, is_partial=is_partial)
    planned = [PlannedChange(change, *_reason(change, reasons)) for change in shown if not change.is_result]
    saved = apply(changes, editor) if is_applied and planned else None
    return Plan(book.path, planned, doubtful, len(shown) - len(planned), saved, blocked)


def _shown(
    changes: ChangeSet, editor: WorkbookEditor, reasons: Reasons, *, is_partial: bool
) -> tuple[list[RecordChange], tuple[PlannedChange, ...]]:
    """What is changed, and what cannot be; RefusedEdit where that is not to be told apart, or is everything."""
    try:
        return (preview(changes, editor) if len(changes) else []), ()
    except RefusedEdit:
        refused = leave_out_refused(changes, editor) if is_partial else []
        if not refused:
            raise
    blocked = tuple(PlannedChange(change, *_reason(change, reasons), why) for change, why in refused)
    return (preview(changes, editor) if len(changes) else []), blocked


def _reason(change: RecordChange, reasons: Reasons) -> tuple[str | None, str]:
    of_new_rows = reasons.get((change.sheet, ""), (None, ""))
    return reasons.get((change.sheet, change.cell), of_new_rows)
