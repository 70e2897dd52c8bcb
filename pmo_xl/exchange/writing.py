"""Writing: the outcomes and decisions of a comparison as one set of changes, and what of it cannot be written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from pmo_xl.errors import BadChange
from pmo_xl.exchange.normal import OWN, is_blank
from pmo_xl.exchange.outcome import Field, RowOutcome
from pmo_xl.exchange.row import column_of
from pmo_xl.model.collection import collection_held_back
from pmo_xl.model.column import Kind
from pmo_xl.model.record import Record
from pmo_xl.model.references import id_key
from pmo_xl.workbook.cells.address import cell_name
from pmo_xl.workbook.changes import ChangeSet
from pmo_xl.workbook.changes.editing import leave_out_refused
from pmo_xl.workbook.changes.own_values import column_named, own_columns_given
from pmo_xl.workbook.records.record_cells import CellPlace

if TYPE_CHECKING:
    from pmo_xl.exchange.book_changes import BookChanges
    from pmo_xl.model.project import Project
    from pmo_xl.workbook.changes.editing import WorkbookEditor
    from pmo_xl.workbook.layout.layout_facts import Layout
    from pmo_xl.workbook.records.record_cells import RecordCells

_FORMULA: Final = "数式のセルです"
_NO_SHEET: Final = "台帳に「{}」の表がありません"


@dataclass(frozen=True)
class Target:
    """The book that is written. cells, editor: read again from where it lies when first asked for.

    begin: gives an empty set of changes on those cells.
    """

    name: str
    project: Project
    cells: Callable[[], RecordCells]
    editor: Callable[[], WorkbookEditor]
    begin: Callable[[RecordCells], BookChanges]


@dataclass(frozen=True, slots=True)
class Write:
    """One thing to be written: a value of a cell, or a whole new row (field None; value: what was decided of it)."""

    row: RowOutcome
    field: Field | None
    value: Any = None


@dataclass
class Writing:
    """A set of changes made of writes. blocked: by row and field (None = the row), why it cannot be written.

    ids: by row, the number that a new row gets. places: by row and field, the cell. moved: by file and the number a new
    row came with, the one it gets.
    """

    changes: BookChanges
    blocked: dict[tuple[int, str | None], str] = field(default_factory=dict)
    ids: dict[int, str] = field(default_factory=dict)
    places: dict[tuple[int, str], CellPlace] = field(default_factory=dict)
    moved: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @property
    def cells(self) -> int:
        """How many cells of rows that are there are written."""
        return len(self.changes.fields) + len(self.changes.own)

    def renamed(self, row: RowOutcome) -> str | None:
        """ISS-051 → ISS-053, where a new row does not keep the number it came with."""
        old, new = row.theirs[0].row_id, self.ids.get(id(row))
        is_own = (old is not None and old != row.theirs[0].key) or not (old and ":" in old)
        return f"{old} → {new}" if is_own and old and new and id_key(old) != id_key(new) else None


@collection_held_back()
def written(target: Target, writes: Iterable[Write], *, are_ids_kept: bool) -> Writing:
    """The changes that the writes come to; what a cell cannot take is left out and named. RefusedEdit as the editor."""
    every, cells = list(writes), target.cells()
    writing = _collected(target, cells, every, {}, are_ids_kept=are_ids_kept)
    moved = _moved(every, writing)
    if any(_refers(write, moved) for write in every):
        writing = _collected(target, cells, every, moved, are_ids_kept=are_ids_kept)
    writing.moved = moved
    _leave_out_refused(target, every, writing)
    return writing


def _collected(
    target: Target,
    cells: RecordCells,
    writes: list[Write],
    moved: Mapping[tuple[str, str], str],
    *,
    are_ids_kept: bool,
) -> Writing:
    """All writes as changes. moved: by source and old number, the number that a new row got."""
    writing = Writing(target.begin(cells))
    for write in writes:
        if write.field is not None:
            _set(write, writing, moved)
        else:
            _append(write, target, writing, moved, are_ids_kept=are_ids_kept)
    return writing


def _moved(writes: Iterable[Write], writing: Writing) -> dict[tuple[str, str], str]:
    """Whose references have to follow: the numbers that new rows did not keep, by the file they came from."""
    found: dict[tuple[str, str], str] = {}
    for write in writes:
        new = writing.ids.get(id(write.row))
        for row in write.row.theirs if write.field is None and new else ():
            if row.row_id and new and id_key(row.row_id) != new:
                found[row.where.file, id_key(row.row_id)] = new
    return found


def _refers(write: Write, moved: Mapping[tuple[str, str], str]) -> bool:
    """Whether a write holds a reference to a row whose number changed on arrival."""
    row = write.row
    if not moved or not row.theirs:
        return False
    file = row.theirs[0].where.file
    values = {write.field.name: write.value} if write.field else row.theirs[0].values
    return any(following(row.sheet, name, each, file, moved) != each for name, each in values.items())


def _set(write: Write, writing: Writing, moved: Mapping[tuple[str, str], str]) -> None:
    row, told = write.row, write.field
    record = row.ours.record if row.ours else None
    if told is None or record is None:
        return
    changes, key = writing.changes, (id(row), told.name)
    try:
        place = _place_of(changes, record, told.name)
        writing.places[key] = place
        if changes.cells.has_formula(place):
            raise BadChange(_FORMULA)
        file = row.theirs[0].where.file if row.theirs else ""
        value = following(row.sheet, told.name, write.value, file, moved)
        if told.name.startswith(OWN):
            changes.set(record, extra={told.name.removeprefix(OWN): value})
        else:
            changes.set(record, **{told.name: value})
    except BadChange as error:
        writing.blocked[key] = error.message


def _place_of(changes: ChangeSet, record: Record, name: str) -> CellPlace:
    if not name.startswith(OWN):
        return changes.cells.place_of(record, name)
    layout = changes.cells.layout_of(record)
    places = changes.cells.own_cells(layout).places
    heading = column_named(name.removeprefix(OWN), places, layout.title)
    return CellPlace(layout.title, record.row or 0, places[heading])


def _append(
    write: Write,
    target: Target,
    writing: Writing,
    moved: Mapping[tuple[str, str], str],
    *,
    are_ids_kept: bool,
) -> None:
    row, changes = write.row, writing.changes
    layouts = changes.cells.layouts_of(row.sheet)
    if not layouts:
        writing.blocked[id(row), None] = _NO_SHEET.format(row.sheet.sheet.label)
        return
    arriving = row.theirs[0]
    apart = {each.name for each in row.fields}
    given = {
        name: value for name, value in arriving.values.items() if arriving.says(name) and name not in apart
    }
    values = {
        name: following(row.sheet, name, value, arriving.where.file, moved)
        for name, value in (given | (write.value or {})).items()
        if not is_blank(value) and _has(layouts[0], name)
    }
    kept = _kept_id(row, target, changes) if are_ids_kept else None
    try:
        record = _appended(changes, row.sheet, values, kept, layouts[0].title, writing, row)
    except BadChange as error:
        writing.blocked[id(row), None] = error.message
        return
    if record.row_id:
        writing.ids[id(row)] = record.row_id


def _has(layout: Layout, name: str) -> bool:
    return (
        name.removeprefix(OWN) in layout.unknown.values() if name.startswith(OWN) else name in layout.columns
    )


def _appended(
    changes: ChangeSet,
    sheet: type[Record],
    values: dict[str, Any],
    row_id: str | None,
    title: str,
    writing: Writing,
    row: RowOutcome,
) -> Record:
    """The new row; a value that its cell does not take is left out and named, and the rest of the row is written."""
    given = values | ({"id": row_id} if row_id else {})
    said = {*row.theirs[0].unread, *row.theirs[0].unknown}
    try:
        return changes.append(_record(sheet, given), to=title, incomplete=True, blank=said)
    except BadChange:
        refused = {
            name: why
            for name, value in values.items()
            if (why := _refusal(changes, sheet, title, name, value))
        }
        if not refused:
            raise
    for name, why in refused.items():
        writing.blocked[id(row), name] = why
    kept = {name: value for name, value in given.items() if name not in refused}
    return changes.append(_record(sheet, kept), to=title, incomplete=True, blank=said)


def _record(sheet: type[Record], values: Mapping[str, Any]) -> Record:
    own = {name.removeprefix(OWN): value for name, value in values.items() if name.startswith(OWN)}
    plain = {name: value for name, value in values.items() if not name.startswith(OWN)}
    return sheet.model_validate(plain | ({"extra": own} if own else {}))


def _refusal(changes: ChangeSet, sheet: type[Record], title: str, name: str, value: Any) -> str | None:  # noqa: ANN401
    try:
        if name.startswith(OWN):
            layout = next(each for each in changes.cells.layouts_of(sheet) if each.title == title)
            own_columns_given(changes.cells.own_cells(layout), {name.removeprefix(OWN): value})
            return None
        changes.wording.accepted(sheet, {name: value})
    except BadChange as error:
        return error.message
    return None


def _kept_id(row: RowOutcome, target: Target, changes: ChangeSet) -> str | None:
    """The number a new row came with, where no other row has it."""
    row_id = row.theirs[0].row_id
    if not row_id or ":" in row_id or row.is_collided or id_key(row_id) in target.project.of(row.sheet).by_id:
        return None
    taken = {each.record.row_id for each in changes.new_rows if each.record.__class__ is row.sheet}
    return None if id_key(row_id) in taken else row_id


def following(
    sheet: type[Record],
    name: str,
    value: Any,  # noqa: ANN401 - a value of any kind
    file: str,
    moved: Mapping[tuple[str, str], str],
) -> Any:  # noqa: ANN401 - the value, its references renamed
    """The value with references to rows whose number changed on arrival."""
    kind = column_of(sheet, name).kind
    if not moved or kind not in (Kind.REF, Kind.REFS) or is_blank(value):
        return value
    if kind is Kind.REF:
        return _renamed(value, file, moved)
    return tuple(_renamed(each, file, moved) for each in value)


def _renamed(reference: str, file: str, moved: Mapping[tuple[str, str], str]) -> str:
    """A reference under the new number of its row; kind and lag behind it (WBS-010 FS+3) stay."""
    name, _, behind = reference.partition(" ")
    new = moved.get((file, id_key(reference))) or moved.get((file, id_key(name)))
    if new is None:
        return reference
    return f"{new} {behind}" if behind and (file, id_key(reference)) not in moved else new


def _leave_out_refused(target: Target, writes: Iterable[Write], writing: Writing) -> None:
    """Take out what the editor refuses (locked, merged, spilled), and name it."""
    if not len(writing.changes):
        return
    refused = leave_out_refused(writing.changes, target.editor())
    at = {(place.title, cell_name(place.row, place.column)): key for key, place in writing.places.items()}
    for change, why in refused:
        key = at.get((change.sheet, change.cell))
        if key is not None:
            writing.blocked[key] = why
    tabs = {change.sheet: why for change, why in refused if not change.cell}
    for write in writes:
        layouts = writing.changes.cells.layouts_of(write.row.sheet) if write.field is None else ()
        if layouts and layouts[0].title in tabs:
            writing.blocked[id(write.row), None] = tabs[layouts[0].title]
            writing.ids.pop(id(write.row), None)
