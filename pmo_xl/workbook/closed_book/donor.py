"""Donor: the looks of a workbook that this version made, brought into the styles of another."""

from __future__ import annotations

from copy import deepcopy
from functools import cached_property
from typing import Final

from lxml import etree

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.cells.address import CellRange, parse_range
from pmo_xl.workbook.closed_book.book import Book
from pmo_xl.workbook.closed_book.part_xml import PartXml, main, new_child, whole_number
from pmo_xl.workbook.closed_book.sheet import Sheet
from pmo_xl.workbook.edits.structure import Donor
from pmo_xl.workbook.tab.cell_styles import BUILT_IN_FORMATS

STYLE_LISTS: Final = (
    ("numFmts", "numFmt"),
    ("fonts", "font"),
    ("fills", "fill"),
    ("borders", "border"),
    ("cellXfs", "xf"),
    ("dxfs", "dxf"),
)
"""What is appended to a style part, and to nothing else of it: list and item."""
_ORDER: Final = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")
_SHARED: Final = (("fontId", "fonts", "font"), ("fillId", "fills", "fill"), ("borderId", "borders", "border"))


class Looks:
    """The styles of one donor as styles of the workbook that is edited; each is appended once."""

    def __init__(self, target: PartXml | None, donor: PartXml | None) -> None:
        """Know both style parts. RefusedEdit where the workbook has none."""
        if target is None or donor is None:
            raise RefusedEdit(
                "書式の一覧が無いブックのため、列やシートを足せません。Excelで保存し直してください。"
            )
        self._target, self._donor = target, donor
        self._styles: dict[int, int] = {}
        self._differences: dict[int, int] = {}

    def style(self, number: int) -> int:
        """The number that a cell style of the donor has here."""
        if number not in self._styles:
            self._styles[number] = self._style(number)
        return self._styles[number]

    def _style(self, number: int) -> int:
        made = deepcopy(self._items(self._donor, "cellXfs", "xf")[number])
        made.tail = None
        made.set("xfId", "0")
        made.set("numFmtId", str(self._number_format(whole_number(made, "numFmtId"))))
        for attribute, holder, item in _SHARED:
            wanted = self._items(self._donor, holder, item)[whole_number(made, attribute)]
            made.set(attribute, str(self._found_or_appended(holder, item, wanted)))
        return self._found_or_appended("cellXfs", "xf", made)

    def difference(self, number: int) -> int:
        """The number that a format of a conditional format (dxf) of the donor has here."""
        if number not in self._differences:
            made = deepcopy(self._items(self._donor, "dxfs", "dxf")[number])
            for each in made.iterchildren(main("numFmt")):
                each.set("numFmtId", str(self._number_format(whole_number(each, "numFmtId"))))
            self._differences[number] = self._found_or_appended("dxfs", "dxf", made)
        return self._differences[number]

    def _number_format(self, number: int) -> int:
        """A number format of the donor as one of here, found by its code."""
        if number in BUILT_IN_FORMATS:
            return number
        code = self._codes(self._donor).get(number)
        known = {text: each for each, text in self._codes(self._target).items()}
        if code is None or code in known:
            return known.get(code or "", number)
        free = max([163, *known.values()]) + 1
        made = self._target.root.makeelement(main("numFmt"), {"numFmtId": str(free), "formatCode": code})
        self._append("numFmts", "numFmt", made)
        return free

    def _codes(self, part: PartXml) -> dict[int, str]:
        formats = self._items(part, "numFmts", "numFmt")
        return {whole_number(each, "numFmtId"): each.get("formatCode", "") for each in formats}

    def _items(self, part: PartXml, holder: str, item: str) -> list[etree._Element]:
        return part.root.findall(f"{main(holder)}/{main(item)}")

    def _found_or_appended(self, holder: str, item: str, wanted: etree._Element) -> int:
        look = _look(wanted)
        same = (at for at, each in enumerate(self._items(self._target, holder, item)) if _look(each) == look)
        found = next(same, None)
        return self._append(holder, item, deepcopy(wanted)) if found is None else found

    def _append(self, holder: str, item: str, made: etree._Element) -> int:
        made.tail = None
        parent = self._target.root.find(main(holder))
        if parent is None:
            parent = new_child(self._target.root, holder, _ORDER)
        parent.append(made)
        count = len(parent.findall(main(item)))
        parent.set("count", str(count))
        self._target.is_changed = True
        return count - 1


def _look(element: etree._Element) -> tuple[object, ...]:
    """What an element says, whatever names of namespaces stand around it."""
    children = tuple(_look(each) for each in element.iterchildren(etree.Element))
    return element.tag, tuple(sorted(element.attrib.items())), (element.text or "").strip(), children


class OpenDonor:
    """A donor opened beside the workbook that is edited."""

    def __init__(self, donor: Donor, target: Book) -> None:
        """Open it. Its styles are brought into `target`."""
        self.book = Book(donor.name, donor.data)
        self.looks = Looks(target.styles, self.book.styles)

    def sheet(self, title: str) -> Sheet:
        """One of its sheets."""
        return self.book.sheet(title)

    @cached_property
    def names(self) -> dict[str, str]:
        """The defined names of the whole workbook, and what they mean."""
        found = self.book.workbook.root.iterfind(f"{main('definedNames')}/{main('definedName')}")
        return {each.get("name", ""): each.text or "" for each in found if each.get("localSheetId") is None}


def areas(references: str) -> list[CellRange]:
    """The ranges of a sqref."""
    return [area for text in references.split() if (area := parse_range(text))]
