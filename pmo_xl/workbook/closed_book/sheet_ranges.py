"""What lies over a sheet's cells and ends with a range: formats, drop-downs, filters. It grows with it."""

from __future__ import annotations

from lxml import etree

from pmo_xl.workbook.cells.address import parse_range
from pmo_xl.workbook.closed_book.part_xml import main
from pmo_xl.workbook.edits.growth import Growth

_X14 = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_XM = "{http://schemas.microsoft.com/office/excel/2006/main}"
_WITH_SQREF = (main("conditionalFormatting"), main("dataValidation"), main("ignoredError"))
_WITH_XM_SQREF = (f"{_X14}conditionalFormatting", f"{_X14}dataValidation")
_WITH_REF = (main("autoFilter"), main("sortState"))


def stretch(root: etree._Element, growth: Growth) -> None:
    """Let every format, drop-down and filter over the data rows end at their new last row.

    Touched is what ended with the rows, or is outgrown by them, and shares a column with them; a format
    of the old last row alone stays as it is, unless that was the only data row.
    """
    for element in _after_cells(root):
        if element.tag in _WITH_SQREF:
            element.set("sqref", _stretched(element.get("sqref", ""), growth))
        elif element.tag in _WITH_XM_SQREF:
            for reference in element.iterchildren(f"{_XM}sqref"):
                reference.text = _stretched(reference.text or "", growth)
        elif element.tag in _WITH_REF:
            element.set("ref", _stretched(element.get("ref", ""), growth))


def _after_cells(root: etree._Element) -> list[etree._Element]:
    """Every element of the sheet but the cells."""
    tops = [top for top in root if top.tag != main("sheetData")]
    return [element for top in tops for element in top.iter(*_WITH_SQREF, *_WITH_XM_SQREF, *_WITH_REF)]


def _stretched(references: str, growth: Growth) -> str:
    return " ".join(_stretched_one(each, growth) for each in references.split())


def _stretched_one(reference: str, growth: Growth) -> str:
    covered, area = parse_range(reference), growth.area
    if covered is None or not growth.may_end(covered.last_row) or not covered.shares_columns(area):
        return reference
    is_last_row_alone = covered.first_row >= area.last_row > area.first_row
    last_row = max(growth.new_last_row, covered.first_row)
    return reference if is_last_row_alone else covered.ending_at(last_row).reference
