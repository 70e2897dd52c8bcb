"""A new row of somebody else's table goes to the first row that waits for input, numbered as the others are."""

from datetime import date

import pytest

import pmo_xl
from pmo_xl.model.issue import Issue
from pmo_xl.model.question import Question
from pmo_xl.model.task import Task
from pmo_xl.workbook.cells.shown_number import shown_id
from pmo_xl.workbook.grid import open_grids
from tests.workbook.ledgers.ledger import Ledger, write

DAY = date(2026, 12, 1)
TASK = Task(title="新しい作業", planned_start=DAY, planned_finish=DAY)


def appended(record, path, text, title, **ledger):
    """The row that the record came to stand in, its cells by column letter, and its formulas."""
    write(Ledger("", record.__class__, {title: text}, "", **ledger), path)
    before = {row for row, _ in filled(path, title)}
    book = pmo_xl.open_workbook(path, as_of="2026-11-30")
    with book.edit() as changes:
        changes.append(record)
    cells = filled(path, title)
    name = getattr(record, "title", None) or record.question
    (row,) = {row for (row, _), value in cells.items() if value == name}
    assert before <= {row for row, _ in cells}
    return row, {column: value for (number, column), value in cells.items() if number == row}


def filled(path, title):
    grid = open_grids(path).grid(title)
    return {
        (row, column): grid.value(row, column)
        for row in range(1, grid.last_row + 1)
        for column in range(1, grid.last_column + 1)
        if grid.value(row, column) not in ("", None)
    }


@pytest.mark.parametrize(
    ("last", "number"),
    [
        ("3", 4),
        ("'003", "004"),
        ("A009", "A010"),
        ("'1.2.1", "1.2.2"),
        ("KIBAN-12", "KIBAN-13"),
        ("=ROW()-1→1", 2.0),
    ],
)
def test_the_number_goes_on_in_the_kind_that_stands_there(last, number, tmp_path):
    text = f"""
No | タスク | 予定開始 | 予定終了
{last} | 設計 | 2026/4/1 | 2026/4/2
"""
    row, cells = appended(TASK, tmp_path / "台帳.xlsx", text, "WBS")
    assert row == 3
    if "=" in last:
        assert open_grids(tmp_path / "台帳.xlsx").grid("WBS").formulas[3, 1] == "ROW()-1"
    else:
        assert cells[1] == number


def test_the_lowest_part_of_a_split_number_is_written(tmp_path):
    text = """
項目番号 | | | タスク名 | 開始日 | 終了日
大 | 中 | 小 | | |
1 | 2 | 1 | 入力画面 | 2026/5/11 | 2026/5/12
| | 2 | 検索画面 | 2026/5/13 | 2026/5/13
"""
    _, cells = appended(TASK, tmp_path / "台帳.xlsx", text, "工程表", merges=("A1:C1",))
    assert (cells.get(1), cells.get(2), cells[3]) == (None, None, 3.0)
    read = pmo_xl.open_workbook(tmp_path / "台帳.xlsx", as_of="2026-11-30")
    assert [task.id for task in read.tasks] == ["1.2.1", "1.2.2", "1.2.3"]


def test_a_form_filled_beforehand_is_filled_from_its_first_row(tmp_path):
    text = """
No | 質問内容 | 質問日付 | 質問者 | 回答内容 | 回答日付 | ステータス
=ROW()-1→1 | | | | | | 未着手
=ROW()-1→2 | | | | | |
=ROW()-1→3 | | | | | |
"""
    asked = Question(question="何桁か", asked_by="山本", asked_on=DAY)
    row, _ = appended(asked, tmp_path / "台帳.xlsx", text, "QA(基本設計)")
    assert row == 2
    assert (2, 1) in open_grids(tmp_path / "台帳.xlsx").grid("QA(基本設計)").formulas


def test_a_word_picked_beforehand_stays_where_the_new_row_says_nothing_else(tmp_path):
    text = """
No | 件名 | 優先度 | 期限 | 状態 | 超過
=ROW()-1→1 | | 中 | | 未対応 | =IF(D2="","",1)→
=ROW()-1→2 | | 高 | | 未対応 | =IF(D3="","",1)→
=ROW()-1→3 | | | | |
"""
    path = tmp_path / "台帳.xlsx"
    write(Ledger("", Issue, {"課題一覧": text}, ""), path)
    book = pmo_xl.open_workbook(path, as_of="2026-11-30")
    with book.edit() as changes:
        with pytest.raises(pmo_xl.BadChange):
            changes.append(Issue(title="", due_on=DAY))
        first = changes.append(Issue(title="夜間処理", due_on=DAY))
        second = changes.append(Issue(title="帳票", due_on=DAY, priority="低", status="対応中"))
        third = changes.append(Issue(title="回線", due_on=DAY, priority="低"))
    assert [(issue.priority, issue.status) for issue in (first, second, third)] == [
        ("中", "未着手"),
        ("低", "対応中"),
        ("低", "未着手"),
    ]
    cells = filled(path, "課題一覧")
    assert [(cells[row, 3], cells[row, 5]) for row in (2, 3, 4)] == [
        ("中", "未対応"),
        ("低", "対応中"),
        ("低", "未着手"),
    ]
    assert {(2, 6), (3, 6)} <= open_grids(path).grid("課題一覧").formulas.keys()
    read = pmo_xl.open_workbook(path, as_of="2026-11-30").issues
    assert [(issue.priority, issue.status) for issue in read] == [
        (issue.priority, issue.status) for issue in (first, second, third)
    ]


def test_a_state_that_a_formula_tells_is_left_to_it(tmp_path):
    text = """
No | 質問内容 | 質問日付 | 質問者 | 回答内容 | 回答日付 | ステータス
1 | | | | | | =IF(F2="","未回答","回答済")→未回答
2 | | | | | | =IF(F3="","未回答","回答済")→未回答
"""
    asked = Question(question="何桁か", asked_by="山本", asked_on=DAY)
    row, cells = appended(asked, tmp_path / "台帳.xlsx", text, "QA")
    assert (row, cells[7]) == (2, "未回答")
    assert (2, 7) in open_grids(tmp_path / "台帳.xlsx").grid("QA").formulas


def test_an_example_stays_and_the_row_below_it_is_filled(tmp_path):
    text = """
No | 懸案区分 | 懸案事項 | 状況 | 主担当
例 | 管理面 | 連絡の手段がない。 | 対策中 | 担当A
1 | | | |
2 | | | |
"""
    new = Issue(title="新しい課題", kind="課題", owner="山本")
    row, cells = appended(new, tmp_path / "台帳.xlsx", text, "懸案")
    assert (row, cells[1]) == (3, 1.0)


def test_what_stands_far_below_is_not_overwritten(tmp_path):
    text = """
No | タスク | 予定開始 | 予定終了
1 | 設計 | 2026/4/1 | 2026/4/2
| | |
| | |
合計 | | =1+1→2 |
"""
    row, _ = appended(TASK, tmp_path / "台帳.xlsx", text, "WBS")
    assert row == 3
    assert open_grids(tmp_path / "台帳.xlsx").grid("WBS").formulas == {(5, 3): "1+1"}


def test_where_there_is_no_room_nothing_is_written(tmp_path):
    text = """
No | タスク | 予定開始 | 予定終了
1 | 設計 | 2026/4/1 | 2026/4/2
合計 | | 2 |
"""
    with pytest.raises(pmo_xl.BadChange, match="表の下"):
        appended(TASK, tmp_path / "台帳.xlsx", text, "WBS")


def test_the_parts_of_one_value_are_not_rewritten_as_one(tmp_path):
    text = """
No | タスク | 担当者1 | 担当者2 | 予定開始日 | 予定終了日
1 | 設計 | 山本 | 森田 | 2026/4/1 | 2026/4/2
"""
    write(Ledger("", Task, {"WBS": text}, ""), tmp_path / "台帳.xlsx")
    book = pmo_xl.open_workbook(tmp_path / "台帳.xlsx", as_of="2026-11-30")
    with pytest.raises(pmo_xl.BadChange, match="複数の列"), book.edit() as changes:
        changes.set(book.tasks["1"], owner="森田")


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (1.0, '"ISS-"000', "ISS-001"),
        (12.0, "\\Q\\A\\-00", "QA-12"),
        (7.0, "0000", "0007"),
        (7.0, '"第"0"号"', "第7号"),
        (7.0, "General", None),
        (7.0, "0", None),
        (7.5, '"ISS-"000', None),
        (46000.0, "yyyy/m/d", None),
        (7.0, "#,##0", None),
        ("A", '"ISS-"000', None),
    ],
)
def test_a_number_under_a_format_with_text_is_what_is_shown(value, code, text):
    assert shown_id(value, code) == text


def test_ids_that_a_format_shows_are_read_and_referred_to_as_shown(tmp_path):
    import xlsxwriter

    path = tmp_path / "台帳.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet, shown = book.add_worksheet("課題一覧"), book.add_format({"num_format": '"ISS-"000'})
    for column, label in enumerate(("ID", "件名", "担当", "期限", "状態")):
        sheet.write(0, column, label)
    for row in (1, 2):
        sheet.write_number(row, 0, row, shown)
        sheet.write_row(row, 1, [f"件名{row}", "山本", "2026/12/1", "対応中"])
    book.close()
    read = pmo_xl.open_workbook(path, as_of="2026-11-30")
    assert [issue.id for issue in read.issues] == ["ISS-001", "ISS-002"]
    assert not [each for each in read.check().items if each.rule == "DAT002"]
    with read.edit() as changes:
        changes.append(Issue(title="新しい課題", owner="山本", due_on=DAY))
    assert open_grids(path).grid("課題一覧").value(4, 1) == 3.0
