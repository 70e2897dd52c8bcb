"""The derived columns as the library computes them: the same figures as the workbook's own formulas.

Source: definitions.md, Money and States. `DERIVED` says it per record class and field; a formula of the
same key stands in pmo_xl/workbook/formulas.py. None is an empty cell.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from pmo_xl.metrics.budget.order_money import (
    accepted_amount,
    expected_amount,
    is_cancelled,
    is_placed,
    ordered_amount,
)
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.budget import Budget
from pmo_xl.model.choice import Choice
from pmo_xl.model.issue import Issue
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.model.vocabulary import STATES, StateClass, Vocabulary

Value = str | int | Decimal | None


def derived_value(record: Record, field: str, project: Project) -> Value:
    """What the derived column `field` of this record should show. KeyError when it is not derived."""
    return DERIVED[type(record), field](record, project)


def age_of(question: Question, project: Project) -> int | None:
    """滞留日数: calendar days from 質問日 to 回答日 (else D); None when 取下げ or without 質問日."""
    if question.asked_on is None or project.state_of(question) is StateClass.CANCELLED:
        return None
    return ((question.answered_on or project.as_of) - question.asked_on).days


def days_overdue_of(issue: Issue, project: Project) -> int | None:
    """超過日数: calendar days that D lies after 期限, at least 0; None when closed or without 期限."""
    if issue.due_on is None or not project.is_open(issue):
        return None
    return max(0, (project.as_of - issue.due_on).days)


def budget_ordered(budget: Budget, project: Project) -> int | None:
    """発注済額: what the orders placed on this budget cost."""
    orders = project.orders.naming("budget", budget.id)
    return sum(ordered_amount(order) or 0 for order in orders) if budget.id else None


def budget_expected(budget: Budget, project: Project) -> int | None:
    """発注見込額: what the orders not placed yet may cost."""
    orders = project.orders.naming("budget", budget.id)
    return sum(expected_amount(order) or 0 for order in orders) if budget.id else None


def budget_remaining(budget: Budget, project: Project) -> int | None:
    """残予算: 予算額 − 発注済額 − 発注見込額; None without 予算額."""
    if budget.amount is None:
        return None
    return budget.amount - (budget_ordered(budget, project) or 0) - (budget_expected(budget, project) or 0)


def order_status(order: Order, project: Project) -> str | None:
    """状態 of an order: 取消 / 見積中 / 発注済 / 一部検収 / 検収済 / 支払済."""
    if order.id is None and order.order_kind is None:
        return None
    if is_cancelled(order):
        return "取消"
    return _delivery_status(order, project) if is_placed(order) else "見積中"


def _delivery_status(order: Order, project: Project) -> str:
    rows = project.acceptances.naming("order", order.id)
    accepted = sum(map(accepted_amount, rows))
    if accepted == 0:
        return "発注済"
    if abs(accepted) < abs(ordered_amount(order) or 0):
        return "一部検収"
    return "支払済" if all(row.paid_on for row in rows) else "検収済"


_STAGES = (
    ("paid_on", "支払済"),
    ("invoiced_on", "請求済"),
    ("accepted_on", "検収済"),
    ("received_on", "検収待ち"),
)


def acceptance_status(acceptance: Acceptance, project: Project) -> str | None:
    """状態 of a delivery by the last of 受領日, 検収日, 請求日 and 支払日 that is set; 未受領 without any."""
    if acceptance.id is None and acceptance.order is None:
        return None
    return next((word for field, word in _STAGES if getattr(acceptance, field)), "未受領")


def state_class_of(choice: Choice, project: Project) -> str | None:
    """区分 of a word of a state list; None for other lists and unfinished rows."""
    if not choice.value or not choice.list_name or choice.list_name not in STATES:
        return None
    word = choice.meaning or choice.value
    state_class = Vocabulary().class_of(choice.list_name, word)
    return state_class.value if state_class else None


def kpi_actual(kpi: Kpi, project: Project) -> Decimal | None:
    """実績 of a KPI: the measure that 算式 names; None when there is none or it cannot be computed."""
    from pmo_xl.metrics.measures import measure  # measures are made of derived figures: imported when asked

    return measure(kpi.formula, project).value if kpi.formula else None


DERIVED: Mapping[tuple[type[Record], str], Callable[[Any, Project], Value]] = {
    (Question, "age"): age_of,
    (Issue, "days_overdue"): days_overdue_of,
    (Budget, "ordered"): budget_ordered,
    (Budget, "expected"): budget_expected,
    (Budget, "remaining"): budget_remaining,
    (Order, "status"): order_status,
    (Acceptance, "status"): acceptance_status,
    (Choice, "state_class"): state_class_of,
    (Kpi, "actual"): kpi_actual,
}
