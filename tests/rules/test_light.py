"""The light of a checked project: what was not judged is never green, and open questions are amber."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pmo_xl.metrics.traffic_light import Light
from pmo_xl.model.issue import Issue
from pmo_xl.model.project import Project
from pmo_xl.rules.light import ProjectLight, project_light
from pmo_xl.rules.report import Report, RuleCount
from pmo_xl.rules.rule import Severity
from tests.support.ledger import ask

D = date(2026, 11, 30)
NOTHING = Project(as_of=D, run_day=D, records={})


def checked(judged: int, undeterminable: int) -> Report:
    count = RuleCount("ISS001", "overdue", judged, 0, 0, undeterminable, 100, None, False)
    return Report(D, D, "option", (), (count,))


@pytest.mark.parametrize(
    ("judged", "undeterminable", "light"), [(95, 5, Light.GREEN), (94, 6, Light.GREY), (0, 0, Light.GREEN)]
)
def test_more_than_five_percent_unjudged_is_grey(judged: int, undeterminable: int, light: Light) -> None:
    assert project_light(NOTHING, checked(judged, undeterminable)).light is light


def test_grey_says_how_much_was_not_judged_of_what_was_in_scope() -> None:
    assert project_light(NOTHING, checked(94, 6)).reasons == ("判定できないものが 6 / 100 件あります",)


def test_an_open_question_is_amber() -> None:
    finding = replace(ask("ISS001", LATE).findings[0], severity=Severity.QUESTION)
    light = project_light(NOTHING, replace(checked(1, 0), findings=(finding, finding)))
    assert light == ProjectLight(Light.AMBER, ("要判断が 2 件残っています",))


def test_red_is_told_before_grey_and_with_its_reasons_alone() -> None:
    issues = tuple(
        Issue(id=f"ISS-{n}", status="対応中", priority="高", due_on=date(2026, 11, 2)) for n in range(3)
    )
    late = Project(as_of=D, run_day=D, records={Issue: issues})
    light = project_light(late, checked(0, 9))
    assert light.light is Light.RED and len(light.reasons) == 1


def test_a_light_reads_as_mark_word_and_reasons() -> None:
    assert str(ProjectLight(Light.RED, ("予算を超えています", "遅れ"))) == "● 赤(予算を超えています、遅れ)"
    assert str(ProjectLight(Light.GREEN, ())) == f"{Light.GREEN.mark} 緑"


LATE = """
課題管理表
| 課題ID | 期限 | 状態 |
|---|---|---|
| ISS-001 | 2026/11/1 | 対応中 |
"""
