"""What changed between two runs, record by record, in the words of the sheets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal

from pmo_xl.history import compare, findings_between, run_of
from pmo_xl.model.issue import Issue
from pmo_xl.model.past import Past
from pmo_xl.model.project import Project
from pmo_xl.model.record import Place, Record, Table, Unread
from pmo_xl.model.setting import Setting
from pmo_xl.model.task import Task

D = date(2026, 11, 30)


def a_run(*records: Record, findings: list[Mapping[str, object]] | None = None):
    by_class: dict[type[Record], tuple[Record, ...]] = {}
    for record in records:
        by_class[record.__class__] = (*by_class.get(record.__class__, ()), record)
    project = Project(as_of=D, run_day=D, records=by_class)
    moment = datetime(2026, 11, 30, tzinfo=UTC)
    return run_of(project, findings or [], Past(), workbook="a.xlsx", sha256="", made_at=moment)


def shown(before, after) -> list[tuple[object, ...]]:
    found = compare(before, after)
    return [(d.sheet, d.name, d.kind, d.column, d.before, d.after) for d in found]


def test_a_changed_field_is_told_before_and_after_as_people_write_it():
    before = a_run(Issue(id="ISS-001", due_on=date(2026, 11, 1), systems=("会員基盤",)))
    after = a_run(Issue(id="ISS-001", due_on=date(2026, 12, 1), systems=("会員基盤", "決済連携")))
    assert shown(before, after) == [
        ("課題管理表", "ISS-001", "変更", "影響システム", "会員基盤", "会員基盤、決済連携"),
        ("課題管理表", "ISS-001", "変更", "期限", "2026/11/01", "2026/12/01"),
    ]


def test_rows_that_came_and_went_are_told_with_their_title():
    before = a_run(Issue(id="ISS-001", title="古い課題"), Setting(key="案件名", value="刷新"))
    after = a_run(Issue(id="ISS-002", title="新しい課題"), Setting(key="案件名", value="移行"))
    assert shown(before, after) == [
        ("課題管理表", "ISS-002", "追加", None, None, "新しい課題"),
        ("課題管理表", "ISS-001", "削除", None, "古い課題", None),
        ("設定", "案件名", "変更", "値", "刷新", "移行"),
    ]


def test_figures_percents_and_what_could_not_be_read_are_told_as_they_stand():
    table = Table(Task, "WBS", 1, {name: n for n, name in enumerate(Task.columns, 1)})
    vague = Place(table, 2, unread={"planned_finish": Unread("12月上旬", "")})
    before = a_run(Task(id="WBS-001", progress=Decimal("0.5"), place=vague))
    after = a_run(Task(id="WBS-001", progress=Decimal("0.80"), planned_finish=date(2026, 12, 5)))
    assert shown(before, after) == [
        ("マスタスケジュール", "WBS-001", "変更", "予定終了", "12月上旬", "2026/12/05"),
        ("マスタスケジュール", "WBS-001", "変更", "進捗率", "50%", "80%"),
    ]


def test_moving_rows_or_recalculating_is_no_change():
    first, second = Issue(id="ISS-001", days_overdue=3), Issue(id="ISS-002")
    moved = first.model_copy(update={"days_overdue": 9})
    assert shown(a_run(first, second), a_run(second, moved)) == []


def test_two_rows_of_one_number_are_kept_apart():
    before = a_run(Issue(id="ISS-001", title="一"), Issue(id="ISS-001", title="二"))
    after = a_run(Issue(id="ISS-001", title="一"), Issue(id="ISS-001", title="三"))
    assert shown(before, after) == [("課題管理表", "ISS-001(2)", "変更", "件名", "二", "三")]


def test_findings_that_came_and_went_are_told_by_their_id():
    before, after = a_run(findings=[{"id": "A"}, {"id": "B"}]), a_run(findings=[{"id": "B"}, {"id": "C"}])
    assert findings_between(before, after) == ([{"id": "C"}], [{"id": "A"}])
