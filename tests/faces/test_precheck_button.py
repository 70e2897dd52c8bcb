"""納品前チェック on an open workbook: which folder is looked through, against what, and where the result lies."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pmo_xl.faces.button_verbs import traces
from pmo_xl.faces.buttons import run
from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.setting import Setting
from tests.excel_stand_in.excel import LiveExcel
from tests.excel_stand_in.fixtures import LIVE
from tests.support.plain_book import plain_book

pytestmark = LIVE
D = date(2026, 11, 30)
MADE = "納品前点検_納品_2026-11-30.xlsx"


class Ledger:
    """An open ledger with a folder 納品 beside it, whose paper still says 要確認."""

    def __init__(self, excel: LiveExcel, folder: Path, told: str) -> None:
        import xlwings

        self.excel, self.papers = excel, folder / "納品"
        self.papers.mkdir(parents=True)
        (self.papers / "基本設計書.txt").write_text("桁数は要確認。", encoding="utf-8")
        rows: dict[Any, Any] = {
            Setting: [Setting(key="案件名", value="会員基盤刷新"), Setting(key="納品フォルダ", value=told)],
            Deliverable: [Deliverable(id="DOC-009", title="移行計画書", is_deliverable=True)],
        }
        self.book = excel.open(plain_book(folder / "会員基盤刷新.xlsx", rows))
        xlwings.Book.set_mock_caller(self.book)

    def press(self, *answers: str, picked: Path | None = None) -> str:
        """Press the button; what its boxes say."""
        self.excel.answers[:] = answers
        self.excel.picked[:] = [[picked]] if picked else []
        run("precheck")
        return "\n".join(alert.prompt for alert in self.excel.alerts)


@pytest.fixture
def ledger(live_excel, tmp_path, monkeypatch):
    monkeypatch.setattr(traces.tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr("pmo_xl.operations.today.today_in_japan", lambda: D)
    monkeypatch.setattr("pmo_xl.operations.precheck.today_in_japan", lambda: D)
    return lambda told="": Ledger(live_excel, tmp_path / "案件", told)


def test_the_folder_of_the_setting_is_judged_against_the_open_ledger_and_left_as_it_is(ledger):
    pressed = ledger("納品")
    before = hashlib.sha256((pressed.papers / "基本設計書.txt").read_bytes()).hexdigest()
    told = pressed.press()
    assert told.startswith("判定 × 不合格")
    assert "PRE001 エラー" in told and "「要確認」が残っています" in told
    assert "PRE034 エラー" in told and "移行計画書" in told  # what 成果物一覧 of the open book promises
    made = pressed.papers.parent / MADE
    assert f"{made} に書いて開きました。" in told
    assert [each.name for each in pressed.papers.iterdir()] == ["基本設計書.txt"]
    assert hashlib.sha256((pressed.papers / "基本設計書.txt").read_bytes()).hexdigest() == before
    written = [str(cell.value) for row in openpyxl.load_workbook(made)["指摘"].iter_rows() for cell in row]
    assert "PRE001" in written and "PRE034" in written
    pressed.book.activate()
    pressed.press()
    assert made.with_stem(made.stem + "(2)").exists()


def test_without_the_setting_the_folder_is_picked_and_nothing_picked_makes_nothing(ledger):
    pressed = ledger()
    assert pressed.press() == ""
    assert not list(pressed.papers.parent.glob("納品前点検*"))
    assert "不合格" in pressed.press(picked=pressed.papers)
    assert (pressed.papers.parent / MADE).exists()


def test_a_folder_outside_of_the_ledgers_is_looked_into_only_after_a_yes(ledger, tmp_path):
    outside = tmp_path / "別の場所" / "納品"
    outside.mkdir(parents=True)
    (outside / "手順書.txt").write_text("手順を書く。", encoding="utf-8")
    pressed = ledger("../別の場所/納品")
    told = pressed.press("no")
    assert "台帳のフォルダの外にあります" in told and "判定" not in told
    assert not (outside.parent / MADE).exists()
    assert "判定" in pressed.press("yes")
    assert (outside.parent / MADE).exists()


@pytest.mark.parametrize(
    ("told", "sentence"), [("納品2", "というフォルダがありません"), ("/", "ドライブの全体です")]
)
def test_what_is_no_folder_of_papers_is_refused_with_a_sentence(ledger, told, sentence):
    assert sentence in ledger(told).press("yes")
