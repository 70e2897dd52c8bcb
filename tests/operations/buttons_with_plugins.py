"""Run in the environment of test_plugins_installed.py: the buttons of a book open in the stand-in for Excel."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pmo_xl.faces.button_verbs import traces
from pmo_xl.faces.buttons import run
from pmo_xl.operations.live import open_live
from tests.operations.test_plugins_installed import write_book


def test_check_writes_what_their_rules_find_and_says_what_is_broken(
    live_excel: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import xlwings

    monkeypatch.setattr(traces.tempfile, "gettempdir", lambda: str(tmp_path))
    (tmp_path / "案件").mkdir()
    book = live_excel.open(write_book(tmp_path / "案件" / "台帳.xlsx"))
    xlwings.Book.set_mock_caller(book)
    book.activate()
    run("check")
    found = {row.rule for row in open_live(book).recorded_findings}
    assert {"KAI001", "OWN001"} <= found
    assert "kowareta 0.1(kowareta) を使えません" in live_excel.alerts[-1].prompt
