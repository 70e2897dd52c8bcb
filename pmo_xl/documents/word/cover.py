"""The first pages of a template: cover with revisions and 承認欄, contents; or the head of a form."""

from __future__ import annotations

from docx.shared import Mm, Pt

from pmo_xl.documents.word import page
from pmo_xl.documents.word.blocks import write_approval, write_blocks
from pmo_xl.documents.word.elements import Xml, add_field
from pmo_xl.documents.word.layout import Layout, Pairs
from pmo_xl.documents.word.tables import write_plain_table

CONTENTS = 'TOC \\o "1-2" \\h \\z \\u'
_REVISIONS = (("版", 18), ("日付", 30), ("内容", 92), ("作成", 30))


def write_cover(made: Xml, layout: Layout) -> None:
    """The cover, then the contents on pages of their own."""
    title = made.add_paragraph("{{ 文書名 }}", style="Title")
    if layout.is_landscape:  # a wide page is low: everything of the cover must stay on it
        title.paragraph_format.space_before = Pt(20)
    made.add_paragraph("{{ 案件名 }}", style="Subtitle")
    write_blocks(made, (Pairs(("案件コード", "基準日", "作成日", "台帳")),), is_wide=layout.is_landscape)
    made.add_paragraph("改訂履歴", style="Caption").paragraph_format.space_before = Pt(
        18 if layout.is_landscape else 60
    )
    row = ("{{ 版 }}", "{{ 作成日 }}", "{{ 改訂内容 }}", "{{ 作成者 }}")
    write_plain_table(made, _REVISIONS, [row, ("", "", "", "")], is_wide=layout.is_landscape)
    if layout.has_approval:
        made.add_paragraph("承認欄", style="Caption").paragraph_format.space_before = Pt(12)
        write_approval(made)
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
