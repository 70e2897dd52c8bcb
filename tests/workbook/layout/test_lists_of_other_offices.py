"""Lists as other offices keep them are read for what they say, and what is only their habit is no finding."""

from datetime import date

import pytest

import pmo_xl
from pmo_xl.workbook.records.record_cells import RecordCells
from tests.wild.cells import Cell, Sketch, write

AS_OF = date(2026, 11, 30)
TITLES = (
    "夜間バッチの遅延",
    "帳票の罫線がずれる",
    "会員番号の桁あふれ",
    "祝日の判定の違い",
    "検索結果の並び順",
)


@pytest.fixture
def read(tmp_path):
    """Opens a book of one tab: its name and its rows, each a tuple of cells from column A."""

    def of(title, *rows, name="book"):
        sketch = Sketch(title)
        for number, cells in enumerate(rows, 1):
            sketch.row(number, 1, cells)
        path = write([sketch], tmp_path / f"{name}.xlsx")
        return pmo_xl.open_workbook(path, as_of=AS_OF, run_day=AS_OF)

    return of


def findings(book, *rules):
    return [f for f in book.check().findings if f.rule in rules and f.severity.name != "INFO"]


def lines(*columns):
    """Rows of the titles with a number before, and the same further cells behind."""
    return [(n, title, *columns) for n, title in enumerate(TITLES, 1)]


def test_the_text_that_every_row_has_is_what_it_is_about_whatever_its_heading(read):
    book = read(
        "定例用", ("No", "ひっかかっている点", "担当", "期限", "状況"), *lines("佐藤", "2026/12/4", "対応中")
    )
    assert [issue.title for issue in book.issues] == list(TITLES)
    assert book.layouts.tables[0].known_by["title"].by == "推測"


def test_a_list_of_machines_is_no_list_of_issues_for_having_a_text(read):
    rows = [(n, f"サーバ{n}", "東京", "佐藤", "稼働中") for n in range(1, 6)]
    with pytest.raises(pmo_xl.PmoXlError):
        read("機器一覧", ("No", "機器", "設置場所", "担当", "状態"), *rows)


def test_a_branch_number_is_a_part_of_the_id(read):
    rows = [(1, None, "なぜか", "未回答"), (1, 1, "いつからか", "未回答"), (2, None, "だれがか", "未回答")]
    book = read("QA表", ("QA番号", "枝番", "質問事項", "状況"), *rows)
    assert [question.id for question in book.questions] == ["1", "1.1", "2"]


def test_a_moved_due_date_goes_before_the_first_one(read):
    rows = [
        (1, "遅延", "佐藤", "2026/11/10", "2026/12/4", "対応中"),
        (2, "罫線", "佐藤", "2026/11/10", None, "対応中"),
    ]
    book = read("課題管理表", ("No", "件名", "担当", "当初期限", "変更後期限", "状態"), *rows)
    assert [issue.due_on for issue in book.issues] == [date(2026, 12, 4), date(2026, 11, 10)]
    assert [f.row for f in findings(book, "ISS001")] == [3]


def test_a_due_date_is_written_where_moved_ones_stand_and_never_over_the_first(read):
    rows = [
        (1, "遅延", "佐藤", "2026/11/10", None, "対応中"),
        (2, "罫線", "佐藤", "2026/11/10", None, "対応中"),
    ]
    book = read("課題管理表", ("No", "件名", "担当", "当初期限", "変更後期限", "状態"), *rows)
    (issue, _), cells = list(book.issues), RecordCells(None, book.layouts.tables)
    assert cells.place_of(issue, "due_on").column == 5


def test_a_small_table_of_a_report_ends_above_the_next_one_and_says_so(read):
    book = read(
        "週次報告",
        ("2. 課題",),
        ("No", "課題", "担当", "期限", "状況"),
        *lines("佐藤", "2026/12/4", "対応中"),
        (),
        ("3. リスク",),
        ("No", "リスク", "対策", "担当"),
        (1, "要員の離任", "引き継ぐ", "佐藤"),
        (),
        ("4. 来週の予定",),
        ("作業", "担当", "予定日"),
        ("画面のレビュー", "田中", "12/3"),
    )
    assert len(book.issues) == len(TITLES)
    assert "9行目から下は" in book.layouts.tables[0].doubts[0]
    assert findings(book, "DAT002", "DAT006") == []


def test_a_legend_below_a_numbered_table_is_no_record(read):
    rows = lines("佐藤", "2026/12/4", "対応中")
    book = read(
        "課題一覧",
        ("No", "課題", "担当", "期限", "状況"),
        *rows,
        (),
        (None, "対応中", "調べている"),
        (None, "済", "確かめた"),
    )
    assert len(book.issues) == len(TITLES)


def test_names_without_days_one_below_the_other_are_tasks(read):
    rows = [
        ("要件の整理", "2026/12/1", "2026/12/4"),
        *[(title,) for title in TITLES],
        ("まとめ", "2026/12/7", "2026/12/8"),
    ]
    book = read("WBS", ("タスク", "開始日", "終了日"), *rows)
    assert len(book.tasks) == len(rows)


def test_repeated_numbers_of_another_office_are_one_remark(read):
    rows = [((n - 1) % 3 + 1, f"{TITLES[0]}{n}", "佐藤", "2026/12/4", "対応中") for n in range(1, 10)]
    book = read("課題一覧", ("No", "件名", "担当", "期限", "状態"), *rows)
    (found,) = findings(book, "DAT002")
    assert (found.severity.name, found.row) == ("WARNING", 2)
    assert "9 行にあります" in found.message


@pytest.mark.parametrize("numbers", ["①②③④⑤", "ⅠⅡⅢⅣⅤ"])
def test_numbers_in_other_signs_are_numbers(read, numbers):
    rows = [(n, *line[1:]) for n, line in zip(numbers, lines("佐藤", "2026/12/4", "対応中"), strict=True)]
    assert findings(read("課題一覧", ("項番", "件名", "担当", "期限", "状態"), *rows), "DAT002") == []


def test_grades_in_words_are_another_scale_and_said_once(read):
    rows = lines("高", "大", "佐藤")
    book = read("リスク管理表", ("No", "リスク事象", "発生確率", "影響度", "担当"), *rows)
    assert findings(book, "DAT003") == []
    assert any("発生確率" in doubt for doubt in book.layouts.tables[0].doubts)


def test_weeks_by_number_are_no_days(read):
    rows = [(n, title, "佐藤", n, n + 2) for n, title in enumerate(TITLES, 1)]
    book = read("WBS", ("No", "アクティビティ", "担当", "計画開始日", "計画終了日"), *rows)
    assert findings(book, "DAT003") == []


def test_the_days_of_a_plan_under_a_fact_are_no_error(read):
    rows = [(n, title, "設計", "2026/12/25") for n, title in enumerate(TITLES, 1)]
    assert findings(read("成果物一覧", ("No", "成果物名", "工程", "納品日"), *rows), "DAT011") == []


def test_a_single_fact_in_the_future_stays_an_error(read):
    rows = [
        (n, t, "佐藤", "2026/11/2", "完了", f"2026/11/{n}" if n > 1 else "2027/1/9")
        for n, t in enumerate(TITLES, 1)
    ]
    book = read("課題一覧", ("No", "件名", "担当", "期限", "状態", "完了日"), *rows)
    assert [f.row for f in findings(book, "DAT011")] == [2]


def test_a_task_that_heads_others_needs_no_days(read):
    rows = [
        ("1", "設計"),
        ("1.1", "画面", "2026/12/1", "2026/12/4"),
        ("1.2", "帳票", "2026/12/1", "2026/12/4"),
        ("1.3", "検索", "2026/12/1", "2026/12/4"),
    ]
    assert findings(read("WBS", ("ID", "タスク", "開始日", "終了日"), *rows), "DAT006") == []


def test_days_as_jira_writes_them_are_read(read):
    row = ("Bug", "KYK-1", 10001, "Batch is slow", "Taro", "To Do", "01/Nov/26 9:30 PM", "20/Nov/26 12:00 AM")
    heads = ("Issue Type", "Issue key", "Issue id", "Summary", "Assignee", "Status", "Created", "Due date")
    (issue,) = read("Jira", heads, row).issues
    assert issue.due_on == date(2026, 11, 20)
    assert not issue.unread


def test_what_is_being_checked_is_no_answered_question_without_an_answer(read):
    rows = [
        (n, t, "佐藤", "2026/12/4", "確認中", *a)
        for (n, t), a in zip(enumerate(TITLES[:2], 1), ((), ("はい", "2026/11/20")), strict=True)
    ]
    book = read("QA表", ("No", "質問", "回答者", "回答期限", "状況", "回答", "回答日"), *rows)
    assert findings(book, "QST002", "QST007") == []


def test_tasks_are_known_on_a_tab_that_is_named_for_another_ledger(read):
    rows = [
        (title, "佐藤", "2026/11/2", f"2026/11/{20 + n}", "Done" if n else "Doing")
        for n, title in enumerate(TITLES)
    ]
    book = read("要件整理", ("Task", "Worker", "Start", "End", "Condition"), *rows)
    first, second, *_ = book.tasks
    assert [(task.owner, task.progress) for task in (first, second)] == [("佐藤", None), ("佐藤", 1)]


def test_a_check_box_under_done_is_the_state_of_a_task(read):
    rows = [(n == 1, title, "佐藤", "2026/11/20") for n, title in enumerate(TITLES, 1)]
    book = read("タスク一覧", ("完了", "タスク", "担当", "いつまで"), *rows)
    assert [task.progress for task in book.tasks] == [1, 0, 0, 0, 0]


def test_a_zero_of_a_formula_over_a_blank_cell_is_blank(read):
    rows = [(n, t, Cell(0, "yyyy/m/d", formula="=Z1"), "2026/12/4") for n, t in enumerate(TITLES, 1)]
    assert findings(read("WBS", ("No", "タスク", "開始日", "終了日"), *rows), "DAT003") == []


def test_predecessors_joined_by_an_ampersand_are_several(read):
    rows = [
        ("1.1", "画面", "", "2026/12/4"),
        ("1.2", "帳票", "", "2026/12/4"),
        ("1.3", "検索", "1.1&1.2", "2026/12/8"),
    ]
    *_, last = read("WBS", ("ID", "タスク", "先行作業", "終了日"), *rows).tasks
    assert last.predecessors == ("1.1", "1.2")


def test_the_task_left_of_a_gap_is_read(read):
    rows = [(title, None, None, "2026/12/1", "2026/12/4", 4) for title in TITLES]
    book = read(
        "プロジェクトのスケジュール", ("タスク", None, None, "開始", "終了", "日数", *"月火水木金土日"), *rows
    )
    assert [task.title for task in book.tasks] == list(TITLES)


def test_budgets_of_departments_with_two_columns_for_the_amount_are_read(read):
    heads = ("部門", "予算", "予算額", "発注済額", "発注見込額", "残予算")
    book = read("部門別", heads, *[(f"部門{n}", 100, 100, 60, 20, 40) for n in range(1, 7)])
    assert len(book.budgets) == 6


def test_the_part_of_a_second_person_is_late_by_itself_and_named(read):
    rows = [
        (1, "画面の設計", "佐藤", "2026/11/2", "2026/11/20", 1),
        (None, None, "鈴木", "2026/11/4", "2026/11/24", 0.5),
        (2, "帳票の設計", "田中", "2026/11/20", "2026/12/4", 0.2),
    ]
    book = read("WBS", ("No", "タスク", "担当", "開始日", "終了日", "進捗率"), *rows)
    (found,) = findings(book, "WBS006")
    assert (found.row, "画面の設計" in found.message, "鈴木" in found.message) == (3, True, True)


def test_what_takes_two_rows_is_not_written_into_one_of_them(read):
    rows = [
        (1, "遅い。", "佐藤", "2026/11/2", "対応中"),
        (None, "月末だけ。", None, None, None),
        (2, "罫線", "佐藤", "2026/11/2", "対応中"),
        (None, None, "鈴木", None, None),
        (3, "祝日", "佐藤", "2026/11/2", "対応中"),
    ]
    book = read("課題管理表", ("No", "件名", "担当", "期限", "状態"), *rows)
    grids = pmo_xl.workbook.grid.open_grids(book.path)
    cells = RecordCells(grids.grid, book.layouts.tables)
    first, second, _ = book.issues
    for issue, field in ((first, "title"), (second, "owner")):
        with pytest.raises(pmo_xl.PmoXlError, match="複数の行に書かれている"):
            cells.place_of(issue, field)
    assert cells.place_of(first, "owner").row == 2


@pytest.mark.parametrize(
    "headings",
    [
        ("No", "分類", "内容", "テスト方法", "テスト結果", "実施者", "実施日", "結果", "備考"),
        ("No", "大項目", "小項目", "テスト項目", "検証内容", "実施日", "結果", "備考"),
        ("No.", "Issue", "カテゴリ", "テスト項目", "結果", "実施日", "実施者", "備考"),
        ("No", "画面", "テスト観点", "条件", "イベント", "期待結果", "実施日", "担当"),
    ],
    ids=["methods", "what is verified", "issues of a tool", "expectations"],
)
def test_test_cases_are_no_list_of_issues_requirements_or_tasks(read, headings):
    rows = [(n, *(f"{heading}の{n}つ目" for heading in headings[1:])) for n in range(1, 6)]
    with pytest.raises(pmo_xl.PmoXlError, match="試験の項目と結果を並べた表"):
        read("入力画面", headings, *rows)


def test_an_issue_found_in_a_test_stays_an_issue(read):
    headings = ("No", "件名", "試験項目", "担当", "期限", "状態")
    rows = [(n, title, f"T-{n}", "佐藤", "2026/12/4", "対応中") for n, title in enumerate(TITLES, 1)]
    assert [issue.title for issue in read("不具合", headings, *rows).issues] == list(TITLES)


def test_a_list_of_issues_without_a_heading_is_refused_whatever_words_its_records_hold(read):
    moments = [f"2026-11-{day:02} 18:41:17 +0000 UTC" for day in range(1, 9)]
    rows = [
        (n, "CLOSED", f"bug {n}", "bug", "Deadline" if n % 2 else "完了", moment)
        for n, moment in enumerate(moments, 1)
    ]
    with pytest.raises(pmo_xl.PmoXlError):
        read("issues", *rows)


def test_the_settings_of_a_schedule_are_none(read):
    rows = [("項目", "タスク名", "担当者", "開始日", "終了日"), ("セル幅", "30", "10", "5", "5")]
    with pytest.raises(pmo_xl.PmoXlError):
        read("setup", ("スケジュール表示範囲設定",), *rows)
