"""The fixture `live_excel`, which tests/conftest.py gives to every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pmo_xl.workbook.open_book.excel import load_xlwings
from tests.excel_stand_in.bridge import Bridge
from tests.excel_stand_in.excel import LiveExcel
from tests.support.libreoffice import SOFFICE, has_uno

LIVE = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(SOFFICE is None or not has_uno(), reason="LibreOffice か python3-uno がありません"),
]
"""Marks of a module (`pytestmark = LIVE`) whose tests use `live_excel`."""


@pytest.fixture(scope="session")
def live_office() -> Iterator[LiveExcel]:
    """The one LibreOffice of the session, known to xlwings as the active engine's application."""
    xlwings = load_xlwings()
    from tests.excel_stand_in.engine import Engine

    excel = LiveExcel(Bridge())
    before = xlwings.engines.active
    engine = xlwings.Engine(impl=Engine(excel))
    xlwings.engines.add(engine)
    engine.activate()
    yield excel
    xlwings.engines.active = before
    excel.bridge.close()


@pytest.fixture
def live_excel(live_office: LiveExcel) -> Iterator[LiveExcel]:
    """An Excel without open books, nothing counted, nothing staged, and no book that called Python."""
    import xlwings

    live_office.start_anew()
    yield live_office
    if hasattr(xlwings.Book, "_mock_caller"):
        del xlwings.Book._mock_caller
    live_office.start_anew()
