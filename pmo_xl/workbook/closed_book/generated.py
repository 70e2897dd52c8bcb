"""Sheets that nobody but the library writes, put anew from a donor: cells, looks, charts, and the names that mean them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.closed_book.book import Book
from pmo_xl.workbook.closed_book.donor import OpenDonor
from pmo_xl.workbook.closed_book.kept_buttons import KINDS, KeptButtons, kept_buttons
from pmo_xl.workbook.closed_book.part_links import PartKind, add_part, drop_part, relations_part
from pmo_xl.workbook.closed_book.part_xml import RELATION, PartXml, main, new_child, remove, whole_number
from pmo_xl.workbook.closed_book.sheet_parts import LOCAL, copied, copy_print_names, names_of
from pmo_xl.workbook.edits.edit import CellChange
from pmo_xl.workbook.edits.structure import RenewSheets
from pmo_xl.workbook.file.package import relations

_DRAWING: Final = PartKind(f"{RELATION}/drawing", "application/vnd.openxmlformats-officedocument.drawing+xml")
_CHART: Final = PartKind(
    f"{RELATION}/chart", "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
)
_ORDER: Final = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing",
)  # fmt: skip


@dataclass(frozen=True)
class RenewedSheet:
    """A sheet that was put anew. place: among all tabs, from 0. donor_part: where the donor has it."""

    title: str
    part: str
    place: int
    donor: OpenDonor
    donor_part: str

    @property
    def parts(self) -> tuple[str, ...]:
        """The parts that are other ones now: the sheet, and what it leads to."""
        return self.part, relations_part(self.part)


def renew_sheets(
    book: Book, edit: RenewSheets, donor: OpenDonor
) -> Iterator[tuple[RenewedSheet, CellChange]]:
    """Put the sheets anew, and let the names mean what they mean in the donor.

    The buttons on them stay. RefusedEdit where a sheet holds more than cells, charts and buttons: pictures, notes.
    """
    for title in edit.titles:
        part, source = book.worksheets[title], donor.sheet(title)
        kept = _drop_what_hangs(book, title, part, len(_charts(donor.book, source.part.name)))
        page = PartXml(part, copied(source.part.root, donor))
        kept.put_into(page)
        book.parts.replace(part, page.to_bytes())
        _copy_drawing(book, part, donor.book, source.part.name, kept)
        place = [each.title for each in book.package.sheets].index(title)
        for name in _local_names(book.workbook.root, place):
            remove(name)
        copy_print_names(book, donor, title, place)
        yield (
            RenewedSheet(title, part, place, donor, source.part.name),
            CellChange(title, 1, 1, None, title, "new_sheet"),
        )
    known = {each.get("name"): each for each in names_of(book) if each.get(LOCAL) is None}
    for key, text in edit.names.items():
        if key not in known:
            known[key] = etree.SubElement(names_of(book), main("definedName"), {"name": key})
        known[key].text = text
    book.workbook.is_changed = True


def _local_names(root: etree._Element, place: int) -> list[etree._Element]:
    names = root.findall(f"{main('definedNames')}/{main('definedName')}")
    return [each for each in names if each.get(LOCAL) is not None and whole_number(each, LOCAL) == place]


def without_renewed(root: etree._Element, sheets: list[RenewedSheet], names: set[str]) -> None:
    """Take the names that were given another meaning out of the workbook's XML."""
    for sheet in sheets:
        for name in _local_names(root, sheet.place):
            remove(name)
    for name in root.findall(f"{main('definedNames')}/{main('definedName')}"):
        if sheets and name.get(LOCAL) is None and name.get("name") in names:
            remove(name)


def _charts(book: Book, sheet: str) -> list[str]:
    return [
        chart for each in book.parts_of_kind(sheet, "drawing") for chart in book.parts_of_kind(each, "chart")
    ]


def _drop_what_hangs(book: Book, title: str, sheet: str, most_charts: int) -> KeptButtons:
    """Remove what the sheet leads to but for its buttons, and give these."""
    kept = kept_buttons(book.parts, sheet)
    links = relations(book.parts.container, sheet).values()
    inside = [
        each
        for link in links
        if link.kind == "drawing" and link.part
        for each in relations(book.parts.container, link.part).values()
    ]
    is_more = any(link.kind not in ("drawing", "printerSettings", *KINDS) for link in links)
    is_more |= any(each.kind != "chart" for each in inside) or len(inside) > most_charts
    if is_more or kept is None:
        raise RefusedEdit(
            f"「{title}」に図・図形・メモ・チェックボックスなど、作り直すとなくなるものがあるため作り直しません。"
            "それを消してからやり直してください(pmo_xl のボタンは残ります)。"
        )
    for link in links:
        if link.part and link.kind not in KINDS:
            _drop(book, sheet, link.part)
    return kept


def _drop(book: Book, owner: str, part: str) -> None:
    """Remove a part and all that it leads to."""
    for link in relations(book.parts.container, part).values():
        if link.part:
            _drop(book, part, link.part)
    drop_part(book.parts, owner, part)
    if relations_part(part) in book.parts:
        book.parts.remove(relations_part(part))


def _copy_drawing(book: Book, sheet: str, donor: Book, donor_sheet: str, kept: KeptButtons) -> None:
    for drawing in donor.parts_of_kind(donor_sheet, "drawing"):
        name = book.parts.free_name("xl/drawings/drawing{}.xml")
        link = add_part(book.parts, sheet, name, donor.parts.read(drawing), _DRAWING)
        ids: dict[str | None, str] = {}
        for key, chart in relations(donor.parts.container, drawing).items():
            if chart.part:
                own = book.parts.free_name("xl/charts/chart{}.xml")
                ids[key] = add_part(book.parts, name, own, donor.parts.read(chart.part), _CHART)
        made = PartXml(name, donor.parts.read(drawing))
        for element in made.root.iter(etree.Element):
            link_id = element.get(f"{{{RELATION}}}id")
            if link_id in ids:
                element.set(f"{{{RELATION}}}id", ids[link_id])
        kept.put_on(made)
        book.parts.replace(name, made.to_bytes())
        page = PartXml(sheet, book.parts.read(sheet))
        new_child(page.root, "drawing", _ORDER).set(f"{{{RELATION}}}id", link)
        book.parts.replace(sheet, page.to_bytes())
