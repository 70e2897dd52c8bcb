"""The schedule command: the table, the other forms, what a slip moves, and what cannot be computed."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from pmo_xl.faces.cli import main

HEADINGS = ("作業ID", "種別", "作業名", "担当", "先行作業", "予定開始", "予定終了", "実績終了")
ROWS = (
    ("WBS-001", "作業", "設計", "佐藤 花子", "", "2026/11/2", "2026/11/27", "2026/11/27"),
    ("WBS-002", "作業", "製造", "鈴木 一郎", "WBS-001", "2026/11/30", "2026/12/11", ""),
    ("WBS-003", "作業", "研修の準備", "高橋 次郎", "WBS-001", "2026/11/30", "2026/12/4", ""),
    ("WBS-004", "マイルストーン", "サービスイン", "佐藤 花子", "WBS-002、WBS-003", "2026/12/11", "2026/12/11", ""),
)  # fmt: skip


def a_book(path: Path, *rows: tuple[str, ...]) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        tab = book.add_worksheet("マスタスケジュール")
        for number, row in enumerate((HEADINGS, *(rows or ROWS))):
            tab.write_row(number, 0, row)
    return path


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return a_book(tmp_path / "会員基盤刷新.xlsx")


def run(capsys, *arguments: object) -> tuple[int, str, str]:
    code = main(["schedule", *map(str, arguments), "--as-of", "2026-11-30"])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_table_shows_forecast_float_and_the_critical_path(book, capsys):
    code, out, _ = run(capsys, book)
    assert code == 0
    assert "クリティカルパス: WBS-002 → WBS-004" in out.replace("\n", "")
    assert "予定どおり" in out
    assert "WBS-001" not in out.split("作業ID")[1]


def test_json_holds_every_activity_the_measures_and_no_slip(book, capsys):
    code, out, _ = run(capsys, book, "--format", "json")
    told = json.loads(out)
    assert code == 0
    assert (told["as_of"], told["finish_milestone"], told["slip"]) == ("2026-11-30", "WBS-004", None)
    floats = {each["id"]: each["total_float"] for each in told["activities"]}
    assert floats == {"WBS-001": None, "WBS-002": 0, "WBS-003": 5, "WBS-004": 0}
    assert {measure["point"] for measure in told["measures"]} >= {1, 2, 3, 13, 14}


def test_a_slip_says_what_moves_and_what_the_float_takes_up(book, capsys):
    code, out, _ = run(capsys, book, "--slip", "wbs-003", "7", "--format", "json")
    slip = json.loads(out)["slip"]
    assert code == 0
    assert slip["finish_days"] == 2
    assert [(move["id"], move["finish_after"]) for move in slip["moves"]] == [
        ("WBS-003", "2026-12-15"),
        ("WBS-004", "2026-12-15"),
    ]
    _, table, _ = run(capsys, book, "--slip", "WBS-003", "5")
    assert "最終マイルストーンは動きません" in table


def test_csv_and_xlsx_hold_the_same_rows(book, tmp_path, capsys):
    run(capsys, book, "-o", tmp_path / "日程.csv")
    run(capsys, book, "-o", tmp_path / "日程.xlsx")
    data = (tmp_path / "日程.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(tmp_path / "日程.xlsx")["日程"]
    cells = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert lines[0] == cells[0]
    assert (
        [line[0] for line in lines[1:]] == [row[0] for row in cells[1:]] == ["WBS-003", "WBS-002", "WBS-004"]
    )


def test_the_measures_are_a_table_of_their_own(book, capsys):
    code, out, _ = run(capsys, book, "--measures")
    assert code == 0 and "BEI" in out and "CPLI" in out


@pytest.mark.parametrize(
    ("slip", "sentence"),
    [
        (("WBS-999", "3"), "WBS-999 は日程にありません"),
        (("WBS-002", "0"), "1以上"),
        (("WBS-002", "x"), "整数ではありません"),
    ],
)
def test_a_slip_that_makes_no_sense_is_one_sentence_and_code_2(book, capsys, slip, sentence):
    code, out, err = run(capsys, book, "--slip", *slip)
    assert (code, out) == (2, "")
    assert sentence in err and "Traceback" not in err


def test_a_circle_is_told_and_the_other_workbook_is_still_done(book, tmp_path, capsys):
    circle = a_book(
        tmp_path / "循環.xlsx",
        ("WBS-001", "作業", "設計", "佐藤 花子", "WBS-002", "2026/11/2", "2026/11/27", ""),
        ("WBS-002", "作業", "製造", "鈴木 一郎", "WBS-001", "2026/11/30", "2026/12/11", ""),
    )
    code, out, err = run(capsys, book, circle)
    assert code == 3
    assert "循環.xlsx: 日程を計算できません。先行作業が循環しています" in err
    assert "会員基盤刷新.xlsx" in out
    assert run(capsys, circle)[0] == 2
    assert run(capsys, circle, "--measures")[0] == 0
