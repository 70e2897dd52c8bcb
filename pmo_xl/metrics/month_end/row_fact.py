"""RowFact: what a row of the money ledgers promises and what happened, as one month end remembers it for the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from pmo_xl.metrics.budget.budget_months import acceptance_left, payment_left, payment_planned_on
from pmo_xl.metrics.budget.order_money import is_chased, is_placed, paid_with_tax, payable_amount
from pmo_xl.metrics.overdue import is_awaited
from pmo_xl.metrics.payment.payment_defaults import order_of
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.calendar import month_end
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project


@dataclass(frozen=True, slots=True)
class RowFact:
    """One row. key: its ID (行n without one), numbered when the ID stands twice. Whole yen, 税抜 but paid_with_tax.

    accept_on, accept_amount: planned acceptance; accepted_on, accepted: the real one. pay_on, pay_amount: planned
    payment; paid_on, paid_with_tax: the real one. is_chased: neither 取消 nor 減額. is_order: what of an order
    no row of 検収支払 covers.
    """

    key: str
    title: str | None
    accept_on: date | None
    accept_amount: int
    accepted_on: date | None
    accepted: int
    pay_on: date | None
    pay_amount: int
    paid_on: date | None
    paid_with_tax: int
    is_chased: bool = True
    is_order: bool = False


def row_facts(project: Project) -> tuple[RowFact, ...]:
    """A fact for each row of 検収支払, and for each order of which its rows leave something over."""
    facts = [
        *(_of_delivery(row, project) for row in project.acceptances),
        *(fact for order in project.orders if (fact := _of_order(order, project))),
    ]
    return tuple(_numbered(facts))


def _numbered(facts: list[RowFact]) -> Iterator[RowFact]:
    seen: Counter[str] = Counter()
    for fact in facts:
        seen[fact.key] += 1
        number = seen[fact.key]
        yield fact if number == 1 else replace(fact, key=f"{fact.key}({number})")


def _of_delivery(row: Acceptance, project: Project) -> RowFact:
    order = order_of(row, project)
    return RowFact(
        row.row_id or f"行{row.row}",
        row.title or (order.title if order else None),
        row.acceptance_due_on,
        row.acceptance_planned or 0,
        row.accepted_on,
        (row.accepted or 0) if row.accepted_on else 0,
        payment_planned_on(row),
        payable_amount(row),
        row.paid_on,
        paid_with_tax(row),
        is_awaited(row, project),
    )


def _of_order(order: Order, project: Project) -> RowFact | None:
    if not is_placed(order):
        return None
    rows = project.acceptances.naming("order", order.id)
    accept, pay = acceptance_left(order, rows), payment_left(order, rows)
    if not (accept or pay):
        return None
    accept_on = order.acceptance_month and month_end(order.acceptance_month)
    pay_on = order.payment_month and month_end(order.payment_month)
    key = order.row_id or f"発注 行{order.row}"
    chased = is_chased(order) and not rows
    return RowFact(key, order.title, accept_on, accept, None, 0, pay_on, pay, None, 0, chased, True)
