"""References to a range that grew, wherever they stand: formulas, charts, formats, drop-downs.

Excel extends them when a table grows by hand; without that a total over 課題管理表!$H$2:$H$51 would
silently miss the new rows. The parts are changed byte by byte, only inside the formulas concerned.
A reference inside the grown rows themselves, inside a shared formula, a format or a drop-down is
extended only where both its rows are fixed with $: a running total H$2:H51 means its own row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape

from pmo_xl.workbook.cells.address import parse_cell
from pmo_xl.workbook.closed_book.book import Book
from pmo_xl.workbook.closed_book.part_xml import main
from pmo_xl.workbook.closed_book.parts import part_key
from pmo_xl.workbook.edits.formula_text import grown, is_absolute
from pmo_xl.workbook.edits.growth import Growth

_TAG = re.compile(rb"<(?:\w+:)?(\w+)([^>]*)>")
_CELL_NAME = re.compile(rb"\br\s*=\s*[\"']([A-Z]+[0-9]+)[\"']")
_RANGE_END = re.compile(rb":\$?[A-Za-z]{1,3}\$?([0-9]{1,7})(?![0-9])")
_SHARED = re.compile(rb"\bt\s*=\s*[\"']shared[\"']")
_IN_SHEETS = (b"f", b"formula", b"formula1", b"formula2")
_IN_TABLES = (b"calculatedColumnFormula", b"totalsRowFormula")


@dataclass(frozen=True)
class StretchedFormula:
    """One cell's formula before and after."""

    sheet: str
    row: int
    column: int
    before: str
    after: str


@dataclass(frozen=True)
class _Formula:
    """A formula in a part's bytes: where its text lies, and the cell it belongs to, if it is a cell's."""

    start: int
    end: int
    text: str
    cell: tuple[int, int] | None
    is_shared: bool


def extend_references(book: Book, growth: Growth) -> list[StretchedFormula]:
    """Stretch every reference to the grown rows in a stored book; returns the cells concerned."""
    extended: list[StretchedFormula] = []
    for sheet, part in book.worksheets.items():
        extended += _extend_part(book, part, growth, sheet, _IN_SHEETS)
        for table in book.parts_of_kind(part, "table"):
            _extend_part(book, table, growth, sheet, _IN_TABLES)
    for name in book.parts.names:
        if "/charts/" in part_key(name) and name.endswith(".xml"):
            _extend_part(book, name, growth, None, (b"f",))
    return extended


def _extend_part(
    book: Book, part: str, growth: Growth, sheet: str | None, elements: tuple[bytes, ...]
) -> list[StretchedFormula]:
    """Stretch the formulas of one part; `sheet` is what unqualified references mean (None in a chart)."""
    data, extended, pieces, done = book.parts.read(part), [], [], 0
    for formula in _formulas(data, growth, elements):
        after = _extended(formula, growth, sheet)
        if after != formula.text:
            pieces += [data[done : formula.start], escape(after, quote=False).encode()]
            done = formula.end
            if formula.cell is not None and sheet is not None:
                extended.append(StretchedFormula(sheet, *formula.cell, formula.text, after))
    if done:
        book.parts.replace(part, b"".join([*pieces, data[done:]]))
    return extended


def _formulas(data: bytes, growth: Growth, elements: tuple[bytes, ...]) -> Iterator[_Formula]:
    """The formulas that hold a range which may have to grow, each once, in their order."""
    done = 0
    for hit in _RANGE_END.finditer(data):
        if hit.start() < done or not growth.may_end(int(hit[1])):
            continue
        start, end = data.rfind(b">", 0, hit.start()) + 1, data.find(b"<", hit.end())
        tag_start = data.rfind(b"<", 0, start)
        tag = _TAG.fullmatch(data, tag_start, start)
        if tag is not None and tag[1] in elements and data.find(b"<", start, end) < 0:
            done = end
            cell = cell_before(data, tag_start) if tag[1] == b"f" else None
            text = unescape(data[start:end].decode())
            yield _Formula(start, end, text, cell, bool(_SHARED.search(tag[2])))


def cell_before(data: bytes, formula: int) -> tuple[int, int] | None:
    """The cell whose start tag stands right before a formula's."""
    start = data.rfind(b"<", 0, formula)
    tag = _TAG.match(data, start)
    name = _CELL_NAME.search(tag[2]) if tag is not None and tag[1] == b"c" else None
    return parse_cell(name[1].decode()) if name else None


def _extended(formula: _Formula, growth: Growth, sheet: str | None) -> str:
    if sheet is None:
        return grown(formula.text, growth, "")
    is_free = (
        formula.cell is not None and not formula.is_shared and not _is_inside(sheet, formula.cell, growth)
    )
    return grown(formula.text, growth, sheet) if is_free else grown(formula.text, growth, sheet, is_absolute)


def _is_inside(sheet: str, place: tuple[int, int], growth: Growth) -> bool:
    last_row = max(growth.new_last_row, growth.area.last_row)
    return sheet == growth.sheet and growth.area.first_row <= place[0] <= last_row


def extend_names(book: Book, growth: Growth) -> None:
    """Let every name that covered the old rows reach the new last row."""
    for name in book.workbook.root.iterfind(f"{main('definedNames')}/{main('definedName')}"):
        text = grown(name.text or "", growth, "")
        if text != (name.text or ""):
            name.text = text
            book.workbook.is_changed = True
