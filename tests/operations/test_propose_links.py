"""propose_links: work that leads to no milestone, proposed to the milestone of its 工程 and システム."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from pmo_xl.errors import BadOption
from pmo_xl.metrics.schedule.missing_links import missing_links
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task
from pmo_xl.operations.propose_links import propose_links
from tests.support.master import opened, small_book

D = date(2026, 11, 30)


def row(
    id: str | None, day: int, *before: str, kind: str = "作業", phase: str = "開発", **more: object
) -> Task:
    days = {"planned_start": date(2026, 12, day), "planned_finish": date(2026, 12, day)}
    named = {"id": id, "kind": kind, "phase": phase, "title": "作業", "predecessors": before}
    return Task.model_validate(named | days | more)


def end(id: str, day: int, *before: str, **more: object) -> Task:
    return row(id, day, *before, kind="マイルストーン", **more)


def proposed(*tasks: Task) -> list[tuple[str | None, str | None, bool]]:
    """Task, milestone, and whether a person must look first."""
    links = missing_links(Project(as_of=D, run_day=D, records={Task: tasks}))
    return [(each.task.id, each.milestone and each.milestone.id, each.doubt is not None) for each in links]


def test_open_work_goes_to_the_milestone_of_its_phase_and_system():
    rows = (
        row("A", 1, system="販売"),
        row("B", 1, system="会計"),
        row("C", 1, phase="移行", system="販売"),
        end("M1", 9, system="販売"),
        end("M2", 9, phase="移行", system="会計"),
    )
    assert proposed(*rows) == [("A", "M1", False), ("B", None, True), ("C", None, True)]


def test_without_a_milestone_of_its_system_the_one_of_the_whole_project_is_meant_and_the_latest_of_several():
    assert proposed(row("A", 1, system="販売"), end("M", 9), end("N", 10), end("O", 11, system="会計")) == [
        ("A", "N", False)
    ]


def test_what_leads_to_a_milestone_or_is_done_needs_no_link():
    done = {"actual_start": date(2026, 11, 2), "actual_finish": date(2026, 11, 20)}
    assert proposed(row("A", 1), row("B", 2, "A"), row("C", 1, **done), end("M", 9, "B")) == []
    reached = end("M", 9, "A", actual_finish=date(2026, 11, 20))
    assert proposed(row("A", 1), reached) == [("A", None, True)]


def test_of_a_chain_only_the_last_task_gets_a_link():
    assert proposed(row("A", 1), row("B", 2, "A"), end("M", 9)) == [("B", "M", False)]


def test_what_a_person_must_decide_is_only_shown():
    assert proposed(row("A", 10), end("M", 9)) == [("A", "M", True)]  # ends after the milestone
    assert proposed(row(None, 1), end("M", 9)) == [(None, "M", True)]  # cannot be named
    assert proposed(row("A", 9, "M"), end("M", 9)) == [("A", "M", True)]  # would be a circle


def test_the_proposal_is_a_change_list_that_keeps_what_was_there(tmp_path: Path):
    rows = (
        row("WBS-001", 1),
        row("WBS-002", 2),
        row("WBS-003", 3),
        row("WBS-004", 10),
        end("WBS-005", 9, "WBS-001 FS+2"),
    )
    path = small_book(tmp_path, {Task: rows})
    plan = propose_links(opened(path))
    shown = [(p.change.row_id, p.change.column, p.change.before, p.change.after) for p in plan.changes]
    assert shown == [("WBS-005", "先行作業", "WBS-001 FS+2", "WBS-001 FS+2、WBS-002、WBS-003")]
    assert [(p.change.row_id, p.doubt is not None) for p in plan.doubtful] == [("WBS-005", True)]
    assert opened(path).propose_links(apply=True).saved
    assert opened(path).tasks["WBS-005"].predecessors == ("WBS-001 FS+2", "WBS-002", "WBS-003")
    again = propose_links(opened(path))
    assert not again.changes and len(again.doubtful) == 1


@pytest.mark.parametrize("headings", [("作業ID", "種別", "作業名", "予定開始", "予定終了"), None])
def test_a_book_without_the_sheet_or_the_column_says_so(tmp_path: Path, headings):
    with xlsxwriter.Workbook(str(tmp_path / "台帳.xlsx")) as book:
        sheet = book.add_worksheet("マスタスケジュール" if headings else "課題管理表")
        sheet.write_row(0, 0, headings or ("課題ID", "件名", "状態", "期限", "担当"))
        sheet.write_row(1, 0, ("WBS-001", "作業", "製造") if headings else ("ISS-001", "遅延", "対応中"))
    with pytest.raises(BadOption, match="先行作業" if headings else "マスタスケジュールがない"):
        propose_links(opened(tmp_path / "台帳.xlsx"))


def test_a_circle_is_told_before_anything_is_proposed(tmp_path: Path):
    path = small_book(tmp_path, {Task: (row("WBS-001", 1, "WBS-002"), row("WBS-002", 2, "WBS-001"))})
    with pytest.raises(BadOption, match="循環"):
        propose_links(opened(path))
