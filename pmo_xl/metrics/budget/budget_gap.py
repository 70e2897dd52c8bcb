"""BudgetGap: whether the estimates that were adopted fit the budget, and what an option would change.

Source: definitions.md, 対応案, 予算の差. gap = adopted sum + ordered and expected of the other orders − 予算額; over
when it is above 0. Whole yen, 税抜. What could not be counted is counted apart, and then nothing is said to fit.
Estimates with a 予算ID stand against that budget; those without one, together, against the budgets that none names. An
order stands against the budget that it names itself: where its estimate is not summed there, as an order, and where it
names a budget that other estimates name, its estimate without 予算ID is counted there and nowhere else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pmo_xl.metrics.budget.order_money import (
    expected_amount,
    has_figure,
    is_cancelled,
    is_placed,
    ordered_amount,
)
from pmo_xl.metrics.milestones import is_service_start
from pmo_xl.metrics.overdue import MILESTONE
from pmo_xl.model.budget import Budget
from pmo_xl.model.display import yen
from pmo_xl.model.estimate import Estimate
from pmo_xl.model.option import Option
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.references import company_key, id_key, name_key
from pmo_xl.model.system import System
from pmo_xl.model.task import Task

WITHOUT_TAX = "税抜"
_MOST_DAYS = 10_000
YEARS = 5
"""Over so many years the yearly cost of an option is counted."""


@dataclass(frozen=True)
class BudgetGap:
    """The adopted estimates and the other orders against every budget.

    summed: the adopted rows in `adopted`; left_out: adopted rows that are not 税抜 or have no 金額. others: ordered
    and expected of the other orders. without_estimate: the outsourced systems without an estimate.
    doubts: further things that could not be counted, in Japanese. budgets: against which of them it is counted.
    """

    adopted: int
    summed: tuple[Estimate, ...]
    left_out: tuple[Estimate, ...]
    others: int
    amount: int
    without_estimate: tuple[System, ...]
    doubts: tuple[str, ...]
    budgets: tuple[Budget, ...] = ()

    @property
    def is_certain(self) -> bool:
        """Whether nothing was left out, so that what is not over does fit."""
        return not self.left_out and not self.doubts

    @property
    def gap(self) -> int:
        """What the estimates and orders cost beyond the budget; below 0 what is left of it."""
        return self.adopted + self.others - self.amount

    @property
    def is_over(self) -> bool:
        """Whether they cost more than the budget."""
        return self.gap > 0

    @property
    def verdict(self) -> str:
        """The sentence that says whether they fit, beginning with the systems that have no estimate."""
        return f"{self._missing}{self._fit}{self._uncounted}"

    @property
    def _missing(self) -> str:
        names = "、".join(system.name or "(名前なし)" for system in self.without_estimate)
        return f"見積未取得 {len(self.without_estimate)} システム({names})。" if names else ""

    @property
    def _fit(self) -> str:
        if not self.summed or not self.amount:
            return "採用した見積か予算額がないため、予算に収まるかは判断できません。"
        if self.is_over:
            return f"予算を {yen(self.gap)} 円超えています。"
        if self.without_estimate or self._uncounted:
            return f"数えた分では予算に {yen(-self.gap)} 円残ります(収まるとはまだ言えません)。"
        return f"予算に収まっています(残り {yen(-self.gap)} 円)。"

    @property
    def _uncounted(self) -> str:
        told = "、".join((*_said_of(self.left_out), *self.doubts))
        return f"{told}は数えていません。" if told else ""


def _said_of(left_out: Sequence[Estimate]) -> Iterator[str]:
    blank = sum(1 for estimate in left_out if estimate.amount is None)
    if len(left_out) - blank:
        yield f"採用した見積のうち税抜でないもの {len(left_out) - blank} 件"
    if blank:
        yield f"金額のないもの {blank} 件"


def budget_gap(project: Project) -> BudgetGap:
    """Count the gap of a project, once: all adopted estimates against all budgets."""
    return project.cached(
        "budget gap", lambda: _gap(_marked(project), project.budgets, _orders(project), project)
    )


def budget_gaps(project: Project) -> tuple[BudgetGap, ...]:
    """The gap of each budget that an adopted estimate names, then of the estimates without a 予算ID, against all others."""
    return project.cached("budget gaps", lambda: tuple(_gaps(project)))


def gap_of(budgets: Sequence[Budget], project: Project) -> BudgetGap:
    """The gap of some budgets: the adopted estimates and the other orders that name one of them."""
    asked = frozenset(budgets)
    mine = [each for each in _marked(project) if _budget_of(each, project) in asked]
    orders = [each for each in _orders(project) if _budget_of(each, project) in asked]
    return _gap(mine, budgets, orders, project)


def counted_as_orders(project: Project) -> tuple[Estimate, ...]:
    """The adopted estimates that no gap of `budget_gaps` sums: each stands there as the orders that name its budget."""
    named = frozenset(_named(project))
    nameless = (each for each in _marked(project) if _is_summed(each) and not _budget_of(each, project))
    return tuple(each for each in nameless if _is_borne_by(named, each, project))


def counted_twice(project: Project) -> tuple[Order, ...]:
    """The orders that stand in one gap of `budget_gaps` beside their estimate, which is summed in another."""
    named, borne = frozenset(_named(project)), set(map(id, counted_as_orders(project)))
    shown = {budget for gap in budget_gaps(project) for budget in gap.budgets}

    def place(row: Estimate | Order) -> Budget | None:
        """Its own budget where an estimate names that, else None for all the others together."""
        budget = _budget_of(row, project)
        return budget if budget in named else None

    pairs = ((order, _estimate_of(order, project)) for order in _orders(project))
    return tuple(
        order
        for order, estimate in pairs
        if estimate is not None and _is_summed(estimate) and id(estimate) not in borne
        and place(order) is not place(estimate) and (place(order) or shown - named)
    )  # fmt: skip


def _named(project: Project) -> list[Budget]:
    """The budgets that an adopted estimate names, in their order."""
    meant = {id(_budget_of(each, project)) for each in _marked(project)}
    return [budget for budget in project.budgets if id(budget) in meant]


def _gaps(project: Project) -> Iterator[BudgetGap]:
    marked, named = _marked(project), _named(project)
    yield from (gap_of((budget,), project) for budget in named)
    nameless = (each for each in marked if _budget_of(each, project) is None)
    others = frozenset(named)
    if rest := [each for each in nameless if not _is_borne_by(others, each, project)]:
        orders = [order for order in _orders(project) if _budget_of(order, project) not in others]
        yield _gap(rest, [each for each in project.budgets if each not in others], orders, project)


def _is_borne_by(budgets: Collection[Budget], estimate: Estimate, project: Project) -> bool:
    """Whether the orders that stand for an estimate all name one of these budgets, so that it is counted there."""
    own = project.cached("orders by estimate", lambda: _by_estimate(project)).get(id(estimate), ())
    return bool(own) and all(_budget_of(order, project) in budgets for order in own)


def _by_estimate(project: Project) -> Mapping[int, list[Order]]:
    """The orders that stand for each estimate."""
    found: dict[int, list[Order]] = {}
    for order in _orders(project):
        if (estimate := _estimate_of(order, project)) is not None:
            found.setdefault(id(estimate), []).append(order)
    return found


def _budget_of(row: Estimate | Order, project: Project) -> Budget | None:
    return project.budgets.get(row.budget)


def tied_options(gap: BudgetGap, project: Project) -> tuple[Option, ...]:
    """The options that answer a gap: their 起票元 names one of its budgets; in a book without any 起票元, 論点 says 予算."""
    if not any(option.origin for option in project.options):
        return tuple(option for option in project.options if "予算" in (option.subject or ""))
    names = {id_key(budget.id) for budget in gap.budgets if budget.id}
    return tuple(option for option in project.options if names.intersection(map(id_key, option.origin)))


def _marked(project: Project) -> list[Estimate]:
    return [estimate for estimate in project.estimates if estimate.is_adopted]


def _gap(
    marked: Sequence[Estimate], budgets: Iterable[Budget], orders: Iterable[Order], project: Project
) -> BudgetGap:
    """The gap of these estimates and budgets; an order that stands for one of the estimates is no other order."""
    summed = tuple(each for each in marked if _is_summed(each))
    taken = {id(each) for each in marked if each.is_taken}
    others = [order for order in orders if id(_estimate_of(order, project)) not in taken]
    budgets = tuple(budgets)
    granted = [budget for budget in budgets if not budget.is_request]
    return BudgetGap(
        adopted=sum(estimate.amount or 0 for estimate in summed),
        summed=summed,
        left_out=tuple(each for each in marked if not _is_summed(each)),
        others=sum((ordered_amount(o) or 0) + (expected_amount(o) or 0) for o in others),
        amount=sum(budget.amount or 0 for budget in granted),
        without_estimate=project.cached("without estimate", lambda: _without_estimate(project)),
        doubts=tuple(_doubts(others, granted, project)),
        budgets=budgets,
    )


def _is_summed(estimate: Estimate) -> bool:
    return estimate.is_taken and estimate.tax_basis == WITHOUT_TAX


def _without_estimate(project: Project) -> tuple[System, ...]:
    """The outsourced systems of which no estimate was received."""
    received = {id(project.system(each.system)) for each in project.estimates if each.is_received}
    return tuple(s for s in project.systems if s.is_outsourced and id(s) not in received)


def _doubts(orders: Iterable[Order], budgets: Iterable[Budget], project: Project) -> Iterator[str]:
    counts = (
        ("金額の分からない発注", sum(1 for order in orders if not has_figure(order))),
        ("予算額のない予算枠", sum(1 for budget in budgets if budget.amount is None)),
        ("採用かどうか読めない見積", sum(1 for e in project.estimates if "is_adopted" in e.unread)),
        ("外注かどうか読めないシステム", sum(1 for s in project.systems if "is_outsourced" in s.unread)),
    )
    yield from (f"{name} {count} 件" for name, count in counts if count)
    for sheet, what in ((Order, "ほかの発注"), (System, "見積のない外注システム")):
        if project.tables and not project.has(sheet):
            yield f"{what}({sheet.sheet.label}シートがありません)"


def _orders(project: Project) -> list[Order]:
    return [order for order in project.orders if not is_cancelled(order)]


def _estimate_of(order: Order, project: Project) -> Estimate | None:
    """The adopted estimate that an order stands for; each order stands for one."""
    standing = project.cached("orders of estimates", lambda: dict(_standing(project)))
    return standing.get(id(order))


def _standing(project: Project) -> Iterator[tuple[int, Estimate]]:
    taken = [estimate for estimate in project.estimates if estimate.is_taken]
    named = {estimate.id: estimate for estimate in reversed(taken) if estimate.id}
    orders = _orders(project)
    yield from ((id(order), named[order.estimate]) for order in orders if order.estimate in named)
    ordered = {order.estimate for order in project.orders if order.estimate in named}
    others: dict[tuple[str, str], list[Order]] = {}
    for order in orders:
        if not order.estimate:
            others.setdefault(_work_of(order, project), []).append(order)
    for estimate in taken:
        if estimate.id not in ordered:
            left = others.get(_work_of(estimate, project), [])
            if own := _order_of(estimate, left, project):
                left.remove(own)
                yield id(own), estimate


def _order_of(estimate: Estimate, orders: Sequence[Order], project: Project) -> Order | None:
    """The order of the same system and vendor that an estimate without one is taken to be of.

    One not placed comes first, then the nearest amount.
    """
    fitting = (order for order in orders if _may_bear(order, estimate, project))
    return min(fitting, key=lambda order: (is_placed(order), _distance(order, estimate)), default=None)


def _work_of(row: Estimate | Order, project: Project) -> tuple[str, str]:
    """System and vendor of a row, as they compare."""
    return name_key(_system(row.system, project)), company_key(_vendor(row.vendor, project))


def _may_bear(order: Order, estimate: Estimate, project: Project) -> bool:
    """Whether the order's budget is the estimate's; an estimate without a budget that is there may be of any."""
    budget = _budget_of(estimate, project)
    return budget is None or _budget_of(order, project) is budget


def _system(name: str | None, project: Project) -> str:
    found = project.system(name)
    return (found.name if found else name) or ""


def _vendor(name: str | None, project: Project) -> str:
    found = project.vendor(name)
    return (found.name if found else name) or ""


def _distance(order: Order, estimate: Estimate) -> tuple[bool, int]:
    amount = ordered_amount(order) if is_placed(order) else order.estimated
    is_known = amount is not None and estimate.amount is not None
    return not is_known, abs((amount or 0) - (estimate.amount or 0)) if is_known else 0


@dataclass(frozen=True)
class AfterOption:
    """What holds after an option: the total of the estimates, the gap, and the day of the `moved_milestone`.

    five_years: 費用差 + 5 × 年額差. None where a number of the option is blank or could not be read, or there is no such day.
    """

    total: int | None
    gap: int | None
    service_in: date | None
    five_years: int | None = None


def after_option(option: Option, project: Project) -> AfterOption:
    """What an option makes of the adopted sum, of the gap and of the milestone that it moves."""
    money, cost = budget_gap(project), option.cost_delta
    service_in = _moved(moved_milestone(project), option.schedule_delta, project)
    if cost is None:
        return AfterOption(None, None, service_in)
    annual = option.annual_cost_delta
    five_years = None if annual is None else cost + YEARS * annual
    return AfterOption(money.adopted + cost, money.gap + cost, service_in, five_years)


def moved_milestone(project: Project) -> Task | None:
    """The milestone that an option moves: サービスイン where one bears that name, else the one planned last.

    Of several the latest, then the lowest; None without one, or where the day of one of them cannot be read.
    """
    found = _moved_milestones(project)
    if any("planned_finish" in task.unread for task in found):
        return None
    dated = [task for task in found if task.planned_finish]
    return max(reversed(dated), key=lambda task: task.planned_finish or date.min, default=None)


def moved_day_name(project: Project) -> str:
    """What the day of the `moved_milestone` is called: サービスイン, or 完了見込 where only other milestones are there."""
    found = _moved_milestones(project)
    return "サービスイン" if not found or is_service_start(found[0]) else "完了見込"


def _moved_milestones(project: Project) -> list[Task]:
    every = [task for task in project.tasks if task.kind == MILESTONE]
    return [task for task in every if is_service_start(task)] or every


def _moved(milestone: Task | None, days: int | None, project: Project) -> date | None:
    """The milestone's planned day moved by so many business days (positive: later)."""
    day = milestone.planned_finish if milestone else None
    if day is None or days is None or abs(days) > _MOST_DAYS:
        return None
    return project.calendar.add_business_days(day, days)
