"""What cells hold: values and formulas, read and written in one call."""

from __future__ import annotations

from typing import Any

from pmo_xl.workbook.edits.formula_text import copied
from tests.excel_stand_in.com import ComError
from tests.excel_stand_in.formulas import calc_formula, excel_formula, shown_in_table, typed_in_table
from tests.excel_stand_in.place import Place
from tests.excel_stand_in.values import com_rows, formula_rows, sent

CONTENTS, FORMATS, EVERYTHING = 1 | 2 | 4 | 16, 32 | 64 | 256, 1023  # LibreOffice's CellFlags


class Contents(Place):
    """Values and formulas of a range."""

    @property
    def raw_value(self) -> Any:
        self.note("read", "value")
        read = self.excel.ask("values.read", self.sheet.number, self.area)
        return self._com(com_rows(read, self.area, self.sheet.book.null_date))

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        self.note("write", "value")
        self._write(data)

    @property
    def formula(self) -> Any:
        """Formulas, and constants as text."""
        self.note("read", "formula")
        read = self.excel.ask("values.formulas", self.sheet.number, self.area)
        rows = formula_rows(read, self.area)
        for row, column, table in self._table_cells(rows, "[#This Row]"):
            rows[row][column] = shown_in_table(rows[row][column], table)
        return self._com(rows)

    @formula.setter
    def formula(self, data: Any) -> None:
        self.note("write", "formula")
        self._write(data)

    formula2 = formula

    @property
    def formula_array(self) -> str | None:
        self.note("read", "formula_array")
        found = self.excel.ask("values.array_formula", self.sheet.number, self.area, None)
        return excel_formula(found) if found else None

    @formula_array.setter
    def formula_array(self, value: str) -> None:
        self.note("write", "formula_array")
        self.excel.ask("values.array_formula", self.sheet.number, self.area, calc_formula(value))

    @property
    def has_array(self) -> bool:
        return bool(self.excel.ask("values.array_formula", self.sheet.number, self.area, None))

    def clear_contents(self) -> None:
        self._clear("clear_contents", CONTENTS)

    def clear_formats(self) -> None:
        self._clear("clear_formats", FORMATS)

    def clear(self) -> None:
        self._clear("clear", EVERYTHING)

    def _com(self, rows: list[list[Any]]) -> Any:
        """One value for one cell, else a tuple of rows."""
        return rows[0][0] if self.shape == (1, 1) else tuple(tuple(row) for row in rows)

    def _write(self, data: Any) -> None:
        height, width = self.shape
        if not isinstance(data, (list, tuple)):
            is_formula = isinstance(data, str) and data.startswith("=")
            data = self._filled(data) if is_formula else [[data] * width] * height
        elif data and not isinstance(data[0], (list, tuple)):
            data = [data] * height
        if len(data) != height or any(len(row) != width for row in data):
            raise ComError("bad_address", f"{len(data)} rows into {self.address}")
        data = [list(row) for row in data]
        for row, column, table in self._table_cells(data, "[@"):
            data[row][column] = typed_in_table(data[row][column], table)
        null_date = self.sheet.book.null_date
        rows = [[sent(value, null_date) for value in row] for row in data]
        for top, left, bottom, right in self._written_areas():
            part = [row[left - self.area[1] : right - self.area[1] + 1] for row in rows]
            part = part[top - self.area[0] : bottom - self.area[0] + 1]
            self.excel.ask("values.write", self.sheet.number, [top, left, bottom, right], part)

    def _filled(self, formula: str) -> list[list[str]]:
        """One formula for every cell, its references moving along."""
        height, width = self.shape
        return [[copied(formula, row, column) for column in range(width)] for row in range(height)]

    def _table_cells(self, rows: list[list[Any]], sign: str) -> list[tuple[int, int, str]]:
        """The cells whose formula has this sign and that lie in a table, with the table's name."""
        marked = [
            (r, c)
            for r, row in enumerate(rows)
            for c, text in enumerate(row)
            if isinstance(text, str) and text.startswith("=") and sign in text
        ]
        tables = list(self.sheet.tables) if marked else []
        return [
            (r, c, table.name)
            for r, c in marked
            for table in tables
            if table.holds(self.area[0] + r, self.area[1] + c)
        ]

    def _written_areas(self) -> list[Any]:
        """Where a block is written: everywhere, or only where rows are shown."""
        if len(self) == 1 or not self.excel.passes_over_hidden:
            return [self.area]
        return list(self.excel.ask("cells.visible", self.sheet.number, self.area))

    def _clear(self, what: str, flags: int) -> None:
        self.note("write", what)
        self.excel.ask("values.clear", self.sheet.number, self.area, flags)
