"""The rows and cells of a sheet's XML: found by number, made where they are missing, always ascending."""

from __future__ import annotations

import re
from bisect import bisect_left, insort

from lxml import etree

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.cells.address import (
    MAX_COLUMN,
    MAX_ROW,
    cell_name,
    column_number,
    parse_range,
)
from pmo_xl.workbook.closed_book.part_xml import MAIN, is_on, main, whole_number

_ROW, _CELL = main("row"), main("c")
_LETTERS = re.compile("[A-Za-z]{1,3}")
_DESCENT = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac}dyDescent"
_COPIED_TO_A_NEW_ROW = ("spans", "s", "customFormat")
_HEIGHT = ("ht", "customHeight", _DESCENT)


class Rows:
    """The cell grid of one sheet. Rows and cells that carry no number of their own get it here."""

    def __init__(self, root: etree._Element, sheet: str, *, are_cells_named: bool = False) -> None:
        """Find every row; RefusedEdit where rows are not in ascending order. are_cells_named: known, not to be looked for."""
        self._root, self._sheet = root, sheet
        data = root.find(main("sheetData"))
        if data is None:
            raise RefusedEdit(f"「{sheet}」にセルの表が見つからないため書き換えません。")
        self._data = data
        self._rows: dict[int, etree._Element] = {}
        self._cells: dict[int, dict[int, etree._Element]] = {}
        self._number_rows()
        self.numbers = list(self._rows)
        if not are_cells_named and root.xpath(
            "boolean(m:sheetData/m:row/m:c[not(@r)])", namespaces={"m": MAIN}
        ):
            for number in self.numbers:
                self.cells(number)

    def _number_rows(self) -> None:
        number = 0
        for row in self._data.iterchildren(_ROW):
            previous, number = number, whole_number(row, "r", number + 1)
            if number <= previous or number > MAX_ROW:
                raise RefusedEdit(f"「{self._sheet}」の行の並びが正しくないため書き換えません。")
            row.set("r", str(number))
            self._rows[number] = row

    def row(self, number: int) -> etree._Element | None:
        """One row, if it exists."""
        return self._rows.get(number)

    def cells(self, number: int) -> dict[int, etree._Element]:
        """The cells of a row by column, ascending; the caller must not change the mapping."""
        if number not in self._cells:
            self._cells[number] = self._found_cells(number)
        return self._cells[number]

    def _found_cells(self, number: int) -> dict[int, etree._Element]:
        found: dict[int, etree._Element] = {}
        row, column = self._rows.get(number), 0
        for cell in row.iterchildren(_CELL) if row is not None else ():
            previous, column = column, _column(cell) or column + 1
            if column <= previous or column > MAX_COLUMN:
                raise RefusedEdit(
                    f"「{self._sheet}」{number}行目のセルの並びが正しくないため書き換えません。"
                )
            cell.set("r", cell_name(number, column))
            found[column] = cell
        return found

    def cell(self, number: int, column: int) -> etree._Element | None:
        """One cell, if it exists."""
        return self.cells(number).get(column)

    def make_row(self, number: int) -> etree._Element:
        """The row, made where it is missing."""
        if number not in self._rows:
            row = self._data.makeelement(_ROW, {"r": str(number)})
            at = bisect_left(self.numbers, number)
            if at == len(self.numbers):
                self._data.append(row)
            else:
                self._rows[self.numbers[at]].addprevious(row)
            insort(self.numbers, number)
            self._rows[number] = row
            self._cells[number] = {}
        return self._rows[number]

    def make_cell(self, number: int, column: int) -> etree._Element:
        """The cell, made where it is missing, with the style that its row or column gives to new cells."""
        cell = self.cell(number, column)
        return self._new_cell(number, column) if cell is None else cell

    def _new_cell(self, number: int, column: int) -> etree._Element:
        style, row = self.default_style(number, column), self.make_row(number)
        cell = row.makeelement(_CELL, {"r": cell_name(number, column)} | ({"s": str(style)} if style else {}))
        cells = self.cells(number)
        later = next((other for other in cells if other > column), None)
        if later is not None:
            cells[later].addprevious(cell)
        else:
            row.insert(len(cells), cell)
        self._cells[number] = dict(sorted({**cells, column: cell}.items()))
        self._widen(row, number, column)
        return cell

    def default_style(self, number: int, column: int) -> int:
        """The style of a cell that does not exist: its row's, else its column's."""
        row = self._rows.get(number)
        if row is not None and is_on(row.get("customFormat")):
            return whole_number(row, "s")
        for each in self._root.iterfind(f"{main('cols')}/{main('col')}"):
            if whole_number(each, "min") <= column <= whole_number(each, "max"):
                return whole_number(each, "style")
        return 0

    def _widen(self, row: etree._Element, number: int, column: int) -> None:
        """Keep the row's spans and the sheet's dimension around a new cell."""
        first, _, last = row.get("spans", "").partition(":")
        if first.isdigit() and last.isdigit():
            row.set("spans", f"{min(int(first), column)}:{max(int(last), column)}")
        dimension = self._root.find(main("dimension"))
        area = None if dimension is None else parse_range(dimension.get("ref", ""))
        if dimension is not None and area is not None:
            dimension.set("ref", area.around(number, column).reference)

    def make_row_like(self, number: int, model: int, *, only_fixed_height: bool = False) -> None:
        """Make a row that is missing, with the style and the height of another."""
        pattern = self._rows.get(model)
        if number in self._rows or pattern is None:
            return
        row = self.make_row(number)
        has_height = is_on(pattern.get("customHeight")) or not only_fixed_height
        for name in (*_COPIED_TO_A_NEW_ROW, *(_HEIGHT if has_height else ())):
            if name in pattern.attrib:
                row.set(name, pattern.get(name, ""))

    def remove_cell(self, number: int, column: int) -> None:
        """Take a cell away, and its row when that was its last one."""
        row, cell = self._rows[number], self.cells(number).pop(column)
        row.remove(cell)
        if not len(row):
            del self._rows[number], self._cells[number]
            self.numbers.remove(number)
            self._data.remove(row)


def _column(cell: etree._Element) -> int:
    match = _LETTERS.match(cell.get("r", ""))
    return column_number(match[0]) if match else 0
