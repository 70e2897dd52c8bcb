"""What python-calamine does not say about a sheet, found by scanning the bytes of its plain XML.

Rare things (errors, formulas without a result, hidden rows) are looked for themselves, and the cell they
stand in is read backwards from there: a scan costs a fraction of reading the values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from itertools import pairwise

from pmo_xl.workbook.cells.address import CellRange, cell_name, column_number, parse_range
from pmo_xl.workbook.tab.plain_sheet import PlainSheet
from pmo_xl.workbook.tab.shared_formula import moved

Address = tuple[int, int]

_ERROR_MARK = re.compile(rb' t="e"')
_ERROR_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*>(?:\s*<f[^>]*/>|\s*<f[^>]*>[^<]*</f>)?\s*<v>([^<]*)<')
_RICH_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"(?=[^>]* t="e")[^>]*? vm="(\d{1,9})"')
_SHARED_TEXT = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]* t="s"[^>]*>\s*<v>(\d+)<')
_NO_RESULT = rb"\s*(?:</c>|<v\s*/>|<v></v>)"
_UNCACHED_MARKS = (re.compile(rb"</f>" + _NO_RESULT), re.compile(rb"<f(?=[\s/])[^>]*/>" + _NO_RESULT))
_FORMULA_CELL = re.compile(rb'<c r="[A-Z]+\d+"([^>]*)>\s*\Z')
_HIDDEN_ROW = re.compile(rb'<row r="(\d+)"[^>]*? hidden="(?:1|true)"')
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*["\']([A-Z0-9:$]+)')
_FORMULA = re.compile(rb"<f((?:\s[^>]*?)?)(?:/>|>([^<]*)</f>)(" + _NO_RESULT + rb")?")
_FORMULA_MARK, _PLAIN_FORMULA, _FORMULA_END, _NO_RESULT_THERE = b"<f", b"<f>", b"</f>", re.compile(_NO_RESULT)
_CELL_HEAD = re.compile(rb'<c r="([A-Z]+)(\d+)"')
_SHARED_INDEX = re.compile(rb"""\ssi\s*=\s*["'](\d+)""")
_STYLE = re.compile(rb'[^>]*?\ss="(\d{1,9})"')
_STYLED_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)" s="(\d+)"(?:[^>]*[^/>])?>')
_FILLED_CELL = re.compile(rb'<c r="([A-Z]+)(\d+)"(?:[^>]*[^/>])?>')
_ZEROS_HIDDEN = re.compile(rb"""<(?:\w+:)?sheetView\s[^>]*?showZeros\s*=\s*["'](?:0|false)""")
_ROW_START = re.compile(rb'<row r="(\d+)"')


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """errors: the error in each error cell. uncached: formula cells without a cached value.

    metadata: of error cells that may be something else, the number of what they are. formulas: of each formula cell;
    None where they were not asked for.
    """

    errors: dict[Address, str]
    uncached: frozenset[Address]
    hidden_rows: frozenset[int]
    merges: tuple[CellRange, ...]
    metadata: Mapping[Address, int] = field(default_factory=dict)
    formulas: Mapping[Address, str] | None = None


def scan(sheet: PlainSheet, *, needs_formulas: bool = False) -> SheetFacts:
    """Everything that is always wanted, in one go. needs_formulas: the formulas too, which tell the uncached ones."""
    data, (start, end) = sheet.data, sheet.cells_at
    forms = sheet.forms
    found, uncached = _formulas(sheet) if needs_formulas else (None, set(_uncached(sheet)))
    errors = dict(_errors(data, start, end)) if b' t="e"' in forms else {}
    return SheetFacts(
        errors,
        frozenset(uncached),
        frozenset(_hidden_rows(data, start, end) if b' hidden="' in forms else ()),
        tuple(_merges(data, end)),
        dict(_metadata(data, start, end)) if errors else {},
        found,
    )


def formulas(sheet: PlainSheet) -> Mapping[Address, str]:
    """The formula of each formula cell as stored, without "="; shared ones written out for their cell."""
    return _formulas(sheet)[0]


def _formulas(sheet: PlainSheet) -> tuple[dict[Address, str], set[Address]]:
    """The formulas, and the cells of those without a cached value."""
    found: dict[Address, str] = {}
    uncached: set[Address] = set()
    masters: dict[bytes, tuple[Address, str]] = {}
    for cell, attributes, stored, no_result in _formula_elements(sheet):
        head = _CELL_HEAD.match(cell)
        if head is None:
            continue
        place = _address(head)
        if no_result is not None and _is_uncached(cell, no_result):
            uncached.add(place)
        text = _spelled(stored)
        index = _SHARED_INDEX.search(attributes) if attributes else None
        if index and text:
            masters.setdefault(index[1], (place, text))
        elif index and index[1] in masters:
            (row, column), master = masters[index[1]]
            text = moved(master, place[0] - row, place[1] - column)
        found[place] = text
    return found, uncached


def _formula_elements(sheet: PlainSheet) -> Iterator[tuple[bytes, bytes, bytes, bytes | None]]:
    """Each `<f …>…</f>`: its cell up to it, its attributes, its text, and what tells that no result follows.

    A single letter is looked for, which is many times as fast as `<f`; where it is another f, `<f` after all. A long
    formula that is the one before again is compared, not taken out again.
    """
    data, (start, end) = sheet.data, sheet.cells_at
    before, stored = _PLAIN_FORMULA + _FORMULA_END, b""
    at = data.find(b"f", start, end) - 1
    while at >= start:
        if not data.startswith(_FORMULA_MARK, at):
            at = data.find(_FORMULA_MARK, at, end)
            continue
        text = at + len(_PLAIN_FORMULA)
        cell = data[data.rfind(b"<c ", start, at) : at]
        if data.startswith(before, at):
            stop = at + len(before)
            yield cell, b"", stored, _no_result(data, stop, end)
            at = data.find(b"f", stop, end) - 1
            continue
        stop = data.find(b"<", text, end)
        if data.startswith(_PLAIN_FORMULA, at) and data.startswith(_FORMULA_END, stop):
            stored = data[text:stop]
            stop += len(_FORMULA_END)
            before = data[at:stop]
            yield cell, b"", stored, _no_result(data, stop, end)
        elif match := _FORMULA.match(data, at, end):
            stop = match.end()
            yield cell, match[1], match[2] or b"", match[3]
        else:
            stop = text
        at = data.find(b"f", stop, end) - 1


def _no_result(data: bytes, at: int, end: int) -> bytes | None:
    """What stands at a byte in the place of a formula's result; most often a value does, and nothing is made."""
    if data.startswith(b"<v>", at) and not data.startswith(b"<", at + len(b"<v>")):
        return None
    none = _NO_RESULT_THERE.match(data, at, end)
    return none and none[0]


@lru_cache(maxsize=1024)
def _spelled(stored: bytes) -> str:
    """The formula that the XML holds; the rows of a table mostly hold the same one."""
    return unescape(stored.decode("utf-8", "replace"))


def cells_by_style(sheet: PlainSheet, styles: frozenset[int]) -> Iterator[tuple[Address, int]]:
    """The filled cells that carry one of the styles, with it."""
    wanted = {str(style).encode(): style for style in styles}
    for match in _STYLED_CELL.finditer(sheet.data, *sheet.cells_at):
        if match[3] in wanted:
            yield _address(match), wanted[match[3]]


def are_zeros_hidden(sheet: PlainSheet) -> bool:
    """Whether a view of the sheet shows nothing for 0."""
    return _ZEROS_HIDDEN.search(sheet.data, 0, sheet.cells_at[0]) is not None


def row_offsets(sheet: PlainSheet) -> dict[int, tuple[int, int]]:
    """Where each row begins and ends in the bytes."""
    start, end = sheet.cells_at
    found = [(int(match[1]), match.start()) for match in _ROW_START.finditer(sheet.data, start, end)]
    return {row: (offset, stop) for (row, offset), (_, stop) in pairwise([*found, (0, end)])}


def style_in_row(sheet: PlainSheet, span: tuple[int, int], row: int, column: int) -> int:
    """The style number of a cell, looked up in the bytes of its row; 0 where there is no cell."""
    head = b'<c r="' + cell_name(row, column).encode() + b'"'
    at = sheet.data.find(head, *span)
    match = _STYLE.match(sheet.data, at + len(head)) if at >= 0 else None
    return int(match[1]) if match else 0


def filled_rows_and_columns(sheet: PlainSheet) -> tuple[list[int], list[int], int]:
    """The rows and the columns that hold a filled cell, in order, and how many such cells there are."""
    rows: set[bytes] = set()
    columns: set[bytes] = set()
    count = 0
    for match in _FILLED_CELL.finditer(sheet.data, *sheet.cells_at):
        rows.add(match[2])
        columns.add(match[1])
        count += 1
    return sorted(map(int, rows)), sorted(map(_column, columns)), count


# Cells beyond a number of columns or rows, the commonest case first (AZ is the 52nd column, HZ the 234th).
_COLUMNS_BEYOND = (
    (52, re.compile(rb'<c r="(?:[B-Z][A-Z]|[A-Z]{3})')),
    (234, re.compile(rb'<c r="(?:[I-Z][A-Z]|[A-Z]{3})')),
)
_ROWS_BEYOND = (
    (19_999, re.compile(rb'<c r="[A-Z]+(?:[2-9][0-9]{4}|[1-9][0-9]{5})')),
    (99_999, re.compile(rb'<c r="[A-Z]+[1-9][0-9]{5}')),
)


def largest_area(sheet: PlainSheet) -> int | None:
    """No fewer cells than the sheet's used range has, quickly told; None where only a full look can tell."""
    data, (start, end) = sheet.data, sheet.cells_at
    sides = []
    for limits in (_COLUMNS_BEYOND, _ROWS_BEYOND):
        fitting = (most for most, beyond in limits if beyond.search(data, start, end) is None)
        sides.append(next(fitting, None))
    columns, rows = sides
    return columns * rows if columns and rows else None


def filled_cells_at_least(sheet: PlainSheet) -> int:
    """How many cells have a stored value, quickly counted."""
    return sheet.data.count(b"</v>", *sheet.cells_at)


def _errors(data: bytes, start: int, end: int) -> Iterator[tuple[Address, str]]:
    for mark in _ERROR_MARK.finditer(data, start, end):
        match = _ERROR_CELL.match(data, data.rfind(b"<", start, mark.start()))
        if match:
            yield _address(match), unescape(match[3].decode("utf-8", "replace"))


def _metadata(data: bytes, start: int, end: int) -> Iterator[tuple[Address, int]]:
    """The error cells whose value is told elsewhere, and by which number."""
    if data.find(b' vm="', start, end) >= 0:
        yield from ((_address(match), int(match[3])) for match in _RICH_CELL.finditer(data, start, end))


def texts_in_cells(sheet: PlainSheet, numbers: frozenset[int]) -> Iterator[Address]:
    """The cells that hold one of these shared texts."""
    wanted = {str(number).encode() for number in numbers}
    for match in _SHARED_TEXT.finditer(sheet.data, *sheet.cells_at):
        if match[3] in wanted:
            yield _address(match)


def _uncached(sheet: PlainSheet) -> Iterator[Address]:
    data, (start, end) = sheet.data, sheet.cells_at
    there = filter(sheet.forms.have, _UNCACHED_MARKS)
    for mark in (m for marks in there for m in marks.finditer(data, start, end)):
        at = data.rfind(b"<c ", start, mark.start())
        head = _CELL_HEAD.match(data, at) if at >= 0 else None
        cell = data[at : data.find(_FORMULA_MARK, at)] if head else b""
        if head and _is_uncached(cell, mark[0]):
            yield _address(head)


def _is_uncached(cell: bytes, end_of_cell: bytes) -> bool:
    """Whether a cell (up to its formula) behind whose formula no result follows really has none."""
    match = _FORMULA_CELL.match(cell)
    # An empty text is a result: ="" is stored as t="str" and an empty value.
    return match is not None and not (b't="str"' in match[1] and b"<v" in end_of_cell)


def _hidden_rows(data: bytes, start: int, end: int) -> Iterator[int]:
    yield from (int(match[1]) for match in _HIDDEN_ROW.finditer(data, start, end))


def _merges(data: bytes, start: int) -> Iterator[CellRange]:
    for match in _MERGE.finditer(data, start):
        area = parse_range(match[1].decode())
        if area:
            yield area


def _address(match: re.Match[bytes]) -> Address:
    return int(match[2]), _column(match[1])


@lru_cache(maxsize=20_000)
def _column(letters: bytes) -> int:
    return column_number(letters.decode())
