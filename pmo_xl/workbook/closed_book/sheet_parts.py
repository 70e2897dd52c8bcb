"""A sheet of a donor put into a workbook: its cells, looks, tables, and the names it prints by."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from typing import Final

from lxml import etree

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.closed_book.book import Book
from pmo_xl.workbook.closed_book.donor import OpenDonor
from pmo_xl.workbook.closed_book.part_links import PartKind, add_part
from pmo_xl.workbook.closed_book.part_xml import (
    RELATION,
    PartXml,
    drop_attribute,
    main,
    new_child,
    remove,
    the_child,
    whole_number,
)
from pmo_xl.workbook.closed_book.parts import part_key
from pmo_xl.workbook.edits.edit import CellChange
from pmo_xl.workbook.edits.structure import AddSheet

_SHEET: Final = PartKind(
    f"{RELATION}/worksheet", "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
)
_TABLE: Final = PartKind(
    f"{RELATION}/table", "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"
)
_NOT_COPIED: Final = (
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "picture",
    "controls",
    "oleObjects",
    "tableParts",
)
LOCAL: Final = "localSheetId"
_ORDER: Final = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences", "definedNames", "calcPr",
)  # fmt: skip
_VIEW_PLACES: Final = ("activeTab", "firstSheet")


@dataclass(frozen=True)
class AddedSheet:
    """A sheet that was added. place: among all tabs, from 0. donor_part: where the donor has it."""

    title: str
    part: str
    place: int
    donor: OpenDonor
    donor_part: str


def add_sheet(book: Book, edit: AddSheet, donor: OpenDonor) -> tuple[AddedSheet, CellChange]:
    """Put the sheet behind `after`. RefusedEdit where a tab has its name, or a table's name is taken."""
    listed = book.workbook.root.findall(f"{main('sheets')}/{main('sheet')}")
    if edit.title.casefold() in (each.get("name", "").casefold() for each in listed):
        raise RefusedEdit(f"シート「{edit.title}」がもうあるため、足しません。")
    names = [each.get("name", "") for each in listed]
    if edit.after is not None and edit.after not in names:
        raise RefusedEdit(f"シート「{edit.after}」が見つからないため、その後にシートを足せません。")
    place = names.index(edit.after) + 1 if edit.after is not None else 0
    source = donor.sheet(edit.title)
    content = copied(source.part.root, donor)
    name = book.parts.free_name("xl/worksheets/sheet{}.xml")
    link = add_part(book.parts, book.workbook.name, name, content, _SHEET)
    _add_tables(book, name, donor, source.part.name)
    _list(book, edit.title, link, place)
    copy_print_names(book, donor, edit.title, place)
    book.workbook.is_changed = True
    change = CellChange(edit.title, 1, 1, None, edit.title, "new_sheet")
    return AddedSheet(edit.title, name, place, donor, source.part.name), change


def copied(root: etree._Element, donor: OpenDonor) -> bytes:
    """The donor's sheet in the styles of the workbook, its texts in the cells, without what lies in other parts."""
    made = deepcopy(root)
    for element in made.iter(main("c"), main("row")):
        if element.get("s") is not None:
            element.set("s", str(donor.looks.style(whole_number(element, "s"))))
    for element in made.iter(main("col")):
        if element.get("style") is not None:
            element.set("style", str(donor.looks.style(whole_number(element, "style"))))
    for element in made.iter(main("cfRule")):
        if element.get("dxfId") is not None:
            element.set("dxfId", str(donor.looks.difference(whole_number(element, "dxfId"))))
    for name in _NOT_COPIED:
        for element in made.findall(main(name)):
            made.remove(element)
    for view in made.iterfind(f"{main('sheetViews')}/{main('sheetView')}"):
        drop_attribute(view, "tabSelected")
    texts = _texts(donor)
    for cell in made.iter(main("c")):
        _write_out(cell, texts)
    part = PartXml("xl/worksheets/sheet.xml", etree.tostring(made))
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + etree.tostring(part.root)


def _texts(donor: OpenDonor) -> list[etree._Element]:
    name = donor.book.package.shared_strings
    root = PartXml(name, donor.book.parts.read(name)).root if name else None
    return [] if root is None else root.findall(main("si"))


def _write_out(cell: etree._Element, texts: list[etree._Element]) -> None:
    """A shared text as the cell's own."""
    if cell.get("t") != "s":
        return
    item = texts[int(cell.findtext(main("v"), "0"))]
    for child in list(cell):
        cell.remove(child)
    cell.set("t", "inlineStr")
    own = etree.SubElement(cell, main("is"))
    for child in item:
        own.append(deepcopy(child))


def _add_tables(book: Book, sheet: str, donor: OpenDonor, donor_sheet: str) -> None:
    parts = donor.book.parts_of_kind(donor_sheet, "table")
    tables = _tables_of(book)
    taken = {table.get("displayName", "").casefold() for table in tables}
    next_id = max((whole_number(table, "id") for table in tables), default=0) + 1
    links = []
    for number, part in enumerate(parts, next_id):
        table = PartXml(part, donor.book.parts.read(part))
        if table.root.get("displayName", "").casefold() in taken:
            raise RefusedEdit(f"表「{table.root.get('displayName')}」がもうあるため、シートを足しません。")
        table.root.set("id", str(number))
        name = book.parts.free_name("xl/tables/table{}.xml")
        links.append(add_part(book.parts, sheet, name, table.to_bytes(), _TABLE))
    if links:
        made = PartXml(sheet, book.parts.read(sheet))
        holder = etree.SubElement(made.root, main("tableParts"), {"count": str(len(links))})
        for link in links:
            etree.SubElement(holder, main("tablePart"), {f"{{{RELATION}}}id": link})
        book.parts.replace(sheet, made.to_bytes())


def _tables_of(book: Book) -> list[etree._Element]:
    names = [
        name for name in book.parts.names if "/tables/" in f"/{part_key(name)}" and name.endswith(".xml")
    ]
    roots = [PartXml(name, book.parts.read(name)).root for name in names]
    return [root for root in roots if root.tag == main("table")]


def _list(book: Book, title: str, link: str, place: int) -> None:
    """Name the sheet among the tabs; what counts tabs by their place follows."""
    root = book.workbook.root
    holder = the_child(root, "sheets")
    number = max((whole_number(each, "sheetId") for each in holder), default=0) + 1
    made = holder.makeelement(
        main("sheet"), {"name": title, "sheetId": str(number), f"{{{RELATION}}}id": link}
    )
    holder.insert(place, made)
    shift_places(root, place, 1)


def shift_places(root: etree._Element, place: int, by: int) -> None:
    """Let what names a tab at or behind a place by its number name the one so many places further."""
    for name in root.iterfind(f"{main('definedNames')}/{main('definedName')}"):
        _shift(name, LOCAL, place, by)
    for view in root.iterfind(f"{main('bookViews')}/{main('workbookView')}"):
        for attribute in _VIEW_PLACES:
            _shift(view, attribute, place, by)


def _shift(element: etree._Element, attribute: str, place: int, by: int) -> None:
    if element.get(attribute) is not None and whole_number(element, attribute) >= place:
        element.set(attribute, str(whole_number(element, attribute) + by))


def copy_print_names(book: Book, donor: OpenDonor, title: str, place: int) -> None:
    """Bring the names that a sheet of the donor prints by."""
    order = [each.title for each in donor.book.package.sheets]
    for name in donor.book.workbook.root.iterfind(f"{main('definedNames')}/{main('definedName')}"):
        if name.get(LOCAL) is not None and order[whole_number(name, LOCAL)] == title:
            made = deepcopy(name)
            made.tail = None
            made.set(LOCAL, str(place))
            names_of(book).append(made)


def names_of(book: Book) -> etree._Element:
    """Where the workbook keeps its defined names, made where it has none."""
    root = book.workbook.root
    holder = root.find(main("definedNames"))
    return new_child(root, "definedNames", _ORDER) if holder is None else holder


def workbook_without(root: etree._Element, sheets: list[AddedSheet], names: set[str]) -> None:
    """Take added sheets and names out of the workbook's XML, the last one first."""
    for name in root.findall(f"{main('definedNames')}/{main('definedName')}"):
        if name.get(LOCAL) is None and name.get("name") in names:
            remove(name)
    for sheet in reversed(sheets):
        listed = root.findall(f"{main('sheets')}/{main('sheet')}")
        if len(listed) <= sheet.place or listed[sheet.place].get("name") != sheet.title:
            return
        remove(listed[sheet.place])
        for name in root.findall(f"{main('definedNames')}/{main('definedName')}"):
            if name.get(LOCAL) == str(sheet.place):
                remove(name)
        shift_places(root, sheet.place + 1, -1)
