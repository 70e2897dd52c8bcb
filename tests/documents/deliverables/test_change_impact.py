"""変更影響書: what a change touches, and figures before and after it that are those of `budget` and `schedule`."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pmo_xl.documents.word.catalog import load
from pmo_xl.documents.word.content import Fields, Source
from pmo_xl.metrics.budget.budget import budget_report
from pmo_xl.metrics.change_impact import budgets_of, schedule_impact
from pmo_xl.metrics.schedule.schedule import project_schedule
from pmo_xl.metrics.schedule.slip import slip
from pmo_xl.model.budget import Budget
from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.display import yen
from pmo_xl.model.interface import Interface
from pmo_xl.model.member import Member
from pmo_xl.model.order import Order
from pmo_xl.model.record import Record
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.system import System
from pmo_xl.model.task import Task
from pmo_xl.model.verification import Verification
from tests.documents.deliverables.test_true_papers import D, book
from tests.support.word import sample_source

SYSTEM = System(id="SYS-001", name="会員基盤", owner="佐藤")
END = Task(
    id="WBS-009",
    kind="マイルストーン",
    phase="リリース",
    title="サービスイン",
    planned_finish=date(2026, 12, 18),
    predecessors=("WBS-002",),
)


def change(**more: object) -> SpecChange:
    fields = {
        "id": "CHG-001",
        "title": "桁数",
        "status": "承認待ち",
        "systems": ("会員基盤",),
        "requirements": ("REQ-001",),
        "cost_impact": 500_000,
        "schedule_impact": 3,
        "raised_on": date(2026, 11, 16),
        "due_on": date(2026, 11, 25),
    }
    return SpecChange(**fields | more)


def work(number: int, start: date, finish: date, **more: object) -> Task:
    fields = {
        "id": f"WBS-{number:03}",
        "kind": "作業",
        "title": f"作業{number}",
        "system": "会員基盤",
        "planned_start": start,
        "planned_finish": finish,
    }
    return Task(**fields | more)


TASKS = (
    work(1, date(2026, 12, 1), date(2026, 12, 4)),
    work(2, date(2026, 12, 7), date(2026, 12, 18), predecessors=("WBS-001",)),
    END,
)


def paper(row: SpecChange, *rows: Record) -> tuple[Fields, Source]:
    source = book(row, SYSTEM, *rows)
    return load("変更影響書").content(source, row).fields, source


def test_the_budgets_have_the_figures_of_the_budget_command_before_and_after():
    source = sample_source()
    row = source.project.spec_changes["CHG-037"]
    shown = load("変更影響書").content(source, row).fields["予算"]
    lines = {line.id: line for line in budget_report(source.project).budgets}
    assert [each["予算ID"] for each in shown] == [b.id for b in budgets_of(row, source.project)] != []
    for each in shown:
        line = lines[each["予算ID"]]
        assert each["残予算"] == yen(line.remaining) and each["変更後"] == yen(
            line.remaining - row.cost_impact
        )


def test_a_cost_that_an_order_bears_already_is_not_taken_off_twice():
    order = Order(
        id="ORD-001",
        budget="BUD-001",
        system="会員基盤",
        order_kind="追加",
        ordered=500_000,
        ordered_on=D,
        origin=("CHG-001",),
    )
    fields, _ = paper(change(), Budget(id="BUD-001", amount=900_000, approved_on=D), order)
    (row,) = fields["予算"]
    assert (row["残予算"], row["変更後"]) == ("400,000", "400,000") and "発注か見積に入っています" in fields[
        "予算の文"
    ]


def test_other_changes_that_wait_for_money_stand_beside_and_are_not_taken_off():
    other = SpecChange(id="CHG-002", status="承認済", cost_impact=300_000)
    fields, _ = paper(change(), other, SpecChange(id="CHG-003", status="起票", cost_impact=9))
    assert "手配の済んでいない変更が 1 件、300,000 円あります" in fields["予算の文"]


@pytest.mark.parametrize(
    ("blank", "field"), [({"cost_impact": None}, "影響費用"), ({"schedule_impact": None}, "影響工期")]
)
def test_what_nobody_assessed_has_no_figure_after(blank: dict[str, None], field: str):
    order = Order(
        id="ORD-001", budget="BUD-001", system="会員基盤", order_kind="当初", ordered=1, ordered_on=D
    )
    fields, _ = paper(change(**blank), Budget(id="BUD-001", amount=900_000, approved_on=D), order, *TASKS)
    assert fields[field] == "未評価"
    if field == "影響費用":
        assert fields["予算"][0]["変更後"] == "未評価"
    else:
        assert (
            "影響工期が未記入のため、見込みは出していません" in fields["日程の文"]
            and "→" not in fields["日程の文"]
        )


def test_the_dates_move_as_the_schedule_command_moves_them():
    fields, source = paper(change(), *TASKS)
    moved = slip(project_schedule(source.project), "WBS-001", 3)
    assert moved.finish_days == 3
    assert (
        "影響を受けるシステムの、最終マイルストーンへつながる最初の未完了の作業(WBS-001 作業1)"
        in fields["日程の文"]
    )
    assert "最終マイルストーンの見込 2026/12/18 → 2026/12/23(3 稼働日遅くなります)。" in fields["日程の文"]
    assert "サービスイン(リリースのマイルストーン)の見込 2026/12/18 → 2026/12/23。" in fields["日程の文"]


def test_a_task_that_waits_for_the_change_slips_and_no_other():
    held = work(2, date(2026, 12, 7), date(2026, 12, 18), predecessors=("WBS-001",), waits_for=("CHG-001",))
    row = change()
    found = schedule_impact(row, book(row, SYSTEM, TASKS[0], held, END).project)
    assert [task.id for task in found.leaves] == ["WBS-002"] and found.is_named


def test_without_a_path_to_the_end_nobody_says_that_nothing_moves():
    lonely = work(1, date(2026, 12, 1), date(2026, 12, 4))
    end = Task(id="WBS-009", kind="マイルストーン", title="完了", planned_finish=date(2026, 12, 18))
    fields, _ = paper(change(), lonely, end)
    assert "動きません" not in fields["日程の文"] and "つながりは計算していません" in fields["日程の文"]
    elsewhere = (
        work(1, date(2026, 12, 1), date(2026, 12, 4), system="決済"),
        work(2, date(2026, 12, 7), date(2026, 12, 18), system="決済"),
        END,
    )
    fields, _ = paper(change(), *elsewhere)
    assert "つながる未完了の作業がないため、計算できません" in fields["日程の文"]


def test_tests_made_before_are_to_be_repeated_and_those_since_are_not():
    def test(number: int, day: date | None) -> Verification:
        """A test of the requirement."""
        return Verification(id=f"TST-{number:03}", requirements=("REQ-001",), executed_on=day)

    tests = (test(1, D - timedelta(9)), test(2, None), test(3, D))
    row = Requirement(id="REQ-001", title="登録")
    fields, _ = paper(change(test_impact=True), row, *tests)
    assert [each["試験ID"] for each in fields["試験"]] == ["TST-001", "TST-003"]
    fields, _ = paper(change(reflected_on=D - timedelta(1), status="反映済"), row, *tests)
    assert [each["試験ID"] for each in fields["試験"]] == ["TST-001"]


def test_documents_are_those_named_and_those_that_the_requirements_stand_in():
    row = Requirement(id="REQ-001", title="登録", source="サービス仕様書 3.2")
    documents = (
        Deliverable(id="DOC-001", title="サービス仕様書", version="1.2"),
        Deliverable(id="DOC-002", title="設計書"),
        Deliverable(id="DOC-003", title="別冊"),
    )
    fields, _ = paper(change(reflected_in=("DOC-002", "DOC-009")), row, *documents)
    found = [(each["種類"], each["番号"]) for each in fields["対象"] if each["種類"].startswith("文書")]
    assert found == [
        ("文書(反映先文書)", "DOC-002"),
        ("文書(反映先文書)", "DOC-009"),
        ("文書(要件の出典)", "DOC-001"),
    ]


def test_approvers_owners_and_the_partner_of_an_interface_must_agree():
    partner = System(id="SYS-002", name="決済", owner="鈴木")
    boss = Member(id="PER-001", name="高橋", role="事業責任者")
    fields, _ = paper(
        change(interfaces=("IF-001",)),
        partner,
        boss,
        Interface(id="IF-001", source="会員基盤", target="決済"),
    )
    assert [(row["立場"], row["対象"], row["氏名"]) for row in fields["合意"]] == [
        ("承認者", "CHG-001", "高橋"),
        ("主担当", "会員基盤", "佐藤"),
        ("IFの相手", "決済", "鈴木"),
    ]


def test_how_long_the_decision_has_been_waited_for_is_counted_in_business_days():
    fields, _ = paper(change())
    assert fields["経過"] == "起票から 9 稼働日、判断期限 2026/11/25 を 3 稼働日過ぎています"


def test_changes_that_wait_for_a_decision_get_a_paper():
    rows = [
        change(id=f"CHG-{n:03}", status=word)
        for n, word in enumerate(("起票", "影響調査中", "承認待ち", "保留", "承認済", "却下"))
    ]
    assert [row.status for row in load("変更影響書").rows(book(*rows).project)] == [
        "起票",
        "影響調査中",
        "承認待ち",
        "保留",
    ]
