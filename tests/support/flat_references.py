"""Flat references: a workbook's formulas with table references and defined names written out as plain cells.

Engines without Excel tables can calculate such formulas. What stands in the cells stays; formats, tables,
drop-downs and conditional formats are left out, for they decide no result.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, quote_sheetname, range_boundaries
from openpyxl.utils.datetime import to_excel

from tests.support.formula_calls import Call, calls_of

HELPERS = "補助"

_TEXTS = re.compile(r'("(?:[^"]|"")*")')
_TABLE_REFERENCE = re.compile(
    r"(?<![\w.])(?P<table>[^\W\d]\w*)"
    r"(?:\[\[#(?P<part>This Row|Headers)\],\[(?P<column>[^\[\]]+)\]\]|\[\[?(?P<whole>[^\[\]#]+)\]?\])"
)
_SEVERAL = re.compile(
    r"(?<![\w.])(?P<table>[^\W\d]\w*)"
    r"\[(?:(?P<all>\[#All\]),\[(?P<only>[^\[\]#]+)\]|\[(?P<first>[^\[\]#]+)\]:\[(?P<last>[^\[\]#]+)\])\]"
)
"""A column with its heading, or columns beside each other: 表[[#All],[列]], 表[[列]:[列]]."""
_NAME = re.compile(r"(?<![\w.!'$])[^\W\d][\w.]*(?![\w.\[!(])")
_SETTING = re.compile(r'INDEX\((?P<values>\S+?),MATCH\("(?P<key>[^"]+)",(?P<keys>\S+?),0\)\)')
_COLUMN_RANGE = re.compile(r"(?P<column>(?:'[^']+'|\w+)!\$[A-Z]+)\$(?P<first>\d+):\$[A-Z]+\$(?P<last>\d+)")
_OWN_CELL = re.compile(r"(?<![\w.!'$:])\$?[A-Z]{1,3}\$?[1-9]\d{0,6}(?![\w.(!])")
_ROW_BY_ROW = ("COUNTIF", "COUNTIFS", "SUMIFS", "TEXT")
_TEXT_AS_0 = ';\\0"'

_GROWING = re.compile(r"(?P<first>[^:]+):INDEX\((?P<all>[^,]+),MAX\(1,COUNTIF\(.+\)\)\)")


@dataclass(frozen=True)
class _Table:
    """One Excel table: its sheet, its heading's row, its rows of data, and its columns by heading."""

    sheet: str
    header: int
    first: int
    last: int
    columns: Mapping[str, str]

    def range_of(self, heading: str, part: str | None, row: int) -> str:
        letters, sheet = self.columns[heading], quote_sheetname(self.sheet)
        if part is None:
            return f"{sheet}!${letters}${self.first}:${letters}${self.last}"
        return f"{sheet}!${letters}${self.header if part == 'Headers' else row}"

    def several(self, first: str, last: str, *, is_all: bool) -> str:
        sheet, top = quote_sheetname(self.sheet), self.header if is_all else self.first
        return f"{sheet}!${self.columns[first]}${top}:${self.columns[last]}${self.last}"


class FlatReferences:
    """Writes out the references of one workbook; `left` are the formulas in which something stayed."""

    def __init__(self, path: Path) -> None:
        """Read the workbook's cells, tables and names."""
        self.book: Any = load_workbook(path)
        self._stored: Any = load_workbook(path, data_only=True)
        self._tables = {t.displayName: _table(s.title, t) for s in self.book for t in s.tables.values()}
        self._names: dict[str, str] = {}
        self._texts = {name: named.attr_text for name, named in self.book.defined_names.items()}

    def written_out(self, formula: str, row: int) -> str:
        """The formula of a cell in this row without table references and names."""
        return _outside_texts(self._tables_written_out(formula, row), self._names_written_out)

    def _tables_written_out(self, formula: str, row: int) -> str:
        def plain(found: re.Match[str]) -> str:
            table = self._tables[found["table"]]
            return table.range_of(found["column"] or found["whole"], found["part"], row)

        def several(found: re.Match[str]) -> str:
            first, last = found["only"] or found["first"], found["only"] or found["last"]
            return self._tables[found["table"]].several(first, last, is_all=found["all"] is not None)

        return _outside_texts(formula, lambda text: _TABLE_REFERENCE.sub(plain, _SEVERAL.sub(several, text)))

    def _names_written_out(self, text: str) -> str:
        return _NAME.sub(lambda found: self._meaning(found[0]), text)

    def _meaning(self, name: str) -> str:
        """What a defined name stands for; the word itself when it is none."""
        if name not in self._texts:
            return name
        if name not in self._names:
            self._names[name] = self._plain(self._tables_written_out(self._texts[name], 0))
        return self._names[name]

    def _plain(self, text: str) -> str:
        """A setting's cell, a list as long as it is now, a range as it is, anything else in brackets."""
        if setting := _SETTING.fullmatch(text):
            return self._cell_of_setting(setting)
        if growing := _GROWING.fullmatch(text):
            return self._filled_part(growing["all"])
        is_range = re.fullmatch(r"[^()+\-*/&,]*", text) is not None
        return text if is_range else f"({_outside_texts(text, self._names_written_out)})"

    def _cell_of_setting(self, setting: re.Match[str]) -> str:
        sheet, keys = self._cells(setting["keys"])
        row = next(row for row, value in keys if value == setting["key"])
        column = _split(setting["values"])[1].split(":")[0].rsplit("$", 1)[0]
        return f"{quote_sheetname(sheet)}!{column}${row}"

    def _filled_part(self, whole: str) -> str:
        sheet, cells = self._cells(whole)
        count = max(1, sum(isinstance(value, str) and value != "" for _, value in cells))
        column, first = _split(whole)[1].split(":")[0].rsplit("$", 1)
        return f"{quote_sheetname(sheet)}!{column}${first}:{column}${int(first) + count - 1}"

    def _cells(self, address: str) -> tuple[str, list[tuple[int, object]]]:
        """A column of cells: its sheet, and each row with its stored value."""
        title, cells = _split(address)
        rows = self._stored[title][cells.replace("$", "")]
        return title, [(row[0].row, row[0].value) for row in rows]


def write_flat_copy(path: Path, copy: Path) -> None:
    """Write a copy of the workbook that holds nothing but values and formulas with plain references."""
    import xlsxwriter

    from pmo_xl.workbook.author.quick_writing import QuickSheet

    references = FlatReferences(path)
    with xlsxwriter.Workbook(str(copy), {"strings_to_urls": False}) as written:
        sheets = [(sheet, written.add_worksheet(sheet.title, QuickSheet)) for sheet in references.book]
        helpers = RowByRow(written.add_worksheet(HELPERS, QuickSheet))
        for sheet, target in sheets:
            for cell in (cell for row in sheet.iter_rows() for cell in row):
                place = (cell.row - 1, cell.column - 1)
                if cell.data_type == "f":
                    # openpyxl gives what fills an array as an object that holds the text
                    formula = getattr(cell.value, "text", cell.value)
                    text = index_of_one_cell(references.written_out(formula, cell.row))
                    _write_formula(target, place, helpers.written_out(text, sheet.title))
                elif cell.value is not None:
                    _write_value(target, place, as_number(cell.value))


class RowByRow:
    """What an engine does not do for a whole column in one call, done for each row in a cell of its own."""

    def __init__(self, sheet: Any) -> None:
        """Begin with an empty sheet of helper columns."""
        self._sheet = sheet
        self._columns: dict[str, str] = {}

    def written_out(self, formula: str, title: str) -> str:
        """The formula of a cell of this sheet with such calls replaced by helper cells."""
        for call in reversed(list(calls_of(formula, *_ROW_BY_ROW))):
            columns = _columns_given(call)
            if columns:
                text = _on_sheet(formula[call.start : call.end], title)
                if text not in self._columns:
                    self._columns[text] = self._helper(call, columns, title)
                formula = formula[: call.start] + self._columns[text] + formula[call.end :]
        return formula

    def _helper(self, call: Call, columns: Mapping[int, re.Match[str]], title: str) -> str:
        number = len(self._columns)
        first, last = next((int(column["first"]), int(column["last"])) for column in columns.values())
        for row in range(first, last + 1):
            arguments = [
                _on_sheet(
                    _COLUMN_RANGE.sub(rf"\g<column>${row}", argument) if n in columns else argument, title
                )
                for n, argument in enumerate(call.arguments)
            ]
            self._sheet.write_formula(row - first, number, f"={_of_row(call.function, arguments)}", None, 0)
        letters = get_column_letter(number + 1)
        return f"{HELPERS}!${letters}$1:${letters}${last - first + 1}"


def _columns_given(call: Call) -> dict[int, re.Match[str]]:
    """Which of the arguments that ask for one value are made of a whole column."""
    if call.function == "TEXT":
        asked = range(1) if call.arguments[1].endswith(_TEXT_AS_0) else range(0)
    else:
        asked = range(2 if call.function == "SUMIFS" else 1, len(call.arguments), 2)
    return {n: found for n in asked if (found := _COLUMN_RANGE.search(_without_index(call.arguments[n])))}


def _without_index(argument: str) -> str:
    """The argument without its INDEX calls, each of which takes one cell out of a column."""
    for call in reversed(list(calls_of(argument, "INDEX"))):
        argument = argument[: call.start] + argument[call.end :]
    return argument


def _of_row(function: str, arguments: Sequence[str]) -> str:
    """The call for one row. Gnumeric's TEXT has no fourth part of the pattern, the one for text."""
    text = f"{function}({','.join(arguments)})"
    return f'IF(ISTEXT({arguments[0]}),"0",{text})' if function == "TEXT" else text


def _on_sheet(formula: str, title: str) -> str:
    """The formula with the sheet's name before every cell that has none."""
    return _outside_texts(formula, lambda text: _OWN_CELL.sub(f"{quote_sheetname(title)}!\\g<0>", text))


def index_of_one_cell(formula: str) -> str:
    """The cell itself for the INDEX of a column with one row, which Gnumeric answers with #REF!."""
    for call in reversed(list(calls_of(formula, "INDEX"))):
        column = _COLUMN_RANGE.fullmatch(call.arguments[0])
        if column and column["first"] == column["last"]:
            formula = formula[: call.start] + call.arguments[0].split(":")[0] + formula[call.end :]
    return formula


def _write_formula(sheet: Any, place: tuple[int, int], text: str) -> None:
    """Sums over products calculate column by column, which some engines do in array formulas alone."""
    if "SUMPRODUCT(" in text:
        sheet.write_array_formula(*place, *place, text, None, 0)
    else:
        sheet.write_formula(*place, text, None, 0)


def _split(address: str) -> tuple[str, str]:
    """A range's sheet and cells; the sheet may be said twice (集計!$N$4:集計!$N$33)."""
    sheet, *cells = address.split("!")
    return sheet.strip("'"), "!".join(cells).replace(f"{sheet}!", "")


def as_number(value: object) -> object:
    """A day or an instant as the number a cell holds; anything else as it is."""
    return to_excel(value) if isinstance(value, date | datetime | time) else value


def _write_value(sheet: Any, place: tuple[int, int], value: object) -> None:
    write = {bool: sheet.write_boolean, str: sheet.write_string}.get(type(value), sheet.write_number)
    write(*place, value)


def _outside_texts(formula: str, change: Callable[[str], str]) -> str:
    return "".join(part if n % 2 else change(part) for n, part in enumerate(_TEXTS.split(formula)))


def _table(title: str, table: Any) -> _Table:
    first_column, header, _, last = range_boundaries(table.ref)
    headings = {c.name: get_column_letter(first_column + n) for n, c in enumerate(table.tableColumns)}
    return _Table(title, header, header + 1, last - (table.totalsRowCount or 0), headings)
