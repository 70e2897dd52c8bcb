"""Open workbooks: opened, added, saved, closed; each has a number by which the client names it."""

import contextlib
from pathlib import PurePosixPath

import uno
from office import value

from calc.refusals import Refused

FILTERS = {
    ".xlsx": "Calc MS Excel 2007 XML",
    ".xlsm": "Calc MS Excel 2007 VBA XML",
    ".ods": "calc8",
}


class Books:
    """The documents of this session in the order of opening, and which of them stands in front."""

    def __init__(self, desktop):
        self.desktop = desktop
        self.open_ones, self.active, self._last = {}, None, 0

    def document(self, book):
        if book not in self.open_ones:
            raise Refused("gone", "book")
        return self.open_ones[book]

    def open(self, path, is_read_only):
        made = [value("Hidden", True), value("ReadOnly", is_read_only)]
        document = self._load(uno.systemPathToFileUrl(path), made)
        if document is None:
            raise Refused("unreadable", path)
        return self._kept(document)

    def add(self):
        return self._kept(self._load("private:factory/scalc", [value("Hidden", True)]))

    def save(self, book, path):
        """Store in place, or at a path (then that is the book's file)."""
        document = self.document(book)
        if path is None and not document.hasLocation():
            raise Refused("no_file", "book")
        target = uno.systemPathToFileUrl(path) if path else document.getURL()
        suffix = PurePosixPath(target).suffix.lower()
        if document.isReadonly() and target == document.getURL():
            raise Refused("read_only", "book")
        with refusal_of("unsaved", target):
            document.storeAsURL(target, (value("FilterName", FILTERS[suffix]),))

    def save_copy(self, book, path):
        """Store a copy; the book stays what and where it is."""
        suffix = PurePosixPath(path).suffix.lower()
        with refusal_of("unsaved", path):
            self.document(book).storeToURL(
                uno.systemPathToFileUrl(path), (value("FilterName", FILTERS[suffix]),)
            )

    def front(self):
        return self.active

    def bring_to_front(self, book):
        self.document(book)
        self.active = book

    def close(self, book):
        document = self.document(book)
        del self.open_ones[book]
        if self.active == book:
            self.active = next(reversed(self.open_ones), None)
        document.close(True)

    def numbers(self):
        return list(self.open_ones)

    def close_all(self):
        for book in self.numbers():
            self.close(book)

    def facts(self, book):
        document = self.document(book)
        null = document.NullDate
        return {
            "path": uno.fileUrlToSystemPath(document.getURL()) if document.hasLocation() else None,
            "is_saved": not document.isModified(),
            "is_read_only": document.isReadonly(),
            "null_date": [null.Year, null.Month, null.Day],
            "sheet": document.getCurrentController().getActiveSheet().Name,
        }

    def calculate(self, is_automatic):
        """Switch automatic calculation; None calculates now."""
        for document in self.open_ones.values():
            if is_automatic is None:
                document.calculateAll()
            else:
                document.calculate()  # LibreOffice puts off what nobody has looked at yet
                document.enableAutomaticCalculation(is_automatic)

    def mark_saved(self, book, is_saved):
        self.document(book).setModified(not is_saved)

    def _load(self, url, made):
        return self.desktop.loadComponentFromURL(url, "_blank", 0, tuple(made))

    def _kept(self, document):
        document.IsAdjustHeightEnabled = False  # laying out wrapped rows takes half a minute for 2,000
        self._last += 1
        self.open_ones[self._last], self.active = document, self._last
        return self._last


@contextlib.contextmanager
def refusal_of(word, about):
    """An error of LibreOffice told as a refusal."""
    try:
        yield
    except Refused:
        raise
    except Exception as error:
        raise Refused(word, f"{about}: {error}") from error
