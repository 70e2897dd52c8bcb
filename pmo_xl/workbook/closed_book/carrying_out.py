"""The plan of one sheet carried out on its XML: cells, rows, links, and what lies over the rows."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from pmo_xl.workbook.cells.address import CellRange, cell_name, parse_range
from pmo_xl.workbook.closed_book.heights import fit_heights
from pmo_xl.workbook.closed_book.part_xml import main, new_child
from pmo_xl.workbook.closed_book.sheet import Sheet
from pmo_xl.workbook.edits.growth import Growth
from pmo_xl.workbook.edits.plan import Planned, SheetPlan
from pmo_xl.workbook.tab.sheet_scan import Address

_ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks",
)  # fmt: skip


def carry_out(sheet: Sheet, plan: SheetPlan) -> None:
    """Write every cell of the plan into the sheet, and let tables, formats and filters follow the rows."""
    for place, planned in plan.cells.items():
        is_generated = any(area.holds(*place) for area in plan.relinked)
        _write(sheet, place, planned, is_generated=is_generated)
    for area in plan.gone:
        _remove(sheet, area)
    generated = {
        row for row, _ in plan.cells if any(area.first_row <= row <= area.last_row for area in plan.relinked)
    }
    made = generated | {row for (row, _), planned in plan.cells.items() if planned.like is not None}
    fit_heights(sheet, {row for row, _ in sheet.written}, made)
    for area in plan.relinked:
        _set_links(sheet, area, {at: to for at, to in plan.links.items() if area.holds(*at)})
    for table in sheet.tables:
        if table.name in plan.filled:
            table.fill_insert_row()
        if table.name in plan.ends:
            table.end_at(plan.ends[table.name].last_row)
    for growth in plan.growths:
        extend(sheet.part.root, growth)
        sheet.part.is_changed = True


def _write(sheet: Sheet, place: Address, planned: Planned, *, is_generated: bool) -> None:
    """is_generated: a new row takes no height from one that nobody sized."""
    row, column = place
    if planned.like is None:
        sheet.write(row, column, planned.value, number_format=planned.number_format)
        return
    sheet.rows.make_row_like(row, planned.like, only_fixed_height=is_generated)
    sheet.write(row, column, planned.value, style=sheet.style(planned.like, column))


def _remove(sheet: Sheet, gone: CellRange) -> None:
    for number in range(gone.first_row, gone.last_row + 1):
        for column in [column for column in sheet.rows.cells(number) if gone.holds(number, column)]:
            sheet.remove_cell(number, column)


def _set_links(sheet: Sheet, replaced: CellRange, links: Mapping[Address, str]) -> None:
    """Replace the links inside the old and the new rows; links elsewhere on the sheet stay."""
    root = sheet.part.root
    wanted = [{"ref": cell_name(*place), "location": to} for place, to in links.items()]
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


_X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_XM = "{http://schemas.microsoft.com/office/excel/2006/main}"
_WITH_SQREF = (main("conditionalFormatting"), main("dataValidation"), main("ignoredError"))
_WITH_XM_SQREF = (f"{_X14}conditionalFormatting", f"{_X14}dataValidation")
_WITH_REF = (main("autoFilter"), main("sortState"))


def extend(root: etree._Element, growth: Growth) -> None:
    """Let every format, drop-down and filter over the data rows end at their new last row.

    Touched is what ended with the rows, or is outgrown by them, and shares a column with them; a format
    of the old last row alone stays as it is, unless that was the only data row.
    """
    for element in _after_cells(root):
        if element.tag in _WITH_SQREF:
            element.set("sqref", _extended(element.get("sqref", ""), growth))
        elif element.tag in _WITH_XM_SQREF:
            for reference in element.iterchildren(f"{_XM}sqref"):
                reference.text = _extended(reference.text or "", growth)
        elif element.tag in _WITH_REF:
            element.set("ref", _extended(element.get("ref", ""), growth))


def _after_cells(root: etree._Element) -> list[etree._Element]:
    """Every element of the sheet but the cells."""
    tops = [top for top in root if top.tag != main("sheetData")]
    return [element for top in tops for element in top.iter(*_WITH_SQREF, *_WITH_XM_SQREF, *_WITH_REF)]


def _extended(references: str, growth: Growth) -> str:
    return " ".join(_extended_one(each, growth) for each in references.split())


def _extended_one(reference: str, growth: Growth) -> str:
    covered, area = parse_range(reference), growth.area
    if covered is None or not growth.may_end(covered.last_row) or not covered.shares_columns(area):
        return reference
    is_last_row_alone = covered.first_row >= area.last_row > area.first_row
    last_row = max(growth.new_last_row, covered.first_row)
    return reference if is_last_row_alone else covered.ending_at(last_row).reference
