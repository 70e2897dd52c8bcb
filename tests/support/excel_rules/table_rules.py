"""Excel tables: ranges, columns and headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from lxml import etree
from openpyxl.utils import get_column_letter

from tests.support.excel_rules.office_file import MAIN, OfficeFile, Worksheet, box, overlap, text_of

_DIFFERENCES = ("dataDxfId", "headerRowDxfId", "totalsRowDxfId")


def table_breaches(file: OfficeFile) -> Iterator[str]:
    """Every breach in the tables of all sheets."""
    tables = [(sheet, table) for sheet in file.worksheets for table in file.tables(sheet)]
    for what in ("id", "displayName"):
        values = [table.get(what, "").lower() for _, table in tables]
        if len(set(values)) != len(values):
            yield f"a table's {what} twice"
    names = {name.get("name", "").lower() for name in file.workbook.iter(f"{MAIN}definedName")}
    for sheet, table in tables:
        name = table.get("displayName", "")
        if not re.fullmatch(r"[^\W\d][\w.]*", name) or name.lower() in names:
            yield f"no name for a table: {name}"
        for rule in (_ranges, _columns, _headings):
            yield from (f"table {name}: {breach}" for breach in rule(file, sheet, table))
    for sheet in file.worksheets:
        yield from (f"[{sheet.title}] {breach}" for breach in _together(file, sheet))


def _together(file: OfficeFile, sheet: Worksheet) -> Iterator[str]:
    boxes = [box(table.get("ref", "")) for table in file.tables(sheet)]
    if any(overlap(one, other) for one, other in combinations(boxes, 2)):
        yield "tables overlap"
    parts = sheet.root.find(f"{MAIN}tableParts")
    if parts is not None and int(parts.get("count") or len(parts)) != len(parts):
        yield "the count of tables is wrong"


def _ranges(file: OfficeFile, sheet: Worksheet, table: etree._Element) -> Iterator[str]:
    left, top, right, bottom = box(table.get("ref", ""))
    headings, totals = int(table.get("headerRowCount") or 1), int(table.get("totalsRowCount") or 0)
    if bottom - top + 1 < headings + totals + 1:
        yield f"no row of data in {table.get('ref')}"
    for merge in sheet.root.iter(f"{MAIN}mergeCell"):
        if overlap(box(merge.get("ref", "")), (left, top, right, bottom)):
            yield f"a merge inside: {merge.get('ref')}"
    found = table.find(f"{MAIN}autoFilter")
    if found is not None:
        if box(found.get("ref", "")) != (left, top, right, bottom - totals):
            yield f"its filter {found.get('ref')} is not {table.get('ref')}"
        if any(
            int(column.get("colId", "0")) > right - left for column in found.iterfind(f"{MAIN}filterColumn")
        ):
            yield "a filter of a column that is missing"


def _columns(file: OfficeFile, sheet: Worksheet, table: etree._Element) -> Iterator[str]:
    left, _, right, _ = box(table.get("ref", ""))
    columns = table.find(f"{MAIN}tableColumns")
    assert columns is not None
    if int(columns.get("count") or len(columns)) != len(columns) or len(columns) != right - left + 1:
        yield f"{len(columns)} columns in {table.get('ref')}"
    for what in ("name", "id"):
        if len({column.get(what, "").lower() for column in columns}) != len(columns):
            yield f"a column's {what} twice"
    for column in columns:
        if any(int(column.get(d) or 0) >= max(1, file.count_of_styles("dxfs")) for d in _DIFFERENCES):
            yield f"{column.get('name')}: its look is missing"
        formula = column.find(f"{MAIN}calculatedColumnFormula")
        if formula is not None and (not formula.text or formula.text.startswith("=")):
            yield f"{column.get('name')}: no formula"


def _headings(file: OfficeFile, sheet: Worksheet, table: etree._Element) -> Iterator[str]:
    if table.get("headerRowCount") == "0":
        return
    left, top, _, _ = box(table.get("ref", ""))
    row = next((r for r in sheet.root.iter(f"{MAIN}row") if r.get("r") == str(top)), None)
    cells = {} if row is None else {cell.get("r"): cell for cell in row}
    for number, column in enumerate(table.iterfind(f"{MAIN}tableColumns/*")):
        cell = cells.get(f"{get_column_letter(left + number)}{top}")
        name = re.sub(r"_x([0-9A-Fa-f]{4})_", lambda code: chr(int(code[1], 16)), column.get("name", ""))
        shown = None if cell is None else _shown(file, cell)
        if shown is None or shown.replace("\r\n", "\n") != name:
            yield f"the heading of {name!r} says {shown!r}"


def _shown(file: OfficeFile, cell: etree._Element) -> str | None:
    """The text of a heading; None where it is a formula or no text, which Excel refuses."""
    value, kind = cell.find(f"{MAIN}v"), cell.get("t")
    if cell.find(f"{MAIN}f") is not None or kind not in ("s", "str", "inlineStr"):
        return None
    if kind == "inlineStr":
        return text_of(cell)
    text = "" if value is None else value.text or ""
    return file.texts[int(text)] if kind == "s" else text
