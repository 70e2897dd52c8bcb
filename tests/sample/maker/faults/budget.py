"""Faults of 予算枠 and 予算管理表."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from pmo_xl.metrics.budget.budget_balance import balance_of
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.budget import Budget
from pmo_xl.model.calendar import add_months, fiscal_year_of
from pmo_xl.model.order import Order
from pmo_xl.model.question import Question
from pmo_xl.model.task import Task
from tests.sample.maker.faults.extra import add_design, add_requirement, add_system
from tests.sample.maker.faults.field import Field, NoRoom, Plant
from tests.sample.maker.faults.question import is_closed


def is_placed(order: Order) -> bool:
    """An ordinary order, placed, and borne by one budget alone."""
    return order.ordered_on is not None and order.order_kind in ("当初", "追加") and order.share is None


def is_ordinary(order: Order) -> bool:
    """Placed, borne by one budget, and no additional order."""
    return is_placed(order) and order.order_kind == "当初"


def _year(field: Field) -> int:
    return fiscal_year_of(field.as_of)


def exceed(field: Field) -> None:
    """BUD001: a budget that its orders exceed, while the department as a whole keeps some money."""
    own = Counter((row.department, row.fiscal_year) for row in field.all(Budget))
    used = {order.budget for order in field.all(Order)}

    def has_peers(row: Budget) -> bool:
        """Whether it is in use this year, beside other budgets of the department."""
        return row.fiscal_year == _year(field) and own[row.department, row.fiscal_year] > 1 and row.id in used

    budgets = field.free(Budget, has_peers)
    if not budgets:
        raise NoRoom(Budget.sheet.label)
    _set_remaining(field, min(budgets, key=lambda row: row.amount or 0), -280_000)


def exceed_department(field: Field) -> None:
    """BUD001: the only budget that a department has this year."""
    own = Counter((row.department, row.fiscal_year) for row in field.all(Budget))

    def is_alone(row: Budget) -> bool:
        """Whether it is the department's only budget of this year."""
        return row.fiscal_year == _year(field) and own[row.department, row.fiscal_year] == 1

    _set_remaining(field, field.pick(Budget, is_alone), -450_000)


def _set_remaining(field: Field, budget: Budget, remaining: int) -> None:
    balance = balance_of(budget, field.project())
    budget = field.put(budget, amount=(budget.amount or 0) - balance.remaining + remaining)
    field.broken("BUD001", budget, "remaining", f"発注が予算を{-remaining:,}円超えている")


def _nearly_used(field: Field) -> None:
    budget = field.pick(
        Budget, lambda row: row.fiscal_year == _year(field) and (row.amount or 0) > 10_000_000
    )
    balance = balance_of(budget, field.project())
    borne = (budget.amount or 0) - balance.remaining
    budget = field.put(budget, amount=borne * 20 // 19 // 1000 * 1000)
    field.broken("BUD002", budget, "remaining", "残予算が予算額の5%しかない")


def _change(
    field: Field, rule: str, column: str, note: str, values: Callable[[Order], dict[str, object]]
) -> None:
    order = field.pick(Order, is_ordinary)
    field.broken(rule, field.put(order, **values(order)), column, note)


def _above_estimate(field: Field) -> None:
    note = "発注金額が見積金額より20万円多く、備考に理由がない"
    _change(field, "BUD003", "ordered", note, lambda row: {"estimated": (row.ordered or 0) - 200_000})


def _before_estimate(field: Field) -> None:
    def values(order: Order) -> dict[str, object]:
        """Estimated four business days after the order."""
        return {"estimated_on": field.story.day(order.ordered_on or field.as_of, 4)}

    _change(field, "BUD004", "ordered_on", "見積日より前に発注した", values)


def _work_before_order(field: Field) -> None:
    def values(order: Order) -> dict[str, object]:
        """Begun six business days before the order."""
        return {"performs_from": field.story.day(order.ordered_on or field.as_of, -6)}

    _change(field, "BUD005", "performs_from", "発注日より前に履行を始めた", values)


def _work_without_order(field: Field) -> None:
    order = field.pick(Order, lambda row: row.ordered_on is None and row.order_kind in ("当初", "追加"))
    order = field.put(order, performs_from=field.ago(5))
    field.broken("BUD005", order, "ordered_on", "履行開始を過ぎたのに発注していない")


def _design_without_order(field: Field) -> None:
    """A vendor designs a further system, and no order of it was ever placed."""
    vendor = next(order.vendor for order in field.all(Order))
    system = add_system(field, "コールセンター画面", vendor=vendor, is_outsourced=True)
    add_requirement(field, system, "会員の応対履歴の表示", "会員の応対履歴を過去24か月分、20件ずつ表示する。")
    task: Task = add_design(field, system)
    field.put(field.pick(Question, is_closed), system=system.name)
    field.broken("BUD005", task, "actual_start", "外注したシステムの設計が始まったのに発注がない")


def _months(field: Field, rule: str, column: str, note: str, acceptance: int, payment: int) -> None:
    """acceptance, payment: how many months after the month of the order they are planned."""

    def fits(row: Order) -> bool:
        """Whether the month of acceptance stays in the fiscal year of the order."""
        month = row.ordered_on and add_months(row.ordered_on, acceptance)
        return (
            is_ordinary(row)
            and month is not None
            and fiscal_year_of(month) == fiscal_year_of(row.ordered_on or month)
        )

    order = field.pick(Order, fits)
    month = (order.ordered_on or field.as_of).replace(day=1)
    values = {"acceptance_month": add_months(month, acceptance), "payment_month": add_months(month, payment)}
    field.broken(rule, field.put(order, **values), column, note)


def _accepted_before_ordered(field: Field) -> None:
    _months(field, "BUD006", "acceptance_month", "検収月が発注日の月より前", -1, 1)


def _paid_before_accepted(field: Field) -> None:
    _months(field, "BUD006", "payment_month", "支払月が検収月より前", 2, 1)


def _other_fiscal_year(field: Field) -> None:
    accepted = {row.order for row in field.all(Acceptance) if row.accepted_on}

    def fits(row: Order) -> bool:
        """Whether nothing of it was accepted, so that 検収月 counts."""
        is_open = row.id not in accepted and row.order_kind in ("当初", "追加")
        return is_open and row.acceptance_month is not None and row.share is None

    order = field.pick(Order, fits)
    april = date(_year(field) + 1, 4, 1)
    order = field.put(order, acceptance_month=april, payment_month=add_months(april, 1))
    field.broken("BUD007", order, "acceptance_month", "検収月が予算の年度の外にある")


def _shares_wrong(field: Field) -> None:
    order = field.pick(Order, lambda row: row.share is not None)
    for twin in [row for row in field.all(Order) if row.order_number == order.order_number]:
        field.take(twin)
    order = field.put(order, share=(order.share or 0) + Decimal("0.05"))
    field.broken("BUD008", order, "share", "負担率の合計が105%になり、金額の割合と合わない")


def _other_department(field: Field) -> None:
    order = field.put(field.pick(Order, is_ordinary), department="経理部")
    field.broken("BUD008", order, "department", "負担部門が予算枠の負担部門と違う")
    field.broken("BUD001", Budget, None, "予算のない経理部が発注を負担している", companion_of="BUD008")


def _reduced_without_change(field: Field) -> None:
    order = field.put(field.pick(Order, lambda row: row.order_kind == "減額"), origin=())
    field.broken("BUD009", order, "origin", "減額の発注なのに起票元の仕様変更がない")


def _no_order_number(field: Field) -> None:
    order = field.put(field.pick(Order, is_ordinary), order_number=None)
    field.broken("BUD010", order, "order_number", "発注済みなのに発注書番号が空欄")


ORDERS: Mapping[str, tuple[Plant, ...]] = {
    "BUD009": (_reduced_without_change,),
    "BUD005": (_work_without_order, _work_before_order, _design_without_order),
    "BUD008": (_shares_wrong, _other_department),
    "BUD007": (_other_fiscal_year,),
    "BUD006": (_accepted_before_ordered, _paid_before_accepted),
    "BUD003": (_above_estimate,),
    "BUD004": (_before_estimate,),
    "BUD010": (_no_order_number,),
}
BUDGETS: Mapping[str, tuple[Plant, ...]] = {
    "BUD001": (exceed, exceed_department),
    "BUD002": (_nearly_used,),
}
