"""Excel at rest while a program writes: no redrawing, no calculation after each cell, no macros of the book's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Final

from pmo_xl.workbook.open_book.excel import asked

if TYPE_CHECKING:
    import xlwings

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
