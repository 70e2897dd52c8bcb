"""Edits carried out on a workbook in memory: nothing is written to disk here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.cells.address import CellRange, cell_name
from pmo_xl.workbook.closed_book.appending import append
from pmo_xl.workbook.closed_book.book import Book
from pmo_xl.workbook.closed_book.calculation import ask_for_calculation
from pmo_xl.workbook.closed_book.edits import AppendRows, CellChange, Edit, Formula, ReplaceSheet, SetCell
from pmo_xl.workbook.closed_book.growth import Growth
from pmo_xl.workbook.closed_book.names import stretch_names
from pmo_xl.workbook.closed_book.references import stretch_references
from pmo_xl.workbook.closed_book.replacing import replace_rows
from pmo_xl.workbook.closed_book.sheet import Written


@dataclass
class Expected:
    """What one sheet must look like afterwards; every cell not named here must be as it was."""

    part: str
    written: dict[tuple[int, int], Written] = field(default_factory=dict)
    new_formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    relinked: list[CellRange] = field(default_factory=list)


@dataclass(frozen=True)
class Edited:
    """The edited workbook: what changed, and what a proof has to find."""

    book: Book
    changes: tuple[CellChange, ...]
    expected: dict[str, Expected]
    growths: tuple[Growth, ...]


def edit_book(file_name: str, data: bytes, edits: Sequence[Edit]) -> Edited:
    """Carry out the edits in their order; RefusedEdit when any of them could lose something."""
    _refuse_conflicts(edits)
    book = Book(file_name, data)
    growths = [growth for edit in edits if (growth := _carry_out(book, edit))]
    changes = [change for sheet in book.opened.values() for change in sheet.changes]
    is_changed = bool(changes) or any(sheet.part.is_changed for sheet in book.opened.values())
    for growth in growths:
        stretch_names(book, growth)
    if is_changed:
        ask_for_calculation(book)
        book.store()
    expected = _expected(book)
    book.opened.clear()  # the parsed sheets are stored; a large one is hundreds of megabytes
    for growth in growths:
        changes += _stretch(book, growth, expected)
    return Edited(book, tuple(changes), expected, tuple(growths))


def _refuse_conflicts(edits: Sequence[Edit]) -> None:
    values: dict[tuple[str, int, int], SetCell] = {}
    for edit in edits:
        if isinstance(edit, SetCell):
            known = values.setdefault((edit.sheet.casefold(), edit.row, edit.column), edit)
            if known != edit:
                where = f"「{edit.sheet}」{cell_name(edit.row, edit.column)}"
                raise RefusedEdit(f"{where} に二つの違う値を書こうとしたため、何も書き換えません。")


def _carry_out(book: Book, edit: Edit) -> Growth | None:
    sheet = book.sheet(edit.sheet)
    if isinstance(edit, SetCell):
        sheet.write(edit.row, edit.column, edit.value, number_format=edit.number_format)
        return None
    if isinstance(edit, AppendRows):
        return append(sheet, edit)
    if isinstance(edit, ReplaceSheet):
        return replace_rows(sheet, edit)
    raise TypeError(f"not an edit: {edit!r}")


def _expected(book: Book) -> dict[str, Expected]:
    return {
        sheet.name: Expected(sheet.part.name, sheet.written, sheet.new_formulas, sheet.relinked)
        for sheet in book.opened.values()
        if sheet.part.is_changed
    }


def _stretch(book: Book, growth: Growth, expected: dict[str, Expected]) -> list[CellChange]:
    """Stretch the references to a grown range, and tell the proof and the user which cells that changed."""
    changes = []
    for cell in stretch_references(book, growth):
        place = (cell.row, cell.column)
        sheet = expected.setdefault(cell.sheet, Expected(book.worksheets[cell.sheet]))
        sheet.new_formulas[place] = cell.after
        changes.append(CellChange(cell.sheet, *place, Formula(cell.before), Formula(cell.after)))
    return changes
