"""Edits carried out on a workbook in memory: nothing is written to disk here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from pmo_xl.workbook.cells.address import MAX_ROW, CellRange
from pmo_xl.workbook.closed_book.book import Book
from pmo_xl.workbook.closed_book.carrying_out import carry_out
from pmo_xl.workbook.closed_book.facts import FactsOfRows, FileFacts, RowNotAtHand
from pmo_xl.workbook.closed_book.heading_names import rename_in_formulas
from pmo_xl.workbook.closed_book.insertion import Inserted, insert_columns
from pmo_xl.workbook.closed_book.part_links import drop_part
from pmo_xl.workbook.closed_book.part_xml import is_on, main, new_child
from pmo_xl.workbook.closed_book.references import StretchedFormula, extend_names, extend_references
from pmo_xl.workbook.closed_book.reshaping import Reshaped, reshape
from pmo_xl.workbook.closed_book.sheet import Written
from pmo_xl.workbook.edits.edit import AppendRows, CellChange, CellEdit, Edit, Formula, SetCell
from pmo_xl.workbook.edits.growth import Growth
from pmo_xl.workbook.edits.planner import plan_of
from pmo_xl.workbook.edits.refused import Refused, refused_edits
from pmo_xl.workbook.edits.structure import InsertColumns

_ROWS_ABOVE_THE_END: Final = 50
"""How many of a table's last rows are taken out to see where new rows go: those that wait for input are seldom more."""


@dataclass
class Expected:
    """What one sheet must look like afterwards; every cell not named here must be as it was."""

    part: str
    written: dict[tuple[int, int], Written] = field(default_factory=dict)
    new_formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    relinked: list[CellRange] = field(default_factory=list)
    fitted: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Edited:
    """The edited workbook: what changed, and what a proof has to find."""

    book: Book
    changes: tuple[CellChange, ...]
    expected: dict[str, Expected]
    growths: tuple[Growth, ...]
    reshaped: Reshaped = field(default_factory=Reshaped)
    inserted: tuple[Inserted, ...] = ()

    @property
    def parts_changed(self) -> tuple[str, ...]:
        """The parts that are not as the file had them; none where nothing is to be written."""
        parts = self.book.parts
        earlier = [name for each in self.inserted for name in each.changed if name in parts]
        return tuple(dict.fromkeys((*earlier, *parts.changed, *parts.added)))


def edit_book(file_name: str, data: bytes, edits: Sequence[Edit]) -> Edited:
    """Carry out the edits in their order; RefusedEdit when any of them could lose something.

    Columns are set in first, and the other edits are made on what comes of it.
    """
    inserted: list[Inserted] = []
    for edit in edits:
        if isinstance(edit, InsertColumns):
            inserted.append(insert_columns(file_name, data, edit))
            data = inserted[-1].data
    edited = _edited(Book(file_name, data), [edit for edit in edits if not isinstance(edit, InsertColumns)])
    changes = (*(each.change for each in inserted), *edited.changes)
    return replace(edited, changes=changes, inserted=tuple(inserted)) if inserted else edited


def _edited(book: Book, edits: Sequence[Edit]) -> Edited:
    growths = _carry_out(book, [edit for edit in edits if isinstance(edit, CellEdit)])
    reshaped = reshape(book, [edit for edit in edits if not isinstance(edit, CellEdit)])
    changes = [change for sheet in book.opened.values() for change in sheet.changes] + reshaped.changes
    is_changed = bool(changes) or any(sheet.part.is_changed for sheet in book.opened.values())
    for growth in growths:
        extend_names(book, growth)
    if is_changed or reshaped.is_formula_change:
        ask_for_calculation(book, is_formula_change=reshaped.is_formula_change)
        book.store()
    expected = _expected(book)
    book.opened.clear()  # the parsed sheets are stored; a large one is hundreds of megabytes
    for growth in growths:
        changes += _extend(book, growth, expected)
    for heading in reshaped.headings:
        changes += _told(book, rename_in_formulas(book, heading), expected)
    book.store()  # names that follow
    return Edited(book, tuple(changes), expected, tuple(growths), reshaped)


def check_edits(file_name: str, data: bytes, edits: Sequence[Edit]) -> None:
    """RefusedEdit where a cell of the edits cannot be written: they are planned, and not carried out."""
    book = Book(file_name, data)
    edits_of: dict[str, list[CellEdit]] = {}
    for edit in edits:
        if isinstance(edit, CellEdit):
            edits_of.setdefault(edit.sheet.casefold(), []).append(edit)
    for each in edits_of.values():
        try:
            plan_of(_facts_for(book, each), each)
        except RowNotAtHand:
            plan_of(FileFacts(book.sheet(each[0].sheet)), each)


def _facts_for(book: Book, edits: Sequence[CellEdit]) -> FileFacts:
    """The facts of one sheet, of no more of its rows than the edits most likely ask about, where these tell it alone."""
    title = edits[0].sheet
    rows = frozenset(edit.row for edit in edits if isinstance(edit, SetCell))
    names = {edit.table.casefold() for edit in edits if isinstance(edit, AppendRows) and edit.table}
    ends = [each.area.last_row for each in book.tables_of(title) if each.name.casefold() in names]
    tail = min(ends, default=MAX_ROW) - _ROWS_ABOVE_THE_END

    def is_wanted(row: int) -> bool:
        """Whether it is written, or new rows may find something there."""
        return row >= tail or row in rows

    sheet = book.rows_of(title, is_wanted)
    return FactsOfRows(sheet, is_wanted) if sheet else FileFacts(book.sheet(title))


def refused_of(file_name: str, data: bytes, edits: Sequence[Edit]) -> Refused:
    """The edits that cannot be carried out, each for itself; RefusedEdit where the file may not be edited at all."""
    book = Book(file_name, data)
    return refused_edits(edits, lambda title: FileFacts(book.sheet(title)))


def _carry_out(book: Book, edits: Sequence[CellEdit]) -> list[Growth]:
    """Plan every sheet before any is touched; gives how far ranges grew."""
    edits_of: dict[str, list[CellEdit]] = {}
    for edit in edits:
        edits_of.setdefault(book.sheet(edit.sheet).name, []).append(edit)
    plans = [plan_of(FileFacts(book.sheet(title)), each) for title, each in edits_of.items()]
    for plan in plans:
        carry_out(book.sheet(plan.facts.title), plan)
    return [growth for plan in plans for growth in plan.growths]


def _expected(book: Book) -> dict[str, Expected]:
    return {
        sheet.name: Expected(sheet.part.name, sheet.written, sheet.new_formulas, sheet.relinked, sheet.fitted)
        for sheet in book.opened.values()
        if sheet.part.is_changed
    }


def _extend(book: Book, growth: Growth, expected: dict[str, Expected]) -> list[CellChange]:
    """Stretch the references to a grown range, and tell the proof and the user which cells that changed."""
    return _told(book, extend_references(book, growth), expected)


def _told(book: Book, cells: Iterable[StretchedFormula], expected: dict[str, Expected]) -> list[CellChange]:
    changes = []
    for cell in cells:
        place = (cell.row, cell.column)
        sheet = expected.setdefault(cell.sheet, Expected(book.worksheets[cell.sheet]))
        sheet.new_formulas[place] = cell.after
        changes.append(CellChange(cell.sheet, *place, Formula(cell.before), Formula(cell.after)))
    return changes


_ORDER = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences", "definedNames", "calcPr",
)  # fmt: skip


def ask_for_calculation(book: Book, *, is_formula_change: bool = False) -> None:
    """Set fullCalcOnLoad; drop the calculation chain when a formula came or went. is_formula_change: outside of cells."""
    root = book.workbook.root
    settings = root.find(main("calcPr"))
    if settings is None:
        settings = new_child(root, "calcPr", _ORDER)
    if not is_on(settings.get("fullCalcOnLoad")):
        settings.set("fullCalcOnLoad", "1")
        book.workbook.is_changed = True
    chain = book.part_of_kind(book.workbook.name, "calcChain")
    is_other = is_formula_change or any(sheet.has_formula_changes for sheet in book.opened.values())
    if chain and is_other:
        drop_part(book.parts, book.workbook.name, chain)
