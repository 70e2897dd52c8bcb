"""The pages of a template: A4 upright or wide, the header with the project (inside: the day too; a draft: 案), the footer with the page."""

from __future__ import annotations

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt, RGBColor

from pmo_xl.documents.word import styles
from pmo_xl.documents.word.elements import Xml, add_field, element
from pmo_xl.theme import Colour

HEADER, FOOTER = "{{ 案件名 }}\t{{ ヘッダー右 }}", "{{ フッター左 }}\t"
DRAFT = "{{ 案 }}"


def set_up(section: Xml, *, is_wide: bool, is_first: bool, has_cover: bool) -> None:
    """Set a section's paper, margins, header and footer; a cover has neither."""
    short, long = Mm(styles.A4_SHORT), Mm(styles.A4_LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if is_wide else (short, long)
    section.left_margin = section.right_margin = Mm(styles.MARGIN_SIDE)
    section.top_margin, section.bottom_margin = Mm(styles.MARGIN_TOP), Mm(styles.MARGIN_BOTTOM)
    section.header_distance, section.footer_distance = Mm(11), Mm(10)
    section.different_first_page_header_footer = is_first and has_cover
    width = styles.WIDE_TEXT_WIDTH if is_wide else styles.TEXT_WIDTH
    _write_header(section, width)
    _write_footer(section, width)


def new_section(document: Xml, *, is_wide: bool) -> None:
    """Begin a section on a new page."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    document.paragraphs[-1].style = "Tag"  # the paragraph that ends the section: no taller than need be
    set_up(section, is_wide=is_wide, is_first=False, has_cover=False)


def _write_header(section: Xml, width: int) -> None:
    section.header.is_linked_to_previous = False
    paragraph = section.header.paragraphs[0]
    _line(paragraph, width)
    paragraph.add_run(HEADER)
    mark = paragraph.add_run(DRAFT)
    mark.bold, mark.font.size, mark.font.color.rgb = True, Pt(14), RGBColor.from_string(Colour.ALERT.bare)
    borders = element("w:pBdr")
    borders.append(element("w:bottom", val="single", sz="4", space="3", color=Colour.FRAME.bare))
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _write_footer(section: Xml, width: int) -> None:
    section.footer.is_linked_to_previous = False
    paragraph = section.footer.paragraphs[0]
    _line(paragraph, width)
    paragraph.add_run(FOOTER)
    add_field(paragraph, "PAGE")
    paragraph.add_run(" / ")
    add_field(paragraph, "NUMPAGES")


def _line(paragraph: Xml, width: int) -> None:
    """One line with a stop at the right margin, instead of the stops of Word's own style."""
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)
