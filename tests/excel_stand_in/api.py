"""The few COM properties that xlwings itself does not offer, by their names in Excel (`book.api.Saved` …)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.excel_stand_in.com import ComError

if TYPE_CHECKING:
    from tests.excel_stand_in.books import Book
    from tests.excel_stand_in.cells import Range
    from tests.excel_stand_in.engine import App
    from tests.excel_stand_in.sheets import Sheet


class ApplicationApi:
    """Excel.Application."""

    def __init__(self, app: App) -> None:
        self._app = app

    @property
    def Ready(self) -> bool:  # noqa: N802 - Excel's name
        """No cell is being edited."""
        return not self._app.excel.is_busy

    def InputBox(self, Prompt: str, Title: str, Default: str) -> str | bool:  # noqa: N802, N803 - Excel's names
        """A line to type in; False for キャンセル."""
        return self._app.excel.type(Prompt, Default)

    def FileDialog(self, fileDialogType: int) -> FileDialogApi:  # noqa: N802, N803 - Excel's names
        """The dialog to pick files (3) or a folder (4)."""
        return FileDialogApi(self._app, fileDialogType)

    @property
    def AutoCorrect(self) -> AutoCorrectApi:  # noqa: N802 - Excel's name
        """What Excel does by itself while one types."""
        return AutoCorrectApi(self._app)


class FileDialogApi:
    """Office.FileDialog: Show gives -1 after OK, 0 after キャンセル."""

    def __init__(self, app: App, kind: int) -> None:
        self._app, self.kind = app, kind
        self.Title, self.AllowMultiSelect = "", True
        self.Filters, self.SelectedItems = FilterList(), ItemList()

    def Show(self) -> int:  # noqa: N802 - Excel's name
        """Let the user pick."""
        self.SelectedItems.paths[:] = self._app.excel.pick(self.Title)
        return -1 if self.SelectedItems.paths else 0


class FilterList:
    """Office.FileDialogFilters."""

    def __init__(self) -> None:
        self.texts: list[str] = ["*.*"]

    def Clear(self) -> None:  # noqa: N802 - Excel's name
        """Take all away."""
        self.texts.clear()

    def Add(self, Description: str, Extensions: str) -> None:  # noqa: N802, N803 - Excel's names
        """Show files with these endings."""
        if not Description or not all(each.startswith("*.") for each in Extensions.split(";")):
            raise ComError("bad_address")
        self.texts.append(Extensions)


class ItemList:
    """Office.FileDialogSelectedItems, counted from 1."""

    def __init__(self) -> None:
        self.paths: list[str] = []

    @property
    def Count(self) -> int:  # noqa: N802 - Excel's name
        """How many were picked."""
        return len(self.paths)

    def Item(self, Index: int) -> str:  # noqa: N802, N803 - Excel's names
        """The path of one."""
        return self.paths[Index - 1]


class AutoCorrectApi:
    """Excel.AutoCorrect."""

    def __init__(self, app: App) -> None:
        self._app = app

    @property
    def AutoFillFormulasInLists(self) -> bool:  # noqa: N802 - Excel's name
        """A formula typed into a table's column fills the column."""
        return self._app.excel.state.fills_columns

    @AutoFillFormulasInLists.setter
    def AutoFillFormulasInLists(self, value: bool) -> None:  # noqa: N802 - Excel's name
        self._app.excel.set("fills_columns", value)


class WorkbookApi:
    """Excel.Workbook."""

    def __init__(self, book: Book) -> None:
        self._book = book

    @property
    def Saved(self) -> bool:  # noqa: N802 - Excel's name
        """Nothing changed since the last save."""
        return bool(self._book.facts["is_saved"])

    @Saved.setter
    def Saved(self, value: bool) -> None:  # noqa: N802 - Excel's name
        self._book.excel.ask("books.mark_saved", self._book.number, bool(value))

    @property
    def ReadOnly(self) -> bool:  # noqa: N802 - Excel's name
        """Opened for reading only."""
        return bool(self._book.facts["is_read_only"])

    def SaveCopyAs(self, Filename: str) -> None:  # noqa: N802, N803 - Excel's names
        """Store a copy elsewhere."""
        self._book.excel.calls.note("write", "save_copy")
        self._book.excel.ask("books.save_copy", self._book.number, Filename)

    @property
    def Date1904(self) -> bool:  # noqa: N802 - Excel's name
        """Dates are counted from 1904."""
        return bool(self._book.facts["null_date"][0] == 1904)


class WorksheetApi:
    """Excel.Worksheet."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    @property
    def ProtectContents(self) -> bool:  # noqa: N802 - Excel's name
        """Locked cells cannot be changed."""
        return bool(self._sheet.facts["is_protected"])

    def Protect(self, Password: str = "") -> None:  # noqa: N802, N803 - Excel's names
        """Protect the sheet."""
        self._sheet.change("protect", Password, True)

    def Unprotect(self, Password: str = "") -> None:  # noqa: N802, N803 - Excel's names
        """Lift the protection."""
        self._sheet.change("protect", Password, False)


class RangeApi:
    """Excel.Range."""

    def __init__(self, cells: Range) -> None:
        self._cells = cells

    @property
    def Font(self) -> FontApi:  # noqa: N802 - Excel's name
        """The letters."""
        return FontApi(self._cells)

    @property
    def EntireRow(self) -> EntireRowApi:  # noqa: N802 - Excel's name
        """The whole rows of the cells."""
        return EntireRowApi(self._cells)

    def ClearHyperlinks(self) -> None:  # noqa: N802 - Excel's name
        """Take the links away, leave the texts."""
        self._cells.note("write", "clear_hyperlinks")
        self._cells.excel.ask("cells.unlink", self._cells.sheet.number, self._cells.area)

    @property
    def HasFormula(self) -> bool | None:  # noqa: N802 - Excel's name
        """Whether every cell holds a formula; None: some do."""
        shown = self._cells.formula
        cells = [shown] if isinstance(shown, str) else [cell for row in shown for cell in row]
        states = {cell.startswith("=") for cell in cells}
        return None if len(states) > 1 else states.pop()


class FontApi:
    """Excel.Font."""

    def __init__(self, cells: Range) -> None:
        self._cells = cells

    @property
    def Strikethrough(self) -> bool | None:  # noqa: N802 - Excel's name
        """Whether the text is in strikethrough; None: some is."""
        is_strikethrough: bool | None = self._cells.fact("is_strikethrough")
        return is_strikethrough

    @Strikethrough.setter
    def Strikethrough(self, value: bool) -> None:  # noqa: N802 - Excel's name
        self._cells.change("is_strikethrough", bool(value))


class EntireRowApi:
    """Excel.Range of whole rows."""

    def __init__(self, cells: Range) -> None:
        self._cells = cells

    @property
    def Hidden(self) -> bool | None:  # noqa: N802 - Excel's name
        """Whether the rows are hidden; None: some are."""
        return self._cells.row_hidden
