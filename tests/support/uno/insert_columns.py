"""The formulas of an open workbook after columns were inserted by LibreOffice itself (JSON).

Arguments after the file: sheet, column before which (from 1), how many; 0 inserts nothing. For each sheet the formula of
each cell by address, the areas of conditional formats with their conditions, names with what they mean, merged areas.
"""

import json
import sys

from office import open_document

SHEET, BEFORE, COUNT = sys.argv[3], int(sys.argv[4]), int(sys.argv[5])


def formulas(sheet):
    """The formulas of a sheet by row and column, from 1."""
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    area = cursor.RangeAddress
    block = sheet.getCellRangeByPosition(0, 0, area.EndColumn, area.EndRow)
    return {
        f"{row},{column}": text
        for row, line in enumerate(block.FormulaArray, 1)
        for column, text in enumerate(line, 1)
        if text.startswith("=")
    }


def conditions(sheet):
    """Each conditional format: where it lies and what it asks."""
    found = []
    formats = sheet.ConditionalFormats
    for each in formats.getConditionalFormats():
        for number in range(each.Count):
            entry = each.getByIndex(number)
            found.append([each.Range.RangeAddressesAsString, getattr(entry, "Formula1", "")])
    return sorted(found)


def main():
    with open_document() as document:
        sheets = [document.Sheets.getByIndex(number) for number in range(document.Sheets.Count)]
        if COUNT:
            next(each for each in sheets if each.Name == SHEET).Columns.insertByIndex(BEFORE - 1, COUNT)
        names = document.NamedRanges
        told = {
            "formulas": {each.Name: formulas(each) for each in sheets},
            "conditions": {each.Name: conditions(each) for each in sheets},
            "names": {name: names.getByName(name).Content for name in names.ElementNames},
        }
    print(json.dumps(told, ensure_ascii=False))


main()
