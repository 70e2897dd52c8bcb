"""Lists that look like something else at first sight are read as they are meant, or it is said what was not read."""

from datetime import date

import openpyxl
import pytest

import pmo_xl
from pmo_xl.errors import BadChange, NoLedgerSheet
from pmo_xl.model.issue import Issue
from pmo_xl.workbook.grid import open_grids

NOV_10, DEC_10 = date(2026, 11, 10), date(2026, 12, 10)
ISSUES = ["No", "件名", "担当", "期限", "状態"]


def book_of(path, title, rows, formats=()):
    """The workbook with one tab of these rows, read as of 2026-11-30. formats: a number format by cell."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for cell, code in dict(formats).items():
        sheet[cell].number_format = code
    book.save(path)
    return pmo_xl.open_workbook(path, as_of="2026-11-30")


def test_who_helps_is_not_who_answers_for_it(tmp_path):
    heading = ["No", "タイトル", "主管", "副担当", "完了予定", "状態"]
    rows = [
        heading,
        [1, "回線", "佐藤", "鈴木", NOV_10, "対応中"],
        [2, "帳票", "高橋", "鈴木", DEC_10, "未着手"],
    ]
    read = book_of(tmp_path / "課題.xlsx", "課題一覧", rows)
    assert {issue.owner for issue in read.issues}.isdisjoint({"鈴木"})


def test_numbers_of_chapters_are_what_their_format_shows(tmp_path):
    rows = [ISSUES, [1.1, "甲", "佐藤", NOV_10, "対応中"], [1.10, "乙", "佐藤", DEC_10, "対応中"]]
    read = book_of(tmp_path / "課題.xlsx", "課題管理表", rows, {"A3": "0.00"})
    assert [issue.id for issue in read.issues] == ["1.1", "1.10"]
    assert "DAT002" not in {finding.rule for finding in read.check().findings}


def test_a_block_of_sums_below_a_plan_is_no_task(tmp_path):
    rows = [
        ["No", "作業名", "担当", "予定開始", "予定終了", "進捗率"],
        [1, "設計", "佐藤", date(2026, 11, 1), NOV_10, 0.5],
        [2, "製造", "鈴木", date(2026, 11, 11), DEC_10, 0],
        [None, "全体進捗", None, date(2026, 11, 1), DEC_10, 0.25],
        [],
        ["EVM", "PV", "EV", "AC"],
        ["11月", 100, 80, 90],
        ["12月", 200, 0, 0],
    ]
    read = book_of(tmp_path / "WBS.xlsx", "WBS", rows)
    assert [task.title for task in read.tasks] == ["設計", "製造"]
    skipped = read.layouts.tables[0].skipped_rows
    assert skipped == {4: "合計の行", 6: "表の下の行", 7: "表の下の行", 8: "表の下の行"}


def in_two_rows(path):
    rows = [
        ["No", "件名", "期限", "担当"],
        [None, "内容", "状態", "優先度"],
        [1, "回線", NOV_10, "佐藤"],
        [None, "切れることがある", "対応中", "高"],
        [2, "帳票", NOV_10, "鈴木"],
        [None, "ずれることがある", "完了", "中"],
    ]
    return book_of(path, "課題管理表", rows)


def test_a_record_in_two_rows_under_a_heading_of_two_is_one(tmp_path):
    read = in_two_rows(tmp_path / "課題.xlsx")
    told = [(i.id, i.title, i.description, i.owner, i.due_on, i.status, i.priority) for i in read.issues]
    assert told == [
        ("1", "回線", "切れることがある", "佐藤", NOV_10, "対応中", "高"),
        ("2", "帳票", "ずれることがある", "鈴木", NOV_10, "完了", "中"),
    ]
    assert [item.record.id for item in read.overdue() if item.is_late] == ["1"]


def test_each_value_of_a_record_in_two_rows_is_written_where_it_stands(tmp_path):
    path = tmp_path / "課題.xlsx"
    read = in_two_rows(path)
    with read.edit() as changes:
        changes.set("1", due_on=DEC_10, status="完了")
    grid = open_grids(path).grid("課題管理表")
    assert (grid.value(3, 3), grid.value(4, 3), grid.value(3, 4)) == (DEC_10, "完了", "佐藤")
    new = Issue(title="端末", owner="佐藤", due_on=DEC_10, priority="中")
    again = pmo_xl.open_workbook(path, as_of="2026-11-30")
    with pytest.raises(BadChange, match="2行"), again.edit() as changes:
        changes.append(new)


@pytest.mark.parametrize("title", ["課題管理手順", "課題管理表の書き方", "課題管理ルール"])
def test_a_page_about_a_ledger_is_none(tmp_path, title):
    rows = [
        ["項番", "手順", "担当", "備考"],
        [1, "課題を起票する", "起票者", ""],
        [2, "担当を決める", "PMO", "会議で"],
    ]
    with pytest.raises(NoLedgerSheet):
        book_of(tmp_path / "本.xlsx", title, rows)


def test_a_state_with_a_question_mark_says_nothing_clearly(tmp_path):
    rows = [ISSUES, [1, "甲", "佐藤", NOV_10, "完了?"], [2, "乙", "佐藤", NOV_10, "完了"]]
    read = book_of(tmp_path / "課題.xlsx", "課題管理表", rows)
    assert [item.record.id for item in read.overdue() if item.is_late] == ["1"]
    (finding,) = (f for f in read.check().findings if f.rule == "DAT004")
    assert "「完了?」(1件)" in finding.message


def test_one_column_of_days_settles_the_order_of_those_beside_it(tmp_path):
    heading = ["No", "件名", "担当", "起票日", "期限", "完了日", "状態"]
    rows = [
        heading,
        [1, "甲", "佐藤", "10/01/2026", "11/10/2026", None, "対応中"],
        [2, "乙", "鈴木", "10/02/2026", "11/13/2026", "11/12/2026", "完了"],
    ]
    read = book_of(tmp_path / "課題.xlsx", "課題管理表", rows)
    days = [(issue.raised_on, issue.due_on, issue.closed_on) for issue in read.issues]
    assert days == [
        (date(2026, 10, 1), NOV_10, None),
        (date(2026, 10, 2), date(2026, 11, 13), date(2026, 11, 12)),
    ]


def test_columns_of_days_that_settle_different_orders_settle_no_third(tmp_path):
    heading = ["No", "件名", "担当", "起票日", "期限", "完了日", "状態"]
    rows = [heading, [1, "甲", "佐藤", "13/10/2026", "11/13/2026", "11/12/2026", "完了"]]
    read = book_of(tmp_path / "課題.xlsx", "課題管理表", rows)
    (issue,) = read.issues
    assert (issue.raised_on, issue.due_on) == (date(2026, 10, 13), date(2026, 11, 13))
    assert issue.unread["closed_on"].text == "11/12/2026"


def test_a_day_that_was_put_off_goes_before_the_first_one(tmp_path):
    heading = ["No", "件名", "担当", "期限", "延期後", "状態"]
    rows = [heading, [1, "甲", "佐藤", NOV_10, DEC_10, "対応中"], [2, "乙", "佐藤", NOV_10, None, "対応中"]]
    path = tmp_path / "課題.xlsx"
    read = book_of(path, "課題管理表", rows)
    assert [issue.due_on for issue in read.issues] == [DEC_10, NOV_10]
    with read.edit() as changes:
        changes.set("2", due_on=date(2026, 12, 24))
    grid = open_grids(path).grid("課題管理表")
    assert (grid.value(3, 4), grid.value(3, 5)) == (NOV_10, date(2026, 12, 24))


def test_a_heading_in_two_languages_is_one_table(tmp_path):
    heading = ["No.", "Title", "Owner", "Due Date", "Status"]
    rows = [heading, ["番号", "件名", "担当者", "期限", "状態"], [1, "回線", "佐藤", NOV_10, "Open"]]
    read = book_of(tmp_path / "課題.xlsx", "Issue List", rows)
    assert [table.header_rows for table in read.layouts.tables] == [(2, 2)]
    assert [issue.title for issue in read.issues] == ["回線"]


@pytest.mark.parametrize(
    "counted", [["①", "②", "③", "④", "⑤"], [1, 2, 3, 4, 5], ["(1)", "(2)", "(3)", "(4)", "(5)"]]
)
def test_columns_counted_below_their_headings_are_no_record(tmp_path, counted):
    rows = [ISSUES, counted, [1, "回線", "佐藤", NOV_10, "対応中"], [2, "帳票", "鈴木", NOV_10, "完了"]]
    read = book_of(tmp_path / "課題.xlsx", "課題管理表", rows)
    assert [issue.title for issue in read.issues] == ["回線", "帳票"]
    assert [f.rule for f in read.check().findings if f.rule.startswith("DAT00")] == ["DAT001"]


def test_a_remark_between_two_rows_is_no_part_of_the_one_above(tmp_path):
    rows = [
        ISSUES,
        [1, "回線", "佐藤", NOV_10, "対応中"],
        [None, "(以下、クローズ済)"],
        [2, "帳票", "鈴木", NOV_10, "完了"],
    ]
    read = book_of(tmp_path / "課題.xlsx", "課題管理表", rows)
    assert [issue.title for issue in read.issues] == ["回線", "帳票"]


@pytest.mark.parametrize("taken", [1, 2])
def test_rows_taken_out_of_a_list_count_once(tmp_path, taken):
    path = tmp_path / "課題.xlsx"
    book = openpyxl.Workbook()
    rows = [[n, f"件{n}", "佐藤", NOV_10, "対応中"] for n in range(1, 6)]
    for title, some in (("課題管理表", rows), ("抽出_佐藤", rows[:taken])):
        sheet = book.create_sheet(title)
        for row in (ISSUES, *some):
            sheet.append(row)
    book.remove(book.worksheets[0])
    book.save(path)
    read = pmo_xl.open_workbook(path, as_of="2026-11-30")
    assert len(read.issues) == len(rows)
    assert [left.title for left in read.layouts.left] == ["抽出_佐藤"]


@pytest.mark.parametrize(
    ("heading", "yen"),
    [
        ("予算額\n(K)", 1000),
        ("予算額(千)", 1000),
        ("予算額(KJPY)", 1000),
        ("予算額[M]", 10**6),
        ("予算額(K棟)", 1),
    ],
)
def test_a_unit_in_brackets_needs_no_yen_beside_it(tmp_path, heading, yen):
    rows = [
        ["予算ID", "年度", "負担部門", heading, "承認日"],
        ["BUD-001", 2026, "営業", 12, date(2026, 4, 1)],
    ]
    read = book_of(tmp_path / "予算.xlsx", "予算枠", rows)
    assert [budget.amount for budget in read.budgets] == [12 * yen]


def test_a_unit_alone_in_the_row_below_a_heading_counts(tmp_path):
    rows = [
        ["管理番号", "件名", "委託先", "見積金額", "発注金額", "発注日"],
        [None, None, None, "(千円)", "(円)", "(年月日)"],
        ["O-1", "改修", "甲社", 1200, 1_100_000, date(2026, 5, 1)],
    ]
    read = book_of(tmp_path / "発注.xlsx", "予算管理表", rows)
    assert [(order.estimated, order.ordered) for order in read.orders] == [(1_200_000, 1_100_000)]


@pytest.mark.parametrize(
    ("titles", "newest"),
    [
        (("1225", "0108"), "0108"),
        (("0108", "1225", "1218"), "0108"),
        (("課題_1113", "課題_1120", "課題_1127"), "課題_1127"),
    ],
)
def test_of_tabs_named_by_month_and_day_in_four_figures_the_newest_counts(tmp_path, titles, newest):
    path = tmp_path / "課題.xlsx"
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title in titles:
        sheet = book.create_sheet(title)
        for row in (ISSUES, [1, "回線", "佐藤", NOV_10, "完了" if title == newest else "対応中"]):
            sheet.append(row)
    book.save(path)
    read = pmo_xl.open_workbook(path, as_of="2026-11-30")
    assert [issue.status for issue in read.issues] == ["完了"]
    assert {left.title for left in read.layouts.left} == {*titles} - {newest}


def test_four_figures_that_number_something_else_are_no_days(tmp_path):
    path = tmp_path / "課題.xlsx"
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title in ("0101", "0102"):
        sheet = book.create_sheet(title)
        for row in (ISSUES, [1, f"{title}の回線", "佐藤", NOV_10, "対応中"]):
            sheet.append(row)
    book.save(path)
    read = pmo_xl.open_workbook(path, as_of="2026-11-30")
    assert [issue.title for issue in read.issues] == ["0101の回線", "0102の回線"]


def test_a_task_that_ended_on_no_day_but_is_said_to_be_done_is_not_late(tmp_path):
    heading = ["No", "タスク名", "担当", "予定終了日", "実績終了日"]
    rows = [
        heading,
        *([n, f"作業{n}", "佐藤", NOV_10, said] for n, said in enumerate(("完了", "未", "調整中"), 1)),
    ]
    rows.append([4, "作業4", "佐藤", NOV_10, date(2026, 11, 9)])
    read = book_of(tmp_path / "WBS.xlsx", "WBS", rows)
    assert [item.record.id for item in read.overdue() if item.is_late] == ["2", "3"]
    assert [f.cell for f in read.check().findings if f.rule == "DAT003"] == ["E2", "E3"]


ORDERS = ["管理番号", "件名", "委託先", "発注金額", "発注日"]


@pytest.mark.parametrize(
    ("above", "below", "yen"),
    [
        (None, "※金額は千円単位", 1000),
        (None, "(単位:百万円)", 10**6),
        (None, "※部品の単位は個", 1),
        ("(単位:円、ただし人件費は千円)", None, 1),
        ("※単位は千円。円の列は除く", None, 1000),
        ("単位：千円", "※1件の単位は百万円", 1000),
    ],
)
def test_a_unit_noted_above_or_below_a_table_counts_as_it_says(tmp_path, above, below, yen):
    rows = [
        [above],
        ORDERS,
        ["O-1", "改修", "甲社", 12, date(2026, 5, 1)],
        ["O-2", "保守", "乙社", 3],
        [],
        [below],
    ]
    read = book_of(tmp_path / "発注.xlsx", "予算管理表", rows if above else rows[1:])
    assert [order.ordered for order in read.orders] == [12 * yen, 3 * yen]


def test_a_remark_of_one_order_tells_the_unit_of_no_other(tmp_path):
    heading = [*ORDERS, "備考"]
    rows = [heading, ["O-1", "改修", "甲社", 12, date(2026, 5, 1), "単位は千円"], ["O-2", "保守", "乙社", 3]]
    read = book_of(tmp_path / "発注.xlsx", "予算管理表", rows)
    assert [order.ordered for order in read.orders] == [12, 3]
