"""Builds the templates of workbook_templates/word/ from the layouts: `python -m pmo_xl.documents.word.build`.

For maintenance only: a template is an ordinary Word file afterwards. A test compares the files with what this
makes, so that layouts and templates never part.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from docx.shared import Mm, Pt

from pmo_xl.documents.word import page
from pmo_xl.documents.word.audience import Audience
from pmo_xl.documents.word.blocks import write_approval, write_blocks
from pmo_xl.documents.word.catalog import DOCUMENTS, load
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.elements import Xml, add_field
from pmo_xl.documents.word.layout import Block, Landscape, Layout, Pairs, Text, When
from pmo_xl.documents.word.styles import set_styles
from pmo_xl.documents.word.tables import write_plain_table
from pmo_xl.resources import folder

_MADE = datetime(2026, 4, 1, 9, tzinfo=UTC)
_ZIP_DAY = (2026, 4, 1, 9, 0, 0)
_ODD_PART = "/word/stylesWithEffects.xml"  # of python-docx's own template; Word's rules reject it

CLOSING: Mapping[Audience, tuple[Block, ...]] = {
    Audience.INSIDE: (Text("{{ 根拠の注 }}", "Note"),),
    Audience.OUTSIDE: (Text("以上", "Letter End"),),
}
"""What stands below all else, or on the cover: what an inside paper rests on, the end of a letter."""


def build(document: WordDocument) -> bytes:
    """The template of one document."""
    made = Document()
    clear(made)
    set_styles(made)
    layout = document.layout
    has_cover = layout.has_cover and not layout.is_form
    page.set_up(made.sections[0], is_wide=layout.is_landscape, is_first=True, has_cover=has_cover)
    if has_cover:
        write_cover(made, layout, document.audience)
    else:
        _HEADS[document.audience](made, layout)
    closing = () if has_cover else CLOSING.get(document.audience, ())
    write_blocks(made, _closed(layout, closing), is_wide=layout.is_landscape)
    _set_properties(made, document)
    return plain_zip(made)


def _closed(layout: Layout, closing: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks and what closes them; where wide pages end the paper, on the last of them, not on a page of its own."""
    *first, last = layout.blocks
    if isinstance(last, Landscape):
        return (*first, Landscape((*last.blocks, *closing), is_last=True))
    return (*layout.blocks, *closing)


def clear(made: Xml) -> None:
    """Leave nothing of python-docx's own template but its styles."""
    for paragraph in list(made.paragraphs):
        paragraph._p.getparent().remove(paragraph._p)
    rels = made.part.rels
    for key in [key for key, rel in rels.items() if rel._target.partname == _ODD_PART]:
        del rels[key]


def _set_properties(made: Xml, document: WordDocument) -> None:
    told = made.core_properties
    told.title, told.subject, told.author = document.name, document.about, "pmo_xl"
    told.keywords, told.comments, told.language = "PMO", "", "ja-JP"
    told.created = told.modified = _MADE
    told.last_modified_by, told.revision = "pmo_xl", 1


def plain_zip(made: Xml) -> bytes:
    """The file with fixed times, so that the same template has the same bytes."""
    first, last = io.BytesIO(), io.BytesIO()
    made.save(first)
    with zipfile.ZipFile(first) as source, zipfile.ZipFile(last, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, _ZIP_DAY), source.read(name), zipfile.ZIP_DEFLATED)
    return last.getvalue()


CONTENTS = 'TOC \\o "1-2" \\h \\z \\u'
_REVISIONS = (("版", 18), ("日付", 30), ("内容", 92), ("作成", 30))


def write_cover(made: Xml, layout: Layout, audience: Audience) -> None:
    """The cover with what the paper rests on, then the contents, which a few headings leave on the cover (`contents.py`)."""
    told = (
        ("発行日", "文書番号", "差出人")
        if audience.leaves_the_house
        else ("案件コード", "基準日", "作成日", "台帳")
    )
    title = made.add_paragraph("{{ 文書名 }}", style="Title")
    if layout.is_landscape:  # a wide page is low: everything of the cover must stay on it
        title.paragraph_format.space_before = Pt(20)
    made.add_paragraph("{{ 案件名 }}", style="Subtitle")
    write_blocks(made, (Pairs(told),), is_wide=layout.is_landscape)
    made.add_paragraph("改訂履歴", style="Caption").paragraph_format.space_before = Pt(
        18 if layout.is_landscape else 60
    )
    row = ("{{ 版 }}", "{{ 作成日 }}", "{{ 改訂内容 }}", "{{ 作成者 }}")
    write_plain_table(made, _REVISIONS, [row, ("", "", "", "")], is_wide=layout.is_landscape)
    if layout.has_approval:
        made.add_paragraph("承認欄", style="Caption").paragraph_format.space_before = Pt(12)
        write_approval(made)
    made.add_paragraph(style="Gap")
    write_blocks(made, CLOSING.get(audience, ()), is_wide=layout.is_landscape)
    if layout.has_contents:
        made.add_page_break()
        made.add_paragraph("目次", style="TOC Heading")
        add_field(made.add_paragraph(style="toc 1"), CONTENTS, "", is_dirty=True)
    page.new_section(made, is_wide=layout.is_landscape)


def write_form_head(made: Xml, layout: Layout) -> None:
    """The title of a form that is one sheet, with 承認欄 where it has one."""
    made.add_paragraph("{{ 文書名 }}", style="Form Title")
    if layout.has_approval:
        write_approval(made)
        made.add_paragraph(style="Note").paragraph_format.line_spacing = Mm(3)


def write_customer_head(made: Xml, layout: Layout) -> None:
    """The day, the number and the sender at the right, then the title."""
    for text in ("{{ 発行日 }}", "{{ 文書番号 }}", "{{ 差出人 }}"):
        made.add_paragraph(text, style="Letter Day")
    write_form_head(made, layout)


def write_letter_head(made: Xml, layout: Layout) -> None:
    """The head of a letter: day and number, to whom, from whom, about what, and what it says before 記."""
    for text in ("{{ 発行日 }}", "{{ 文書番号 }}"):
        made.add_paragraph(text, style="Letter Day")
    made.add_paragraph("{{ 宛名 }}", style="Letter Addressee")
    made.add_paragraph("{{ 差出人 }}", style="Letter Sender")
    if layout.has_approval:
        write_approval(made)
        made.add_paragraph(style="Note").paragraph_format.line_spacing = Mm(3)
    made.add_paragraph("{{ 標題 }}", style="Form Title")
    made.add_paragraph("{{ 前文 }}", style="Body Text")
    made.add_paragraph("記", style="Letter Notice")
    write_blocks(made, (When("返信期限", (Text("返信期限: {{ 返信期限 }}"),)),), is_wide=layout.is_landscape)


_HEADS: Mapping[Audience, Callable[[Xml, Layout], None]] = {
    Audience.OUTSIDE: write_letter_head,
    Audience.CUSTOMER: write_customer_head,
    Audience.INSIDE: write_form_head,
}


def main() -> None:
    """Write every template."""
    target: Path = folder("workbook_templates") / "word"
    target.mkdir(exist_ok=True)
    for name in DOCUMENTS:
        document = load(name)
        document.template.write_bytes(build(document))


if __name__ == "__main__":
    main()
