"""Cells that must not be written: inside merges, arrays, pivot tables, table headers, protection."""

from __future__ import annotations

from collections.abc import Sequence

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.cells.address import MAX_COLUMN, MAX_ROW, CellRange, cell_name


class Obstacles:
    """What stands in the way of writing into one sheet."""

    def __init__(self, sheet: str, merged: Sequence[CellRange], *, is_protected: bool) -> None:
        """Know the merged cells and the sheet's protection; the rest is added."""
        self._sheet, self._merged, self.is_protected = sheet, merged, is_protected
        self._fixed: list[tuple[CellRange, str]] = []

    def add(self, area: CellRange, what: str) -> None:
        """Keep an area from being written; `what` names it to the user."""
        self._fixed.append((area, what))

    def add_table(self, name: str, area: CellRange, *, header_rows: int, totals_rows: int) -> None:
        """Keep a table's headings and totals from being written."""
        if header_rows:
            self.add(area.ending_at(area.first_row), f"表「{name}」の見出し")
        if totals_rows:
            self.add(area._replace(first_row=area.last_row), f"表「{name}」の集計行")

    def check(self, row: int, column: int, *, is_locked: bool) -> None:
        """RefusedEdit when the cell must not be written."""
        if not (1 <= row <= MAX_ROW and 1 <= column <= MAX_COLUMN):
            raise RefusedEdit(f"「{self._sheet}」の{row}行{column}列目は、Excelのシートの外です。")
        if self.is_protected and is_locked:
            raise RefusedEdit(
                f"{self._where(row, column)} は保護されたシートのロックされたセルです。"
                "Excelでシートの保護を解いてからやり直してください。"
            )
        for area, what in self._fixed:
            if area.holds(row, column):
                raise RefusedEdit(f"{self._where(row, column)} は{what}の中にあるため書き換えません。")
        for area in self._merged:
            if area.holds(row, column) and (row, column) != (area.first_row, area.first_column):
                raise RefusedEdit(
                    f"{self._where(row, column)} は結合されたセル {area.reference} の一部です。"
                    "左上のセルを指定してください。"
                )

    def _where(self, row: int, column: int) -> str:
        return f"「{self._sheet}」{cell_name(row, column)}"

    def check_free(self, area: CellRange, what_is_added: str = "行") -> None:
        """RefusedEdit when a range cannot grow over these cells."""
        where = f"「{self._sheet}」{area.reference}"
        if self.is_protected:
            raise RefusedEdit(
                f"{where} に{what_is_added}を足せません。シートの保護を解いてからやり直してください。"
            )
        blocking = [(merge, "結合されたセル") for merge in self._merged] + self._fixed
        for other, what in blocking:
            if other.meets(area):
                raise RefusedEdit(
                    f"{where} に{what_is_added}を足せません。{what} {other.reference} があります。先に移してください。"
                )
