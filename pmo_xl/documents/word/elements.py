"""Pieces of Word's XML that python-docx has no words for: fields, borders, repeated rows, shading."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from pmo_xl.theme import Colour

Xml = Any  # an element or object of python-docx, which is not typed that far


def element(name: str, /, **attributes: str) -> Xml:
    """An element such as w:shd with its attributes."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def add_field(paragraph: Xml, instruction: str, shown: str = "1", *, is_dirty: bool = False) -> None:
    """Add a field of Word (PAGE, SEQ, TOC …) with the result that is shown until Word computes it."""
    begin = element("w:fldChar", fldCharType="begin", **({"dirty": "true"} if is_dirty else {}))
    code = OxmlElement("w:instrText")
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    code.text = f" {instruction} "
    for child in (begin, code, element("w:fldChar", fldCharType="separate")):
        paragraph.add_run()._r.append(child)
    paragraph.add_run(shown)
    paragraph.add_run()._r.append(element("w:fldChar", fldCharType="end"))


_TABLE_ORDER = ("tblStyle", "tblW", "jc", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar", "tblLook")


def in_order(table: Xml) -> None:
    """Put the properties of a table in the order that Word's schema wants."""
    properties = table._tbl.tblPr
    places = {qn(f"w:{name}"): place for place, name in enumerate(_TABLE_ORDER)}
    properties[:] = sorted(properties, key=lambda child: places[child.tag])


def set_borders(table: Xml, *, is_inside: bool = True) -> None:
    """Thin grey lines around (and between) the cells."""
    borders = OxmlElement("w:tblBorders")
    sides = ("top", "left", "bottom", "right", *(("insideH", "insideV") if is_inside else ()))
    for side in sides:
        borders.append(element(f"w:{side}", val="single", sz="4", space="0", color=Colour.FRAME.bare))
    table._tbl.tblPr.append(borders)


def set_widths(table: Xml, widths: list[float]) -> None:
    """Fixed widths in millimetres, for the grid and for every cell."""
    found = table._tbl.tblPr.find(qn("w:tblW"))
    found.set(qn("w:type"), "dxa")
    found.set(qn("w:w"), str(round(sum(widths) * 1440 / 25.4)))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def set_margins(table: Xml, side: float = 1.6, top: float = 0.5) -> None:
    """The room between text and lines, in millimetres."""
    margins = OxmlElement("w:tblCellMar")
    for name, size in (("top", top), ("left", side), ("bottom", top), ("right", side)):
        margins.append(element(f"w:{name}", w=str(round(size * 1440 / 25.4)), type="dxa"))
    table._tbl.tblPr.append(margins)


def shade(cell: Xml, colour: str) -> None:
    """Fill a cell with a colour."""
    cell._tc.get_or_add_tcPr().append(element("w:shd", val="clear", color="auto", fill=colour))


def keep_whole(row: Xml) -> None:
    """Let the row not be split over pages."""
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))


def repeat_as_head(row: Xml) -> None:
    """Repeat the row on every page of the table."""
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))


def set_layout_fixed(table: Xml) -> None:
    """Keep the widths as they are, whatever the cells hold."""
    table._tbl.tblPr.append(element("w:tblLayout", type="fixed"))
