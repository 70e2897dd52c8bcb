"""Budget, ordered, expected, remaining and forecast: by budget, department, system and in all.

Source: definitions.md, Money. Whole yen without tax unless a name ends in `_with_tax`. Every figure says
on how many rows it stands: `rows_used` of `rows_total` rows of 予算管理表 that were not called off.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from pmo_xl.metrics.budget.budget_months import BudgetMonth, budget_months
from pmo_xl.metrics.budget.order_money import (
    accepted_amount,
    expected_amount,
    has_figure,
    is_cancelled,
    ordered_amount,
    paid_amount,
)
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.budget import TURNED_DOWN, Budget
from pmo_xl.model.column import Kind
from pmo_xl.model.item_report import ItemReport
from pmo_xl.model.list_column import ListColumn
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.spec_change import SpecChange

BUDGET_ID = ListColumn("予算ID", name="id", width=16, empty="(予算なし)")
DEPARTMENT = ListColumn("負担部門", name="department", width=22, empty="(部門なし)")
SYSTEM = ListColumn("システム名", name="system", width=26, empty="(システムなし)")
LINE_FIGURES = tuple(
    ListColumn(label, Kind.MONEY, name=name)
    for label, name in (
        ("予算額", "amount"),
        ("発注済額", "ordered"),
        ("発注見込額", "expected"),
        ("残予算", "remaining"),
        ("検収額", "accepted"),
        ("支払額", "paid"),
        ("着地見込", "forecast"),
    )
)
"""The figures of a line of a budget, in the order of every list."""


@dataclass(frozen=True)
class BudgetLine:
    """The money of one budget, department or system, or of everything.

    id, department, fiscal_year, system: whose line it is (None where it is not of one). amount and remaining
    are None for a system, which has no budget of its own, and for a request that nobody has granted. forecast = ordered + expected.
    pending_changes: known only in all, because a change names no budget.
    """

    id: str | None = None
    department: str | None = None
    fiscal_year: int | None = None
    amount: int | None = 0
    ordered: int = 0
    expected: int = 0
    accepted: int = 0
    paid: int = 0
    remaining: int | None = 0
    forecast: int = 0
    pending_changes: int | None = None
    system: str | None = None


@dataclass(frozen=True, repr=False)
class BudgetReport(ItemReport):
    """The money of a project: lines by budget, department and system, months, and the total.

    Orders that name no known budget, department or system have a line of their own (id, department, system None):
    the lines of each kind add up to the total. requests, requested: how much is asked for beside it, and in how many rows.
    """

    as_of: date
    budgets: tuple[BudgetLine, ...]
    departments: tuple[BudgetLine, ...]
    systems: tuple[BudgetLine, ...]
    months: tuple[BudgetMonth, ...]
    total: BudgetLine
    rows_used: int
    rows_total: int
    requests: int = 0
    requested: int = 0

    columns: ClassVar[Sequence[ListColumn]] = (
        BUDGET_ID,
        DEPARTMENT,
        ListColumn("年度", name="fiscal_year", width=14, empty="(年度なし)"),
        *LINE_FIGURES,
    )

    __hash__ = ItemReport.__hash__  # what they hold may be lists and mappings

    @property
    def items(self) -> tuple[BudgetLine, ...]:
        """The lines by budget, as `budgets`."""
        return self.budgets

    @property
    def undated(self) -> tuple[()]:
        """Nothing: money does not depend on a day."""
        return ()

    @property
    def counts(self) -> Mapping[str, int]:
        """How many budgets, and on how many rows of 予算管理表 the figures stand."""
        return {"予算": len(self.budgets), "金額のある行": self.rows_used, "予算管理表の行": self.rows_total}


def budget_report(project: Project) -> BudgetReport:
    """Count the money of a project, once. Pure: the amounts stand as they are in the workbook, whatever D."""
    return project.cached("budget report", lambda: _budget_report(project))


def _budget_report(project: Project) -> BudgetReport:
    counted = [order for order in project.orders if not is_cancelled(order)]
    asked = requests(project)
    return BudgetReport(
        as_of=project.as_of,
        budgets=_by_budget(project),
        departments=_by_department(project),
        systems=_by_system(project),
        months=budget_months(project),
        total=_total(project),
        rows_used=sum(map(has_figure, counted)),
        rows_total=len(counted),
        requests=len(asked),
        requested=sum(budget.amount or 0 for budget in asked),
    )


def requests(project: Project) -> list[Budget]:
    """The rows of 予算枠 that ask for more and that nobody has granted or turned down; in no amount."""
    return [each for each in project.budgets if each.is_request and each.kind != TURNED_DOWN]


def pending_changes(project: Project) -> int:
    """Σ 影響費用 of changes 承認待ち or later that no order (and no estimate) names as 起票元."""
    naming = [project.of(sheet).naming for sheet in project.sheets_with("origin") if sheet is not SpecChange]
    return sum(
        change.cost_impact or 0
        for change in project.spec_changes
        if change.is_submitted and not any(rows_of("origin", change.id) for rows_of in naming)
    )


def _line(
    orders: Iterable[Order], acceptances: Iterable[Acceptance], amount: int | None, **whose: object
) -> BudgetLine:
    orders, acceptances = tuple(orders), tuple(acceptances)
    ordered = sum([ordered_amount(order) or 0 for order in orders if order.ordered_on is not None])
    expected = sum([expected_amount(order) or 0 for order in orders if order.ordered_on is None])
    return BudgetLine(
        **whose,  # type: ignore[arg-type] # the four names of a line, given by its three makers below
        amount=amount,
        ordered=ordered,
        expected=expected,
        accepted=sum(map(accepted_amount, acceptances)),
        paid=sum(map(paid_amount, acceptances)),
        remaining=None if amount is None else amount - ordered - expected,
        forecast=ordered + expected,
    )


def _by_budget(project: Project) -> tuple[BudgetLine, ...]:
    lines = [_budget_line(budget, project) for budget in project.budgets]
    orders = [order for order in project.orders if order.budget not in project.budgets]
    acceptances = [
        a for a in project.acceptances if _order_field(a, project, "budget") not in project.budgets
    ]
    if orders or acceptances:
        lines.append(_line(orders, acceptances, 0))
    return tuple(lines)


def _budget_line(budget: Budget, project: Project) -> BudgetLine:
    orders = project.orders.naming("budget", budget.id)
    return _line(
        orders,
        _deliveries(orders, project),
        None if budget.is_request else budget.amount or 0,
        id=budget.id,
        department=budget.department,
        fiscal_year=budget.fiscal_year,
    )


def _deliveries(orders: Iterable[Order], project: Project) -> Iterable[Acceptance]:
    return (row for order in orders for row in project.acceptances.naming("order", order.id))


def _order_field(acceptance: Acceptance, project: Project, field: str) -> str | None:
    return getattr(project.orders.get(acceptance.order), field, None)


def _by_department(project: Project) -> tuple[BudgetLine, ...]:
    """A line per department; what names none has a line of its own (department None), so that the lines add up."""
    names = [*(b.department for b in project.budgets), *(o.department for o in project.orders)]
    named = [_department_line(name, project) for name in dict.fromkeys(filter(None, names))]
    orders = [order for order in project.orders if not order.department]
    rows = [row for row in project.acceptances if not _order_field(row, project, "department")]
    amount = sum(budget.granted or 0 for budget in project.budgets if not budget.department)
    rest = _line(orders, rows, amount)
    return (*named, rest) if orders or rows or amount else tuple(named)


def _department_line(name: str, project: Project) -> BudgetLine:
    return _line(
        project.orders.naming("department", name),
        [row for row in project.acceptances if _order_field(row, project, "department") == name],
        sum(budget.granted or 0 for budget in project.budgets.naming("department", name)),
        department=name,
    )


def _by_system(project: Project) -> tuple[BudgetLine, ...]:
    """A line per system; what names none, or an order that is not there, has a line of its own (system None)."""

    def name_of(order: Order | None) -> str | None:
        """The name of the system that an order is for; as the order writes it where no system has it."""
        system = project.system(order.system) if order else None
        own = order.system if order else None
        return system.name if system else own

    orders: dict[str | None, list[Order]] = {}
    for order in project.orders:
        orders.setdefault(name_of(order), []).append(order)
    deliveries: dict[str | None, list[Acceptance]] = {}
    for row in project.acceptances:
        deliveries.setdefault(name_of(project.orders.get(row.order)), []).append(row)
    names = dict.fromkeys((*orders, *deliveries))
    return tuple(_line(orders.get(n, ()), deliveries.get(n, ()), None, system=n) for n in names)


def _total(project: Project) -> BudgetLine:
    line = _line(project.orders, project.acceptances, sum(budget.granted or 0 for budget in project.budgets))
    return BudgetLine(**{**vars(line), "pending_changes": pending_changes(project)})
