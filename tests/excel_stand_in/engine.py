"""The xlwings engine "libreoffice": Engine, Apps and App."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xlwings import base_classes

from tests.excel_stand_in.api import ApplicationApi
from tests.excel_stand_in.books import Books
from tests.excel_stand_in.cells import Range
from tests.excel_stand_in.com import ComError
from tests.excel_stand_in.excel import Alert, LiveExcel
from tests.excel_stand_in.sheets import Sheet
from tests.excel_stand_in.values import cleaned, prepared


class Engine:
    """What `xw.Engine(impl=…)` wraps."""

    name = "libreoffice"
    type = "desktop"

    def __init__(self, excel: LiveExcel) -> None:
        self.excel = excel

    @property
    def apps(self) -> Apps:
        return Apps(self)

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:
        return prepared(value)

    @staticmethod
    def clean_value_data(data: Any, date: Any, empty: Any, number: Any, is_error_text: bool) -> list[Any]:
        return [[cleaned(value, date, empty, number, is_error_text) for value in row] for row in data]


class Apps(base_classes.Apps):
    """None or the one Excel that runs."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def keys(self) -> list[int]:
        return [app.pid for app in self]

    def add(self, spec: Any = None, add_book: Any = None, xl: Any = None, visible: Any = None) -> App:
        self.engine.excel.state.is_running = True
        app = App(self.engine)
        if add_book:
            app.books.add()
        return app

    @staticmethod
    def cleanup() -> None:
        """Nothing is left behind here."""

    def __iter__(self) -> Iterator[App]:
        if self.engine.excel.state.is_running:
            yield App(self.engine)

    def __len__(self) -> int:
        return int(self.engine.excel.state.is_running)

    def __getitem__(self, pid: int) -> App:
        for app in self:
            if app.pid == pid:
                return app
        raise KeyError(pid)


def _state(name: str) -> property:
    """A property that the session remembers."""

    def get(app: App) -> Any:
        app.excel.refuse_if_busy()
        return getattr(app.excel.state, name)

    def change(app: App, value: Any) -> None:
        app.excel.refuse_if_busy()
        app.excel.calls.note("write", name)
        app.excel.set(name, value)

    return property(get, change)


class App(base_classes.App):
    """The running Excel."""

    version = "16.0"
    path = startup_path = ""
    visible = _state("visible")
    screen_updating = _state("screen_updating")
    display_alerts = _state("display_alerts")
    enable_events = _state("enable_events")
    interactive = _state("interactive")
    cut_copy_mode = _state("cut_copy_mode")
    status_bar = _state("status_bar")

    def __init__(self, engine: Engine) -> None:
        self.engine, self.excel = engine, engine.excel

    @property
    def api(self) -> ApplicationApi:
        return ApplicationApi(self)

    @property
    def pid(self) -> int:
        return self.excel.bridge.pid

    @property
    def hwnd(self) -> int:
        return self.pid

    @property
    def books(self) -> Books:
        return Books(self)

    @property
    def selection(self) -> Range | None:
        book = self.books.front
        found = book and self.excel.ask("cells.selection", book.number)
        return Range(Sheet(book, found[0]), found[1]) if book and found else None

    @property
    def calculation(self) -> str:
        return self.excel.state.calculation

    @calculation.setter
    def calculation(self, value: str) -> None:
        if value not in ("automatic", "manual", "semiautomatic"):
            raise KeyError(value)
        self.excel.calls.note("write", "calculation")
        self.excel.ask("books.calculate", value != "manual")
        self.excel.set("calculation", value)

    def calculate(self) -> None:
        self.excel.ask("books.calculate", None)

    def activate(self, steal_focus: bool = False) -> None:
        """There is one Excel, which is in front."""

    def alert(self, prompt: Any, title: Any, buttons: Any, mode: Any, callback: Any) -> str:
        shown = Alert("" if prompt is None else str(prompt), title, buttons or "ok", mode)
        return self.excel.alert(shown)

    def run(self, macro: str, args: Any) -> Any:
        raise ComError("bad_address", macro)

    def quit(self) -> None:
        self.excel.close_books()
        self.excel.state.is_running = False

    kill = quit
