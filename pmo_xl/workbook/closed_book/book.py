"""A workbook file in memory: its sheets by name, its shared parts, and the new file made from them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import Final

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.cells.address import CellRange, parse_range
from pmo_xl.workbook.closed_book.admission import check_parts, check_workbook
from pmo_xl.workbook.closed_book.cell_scan import only_rows
from pmo_xl.workbook.closed_book.cell_xml import BookContext
from pmo_xl.workbook.closed_book.part_xml import PartXml, main, parse
from pmo_xl.workbook.closed_book.parts import Parts
from pmo_xl.workbook.closed_book.sheet import Sheet
from pmo_xl.workbook.closed_book.strings import SharedStrings
from pmo_xl.workbook.closed_book.styles import Styles
from pmo_xl.workbook.closed_book.tables import Table
from pmo_xl.workbook.file.package import read_package, relations
from pmo_xl.workbook.file.safe_xml import as_plain_utf8

_DEPENDS: Final = re.compile(rb"<(?:\w+:)?f\s")
"""A formula that says more of itself than its text: that it is shared, fills an array …"""

_PLAIN_DEPENDS: Final = re.compile(rb"<f[ \n\r\t]")


class Book:
    """A workbook opened for editing. Parts are parsed when they are first needed."""

    def __init__(self, file_name: str, data: bytes) -> None:
        """Open the file's bytes; UnreadableWorkbook or RefusedEdit when it must not be edited."""
        self.parts = Parts(file_name, data)
        self.package = read_package(self.parts.container)
        check_parts(self.parts, self.package)
        name = self.part_of_kind("", "officeDocument") or "xl/workbook.xml"
        self.workbook = PartXml(name, self.parts.read(name))
        check_workbook(self.workbook.root, file_name)
        self.opened: dict[str, Sheet] = {}

    @cached_property
    def worksheets(self) -> dict[str, str]:
        """The part of each worksheet by its name, in the order of the tabs."""
        sheets = self.package.sheets
        return {sheet.title: sheet.part for sheet in sheets if sheet.part and sheet.kind == "worksheet"}

    @cached_property
    def context(self) -> BookContext:
        """Strings, styles and date system."""
        name = self.package.shared_strings
        strings = SharedStrings(self.parts.read(name) if name else b"", name or "")
        return BookContext(strings, Styles(self.styles), self.package.is_1904)

    @cached_property
    def styles(self) -> PartXml | None:
        """The style part."""
        name = self.package.styles
        return PartXml(name, self.parts.read(name)) if name else None

    def parts_of_kind(self, owner: str, kind: str) -> list[str]:
        """The parts of a kind that a part leads to."""
        links = relations(self.parts.container, owner).values()
        return [link.part for link in links if link.kind == kind and link.part is not None]

    def part_of_kind(self, owner: str, kind: str) -> str | None:
        """The one part of a kind that a part leads to, if there is one."""
        return next(iter(self.parts_of_kind(owner, kind)), None)

    def tables_of(self, name: str) -> list[Table]:
        """The tables of a worksheet, known without its cells."""
        part = self.worksheets[self._titled(name)]
        return [Table(PartXml(each, self.parts.read(each))) for each in self.parts_of_kind(part, "table")]

    def rows_of(self, name: str, is_wanted: Callable[[int], bool]) -> Sheet | None:
        """A worksheet with some of its rows alone, to ask what may be written there; None where cells depend on others."""
        title = self._titled(name)
        data = self.parts.read(self.worksheets[title])
        part = None if _may_depend(data) else only_rows(as_plain_utf8(data), is_wanted)
        return self._open(title, self.worksheets[title], part) if part else None

    def sheet(self, name: str) -> Sheet:
        """A worksheet opened for editing, found as Excel does, whatever the case of its name."""
        title = self._titled(name)
        if title not in self.opened:
            self.opened[title] = self._open(title, self.worksheets[title])
        return self.opened[title]

    def _titled(self, name: str) -> str:
        titles = [each.title for each in self.package.sheets]
        title = next((each for each in titles if each.casefold() == name.casefold()), None)
        if title is None:
            raise RefusedEdit(
                f"シート「{name}」が見つからないため書き換えません。シート名を確かめてください。"
            )
        if title not in self.worksheets:
            raise RefusedEdit(f"シート「{name}」はグラフやダイアログのシートのため書き換えません。")
        return title

    def _open(self, title: str, name: str, data: bytes | None = None) -> Sheet:
        data = self.parts.read(name) if data is None else data
        part = PartXml(name, data)
        tables = [Table(PartXml(each, self.parts.read(each))) for each in self.parts_of_kind(name, "table")]
        pivots = [self._pivot_area(each) for each in self.parts_of_kind(name, "pivotTable")]
        return Sheet(
            title,
            part,
            self.context,
            tables,
            [area for area in pivots if area],
            are_cells_named=_are_cells_named(data),
            are_formulas_single=b"<sheetData" in data and not _may_depend(data),
        )

    def _pivot_area(self, part: str) -> CellRange | None:
        location = parse(self.parts.read(part), part).find(main("location"))
        return parse_range(location.get("ref", "")) if location is not None else None

    def store(self) -> None:
        """Put every changed XML part among the parts."""
        changed = [self.workbook, *([self.styles] if self.styles else [])]
        for sheet in self.opened.values():
            changed += [sheet.part, *(table.part for table in sheet.tables)]
        for part in changed:
            if part.is_changed:
                self.parts.replace(part.name, part.to_bytes())


def _are_cells_named(data: bytes) -> bool:
    """Whether every cell's tag begins with its name, as Excel writes it; False where that is not seen at a glance."""
    start, end = data.find(b"<sheetData"), data.rfind(b"</sheetData>")
    if not 0 <= start < end:
        return False
    return data.count(b"<c", start, end) == data.count(b'<c r="', start, end)


def _may_depend(data: bytes) -> bool:
    """Whether a formula may say more of itself than its text. Of a large sheet only what is fast to find is looked for."""
    return _PLAIN_DEPENDS.search(data) is not None or (b":f" in data and _DEPENDS.search(data) is not None)
