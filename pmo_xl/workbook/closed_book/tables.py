"""Excel tables: their ranges, columns and calculated columns, and growing them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.cells.address import CellRange, parse_range
from pmo_xl.workbook.closed_book.part_xml import PartXml, drop_attribute, is_on, main, whole_number
from pmo_xl.workbook.closed_book.strings import shown_text


@dataclass
class Table:
    """One table part of a sheet."""

    part: PartXml

    @property
    def name(self) -> str:
        """The name that formulas use."""
        return self.part.root.get("displayName", self.part.root.get("name", ""))

    @property
    def area(self) -> CellRange:
        """Header, data and totals together."""
        area = parse_range(self.part.root.get("ref", ""))
        if area is None:
            raise RefusedEdit(f"表「{self.name}」の範囲が読めないため書き換えません。")
        return area

    @property
    def header_rows(self) -> int:
        """0 or 1."""
        return whole_number(self.part.root, "headerRowCount", 1)

    @property
    def totals_rows(self) -> int:
        """0 or 1."""
        return whole_number(self.part.root, "totalsRowCount")

    @property
    def columns(self) -> list[etree._Element]:
        """What the table says of each of its columns, from the left."""
        return self.part.root.findall(f"{main('tableColumns')}/{main('tableColumn')}")

    @cached_property
    def formulas(self) -> dict[int, str]:
        """The formula of each calculated column, by column number."""
        found = {}
        for number, column in enumerate(self.columns, self.area.first_column):
            formula = column.find(main("calculatedColumnFormula"))
            if formula is not None and formula.text:
                self._refuse_array(is_on(formula.get("array")))
                found[number] = shown_text(formula.text)
        return found

    def _refuse_array(self, is_array: bool) -> None:
        if is_array:
            raise RefusedEdit(f"表「{self.name}」に配列数式の列があるため、行を足せません。")

    @property
    def is_linked(self) -> bool:
        """Whether its rows come from elsewhere (a query)."""
        return self.part.root.get("tableType", "worksheet") != "worksheet"

    def fill_insert_row(self) -> None:
        """Say that the table's single row is data now, where it was the empty row that waits for input."""
        if "insertRow" in self.part.root.attrib:
            drop_attribute(self.part.root, "insertRow")
            self.part.is_changed = True

    def end_at(self, last_row: int) -> None:
        """Let the table, its filter and its sorting end at another row."""
        old, root = self.area.last_row, self.part.root
        for element in (root, *root.iter(main("autoFilter"), main("sortState"))):
            area = parse_range(element.get("ref", ""))
            if area is not None and area.last_row == old:
                element.set("ref", area.ending_at(last_row).reference)
        self.part.is_changed = True
