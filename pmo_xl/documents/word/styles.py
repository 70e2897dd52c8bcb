"""The look of the Word documents: pages, fonts, paragraph styles and colours, each said once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from pmo_xl.theme import GOTHIC, MINCHO, Colour

A4_SHORT, A4_LONG = 210, 297
MARGIN_SIDE, MARGIN_TOP, MARGIN_BOTTOM = 20, 24, 20
TEXT_WIDTH, WIDE_TEXT_WIDTH = A4_SHORT - 2 * MARGIN_SIDE, A4_LONG - 2 * MARGIN_SIDE


@dataclass(frozen=True, slots=True)
class Look:
    """A paragraph style. before, after, indent: points. line: height of a line, 1 = single."""

    size: float
    font: str = GOTHIC
    is_bold: bool = False
    colour: Colour = Colour.INK
    before: float = 0
    after: float = 0
    line: float = 1.0
    keeps_with_next: bool = False
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT
    indent: float = 0


STYLES: Mapping[str, Look] = {
    "Normal": Look(10.5, MINCHO),
    "Title": Look(
        24, is_bold=True, colour=Colour.NAVY, before=120, after=12, align=WD_ALIGN_PARAGRAPH.CENTER
    ),
    "Subtitle": Look(14, colour=Colour.INK, after=30, align=WD_ALIGN_PARAGRAPH.CENTER),
    "Heading 1": Look(15, is_bold=True, colour=Colour.NAVY, before=18, after=8, keeps_with_next=True),
    "Heading 2": Look(12, is_bold=True, colour=Colour.NAVY, before=12, after=6, keeps_with_next=True),
    "Heading 3": Look(10.5, is_bold=True, before=9, after=4, keeps_with_next=True),
    "TOC Heading": Look(15, is_bold=True, colour=Colour.NAVY, after=8),
    "toc 1": Look(10.5, before=4, after=2),
    "toc 2": Look(10, after=1, indent=12),
    "Body Text": Look(10.5, MINCHO, after=6, line=1.3),
    "Lead": Look(10.5, MINCHO, after=6, line=1.3, keeps_with_next=True),
    "Caption": Look(9, is_bold=True, before=6, after=3, keeps_with_next=True),
    "Figure Caption": Look(9, is_bold=True, before=3, after=8, align=WD_ALIGN_PARAGRAPH.CENTER),
    "Figure": Look(9, before=6, keeps_with_next=True, align=WD_ALIGN_PARAGRAPH.CENTER),
    "Note": Look(8.5, colour=Colour.QUIET, before=2, after=8, line=1.15),
    "Table Text": Look(9, before=1, after=1, line=1.1),
    "Table Head": Look(9, is_bold=True, before=1, after=1, align=WD_ALIGN_PARAGRAPH.CENTER),
    "Form Title": Look(
        18, is_bold=True, colour=Colour.NAVY, before=6, after=10, align=WD_ALIGN_PARAGRAPH.CENTER
    ),
    "Letter Day": Look(10, align=WD_ALIGN_PARAGRAPH.RIGHT, line=1.2),
    "Letter Addressee": Look(11.5, before=8, after=8, line=1.3),
    "Letter Sender": Look(10, after=6, line=1.3, indent=255),
    "Letter Notice": Look(10.5, before=8, after=6, keeps_with_next=True, align=WD_ALIGN_PARAGRAPH.CENTER),
    "Letter End": Look(10.5, before=6, align=WD_ALIGN_PARAGRAPH.RIGHT),
    "Header": Look(8.5, colour=Colour.QUIET),
    "Footer": Look(8.5, colour=Colour.QUIET),
    "Gap": Look(4, after=2),
    "Tag": Look(1),
}


DENSE: Final = "Table Small"
_DENSE_LOOK: Final = Look(8)


def dense_style(document: Any) -> str:  # noqa: ANN401 - a document of python-docx
    """The style of dense tables, which only templates that have such a table hold; its name."""
    _set_style(_style(document, DENSE), _DENSE_LOOK)
    return DENSE


def set_styles(document: Any) -> None:  # noqa: ANN401 - a document of python-docx
    """Give the document these styles, the fonts for East-Asian text too, and Japanese as its language."""
    for name, look in STYLES.items():
        _set_style(_style(document, name), look)
    _set_defaults(document)


def _style(document: Any, name: str) -> Any:  # noqa: ANN401 - python-docx
    if name in [style.name for style in document.styles]:
        return document.styles[name]
    made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    made.element.set(qn("w:styleId"), name.replace("toc ", "TOC").replace(" ", ""))
    made.base_style = document.styles["Normal"]
    return made


def _set_style(style: Any, look: Look) -> None:  # noqa: ANN401 - python-docx
    properties = style.element.get_or_add_rPr()
    for child in list(properties):
        properties.remove(child)
    style.font.size, style.font.bold, style.font.italic = Pt(look.size), look.is_bold, False
    style.font.color.rgb = RGBColor.from_string(look.colour.bare)
    set_font(properties, look.font)
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(look.before), Pt(look.after), look.line
    shape.keep_with_next, shape.alignment = look.keeps_with_next, look.align
    shape.left_indent = Pt(look.indent)
    for name in ("w:pBdr", "w:tabs"):
        for found in style.element.pPr.findall(qn(name)):
            style.element.pPr.remove(found)


def set_font(properties: Any, font: str) -> None:  # noqa: ANN401 - the w:rPr of a style
    """Set a font for every script: without w:eastAsia Word takes the theme's for Japanese."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), font)


def _set_defaults(document: Any) -> None:  # noqa: ANN401 - python-docx
    properties = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    set_font(properties, MINCHO)
    language = properties.find(qn("w:lang"))
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "ja-JP")
