"""Defined names, tables (database ranges) and shapes of an open workbook."""

import uno
from office import cell_range

from calc.areas import area_of
from calc.refusals import Refused


class Names:
    """Names of the whole workbook."""

    def __init__(self, sheets):
        self.sheets = sheets

    def all(self, book):
        """Name, content in LibreOffice's writing, and the sheet and area it stands for (or None)."""
        names = self._names(book)
        return [[name, *self._what(names.getByName(name))] for name in names.ElementNames]

    def put(self, book, name, content):
        names = self._names(book)
        if names.hasByName(name):
            names.getByName(name).setContent(content)
            return
        names.addNewByName(name, content, uno.createUnoStruct("com.sun.star.table.CellAddress"), 0)

    def delete(self, book, name):
        names = self._names(book)
        if not names.hasByName(name):
            raise Refused("missing", name)
        names.removeByName(name)

    def _names(self, book):
        return self.sheets.books.document(book).NamedRanges

    def _what(self, named):
        cells = named.getReferredCells()
        if cells is None or not hasattr(cells, "getSpreadsheet"):
            return named.Content, None, None
        return named.Content, cells.getSpreadsheet().Name, area_of(cells.getRangeAddress())


class Tables:
    """Excel tables, which LibreOffice holds as database ranges."""

    def __init__(self, sheets):
        self.sheets = sheets

    def all(self, number):
        place = self.sheets.sheet(number).getRangeAddress().Sheet
        ranges = self._ranges(number)
        found = [ranges.getByName(name) for name in ranges.ElementNames if not name.startswith("__Anonymous")]
        return [self._facts(table) for table in found if table.DataArea.Sheet == place]

    def add(self, number, name, area):
        self._ranges(number).addNewByName(name, self._area(number, area))

    def resize(self, number, name, area):
        self._ranges(number).getByName(name).DataArea = self._area(number, area)

    def filter(self, number, name, column, text):
        """Show only rows whose column (from 0) holds this text; None shows all rows."""
        cells = self._ranges(number).getByName(name).getReferredCells()
        descriptor = cells.createFilterDescriptor(True)
        descriptor.ContainsHeader = True
        if text is not None:
            criteria = uno.createUnoStruct("com.sun.star.sheet.TableFilterField")
            criteria.Field, criteria.IsNumeric, criteria.StringValue = column, False, text
            criteria.Operator = uno.Enum("com.sun.star.sheet.FilterOperator", "EQUAL")
            descriptor.setFilterFields((criteria,))
        cells.filter(descriptor)

    def filter_shown(self, number, name, is_shown):
        self._ranges(number).getByName(name).AutoFilter = is_shown

    def _ranges(self, number):
        return self.sheets.document(number).DatabaseRanges

    def _area(self, number, area):
        made = cell_range()
        made.Sheet = self.sheets.sheet(number).getRangeAddress().Sheet
        made.StartRow, made.StartColumn, made.EndRow, made.EndColumn = area
        return made

    def _facts(self, table):
        return {
            "name": table.Name,
            "area": area_of(table.DataArea),
            "has_headers": table.ContainsHeader,
            "has_totals": table.TotalsRow,
            "has_filter": table.AutoFilter,
        }


class Shapes:
    """Drawn things on a sheet; a form button's caption is its text."""

    def __init__(self, sheets):
        self.sheets = sheets

    def all(self, number):
        page = self.sheets.sheet(number).DrawPage
        return [self._facts(page.getByIndex(index)) for index in range(page.Count)]

    def delete(self, number, index):
        page = self.sheets.sheet(number).DrawPage
        page.remove(page.getByIndex(index))

    def _facts(self, shape):
        control = getattr(shape, "Control", None)
        return {
            "name": control.Name if control else shape.Name,
            "text": control.Label if control and hasattr(control, "Label") else getattr(shape, "String", ""),
            "is_control": control is not None,
            "place": [shape.Position.X, shape.Position.Y, shape.Size.Width, shape.Size.Height],
        }
