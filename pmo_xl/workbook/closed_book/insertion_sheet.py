"""One sheet's XML after columns were set into it or into a sheet that it names: cells, formulas, and what lies over them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Final

from lxml import etree

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.cells.address import CellRange, cell_name, parse_cell, parse_range
from pmo_xl.workbook.closed_book.part_xml import drop_attribute, main, whole_number
from pmo_xl.workbook.closed_book.rows import Rows
from pmo_xl.workbook.edits.column_shift import ColumnShift, NotAlike
from pmo_xl.workbook.edits.formula_text import copied

_PLACES: Final = ("ref", "sqref", "activeCell", "topLeftCell")
_XM: Final = "{http://schemas.microsoft.com/office/excel/2006/main}"
_READ_FROM_EACH_CELL: Final = ("conditionalFormatting", "dataValidation")
_FORMULAS: Final = ("formula", "formula1", "formula2", "f")
Place = tuple[int, int]


def follow_attributes(root: etree._Element, shift: ColumnShift) -> bool:
    """Let every place that an element and what is in it name in its attributes follow; True where one moved."""
    changed = False
    for element in root.iter(etree.Element):
        for name in () if _is_of_other_sheet(element, shift) else _PLACES:
            old = element.get(name)
            new = None if old is None else shift.formula(old, shift.sheet)
            if new is not None and new != old:
                element.set(name, new)
                changed = True
    return changed


def _is_of_other_sheet(element: etree._Element, shift: ColumnShift) -> bool:
    """Whether an element (of a consolidation) says that its place is on another sheet."""
    return element.get("sheet", shift.sheet).casefold() != shift.sheet.casefold()


@dataclass
class SheetFollowing:
    """One worksheet that follows. title: its own; it may be the sheet that got the columns, or another."""

    root: etree._Element
    title: str
    shift: ColumnShift
    changed: bool = False

    @property
    def is_own(self) -> bool:
        """Whether the columns came into this sheet."""
        return self.title.casefold() == self.shift.sheet.casefold()

    def follow(self) -> bool:
        """Change what has to; True where something did."""
        if self.is_own:
            self.rows = Rows(self.root, self.title)
            for number in self.rows.numbers:
                self.rows.cells(number)
        self._formulas()
        tops = [top for top in self.root if top.tag != main("sheetData")]
        for top in tops:
            self._read_from_cells(top)
            self._links(top)
        if self.is_own:
            self._cells()
            self._columns()
            for top in tops:
                self._around(top)
            self.changed = True
        return self.changed

    def _formula(self, text: str, base: int = 1, users: Collection[int] = ()) -> str:
        return self.shift.formula(text, self.title, base, users)

    def _set_text(self, element: etree._Element, text: str) -> None:
        if text != (element.text or ""):
            element.text = text
            self.changed = True

    def _set(self, element: etree._Element, name: str, value: str) -> None:
        if element.get(name) != value:
            element.set(name, value)
            self.changed = True

    # cells

    def _formulas(self) -> None:
        groups: dict[str, dict[Place, etree._Element]] = {}
        for formula in self.root.iterfind(f"{main('sheetData')}/{main('row')}/{main('c')}/{main('f')}"):
            if formula.get("t") == "shared":
                groups.setdefault(formula.get("si", ""), {})[_place_of(formula)] = formula
                continue
            self._set_text(formula, self._formula(formula.text or ""))
            if self.is_own:
                for name in ("ref", "r1", "r2"):
                    if formula.get(name):
                        self._set(formula, name, self._formula(formula.get(name, "")))
        for group in groups.values():
            self._group(group)

    def _group(self, group: dict[Place, etree._Element]) -> None:
        """A formula that several cells share: once for all where they stay alike, else each for itself."""
        master = next(((at, each) for at, each in group.items() if each.text), None)
        if master is None:
            return
        (row, column), element = master
        text = element.text or ""
        try:
            self._set_text(element, self._formula(text, column, {at[1] for at in group}))
            if self.is_own and element.get("ref"):
                self._set(element, "ref", self._formula(element.get("ref", "")))
        except NotAlike:
            for at, each in group.items():
                each.text = self._formula(copied(text, at[0] - row, at[1] - column))
                for name in ("t", "si", "ref"):
                    drop_attribute(each, name)
            self.changed = True

    def _cells(self) -> None:
        for number in self.rows.numbers:
            row = self.rows.row(number)
            if row is None:
                continue
            for column, cell in self.rows.cells(number).items():
                if column >= self.shift.before:
                    cell.set("r", cell_name(number, self.shift.column(column)))
            first, _, last = row.get("spans", "").partition(":")
            if first.isdigit() and last.isdigit():
                row.set("spans", f"{self.shift.column(int(first))}:{self.shift.column(int(last))}")

    def _columns(self) -> None:
        holder = self.root.find(main("cols"))
        for each in list(holder) if holder is not None else ():
            first, last = whole_number(each, "min"), whole_number(each, "max")
            if self.shift.divides(CellRange(1, first, 1, last)):
                before = deepcopy(each)
                before.set("max", str(self.shift.before - 1))
                each.addprevious(before)
                first = self.shift.before
            each.set("min", str(self.shift.column(first)))
            each.set("max", str(self.shift.column(last)))

    # around the cells

    def _read_from_cells(self, top: etree._Element) -> None:
        """Formulas of formats and of what cells accept: each cell reads them from its own place."""
        for element in top.iter(etree.Element):
            if etree.QName(element).localname in _READ_FROM_EACH_CELL:
                self._each(element)
            elif element.tag == f"{_XM}f" and not _is_inside(element, _READ_FROM_EACH_CELL):
                self._set_text(element, self._formula(element.text or ""))

    def _each(self, element: etree._Element) -> None:
        texts = [
            element.get("sqref") or "",
            *(each.text or "" for each in element.iterchildren(f"{_XM}sqref")),
        ]
        found = [area for text in texts for one in text.split() if (area := parse_range(one))]
        bases = {found[0].first_column, min(area.first_column for area in found)} if found else {1}
        users = set(_telling(found, self.shift))
        try:
            for each in element.iter(etree.Element):
                if etree.QName(each).localname in _FORMULAS and each.text and not len(each):
                    moved = {self._formula(each.text, base, users | bases) for base in bases}
                    self._set_text(each, moved.pop())
                elif each.tag == main("cfvo") and each.get("val"):
                    self._set(each, "val", self._formula(each.get("val", ""), min(bases), users | bases))
        except NotAlike as error:
            raise RefusedEdit(
                f"「{self.title}」の{' '.join(texts).strip()}の条件付き書式か入力規則は、列を挿入すると"
                "セルごとに違う数式になるため、列を挿入できません。"
            ) from error

    def _links(self, top: etree._Element) -> None:
        for link in top.iter(main("hyperlink")):
            place = link.get("location")
            if place:
                self._set(link, "location", self._formula(place))

    def _around(self, top: etree._Element) -> None:
        """What names places of the sheet itself: filters, merges, panes, breaks, drawn controls."""
        for element in top.iter(main("autoFilter")):
            self._filter(element)
        for pane in top.iter(main("pane")):
            self._pane(pane)
        for brk in top.iterfind(main("brk")) if top.tag == main("colBreaks") else ():
            at = whole_number(brk, "id")
            brk.set("id", str(self.shift.column(at)))
        for cell in top.iter(main("inputCells"), main("cellWatch")):
            cell.set("r", self._formula(cell.get("r", "")))
        follow_attributes(top, self.shift)
        for each in top.iter(f"{_XM}sqref"):
            each.text = self._formula(each.text or "")

    def _filter(self, element: etree._Element) -> None:
        """A filter counts its columns from its own first one."""
        area = parse_range(element.get("ref", ""))
        if area is None:
            return
        for column in element.iterchildren(main("filterColumn")):
            at = self.shift.column(area.first_column + whole_number(column, "colId"))
            column.set("colId", str(at - self.shift.column(area.first_column)))

    def _pane(self, pane: etree._Element) -> None:
        """Frozen columns: those set in among them are frozen too."""
        split = whole_number(pane, "xSplit") if pane.get("state", "").startswith("frozen") else 0
        view = pane.getparent()
        corner = parse_cell("" if view is None else view.get("topLeftCell", "A1")) or (1, 1)
        if split and corner[1] < self.shift.before <= corner[1] + split - 1:
            pane.set("xSplit", str(split + self.shift.count))


def _place_of(formula: etree._Element) -> Place:
    cell = formula.getparent()
    return parse_cell("" if cell is None else cell.get("r", "")) or (1, 1)


def _is_inside(element: etree._Element, names: Collection[str]) -> bool:
    return any(etree.QName(each).localname in names for each in element.iterancestors())


def _telling(found: Collection[CellRange], shift: ColumnShift) -> Iterator[int]:
    """Columns of the areas that tell for all of them whether they stay alike."""
    for area in found:
        last = min(area.last_column, area.first_column + 1_000)
        yield from range(area.first_column, last + 1)
        yield area.last_column
