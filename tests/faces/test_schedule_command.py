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
from pmo_xl.model.task import Task
from tests.support.master import opened, small_book
from tests.support.small_project import D

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
    assert "クリティカルパス:WBS-002→WBS-004" in unwrapped(out)
    assert "予定どおり" in out
    assert "WBS-001" not in out.split("作業ID")[1]


def test_json_holds_every_activity_the_measures_and_no_slip(book, capsys):
    code, out, _ = run(capsys, book, "--format", "json")
    (told,) = json.loads(out)["workbooks"]
    assert code == 0
    assert (told["as_of"], told["finish_milestone"], told["slip"]) == ("2026-11-30", "WBS-004", None)
    floats = {each["id"]: each["total_float"] for each in told["activities"]}
    assert floats == {"WBS-001": None, "WBS-002": 0, "WBS-003": 5, "WBS-004": 0}
    assert {measure["point"] for measure in told["measures"]} >= {1, 2, 3, 13, 14}


def test_a_slip_names_whose_systems_it_reaches(tmp_path, capsys):
    path = tmp_path / "台帳.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for title, rows in {
            "マスタスケジュール": ((*HEADINGS, "システム"), (*ROWS[1][:4], "", *ROWS[1][5:], "会員基盤")),
            "システム一覧": (
                ("ID", "システム名", "区分", "目的", "主担当"),
                ("SYS-001", "会員基盤", "新規", "会員", "遠藤 拓也"),
                ("SYS-002", "帳票", "改修", "出力", "近藤 恵"),
            ),
        }.items():
            tab = book.add_worksheet(title)
            for number, row in enumerate(rows):
                tab.write_row(number, 0, row)
    _, out, _ = run(capsys, path, "--slip", "WBS-002", "3")
    assert "響くシステムの主担当:会員基盤遠藤拓也" in unwrapped(out).replace(" ", "")
    assert "近藤" not in out


def test_a_slip_says_what_moves_and_what_the_float_takes_up(book, capsys):
    code, out, _ = run(capsys, book, "--slip", "wbs-003", "7", "--format", "json")
    slip = json.loads(out)["workbooks"][0]["slip"]
    assert code == 0
    assert slip["finish_days"] == 2
    assert [(move["id"], move["finish_after"]) for move in slip["moves"]] == [
        ("WBS-003", "2026-12-15"),
        ("WBS-004", "2026-12-15"),
    ]
    _, table, _ = run(capsys, book, "--slip", "WBS-003", "5")
    assert "最終マイルストーンは動きません" in table
    _, table, _ = run(capsys, book, "--slip", "WBS-003", "7")
    assert "最終マイルストーンは2稼働日遅れます" in unwrapped(table)
    assert rows_of(table)["WBS-004"].split()[-2:] == ["2", "◆"]


def unwrapped(text: str) -> str:
    """What was said, however wide the window is."""
    return "".join(text.split())


def rows_of(table: str) -> dict[str, str]:
    """The lines of a table by the ID that they begin with."""
    lines = (line.strip() for line in table.splitlines())
    return {line.split()[0]: line for line in lines if line.startswith("WBS-")}


NO_LINKS = (
    ("WBS-001", "作業", "設計", "佐藤 花子", "", "2026/11/2", "2026/12/4", ""),
    ("WBS-002", "作業", "製造", "鈴木 一郎", "", "2026/12/7", "2026/12/18", ""),
    ("WBS-003", "作業", "日付のない作業", "鈴木 一郎", "", "2026/12/7", "", ""),
    ("WBS-004", "マイルストーン", "サービスイン", "佐藤 花子", "", "2026/12/11", "2026/12/11", ""),
)  # fmt: skip


def test_without_links_the_last_milestone_is_not_judged_anywhere(tmp_path, capsys):
    book = a_book(tmp_path / "つながりなし.xlsx", *NO_LINKS)
    _, out, _ = run(capsys, book)
    said = unwrapped(out)
    assert "先行作業の記入がないため、つながりは計算していません(4件中4件)" in said
    # WBS-001 begins on 12-01 and lasts its 23 business days of 11-02 … 12-04: 12-31 is the 23rd
    assert "いちばん遅いもので2026/12/31以降(WBS-001)" in said
    assert "見込みを出せない1件:WBS-003" in said
    assert "予定どおり" not in said and "クリティカルパス:" not in said
    _, out, _ = run(capsys, book, "--format", "json")
    (told,) = json.loads(out)["workbooks"]
    assert told["finish_outlook"] | {"reason": None} == {
        "forecast": "2026-12-11",
        "is_lower_bound": False,
        "is_judged": False,
        "days_late": None,
        "reason": None,
        "latest_finish_of_work": "2026-12-31",
    }
    assert (told["undated"], told["critical_paths"]) == (["WBS-003"], [])
    reasons = {measure["point"]: measure["reason"] for measure in told["measures"]}
    assert all(reasons[point].startswith("先行作業の記入がない") for point in (6, 7, 13))
    assert {(each["total_float"], each["is_critical"]) for each in told["activities"]} == {(None, False)}


def test_a_slip_that_leads_to_no_milestone_says_so_instead_of_no_move(tmp_path, capsys):
    book = a_book(tmp_path / "つながりなし.xlsx", *NO_LINKS)
    _, out, _ = run(capsys, book, "--slip", "WBS-002", "3")
    said = unwrapped(out)
    assert "WBS-002はどのマイルストーンにもつながらない" in said and "判定不能" in said
    assert "動きません" not in said
    _, out, _ = run(capsys, book, "--slip", "WBS-002", "3", "--format", "json")
    slip = json.loads(out)["workbooks"][0]["slip"]
    assert (slip["finish_days"], slip["milestones"]) == (None, [])


def test_the_assumption_is_said_in_every_form(book, tmp_path, capsys):
    assumed = "予定の長さと、これまでの速さのうち遅い方で見込んでいます"
    for more in ((), ("--slip", "WBS-003", "2"), ("--measures",), ("--format", "json")):
        assert assumed in unwrapped(run(capsys, book, *more)[1])
    run(capsys, book, "-o", tmp_path / "日程.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "日程.xlsx")["日程"]
    assert assumed in sheet["A2"].value
    assert [str(each) for each in sheet.merged_cells.ranges] == [
        f"A2:{sheet.cell(4, sheet.max_column).column_letter}2"
    ]
    assert (
        sheet["A2"].alignment.wrap_text and sheet.row_dimensions[2].height > 13.5 * 2
    )  # within the page, no line lost


def test_a_lower_bound_is_marked_beside_its_date(tmp_path, capsys):
    begun = (*HEADINGS[:7], "実績開始", "実績終了")
    rows = [
        ("WBS-001", "作業", "設計", "", "", "2026/11/24", "2026/12/3", "2026/11/25", ""),
        ("WBS-002", "マイルストーン", "設計完了", "", "WBS-001", "2026/12/3", "2026/12/3", "", ""),
    ]
    with xlsxwriter.Workbook(str(tmp_path / "下限.xlsx")) as made:
        tab = made.add_worksheet("マスタスケジュール")
        for number, row in enumerate((begun, *rows)):
            tab.write_row(number, 0, row)
    _, out, _ = run(capsys, tmp_path / "下限.xlsx", "--format", "csv")
    lines = {row[0]: row for row in csv.reader(io.StringIO(out.lstrip("\ufeff")))}
    at = lines["作業ID"].index("下限")
    assert [lines[id][at - 1 : at + 1] for id in ("WBS-001", "WBS-002")] == [["2026-12-04", "以降"]] * 2
    assert "少なくとも1日遅れ" in unwrapped(run(capsys, tmp_path / "下限.xlsx")[1])


def test_a_row_whose_dates_cannot_be_read_has_no_forecast_and_is_named(tmp_path, capsys):
    unsure = ("WBS-002", "作業", "製造", "鈴木 一郎", "WBS-001", "2026/11/30", "2026/12/4", "たぶん終わり")
    book = a_book(tmp_path / "読めない.xlsx", ROWS[0], unsure, ROWS[2], ROWS[3])
    _, out, _ = run(capsys, book)
    assert "日付が読めない)ため見込みを出せない1件:WBS-002" in unwrapped(out)
    assert "2026/12/11以降(下限では予定どおり)" in unwrapped(out)
    assert json.loads(run(capsys, book, "--format", "json")[1])["workbooks"][0]["undated"] == ["WBS-002"]


def test_a_workbook_without_a_schedule_says_that_nothing_was_looked_at(tmp_path, capsys):
    with xlsxwriter.Workbook(str(tmp_path / "課題だけ.xlsx")) as made:
        made.add_worksheet("課題管理表").write_row(0, 0, ("課題ID", "件名", "状態", "期限", "担当"))
    code, out, err = run(capsys, tmp_path / "課題だけ.xlsx")
    assert (code, out) == (2, "")
    assert "マスタスケジュールのシートがないため、日程は調べていません" in err


def test_links_are_proposed_and_written_only_with_apply(tmp_path, capsys):
    tasks = (
        Task(id="WBS-001", kind="作業", phase="開発", title="製造", planned_start=D, planned_finish=D),
        Task(id="WBS-002", kind="マイルストーン", phase="開発", title="製造完了", planned_start=D, planned_finish=D),
    )  # fmt: skip
    book = small_book(tmp_path, {Task: tasks})
    before = book.read_bytes()
    code, out, err = run(capsys, book, "--propose-links")
    assert code == 1 and book.read_bytes() == before
    assert "WBS-001" in out and "--apply" in err
    change = json.loads(run(capsys, book, "--propose-links", "--format", "json")[1])["changes"][0]
    assert (change["row_id"], change["column"], change["after"]) == ("WBS-002", "先行作業", "WBS-001")
    assert run(capsys, book, "--propose-links", "--apply")[0] == 0
    assert opened(book).tasks["WBS-002"].predecessors == ("WBS-001",)
    code, out, err = run(capsys, book, "--propose-links", "--apply")
    assert code == 0 and "直すところはありません" in out + err
    assert run(capsys, book, book, "--propose-links")[0] == 2
    assert run(capsys, book, "--apply")[0] == 2


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
