"""Which tab is which sheet, and where its table stands."""

from time import process_time

import pytest

from pmo_xl.model.issue import Issue
from pmo_xl.model.question import Question
from pmo_xl.model.sheets import SHEETS
from pmo_xl.model.task import Task
from pmo_xl.workbook.cells.address import CellRange
from pmo_xl.workbook.file.package import TableRange
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.layout.layout import Layout, find_layouts
from pmo_xl.workbook.tab.sheet_details import StatedDetails


def the_layout(title, *rows, **grid):
    layouts = find_layouts([Grid.from_rows(title, rows, **grid)])
    assert len(layouts.tables) == 1, layouts.left
    return layouts.tables[0]


def left_reason(*grids):
    layouts = find_layouts([grid if isinstance(grid, Grid) else Grid.from_rows(*grid) for grid in grids])
    return {left.title: left.reason for left in layouts.left}


def our_table(sheet, title=None, first_row=1):
    labels = [column.label for column in sheet.columns.values()]
    grid = Grid.from_rows(title or sheet.sheet.label, [labels, ["x"] * len(labels)], first_row)
    ref = CellRange(first_row, 1, first_row + 1, len(labels))
    grid.tables = (TableRange(sheet.sheet.label, sheet.sheet.label, ref, tuple(labels)),)
    return grid


ISSUE_HEADER = ("課題ID", "種別", "件名", "担当", "期限", "状態")
ISSUE_ROW = ("ISS-001", "課題", "電文の桁あふれ", "佐藤", "2026/11/30", "対応中")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.__name__)
def test_every_column_of_our_own_tables_is_found(sheet):
    layout = find_layouts([our_table(sheet)]).tables[0]
    assert layout.is_ours
    assert layout.record_class is sheet
    assert list(layout.columns.items()) == [(name, i) for i, name in enumerate(sheet.columns, 1)]


def test_our_own_table_is_known_under_any_tab_name():
    assert find_layouts([our_table(Question, "質疑応答")]).tables[0].record_class is Question


def test_our_own_table_is_found_below_inserted_title_rows():
    layout = find_layouts([our_table(Issue, first_row=4)]).tables[0]
    assert (layout.header_rows, layout.first_row, layout.last_row) == ((4, 4), 5, 5)


def test_a_sheet_beside_our_own_table_is_not_counted_twice():
    reasons = left_reason(our_table(Issue), ("課題一覧", [ISSUE_HEADER, ISSUE_ROW]))
    assert "表が別にある" in reasons["課題一覧"]


@pytest.mark.parametrize(
    ("title", "sheet"),
    [
        ("課題管理表", Issue),
        ("課題一覧", Issue),
        (" 課題　一覧 ", Issue),
        ("02_課題管理表", Issue),
        ("課題一覧2025年度", Issue),
        ("基本設計課題一覧", Issue),
        ("課題一覧(基幹)", Issue),
    ],
)
def test_a_tab_is_recognised_by_its_name(title, sheet):
    assert the_layout(title, ISSUE_HEADER, ISSUE_ROW).record_class is sheet


def test_a_tab_without_a_telling_name_is_recognised_by_its_headings():
    layout = the_layout("Sheet1", ("No", "質問内容", "質問者", "質問日", "回答者", "回答", "回答日"), (1.0,))
    assert layout.record_class is Question
    assert "見出し" in layout.reasons[0]


@pytest.mark.parametrize(
    "title", ["WBS_old1", "WBS(旧)", "WBSのコピー", "WBS - コピー", "WBS_バックアップ", "旧_WBS"]
)
def test_old_copies_are_left_with_a_reason(title):
    assert "写し" in left_reason((title, [("No", "作業名", "予定開始"), (1.0,)]))[title]


def test_a_dated_tab_is_a_copy_only_beside_the_tab_it_was_copied_from():
    rows = [("No", "作業名", "担当", "開始日", "終了日"), (1.0, "設計")]
    assert left_reason(("WBS_20261130", rows)) == {}
    assert left_reason(("WBS", rows), ("WBS_20261130", rows)).keys() == {"WBS_20261130"}
    assert left_reason(("WBS", rows), ("WBS (2)", rows)).keys() == {"WBS (2)"}


@pytest.mark.parametrize("title", ["表紙", "変更履歴", "目次", "課題一覧(記入例)", "マスタ"])
def test_covers_histories_and_examples_are_left_with_a_reason(title):
    assert title in left_reason((title, [("版", "日付", "変更内容"), ("1.0", "2026/4/1", "初版")]))


def test_the_table_may_start_anywhere_near_the_top():
    layout = the_layout(
        "課題一覧",
        ("課題管理表",),
        ("作成", "PMO"),
        (),
        ("", "", *ISSUE_HEADER),
        ("", "", *ISSUE_ROW),
        first_column=2,
    )
    assert layout.header_rows == (4, 4)
    assert layout.columns["title"] == 6


def test_labels_are_compared_without_width_case_blanks_breaks_and_brackets():
    layout = the_layout(
        "課題一覧",
        ("Ｎｏ．", "件　名", "担当\n(主)", "ＳＴＡＴＵＳ", "期限【必須】", "ｺﾒﾝﾄ", "※優先度"),
        (1.0,),
    )
    assert list(layout.columns) == ["id", "title", "priority", "owner", "due_on", "status", "remarks"]


def test_the_label_itself_wins_over_an_alias():
    layout = the_layout("課題一覧", ("No", "課題", "件名", "担当者", "担当", "期限"), (1.0,))
    assert (layout.columns["title"], layout.columns["owner"]) == (3, 5)
    assert layout.unknown == {2: "課題", 4: "担当者"}


def test_extra_columns_are_the_staffs_own():
    layout = the_layout("課題一覧", ("No", "社内区画", "件名", "担当", "期限", "状態"), (1.0,))
    assert layout.unknown == {2: "社内区画"}


def test_a_must_column_without_a_match_names_the_heading_that_looks_like_it():
    layout = the_layout("課題一覧", ("No", "件名", "担当", "期限", "状 態", "優先度レベル"), (1.0,))
    assert layout.near_labels["priority"] == "優先度レベル"


def test_the_end_is_the_last_row_with_something_in_a_field():
    rows = [(1.0, "a", "b", "c"), (), (2.0, "d", "e", "f"), ("", "", "", "", "凡例"), ("", "", "", "", "済")]
    assert the_layout("課題一覧", ("No", "件名", "担当", "期限"), *rows).last_row == 4


def test_a_group_row_above_gives_repeated_children_their_meaning():
    layout = the_layout(
        "WBS",
        ("", "", "", "予定", "", "実績", "", ""),
        ("No", "作業名", "担当", "開始", "完了", "開始", "完了", "備考"),
        (1.0, "設計", "佐藤"),
    )
    assert layout.record_class is Task
    assert dates_of(layout) == (4, 5, 6, 7)


def test_the_row_that_holds_the_number_may_be_the_group_row():
    layout = the_layout(
        "WBS",
        ("No", "作業名", "担当", "予定", "", "実績", ""),
        ("", "", "", "開始日", "終了日", "開始日", "終了日"),
        (1.0, "設計", "佐藤"),
    )
    assert layout.header_rows == (1, 2)
    assert dates_of(layout) == (4, 5, 6, 7)


def test_headings_that_fit_two_kinds_say_what_is_needed():
    header = ("No", "件名", "内容", "起票者", "起票日", "優先度", "期限", "担当者", "ステータス", "備考")
    layouts = find_layouts([Grid.from_rows("Sheet1", [header, (1.0, "a")])])
    assert layouts.tables == ()
    assert "QA表か課題管理表か決められません" in layouts.left[0].reason
    assert "--layout" in layouts.left[0].reason


def test_a_sheet_without_a_telling_name_is_known_by_the_title_above_its_table():
    layout = the_layout("Sheet1", ("課題管理表",), ("No", "内容", "担当者", "期限"), (1.0, "a"))
    assert layout.record_class is Issue
    assert "1行目" in layout.reasons[0]


def test_a_hidden_sheet_without_a_ledgers_name_is_left():
    grid = Grid.from_rows("作業用", [ISSUE_HEADER, ISSUE_ROW])
    grid.state = "hidden"
    assert "隠して" in left_reason(grid)["作業用"]


def test_rows_that_are_no_records_are_told_apart():
    layout = the_layout(
        "課題一覧",
        ("No", "件名", "担当", "期限", "状態"),
        ("■基本設計",),
        (1.0, "a", "山田", "2026/4/1", "完了"),
        ("－", "－", "－", "－", "－"),
        ("No", "件名", "担当", "期限", "状態"),
        (2.0, "■から始まる件名", "山田", "2026/4/1", "完了"),
        ("", "合計", "", "", ""),
        (3.0, "", "", "", "未着手"),
        ("※完了は月末に移す",),
    )
    assert list(layout.skipped_rows) == [2, 4, 5, 7, 8, 9]


def test_formulas_filled_down_beyond_the_last_record_are_no_rows():
    formulas = {(row, column): "x" for row in (3, 4) for column in (1, 4)}
    grid = Grid.from_rows(
        "課題一覧",
        [
            ("No", "件名", "担当", "期限"),
            (1.0, "a", "b", ""),
            (2.0, "c", "d", "2026/4/1"),
            (3.0, "", "", "2026/4/1"),
        ],
        details=StatedDetails(formulas=formulas),
    )
    assert find_layouts([grid]).tables[0].skipped_rows.keys() == {4}


def test_a_wide_sheet_full_of_labels_is_searched_in_bounded_time():
    grid = Grid.from_rows("x", [["担当", "期限", "状態", "No", "件名"] * 60 for _ in range(3000)])
    grid.merges = [CellRange(row, 1, row, 3) for row in range(1, 50_000)]
    start = process_time()
    find_layouts([grid])
    assert process_time() - start < 10


def dates_of(layout: Layout):
    fields = ("planned_start", "planned_finish", "actual_start", "actual_finish")
    return tuple(layout.columns[field] for field in fields)


def test_amounts_take_their_unit_from_the_heading_or_from_a_note_above_the_table():
    rows = [("予算ID", "年度", "負担部門", "予算額", "残予算(百万円)"), ("BUD-01",)]
    assert the_layout("予算枠", *rows).units == {"remaining": 1_000_000}
    noted = the_layout("予算枠", ("", "", "", "(単位：千円)"), *rows)
    assert noted.units == {"amount": 1000, "remaining": 1_000_000}


def test_an_example_is_known_by_its_number_wherever_the_number_stands():
    rows = [
        ("件名", "No", "担当", "期限"),
        ("遅い", "例", "山本", "2026/4/1"),
        ("遅い", 1.0, "山本", "2026/4/1"),
    ]
    assert list(the_layout("課題一覧", *rows).skipped_rows) == [2]


def test_a_legend_is_no_record_even_below_a_table_of_few_rows():
    rows = [(f"1.{n}", f"件名{n}", "山本", f"2026/4/{n}", "対応中") for n in (1, 2, 3)]
    legend = [(), ("凡例",), ("○", "完了"), ("△", "対応中")]
    layout = the_layout("課題一覧", ("No", "件名", "担当", "期限", "状態"), *rows, *legend)
    assert list(layout.skipped_rows) == [6, 7, 8]
