"""Cell areas as four numbers from 0: top, left, bottom, right."""


def rectangle(sheet, area):
    top, left, bottom, right = area
    return sheet.getCellRangeByPosition(left, top, right, bottom)


def area_of(address):
    """The area of a CellRangeAddress."""
    return [address.StartRow, address.StartColumn, address.EndRow, address.EndColumn]


def areas_of(ranges):
    """The areas of a SheetCellRanges."""
    return [area_of(address) for address in ranges.RangeAddresses]


def runs(positions):
    """Vertical runs (column, first row, last row) of the cells."""
    found = []
    for column, row in sorted((column, row) for row, column in positions):
        if found and found[-1][0] == column and found[-1][2] == row - 1:
            found[-1][2] = row
        else:
            found.append([column, row, row])
    return found
