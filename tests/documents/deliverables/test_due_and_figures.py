"""Lists say what each due date is of, and negative figures of every kind bear ▲."""

from __future__ import annotations

from decimal import Decimal

from pmo_xl.documents.word.catalog import load
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.option import Option
from pmo_xl.model.question import Question
from pmo_xl.model.task import Task
from tests.documents.deliverables.test_true_papers import book


def test_a_late_row_says_which_of_its_dates_has_passed():
    rows = [
        Acceptance(id="ACC-001", acceptance_due_on="2026-11-02"),
        Question(id="QA-001", title="桁数", status="未回答", due_on="2026-11-03"),
        Task(
            id="WBS-001", kind="作業", title="設計", planned_start="2026-11-04", planned_finish="2026-12-25"
        ),
    ]
    late = load("期限超過一覧").content(book(*rows)).fields["期限超過"]
    assert [(row["ID"], row["何の期限"]) for row in late] == [
        ("ACC-001", "検収予定日"),
        ("QA-001", "回答期限"),
        ("WBS-001", "予定開始"),
    ]


def test_fewer_days_and_less_effort_bear_the_mark_of_less_money():
    row = Option(
        id="OPT-001",
        subject="方式",
        title="A案",
        effort_delta=Decimal("-4.5"),
        cost_delta=-1000,
        schedule_delta=-15,
    )
    ((option,),) = [topic["案"] for topic in load("対応案比較書").content(book(row)).fields["論点一覧"]]
    assert (option["工数差"], option["費用差"], option["日程差"]) == ("▲4.5", "▲1,000", "▲15")
