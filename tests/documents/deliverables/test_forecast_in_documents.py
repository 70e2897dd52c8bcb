"""The forecast in documents: the figures of `schedule`, with what they assume, and no all-clear without links."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_xl.documents.deliverables.milestones import forecast_fields, milestone_rows
from pmo_xl.documents.schedule import schedule_json, schedule_note
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task
from tests.support.word import made, sample_source, source_of, texts_of

D = date(2026, 11, 30)
ASSUMED = "予定の長さと、これまでの速さのうち遅い方で見込んでいます"


def row(id: str, start: date, finish: date, *before: str, kind: str = "作業", **more: object) -> Task:
    named = {"id": id, "kind": kind, "title": id, "predecessors": before}
    return Task.model_validate(named | {"planned_start": start, "planned_finish": finish} | more)


def end(id: str, day: date, *before: str, **more: object) -> Task:
    return row(id, day, day, *before, kind="マイルストーン", **more)


def plan(*tasks: Task) -> Project:
    return Project(as_of=D, run_day=D, records={Task: tasks})


def shown(project: Project) -> dict[str, tuple[str, str]]:
    """By milestone, its 見込 and 状況."""
    rows = milestone_rows(project)
    return {each["作業ID"]: (each["見込"], each["状況"]) for each in rows}


@pytest.mark.parametrize("name", ["週次報告書", "アジェンダ", "マスタスケジュール"])
def test_a_document_shows_the_forecast_of_the_schedule_and_says_what_it_assumes(name: str):
    source = sample_source()
    texts = " ".join(texts_of(made(name, source)))
    told = schedule_json(source.project)
    milestones = [a for a in told["activities"] if a["kind"] == "マイルストーン" and a["is_open"]]
    assert len(milestones) >= 5
    for each in milestones[:5]:
        assert each["early_finish"].replace("-", "/") in texts
    assert ASSUMED in texts
    assert forecast_fields(source.project)["見込みの文"] in texts


def test_each_milestone_stands_by_its_own_links():
    late = row("A", date(2026, 11, 2), date(2026, 12, 4))  # not begun: 23 days from 12-01 on, to 12-31
    blank = row("B", date(2026, 12, 1), date(2026, 12, 2), actual_start=D)  # 下限
    fine = row("C", date(2026, 12, 1), date(2026, 12, 2))
    project = plan(
        late,
        blank,
        fine,
        end("M1", date(2026, 12, 4), "A"),
        end("M2", date(2026, 12, 4), "B"),
        end("M3", date(2026, 12, 4), "C"),
        end("M4", date(2026, 12, 4)),
        end("M5", date(2026, 11, 20)),
        end("M6", date(2026, 11, 20), actual_finish=date(2026, 11, 20)),
        end("M7", date(2026, 12, 4), "C", baseline_finish=date(2026, 12, 1)),
    )
    assert shown(project) == {
        "M1": ("2026/12/31", "19 日遅れ"),
        "M2": ("2026/12/04以降", "下限では予定どおり"),
        "M3": ("2026/12/04", "予定どおり"),
        "M4": ("2026/12/04", "判定不能"),
        "M5": ("2026/12/01以降", "10 日超過"),
        "M6": ("", "達成"),
        "M7": ("2026/12/04", "基準より 3 日遅い予定"),
    }


def test_without_links_the_documents_say_that_nothing_was_judged_and_name_no_critical_path():
    project = plan(row("A", date(2026, 12, 1), date(2026, 12, 18)), end("M", date(2026, 12, 11)))
    said = forecast_fields(project)["見込みの文"]
    reason = "先行作業の記入がないため、つながりは計算していません(2 件中 2 件)"
    assert reason in said and "2026/12/18(A)" in said and reason in schedule_note(project)
    texts = " ".join(texts_of(made("マスタスケジュール", source_of(project))))
    assert reason in texts and "クリティカルパスは計算できません。" in texts and "予定どおり" not in texts


def test_a_circle_has_no_forecast_and_is_told():
    project = plan(row("A", D, D, "B"), row("B", D, D, "A"), end("M", date(2026, 12, 11), "A"))
    assert shown(project)["M"] == ("", "判定不能")
    assert "循環" in forecast_fields(project)["見込みの文"]


def test_where_every_milestone_is_reached_nothing_is_forecast():
    assert forecast_fields(plan(end("M", D, actual_finish=D)))["見込みの文"] == ""
