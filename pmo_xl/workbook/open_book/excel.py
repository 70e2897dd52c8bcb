"""xlwings, and what only Excel itself can tell of a book: asked for, and None where it cannot be told.

Only the BSD part of xlwings is used. Importing it would load some of its `pro` folder, which has another
licence, to see whether there is a key; that is kept out.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from pmo_xl.errors import PmoXlError, UnreadableWorkbook
from pmo_xl.installation import this_installation

if TYPE_CHECKING:
    import xlwings

T = TypeVar("T")

_PRO: Final = "xlwings.pro"
_TRIES: Final = 300
_NO_XLWINGS: Final = (
    "xlwings が入っていないため、Excelで開いているブックは扱えません。"
    "Excelで閉じてからやり直してください。開いたまま扱うには、{}"
)
_CLOSED: Final = "{}: ブックがExcelで閉じられたため、続けられません。開き直してからやり直してください。"
_REFUSED: Final = (-2147418111, -2147417846)
"""COM's numbers for an Excel that hears nobody: RPC_E_CALL_REJECTED, RPC_E_SERVERCALL_RETRYLATER."""
_BUSY: Final = (
    "{}: Excelが応答しません({})。セルの入力中か、ダイアログが開いていないかを確かめて、やり直してください。"
)


def load_xlwings() -> Any:  # noqa: ANN401 - a module
    """The module xlwings, loaded without its `pro` folder. Raises UnreadableWorkbook where it is missing."""
    is_held_back = "xlwings" not in sys.modules and _PRO not in sys.modules
    if is_held_back:
        sys.modules[_PRO] = None  # type: ignore[assignment]  # Python's own way to say: cannot be imported
    try:
        module = importlib.import_module("xlwings")
    except ImportError as error:
        raise UnreadableWorkbook(_NO_XLWINGS.format(this_installation().complete("xlwings"))) from error
    finally:
        if is_held_back:
            del sys.modules[_PRO]
    _let_calls_end(sys.modules.get("xlwings._xlwindows"))
    return module


def _let_calls_end(windows: Any) -> None:  # noqa: ANN401 - a module
    """Let a call to an Excel that waits for its user fail after a while; xlwings would try for ever."""
    if windows is not None and not getattr(windows, "N_COM_ATTEMPTS", _TRIES):
        windows.N_COM_ATTEMPTS = _TRIES


def find_open(path: Path) -> xlwings.Book | None:
    """The book that has this file open in an Excel of this computer; None where none has, or nothing can tell."""
    try:
        module = load_xlwings()
    except UnreadableWorkbook:
        return None
    books = asked(lambda: [book for app in module.apps for book in app.books]) or []
    return next((book for book in books if asked(partial(_is_of, book, path))), None)


def _is_of(book: xlwings.Book, path: Path) -> bool:
    open_path = Path(book.fullname)
    return open_path.exists() and open_path.samefile(path)


def asked(question: Callable[[], T]) -> T | None:
    """The answer; None where this Excel (or another program in its place) does not know the question."""
    try:
        return question()
    except Exception:  # whatever COM, AppleScript or UNO raises
        return None


@contextmanager
def told_plainly(book: xlwings.Book, name: str, kind: type[PmoXlError]) -> Iterator[None]:
    """Turn what Excel raises into one sentence: the book was closed meanwhile, or Excel does not answer."""
    try:
        yield
    except PmoXlError:
        raise
    except Exception as error:  # as in `asked`
        if getattr(error, "hresult", None) not in _REFUSED and asked(lambda: book.name) is None:
            raise kind(_CLOSED.format(name)) from error
        raise kind(_BUSY.format(name, type(error).__name__)) from error


def path_of(book: xlwings.Book) -> Path | None:
    """The book's file on a disk; None for a book that was never saved, or whose place is an address of the web."""
    name = asked(lambda: book.fullname)
    if not name or "://" in name:
        return None
    path = Path(name)
    return path if path.is_absolute() and path.exists() else None


def is_1904(book: xlwings.Book) -> bool:
    """Whether dates count from 1904."""
    return bool(asked(lambda: book.api.Date1904))


def is_read_only(book: xlwings.Book) -> bool:
    """Whether the book was opened for reading only."""
    return bool(asked(lambda: book.api.ReadOnly))


def is_protected(sheet: xlwings.Sheet) -> bool:
    """Whether the cells of a sheet are protected."""
    return bool(asked(lambda: sheet.api.ProtectContents))


def are_rows_hidden(cells: xlwings.Range) -> bool | None:
    """Whether the rows of a range are hidden; None where some are."""
    if cells.sheet.book.app.engine.name == "excel":  # one call, where xlwings asks row by row
        return _as_flag(cells.api.EntireRow.Hidden)
    return _as_flag(cells.rows.hidden)


def are_strikethrough(cells: xlwings.Range) -> bool | None:
    """Whether a range's text is in strikethrough; None where some is. Raises where the program cannot say."""
    return _as_flag(cells.api.Font.Strikethrough)


def clear_links(cells: xlwings.Range) -> None:
    """Take the real links off a range, its looks untouched, where the program can; texts and formulas stay."""
    asked(lambda: cells.api.ClearHyperlinks())


def _as_flag(answer: Any) -> bool | None:  # noqa: ANN401 - COM gives True, -1, 0, None …
    return None if answer is None else bool(answer)


_AT_REST: Final = (("screen_updating", False), ("enable_events", False), ("calculation", "manual"))


@contextmanager
def at_rest(app: xlwings.App) -> Iterator[None]:
    """Set Excel at rest, and give it back every setting as it was, whatever happens meanwhile.

    Nothing is selected and no filter is touched: what the user sees stays where it is.
    """
    before = {name: asked(partial(getattr, app, name)) for name, _ in _AT_REST}
    fills_columns = asked(lambda: bool(app.api.AutoCorrect.AutoFillFormulasInLists))
    try:
        for name, value in _AT_REST:
            if before[name] is not None:
                setattr(app, name, value)
        if fills_columns:
            app.api.AutoCorrect.AutoFillFormulasInLists = False
        yield
    finally:
        if fills_columns:
            asked(lambda: setattr(app.api.AutoCorrect, "AutoFillFormulasInLists", True))
        for name, _ in reversed(_AT_REST):
            if before[name] is not None:
                asked(partial(setattr, app, name, before[name]))
