"""The one port through which a workbook is changed, the editor for closed files, and what a change looks like."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Protocol

from pmo_xl.errors import RefusedEdit
from pmo_xl.model.choice import Choice
from pmo_xl.model.column import Kind
from pmo_xl.model.display import display
from pmo_xl.workbook import closed_book
from pmo_xl.workbook.changes import ChangeSet
from pmo_xl.workbook.changes.change_edits import as_cell_value, edits_of
from pmo_xl.workbook.changes.record_change import RecordChange, RecordChanges
from pmo_xl.workbook.closed_book import BackupPolicy, CellChange, CellValue, Edit, Formula, SaveReport
from pmo_xl.workbook.edits.edit import CellEdit, SetCell
from pmo_xl.workbook.edits.refused import Refused
from pmo_xl.workbook.layout.layout_facts import Layout
from pmo_xl.workbook.records.record_cells import CellPlace, RecordCells

_LOG = logging.getLogger(__name__)


class WorkbookEditor(Protocol):
    """Carries out edits of one workbook, on disk or open in Excel."""

    def preview(self, edits: Sequence[Edit]) -> Sequence[CellChange]:
        """Every cell that the edits would change; nothing is written. RefusedEdit where `apply` would refuse."""

    def check(self, edits: Sequence[Edit]) -> None:
        """RefusedEdit where a cell of them cannot be written: what `preview` finds out, without what it shows."""

    def refused(self, edits: Sequence[Edit]) -> Refused:
        """The edits that `apply` would refuse, each with the sentence why; RefusedEdit where it would refuse all."""

    def apply(self, edits: Sequence[Edit]) -> SaveReport:
        """Carry out all of the edits or none. RefusedEdit with one sentence."""


@dataclass(frozen=True)
class ClosedBookEditor:
    """The editor of a file on disk: applied only while it is still the file that was read.

    sha256: of the file that was read, in hex. password: of an encrypted file. is_forced: also where the file is marked
    final, read-only recommended or with a sensitivity label.
    """

    path: Path
    sha256: str
    password: str | None = None
    backups: BackupPolicy | None = None
    is_forced: bool = False

    def preview(self, edits: Sequence[Edit]) -> Sequence[CellChange]:
        """Every cell that the edits would change; nothing is written."""
        return closed_book.preview(self.path, edits, password=self.password)

    def check(self, edits: Sequence[Edit]) -> None:
        """RefusedEdit where a cell of them cannot be written."""
        closed_book.check(self.path, edits, password=self.password)

    def refused(self, edits: Sequence[Edit]) -> Refused:
        """The edits that cannot be written, each with the sentence why."""
        return closed_book.refused(self.path, edits, password=self.password)

    def apply(self, edits: Sequence[Edit]) -> SaveReport:
        """Write, prove, back up and replace in one step. RefusedEdit: the original stands."""
        saved = closed_book.apply(
            self.path,
            edits,
            expected_sha256=self.sha256,
            password=self.password,
            backups=self.backups,
            is_forced=self.is_forced,
        )
        _LOG.info("%s: wrote %d edits, the book before is %s", self.path, len(edits), saved.backup)
        return saved


def preview(changes: ChangeSet, editor: WorkbookEditor) -> list[RecordChange]:
    """Every cell that the changes would change, before → after; nothing is written."""
    return named(editor.preview(edits_of(changes)), changes.cells)


def preview_all(changes: ChangeSet, editor: WorkbookEditor) -> RecordChanges:
    """Every cell that the changes would change, those that cannot be written among them with the sentence why.

    RefusedEdit where nothing can be written at all.
    """
    edits = edits_of(changes)
    try:
        return RecordChanges(named(editor.preview(edits), changes.cells))
    except RefusedEdit:
        refused = editor.refused(edits)
        if not refused:
            raise
    kept = [edit for edit in edits if not any(edit is each for each, _ in refused)]
    blocked = [replace(_refused_change(edit, changes.cells), blocked=reason) for edit, reason in refused]
    named_blocked = (change for change in blocked if not change.is_result)
    return RecordChanges((*named(editor.preview(kept), changes.cells), *named_blocked))


def apply(changes: ChangeSet, editor: WorkbookEditor, *, is_everything_refreshed: bool = False) -> SaveReport:
    """Carry out the changes, all or none. RefusedEdit when the file is not the one that was read."""
    return editor.apply(edits_of(changes, is_everything_refreshed=is_everything_refreshed))


def leave_out_refused(changes: ChangeSet, editor: WorkbookEditor) -> list[tuple[RecordChange, str]]:
    """Take what cannot be written out of the changes, and give it with the sentence why. RefusedEdit as the editor."""
    edits = edits_of(changes)
    try:
        editor.check(edits)
    except RefusedEdit:
        found = editor.refused(edits)
        if not found:
            raise
    else:
        return []
    for edit, _ in found:
        if isinstance(edit, SetCell):
            changes.leave_out(CellPlace(edit.sheet, edit.row, edit.column))
        else:
            changes.leave_out_rows(edit.sheet)
    shown = [(_refused_change(edit, changes.cells), reason) for edit, reason in found]
    return [(change, reason) for change, reason in shown if not change.is_result]


def _refused_change(edit: CellEdit, cells: RecordCells) -> RecordChange:
    if not isinstance(edit, SetCell):
        return RecordChange(edit.sheet, 0, "", None, "", "", f"{len(edit.rows)} 行を足す")
    place = CellPlace(edit.sheet, edit.row, edit.column)
    before = Formula(None) if cells.has_formula(place) else as_cell_value(cells.raw(place))
    (change,) = named([CellChange(edit.sheet, edit.row, edit.column, before, edit.value)], cells)
    return change


def named(changes: Iterable[CellChange], cells: RecordCells) -> list[RecordChange]:
    """Changed cells in the words of their sheets, table by table, row by row."""
    tabs = {title: number for number, title in enumerate(layout.title for layout in cells.layouts)}
    each = sorted(changes, key=lambda c: (tabs.get(c.sheet, len(tabs)), c.sheet, c.row, c.column))
    ids = {(c.sheet, c.row): _shown(c.after) for c in each if _field(c, cells) == "id"}
    return list(_named(each, cells, ids, _NewRows(cells)))


def _named(
    changes: Iterable[CellChange], cells: RecordCells, ids: dict[tuple[str, int], str], new: _NewRows
) -> Iterator[RecordChange]:
    for change in changes:
        layout = cells.layout_at(change.sheet, change.row)
        kind = cells.kind_at(change.sheet, change.row, change.column)
        row_id = ids.get((change.sheet, change.row)) or (layout and cells.id_in(layout, change.row))
        yield RecordChange(
            change.sheet,
            change.row,
            change.address,
            row_id or None,
            cells.heading_at(change.sheet, change.row, change.column),
            _shown(change.before, kind),
            _shown(change.after, kind),
            _kind(change, layout, new),
        )


class _NewRows:
    """Which rows of the tables are only made by the changes."""

    def __init__(self, cells: RecordCells) -> None:
        """Ask the tables where their rows end, each once."""
        self._cells, self._starts = cells, dict[tuple[str, int], int]()

    def begin(self, layout: Layout) -> int:
        """The first row below those that hold something."""
        key = (layout.title, layout.header_rows[1])
        if key not in self._starts:
            self._starts[key] = self._cells.rows_below(layout).start
        return self._starts[key]


def _kind(change: CellChange, layout: Layout | None, new: _NewRows) -> str:
    if change.kind != "value":
        return change.kind
    if _is_result(change):
        return "result"
    if layout is None or change.before is not None or change.row < new.begin(layout):
        return "value"
    return "choice" if layout.record_class is Choice else "new_row"


def _field(change: CellChange, cells: RecordCells) -> str | None:
    layout = cells.layout_at(change.sheet, change.row)
    return cells.field_at(layout, change.column) if layout else None


def _is_result(change: CellChange) -> bool:
    before, after = change.before, change.after
    return isinstance(before, Formula) and isinstance(after, Formula) and before.text == after.text


def _shown(value: CellValue, kind: Kind = Kind.TEXT) -> str:
    """A cell's value as a person sees it in a column of this kind; a formula by its result."""
    match value:
        case Formula():
            return _shown(value.result, kind) or "(数式)"
        case None | str():
            return value or ""
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime():
            return display(Kind.DATETIME, value)
        case date():
            return display(kind if kind is Kind.MONTH else Kind.DATE, value)
    is_figure = kind in (Kind.MONEY, Kind.PERCENT)
    return display(kind, Decimal(value)) if is_figure else f"{Decimal(value).normalize():f}"
