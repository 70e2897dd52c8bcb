"""Every table of a tab is read or named, and of several copies of a ledger only the one in use."""

from datetime import date

import pytest

from pmo_xl.model.issue import Issue
from pmo_xl.model.question import Question
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.layout.layout import find_layouts
from pmo_xl.workbook.tab.sheet_details import StatedDetails

ISSUES = ("No", "件名", "担当", "期限", "状態")
MORE = ("No", "完了日", "件名", "対応内容", "担当", "期限", "状態")
ROWS = [(float(n), f"件名{n}", "山本", f"2026/11/{n}", "対応中") for n in range(1, 6)]


def tables(*grids):
    return find_layouts([grid if isinstance(grid, Grid) else Grid.from_rows(*grid) for grid in grids]).tables


def reasons(*grids):
    layouts = find_layouts([grid if isinstance(grid, Grid) else Grid.from_rows(*grid) for grid in grids])
    return {left.title: left.reason for left in layouts.left}


def test_tables_of_one_kind_above_each_other_are_all_read():
    rows = [
        ("■未完了",),
        ISSUES,
        *ROWS[:2],
        (),
        ("■完了",),
        MORE,
        (3.0, "2026/10/1", "回線", "申請", "森田", "", "完了"),
    ]
    upper, lower = tables(("課題管理表", rows))
    assert (upper.header_rows, lower.header_rows) == ((2, 2), (7, 7))
    assert (upper.columns["title"], lower.columns["title"]) == (2, 3)
    assert upper.last_row < lower.header_rows[0]


def test_a_table_of_another_kind_below_is_not_read_as_rows_of_the_first():
    rows = [
        ISSUES,
        *ROWS,
        (),
        ("No", "質問内容", "質問者", "質問日", "回答者", "回答", "回答日"),
        (1.0, "桁数は", "山本"),
    ]
    issues, questions = tables(("課題管理表", rows))
    assert (issues.record_class, questions.record_class) == (Issue, Question)
    assert issues.last_row <= 6


def test_tables_side_by_side_are_both_read():
    rows = [(*ISSUES, "", *ISSUES), *((*row, "", row[0] + 10, *row[1:]) for row in ROWS)]
    left, right = tables(("課題管理表", rows))
    assert (left.columns["id"], right.columns["id"]) == (1, 7)
    assert set(left.columns) == set(right.columns)


def test_a_heading_below_row_thirty_is_found():
    rows = [
        ("進捗報告書",),
        *[("・した事",)] * 35,
        ("", "作業", "予定開始日", "予定終了日", "実績開始日", "実績終了日"),
    ]
    (layout,) = tables(("報告", [*rows, ("", "設計", "2026/4/1", "2026/4/2", "", "")]))
    assert layout.header_rows == (37, 37)


@pytest.mark.parametrize(
    ("title", "rows"),
    [
        ("要件定義書", [("項目", "内容"), ("目的", "手書きをやめる"), ("要件一覧", "・入庫を記録する")]),
        (
            "PG一覧",
            [
                ("在庫サーバ課題",),
                (),
                ("No.", "機能", "クラス名", "処理内容", "備考"),
                (1.0, "利用者", "U", "登録", ""),
            ],
        ),
        ("作業", [("2026 SCHEDULE",), ("日", "予定"), ("1日", "会議")]),
        ("設定", [("項目", "値"), ("debugMode", "none"), ("startDay", "2026/2/1")]),
        ("予実管理表", [("費目", *(f"{n}月" for n in range(1, 13)), "合計"), ("外注費", *[1000.0] * 13)]),
        ("体制", [("会社", "備考"), ("甲社", "")]),
    ],
)
def test_what_is_no_ledger_is_refused_with_what_was_looked_for(title, rows):
    assert tables((title, rows)) == ()
    assert (
        "ませんでした" in reasons((title, rows))[title] or "見つかりません" in reasons((title, rows))[title]
    )


def test_a_refusal_says_what_was_found_and_what_lacks():
    told = reasons(("課題管理表", [("No.", "備考"), (1.0, "a")]))["課題管理表"]
    assert "「No.」、「備考」だけ" in told
    assert "件名" in told


def test_a_matrix_of_months_is_said_to_be_one():
    rows = [("費目", *(f"{n}月" for n in range(4, 13))), ("外注費", *[1000.0] * 9)]
    assert "月ごと" in reasons(("予算管理表", rows))["予算管理表"]


def test_of_weekly_tabs_only_the_newest_is_read():
    heads = [
        ("作業", "予定開始日", "予定終了日", "実績開始日", "実績終了日"),
        ("設計", "2026/1/5", "2026/1/9"),
    ]
    tabs = [(title, heads) for title in ("3月3日", "2月17日", "1月6日", "12月22日")]
    assert [layout.title for layout in tables(*tabs)] == ["3月3日"]
    assert [layout.title for layout in tables(*reversed(tabs))] == ["3月3日"]
    assert reasons(*tabs).keys() == {"2月17日", "1月6日", "12月22日"}


def test_dated_tabs_with_other_rows_in_each_are_all_read():
    first, second = [ISSUES, *ROWS[:3]], [ISSUES, *((n + 9, f"別の{n}", *r[2:]) for n, r in enumerate(ROWS))]
    assert len(tables(("課題_20261001", first), ("課題_20261101", second))) == 2


def test_a_tab_drawn_from_another_by_a_formula_is_a_view():
    view = Grid.from_rows(
        "課題一覧",
        [ISSUES, *ROWS],
        details=StatedDetails(formulas={(2, 1): "_xlfn._xlws.FILTER(課題元データ!A2:E6,1)"}),
    )
    assert [layout.title for layout in tables(view, ("課題元データ", [ISSUES, *ROWS]))] == ["課題元データ"]
    assert "数式で引いた" in reasons(view, ("課題元データ", [ISSUES, *ROWS]))["課題一覧"]


def test_a_tab_with_the_rows_of_another_is_counted_once():
    assert [each.title for each in tables(("課題一覧", [ISSUES, *ROWS]), ("控え", [ISSUES, *ROWS[:4]]))] == [
        "課題一覧"
    ]


def test_a_sheet_per_phase_with_numbers_that_start_again_is_no_copy():
    other = [(row[0], f"詳細{n}", *row[2:]) for n, row in enumerate(ROWS)]
    assert len(tables(("課題(基本設計)", [ISSUES, *ROWS]), ("課題(詳細設計)", [ISSUES, *other]))) == 2


def test_a_hidden_tab_beside_a_visible_one_of_its_kind_is_named_and_not_counted():
    hidden = Grid.from_rows(
        "課題管理表", [ISSUES, *((n + 20, f"前の{n}", *r[2:]) for n, r in enumerate(ROWS))]
    )
    hidden.state = "veryHidden"
    assert [each.title for each in tables(hidden, ("課題一覧", [ISSUES, *ROWS]))] == ["課題一覧"]
    assert "隠して" in reasons(hidden, ("課題一覧", [ISSUES, *ROWS]))["課題管理表"]
    assert len(tables(hidden)) == 1


def test_a_list_of_open_points_is_known_by_its_four_columns():
    assert tables(("Sheet1", [ISSUES, *ROWS]))[0].record_class is Issue


def test_the_name_of_the_workbook_says_what_a_nameless_tab_is():
    grid = Grid.from_rows("Sheet1", [("No", "内容", "起票者", "期限"), (1.0, "桁数", "山本", "2026/11/1")])
    assert find_layouts([grid]).tables == ()
    (layout,) = find_layouts([grid], book="課題管理表_v2").tables
    assert (layout.record_class, layout.reasons) == (Issue, ("ブックの名前から課題管理表と判断しました。",))


def test_a_late_heading_may_run_into_a_calendar():
    head = ("No", "作業名", "担当", "開始日", "終了日", date(2026, 4, 1), date(2026, 4, 2))
    (layout,) = tables(("WBS", [("計画",), *[("・",)] * 35, head, (1.0, "設計", "山本", date(2026, 4, 1))]))
    assert layout.header_rows == (37, 37)


REVIEW = ("No", "種別", "課題内容", "優先度", "担当", "対応期限", "完了日", "対応内容", "ステータス", "備考")


def test_a_word_of_a_legend_is_no_title_of_a_table_that_is_plainly_another():
    rows = [(n, "課題", f"指摘{n}", "高", "田中", "2026/4/9", "", "", "対応中") for n in range(1, 5)]
    (layout,) = tables(("指摘票", [("品質分析", "", "仕様変更", 0.0), ("",), REVIEW, *rows]))
    assert layout.record_class is Issue


def test_a_list_of_the_files_of_a_program_is_no_list_of_documents():
    head = ("項番", "タイプ", "ファイルパス", "ファイル名", "概要", "担当者")
    rows = [(n, "java", "servlet", f"Servlet{n}.java", "画面用", "山田") for n in range(1, 6)]
    assert tables(("Sheet1", [head, *rows])) == ()
    named = ("項番", "文書名", "格納先", "版", "作成者")
    assert (
        len(tables(("Sheet1", [named, *[(n, f"設計書{n}", "共有", "1.0", "山田") for n in range(1, 4)]])))
        == 1
    )


def test_days_alone_under_a_title_are_no_table_of_tasks():
    head = ("", "", "目標開始日", "目標完了日", "実際の開始日", "実際の終了日")
    rows = [("①", "要件の整理", "2026/1/19", "2026/1/21"), ("②", "設計", "", "")]
    assert tables(("Sheet1", [("WBS(2026/1/21)",), head, *rows])) == ()


def test_rows_that_stand_above_already_are_named_as_a_second_view():
    head = ("No", "タスク", "担当", "開始日", "完了日")
    rows = [(float(n), f"作業{n}", "田中", "2026/7/6", "2026/7/8") for n in range(1, 5)]
    (layout,) = tables(("進捗管理", [head, *rows, ("",), head, *rows]))
    assert layout.doubts == ("8～11行目は、番号も名前も上の表と同じ行のため、写しと見て数えませんでした",)
    other = [(n + 4, f"別の{title}", *rest) for n, title, *rest in rows]
    (whole,) = tables(("進捗管理", [head, *rows, ("",), head, *other]))
    assert whole.doubts == ()


def test_ledgers_of_two_kinds_side_by_side_are_both_read():
    question = ("No", "質問内容", "質問日", "回答期限", "回答者", "状態")
    asked = [(float(n), f"質問{n}", "2026/11/1", "2026/11/9", "鈴木", "未回答") for n in range(1, 6)]
    rows = [(*issue, "", *other) for issue, other in zip(ROWS, asked, strict=True)]
    left, right = tables(("課題管理表", [(*ISSUES, "", *question), *rows]))
    assert (left.record_class, right.record_class) == (Issue, Question)
    assert (left.columns["id"], right.columns["id"]) == (1, 7)
    assert right.columns["due_on"] == 10 and left.unknown == {}


def test_a_list_parked_beside_a_ledger_is_no_second_one():
    rows = [(*row, "", f"氏名{n}", "情報システム部") for n, row in enumerate(ROWS)]
    (layout,) = tables(("課題管理表", [(*ISSUES, "", "氏名", "所属"), *rows]))
    assert layout.columns["owner"] == 3


def test_the_plans_of_phases_side_by_side_are_no_list_of_tasks():
    rows = [
        ("", "", "基本設計", "", "", "製造", "", "", "試験", "", ""),
        ("No", "機能", "担当者", "予定", "", "担当者", "予定", "", "担当者", "予定", ""),
        ("", "", "", "開始日", "終了日", "", "開始日", "終了日", "", "開始日", "終了日"),
        *((float(n), f"画面{n}", *("山本", f"2026/11/{n}", f"2026/11/{n + 1}") * 3) for n in range(1, 5)),
    ]
    assert "横に並べた" in reasons(("WBS", rows))["WBS"]


def test_an_example_of_a_ledger_is_left_only_beside_the_ledger_itself():
    beside = reasons(("課題管理表", [ISSUES, *ROWS]), ("課題管理表（例）", [ISSUES, *ROWS[:2]]))
    assert "記入例" in beside["課題管理表（例）"]
    assert [each.title for each in tables(("課題管理表（例）", [ISSUES, *ROWS[:2]]))] == ["課題管理表（例）"]


def test_a_blank_column_with_a_number_of_something_else_behind_it_parts_no_table():
    heading = ("項番", "変更概要", "申請日", "変更要求者", "", "変更の理由", "画面ID", "期限", "処理状況")
    rows = [
        (
            float(n),
            f"変更{n}",
            f"2026/10/{n}",
            "鈴木",
            "",
            f"理由{n}",
            "資料5" if n == 3 else "",
            "2026/11/9",
            "完了",
        )
        for n in range(1, 7)
    ]
    (table,) = tables(("仕様変更管理表", [heading, *rows]))
    assert (table.columns["id"], table.columns["title"], table.columns["reason"]) == (1, 2, 6)
    assert table.columns["status"] == 9


def test_a_section_in_brackets_right_below_a_number_of_several_columns_is_no_heading():
    rows = [
        ("項番", "", "", "", "", ""),
        ("大", "中", "小", "作業項目", "予定開始日", "予定終了日"),
        ("【要件定義】",),
        *((1.0, 1.0, float(n), f"作業{n}", f"2026/11/{n}", f"2026/11/{n + 5}") for n in range(1, 5)),
    ]
    (table,) = tables(("WBS", rows))
    assert (table.header_rows, table.parts["id"], table.skipped_rows[3]) == (
        (1, 2),
        (1, 2, 3),
        "区切りの見出しの行",
    )


def test_earlier_tabs_are_told_in_the_order_of_the_workbook():
    days = ("11-2", "11-9", "11-16", "11-23", "11-30", "12-7", "12-14")
    found = find_layouts([Grid.from_rows(f"課題管理表_2026-{day}", [ISSUES, *ROWS]) for day in days])
    assert [table.title for table in found.tables] == ["課題管理表_2026-12-14"]
    assert [left.title for left in found.left] == [f"課題管理表_2026-{day}" for day in days[:-1]]
