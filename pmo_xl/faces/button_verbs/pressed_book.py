"""PressedBook: the workbook whose button was pressed, and everything that a button says or shows in its Excel."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pmo_xl.errors import RefusedEdit
from pmo_xl.faces.button_verbs.boxes import in_words_of_buttons
from pmo_xl.workbook.vba.buttons import NOT_IN_A_NAME

if TYPE_CHECKING:
    import xlwings

    from pmo_xl.faces.button_verbs.traces import Traces
    from pmo_xl.operations.book import Book
    from pmo_xl.operations.output_place import OutputPlace

TITLE = "pmo_xl"
_LONGEST_STATUS = 200
_FILE_PICKER, _FOLDER_PICKER, _PICKED = 3, 4, -1
"""msoFileDialogFilePicker, msoFileDialogFolderPicker, and what Show gives after OK."""
_SHOWN = (True, -1)  # Excel says -1, 0 or 2 (very hidden); others True or False


@dataclass(frozen=True)
class PressedBook:
    """One open workbook and the Excel around it. Nothing here decides anything."""

    excel: xlwings.Book
    app: xlwings.App  # kept from the beginning: it can still speak when the workbook was closed

    @property
    def name(self) -> str:
        """The workbook's file name."""
        return str(self.excel.name)

    @property
    def is_closed(self) -> bool:
        """Whether the workbook does not answer any more."""
        try:
            return not self.name
        except Exception:  # whatever COM or UNO raises
            return True

    @cached_property
    def full_name(self) -> str:
        """Its path, or its address when it lies in the cloud."""
        return str(self.excel.fullname)

    @cached_property
    def outputs(self) -> OutputPlace:
        """Where files that are made from it go."""
        from pmo_xl.operations.output_place import output_place

        return output_place(self.full_name)

    def refuse_odd_name(self) -> None:
        """Raise RefusedEdit for a workbook with a name or a folder that the way from Excel to Python does not survive."""
        refuse_name(self.name if "://" in self.full_name else self.full_name)

    @cached_property
    def traces(self) -> Traces:
        """Its lock, and where the user was taken last."""
        from pmo_xl.faces.button_verbs.traces import traces_of

        return traces_of(self.full_name)

    def read(self, doing: str, *, as_of: date | None = None) -> Book:
        """The workbook as it stands on the screen, unsaved changes included. doing: what the status bar says."""
        from pmo_xl.operations.live import open_live

        self.say(doing)
        return open_live(self.excel, as_of=as_of, on_sheet=lambda tab: self.say(f"{doing} {tab}"))

    def books(self, doing: str) -> list[Book]:
        """The one workbook, as it stands on the screen."""
        return [self.read(doing)]

    def say(self, text: str | None) -> None:
        """Show a text in the status bar; None gives the bar back to Excel."""
        self.app.status_bar = False if text is None else text[:_LONGEST_STATUS]

    def tell(self, text: str) -> None:
        """A box that is read and closed."""
        self.app.alert(in_words_of_buttons(text), TITLE, "ok", "info")

    def warn(self, text: str) -> None:
        """A box that says what could not be done."""
        self.app.alert(in_words_of_buttons(text), TITLE, "ok", "critical")

    def ask(self, text: str) -> bool:
        """A question to answer with はい or いいえ."""
        return self.app.alert(in_words_of_buttons(text), TITLE, "yes_no", "info") == "yes"

    def choose(self, text: str) -> Literal["yes", "no", "cancel"]:
        """A question to answer with はい, いいえ or キャンセル."""
        answers: Mapping[str | None, Literal["yes", "no"]] = {"yes": "yes", "no": "no"}
        return answers.get(
            self.app.alert(in_words_of_buttons(text), TITLE, "yes_no_cancel", "info"), "cancel"
        )

    def type_in(self, text: str, usual: str) -> str | None:
        """A question to answer in a line of text; None for キャンセル. usual: what stands there already."""
        typed = self.app.api.InputBox(text, TITLE, usual)
        return None if typed is False else str(typed)

    def pick_files(self, title: str, endings: Sequence[str]) -> list[Path]:
        """The files that the user picks; none for キャンセル. endings: those that are shown (.csv …), () = all."""
        dialog = self.app.api.FileDialog(_FILE_PICKER)
        dialog.AllowMultiSelect = True
        dialog.Filters.Clear()
        if endings:
            dialog.Filters.Add("取り込めるファイル", ";".join(f"*{each}" for each in endings))
        return self._picked(dialog, title)

    def pick_folder(self, title: str) -> Path | None:
        """The folder that the user picks; None for キャンセル."""
        return next(iter(self._picked(self.app.api.FileDialog(_FOLDER_PICKER), title)), None)

    def _picked(self, dialog: Any, title: str) -> list[Path]:  # noqa: ANN401 - Excel's own object
        dialog.Title = title
        if dialog.Show() != _PICKED:
            return []
        chosen = dialog.SelectedItems
        return [Path(str(chosen.Item(number))) for number in range(1, int(chosen.Count) + 1)]

    def open_folder(self, folder: Path) -> None:
        """Show a folder that was made, where Windows can."""
        start = getattr(os, "startfile", None)
        if start is not None:
            with suppress(OSError):
                start(folder)

    def keep(self, path: Path) -> None:
        """A Word file that was made: Excel does not show it."""

    def come_back(self) -> None:
        """Bring the workbook before what was opened on top of it."""
        self.excel.activate()

    @property
    def active_tab(self) -> str:
        """The name of the tab that is shown."""
        return str(self.excel.sheets.active.name)

    def selected_rows(self) -> range:
        """The row numbers of the selection; none when no cells are selected."""
        chosen = self.excel.selection
        return range(chosen.row, chosen.last_cell.row + 1) if chosen else range(0)

    def selected_cell(self) -> str:
        """The first selected cell (K12); "" when no cells are selected."""
        chosen = self.excel.selection
        return str(chosen[0, 0].get_address(False, False)) if chosen else ""

    def jump(self, tab: str | None, cell: str) -> bool:
        """Select a cell on a tab; False when the tab is not there, or hidden."""
        found = {sheet.name: sheet for sheet in self.excel.sheets}.get(tab or "")
        if found is None or found.visible not in _SHOWN:
            return False
        self.excel.activate()
        found.activate()
        found.range(cell).select()
        return True

    def open_file(self, path: Path) -> bool:
        """Show a workbook that was made, in the same Excel; False when Excel would not."""
        with suppress(Exception):
            self.app.books.open(str(path))
            return True
        return False


def refuse_name(name: str) -> None:
    """Raise RefusedEdit for a path with a character that breaks RunPython or Book.caller()."""
    found = "".join(character for character in NOT_IN_A_NAME if character in name)
    if found:
        raise RefusedEdit(
            f"ブックの名前かフォルダの名前に、ボタンで使えない文字({' '.join(found)})があります: {name}\n"
            "ブックを保存して閉じ、名前を変えてから開き直してください。台帳には何も書いていません。"
        )


_BOOK_ARGUMENT = "--wb="


def calling_book() -> PressedBook:
    """The calling workbook. Raises RefusedEdit for a name that xlwings cannot hand over."""
    refuse_name(handed_name(sys.argv))
    book = _caller()
    return PressedBook(book, book.app)


def handed_name(arguments: Sequence[str]) -> str:
    """The workbook's name among the arguments that xlwings.bas gives to Python; "" when there is none."""
    named = (each for each in arguments if each.startswith(_BOOK_ARGUMENT))
    return next(named, _BOOK_ARGUMENT).removeprefix(_BOOK_ARGUMENT)


def _caller() -> xlwings.Book:
    from pmo_xl.workbook.open_book.excel import load_xlwings

    book: xlwings.Book = load_xlwings().Book.caller()
    return book
