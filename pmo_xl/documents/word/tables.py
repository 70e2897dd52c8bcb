"""The tables of a template: lists with a repeated heading, forms of labels and values, plain grids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from pmo_xl.documents.word import elements, styles
from pmo_xl.documents.word.elements import Xml
from pmo_xl.documents.word.layout import Column, Pairs, Table
from pmo_xl.theme import Colour

_ALIGN = {"l": WD_ALIGN_PARAGRAPH.LEFT, "r": WD_ALIGN_PARAGRAPH.RIGHT, "c": WD_ALIGN_PARAGRAPH.CENTER}
_LABEL_WIDTH = 32.0
MARK_WIDTH = 9.0  # millimetres of a column of `Table.marks`


def text_width(*, is_wide: bool) -> int:
    """The room between the margins in millimetres."""
    return styles.WIDE_TEXT_WIDTH if is_wide else styles.TEXT_WIDTH


def write_list(made: Xml, table: Table, *, is_wide: bool) -> None:
    """A heading row that repeats, and one row in a loop; docxtpl takes the rows of the tags away."""
    columns, marks = table.parsed, 3 if table.marks else 0
    style = styles.dense_style(made) if table.is_dense else "Table Text"
    grid = _grid(made, 4, len(columns) + marks)
    _write_heads(grid.rows[0], columns, table.marks)
    grid.rows[1].cells[0].paragraphs[0].add_run(f"{{%tr for {table.each} in {table.rows} %}}")
    for cell, column in zip(grid.rows[2].cells, columns, strict=False):
        _write(cell, f"{{{{ {table.each}.{column.field} }}}}", style, column.align)
    grid.rows[3].cells[0].paragraphs[0].add_run("{%tr endfor %}")
    if table.marks:
        _write_loop(grid.rows[2].cells[-3:], f"{table.each}.印", "Table Text")
    elements.keep_whole(grid.rows[2])
    width = text_width(is_wide=is_wide) - marks * MARK_WIDTH
    elements.set_widths(grid, [*_scaled(columns, width), *[MARK_WIDTH] * marks])


def write_pairs(made: Xml, pairs: Pairs, *, is_wide: bool) -> None:
    """Labels beside their values, one or two to a row."""
    rows = pairs.parsed
    width, most = text_width(is_wide=is_wide), max(map(len, rows))
    grid = _grid(made, len(rows), most * 2)
    elements.set_widths(grid, [_LABEL_WIDTH, width / most - _LABEL_WIDTH] * most)
    for row, found in zip(grid.rows, rows, strict=True):
        for index, (label, name) in enumerate(found):
            _write(row.cells[index * 2], label, "Table Head", "l")
            elements.shade(row.cells[index * 2], Colour.PALE.bare)
            _write(row.cells[index * 2 + 1], f"{{{{ {name} }}}}", "Table Text", "l")
        if pairs.height:
            row.height = Mm(pairs.height)
        if len(found) < most:
            row.cells[len(found) * 2 - 1].merge(row.cells[-1])


def write_plain_table(
    made: Xml, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[str]], *, is_wide: bool
) -> None:
    """A heading row and rows of fixed text."""
    found = tuple(Column(label, label, width) for label, width in columns)
    texts = list(rows)
    grid = _grid(made, len(texts) + 1, len(found))
    _write_heads(grid.rows[0], found)
    for row, values in zip(grid.rows[1:], texts, strict=True):
        for cell, value in zip(row.cells, values, strict=True):
            _write(cell, value, "Table Text", "l")
        elements.keep_whole(row)
    elements.set_widths(grid, _scaled(found, text_width(is_wide=is_wide)))


def _grid(made: Xml, rows: int, columns: int) -> Xml:
    grid = made.add_table(rows, columns)
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    elements.set_borders(grid)
    elements.set_layout_fixed(grid)
    elements.set_margins(grid)
    elements.in_order(grid)
    return grid


def _write_heads(row: Xml, columns: Sequence[Column], marks: str = "") -> None:
    for cell, column in zip(row.cells, columns, strict=False):
        _write(cell, column.label, "Table Head", "c")
        elements.shade(cell, Colour.HEAD.bare)
    if marks:
        _write_loop(row.cells[-3:], marks, "Table Head")
        elements.shade(row.cells[-2], Colour.HEAD.bare)
    elements.keep_whole(row)
    elements.repeat_as_head(row)


def _write_loop(cells: Sequence[Xml], texts: str, style: str) -> None:
    """A cell for each text of a list; docxtpl takes the cells of the tags away."""
    for cell, text in zip(cells, (f"{{%tc for 値 in {texts} %}}", "{{ 値 }}", "{%tc endfor %}"), strict=True):
        _write(cell, text, style, "c")


def _write(cell: Xml, text: str, style: str, align: str) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = style
    paragraph.add_run(text)
    if align != "l":
        paragraph.alignment = _ALIGN[align]


def _scaled(columns: Sequence[Column], width: float) -> list[float]:
    total = sum(column.width for column in columns)
    return [column.width * width / total for column in columns]
