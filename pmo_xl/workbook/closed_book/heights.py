"""Rows that fit their text: LibreOffice and previewers show the height that the file says, Excel until somebody edits.

Only rows whose height nobody fixed by hand. A new row, or one of a sheet that is generated, gets the height of its
text; another one grows where what was written into it needs more than it has, and never shrinks.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from pmo_xl.workbook.cells.text_height import height_of, lines_of
from pmo_xl.workbook.closed_book import cell_xml
from pmo_xl.workbook.closed_book.part_xml import is_on, main
from pmo_xl.workbook.closed_book.sheet import Sheet

_ORDINARY, _WIDTH = 15.0, 8.43


def fit_heights(sheet: Sheet, written: Iterable[int], made: set[int]) -> None:
    """Fit the rows that were written; `made` are those that are new or generated. `sheet.fitted` says which changed."""
    default, widths = _number(sheet.part.root.find(main("sheetFormatPr")), "defaultRowHeight"), _widths(sheet)
    for number in sorted(set(written)):
        row = sheet.rows.row(number)
        if row is None or is_on(row.get("customHeight")):
            continue
        ordinary = default or _ORDINARY
        now, wanted = _number(row, "ht") or ordinary, _wanted(sheet, number, widths, ordinary)
        if now != wanted if number in made else now < wanted:
            row.set("ht", f"{wanted:g}")
            sheet.fitted[number] = f"{wanted:g}"
            sheet.part.is_changed = True


def _wanted(sheet: Sheet, number: int, widths: dict[int, float | None], ordinary: float) -> float:
    heights = [ordinary]
    for column, cell in sheet.rows.cells(number).items():
        style, width = cell_xml.style_of(cell), widths.get(column, widths[0])
        if width is None or not sheet.context.styles.is_wrapped(style):
            continue
        text = cell_xml.value_of(cell, sheet.context)
        if isinstance(text, str):
            lines, size = lines_of(text, width), sheet.context.styles.font_size(style)
            heights.append(height_of(lines, size, ordinary))
    return max(heights)


def _widths(sheet: Sheet) -> dict[int, float | None]:
    """The width of each column in characters, None for a hidden one; under 0 that of all others."""
    root = sheet.part.root
    usual = _number(root.find(main("sheetFormatPr")), "defaultColWidth") or _WIDTH
    widths: dict[int, float | None] = {0: usual}
    for each in root.iterfind(f"{main('cols')}/{main('col')}"):
        width = None if is_on(each.get("hidden")) else _number(each, "width") or usual
        for column in range(int(each.get("min", 0)), min(int(each.get("max", 0)), 1000) + 1):
            widths[column] = width
    return widths


def _number(element: etree._Element | None, name: str) -> float:
    try:
        return float(element.get(name, "")) if element is not None else 0.0
    except ValueError:
        return 0.0
