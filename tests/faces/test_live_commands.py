"""Commands on a workbook that is open in the Excel of this computer: read as it stands there, written with --live."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from pmo_xl.faces.cli import main
from tests.excel_stand_in.fixtures import LIVE
from tests.support.master import opened, small_book
from tests.support.small_project import D

DAY = ["--as-of", D.isoformat()]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return small_book(tmp_path)


@pytest.fixture
def book(live_excel: Any, path: Path) -> Any:
    """The workbook open in Excel, ISS-001 no longer late there, not saved, and locked as Excel locks it."""
    book = live_excel.open(path)
    book.sheets["課題管理表"]["K4"].value = datetime.fromisoformat("2027-03-31")
    path.with_name(f".~lock.{path.name}#").write_text("鈴木,,PC,2026;", encoding="utf-8")
    return book


def run(*words: object) -> int:
    return main([*map(str, words), *DAY])


@pytest.mark.usefixtures("book")
class TestOpenInThisExcel:
    """One opening for several commands: LibreOffice takes its time."""

    pytestmark = LIVE

    def test_check_overdue_and_budget_read_what_is_on_the_screen(self, path, capsys):
        for command, key in (("check", "findings"), ("overdue", "items"), ("budget", "budgets")):
            assert run(command, path, "--format", "json") in (0, 1)
            out = capsys.readouterr()
            assert "保存していない入力も含めて" in out.err
            found = json.loads(out.out)["workbooks"][0][key]
            assert found and "ISS-001" not in [
                item.get("row_id") for item in found if item.get("rule") in (None, "ISS001")
            ]

    def test_writing_commands_say_that_the_book_is_open_and_what_to_do(self, path, capsys):
        for words in (("record", path), ("fix", path, "--apply"), ("baseline", path, "--apply")):
            assert run(*words) == 2
            assert "このPCのExcelで開いているため" in capsys.readouterr().err
        assert not opened(path).recorded_findings

    def test_with_live_the_findings_go_into_the_open_book_and_not_into_its_file(self, path, book, capsys):
        assert run("record", path, "--live") == 0
        assert "まだ保存していません" in capsys.readouterr().err
        assert book.sheets["チェック結果"]["A4"].value
        assert not opened(path).recorded_findings


def test_live_without_an_open_book_is_one_sentence(path, capsys):
    assert run("record", path, "--live") == 2
    assert "このPCのExcelで開かれていません" in capsys.readouterr().err


def test_a_workbook_locked_by_somebody_else_is_read_from_its_file(path, capsys):
    path.with_name(f".~lock.{path.name}#").write_text("鈴木,,PC,2026;", encoding="utf-8")
    assert run("overdue", path, "--format", "json") == 0
    out = capsys.readouterr()
    assert "ISS-001" in out.out and "保存していない" not in out.err
