"""New columns: what an exchange adds at the right end of a table of ours before it writes, 外部ID or one of the office's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from pmo_xl.disk.output_file import write_file
from pmo_xl.errors import RefusedEdit
from pmo_xl.model.record import Record
from pmo_xl.operations.book_source import FileSource
from pmo_xl.operations.edit import cells_of
from pmo_xl.operations.opened_book import OpenedBook, read_book
from pmo_xl.workbook.closed_book import SaveReport
from pmo_xl.workbook.edits.edit import Edit
from pmo_xl.workbook.edits.structure import AddColumn, Donor
from pmo_xl.workbook.grid import open_grids
from pmo_xl.workbook.records.record_cells import RecordCells


@dataclass(frozen=True)
class NewColumn:
    """One column. heading: as it will stand. is_own: it is the office's own, and not one of ours that the book lacks."""

    sheet: type[Record]
    heading: str
    is_own: bool = False


@contextmanager
def new_book_as_donor(book: OpenedBook) -> Iterator[tuple[Donor, Path]]:
    """A new book of all sheets, from which new parts are taken, and where it lies as long as it is needed."""
    from pmo_xl.workbook.author import write_workbook

    with TemporaryDirectory() as folder:
        new = Path(folder) / "新しい台帳.xlsx"
        write_file(new, lambda made: write_workbook(made, run_day=book.project.run_day, profile="full"))
        yield Donor(new.name, new.read_bytes()), new


def column_edits(book: OpenedBook, wanted: Sequence[NewColumn]) -> list[AddColumn | str]:
    """For each the edit that adds it, or the sentence why its sheet has no table that could take one."""
    if not wanted:
        return []
    cells = cells_of(book)
    with new_book_as_donor(book) as (donor, _):
        return [_edit(book, each, cells, donor) for each in wanted]


def _edit(book: OpenedBook, column: NewColumn, cells: RecordCells, donor: Donor) -> AddColumn | str:
    layout = next((one for one in cells.layouts_of(column.sheet) if one.is_ours), None)
    table = cells.table_of(layout) if layout else None
    label = column.sheet.sheet.label
    if layout is None or table is None or not isinstance(book.source, FileSource):
        return f"「{label}」は pmo_xl の表でないか、Excelで開いています。"
    heading, like = column.heading, _like(column)
    return AddColumn(layout.title, table.display_name, heading, donor, label, like, is_plain=column.is_own)


def _like(column: NewColumn) -> str:
    """Which column of ours it looks like: itself, else the last plain text."""
    if not column.is_own:
        return column.heading
    names = [name for name in ("remarks", "title", "name") if name in column.sheet.columns]
    return column.sheet.columns[names[0]].label if names else next(iter(column.sheet.columns.values())).label


def refusal(book: OpenedBook, edits: Sequence[AddColumn]) -> str | None:
    """Why the columns cannot be added; None where they can."""
    try:
        book.source.editor().preview(edits)
    except RefusedEdit as error:
        return error.message
    return None


def with_structure(book: OpenedBook, edits: Sequence[Edit]) -> tuple[OpenedBook, SaveReport]:
    """Add columns or sheets, and read the book again."""
    source = book.source
    if not isinstance(source, FileSource):
        raise RefusedEdit(f"{book.path.name} はExcelで開いているため、列やシートを足せません。")
    saved = source.editor().apply(edits)
    grids = open_grids(source.path, source.password)
    again = read_book(
        type(book),
        grids,
        grids,
        replace(source, sha256=grids.sha256),
        lambda settings: book.history,
        as_of=book.as_of,
        run_day=book.project.run_day,
        config=book.office.path,
    )
    return again, saved
