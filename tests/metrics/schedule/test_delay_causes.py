"""遅延原因 Pareto: business days of late leaves by cause, その他 and blank ones last, and never called the project's delay."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from pmo_xl.metrics.schedule.delay_causes import delay_causes, issue_causes
from pmo_xl.model.issue import Issue
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.task import Task

D = date(2026, 11, 30)


def project(*rows: Record) -> Project:
    kinds = dict.fromkeys(row.__class__ for row in rows)
    return Project(D, D, records={kind: tuple(r for r in rows if type(r) is kind) for kind in kinds})


def work(number: int, base: date, end: date | None, cause: str | None = None, **more: object) -> Task:
    return Task(
        id=f"WBS-{number:03}",
        kind="作業",
        title="x",
        baseline_finish=base,
        actual_finish=end,
        delay_cause=cause,
        **more,
    )


FRIDAY = date(2026, 10, 2)


def test_days_are_business_days_after_the_baseline_and_the_largest_cause_comes_first():
    rows = (
        work(1, FRIDAY, date(2026, 10, 5), "仕様変更"),
        work(2, FRIDAY, date(2026, 10, 7), "要員不足"),
        work(3, FRIDAY, date(2026, 10, 6), "仕様変更"),
        work(4, FRIDAY, FRIDAY, "手戻り"),
    )
    found = delay_causes(project(*rows))
    assert [(line.cause, line.days, len(line.tasks)) for line in found.lines] == [
        ("仕様変更", 3, 2),
        ("要員不足", 3, 1),
    ]
    assert [line.cumulative for line in found.lines] == [Fraction(1, 2), Fraction(1)]
    assert (found.days, found.judged, found.total) == (6, 4, 4)


def test_other_causes_and_blank_ones_stand_last_and_count_in_the_total():
    rows = (
        work(1, FRIDAY, date(2026, 10, 30)),
        work(2, FRIDAY, date(2026, 10, 20), "その他"),
        work(3, FRIDAY, date(2026, 10, 5), "手戻り"),
    )
    found = delay_causes(project(*rows))
    assert [line.cause for line in found.lines] == ["手戻り", "その他", None]
    assert found.lines[-1].cumulative == 1 and found.days == sum(line.days for line in found.lines)


def test_open_work_counts_by_its_forecast_and_what_has_none_is_not_judged():
    late = work(
        1, FRIDAY, None, "仕様変更", planned_start=date(2026, 12, 1), planned_finish=date(2026, 12, 4)
    )
    unknown = work(2, FRIDAY, None, "手戻り")
    found = delay_causes(project(late, unknown))
    assert [line.cause for line in found.lines] == ["仕様変更"] and (found.judged, found.total) == (1, 2)


def test_only_leaves_of_work_with_a_baseline_count():
    parent, child = (
        work(1, FRIDAY, date(2026, 10, 30), "手戻り"),
        Task(id="WBS-002", parent="WBS-001", kind="作業", actual_finish=D),
    )
    milestone = Task(id="WBS-003", kind="マイルストーン", baseline_finish=FRIDAY, actual_finish=D)
    assert delay_causes(project(parent, child, milestone)).total == 0


def test_defects_and_release_issues_are_counted_by_their_cause():
    rows = [
        Issue(id=f"ISS-{n:03}", kind=kind, cause_kind=cause)
        for n, (kind, cause) in enumerate(
            (("障害", "設計"), ("障害", None), ("リリース課題", "設計"), ("課題", "仕様"), ("障害", "その他"))
        )
    ]
    assert list(issue_causes(project(*rows)).items()) == [("設計", 2), ("その他", 1), (None, 1)]
