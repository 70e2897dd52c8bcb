"""Writes the blocks of a layout into a template, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import zip_longest
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.shared import Mm

from pmo_xl.documents.word import elements, page
from pmo_xl.documents.word.elements import Xml, add_field
from pmo_xl.documents.word.layout import (
    Approval,
    Block,
    Each,
    Figures,
    Heading,
    Landscape,
    PageBreak,
    Pairs,
    Table,
    Text,
    When,
    sheets_key,
)
from pmo_xl.documents.word.tables import write_list, write_pairs
from pmo_xl.theme import Colour

_APPROVERS = ("作成", "確認", "承認")
_SEAL = 24.0


def write_blocks(made: Xml, blocks: Iterable[Block], *, is_wide: bool) -> None:
    """Write the blocks at the end of the template; a sentence stays on the page of the table it leads to."""
    found = tuple(blocks)
    for block, following in zip_longest(found, found[1:]):
        _WRITERS[type(block)](made, block, is_wide)
        if isinstance(block, Text) and isinstance(following, Table):
            made.paragraphs[-1].paragraph_format.keep_with_next = True


def write_approval(made: Xml) -> None:
    """Three boxes at the right: who, the day, and room for a seal."""
    grid = made.add_table(3, len(_APPROVERS))
    grid.alignment = WD_TABLE_ALIGNMENT.RIGHT
    elements.set_borders(grid)
    elements.set_layout_fixed(grid)
    elements.set_margins(grid)
    elements.in_order(grid)
    elements.set_widths(grid, [_SEAL] * len(_APPROVERS))
    for cell, name in zip(grid.rows[0].cells, _APPROVERS, strict=True):
        cell.paragraphs[0].style = "Table Head"
        cell.paragraphs[0].add_run(name)
        elements.shade(cell, Colour.PALE.bare)
    for cell in grid.rows[1].cells:
        cell.paragraphs[0].style = "Table Text"
    grid.rows[1].height = Mm(16)
    for cell in grid.rows[2].cells:
        cell.paragraphs[0].style = "Table Head"
        cell.paragraphs[0].add_run("　/　/　")
    for cell in (*grid.rows[0].cells, *grid.rows[1].cells):
        cell.paragraphs[0].paragraph_format.keep_with_next = True


def _tag(made: Xml, tag: str) -> None:
    made.add_paragraph(f"{{%p {tag} %}}", style="Tag")


def _heading(made: Xml, block: Heading, is_wide: bool) -> None:
    made.add_paragraph(block.text, style=f"Heading {block.level}")


def _text(made: Xml, block: Text, is_wide: bool) -> None:
    if block.of:
        _tag(made, f"if 調べた.{sheets_key(block.of)}")
    made.add_paragraph(block.text, style=block.style)
    if block.of:
        _tag(made, "endif")


def _table(made: Xml, block: Table, is_wide: bool) -> None:
    """The table with its numbered caption above, or the sentence that there is nothing."""
    _tag(made, f"if {block.rows}")
    caption = made.add_paragraph("表 ", style="Caption")
    add_field(caption, "SEQ 表 \\* ARABIC")
    caption.add_run(f"  {block.caption}")
    write_list(made, block, is_wide=is_wide)
    made.add_paragraph(style="Gap")
    _tag(made, f"elif 調べた.{sheets_key(block.of)}" if block.of else "else")
    _text(made, Text(block.empty), is_wide)
    _tag(made, "endif")
    if block.of:
        _not_looked_into(made, block.of)


def _not_looked_into(made: Xml, of: str) -> None:
    """The sentence on the sheets that the workbook lacks; nothing where it has all of them."""
    told = f"調べていない.{sheets_key(of)}"
    _tag(made, f"if {told}")
    made.add_paragraph(f"{{{{ {told} }}}}", style="Body Text")
    _tag(made, "endif")


def _pairs(made: Xml, block: Pairs, is_wide: bool) -> None:
    write_pairs(made, block, is_wide=is_wide)
    made.add_paragraph(style="Gap")


def _figures(made: Xml, block: Figures, is_wide: bool) -> None:
    """The picture with its numbered caption below and its notes, or why there is none."""
    if block.of:
        _not_looked_into(made, block.of)
        _tag(made, f"if 調べた.{sheets_key(block.of)}")
    _tag(made, f"for 図 in {block.rows}")
    _tag(made, "if 図.理由")
    _text(made, Text("{{ 図.題 }}: {{ 図.理由 }}"), is_wide)
    _tag(made, "else")
    made.add_paragraph("{{ 図.画像 }}", style="Figure")
    caption = made.add_paragraph("図 ", style="Figure Caption")
    add_field(caption, "SEQ 図 \\* ARABIC")
    caption.add_run("  {{ 図.題 }}")
    _tag(made, "if 図.注")
    made.add_paragraph("{{ 図.注 }}", style="Note")
    _tag(made, "endif")
    _tag(made, "endif")
    _tag(made, "endfor")
    if block.of:
        _tag(made, "endif")


def _when(made: Xml, block: When, is_wide: bool) -> None:
    _tag(made, f"if {block.condition}")
    write_blocks(made, block.blocks, is_wide=is_wide)
    if block.otherwise:
        _tag(made, "else")
        write_blocks(made, block.otherwise, is_wide=is_wide)
    _tag(made, "endif")


def _each(made: Xml, block: Each, is_wide: bool) -> None:
    _tag(made, f"for {block.each} in {block.rows}")
    write_blocks(made, block.blocks, is_wide=is_wide)
    _tag(made, "endfor")


def _landscape(made: Xml, block: Landscape, is_wide: bool) -> None:
    page.new_section(made, is_wide=True)
    write_blocks(made, block.blocks, is_wide=True)
    if not block.is_last:
        page.new_section(made, is_wide=is_wide)


_WRITERS: Mapping[type[Any], Callable[[Any, Any, bool], None]] = {
    Heading: _heading,
    Text: _text,
    Table: _table,
    Pairs: _pairs,
    Figures: _figures,
    PageBreak: lambda made, block, is_wide: made.add_page_break(),
    Approval: lambda made, block, is_wide: write_approval(made),
    When: _when,
    Each: _each,
    Landscape: _landscape,
}
