"""`add-buttons` on the command line: what it says, what it leaves behind, its exit codes."""

from __future__ import annotations

import pytest
import xlsxwriter

from pmo_xl.faces.cli import main
from tests.workbook.buttons.button_books import LEDGER, drawings_of, macros_in, make_book


@pytest.fixture
def book(tmp_path):
    return make_book(tmp_path / "課題一覧.xlsx")


def test_it_says_where_the_buttons_are_and_ends_with_0(book, tmp_path, capsys):
    target = tmp_path / "ボタン付き.xlsm"
    assert main(["add-buttons", str(book), "-o", str(target)]) == 0
    told = capsys.readouterr().err
    assert str(target) in told and "元のブックはそのまま" in told
    assert "「pmo_xl ボタン」シート" in told and LEDGER in told
    assert ["PmoCheckSheet"] in map(macros_in, drawings_of(target))


def test_quiet_says_nothing(book, tmp_path, capsys):
    assert main(["add-buttons", str(book), "-o", str(tmp_path / "a.xlsm"), "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


def test_renewing_is_told_as_such(book, tmp_path, capsys):
    first, second = tmp_path / "1.xlsm", tmp_path / "2.xlsm"
    main(["add-buttons", str(book), "-o", str(first), "--quiet"])
    assert main(["add-buttons", str(first), "-o", str(second)]) == 0
    assert "マクロを新しくしました" in capsys.readouterr().err


def test_what_cannot_be_done_is_one_sentence_and_2(book, tmp_path, capsys):
    missing, other = tmp_path / "無い.xlsx", tmp_path / "結果.xlsx"
    for arguments in ([str(missing), "-o", str(tmp_path / "a.xlsm")], [str(book), "-o", str(other)]):
        assert main(["add-buttons", *arguments]) == 2
        told = capsys.readouterr().err.strip()
        assert told.count("\n") == 0 and "。" in told and "Traceback" not in told
    assert [each.name for each in tmp_path.iterdir()] == [book.name]


def test_a_button_without_room_is_named_and_3(tmp_path, capsys):
    book = tmp_path / "満杯.xlsx"
    with xlsxwriter.Workbook(str(book)) as workbook:
        sheet = workbook.add_worksheet(LEDGER)
        sheet.write_row(0, 0, ["No.", "課題内容", "担当者", "対応予定日", "ステータス"])
        sheet.merge_range(0, 5, 0, 200, "記入要領")
        sheet.write_row(1, 0, ["1", "遅い", "鈴木", "2026/4/1", "対策中"])
    assert main(["add-buttons", str(book), "-o", str(tmp_path / "a.xlsm"), "--quiet"]) == 3
    assert f"満杯.xlsx: 「{LEDGER}」には空いた場所が無く" in capsys.readouterr().err


def test_an_output_is_needed(book, capsys):
    assert main(["add-buttons", str(book)]) == 2
    assert "-o" in capsys.readouterr().err
