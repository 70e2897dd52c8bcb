"""The LibreOffice that plays Excel, as the tests hold it: its alerts, its status bar, its calls, its failures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.excel_stand_in.bridge import Bridge
from tests.excel_stand_in.calls import Calls
from tests.excel_stand_in.com import ComError


@dataclass(frozen=True)
class Alert:
    """One message box that a user would have seen."""

    prompt: str
    title: str | None
    buttons: str
    mode: str | None


@dataclass
class AppState:
    """What an Excel application remembers apart from its books."""

    is_running: bool = True
    visible: bool = True
    screen_updating: bool = True
    display_alerts: bool = True
    enable_events: bool = True
    interactive: bool = True
    calculation: str = "automatic"
    status_bar: str | bool = False
    fills_columns: bool = True
    cut_copy_mode: str | bool | None = None


_RENAMING = ("sheets.rename", "sheets.delete", "books.close")
ANSWERS = {"ok": "ok", "ok_cancel": "ok", "yes_no": "yes", "yes_no_cancel": "yes"}


@dataclass
class LiveExcel:
    """One session: `open` a book, press what is to be tested, then look at alerts, states, calls."""

    bridge: Bridge
    calls: Calls = field(default_factory=Calls)
    state: AppState = field(default_factory=AppState)
    alerts: list[Alert] = field(default_factory=list)
    status_texts: list[str] = field(default_factory=list)
    state_changes: list[tuple[str, Any]] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    typed: list[str | None] = field(default_factory=list)
    picked: list[list[Path]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    is_busy: bool = False
    sheet_names: dict[int, str] = field(default_factory=dict)
    null_dates: dict[int, dt.datetime] = field(default_factory=dict)
    passes_over_hidden: bool = False
    at_alert: Callable[[Alert], None] | None = None

    def ask(self, do: str, *arguments: Any) -> Any:
        """Ask LibreOffice, uncounted."""
        self.refuse_if_busy()
        if do in _RENAMING:
            self.sheet_names.clear()
        return self.bridge.ask(do, *arguments)

    def sheet_name(self, sheet: int) -> str:
        """The name of a sheet, asked once until some sheet or book changes its name or goes."""
        self.refuse_if_busy()
        if sheet not in self.sheet_names:
            self.sheet_names[sheet] = self.ask("sheets.facts", sheet)["name"]
        return self.sheet_names[sheet]

    def null_date(self, book: int) -> dt.datetime:
        """The day from which a book counts, asked once."""
        if book not in self.null_dates:
            self.null_dates[book] = null_date(self.ask("books.facts", book))
        return self.null_dates[book]

    def refuse_if_busy(self) -> None:
        """While a user types into a cell, Excel refuses every question."""
        if self.is_busy:
            raise ComError("busy")

    def open(self, path: Path) -> Any:
        """The workbook, open and in front: an xlwings.Book."""
        import xlwings

        return xlwings.engines.active.apps.active.books.open(path)

    def set(self, name: str, value: Any) -> None:
        """Change one state of the application and remember that it was changed."""
        self.state_changes.append((name, value))
        setattr(self.state, name, value)
        if name == "status_bar" and value:
            self.status_texts.append(str(value))

    def alert(self, alert: Alert) -> str:
        """Keep the message and press a button: the next of `answers`, else OK or はい."""
        self.alerts.append(alert)
        if self.at_alert:
            self.at_alert(alert)
        return self.answers.pop(0) if self.answers else ANSWERS[alert.buttons]

    def type(self, prompt: str, usual: str) -> str | bool:
        """What the user types into an input box: the next of `typed` (None: キャンセル), else what stands there."""
        self.asked.append(prompt)
        typed = self.typed.pop(0) if self.typed else usual
        return False if typed is None else typed

    def pick(self, title: str) -> list[str]:
        """What the user picks in a dialog for files: the next of `picked`, else nothing (キャンセル)."""
        self.asked.append(title)
        return [str(path) for path in self.picked.pop(0)] if self.picked else []

    def start_anew(self) -> None:
        """Close every book unsaved and forget what was seen."""
        self.calls = Calls()
        self.state, self.at_alert, self.is_busy = AppState(), None, False
        self.close_books()
        self.passes_over_hidden = False
        kept = (self.typed, self.picked, self.asked)
        for seen in (self.alerts, self.status_texts, self.state_changes, self.answers, *kept):
            seen.clear()
        self.ask("books.calculate", True)

    def close_books(self) -> None:
        for book in self.ask("books.numbers"):
            self.ask("books.close", book)

    # What somebody else does meanwhile (uncounted) ---------------------------------------------------------

    def rename_sheet(self, sheet: Any, name: str) -> None:
        """A colleague or the user renames the sheet."""
        self.ask("sheets.rename", sheet.impl.number, name)

    def protect(self, sheet: Any, is_protected: bool = True) -> None:
        """The user protects the sheet, or lifts its protection."""
        self.ask("sheets.protect", sheet.impl.number, "", is_protected)

    def hide_rows(self, sheet: Any, first: int, last: int, is_hidden: bool = True) -> None:
        """The user hides rows (1-based, both included)."""
        self.ask("cells.change", sheet.impl.number, [first - 1, 0, last - 1, 0], "is_row_hidden", is_hidden)

    def filter_table(self, sheet: Any, table: str, column: int, text: str | None) -> None:
        """The user shows only the rows with this text in a column (from 1); None shows all again."""
        self.ask("tables.filter", sheet.impl.number, table, column - 1, text)

    def close_book(self, book: Any) -> None:
        """The user closes the book without saving."""
        self.ask("books.close", book.impl.number)

    def facts(self, book: Any) -> dict[str, Any]:
        """Path, is_saved, is_read_only, null_date and the active sheet of a book."""
        facts: dict[str, Any] = self.ask("books.facts", book.impl.number)
        return facts


def null_date(facts: dict[str, Any]) -> dt.datetime:
    """The day from which a book counts."""
    year, month, day = facts["null_date"]
    return dt.datetime(year, month, day, tzinfo=dt.UTC)
