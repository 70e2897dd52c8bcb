"""リリース計画書: the hour chart, the actual beside the plan, the order, and turning back as the check counts it."""

from __future__ import annotations

from datetime import datetime

import pytest

from pmo_xl.charts.figure import Figure, NoFigure
from pmo_xl.charts.release_hours import release_hours
from pmo_xl.documents.word.catalog import load
from pmo_xl.documents.word.content import Fields
from pmo_xl.metrics.turning_back import TurningBack, turning_back
from pmo_xl.model.record import Record
from pmo_xl.model.release_step import ReleaseStep
from pmo_xl.model.setting import Setting
from tests.documents.deliverables.test_true_papers import book, said, step
from tests.support.word import sample_source

at = datetime.fromisoformat


def fields(*rows: Record) -> Fields:
    return load("リリース計画書").content(book(*rows)).fields


def figure(*rows: Record) -> Figure:
    (found,) = release_hours(book(*rows).project)
    return found


def texts(found: Figure) -> list[str]:
    return [mark.text for mark in found.marks if hasattr(mark, "text")]


def test_every_step_of_the_sample_with_a_time_stands_in_the_hour_chart_under_its_system():
    project = sample_source().project
    (found,) = release_hours(project)
    shown = " ".join(texts(found))
    steps = [each for each in project.release_steps if each.kind in ("作業", "判断点")]
    assert len(steps) > 8 and all(each.row_id in shown for each in steps)
    assert {each.system for each in steps if each.system} <= set(texts(found))


def test_a_step_is_drawn_as_long_as_it_lasts_and_its_actual_below_it():
    plain = step(1, "作業", 1, minutes=60)
    done = step(
        1, "作業", 1, minutes=60, actual_start=at("2027-02-20T01:00"), actual_finish=at("2027-02-20T03:00")
    )
    bars = [
        mark
        for mark in figure(plain, step(2, "作業", 9)).marks
        if getattr(mark, "fill", None) and getattr(mark, "height", 0) in (4.6, 2.8)
    ]
    assert len(bars) == 2
    planned, actual, _ = [
        mark for mark in figure(done, step(2, "作業", 9)).marks if getattr(mark, "height", 0) in (4.6, 2.8)
    ]
    assert actual.x == planned.x and actual.width == pytest.approx(planned.width * 2)


def test_steps_without_a_time_are_counted_below_the_chart_and_no_chart_says_why():
    assert figure(step(1, "作業", 1), step(2, "作業", None)).notes == (
        "開始予定か所要分がないか読めない1件は描いていません。",
    )
    none = release_hours(book(step(2, "作業", None)).project)
    assert isinstance(none, NoFigure) and "時間割は描けません" in none.reason


def test_what_happened_stands_beside_the_plan_with_how_late_it_ended():
    late = step(
        1, "作業", 1, minutes=30, actual_start=at("2027-02-20T01:10"), actual_finish=at("2027-02-20T01:50")
    )
    running = step(2, "作業", 2, actual_start=at("2027-02-20T02:00"))
    one, two = fields(late, running, step(3, "作業", 3))["実績"]
    assert (one["所要分"], one["実績分"], one["差"]) == ("30", "40", "20 分遅い")
    assert (two["実績終了"], two["実績分"], two["差"]) == ("終わっていません", "－", "－")


def test_a_step_that_begins_before_its_predecessor_ends_is_told():
    rows = (
        step(1, "作業", 1, minutes=90),
        step(2, "作業", 2, predecessors=("REL-001",)),
        step(3, "作業", 4, predecessors=("REL-001", "REL-002")),
    )
    one, two = fields(*rows)["順序"]
    assert (one["手順ID"], one["判定"]) == ("REL-002", "先行の終わりより前に始まる")
    assert two["判定"] == "先行の後に始まる" and "REL-001 手順1 2027/02/20 02:30" in two["先行"]
    (odd,) = fields(step(2, "作業", 2, predecessors=("REL-009",)))["順序"]
    assert (odd["判定"], odd["先行"]) == ("計算できません", "REL-009(行がありません)")


def test_turning_back_is_what_the_check_counts_side_by_side_and_in_turn():
    stop = Setting(key="停止終了", value="2027-02-20 04:10")
    work = (
        step(1, "作業", 0, system="A", rollback_minutes=30),
        step(2, "作業", 1, system="B", rollback_minutes=20),
    )
    point = step(3, "判断点", 3)
    source = book(stop, *work, point)
    found = turning_back(point, source.project)
    assert isinstance(found, TurningBack)
    (row,) = load("リリース計画書").content(source).fields["判断点"]
    assert (
        row["切戻し所要"]
        == f"並行 {found.side_by_side} 分\n順に {found.in_turn} 分"
        == "並行 30 分\n順に 50 分"
    )
    assert row["戻し終わり"] == "並行 2027/02/20 04:00\n順に 2027/02/20 04:20"
    assert row["間に合うか"] == "並行なら間に合う"


@pytest.mark.parametrize(("value", "expected"), [("", "停止終了が未定"), ("夜", "停止終了を読めない")])
def test_without_the_end_of_the_stop_nobody_says_in_time(value: str, expected: str):
    rows = (
        Setting(key="停止終了", value=value) if value else Setting(key="案件名", value="試し"),
        step(1, "作業", 0, rollback_minutes=5),
        step(2, "判断点", 3),
    )
    (row,) = fields(*rows)["判断点"]
    assert row["間に合うか"] == expected


def test_a_step_back_is_its_own_way_back():
    assert "(内容のとおり)" in said("リリース計画書", step(1, "切戻し", 1), step(2, "作業", 2))
    assert ReleaseStep.sheet.label == "リリース計画"


@pytest.mark.parametrize("day", ["2027-02-20T01:00", "9999-12-31T22:00"])
def test_minutes_beyond_all_days_are_told_and_drawn_as_far_as_days_go(day: str):
    endless = step(1, "作業", 1, minutes=10**15, rollback_minutes=10**15).model_copy(
        update={"starts_at": at(day)}
    )
    decision = step(2, "判断点", 2, minutes=10**15)
    assert fields(endless, decision)["時程"]
    assert release_hours(book(endless, decision).project)
