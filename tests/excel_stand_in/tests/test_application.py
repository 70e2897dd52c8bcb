"""Alerts, status bar, states and the selection are kept for the tests."""

from __future__ import annotations

import pytest

from tests.excel_stand_in.com import ComError
from tests.excel_stand_in.excel import Alert, LiveExcel
from tests.excel_stand_in.fixtures import LIVE

pytestmark = LIVE


def test_alerts_are_kept_and_answered(live_excel: LiveExcel) -> None:
    import xlwings as xw

    app = xw.Book().app
    assert app.alert("終わりました。", "pmo_xl", mode="info") == "ok"
    assert app.alert("続けますか。", buttons="yes_no") == "yes"
    live_excel.answers.append("no")
    assert app.alert("続けますか。", buttons="yes_no") == "no"
    assert live_excel.alerts[0] == Alert("終わりました。", "pmo_xl", "ok", "info")
    assert len(live_excel.alerts) == 3


def test_something_may_happen_while_an_alert_is_open(live_excel: LiveExcel) -> None:
    import xlwings as xw

    book = xw.Book()
    live_excel.at_alert = lambda alert: live_excel.close_book(book)
    book.app.alert("終わりました。")
    assert len(xw.books) == 0


def test_the_status_bar_is_remembered_and_given_back(live_excel: LiveExcel) -> None:
    import xlwings as xw

    app = xw.Book().app
    assert app.status_bar is False
    app.status_bar = "読んでいます"
    app.status_bar = "書いています"
    app.status_bar = False
    assert live_excel.status_texts == ["読んでいます", "書いています"]
    assert live_excel.state.status_bar is False


def test_states_are_changed_and_restored(live_excel: LiveExcel) -> None:
    import xlwings as xw

    app = xw.Book().app
    with app.properties(screen_updating=False, calculation="manual"):
        assert (app.screen_updating, app.calculation) == (False, "manual")
    assert (app.screen_updating, app.calculation) == (True, "automatic")
    assert live_excel.state_changes == [
        ("screen_updating", False), ("calculation", "manual"), ("screen_updating", True), ("calculation", "automatic"),
    ]  # fmt: skip
    with pytest.raises(KeyError):
        app.calculation = "ときどき"


def test_cells_are_selected_on_the_active_sheet_only(live_excel: LiveExcel) -> None:
    import xlwings as xw

    book = xw.Book()
    first, second = book.sheets[0], book.sheets.add("次", after=book.sheets[0])
    second["B2:C3"].select()
    assert book.selection == second["B2:C3"]
    with pytest.raises(ComError, match="Select"):
        first["A1"].select()
    first.activate()
    first["D4"].select()
    assert book.app.selection == first["D4"]
    second.visible = False
    with pytest.raises(ComError, match="Activate"):
        second.activate()


def test_excel_refuses_every_question_while_a_user_types(live_excel: LiveExcel) -> None:
    import xlwings as xw

    book = xw.Book()
    live_excel.is_busy = True
    for ask in (lambda: book.name, lambda: book.app.status_bar, lambda: book.sheets[0]["A1"].value):
        with pytest.raises(ComError, match="拒否") as refused:
            ask()
        assert refused.value.hresult == -2147418111
    live_excel.is_busy = False
    assert book.app.api.Ready


def test_each_test_begins_with_nothing_open(live_excel: LiveExcel) -> None:
    import xlwings as xw

    assert len(xw.books) == 0
    assert (live_excel.alerts, live_excel.calls.made, live_excel.status_texts) == ([], [], [])


def test_work_in_a_book_loads_nothing_of_xlwings_pro(live_excel: LiveExcel) -> None:
    """Another test of this process may have loaded some of it, as xlwings.utils does."""
    import sys

    import xlwings as xw

    before = set(sys.modules)
    xw.Book().sheets[0]["A1"].value = 1
    assert not [name for name in sys.modules.keys() - before if name.startswith("xlwings.pro")]
