"""The formulas of one sheet: what a cell's formula says in full, and taking one away without harm.

Excel stores a formula that was filled down once, in a master cell, and the others as references to
it. When the master goes, the next cell of the group becomes the master.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from lxml import etree

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.cells.address import CellRange, parse_cell, parse_range
from pmo_xl.workbook.closed_book.part_xml import MAIN, main
from pmo_xl.workbook.closed_book.strings import shown_text
from pmo_xl.workbook.edits.formula_text import copied

_FORMULA = main("f")


@dataclass
class _Group:
    """The cells of one shared formula; the master is the one with the text."""

    cells: dict[tuple[int, int], etree._Element] = field(default_factory=dict)

    def master(self) -> tuple[tuple[int, int], etree._Element] | None:
        """The cell that holds the text of the shared formula."""
        return next(((at, cell) for at, cell in self.cells.items() if _text(cell)), None)


class Formulas:
    """The shared formulas, array formulas and data tables of one sheet, found once."""

    def __init__(self, root: etree._Element, *, are_single: bool = False) -> None:
        """Walk over the sheet's formulas; the cells' own names must be in place. are_single: all are one cell's own."""
        self._groups: dict[str, _Group] = {}
        self.fixed_areas: list[CellRange] = []
        found = [] if are_single else root.xpath("m:sheetData/m:row/m:c/m:f[@t]", namespaces={"m": MAIN})
        for formula in cast("list[etree._Element]", found):
            self._note(formula)

    def _note(self, formula: etree._Element) -> None:
        kind, cell = formula.get("t"), formula.getparent()
        place = parse_cell(cell.get("r", "")) if cell is not None else None
        if cell is None or place is None:
            return
        if kind == "shared":
            self._groups.setdefault(formula.get("si", ""), _Group()).cells[place] = cell
        elif kind in ("array", "dataTable"):
            self.fixed_areas.append(parse_range(formula.get("ref", "")) or CellRange(*place, *place))

    def text_of(self, cell: etree._Element) -> str | None:
        """A cell's formula in full; None without one. Array formulas are refused."""
        formula, place = cell.find(_FORMULA), parse_cell(cell.get("r", ""))
        if formula is None or place is None:
            return None
        if formula.get("t") in ("array", "dataTable"):
            raise RefusedEdit(f"セル {cell.get('r')} は配列数式のため、同じ数式を足せません。")
        if formula.get("t") != "shared" or _text(cell):
            return _text(cell)
        return self._from_master(formula.get("si", ""), place)

    def _from_master(self, group: str, place: tuple[int, int]) -> str:
        master = self._groups[group].master() if group in self._groups else None
        if master is None:
            raise RefusedEdit("共有された数式の元のセルが見つからないため書き換えません。")
        (row, column), cell = master
        return copied(_text(cell), place[0] - row, place[1] - column)

    def release(self, cell: etree._Element) -> tuple[tuple[int, int], str] | None:
        """Prepare a cell to lose its formula.

        Where it was the master of a shared formula, the next cell takes the text over; its place and
        text are returned.
        """
        formula, place = cell.find(_FORMULA), parse_cell(cell.get("r", ""))
        if formula is None or place is None or formula.get("t") != "shared":
            return None
        group = self._groups[formula.get("si", "")]
        heir = _next(group, place) if _text(cell) else None
        text = self._from_master(formula.get("si", ""), heir) if heir else ""
        del group.cells[place]
        return _make_master(group, heir, text) if heir else None


def _next(group: _Group, place: tuple[int, int]) -> tuple[int, int] | None:
    return next((other for other in group.cells if other != place), None)


def _make_master(group: _Group, heir: tuple[int, int], text: str) -> tuple[tuple[int, int], str]:
    formula = group.cells[heir].find(_FORMULA)
    if formula is None:
        raise RefusedEdit("共有された数式の組が正しくないため書き換えません。")
    area = CellRange(*heir, *heir)
    for place in group.cells:
        area = area.around(*place)
    formula.text = text
    formula.set("ref", area.reference)
    return heir, text


def _text(cell: etree._Element) -> str:
    return shown_text(cell.findtext(_FORMULA, ""))
