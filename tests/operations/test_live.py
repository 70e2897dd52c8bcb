"""An open book is read and written as its file would be: what is unsaved counts, and nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from pmo_xl.errors import PmoXlError, RefusedEdit, UnreadableWorkbook
from pmo_xl.model.issue import Issue
from pmo_xl.model.recorded_finding import RecordedFinding
from pmo_xl.operations.book import Book, open_workbook
from pmo_xl.operations.live import open_live
from tests.excel_stand_in.excel import LiveExcel
from tests.excel_stand_in.fixtures import LIVE
from tests.sample.maker import planted_project
from tests.sample.maker.workbook import write_sample
from tests.support.master import opened, small_book
from tests.support.small_project import D

pytestmark = LIVE

at = datetime.fromisoformat

LATE = "ISS001/課題管理表/ISS-001/期限"
HEADINGS = ("ID", "種別", "件名", "優先度", "起票日", "期限", "担当", "状態", "進捗率", "備考")


def live(book: Any, on: date = D) -> Book:
    return open_live(book, as_of=on, run_day=on)


def plain(book: Book) -> dict[str, list[dict[str, object]]]:
    """Every typed value of every record, and what was noted at its place, by sheet; results are each program's."""
    return {
        sheet.sheet.label: [
            {
                **{name: getattr(row, name) for name, column in row.columns.items() if not column.is_derived},
                "row": row.row, "unread": dict(row.unread), "hidden": row.place and row.place.is_hidden,
                "strikethrough": row.place and row.place.is_strikethrough, "typed": row.place and dict(row.place.typed),
                "formulas": row.place and dict(row.place.formulas),
            }
            for row in rows
        ]
        for sheet, rows in book.project.records.items()
    }  # fmt: skip


def findings(book: Book) -> list[tuple[object, ...]]:
    return [(f.id, f.cell, f.message, f.value, f.expected) for f in book.check().findings]


def states_of_excel(live_excel: LiveExcel) -> tuple[object, ...]:
    state = live_excel.state
    return state.screen_updating, state.enable_events, state.calculation


def contents(book: Any) -> dict[str, Any]:
    return {sheet.name: sheet.used_range.formula for sheet in book.sheets}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return small_book(tmp_path)


@pytest.fixture
def sheet_of(live_excel: LiveExcel, path: Path) -> Callable[[str], Any]:
    book = live_excel.open(path)
    return lambda title: book.sheets[title]


def test_every_record_and_finding_of_the_sample_is_the_same_as_from_its_file(live_excel, tmp_path):
    path = tmp_path / "見本.xlsx"
    write_sample(path, replace(planted_project(), stale_results={}))
    book = live_excel.open(path)
    live_excel.calls.forget()
    from_excel, from_file = live(book), opened(path)
    assert all(len(live_excel.calls.reads(sheet.name, "value")) == 1 for sheet in book.sheets)
    assert plain(from_excel) == plain(from_file)
    assert findings(from_excel) == findings(from_file)
    assert from_excel.overdue() == from_file.overdue()
    assert from_excel.budget() == from_file.budget()
    assert from_excel.schedule().finish == from_file.schedule().finish


@pytest.mark.parametrize("is_1904", [False, True])
def test_odd_cells_of_a_foreign_book_are_the_same_records(live_excel, tmp_path, is_1904):
    path = tmp_path / "課題.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": is_1904}) as made:
        sheet, code = made.add_worksheet("課題管理表"), lambda text: made.add_format({"num_format": text})
        sheet.merge_range("A1:D1", "課題の一覧")
        sheet.write_row(2, 0, HEADINGS)
        day, era = code("yyyy/m/d"), code("[$-411]ge.m.d")
        sheet.write_row(3, 0, ("ISS-001", "課題", "0123", "高"))
        sheet.write_datetime(3, 4, at("2026-11-01"), era)
        sheet.write_datetime(3, 5, at("2026-11-20T17:30"), code("yyyy/m/d h:mm"))
        sheet.write_row(3, 6, ("佐藤 花子", "対応中", 0.3, "済み"))
        sheet.write_row(4, 0, ("ISS-002", "課題", "単価", "中", "2026/11/2", 46_000 - 1462 * is_1904))
        sheet.write_row(4, 6, (True, "", 50))
        sheet.write_datetime(
            4, 9, at("1899-12-31T09:30") if not is_1904 else at("1904-01-01T09:30"), code("h:mm")
        )
        sheet.write_row(5, 0, ("ISS-003", "課題", "式", "低"))
        sheet.write_formula(5, 5, "=1/0", day, "#DIV/0!")
        sheet.write_formula(5, 9, '="x"&""', None, "x")
        sheet.write_row(
            6, 0, ("ISS-004", "課題", "隠れた行", "低"), made.add_format({"font_strikeout": True})
        )
        sheet.set_row(6, None, None, {"hidden": True})
        sheet.write_row(7, 0, ("ISS-005",))
    from_excel = live(live_excel.open(path))
    assert plain(from_excel) == plain(opened(path))
    assert [issue.place.is_hidden for issue in from_excel.issues] == [False, False, False, True]
    assert from_excel.issues["ISS-001"].due_on == date(2026, 11, 20)


def test_what_is_not_saved_yet_is_what_is_read(live_excel, sheet_of, path):
    sheet_of("課題管理表")["K4"].value = at("2027-03-31")
    assert live(sheet_of("課題管理表").book).issues["ISS-001"].due_on == date(2027, 3, 31)
    assert opened(path).issues["ISS-001"].due_on != date(2027, 3, 31)


def test_ten_thousand_rows_are_read_with_one_call_for_the_values_of_a_sheet(live_excel, tmp_path):
    path = tmp_path / "多い.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("課題管理表")
        sheet.write_row(0, 0, HEADINGS)
        for row in range(1, 10_001):
            sheet.write_row(
                row, 0, (f"ISS-{row:05}", "課題", "件名", "高", 46_300, 46_000, "佐藤", "対応中", 0.5)
            )
    book = live_excel.open(path)
    live_excel.calls.forget()
    assert len(live(book).issues) == 10_000
    reads = [call.what for call in live_excel.calls.reads("課題管理表")]
    assert reads.count("value") == 1 and len(reads) <= 40


def test_record_writes_the_findings_with_working_links_as_it_does_for_the_file(
    live_excel, sheet_of, path, tmp_path
):
    twin = small_book(tmp_path, name="控え.xlsx")
    book = sheet_of("チェック結果").book
    recorded = live(book).record()
    opened(twin).record()
    after = live(book)
    found, expected = list(after.recorded_findings), list(opened(twin).recorded_findings)
    assert [{n: getattr(r, n) for n in r.columns} for r in found] == [
        {n: getattr(r, n) for n in r.columns} for r in expected
    ]
    late = next(row for row in found if row.id == LATE)
    link = sheet_of("チェック結果")[late.row - 1, late.place.table.columns["location"] - 1].formula
    assert link == '=HYPERLINK("#\'課題管理表\'!K4","課題管理表!K4")'
    assert recorded.run and not recorded.failures
    assert states_of_excel(live_excel) == (True, True, "automatic")
    (notice,) = recorded.saved.notices
    assert "元に戻す" in notice and recorded.saved.backup.name in notice
    assert not list(opened(recorded.saved.backup).recorded_findings)
    assert not live_excel.facts(book)["is_saved"]


def test_two_thousand_findings_are_written_with_ten_calls(live_excel, sheet_of):
    book = sheet_of("チェック結果").book
    rows = [
        RecordedFinding(id=f"ISS001/課題管理表/ISS-{n:04}/期限", rule="ISS001", severity="エラー",
                        location=f"課題管理表!K{n}", message="期限を過ぎています。", remedy="担当に確かめてください。",
                        first_seen_on=D, state="新規")
        for n in range(4, 2_004)
    ]  # fmt: skip
    read = live(book)
    live_excel.calls.forget()
    with read.edit() as changes:
        links = {(n, "location"): f"'課題管理表'!K{n + 4}" for n in range(2_000)}
        changes.replace(RecordedFinding, rows, links=links)
    assert len(live_excel.calls.writes("チェック結果")) <= 10
    assert len(live_excel.calls.writes("チェック結果", "value")) == 1
    assert [row.id for row in live(book).recorded_findings] == [row.id for row in rows]


def test_staff_columns_and_answers_stay_over_three_records(live_excel, sheet_of):
    sheet = sheet_of("チェック結果")
    live(sheet.book).record()
    table = sheet.tables[0]
    own = table.range.last_cell.column + 1
    table.resize(table.range.resize(column_size=table.range.shape[1] + 1))
    sheet[2, own - 1].value = "PMOメモ"
    read = live(sheet.book)
    before = next(row for row in read.recorded_findings if row.id == LATE)
    sheet[before.row - 1, own - 1].value = "'2026/12/1 に確認"
    read = live(sheet.book)
    with read.edit() as changes:
        finding = next(row for row in read.recorded_findings if row.id == LATE)
        changes.set(finding, response="対応中", waiver_reason="=暫定")
    for day in (1, 2, 3):
        read = live(sheet.book, date(2026, 12, day))
        read.record()
    found = next(row for row in live(sheet.book).recorded_findings if row.id == LATE)
    assert (found.response, found.waiver_reason, found.state) == ("対応中", "=暫定", "継続")
    assert sheet[found.row - 1, own - 1].value == "2026/12/1 に確認"


def test_a_shorter_list_ends_the_table_earlier_and_leaves_nothing_below(live_excel, sheet_of):
    sheet = sheet_of("チェック結果")
    live(sheet.book).record()
    last = sheet.tables[0].range.last_cell.row
    issues = sheet_of("課題管理表")
    issues["K4"].value = at("2027-03-31")
    read = live(sheet.book)
    with read.edit() as changes:
        rows = list(read.recorded_findings)[:3]
        changes.replace(RecordedFinding, rows)
    assert sheet.tables[0].range.last_cell.row == 6 < last
    assert sheet[6:last, 0:12].value == [[None] * 12] * (last - 6)


TEXTS = ["=1+1", "+81-3", "-", "@佐藤", "2026/11/30", "001", "1-2", "TRUE", "'引用", "一\n二", "50%"]


def test_texts_stay_texts_and_dates_dates(live_excel, sheet_of):
    book = sheet_of("課題管理表").book
    read = live(book)
    places = [(issue.id, name) for name in ("title", "remarks", "description") for issue in read.issues]
    wanted = dict(zip(places, TEXTS, strict=False))
    assert len(wanted) == len(TEXTS)
    with read.edit() as changes:
        for (row_id, name), text in wanted.items():
            changes.set(read.issues[row_id], **{name: text})
        changes.set(read.issues["ISS-001"], due_on=date(2027, 1, 8))
    after = live(book)
    assert {place: getattr(after.issues[place[0]], place[1]) for place in wanted} == wanted
    assert after.issues["ISS-001"].due_on == date(2027, 1, 8)


def test_new_rows_fill_the_table_and_let_it_grow_with_formulas_and_looks(live_excel, sheet_of, tmp_path):
    path = small_book(tmp_path, name="控え.xlsx")
    book, sheet = sheet_of("課題管理表").book, sheet_of("課題管理表")
    read, last = live(book), sheet.tables[0].range.last_cell.row
    new = [
        Issue(kind="課題", title=f"新しい課題{n}", priority="高", raised_by="佐藤 花子", owner="鈴木 一郎",
              due_on=date(2026, 11, 1))
        for n in range(3)
    ]  # fmt: skip
    with read.edit() as changes:
        added = [changes.append(each) for each in new]
    with opened(path).edit() as changes:
        for each in new:
            changes.append(each)
    again, in_file = live(book), opened(path)
    assert [plain(again)["課題管理表"][n] for n in (-3, -2, -1)] == [
        plain(in_file)["課題管理表"][n] for n in (-3, -2, -1)
    ]
    assert sheet.tables[0].range.last_cell.row >= last
    assert again.issues[added[0].id].days_overdue == 29
    assert again.issues[added[2].id].days_overdue == 29


def test_the_right_cells_are_written_among_hidden_rows_and_the_selection_stays(live_excel, sheet_of):
    sheet = sheet_of("課題管理表")
    book = sheet.book
    sheet.activate()
    sheet["C6"].select()
    live_excel.hide_rows(sheet, 5, 6)
    live_excel.passes_over_hidden = True
    read = live(book)
    with read.edit() as changes:
        for issue in list(read.issues)[:4]:
            changes.set(issue, remarks=f"備考 {issue.id}")
    assert [row.remarks for row in list(live(book).issues)[:4]] == [
        f"備考 {issue.id}" for issue in list(read.issues)[:4]
    ]
    assert [sheet[row - 1, :5].rows.hidden for row in (4, 5, 6, 7)] == [False, True, True, False]
    assert book.app.selection.address == "$C$6" and book.sheets.active.name == "課題管理表"


def test_fix_and_baseline_work_on_the_open_book(live_excel, sheet_of):
    book = sheet_of("マスタスケジュール").book
    sheet_of("課題管理表")["K4"].value = "'令和9年1月8日"
    plan = live(book).fix(apply=True)
    assert plan.saved and "令和9年1月8日" in [change.change.before for change in plan.changes]
    assert sheet_of("課題管理表")["K4"].value == at("2027-01-08")
    planned = live(book).baseline(apply=True)
    assert planned.saved is not None or not planned.changes
    assert not live(book).baseline().changes


def failed(book: Any, stage: Callable[[], None]) -> RefusedEdit:
    """Two sheets are written; the stage is set after reading."""
    read = live(book)
    with pytest.raises(RefusedEdit) as caught, read.edit() as changes:
        changes.set(read.issues["ISS-001"], title="書いた題")
        changes.set(read.questions["QA-001"], title="書いた題")
        stage()
    return caught.value


def test_a_failure_midway_puts_every_cell_back(live_excel, sheet_of):
    book = sheet_of("課題管理表").book
    before = contents(book)

    def stop() -> None:
        raise RuntimeError("disk")

    for sheet in ("課題管理表", "QA表"):
        refused = failed(book, lambda sheet=sheet: live_excel.calls.when("write", stop, sheet=sheet))
        assert "元の内容に戻しました" in refused.message
        assert contents(book) == before
        assert states_of_excel(live_excel) == (True, True, "automatic")


def test_a_failing_record_leaves_the_table_and_its_rows_as_they_were(live_excel, sheet_of):
    book, sheet = sheet_of("チェック結果").book, sheet_of("チェック結果")
    before, area = contents(book), sheet.tables[0].range.address
    read = live(book)

    def stop() -> None:
        raise RuntimeError("gone")

    live_excel.calls.when("value", lambda: live_excel.calls.when("value", lambda: live_excel.calls.when(
        "value", stop, sheet="チェック結果"), sheet="チェック結果"), sheet="チェック結果")  # fmt: skip
    with pytest.raises(RefusedEdit, match="元の内容に戻しました"):
        read.record()
    assert contents(book) == before and sheet.tables[0].range.address == area


def test_a_write_that_reads_back_as_something_else_is_taken_back(live_excel, sheet_of):
    book = sheet_of("課題管理表").book
    before = contents(book)
    is_first = iter((True,))

    def meddle() -> None:
        if next(is_first, False):
            live_excel.ask("values.write", sheet_of("QA表").impl.number, [3, 6, 3, 6], [["別の人"]])

    refused = failed(book, lambda: live_excel.calls.when("calculation", meddle))
    assert "書いたとおりになっていません" in refused.message
    assert contents(book)["課題管理表"] == before["課題管理表"]


def test_cells_that_somebody_changed_meanwhile_are_not_written_over(live_excel, sheet_of):
    book, sheet = sheet_of("課題管理表").book, sheet_of("課題管理表")
    refused = failed(book, lambda: setattr(sheet["C5"], "value", "打ち直した"))
    assert refused.message.endswith("もう一度読み直してからやり直してください。")
    assert sheet["C4"].value != "書いた題" and sheet["C5"].value == "打ち直した"


def test_a_protected_sheet_is_refused_with_what_to_do(live_excel, sheet_of):
    sheet = sheet_of("課題管理表")
    live_excel.protect(sheet)
    before = contents(sheet.book)
    assert "シートの保護を解いて" in failed(sheet.book, lambda: None).message
    assert contents(sheet.book) == before


def test_a_book_that_was_closed_meanwhile_is_told(live_excel, sheet_of):
    book = sheet_of("課題管理表").book
    read = live(book)
    live_excel.close_book(book)
    with pytest.raises(PmoXlError, match="閉じられた"), read.edit() as changes:
        changes.set(read.issues["ISS-001"], title="題")
    with pytest.raises(UnreadableWorkbook, match="閉じられた"):
        live(book)


def test_a_read_only_book_is_checked_and_not_written(live_excel, path):
    import xlwings

    book = xlwings.engines.active.apps.active.books.open(path, read_only=True)
    assert findings(live(book)) == findings(opened(path))
    with pytest.raises(RefusedEdit, match="読み取り専用"):
        live(book).record()


def test_a_book_that_was_never_saved_is_served_without_a_history(live_excel):
    import xlwings

    book = xlwings.engines.active.apps.active.books.add()
    sheet = book.sheets[0]
    sheet.name = "課題管理表"
    sheet["A1"].value = list(HEADINGS)
    sheet["A2"].value = [
        "ISS-001",
        "課題",
        "題",
        "高",
        at("2026-11-01"),
        at("2026-11-05"),
        "佐藤",
        "対応中",
    ]
    sheet["A3"].value = [
        "ISS-002",
        "課題",
        "題",
        "中",
        at("2026-11-01"),
        at("2026-12-05"),
        "佐藤",
        "対応中",
    ]
    read = live(book)
    assert [item.row_id for item in read.overdue()] == ["ISS-001"] and read.history is None
    with read.edit() as changes:
        changes.set(read.issues["ISS-001"], status="完了")
    recorded = live(book).record()
    assert sheet["H2"].value == "完了" and recorded.run is None
    assert not list(Path.cwd().glob(".pmo_xl"))


def test_what_has_no_ledger_is_told_as_for_a_file(live_excel, tmp_path):
    path = tmp_path / "メモ.xlsx"
    with xlsxwriter.Workbook(path) as made:
        made.add_worksheet("メモ").write("A1", "買い物")
    for read in (lambda: live(live_excel.open(path)), lambda: open_workbook(path)):
        with pytest.raises(UnreadableWorkbook, match="PMO台帳のシートが見つかりません"):
            read()
