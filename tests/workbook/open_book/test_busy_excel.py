"""An Excel in which a user is typing refuses every question: that is told, and is not taken for a closed book."""

from __future__ import annotations

import pytest

from pmo_xl.errors import UnreadableWorkbook
from pmo_xl.operations.live import open_live
from tests.excel_stand_in.excel import LiveExcel
from tests.excel_stand_in.fixtures import LIVE

pytestmark = LIVE


def test_a_busy_excel_is_told_from_a_closed_book(live_excel: LiveExcel) -> None:
    import xlwings as xw

    book = xw.Book()
    live_excel.is_busy = True
    with pytest.raises(UnreadableWorkbook, match="セルの入力中"):
        open_live(book)
    live_excel.is_busy = False
    live_excel.close_book(book)
    with pytest.raises(UnreadableWorkbook, match="閉じられた"):
        open_live(book)
