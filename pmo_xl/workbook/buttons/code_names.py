"""Code names: what VBA calls the workbook and its sheets. Kept where VBA takes them, given where there is none."""

from __future__ import annotations

import io
import re
from collections.abc import Collection
from itertools import count

from lxml import etree

from pmo_xl.workbook.closed_book.book import Book
from pmo_xl.workbook.closed_book.part_xml import PartXml, main, new_child

WITH_CODE = {"worksheet": "Sheet", "chartsheet": "Chart"}
"""The kinds of sheets that have a module in a VBA project, and how Excel begins their code names."""

_WORKBOOK = "ThisWorkbook"
_TAKEN_BY_VBA = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,30}")
_ORDER = ("fileVersion", "fileSharing", "workbookPr")


class CodeNames:
    """The code names that a workbook will have: its own one and its sheets', by their parts.

    One that is not ASCII, too long, or there twice cannot stand in a project made from nothing and is given
    anew; without a project nothing can refer to it.
    """

    def __init__(self, book: Book, modules: Collection[str]) -> None:
        """Read what the workbook has; `modules`: names that the project's own modules take."""
        self._used = {name.casefold() for name in modules}
        settings = book.workbook.root.find(main("workbookPr"))
        kept = self._kept("" if settings is None else settings.get("codeName", ""))
        kinds = {each.part: each.kind for each in book.package.sheets if each.part and each.kind in WITH_CODE}
        named = {part: self._kept(code_name_of(book.parts.read(part))) for part in kinds}
        self.workbook = kept or self._free(_WORKBOOK, first="")
        self.sheets = {part: named[part] or self._free(WITH_CODE[kind]) for part, kind in kinds.items()}
        self.charts = frozenset(self.sheets[part] for part, kind in kinds.items() if kind == "chartsheet")

    @property
    def documents(self) -> list[str]:
        """The workbook's name, then the sheets' in the order of their tabs."""
        return [self.workbook, *self.sheets.values()]

    def add_sheet(self, part: str) -> str:
        """The code name of a new worksheet, the last one."""
        self.sheets[part] = self._free(WITH_CODE["worksheet"])
        return self.sheets[part]

    def _kept(self, name: str) -> str:
        if not _TAKEN_BY_VBA.fullmatch(name) or name.casefold() in self._used:
            return ""
        self._used.add(name.casefold())
        return name

    def _free(self, stem: str, first: str = "1") -> str:
        numbers = (first if number == 1 else str(number) for number in count(1))
        return next(name for number in numbers if (name := self._kept(f"{stem}{number}")))


def code_name_of(sheet: bytes) -> str:
    """The code name that a sheet states; its settings are the first element in it."""
    try:
        for _, element in etree.iterparse(
            io.BytesIO(sheet), ("start",), resolve_entities=False, huge_tree=True
        ):
            if element.tag == main("sheetPr"):
                return str(element.get("codeName", ""))
            if element.getparent() is not None:
                break
    except etree.XMLSyntaxError:
        pass  # told when the sheet is parsed as a whole
    return ""


def name_sheet(sheet: PartXml, code_name: str) -> None:
    """Write the code name into a sheet that does not have it."""
    settings = sheet.root.find(main("sheetPr"))
    if settings is None:
        settings = sheet.root.makeelement(main("sheetPr"))
        sheet.root.insert(0, settings)
    _name(sheet, settings, code_name)


def name_workbook(workbook: PartXml, code_name: str) -> None:
    """Write the code name into a workbook that does not have it."""
    settings = workbook.root.find(main("workbookPr"))
    _name(
        workbook, new_child(workbook.root, "workbookPr", _ORDER) if settings is None else settings, code_name
    )


def _name(part: PartXml, settings: etree._Element, code_name: str) -> None:
    if settings.get("codeName") != code_name:
        settings.set("codeName", code_name)
        part.is_changed = True
