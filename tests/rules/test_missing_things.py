"""Sheets, columns and rows that a workbook lacks, on written workbooks (definitions.md, Missing things and References)."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_xl.faces.cli import main
from pmo_xl.model.issue import Issue
from pmo_xl.model.project import Project
from pmo_xl.model.sheets import SHEETS
from pmo_xl.model.verification import Verification
from pmo_xl.rules.rule import FITS, Judgement, Severity, rule, violation
from pmo_xl.rules.run import run
from tests.support.master import opened, small_book
from tests.support.staff_book import staff_book

ISSUES = [
    ["課題ID", "件名", "起票者", "影響システム", "担当", "期限", "状態"],
    ["ISS-001", "画面が遅い", "佐藤 花子", "会員基盤", "鈴木 一郎", date(2026, 11, 1), "対応中"],
]
CHANGES = ["変更ID", "件名", "起票元", "対象要件", "状態"]
QUESTIONS = [["QA-ID", "質問", "状態"], ["QA-012", "桁数は", "未回答"]]
MEMBERS = [["氏名", "会社", "役割"], ["佐藤 花子", "当社", "PM"]]
ONLY = "このブックにあるシートだけで点検しました: "


def _missing_sheets(book) -> list[str]:
    found = (f for f in book.check("DAT001").findings if f.column is None)
    return [f.sheet for f in found if f.severity is not Severity.INFO]


def test_sheets_that_somebody_elses_book_never_had_are_one_remark_and_no_findings(tmp_path, capsys):
    book = staff_book(tmp_path, {"課題管理表": ISSUES})
    report = book.check()
    assert _missing_sheets(book) == []
    assert [said for said in report.notices if said.startswith(ONLY)] == [f"{ONLY}課題管理表。"]
    assert "QST001" in {count.rule for count in report.rules if count.is_not_evaluated}
    assert main(["check", str(book.path)]) == 0
    assert capsys.readouterr().out.count(ONLY) == 1


def test_must_columns_are_missed_in_our_tables_one_by_one(tmp_path):
    found = staff_book(tmp_path, {"課題管理表": ISSUES}, is_ours=True).check("DAT001").findings
    assert [f.column for f in found if f.sheet == "課題管理表"] == ["優先度", "種別", "起票日"]


def test_what_the_table_of_another_office_never_had_is_told_once_and_is_no_error(tmp_path):
    (told,) = staff_book(tmp_path, {"課題管理表": ISSUES}).check("DAT001").findings
    assert (told.severity, told.column) == (Severity.INFO, None)
    assert told.message == (
        "「課題管理表」シートに「種別」、「優先度」、「起票日」の列がありません。この列を使う突き合わせはしていません。"
    )


def test_a_master_workbook_that_lost_its_sheets_errs_for_each_once_and_never_for_the_findings(tmp_path):
    book = staff_book(tmp_path, {"課題管理表": ISSUES}, is_ours=True)
    core = [s.sheet.label for s in SHEETS if s.sheet.profile == "core"]
    assert sorted(_missing_sheets(book)) == sorted(set(core) - {"課題管理表", "チェック結果"})
    weights = {f.sheet: f.severity for f in book.check("DAT001").findings if f.column is None}
    assert [sheet for sheet, weight in weights.items() if weight is Severity.WARNING] == ["休日"]
    assert not any(said.startswith(ONLY) for said in book.check().notices)


def test_one_table_of_ours_makes_the_book_ours(tmp_path):
    import openpyxl

    path = small_book(tmp_path)
    made = openpyxl.load_workbook(path)
    for title in made.sheetnames:
        if title != "QA表":
            del made[title]
    made.save(path)
    book = opened(path)
    assert book.project.is_ours
    assert "課題管理表" in _missing_sheets(book)


def test_a_sheet_that_references_name_and_the_book_lacks_is_told_once(tmp_path):
    book = staff_book(tmp_path, {"課題管理表": [*ISSUES, ["ISS-002", *ISSUES[1][1:]]]})
    (count,) = book.check("DAT005").rules
    assert (count.judged, count.out_of_scope) == (0, 2)
    assert count.reason == "「体制表」「システム一覧」シートがないため、そこを指す欄は対象外です"
    assert count.is_out_of_scope


def test_an_id_of_an_absent_sheet_beside_one_that_is_there_is_told_and_no_finding(tmp_path):
    rows = [["CHG-001", "桁数", "QA-012、MTG-003", None, "起票"], ["CHG-002", "色", "メール", None, "起票"]]
    book = staff_book(tmp_path, {"仕様変更管理表": [CHANGES, *rows], "QA表": QUESTIONS})
    report = book.check("DAT005")
    assert report.findings == ()
    assert report.rules[0].reason == "「議事録」シートがないため、そこを指す欄は対象外です"


@pytest.mark.parametrize(
    ("sheet", "heads"),
    [
        ("仕様変更管理表", ["変更ID", "件名", "起票元"]),
        ("仕様書確認", ["確認ID", "論点", "解消根拠"]),
        ("見積一覧", ["見積ID", "件名", "起票元"]),
        ("予算管理表", ["発注ID", "件名", "起票元"]),
    ],
)
def test_a_source_without_an_id_in_it_is_free_text(tmp_path, sheet, heads):
    targets = {"QA表": QUESTIONS, "仕様変更管理表": [CHANGES, ["CHG-001", "桁数", None, None, "起票"]]}
    rows = [
        heads,
        ["ABC-001", "桁数", "11/5 定例会議"],
        ["ABC-002", "色", "山本さんのメール"],
        ["ABC-003", "線", "CHG-900"],
    ]
    tabs = {**targets, sheet: rows}
    found = staff_book(tmp_path, tabs).check("DAT005").findings
    wanted = [] if sheet == "仕様変更管理表" else ["ABC-003"]
    assert [f.row_id for f in found if f.sheet == sheet] == wanted


@rule(
    "TST999",
    judges=Project,
    severity=Severity.ERROR,
    message="x",
    remedy="x",
    needs={Verification: ("id", "planned_on")},
)
def _needs_tests(project):
    yield None, FITS


@pytest.mark.parametrize("tabs", [{}, {"試験管理": [["試験ID", "観点"]]}])
def test_a_full_sheet_that_is_absent_or_holds_no_row_is_out_of_scope_whatever_it_lacks(tmp_path, tabs):
    project = staff_book(tmp_path, {"課題管理表": ISSUES, **tabs}).project
    (count,) = run(project, [_needs_tests]).rules
    assert count.is_out_of_scope and not count.is_not_evaluated
    assert "試験管理" in (count.reason or "")


def test_a_finding_of_a_derived_column_that_the_book_lacks_stands_at_the_first_must_cell_after_the_id(
    tmp_path,
):
    heads = ["予算ID", "年度", "負担部門", "区分", "予算額", "承認日"]
    budgets = [heads, ["BUD-001", 2026, "営業部", "当初", 1_000_000, date(2026, 4, 1)]]
    orders = [
        ["発注ID", "予算ID", "件名", "発注区分", "発注金額", "発注日"],
        ["ORD-001", "BUD-001", "開発", "当初", 1_500_000, date(2026, 6, 1)],
    ]
    book = staff_book(tmp_path, {"予算枠": budgets, "予算管理表": orders})
    (finding,) = book.check("BUD001").findings
    assert (finding.row_id, finding.cell, finding.value) == ("BUD-001", "B2", "2026")
    assert finding.field == "remaining"


def test_a_finding_that_stands_elsewhere_does_not_hide_that_the_cell_there_is_blank(tmp_path):
    budgets = [["予算ID", "年度", "負担部門", "予算額"], ["BUD-001", None, "営業部", 1_000_000]]
    orders = [
        ["発注ID", "予算ID", "発注区分", "発注金額", "発注日"],
        ["ORD-001", "BUD-001", "当初", 1_500_000, date(2026, 6, 1)],
    ]
    book = staff_book(tmp_path, {"予算枠": budgets, "予算管理表": orders})
    found = {f.rule for f in book.check(["BUD001", "DAT006"]).findings if f.cell == "B2"}
    assert "DAT006" in found


def test_a_message_tells_a_column_that_is_not_there_from_an_empty_cell(tmp_path):
    (finding,) = staff_book(tmp_path, {"課題管理表": ISSUES}).check("ISS001").findings
    assert "優先度 (列なし)" in finding.message
    assert Issue.sheet.label == finding.sheet


@rule("TST901", judges=Issue, reads=("cause_kind",), severity=Severity.WARNING, message="m", remedy="r")
def _cause_wanted(issue: Issue, project: Project) -> Judgement:
    return FITS if issue.cause_kind else violation("cause_kind")


def test_a_column_that_came_later_reads_as_blank_and_no_finding_stands_in_it(tmp_path):
    """原因分類 is since 2: in a book made before, nobody is blamed for a cell that the book has not."""
    book = staff_book(tmp_path, {"課題管理表": ISSUES})
    (issue,) = book.project.issues
    assert issue.is_known("cause_kind") and issue.cause_kind is None
    (count,) = run(book.project, [_cause_wanted]).rules
    assert (count.judged, count.violations, count.undeterminable, count.out_of_scope) == (0, 0, 0, 1)
    assert count.reason == "「課題管理表」に「原因分類」列がありません"


def test_the_same_column_is_judged_in_a_book_that_has_it(tmp_path):
    book = staff_book(tmp_path, {"課題管理表": [[*ISSUES[0], "原因分類"], [*ISSUES[1], None]]})
    (count,) = run(book.project, [_cause_wanted]).rules
    assert (count.judged, count.violations) == (1, 1)


def test_a_review_of_a_sequence_names_its_function_as_the_sequence_writes_it(tmp_path):
    said = [
        ["シーケンスID", "機能", "順序", "送信元", "送信先"],
        ["SEQ-001", "会員登録", 1, "会員", "会員基盤"],
    ]
    reviews = [
        ["レビューID", "種別", "対象", "確認者"],
        ["REV-001", "シーケンス", "会員登録", "佐藤 花子"],
        ["REV-002", "シーケンス", "退会", "佐藤 花子"],
    ]
    book = staff_book(tmp_path, {"シーケンス": said, "レビュー記録": reviews, "体制表": MEMBERS})
    assert [(f.row_id, f.column) for f in book.check("DAT005").findings if f.sheet == "レビュー記録"] == [
        ("REV-002", "対象")
    ]
