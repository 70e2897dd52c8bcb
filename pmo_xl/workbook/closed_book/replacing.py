"""The data rows of a sheet that we generate, replaced as a whole: table, links and looks follow the rows."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from pmo_xl.workbook.cells.address import CellRange, cell_name, parse_range
from pmo_xl.workbook.closed_book import sheet_ranges
from pmo_xl.workbook.closed_book.appending import (
    DataRange,
    check_columns,
    check_growable,
    column_formulas,
    find_range,
    write_row,
)
from pmo_xl.workbook.closed_book.edits import ReplaceSheet
from pmo_xl.workbook.closed_book.growth import Growth
from pmo_xl.workbook.closed_book.part_xml import main, new_child
from pmo_xl.workbook.closed_book.sheet import Sheet

_ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks",
)  # fmt: skip


def replace_rows(sheet: Sheet, edit: ReplaceSheet) -> Growth | None:
    """Write the new rows over the old ones; returns where the data ends now, where that is elsewhere."""
    target = find_range(sheet, edit)
    area = target.area
    check_columns(sheet, area, edit.rows)
    if target.table is not None:
        target.table.check_growable()
    last_row = max(area.first_row, area.first_row + len(edit.rows) - 1)
    if last_row > area.last_row:
        check_growable(sheet, target, area._replace(first_row=area.last_row + 1, last_row=last_row))
    _write_rows(sheet, target, edit)
    _remove_rows_below(sheet, area, last_row)
    _set_links(sheet, area, last_row, edit.links)
    if target.table is not None:
        target.table.fill_insert_row()
    if last_row == area.last_row:
        return None
    if target.table is not None:
        target.table.end_at(last_row)
    growth = Growth(sheet.name, area, last_row)
    sheet_ranges.stretch(sheet.part.root, growth)
    sheet.part.is_changed = True
    return growth


def _write_rows(sheet: Sheet, target: DataRange, edit: ReplaceSheet) -> None:
    """Every row in the looks of the first data row; without any row, that one is left empty."""
    area = target.area
    formulas = column_formulas(sheet, target) if edit.rows else {}
    for number, row in enumerate(edit.rows or ({},), area.first_row):
        sheet.rows.make_row_like(number, area.first_row, only_fixed_height=True)
        write_row(sheet, number, area, area.first_row, row, formulas)


def _remove_rows_below(sheet: Sheet, area: CellRange, last_row: int) -> None:
    for number in range(last_row + 1, area.last_row + 1):
        for column in [column for column in sheet.rows.cells(number) if area.holds(number, column)]:
            sheet.remove_cell(number, column)


def _set_links(sheet: Sheet, area: CellRange, last_row: int, links: Mapping[tuple[int, int], str]) -> None:
    """Replace the links inside the old and the new rows; links elsewhere on the sheet stay."""
    root, replaced = sheet.part.root, area.ending_at(max(area.last_row, last_row))
    wanted = [
        {"ref": cell_name(area.first_row + at, column), "location": to} for (at, column), to in links.items()
    ]
    holder = root.find(main("hyperlinks"))
    old = [] if holder is None else [link for link in holder if _lies_in(link, replaced)]
    if [dict(link.attrib) for link in old] == wanted:
        return
    holder = new_child(root, "hyperlinks", _ORDER) if holder is None else holder
    for link in old:
        holder.remove(link)
    for attributes in wanted:
        etree.SubElement(holder, main("hyperlink"), attributes)
    if not len(holder):
        root.remove(holder)
    sheet.relinked.append(replaced)
    sheet.part.is_changed = True


def _lies_in(link: etree._Element, area: CellRange) -> bool:
    place = parse_range(link.get("ref", ""))
    return place is not None and place.meets(area)
