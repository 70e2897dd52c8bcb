"""Layout explanation: what was taken for what and why, and what was left, in words for the people of the book."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pmo_xl.visible import visible_line
from pmo_xl.workbook.cells.address import column_letters
from pmo_xl.workbook.layout.layout_facts import Layout, Layouts

# A ガント chart has hundreds of headings that are no fields.
_LONGEST_LIST: Final = 12


def explain(layouts: Layouts) -> str:
    """The text of `pmo-xl check BOOK --explain-layout`: every table, then every sheet that was left."""
    lines = [line for layout in layouts.tables for line in (*_table_lines(layout), "")]
    if layouts.left:
        lines += ["読まなかったシート", *(f"  {item.title}: {item.reason}" for item in layouts.left)]
    return "\n".join(map(visible_line, lines)).rstrip()


def _table_lines(layout: Layout) -> Iterator[str]:
    yield f"シート「{layout.title}」を {layout.record_class.sheet.label} として読みました。"
    yield from (f"  {reason}" for reason in layout.reasons)
    yield f"  見出し {_rows(*layout.header_rows)}、データ {_rows(layout.first_row, layout.last_row)}"
    yield from (_column_line(layout, name) for name in layout.columns)
    yield from _missing_lines(layout)
    if layout.unknown:
        headings = [f"{column_letters(column)}列「{text}」" for column, text in layout.unknown.items()]
        yield f"  読まない列: {_shortened(headings)}"
    if layout.skipped_rows:
        rows = [f"{row}行目（{reason}）" for row, reason in sorted(layout.skipped_rows.items())]
        yield f"  記録でない行: {_shortened(rows)}"
    if layout.is_blank_open:
        yield "  状態の列には終わった行の印しかないため、空欄の行は終わっていないものとして読みます。"


def _rows(first: int, last: int) -> str:
    if last < first:
        return "なし"
    return f"{first}行目" if first == last else f"{first}～{last}行目"


def _column_line(layout: Layout, name: str) -> str:
    place = f"{column_letters(layout.columns[name])}列"
    if name in layout.spans:
        place = "・".join(map(column_letters, layout.spans[name])) + "列"
    heading = "次の行" if name in layout.below else f"「{layout.headings.get(name, '')}」"
    unit = f"（{layout.units[name]:,}円単位）" if name in layout.units else ""
    marks = (
        f"（印のある列の名前: {_shortened(list(layout.marks[name].values()))}）"
        if name in layout.marks
        else ""
    )
    return f"  {place} {heading} → {layout.record_class.columns[name].label}{unit}{marks}"


def _missing_lines(layout: Layout) -> Iterator[str]:
    for name in layout.record_class.must_fields:
        if name not in layout.columns:
            near = layout.near_labels.get(name)
            hint = f"（似た見出し「{near}」）" if near else ""
            yield f"  必須の列「{layout.record_class.columns[name].label}」が見つかりません{hint}。"


def _shortened(items: list[str]) -> str:
    rest = len(items) - _LONGEST_LIST
    return "、".join(items[:_LONGEST_LIST]) + (f" ほか{rest}件" if rest > 0 else "")
