"""Exports of ten tools, imported again after both sides went on: new, changed, kept and conflicting, exactly."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from pmo_xl.errors import BadOption
from pmo_xl.exchange import FieldState
from pmo_xl.faces.cli import main
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
    return written(path, source)


def written(path: Path, source: Path) -> dict[str | None, Issue]:
    opened(path).import_rows(source).apply()
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


COUNTS = {"github": (0, 1, 1), "msproject": (1, 2, 0), "notion": (2, 0, 0)}
"""Of the rows that both exports have: in conflict, changed, the same; (1, 1, 0) for the other tools."""


@pytest.mark.parametrize("tool", EXPORTS)
def test_the_command_writes_the_first_export_nothing_of_it_again_and_of_the_second_what_is_new(
    tool: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = small_book(tmp_path)
    sheet, due = (Task, "planned_finish") if tool == "msproject" else (Issue, "due_on")

    def said(source: Path) -> tuple[int, dict[str, int]]:
        code = main(
            [
                "import",
                str(source),
                "--into",
                str(path),
                "--as-of",
                "2026-11-30",
                "--apply",
                "--format",
                "json",
            ]
        )
        return code, json.loads(capsys.readouterr().out)["summary"]

    rows = 3 if tool == "msproject" else 2
    first = EXPORTS[tool](tmp_path, False)
    code, summary = said(first)
    assert (code, summary["new"], sum(summary.values())) == (0, rows, rows)
    before = path.read_bytes()
    code, summary = said(first)
    assert (code, summary["same"], sum(summary.values())) == (0, rows, rows)
    assert path.read_bytes() == before
    with opened(path).edit() as changes:
        there = {row.title: row for row in opened(path).of(sheet)}
        changes.set(there[FIRST].row_id, **{due: HERE})
        changes.set(there[SECOND].row_id, owner="高橋 次郎")
    code, summary = said(with_another(tool, EXPORTS[tool](tmp_path, True)))
    conflicts, changed, same = COUNTS.get(tool, (1, 1, 0))
    told = {name: summary[name] for name in ("new", "conflict", "changed", "same", "gone", "doubtful")}
    assert told == {
        "new": 1,
        "conflict": conflicts,
        "changed": changed,
        "same": same,
        "gone": 0,
        "doubtful": 0,
    }
    assert code == (3 if conflicts else 0)


def a_list(path: Path, *rows: Sequence[str]) -> Path:
    path.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    return path


def test_what_the_tool_has_a_word_for_that_nobody_knows_stays_blank_and_is_not_begun(tmp_path: Path) -> None:
    """Nor is a day of 起票日 made up where the tool has one that cannot be read."""
    head = ("キー", "件名", "状態", "優先度", "種別", "登録日")
    source = a_list(
        tmp_path / "backlog.csv",
        head,
        ("K-1", FIRST, "保留", "高", "その他", "11/05/2026"),
        ("K-2", SECOND, "", "高", "その他", ""),
    )
    path = small_book(tmp_path)
    rows = written(path, source)
    assert (rows[FIRST].status, rows[FIRST].raised_on) == (None, None)
    assert (rows[SECOND].status, rows[SECOND].raised_on) == ("未着手", date(2026, 11, 30))


def test_the_labels_of_github_tell_the_kind(tmp_path: Path) -> None:
    source = a_list(
        tmp_path / "issues.csv",
        ("number", "title", "state", "labels", "assignees", "createdAt", "closedAt", "url"),
        ("12", FIRST, "closed", '"night, Bug"', "", "2026-11-01T15:30:00Z", "", "https://github.com/a/b/issues/12"),
        ("13", SECOND, "open", "night", "", "2026-11-01T15:30:00Z", "", "https://github.com/a/b/issues/13"),
    )  # fmt: skip
    rows = issues_of(small_book(tmp_path), source)
    assert [rows[each].kind for each in (FIRST, SECOND)] == ["障害", None]


def test_cards_that_trello_has_put_away_are_told_and_their_state_is_kept(tmp_path: Path) -> None:
    source = a_list(
        tmp_path / "board.csv",
        ("Card ID", "Card Name", "Members", "Due Date", "List Name", "Board Name", "Archived"),
        ("5f1", FIRST, "", "", "Doing", "b", "true"),
        ("5f2", SECOND, "", "", "To Do", "b", "false"),
    )
    path = small_book(tmp_path)
    remarks = opened(path).import_rows(source).remarks
    assert "アーカイブ済みのカードが 1 枚あります。状態は変えずに取り込みます。" in remarks
    assert issues_of(path, source)[FIRST].status == "対応中"


def test_jiras_newest_comment_is_the_newest_by_its_day_and_why_it_was_closed_is_used(tmp_path: Path) -> None:
    head = (
        "Summary",
        "Issue key",
        "Issue id",
        "Issue Type",
        "Status",
        "Resolution",
        "Comment",
        "Comment",
        "Comment",
    )
    texts = ("28/Oct/26 9:00 AM;u;古い", "02/Nov/26 9:00 AM;u;新しい", "30/Sep/26 9:00 AM;u;最も古い")
    source = a_list(tmp_path / "jira.csv", head, (FIRST, "A-1", "1", "Bug", "Done", "Won't Do", *texts))
    path = small_book(tmp_path)
    assert "Resolution" not in opened(path).import_rows(source).unused_columns
    row = written(path, source)[FIRST]
    assert (row.status, row.progress_notes) == (
        "取下げ",
        "02/Nov/26 新しい\n28/Oct/26 古い\n30/Sep/26 最も古い",
    )
