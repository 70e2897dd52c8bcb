"""Lists of other offices and exports of tools, read as they are meant: the cases that no other test makes.

docs/reference/reading-cases.md has all of them, with the test of each.
"""

from __future__ import annotations

from datetime import date

import pytest
import xlsxwriter

from pmo_xl.model.issue import Issue
from pmo_xl.model.task import Task
from pmo_xl.workbook.grid import open_grids
from tests.support.master import opened
from tests.support.staff_book import Formula, Shown, staff_book
from tests.workbook.ledgers.ledger import Ledger, write

NOV_10, NOV_20, DEC_10 = date(2026, 11, 10), date(2026, 11, 20), date(2026, 12, 10)
ISSUES = ["ID", "件名", "担当", "期限", "状態"]
ORDERS = ["発注ID", "予算ID", "システム名", "件名", "発注区分", "発注先", "発注金額", "発注日", "負担部門"]
BUDGETS = ["予算ID", "年度", "負担部門", "予算額", "承認日"]


def ledger_book(folder, record, title, text, **more):
    return opened(write(Ledger("", record, {title: text}, "", **more), folder / "一覧.xlsx"))


def late(book):
    return [item.row_id for item in book.overdue()]


def order(number, amount, department="情報部"):
    row = [f"ORD-{number:03}", "BUD-001", "基盤", "保守", "当初", "乙社", amount, date(2026, 5, 1)]
    return [*row, department]


def test_d01_a_task_without_a_number_is_one_and_a_phase_with_a_name_alone_is_none(tmp_path):
    text = """
WBS⏎番号 | WBS要素名 | タスク名 | 担当者 | | 進捗率 | 予定工数⏎(人日) | 4月
| | | 青木 一 | 井上 二 | | 実績工数⏎(人日) | 1
'1 | 立上げ | | | | | |
| | | | | | |
'1.1 | | 体制づくり | ○ | ○ | 0.5 | 1.5 |
| | | | | | 1 |
| | 憲章の承認 | ○ | | 1 | 0.5 |
| | | | | | 0.5 |
'2 | 設計 | | | | | |
| | | | | | |
'2.1 | | 画面の設計 | | ○ | 0.5 | 3 |
| | | | | | 1 |
"""
    merges = ("D1:E1", "A1:A2", "B1:B2", "C1:C2", "F1:F2", "C5:C6", "C7:C8", "C11:C12")
    tasks = ledger_book(tmp_path, Task, "ガント", text, merges=merges).tasks
    assert [(task.id, task.title, task.owner) for task in tasks] == [
        ("1.1", "体制づくり", "青木 一、井上 二"),
        (None, "憲章の承認", "青木 一"),
        ("2.1", "画面の設計", "井上 二"),
    ]
    assert [(str(task.planned_effort), str(task.actual_effort)) for task in tasks][1:] == [
        ("0.5", "0.5"),
        ("3", "1"),
    ]


def test_d08_predecessors_name_the_task_id_and_not_the_running_number(tmp_path):
    text = """
No | タスク ID | タスク名 | 開始日 | 終了日 | 先行タスク ID | 担当
1 | T001 | 流れを書く | 2026/4/1 | 2026/4/2 | - | 青木
2 | T002 | 課題を並べる | 2026/4/3 | 2026/4/6 | T001 | 井上
"""
    book = ledger_book(tmp_path, Task, "WBS", text)
    assert [(task.id, task.predecessors) for task in book.tasks] == [("T001", ()), ("T002", ("T001",))]
    assert book.check(["DAT005", "WBS002"]).findings == ()


def test_d11_a_settings_tab_of_another_tool_is_none_of_ours(tmp_path):
    settings = [
        ["■マクロ用の設定", None, None, "■表示の設定"],
        ["項目名", "値", None, "項目名", "値", None, "担当者", "単価"],
        ["debugMode", "none", None, "scale", "週", None, "青木", 75_000],
        ["startDay", date(2026, 2, 1), None, "color", "青", None, "井上", 60_000],
    ]
    tasks = [["No", "作業名", "担当", "開始日", "終了日"], [1, "画面設計", "青木", NOV_10, NOV_20]]
    book = staff_book(tmp_path, {"設定": settings, "作業一覧": tasks})
    report = book.check()
    assert [task.title for task in book.tasks] == ["画面設計"]
    assert [said for said in report.notices if said.startswith("このブックにあるシート")] == [
        "このブックにあるシートだけで点検しました: マスタスケジュール。"
    ]
    assert [finding for finding in report.findings if finding.sheet == "設定"] == []


def test_d14_a_form_of_numbers_alone_has_no_question_yet(tmp_path):
    rows = [[Formula("=ROW()-1", n), None, None, None, "未着手" if n == 1 else None] for n in range(1, 9)]
    head = ["No", "質問内容", "質問日付", "質問者", "ステータス"]
    book = staff_book(tmp_path, {"QA(基本設計)": [head, *rows]})
    assert list(book.questions) == [] and late(book) == []
    assert [f for f in book.check().findings if f.severity.value != "info"] == []


def test_d16_without_a_list_of_people_a_full_width_blank_in_a_name_is_no_fault(tmp_path):
    head = ["No.", "起票日", "記載者", "内容", "対応予定日", "優先度", "対応者", "ステータス"]
    rows = [[1, NOV_10, "青木　一郎", "余白が狭い", NOV_20, "低", "井上課長", "済"]]
    rows.append([2, NOV_10, "上田", "色が薄い", DEC_10, "低", "井上課長", None])
    plan = staff_book(tmp_path, {"課題一覧": [head, *rows]}).fix()
    assert [*plan.changes, *plan.doubtful, *plan.blocked] == []


def test_d17_a_row_of_more_text_goes_on_with_the_task_above(tmp_path):
    text = """
| 作業 | | 予定開始日 | 予定終了日 | 実績開始日 | 実績終了日 | 予定工数 | 実績工数 | 進捗率
| 削除処理 | 一覧を更新 | 2026/1/3 | 2026/1/4 | 2026/1/3 | 2026/1/4 | 5h | 5h | 1
| | （続き）登録の後に選ぶ | | | | | | |
| 編集処理 | 画像を付ける | 2026/1/12 | 2026/1/22 | 2026/1/12 | | 22h | 16h | 0.5
"""
    tasks = ledger_book(tmp_path, Task, "3月3日", text).tasks
    assert [(task.title, str(task.planned_effort.normalize())) for task in tasks] == [
        ("削除処理", "0.625"),
        ("編集処理", "2.75"),
    ]


def test_d20_numbers_of_another_shape_are_ids_and_what_is_not_dealt_with_is_open(tmp_path):
    requirements = [
        ["No", "要件 ID", "要件 小項目", "要件トレース概況"],
        [1, "A001", "入庫を記録する", "対応中"],
        [2, "A002", "出庫を記録する", "未対応"],
    ]
    tasks = [["WBS番号", "タスク名", "開始日", "終了日"], ["1.1", "体制", NOV_10, DEC_10]]
    tasks.append(["1.2.1", "憲章", NOV_10, DEC_10])
    book = staff_book(tmp_path, {"要件一覧": requirements, "WBS": tasks})
    assert [requirement.id for requirement in book.requirements] == ["A001", "A002"]
    assert [requirement.status for requirement in book.requirements] == ["対象", "対象"]
    assert [task.id for task in book.tasks] == ["1.1", "1.2.1"]
    assert book.check(["DAT002", "DAT004"]).findings == ()


def test_r03_an_order_in_dollars_is_in_no_sum_and_the_sum_says_of_how_many_it_is(tmp_path):
    orders = [order(1, 2_000_000), order(2, Shown(48_000, '"$"#,##0')), order(3, Shown(12_000, '"USD" 0'))]
    budgets = [BUDGETS, ["BUD-001", 2026, "情報部", 10_000_000, date(2026, 4, 1)]]
    report = staff_book(tmp_path, {"予算枠": budgets, "予算管理表": [ORDERS, *orders]}).budget()
    assert (report.total.ordered, report.rows_used, report.rows_total) == (2_000_000, 1, 3)


def test_r04_references_find_the_ids_that_a_number_format_shows(tmp_path):
    questions = [
        ["QA-ID", "質問", "質問者", "仕様反映要否", "仕様変更ID", "状態", "回答"],
        [Shown(7, '"QA-"000'), "何桁か", "佐藤", "要", "CHG-003", "回答済", "8桁"],
    ]
    changes = [
        ["変更ID", "起票者", "起票元", "件名", "状態"],
        [Shown(3, '"CHG-"000'), "佐藤", "QA-007", "桁数の変更", "影響調査中"],
    ]
    book = staff_book(tmp_path, {"QA表": questions, "仕様変更管理表": changes})
    assert [question.id for question in book.questions] == ["QA-007"]
    assert [change.id for change in book.spec_changes] == ["CHG-003"]
    assert book.check(["DAT002", "DAT005"]).findings == ()


def test_r11_an_urgent_ticket_of_redmine_that_is_late_is_an_error(tmp_path):
    text = """
# | トラッカー | ステータス | 優先度 | 題名 | 担当者 | 更新日 | 期日 | 作成日
1201 | 課題 | フィードバック | 今すぐ | 夜間が延びる | 佐藤 | 2026/11/27 | 2026/11/10 | 2026/10/1
1202 | 課題 | 新規 | 低め | 桁がずれる | 鈴木 | 2026/11/27 | 2026/11/10 | 2026/10/5
"""
    found = ledger_book(tmp_path, Issue, "課題一覧", text).check(["ISS001"]).findings
    assert [(f.row_id, f.severity.value) for f in found] == [("1201", "error"), ("1202", "warning")]


def test_r13_neither_a_summary_nor_a_finished_task_of_ms_project_is_late(tmp_path):
    text = """
ID | タスク名 | 期間 | 開始日 | 終了日 | アウトライン レベル | 達成率 | リソース名
1 | 要件定義 | 20 日 | 2026年10月1日 8:00 | 2026年10月28日 17:00 | 1 | 0.5 | 佐藤
2 | 要件の確認 | 10 日 | 2026年10月1日 8:00 | 2026年10月14日 17:00 | 2 | 1 | 佐藤
3 | 要件の承認 | 10 日 | 2026年10月15日 8:00 | 2026年10月28日 17:00 | 2 | 0.5 | 鈴木
"""
    assert late(ledger_book(tmp_path, Task, "タスク", text)) == ["3"]


def test_r14_fix_mends_the_source_of_a_view_and_counts_each_issue_once(tmp_path):
    row = ["ISS-001", "帳票", "佐藤", "２０２６／１１／２０", "対応中"]
    view = [[Formula("=_xlfn._xlws.FILTER(元データ!A2:E2,1)", "ISS-001"), *row[1:]]]
    book = staff_book(tmp_path, {"課題管理表": [ISSUES, *view], "元データ": [ISSUES, row]})
    assert late(book) == ["ISS-001"]
    assert [(each.change.sheet, each.change.cell) for each in book.fix().changes] == [("元データ", "D2")]


def test_r16_a_check_box_under_done_is_the_state_of_an_issue(tmp_path):
    head = ["No", "件名", "担当", "期限", "完了"]
    rows = [[1, "夜間", "佐藤", NOV_10, False], [2, "帳票", "鈴木", NOV_10, True]]
    rows.append([3, "手順書", "高橋", DEC_10, False])
    book = staff_book(tmp_path, {"課題一覧": [head, *rows]})
    assert [issue.status for issue in book.issues] == ["未着手", "完了", "未着手"]
    assert late(book) == ["1"]


@pytest.mark.parametrize(
    ("heading", "ordered", "remaining", "said"),
    [("発注金額(税込10%)", 1_000_000, 50_000, 0), ("発注金額(税込)", 0, 1_050_000, 1)],
)
def test_r22_an_order_with_tax_never_overspends_a_budget_without(tmp_path, heading, ordered, remaining, said):
    head = [heading if label == "発注金額" else label for label in ORDERS]
    budgets = [["予算ID", "年度", "負担部門", "予算額(税抜)", "承認日"]]
    budgets.append(["BUD-001", 2026, "情報部", 1_050_000, date(2026, 4, 1)])
    book = staff_book(tmp_path, {"予算枠": budgets, "予算管理表": [head, order(1, 1_100_000)]})
    report = book.budget()
    assert (report.total.ordered, report.total.remaining) == (ordered, remaining)
    assert report.rows_total - report.rows_used == len(book.check(["DAT003"]).findings) == said


def test_r25_a_row_goes_into_an_excel_table_with_odd_headings_and_its_number_is_a_number(tmp_path):
    path = tmp_path / "一覧.xlsx"
    heads = ["No", "件名", "担当", "期限\n(予定)", "状態", "残日数[営業日]", "判定#"]
    rows = [[n, f"件名{n}", "佐藤", None, "対応中", n, None] for n in (1, 2, 3)]
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("課題一覧")
        columns = [{"header": head} for head in heads]
        sheet.add_table(0, 0, 3, 6, {"name": "課題", "columns": columns, "data": rows})
    read = opened(path)
    with read.edit() as changes:
        changes.append(Issue(title="新しい課題", owner="佐藤", due_on=DEC_10))
    grid = open_grids(path).grid("課題一覧")
    assert (grid.value(5, 1), grid.value(5, 2)) == (4.0, "新しい課題")
    assert opened(path).issues["4"].due_on == DEC_10


def test_r33_rows_that_an_outline_folds_are_one_remark(tmp_path):
    path = tmp_path / "一覧.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("WBS")
        sheet.write_row(0, 0, ["作業ID", "作業名", "担当", "予定開始", "予定終了", "実績終了"])
        for n in range(1, 6):
            row = [f"WBS-{n:03}", f"作業{n}", "佐藤", "2026/12/1", "2026/12/10"]
            sheet.write_row(n, 0, row)
            if n > 1:
                sheet.set_row(n, None, None, {"level": 1, "hidden": True})
    read = opened(path)
    assert len(read.tasks) == 5
    assert len([f for f in read.check().findings if f.rule == "DAT010"]) == 1


@pytest.mark.parametrize(("head", "blank_is_open"), [("進捗率", True), ("件数", False)])
def test_r33_a_folded_task_is_done_by_its_progress_where_no_column_tells_its_end(
    tmp_path, head, blank_is_open
):
    path = tmp_path / "一覧.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("WBS")
        sheet.write_row(0, 0, ["作業ID", "作業名", "担当", "予定開始", "予定終了", head])
        for n, done in enumerate((1, 1, 0.4, None), 1):
            sheet.write_row(n, 0, [f"WBS-{n:03}", f"作業{n}", "佐藤", "2026/12/1", "2026/12/10", done])
            sheet.set_row(n, None, None, {"level": 1, "hidden": True})
    found = [f.message for f in opened(path).check().findings if f.rule == "DAT010"]
    if blank_is_open:
        assert [message.startswith("WBS-003 ほか 1 行") for message in found] == [True]
    else:
        assert found == []


@pytest.mark.parametrize("is_excel_table", [True, False])
def test_r35_open_and_closed_issues_of_one_shape_above_each_other_are_all_read(tmp_path, is_excel_table):
    path = tmp_path / "一覧.xlsx"
    upper = [["ISS-001", "夜間", "佐藤", "2026/11/10", "対応中"]]
    upper.append(["ISS-002", "帳票", "鈴木", "2026/11/20", "未着手"])
    lower = [["ISS-003", "手順書", "高橋", "2026/10/30", "完了"], ["ISS-004", "回線", "佐藤", None, "完了"]]
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("課題管理表")
        for at, title, rows in ((0, "■未完了", upper), (5, "■完了", lower)):
            sheet.write(at, 0, title)
            for n, row in enumerate([ISSUES, *rows], at + 1):
                sheet.write_row(n, 0, row)
            if is_excel_table:
                columns = [{"header": head} for head in ISSUES]
                sheet.add_table(at + 1, 0, at + 3, 4, {"columns": columns})
    read = opened(path)
    assert [issue.id for issue in read.issues] == ["ISS-001", "ISS-002", "ISS-003", "ISS-004"]
    assert late(read) == ["ISS-001", "ISS-002"]


def test_r55_an_issue_over_several_rows_is_late_once_and_can_be_mended(tmp_path):
    text = """
ID | 件名 | 担当 | 期限 | 状態 | 対応日 | 対応経過
ISS-001 | 夜間 | 佐藤 | ２０２６／１１／１０ | 対応中 | 2026/10/1 | 調査を頼む
| | | | | 2026/10/20 | 索引を足す
ISS-002 | 帳票 | 鈴木 | 2026/11/20 | 未着手 | 2026/10/6 | 様式を見る
| | | | | 2026/11/2 | 桁を考える
ISS-003 | 回線 | 佐藤 | 2026/10/30 | 完了 | 2026/10/28 | 開通
"""
    merges = tuple(f"{column}{top}:{column}{top + 1}" for top in (2, 4) for column in "ABCDE")
    book = ledger_book(tmp_path, Issue, "課題管理表", text, merges=merges)
    assert (len(book.issues), late(book)) == (3, ["ISS-001", "ISS-002"])
    assert [each.change.cell for each in book.fix(apply=True).changes] == ["D2"]
    again = opened(book.path)
    assert (len(again.issues), again.issues["ISS-001"].due_on) == (3, NOV_10)
    assert again.issues["ISS-001"].progress_notes == "調査を頼む\n索引を足す"


def test_r56_what_cannot_be_read_is_named_with_its_reason_once(tmp_path):
    rows = [["BUD-001", 2026, "営業部", "約120万", "来週"], ["BUD-002", 2026, "営業部", 0.5, "2026/11/31"]]
    book = staff_book(tmp_path, {"予算枠": [BUDGETS, *rows]})
    assert [f.message for f in book.check(["DAT003"]).findings] == [
        "「予算額」の「約120万」を金額として読めません。",
        "「承認日」の「来週」を日付として読めません。上旬・月末・頃などの目安は日付になりません。",
        "「予算額」の「0.5」を金額として読めません。円未満の端数があります。",
        "「承認日」の「2026/11/31」を日付として読めません。暦にない日付です。",
    ]
