"""Cell values as LibreOffice holds them; the client types them as Excel hands them to Python."""

import uno

from live.areas import areas_of, rectangle, runs
from live.refusals import Refused

FORMULA_TEXT, FORMULA_ERROR = 2, 4
DATE, CURRENCY, TEXT, LOGICAL = 2, 8, 256, 1024
EMPTY = ""


class Values:
    """Read and write blocks of cells in one call."""

    def __init__(self, sheets):
        self.sheets = sheets

    def read(self, number, area):
        """The data, areas by kind of number format, errors, and areas of formulas that give text."""
        cells = rectangle(self.sheets.sheet(number), area)
        return {
            "rows": cells.getDataArray(),
            "formats": formats(self.sheets.document(number), cells),
            "errors": errors(cells),
            "texts": areas_of(cells.queryFormulaCells(FORMULA_TEXT)),
        }

    def formulas(self, number, area):
        cells = rectangle(self.sheets.sheet(number), area)
        return {
            "rows": cells.getFormulaArray(),
            "values": cells.getDataArray(),
            "logical": formats(self.sheets.document(number), cells)["logical"],
        }

    def write(self, number, area, rows):
        """Numbers, texts and empties at once; dates, booleans, formulas and typed text one by one."""
        sheet, document = self.sheets.sheet(number), self.sheets.document(number)
        cells = rectangle(sheet, area)
        refuse_protected(sheet, cells)
        forget_logical(document, cells)
        cells.setDataArray(tuple(tuple(plain(value) for value in row) for row in rows))
        dates = []
        for row, line in enumerate(rows):
            for column, value in enumerate(line):
                if isinstance(value, dict) and "date" in value:
                    dates.append((row, column))
                elif not plain_as_it_is(value):
                    put(document, cells.getCellByPosition(column, row), value)
        show_as_dates(document, cells, dates)

    def fill(self, number, area, formula):
        """One formula for every cell, its references moving along."""
        sheet = self.sheets.sheet(number)
        cells = rectangle(sheet, area)
        refuse_protected(sheet, cells)
        first = cells.getCellByPosition(0, 0)
        first.setFormula(formula)
        tokens = first.getTokens()
        for row in range(area[2] - area[0] + 1):
            for column in range(area[3] - area[1] + 1):
                cells.getCellByPosition(column, row).setTokens(tokens)

    def array_formula(self, number, area, formula):
        """Set an array formula, or answer the one that stands there (formula None)."""
        sheet = self.sheets.sheet(number)
        cells = rectangle(sheet, area)
        if formula is None:
            return cells.getArrayFormula()
        refuse_protected(sheet, cells)
        return cells.setArrayFormula(formula)

    def clear(self, number, area, flags):
        sheet = self.sheets.sheet(number)
        cells = rectangle(sheet, area)
        refuse_protected(sheet, cells)
        cells.clearContents(flags)


def refuse_protected(sheet, cells):
    """Excel refuses a write that touches a locked cell of a protected sheet."""
    if not sheet.isProtected():
        return
    protection = cells.CellProtection
    if protection is None or protection.IsLocked:
        raise Refused("protected", sheet.Name)


def formats(document, cells):
    """The areas whose number format makes a value a date, money or a boolean."""
    found = {"date": [], "currency": [], "logical": []}
    groups = cells.getUniqueCellFormatRanges()
    kinds = {}
    for index in range(groups.Count):
        group = groups.getByIndex(index)
        key = group.NumberFormat
        if key not in kinds:
            kinds[key] = kind_of(document.NumberFormats.getByKey(key))
        if kinds[key]:
            found[kinds[key]] += areas_of(group)
    return found


def kind_of(number_format):
    if number_format.Type & DATE:
        return "date"
    if number_format.Type & CURRENCY or "¥" in number_format.FormatString:
        return "currency"
    return "logical" if number_format.Type & LOGICAL else None


def errors(cells):
    found = []
    start = cells.getRangeAddress()
    for top, left, bottom, right in areas_of(cells.queryFormulaCells(FORMULA_ERROR)):
        for row in range(top - start.StartRow, bottom - start.StartRow + 1):
            for column in range(left - start.StartColumn, right - start.StartColumn + 1):
                found.append([row, column, cells.getCellByPosition(column, row).getError()])
    return found


def plain(value):
    if isinstance(value, dict):
        return value.get("date", EMPTY)
    return EMPTY if value is None or isinstance(value, bool) else value


def plain_as_it_is(value):
    return not isinstance(value, (dict, bool))


def put(document, cell, value):
    """One value that Excel would understand as if it were typed; a text cell takes everything as text."""
    if isinstance(value, bool):
        cell.setValue(1 if value else 0)
        cell.NumberFormat = document.NumberFormats.getStandardFormat(LOGICAL, document.CharLocale)
    elif document.NumberFormats.getByKey(cell.NumberFormat).Type & TEXT:
        cell.setString(value["text"])
    elif "formula" in value:
        cell.setFormula(value["formula"])
    else:
        cell.FormulaLocal = value["text"]


def forget_logical(document, cells):
    """Excel has no boolean format: what a boolean left behind goes before other values come."""
    for top, left, bottom, right in formats(document, cells)["logical"]:
        sheet = cells.getSpreadsheet()
        sheet.getCellRangeByPosition(left, top, right, bottom).NumberFormat = 0


def show_as_dates(document, cells, positions):
    """A date put into a cell of format General brings its own format, as in Excel."""
    general = {0, document.NumberFormats.getStandardFormat(16, document.CharLocale)}
    bare = [p for p in positions if cells.getCellByPosition(p[1], p[0]).NumberFormat in general]
    if not bare:
        return
    key = number_format(document, "yyyy/m/d")
    for column, first, last in runs(bare):
        cells.getCellRangeByPosition(column, first, column, last).NumberFormat = key


def number_format(document, text):
    """The key of a number format written as in an English Excel."""
    locale = uno.createUnoStruct("com.sun.star.lang.Locale")
    locale.Language, locale.Country = "en", "US"
    key = document.NumberFormats.queryKey(text, locale, False)
    return document.NumberFormats.addNew(text, locale) if key < 0 else key
