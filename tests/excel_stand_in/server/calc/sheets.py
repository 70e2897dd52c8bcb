"""Sheets of an open workbook; the client holds a sheet by number, so it stays itself when renamed or moved."""

from calc.areas import area_of
from calc.refusals import Refused


class Sheets:
    """Numbers of sheets that a client has met, with the sheet itself."""

    def __init__(self, books):
        self.books = books
        self._known, self._last = {}, 0

    def sheet(self, number):
        """The sheet, which must still be there."""
        book, found = self._known.get(number, (None, None))
        if found is None:
            raise Refused("gone", "sheet")
        self.books.document(book)
        if place_of(found) is None:
            raise Refused("gone", "sheet")
        return found

    def document(self, number):
        self.sheet(number)
        return self.books.document(self._known[number][0])

    def names(self, book):
        return list(self.books.document(book).Sheets.ElementNames)

    def find(self, book, name):
        """The number of the sheet of this name (capitals aside, as in Excel)."""
        document = self.books.document(book)
        for found in document.Sheets.ElementNames:
            if found.lower() == name.lower():
                return self._number(book, document.Sheets.getByName(found))
        raise Refused("missing", name)

    def active(self, book):
        return self._number(book, self.books.document(book).getCurrentController().getActiveSheet())

    def add(self, book, name, before):
        """A new sheet before the one at this place (0 = the first)."""
        sheets = self.books.document(book).Sheets
        if name is None:
            name = next(f"Sheet{n}" for n in range(1, 10000) if not sheets.hasByName(f"Sheet{n}"))
        sheets.insertNewByName(name, before)
        return self._number(book, sheets.getByName(name))

    def facts(self, number):
        sheet = self.sheet(number)
        return {
            "name": sheet.Name,
            "index": sheet.getRangeAddress().Sheet + 1,
            "is_visible": sheet.IsVisible,
            "is_protected": sheet.isProtected(),
        }

    def rename(self, number, name):
        names = self.document(number).Sheets.ElementNames
        sheet = self.sheet(number)
        if any(other.lower() == name.lower() for other in names if other != sheet.Name):
            raise Refused("name_taken", name)
        sheet.Name = name

    def delete(self, number):
        sheets, sheet = self.document(number).Sheets, self.sheet(number)
        if sum(sheets.getByName(name).IsVisible for name in sheets.ElementNames) == 1 and sheet.IsVisible:
            raise Refused("last_sheet", sheet.Name)
        sheets.removeByName(sheet.Name)
        del self._known[number]  # LibreOffice's object would mean the sheet that moved into its place

    def move(self, number, before):
        self.document(number).Sheets.moveByName(self.sheet(number).Name, before)

    def copy(self, number, name, before):
        self.document(number).Sheets.copyByName(self.sheet(number).Name, name, before)

    def show(self, number, is_visible):
        self.sheet(number).IsVisible = is_visible

    def activate(self, number):
        sheet = self.sheet(number)
        if not sheet.IsVisible:
            raise Refused("hidden", sheet.Name)
        self.document(number).getCurrentController().setActiveSheet(sheet)
        self.books.active = self._known[number][0]

    def protect(self, number, password, is_protected):
        sheet = self.sheet(number)
        (sheet.protect if is_protected else sheet.unprotect)(password)

    def used(self, number):
        cursor = self.sheet(number).createCursor()
        cursor.gotoStartOfUsedArea(False)
        cursor.gotoEndOfUsedArea(True)
        return area_of(cursor.getRangeAddress())

    def _number(self, book, sheet):
        """Two objects of LibreOffice mean the same sheet when they stand at the same place of the book."""
        place = sheet.getRangeAddress().Sheet
        for number, (its_book, known) in self._known.items():
            if its_book == book and place_of(known) == place:
                return number
        self._last += 1
        self._known[self._last] = (book, sheet)
        return self._last


def place_of(sheet):
    """Where the sheet stands (from 0); None: it was deleted, or its book closed."""
    try:
        return sheet.getRangeAddress().Sheet if sheet.Name else None
    except Exception:  # a deleted sheet answers with one error or another
        return None
