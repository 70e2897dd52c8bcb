"""Exports of ten tools, imported again after both sides went on: new, changed, kept and conflicting, exactly."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from pmo_xl.errors import BadOption
from pmo_xl.exchange import FieldState
from pmo_xl.model.issue import Issue
from pmo_xl.model.task import Task
from tests.support.master import opened, small_book
from tests.support.tool_exports import EXPORTS, FIRST, SECOND, THIRD, backlog, jira, redmine, with_another

HERE = date(2026, 12, 11)


def test_there_are_ten_tools() -> None:
    assert len(EXPORTS) == 10


@pytest.mark.parametrize("tool", EXPORTS)
def test_a_second_export_after_edits_here_is_told_exactly(tool: str, tmp_path: Path) -> None:
    """Between the two: our due date of the first row (theirs moves too), our owner of the second; a third row there."""
    path = small_book(tmp_path)
    sheet, due = (Task, "planned_finish") if tool == "msproject" else (Issue, "due_on")
    opened(path).import_rows(EXPORTS[tool](tmp_path, False)).apply()
    book = opened(path)
    rows = {row.title: row for row in book.of(sheet)}
    with book.edit() as changes:
        changes.set(rows[FIRST], **{due: HERE})
        changes.set(rows[SECOND], owner="高橋 次郎")
    found = opened(path).import_rows(with_another(tool, EXPORTS[tool](tmp_path, True)))
    told = {
        (row.title, each.name, each.state)
        for row in found.rows
        for each in row.fields
        if each.state is not FieldState.KEEP
    }
    assert [row.title for row in found.of("new")] == [THIRD]
    conflict, taken = FieldState.CONFLICT, FieldState.TAKE
    usual = {(FIRST, due, conflict), (SECOND, "status", taken)}
    expected = {
        "github": {(SECOND, "status", taken)},
        "asana": usual | {(SECOND, "closed_on", taken)},
        "msproject": {(FIRST, due, conflict), ("夜間", due, taken), (SECOND, "progress", taken)},
        "notion": {(FIRST, due, conflict), (SECOND, "status", conflict), (SECOND, "owner", conflict)},
    }.get(tool, usual)
    assert told == expected
    counts = Counter(state for _, _, state in told)
    assert found.summary["conflict"] == (2 if tool == "notion" else counts[conflict])
    found.apply()
    after = {row.title: row for row in opened(path).of(sheet)}
    assert getattr(after[FIRST], due) == HERE and after[SECOND].owner == "高橋 次郎" and THIRD in after
    again = opened(path).import_rows(with_another(tool, EXPORTS[tool](tmp_path, True)))
    assert not len(again.changes) and again.summary["new"] == 0


def read_rows(path: Path, encoding: str) -> list[list[str]]:
    with path.open(encoding=encoding, newline="") as stream:
        return list(csv.reader(stream))


def as_workbook(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def issues_of(path: Path, source: Path) -> dict[str | None, Issue]:
    found = opened(path).import_rows(source)
    assert found.summary["unread"] == 0 and found.summary["new"] == 2, found.remarks
    found.apply()
    return {row.title: row for row in opened(path).issues}


def test_redmines_workbook_of_a_plug_in_with_a_title_row(tmp_path: Path) -> None:
    rows = read_rows(redmine(tmp_path, False), "cp932")
    made = issues_of(small_book(tmp_path), as_workbook(tmp_path / "r.xlsx", [["チケット一覧"], [], *rows]))
    assert made[FIRST].external_ids == "redmine:1234" and made[FIRST].due_on == date(2026, 12, 4)


def test_backlogs_comments_are_many_columns_and_the_newest_come_first(tmp_path: Path) -> None:
    rows = read_rows(backlog(tmp_path, False), "utf-8-sig")
    made = issues_of(small_book(tmp_path), as_workbook(tmp_path / "b.xlsx", rows))
    assert made[FIRST].progress_notes == "原因が分かった\n調べ始めた"


def test_jira_writes_its_dates_by_the_profile_of_its_user(tmp_path: Path) -> None:
    rows = read_rows(jira(tmp_path, False), "utf-8")
    rows[1][8:10] = ["12/Oct/26 12:00 AM", "4/Dec/26 11:42 PM"]
    rows[2][8:10] = ["14/Jul/25 3:42 PM", "10/Dec/26"]
    path = tmp_path / "jira2.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    made = issues_of(small_book(tmp_path), path)
    assert (made[FIRST].raised_on, made[FIRST].due_on) == (date(2026, 10, 12), date(2026, 12, 4))
    assert made[SECOND].raised_on == date(2025, 7, 14)


def test_a_quotation_mark_that_is_never_closed_swallows_no_row_in_silence(tmp_path: Path) -> None:
    source = redmine(tmp_path, False)
    text = source.read_bytes().decode("cp932")
    source.write_bytes(text.replace(f"低め,{SECOND}", f'低め,"{SECOND}').encode("cp932"))
    with pytest.raises(BadOption, match="4 行目の引用符"):
        opened(small_book(tmp_path)).import_rows(source)
    source.write_bytes(text.replace(f"高め,{FIRST}", f'高め,"{FIRST}').encode("cp932"))
    shifted = opened(small_book(tmp_path, name="別.xlsx")).import_rows(source)
    assert any("2 行目の引用符" in remark for remark in shifted.remarks)
    source.write_bytes(text.replace(FIRST, f'5" の{FIRST}').encode("cp932"))
    inches = opened(small_book(tmp_path, name="寸法.xlsx")).import_rows(source)
    assert inches.summary["new"] == 2 and not inches.remarks
