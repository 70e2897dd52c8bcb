"""Each button on an open workbook (LibreOffice in Excel's place) ends as the command does on the saved file."""

from __future__ import annotations

import hashlib
import re
import shutil
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from docx import Document
from pptx import Presentation
from python_calamine import CalamineWorkbook

from pmo_xl.documents.findings import gap_title
from pmo_xl.faces import cli
from pmo_xl.faces.button_verbs import traces
from pmo_xl.faces.button_verbs.traces import AnotherPress
from pmo_xl.faces.buttons import run
from pmo_xl.model.recorded_finding import RecordedFinding
from pmo_xl.model.requirement import Requirement
from pmo_xl.operations import record as record_verb
from pmo_xl.operations.book import open_workbook
from pmo_xl.operations.finding_walk import cell_at
from pmo_xl.operations.live import open_live
from pmo_xl.operations.recorded_rows import in_order_of_doing
from tests.excel_stand_in.excel import Alert, LiveExcel
from tests.excel_stand_in.fixtures import LIVE
from tests.support.master import small_book

pytestmark = LIVE
LATE = "ISS001/課題管理表/ISS-001/期限"
RESULTS, ISSUES = "チェック結果", "課題管理表"


class PressedBook:
    """An open workbook with its buttons, and what its user saw."""

    def __init__(self, excel: LiveExcel, path: Path) -> None:
        import xlwings

        self.excel, self.path = excel, path
        self.book = excel.open(path)
        xlwings.Book.set_mock_caller(self.book)

    def press(self, verb: str, *answers: str) -> str:
        """Press a button and give the last box's text ("" for none)."""
        self.excel.alerts.clear()
        self.excel.answers[:] = answers
        self.book.activate()
        run(verb)
        return self.excel.alerts[-1].prompt if self.excel.alerts else ""

    def boxes(self) -> list[str]:
        return [alert.mode or "" for alert in self.excel.alerts]

    def sheet(self, title: str) -> Any:
        return self.book.sheets[title]

    def rows(self) -> dict[str | None, RecordedFinding]:
        return {row.id: row for row in open_live(self.book).recorded_findings}

    def cells(self) -> dict[str, Any]:
        """Everything that stands in the workbook."""
        return {sheet.name: sheet.used_range.raw_value for sheet in self.book.sheets}

    def place(self) -> str:
        return f"{self.book.sheets.active.name}!{self.book.selection[0, 0].get_address(False, False)}"

    def made(self, pattern: str) -> Path:
        (path,) = (self.path.parent / f"出力_{self.path.stem}").rglob(pattern)
        return path


@pytest.fixture
def pressed(live_excel, tmp_path, monkeypatch):
    monkeypatch.setattr(traces.tempfile, "gettempdir", lambda: str(tmp_path))
    folder = tmp_path / "案件"
    folder.mkdir()
    requirement = Requirement.model_validate(
        {"id": "REQ-001", "kind": "機能", "title": "再利用", "statement": "再利用しない。", "systems": ("会員基盤",),
         "agreement": "合意済", "agreed_on": date(2026, 5, 10)}
    )  # fmt: skip
    return PressedBook(live_excel, small_book(folder, {Requirement: [requirement]}))


def command(*arguments: object) -> None:
    assert cli.main([str(each) for each in arguments]) in (0, 1)


def at(location: str) -> str:
    """The cell that a 場所 leads to."""
    return "!".join(str(part) for part in cell_at(location))


def sheet_rows(path: Path) -> list[list[Any]]:
    book = CalamineWorkbook.from_path(path)
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def words(path: Path) -> list[str]:
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs] + cells


def test_check_writes_the_findings_of_the_saved_file_and_goes_to_the_first(pressed):
    before = hashlib.sha256(pressed.path.read_bytes()).hexdigest()
    said = pressed.press("check")
    report = open_workbook(pressed.path).check()
    rows = pressed.rows()
    listed = in_order_of_doing(report)
    assert list(rows) == [finding.id for finding in listed]
    first = rows[listed[0].id].location
    assert pressed.place() == at(first) and first in said
    assert f"エラー {report.summary['error']} 件" in said
    assert (
        gap_title(report) in said
        and "問題なしという意味ではありません" in said
        and "保存していません" in said
    )
    assert pressed.boxes() == ["info"] and pressed.excel.state.status_bar is False
    assert f"チェック中… {ISSUES}" in pressed.excel.status_texts
    assert hashlib.sha256(pressed.path.read_bytes()).hexdigest() == before
    link = pressed.sheet(RESULTS).range(f"D{rows[LATE].row}").hyperlink
    assert link.lstrip("#").replace("'", "") == rows[LATE].location


def test_what_is_not_saved_yet_is_what_is_checked(pressed):
    cell = open_workbook(pressed.path).check(["ISS001"]).findings[0].cell
    pressed.sheet(ISSUES).range(cell).value = date(2027, 3, 31)
    pressed.press("check")
    assert LATE not in pressed.rows() and LATE in {f.id for f in open_workbook(pressed.path).check().findings}


def test_staffs_answers_and_own_column_are_kept_over_three_presses(pressed):
    pressed.press("check")
    row = pressed.rows()[LATE].row
    results, last = pressed.sheet(RESULTS), max(each.row for each in pressed.rows().values())
    heads = results.range("A3:L3").value
    results.tables[0].resize(results.range(f"A3:M{last}"))
    results.range("M3").value = "メモ"
    results.range(f"M{row}").value = "次の会議で聞く"
    results.range((row, heads.index("対応") + 1)).value = "対応中"
    results.range((row, heads.index("承認者") + 1)).value = "田中 美咲"
    for _ in range(3):
        pressed.press("check")
        kept = pressed.rows()[LATE]
        assert (kept.response, kept.waived_by, kept.state) == ("対応中", "田中 美咲", "新規")
        assert results.range(f"M{kept.row}").value == "次の会議で聞く"


def test_the_small_button_speaks_of_its_sheet_alone_and_writes_every_finding(pressed):
    pressed.sheet(ISSUES).activate()
    said = pressed.press("check_sheet")
    report = open_workbook(pressed.path).check()
    here = [f for f in report.findings if f.sheet_title == ISSUES]
    first = next(f for f in in_order_of_doing(report) if f.sheet_title == ISSUES)
    assert said.startswith(f"「{ISSUES}」シートのチェック") and pressed.place() == f"{ISSUES}!{first.cell}"
    assert f"エラー {sum(f.severity.value == 'error' for f in here)} 件" in said
    assert len(pressed.rows()) == len(report.findings)


def test_next_and_previous_walk_through_the_list_and_show_the_message(pressed):
    pressed.press("check")
    places = list(dict.fromkeys(row.location for row in pressed.rows().values()))
    assert pressed.press("next_finding") == "" and pressed.place() == at(places[1])
    assert str(pressed.excel.state.status_bar).startswith(f"2/{len(places)} {places[1]}")
    pressed.press("previous_finding")
    assert pressed.place() == at(places[0])
    row = pressed.rows()[LATE].row
    pressed.sheet(RESULTS).activate()
    pressed.sheet(RESULTS).range(f"E{row}").select()
    pressed.press("next_finding")
    assert pressed.place() == at(pressed.rows()[LATE].location)


def test_without_findings_the_walk_says_what_to_do(pressed):
    assert "チェック" in pressed.press("next_finding") and pressed.boxes() == ["info"]


def test_a_ledger_without_a_place_for_findings_gets_them_in_a_workbook_beside_it(
    live_excel, pressed, tmp_path
):
    path = tmp_path / "課題一覧.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("課題一覧")
        sheet.write_row(0, 0, ["ID", "件名", "担当者", "期限", "ステータス"])
        sheet.write_row(1, 0, ["ISS-001", "性能が出ない", "佐藤 花子", "2026/01/09", "対応中"])
    foreign = PressedBook(live_excel, path)
    said = foreign.press("check")
    listed = foreign.made("指摘一覧_*.xlsx")
    assert str(listed) in said and any("ISS001" in row for row in sheet_rows(listed)[1])
    assert foreign.boxes() == ["info"] and "指摘一覧" in foreign.press("next_finding")


def test_overdue_and_budget_make_the_tables_of_the_commands_and_open_them(pressed, tmp_path):
    said = pressed.press("overdue")
    command("overdue", pressed.path, "--within", 7, "-o", tmp_path / "o.xlsx", "--quiet")
    made = pressed.made("期限超過一覧_*.xlsx")
    assert sheet_rows(made) == sheet_rows(tmp_path / "o.xlsx") and str(made) in said
    assert pressed.book.app.books.active.name == made.name
    pressed.press("budget")
    groups = ((), ("--by", "department"), ("--by", "system"), ("--by", "month"))
    for number, group in enumerate(groups):
        command("budget", pressed.path, *group, "-o", tmp_path / f"{number}.xlsx", "--quiet")
    summary, *lists = sheet_rows(pressed.made("予算執行_*.xlsx"))
    commanded = [sheet_rows(tmp_path / f"{number}.xlsx") for number in range(len(groups))]
    assert [rows[1:] for rows in lists] == [listed[1:] for _, listed in commanded]
    assert all(first == summary for first, _ in commanded)


def test_reminders_are_those_of_the_command_and_none_is_sent(pressed, tmp_path):
    said = pressed.press("remind")
    command("remind", pressed.path, "--within", 7, "-o", tmp_path / "催促", "--quiet")
    folder = pressed.path.parent / f"出力_{pressed.path.stem}" / "催促_2026-11-30"
    made = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert made == {path.name: path.read_bytes() for path in (tmp_path / "催促").iterdir()} and made
    assert str(folder) in said and "送信はしていません" in said


def test_fix_shows_every_change_and_a_no_leaves_the_workbook_as_it_was(pressed):
    before = pressed.cells()
    said = pressed.press("fix", "no")
    assert "→" in said and "書き込みますか" in said and pressed.excel.alerts[-1].buttons == "yes_no"
    assert pressed.cells() == before and pressed.excel.state.status_bar is False


def test_fix_after_a_yes_leaves_what_the_command_writes(pressed, tmp_path):
    copy = Path(shutil.copy(pressed.path, tmp_path / pressed.path.name))
    said = pressed.press("fix", "yes")
    command("fix", copy, "--apply", "--quiet")
    assert "書き換えました" in said and "保存していません" in said
    live, file = open_live(pressed.book).requirements["REQ-001"], open_workbook(copy).requirements["REQ-001"]
    assert live.agreed_fingerprint == file.agreed_fingerprint is not None
    assert pressed.press("fix") == "直すところはありません。"


def test_fix_writes_nothing_when_the_workbook_changed_behind_the_box(pressed):
    def type_over(alert: Alert) -> None:
        if alert.buttons == "yes_no":
            pressed.sheet("要件一覧").range("A4").value = "REQ-077"

    pressed.excel.at_alert = type_over
    assert "変わったため" in pressed.press("fix", "yes")
    assert open_live(pressed.book).requirements["REQ-077"].agreed_fingerprint is None


def test_the_weekly_report_is_the_commands_and_twice_a_day_says_the_same(pressed, tmp_path):
    history = record_of("20261101", pressed, tmp_path)
    command("export", "週次報告書", pressed.path, "-o", tmp_path / "w.docx", "--quiet")
    pressed.press("weekly_report")
    first = pressed.made("週次報告書_*.docx")
    assert words(first) == words(tmp_path / "w.docx") and len(list(history.iterdir())) == 2
    said = pressed.press("weekly_report")
    assert words(pressed.made("週次報告書_*(2).docx")) == words(first)
    assert len(list(history.iterdir())) == 2 and "今日の記録はもうある" in said and "2026/11/01" in said


def test_the_slides_of_the_regular_meeting_are_those_of_the_command(pressed, tmp_path):
    command("export", "定例資料", pressed.path, "-o", tmp_path / "w.pptx", "--quiet")
    said = pressed.press("regular_meeting")
    made = pressed.made("定例資料_*.pptx")
    shown, told = (
        [
            shape.text_frame.text
            for slide in Presentation(path).slides
            for shape in slide.shapes
            if shape.has_text_frame
        ]
        for path in (made, tmp_path / "w.pptx")
    )
    assert shown == told and len(shown) > 10 and made.name in said


def record_of(day: str, pressed: PressedBook, folder: Path) -> Path:
    """A run of an earlier day in the history beside the workbook, recorded from a copy of it."""
    copy = folder / "写し" / pressed.path.name
    copy.parent.mkdir()
    shutil.copy(pressed.path, copy)
    command("record", copy, "--quiet")
    (recorded,) = (copy.parent / ".pmo_xl" / "history").iterdir()
    history = pressed.path.parent / ".pmo_xl" / "history"
    history.mkdir(parents=True)
    at_noon = recorded.name.replace(recorded.name[:21], f"{day}T030000000000", 1)  # 12:00 in Japan
    shutil.copy(recorded, history / at_noon)
    return history


def test_the_month_end_is_the_commands_and_is_not_made_anew_without_a_yes(pressed, tmp_path):
    said = pressed.press("month_end")
    command("month-end", pressed.path, "-o", tmp_path / "m", "--jobs", 1, "--quiet", "--fail-on", "never")
    made = pressed.made("月次検収支払点検_*.json")
    (other,) = (tmp_path / "m").glob("月次検収支払点検_*.json")
    assert _comparable(made) == _comparable(other) and str(made.parent) in said
    stamp = made.stat().st_mtime_ns
    pressed.press("month_end", "no")
    assert made.stat().st_mtime_ns == stamp and pressed.excel.alerts[0].buttons == "yes_no"
    pressed.press("month_end", "yes")
    assert made.stat().st_mtime_ns > stamp


def _comparable(path: Path) -> str:
    """The month end without what differs by nature: when, and of which bytes it was read."""
    text = path.read_text("utf-8")
    return re.sub(r'"(sha256|read_at|made_at)": "[^"]*"', "", text)


def test_the_documents_of_the_selected_rows_are_the_commands(pressed, tmp_path):
    row = open_workbook(pressed.path).issues["ISS-002"].row
    pressed.sheet(ISSUES).activate()
    pressed.sheet(ISSUES).range(f"C{row}").select()
    said = pressed.press("make_documents", "yes")
    asked = pressed.excel.alerts[0]
    assert asked.buttons == "yes_no_cancel" and "課題管理票: ISS-002" in asked.prompt and "2 個の文書" in said
    command("export", "課題管理票", pressed.path, "--id", "ISS-002", "-o", tmp_path / "d", "--quiet")
    assert words(pressed.made("課題管理票_ISS-002.docx")) == words(tmp_path / "d" / "課題管理票_ISS-002.docx")


def test_documents_are_not_made_after_a_cancel(pressed):
    pressed.sheet("メニュー").activate()
    pressed.press("make_documents", "no")
    pressed.sheet(ISSUES).activate()
    pressed.press("make_documents", "cancel")
    assert not (pressed.path.parent / f"出力_{pressed.path.stem}").exists()


def test_show_settings_says_what_counts_and_what_has_no_effect(pressed):
    settings = pressed.sheet("設定")
    settings.range("A4:B4").value = ["閾値.停滞日", "10"]
    said = pressed.press("show_settings")
    assert "閾値.停滞日" in said and "規則群 標準" in said and pressed.place() == "設定!A1"


def test_a_second_press_while_the_first_shows_its_box_does_nothing(pressed):
    seen: list[object] = []

    def press_again(alert: Alert) -> None:
        if alert.mode == "info":
            before = pressed.cells()
            run("check")
            seen.append(pressed.cells() == before)

    pressed.excel.at_alert = press_again
    pressed.press("check")
    assert seen == [True] and [a.prompt for a in pressed.excel.alerts[1:]] == [AnotherPress.message]
    assert pressed.excel.state.status_bar is False


def failed_press(pressed: PressedBook, verb: str) -> str:
    """Press a button that must fail, and be told so with the workbook as before."""
    before = pressed.cells()
    said = pressed.press(verb)
    assert pressed.boxes() == ["critical"] and "Traceback" not in said and "。" in said
    assert pressed.cells() == before and pressed.excel.state.status_bar is False
    return said


def test_a_file_deleted_under_the_open_workbook_leaves_the_check_as_good(pressed):
    pressed.path.unlink()
    assert "チェックが終わりました" in pressed.press("check") and LATE in pressed.rows()


def test_an_output_folder_that_cannot_be_made_is_a_sentence(pressed):
    (pressed.path.parent / f"出力_{pressed.path.stem}").write_text("フォルダではない")
    assert f"出力_{pressed.path.stem}" in failed_press(pressed, "overdue")


def test_a_missing_package_is_a_sentence(pressed, monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    assert "pmo-xl doctor" in failed_press(pressed, "overdue")


def test_a_sheet_renamed_in_the_middle_is_a_sentence_and_nothing_is_written(pressed, monkeypatch):
    """Between the reading and the writing somebody renames チェック結果."""
    original: Callable[..., Any] = record_verb.recorded_rows

    def rename_first(*given: Any, **named: Any) -> Any:
        pressed.excel.rename_sheet(pressed.sheet(RESULTS), "点検メモ")
        return original(*given, **named)

    monkeypatch.setattr(record_verb, "recorded_rows", rename_first)
    before = pressed.cells()
    said = pressed.press("check")
    assert (
        pressed.boxes() == ["critical"]
        and pressed.path.name in said
        and pressed.excel.state.status_bar is False
    )
    after = pressed.cells()
    assert after.pop("点検メモ") == before.pop(RESULTS) and after == before


def test_a_workbook_closed_in_the_middle_is_a_sentence(pressed, monkeypatch):
    def close_first(*_: Any, **__: Any) -> Any:
        pressed.excel.close_book(pressed.book)
        return original()

    original = list
    monkeypatch.setattr(record_verb, "recorded_rows", close_first)
    assert "閉じられ" in pressed.press("check") and pressed.boxes() == ["critical"]
    assert pressed.excel.state.status_bar is False


def test_no_module_of_xlwings_pro_is_loaded_by_any_press(pressed, monkeypatch):
    """Another test of this process may have loaded some: forgotten first, so that only the press counts."""
    for name in [name for name in sys.modules if name.startswith("xlwings.pro")]:
        monkeypatch.delitem(sys.modules, name)
    pressed.press("check")
    assert [n for n, module in sys.modules.items() if n.startswith("xlwings.pro") and module] == []
