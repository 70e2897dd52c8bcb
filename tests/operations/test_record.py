"""record: findings in the workbook, answers kept, states over the runs, one run in the history."""

from __future__ import annotations

import warnings
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import load_workbook

from pmo_xl.documents.first_things import weighed
from pmo_xl.errors import RefusedEdit
from pmo_xl.model.recorded_finding import RecordedFinding
from pmo_xl.operations.book import Book, open_workbook
from pmo_xl.operations.record import Recorded, record
from pmo_xl.rules.catalog import rule_ids
from tests.sample.maker import planted_project
from tests.sample.maker.workbook import write_sample
from tests.support.master import opened, small_book
from tests.support.schema import schema_errors
from tests.support.small_project import D

TOMORROW = D + timedelta(days=1)
LATE = "ISS001/課題管理表/ISS-001/期限"


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return small_book(tmp_path_factory.mktemp("small")).read_bytes()


@pytest.fixture
def path(small, tmp_path):
    path = tmp_path / "会員基盤刷新.xlsx"
    path.write_bytes(small)
    return path


def run(path: Path, on: date = D) -> Recorded:
    return record(opened(path, on))


def rows(path: Path, on: date = D) -> dict[str | None, RecordedFinding]:
    return {row.id: row for row in opened(path, on).recorded_findings}


def answer(path: Path, finding: str, on: date = D, **values: object) -> None:
    book = opened(path, on)
    row = next(row for row in book.recorded_findings if row.id == finding)
    with book.edit() as changes:
        changes.set(row, **values)


def mend(path: Path, on: date = D) -> None:
    """Let ISS-001 be in time."""
    book = opened(path, on)
    with book.edit() as changes:
        changes.set(book.issues["ISS-001"], due_on=date(2027, 3, 31))


def test_every_finding_stands_in_the_workbook_with_its_place_and_its_remedy(path):
    recorded = run(path)
    found = rows(path)
    assert set(found) == {finding.id for finding in recorded.report.findings}
    row = found[LATE]
    assert (row.rule, row.severity, row.location, row.state) == ("ISS001", "エラー", "課題管理表!K4", "新規")
    assert (row.first_seen_on, row.response) == (D, None) and row.message and row.remedy
    assert recorded.states == {"新規": len(found)} and not recorded.failures


def test_what_weighs_most_stands_first_and_what_is_alike_together_as_in_the_list_of_findings(path):
    report = run(path).report
    stand = list(opened(path).recorded_findings)
    weights = [rank for word in ("エラー", "要判断", "警告", "情報") for rank in [word] * len(stand)]
    assert [row.severity for row in stand] == sorted((row.severity for row in stand), key=weights.index)
    assert [row.id for row in stand] == [
        each.id for group in weighed(report.findings) for each in group.findings
    ]
    assert [row.id for row in stand] != [finding.id for finding in report.findings]


def test_the_place_leads_to_the_cell_and_the_filter_reaches_the_last_row(path):
    run(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sheet = load_workbook(path)["チェック結果"]
    (table,) = sheet.tables.values()
    last = max(link.row for row in sheet.iter_rows(min_row=4) for link in row if link.value)
    assert table.ref == table.autoFilter.ref == f"A3:L{last}"
    links = {cell.value: cell.hyperlink.location for cell in sheet["D"][3:] if cell.hyperlink}
    assert links["課題管理表!K4"] == "'課題管理表'!K4"
    assert schema_errors(path) == []


def test_a_second_run_continues_and_a_mended_finding_is_resolved_then_comes_back(path):
    run(path)
    run(path, TOMORROW)
    assert rows(path)[LATE].state == "継続" and rows(path)[LATE].first_seen_on == D
    mend(path)
    assert run(path, TOMORROW).states["解消"] >= 1
    assert rows(path)[LATE].state == "解消"
    book = opened(path)
    with book.edit() as changes:
        changes.set(book.issues["ISS-001"], due_on=date(2026, 11, 10))
    run(path, TOMORROW)
    assert (rows(path)[LATE].state, rows(path)[LATE].first_seen_on) == ("再発", D)


def test_what_staff_answered_is_kept_while_the_finding_stays_goes_and_returns(path):
    run(path)
    answered = {
        "response": "免除",
        "waiver_reason": "顧客と合意済",
        "waived_by": "田中 美咲",
        "waived_until": date(2026, 12, 31),
    }
    answer(path, LATE, **answered)
    run(path, TOMORROW)
    mend(path)
    run(path, TOMORROW)
    row = rows(path)[LATE]
    assert row.state == "解消" and {name: getattr(row, name) for name in answered} == answered


def test_a_waiver_counts_until_its_last_day_and_then_the_finding_is_back(path):
    run(path)
    answer(path, LATE, response="免除", waiver_reason="合意済", waived_by="田中 美咲", waived_until=TOMORROW)
    waived = run(path, TOMORROW)
    assert [f.id for f in waived.report.findings if f.waived] == [LATE]
    assert rows(path)[LATE].state == "継続"
    back = run(path, TOMORROW + timedelta(days=1))
    assert LATE in [finding.id for finding in back.report.findings if finding.waived is None]
    assert rows(path)[LATE].state == "再発" and rows(path)[LATE].waived_until == TOMORROW


def test_an_answer_that_cannot_be_read_is_kept_as_it_was_typed(path):
    run(path)
    book = opened(path)
    place = next(r.place for r in book.recorded_findings if r.id == LATE)
    type_into(path, "チェック結果", place.row, place.table.columns["waived_until"], "年内")
    run(path, TOMORROW)
    kept = next(row for row in opened(path).recorded_findings if row.id == LATE)
    assert kept.unread["waived_until"].text == "年内"


def type_into(path: Path, sheet: str, row: int, column: int, value: object) -> None:
    from pmo_xl.workbook.closed_book import SetCell, apply

    apply(path, [SetCell(sheet, row, column, value)])


def test_what_a_rule_that_was_not_asked_found_before_is_not_called_resolved(path):
    run(path)
    book = opened(path)
    group = next(row for row in book.settings if row.key == "案件名")
    with book.edit() as changes:
        changes.set(group, key="規則.ISS001", value="切")
    run(path, TOMORROW)
    assert rows(path)[LATE].state == "新規"


def test_recording_mends_stale_results_and_leaves_the_other_findings_as_they_were(tmp_path):
    sample = planted_project(scale=0.5)
    path = write_sample(tmp_path / "台帳.xlsx", sample)
    before = open_workbook(path, run_day=sample.as_of)
    first = before.check(rule_ids())
    recorded = record(before)
    again = open_workbook(path, run_day=sample.as_of)
    second = again.check(rule_ids())
    before_it, after_it = (Counter(f.id for f in report.findings) for report in (first, second))
    assert not after_it - before_it
    assert {finding.split("/")[0] for finding in before_it - after_it} == {"DAT008"}  # results are refreshed
    assert not second.failed_rules and recorded.run in again.history.runs()
    assert all(count.judged for count in second.rules if count.rule in ("ISS004", "CHG005", "HIS001"))


def test_stored_results_are_brought_to_today(path):
    later = D + timedelta(days=30)
    book = opened(path)
    day = next(row for row in book.settings if row.key == "基準日")
    with book.edit() as changes:
        changes.set(day, value=None)
    assert opened(path).issues["ISS-001"].days_overdue == 20
    run(path, later)
    again = opened(path)
    assert again.issues["ISS-001"].days_overdue == 50
    assert again.settings.day("計算日") == later


def test_a_run_stands_in_the_history_and_the_next_reading_knows_it(path):
    recorded = run(path)
    book = opened(path, TOMORROW)
    assert book.history.runs() == [recorded.run]
    assert book.project.past.days == (D,)
    kept = book.history.load(recorded.run)
    assert [finding["id"] for finding in kept.findings] == [f.id for f in recorded.report.findings]
    assert kept.sha256 == book.sha256


def test_an_office_can_keep_every_history_in_one_folder(path, tmp_path, monkeypatch):
    office = tmp_path / "office"
    record(open_workbook(path, as_of=D, run_day=D, history=office))
    assert len(list(office.iterdir())) == 1 and not (path.parent / ".pmo_xl" / "history").exists()
    monkeypatch.setenv("PMO_XL_HISTORY", str(office))
    assert opened(path).project.past.days == (D,)


def test_a_workbook_that_is_open_elsewhere_is_told_and_nothing_is_recorded(path):
    book = opened(path)
    path.with_name(f".~lock.{path.name}#").write_text(",鈴木,PC,2026;", encoding="utf-8")
    with pytest.raises(RefusedEdit, match="開いている"):
        record(book)
    assert book.history.runs() == []


def test_a_ledger_without_our_sheet_is_left_alone_and_still_has_its_history(tmp_path):
    path = tmp_path / "よその課題表.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("課題管理表")
        sheet.write_row(0, 0, ["課題ID", "件名", "担当", "期限", "状態"])
        sheet.write_row(1, 0, ["ISS-001", "遅い", "佐藤", "2026/11/20", "対応中"])
    before = path.read_bytes()
    recorded = run(path)
    assert path.read_bytes() == before and recorded.saved is None
    assert recorded.failures == () and "記録だけ" in recorded.remarks[0] and recorded.run
    assert (tmp_path / ".pmo_xl" / "このフォルダについて.txt").exists()


def test_a_history_that_cannot_be_written_is_told_after_the_workbook_was(path, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    recorded = record(open_workbook(path, as_of=D, run_day=D, history=tmp_path / "file"))
    assert recorded.saved and recorded.run is None and "記録を" in recorded.failures[0]


def locked(path: Path) -> tuple[Path, str]:
    word, target = "himitsu", path.with_name("秘密.xlsx")
    with path.open("rb") as source, target.open("wb") as file:
        OOXMLFile(source).encrypt(word, file)
    path.unlink()
    return target, word


def test_a_workbook_under_a_password_stays_so_and_its_history_too(path):
    target, word = locked(path)

    def again() -> Book:
        return open_workbook(target, as_of=D, run_day=D, password=word)

    recorded = record(again())
    assert recorded.saved and LATE in {row.id for row in again().recorded_findings}
    assert again().project.past.days == (D,)
    for file in (path.parent / ".pmo_xl").rglob("*"):
        if file.is_file() and file.suffix != ".txt":
            assert b"ISS-001" not in file.read_bytes() and file.read_bytes()[:2] not in (b"PK", b"\x1f\x8b")
