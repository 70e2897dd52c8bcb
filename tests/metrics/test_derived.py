"""The derived columns: what the workbook's formulas show, computed by the library."""

from datetime import date

import pytest

from pmo_xl.metrics.derived import DERIVED, derived_value
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.budget import Budget
from pmo_xl.model.choice import Choice
from pmo_xl.model.issue import Issue
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.model.sheets import SHEETS

D = date(2026, 11, 30)


def project(*records: Record) -> Project:
    by_class: dict[type[Record], tuple[Record, ...]] = {}
    for record in records:
        by_class[record.__class__] = (*by_class.get(record.__class__, ()), record)
    return Project(as_of=D, run_day=D, records=by_class)


def shown(field: str, record: Record, *others: Record) -> object:
    return derived_value(record, field, project(record, *others))


def test_every_derived_column_has_its_figure():
    declared = {(sheet, name) for sheet in SHEETS for name, c in sheet.columns.items() if c.is_derived}
    assert declared == set(DERIVED)


@pytest.mark.parametrize(
    ("values", "age"),
    [
        ({"status": "未回答"}, 10),
        ({"status": "回答済", "answered_on": date(2026, 11, 25)}, 5),
        ({"status": "取下げ"}, None),
        ({"status": "未回答", "asked_on": None}, None),
    ],
)
def test_a_question_waits_until_it_is_answered(values: dict[str, object], age: int | None):
    question = Question.model_validate({"id": "QA-001", "asked_on": date(2026, 11, 20)} | values)
    assert shown("age", question) == age


@pytest.mark.parametrize(
    ("status", "due_on", "days"),
    [("対応中", date(2026, 11, 20), 10), ("対応中", date(2026, 12, 20), 0), ("完了", date(2026, 11, 20), None),
     ("対応中", None, None)],
)  # fmt: skip
def test_an_open_issue_shows_how_long_it_is_overdue(status: str, due_on: date | None, days: int | None):
    assert shown("days_overdue", Issue(id="ISS-001", status=status, due_on=due_on)) == days


def delivered(*rows: dict[str, object], **order: object) -> object:
    deliveries = [Acceptance.model_validate({"order": "ORD-001"} | row) for row in rows]
    values = {"id": "ORD-001", "order_kind": "当初", "ordered": 1_000, "ordered_on": D}
    return shown("status", Order.model_validate(values | order), *deliveries)


def test_an_order_passes_from_estimate_to_payment():
    done = {"accepted": 600, "accepted_on": D}
    rest = {"accepted": 400, "accepted_on": D}
    assert delivered(ordered_on=None) == "見積中"
    assert delivered() == "発注済"
    assert delivered({"acceptance_planned": 600}) == "発注済"
    assert delivered(done) == "一部検収"
    assert delivered(done, rest) == "検収済"
    assert delivered(done | {"paid_on": D}, rest) == "検収済"
    assert delivered(done | {"paid_on": D}, rest | {"paid_on": D}) == "支払済"
    assert delivered(done, rest, order_kind="取消") == "取消"


def test_a_delivery_shows_the_last_step_taken():
    assert shown("status", Acceptance(id="ACC-001")) == "未受領"
    assert shown("status", Acceptance(id="ACC-001", received_on=D)) == "検収待ち"
    assert shown("status", Acceptance(id="ACC-001", accepted_on=D)) == "検収済"
    assert shown("status", Acceptance(id="ACC-001", accepted_on=D, invoiced_on=D)) == "請求済"
    assert shown("status", Acceptance(id="ACC-001", paid_on=D)) == "支払済"


def test_a_budget_shows_what_is_left():
    budget = Budget(id="BUD-001", amount=1_000)
    orders = [
        Order(id="ORD-001", budget="BUD-001", order_kind="当初", ordered=400, ordered_on=D),
        Order(id="ORD-002", budget="BUD-001", order_kind="追加", estimated=100),
        Order(id="ORD-003", budget="BUD-002", order_kind="追加", estimated=7),
    ]
    assert [shown(field, budget, *orders) for field in ("ordered", "expected", "remaining")] == [
        400,
        100,
        500,
    ]
    assert shown("remaining", Budget(id="BUD-001")) is None


def test_a_word_of_a_state_list_shows_its_class_and_a_new_one_counts_as_running():
    def state(list_name: str, value: str, meaning: str | None = None) -> object:
        return shown("state_class", Choice(list_name=list_name, value=value, meaning=meaning))

    assert state("課題管理表.状態", "未着手") == "未着手"
    assert state("課題管理表.状態", "承認済", "完了") == "完了"
    assert state("課題管理表.状態", "検証中") == "進行中"
    assert state("仕様変更管理表.状態", "却下") == "取消"
    assert state("優先度", "高") is None


def test_an_empty_row_shows_nothing():
    rows = [Question(), Issue(), Budget(), Order(), Acceptance(), Choice(), Kpi()]
    shown_values = [
        derived_value(row, f, project()) for row in rows for c, f in DERIVED if c is row.__class__
    ]
    assert shown_values == [None] * len(DERIVED)


def test_an_order_without_its_amount_adds_nothing_to_the_budget():
    budget = Budget(id="BUD-001", amount=1_000)
    unknown = Order(id="ORD-001", budget="BUD-001", order_kind="当初", ordered_on=D)
    hoped = Order(id="ORD-002", budget="BUD-001", order_kind="当初")
    figures = [shown(field, budget, unknown, hoped) for field in ("ordered", "expected", "remaining")]
    assert figures == [0, 0, 1_000]
    assert delivered({"accepted": 1, "accepted_on": D}, ordered=None) == "検収済"
    assert shown("ordered", Budget(amount=1_000), unknown) is None
