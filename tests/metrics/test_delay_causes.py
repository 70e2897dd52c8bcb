"""遅延原因: which causes weigh most, with what nobody told at the end. 2026-11-30 is a Monday."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pmo_xl.metrics.delay_causes import delay_causes, delayed_tasks, incident_causes
from pmo_xl.model.issue import Issue
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.task import Task

D = date(2026, 11, 30)


def project(*records: Record) -> Project:
    by_class: dict[type[Record], tuple[Record, ...]] = {}
    for record in records:
        by_class[type(record)] = (*by_class.get(type(record), ()), record)
    return Project(as_of=D, run_day=D, records=by_class)


def task(number: int, cause: str | None, baseline: int | None = 9, **values: object) -> Task:
    plain: dict[str, object] = {
        "id": f"WBS-{number:03}",
        "kind": "作業",
        "delay_cause": cause,
        "planned_start": date(2026, 11, 2),
        "planned_finish": date(2026, 11, 9),
        "baseline_finish": baseline and date(2026, 11, baseline),
        "actual_finish": date(2026, 11, 11),
    }
    return Task.model_validate(plain | values)


def test_causes_are_ordered_by_days_with_others_and_the_untold_last():
    rows = (
        task(1, "その他", actual_finish=date(2026, 11, 20)),  # 9 business days
        task(2, "仕様変更"),  # 2
        task(3, "要員不足", actual_finish=date(2026, 11, 12)),  # 3
        task(4, "仕様変更"),  # 2
        task(5, None, actual_finish=date(2026, 11, 13)),  # 4
    )
    found = delay_causes(project(*rows))
    shown = [(line.cause, line.weight, line.count, line.cumulative) for line in found.lines]
    assert shown == [
        ("仕様変更", 4, 2, Decimal("20.0")),
        ("要員不足", 3, 1, Decimal("35.0")),
        ("その他", 9, 1, Decimal("80.0")),
        ("未記入", 4, 1, Decimal("100.0")),
    ]
    assert (found.told, found.total, found.unknown) == (4, 5, 0)


def test_open_work_counts_to_its_forecast_and_what_is_in_time_not_at_all():
    rows = (
        task(
            1, "仕様変更", actual_finish=None
        ),  # forecast 12-01 to 12-07 (P = 5, 11-03 is a holiday): from 11-09 on
        task(2, "仕様変更", actual_finish=date(2026, 11, 9)),
        task(3, "仕様変更", baseline=None),
        task(4, "仕様変更", kind="マイルストーン"),
        task(5, "仕様変更", kind="工程"),
        task(6, "仕様変更", actual_finish=None, planned_start=None, planned_finish=None),
    )
    made = project(*rows)
    assert [(each.task.id, each.ended_on, each.days) for each in delayed_tasks(made)] == [
        ("WBS-001", date(2026, 12, 7), 19)
    ]
    assert delay_causes(made).unknown == 1


def test_a_task_with_work_below_it_is_not_counted_twice():
    above = task(1, "仕様変更")
    below = task(2, "要員不足", parent="WBS-001")
    assert [line.cause for line in delay_causes(project(above, below)).lines] == ["要員不足"]


def test_incidents_are_counted_by_their_cause_but_for_those_withdrawn():
    rows = (
        Issue(id="ISS-001", kind="障害", cause_kind="設計", status="完了"),
        Issue(id="ISS-002", kind="リリース課題", cause_kind="設計", status="対応中"),
        Issue(id="ISS-003", kind="障害", status="対応中"),
        Issue(id="ISS-004", kind="障害", cause_kind="製造", status="取下げ"),
        Issue(id="ISS-005", kind="課題", cause_kind="製造", status="対応中"),
    )
    found = incident_causes(project(*rows))
    assert [(line.cause, line.weight) for line in found.lines] == [("設計", 2), ("未記入", 1)]
    assert (found.told, found.total) == (2, 3)


def test_nothing_late_is_no_line():
    found = delay_causes(project())
    assert (found.lines, found.told, found.total) == ((), 0, 0)
