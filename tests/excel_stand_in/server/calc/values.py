"""Cell values as LibreOffice holds them; the client types them as Excel hands them to Python."""

import uno

from calc.areas import areas_of, rectangle, runs
from calc.refusals import Refused

FORMULA_TEXT, FORMULA_ERROR = 2, 4  # LibreOffice's FormulaResult
FORMULAS = 16  # its CellFlags.FORMULA
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
        """Everything at once, then what needs its own way: formulas, typed text, booleans, dates."""
        sheet, document = self.sheets.sheet(number), self.sheets.document(number)
        cells = rectangle(sheet, area)
        refuse_protected(sheet, cells)
        write(document, cells, rows)

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


def write(document, cells, rows):
    areas = formats(document, cells)
    for top, left, bottom, right in areas["logical"]:  # Excel has no boolean format that could stay behind
        cells.getSpreadsheet().getCellRangeByPosition(left, top, right, bottom).NumberFormat = 0
    start = cells.getRangeAddress()
    corner = start.StartRow, start.StartColumn
    texts = positions_in(areas["text"], *corner)
    texts -= texts and positions_in(areas_of(cells.queryContentCells(FORMULAS)), *corner)
    ways = {"plain": [], "formula": [], "typed": [], "logical": [], "date": []}
    for row, line in enumerate(rows):
        for column, value in enumerate(line):
            ways["plain" if (row, column) in texts else way_of(value)].append((row, column))
    blank = set(ways["typed"])  # typing over a text of the same letters would change nothing
    cells.setDataArray(
        tuple(
            tuple(EMPTY if (r, c) in blank else plain(value) for c, value in enumerate(line))
            for r, line in enumerate(rows)
        )
    )
    for column, first, last in runs(ways["formula"]):
        lines = tuple((rows[row][column]["formula"],) for row in range(first, last + 1))
        cells.getCellRangeByPosition(column, first, column, last).setFormulaArray(lines)
    for row, column in ways["typed"]:
        cells.getCellByPosition(column, row).FormulaLocal = rows[row][column]["text"]
    logical = document.NumberFormats.getStandardFormat(LOGICAL, document.CharLocale)
    for column, first, last in runs(ways["logical"]):
        cells.getCellRangeByPosition(column, first, column, last).NumberFormat = logical
    show_as_dates(document, cells, ways["date"])


def way_of(value):
    """How a value is written."""
    if isinstance(value, bool):
        return "logical"
    if isinstance(value, dict):
        return "formula" if "formula" in value else "date" if "date" in value else "typed"
    return "plain"


def plain(value):
    """What is written at once; Excel's text cells take formulas as text, too."""
    if isinstance(value, dict):
        return value.get("date", value.get("text"))
    if isinstance(value, bool):
        return 1 if value else 0
    return EMPTY if value is None else value


def positions_in(areas, top, left):
    return {
        (row - top, column - left)
        for first_row, first_column, last_row, last_column in areas
        for row in range(first_row, last_row + 1)
        for column in range(first_column, last_column + 1)
    }


def show_as_dates(document, cells, positions):
    """A date put into cells of format General brings its own format, as in Excel."""
    general = {0, document.NumberFormats.getStandardFormat(16, document.CharLocale)}
    key = number_format(document, "yyyy/m/d")
    for column, first, last in runs(positions):
        run = cells.getCellRangeByPosition(column, first, column, last)
        groups = run.getUniqueCellFormatRanges()
        for group in [groups.getByIndex(index) for index in range(groups.Count)]:
            if group.NumberFormat in general:
                group.NumberFormat = key


def formats(document, cells):
    """The areas whose number format makes a value a date, money, a boolean or text."""
    found = {"date": [], "currency": [], "logical": [], "text": []}
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
    if number_format.Type & TEXT:
        return "text"
    return "logical" if number_format.Type & LOGICAL else None


def errors(cells):
    found = []
    start = cells.getRangeAddress()
    for top, left, bottom, right in areas_of(cells.queryFormulaCells(FORMULA_ERROR)):
        for row in range(top - start.StartRow, bottom - start.StartRow + 1):
            for column in range(left - start.StartColumn, right - start.StartColumn + 1):
                found.append([row, column, cells.getCellByPosition(column, row).getError()])
    return found


def number_format(document, text):
    """The key of a number format written as in an English Excel."""
    locale = uno.createUnoStruct("com.sun.star.lang.Locale")
    locale.Language, locale.Country = "en", "US"
    key = document.NumberFormats.queryKey(text, locale, False)
    return document.NumberFormats.addNew(text, locale) if key < 0 else key
