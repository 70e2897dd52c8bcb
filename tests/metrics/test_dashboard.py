"""The counts on the menu: open, late, due soon, without a due date; by sheet and by person."""

from __future__ import annotations

from datetime import date

from pmo_xl.metrics.budget.budget import budget_report
from pmo_xl.metrics.dashboard import (
    Counts,
    counts_by_owner,
    counts_by_sheet,
    fiscal_months,
    next_milestones,
)
from pmo_xl.model.issue import Issue
from pmo_xl.model.member import Member
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.task import Task

D = date(2026, 11, 30)


def project(*records: Record) -> Project:
    by_class: dict[type[Record], tuple[Record, ...]] = {}
    for record in records:
        by_class[record.__class__] = (*by_class.get(record.__class__, ()), record)
    return Project(as_of=D, run_day=D, records=by_class)


def issue(number: int, due_on: date | None, owner: str = "佐藤 花子", status: str = "対応中") -> Issue:
    return Issue(id=f"ISS-{number:03}", status=status, due_on=due_on, owner=owner)


ISSUES = (
    issue(1, date(2026, 11, 29)),
    issue(2, D),
    issue(3, date(2026, 12, 7), "山本 次郎"),
    issue(4, date(2026, 12, 8), "山本 次郎"),
    issue(5, None),
    issue(6, date(2026, 11, 2), status="完了"),
)


def test_a_sheet_counts_open_late_soon_and_undated_rows():
    assert counts_by_sheet(project(*ISSUES))[Issue] == Counts(open=5, late=1, soon=2, undated=1)


def test_a_person_counts_their_open_and_late_rows_and_nobody_the_rest():
    people = (
        Member(id="PER-001", name="鈴木 一郎"),
        Member(id="PER-002", name="佐藤 花子"),
        Member(id="PER-003"),
    )
    found = counts_by_owner(project(*ISSUES, *people))
    assert list(found) == ["鈴木 一郎", "佐藤 花子", None]
    assert found == {"鈴木 一郎": Counts(), "佐藤 花子": Counts(open=3, late=1), None: Counts(open=2)}


def test_the_twelve_months_of_the_fiscal_year_are_shown_with_their_sums():
    known = project(Order(id="ORD-001", order_kind="当初", ordered=500, ordered_on=date(2026, 5, 7)))
    months = fiscal_months(known, budget_report(known))
    assert [month for month, _ in months][::11] == [date(2026, 4, 1), date(2027, 3, 1)]
    assert [sums.get("ordered") for _, sums in months][:3] == [None, 500, None]


def test_milestones_still_to_come_stand_by_their_day():
    def stone(number: int, day: date | None, **values: object) -> Task:
        usual = {"id": f"WBS-{number:03}", "kind": "マイルストーン", "planned_finish": day}
        return Task.model_validate(usual | values)

    late, soon, same, last = stone(1, date(2026, 12, 9)), stone(2, D), stone(3, D), stone(4, date(2027, 1, 5))
    others = (stone(5, None), stone(6, D, actual_finish=D), stone(7, D, kind="作業"))
    assert next_milestones(project(late, soon, same, last, *others), 3) == [soon, same, late]
