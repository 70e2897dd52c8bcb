"""BudgetGap: whether the estimates that were adopted fit the budget, and what an option would change.

Source: definitions.md, 対応案, 予算の差. gap = adopted sum + ordered and expected of the other orders − 予算額; over
when it is above 0. Whole yen, 税抜. What could not be counted is counted apart, and then nothing is said to fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pmo_xl.metrics.budget.budget import budget_report
from pmo_xl.metrics.budget.order_money import (
    expected_amount,
    has_figure,
    is_cancelled,
    is_placed,
    ordered_amount,
)
from pmo_xl.metrics.overdue import MILESTONE
from pmo_xl.model.display import yen
from pmo_xl.model.estimate import Estimate
from pmo_xl.model.option import Option
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.references import company_key, name_key
from pmo_xl.model.system import System
from pmo_xl.model.task import Task

WITHOUT_TAX = "税抜"
_MOST_DAYS = 10_000


@dataclass(frozen=True)
class BudgetGap:
    """The adopted estimates and the other orders against every budget.

    summed: the adopted rows in `adopted`; left_out: adopted rows that are not 税抜 or have no 金額. others: ordered
    and expected of the other orders. without_estimate: the outsourced systems without an estimate.
    doubts: further things that could not be counted, in Japanese.
    """

    adopted: int
    summed: tuple[Estimate, ...]
    left_out: tuple[Estimate, ...]
    others: int
    amount: int
    without_estimate: tuple[System, ...]
    doubts: tuple[str, ...]

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
    """Count the gap of a project, once; without a 予算ID in 見積一覧 all estimates stand against all budgets."""
    return project.cached("budget gap", lambda: _budget_gap(project))


def _budget_gap(project: Project) -> BudgetGap:
    marked = [estimate for estimate in project.estimates if estimate.is_adopted]
    taken = [estimate for estimate in marked if estimate.is_taken]
    summed = tuple(each for each in taken if each.tax_basis == WITHOUT_TAX)
    others = _other_orders(taken, project)
    return BudgetGap(
        adopted=sum(estimate.amount or 0 for estimate in summed),
        summed=summed,
        left_out=tuple(estimate for estimate in marked if estimate not in summed),
        others=sum((ordered_amount(o) or 0) + (expected_amount(o) or 0) for o in others),
        amount=budget_report(project).total.amount or 0,
        without_estimate=tuple(
            s for s in project.systems if s.is_outsourced and not _has_estimate(s, project)
        ),
        doubts=tuple(_doubts(others, project)),
    )


def _has_estimate(system: System, project: Project) -> bool:
    """Whether an estimate of the system was received: one that has a 金額."""
    return any(
        estimate.is_received and project.system(estimate.system) is system for estimate in project.estimates
    )


def _doubts(others: Iterable[Order], project: Project) -> Iterator[str]:
    counts = (
        ("金額の分からない発注", sum(1 for order in others if not has_figure(order))),
        ("予算額のない予算枠", sum(1 for budget in project.budgets if budget.amount is None)),
        ("採用かどうか読めない見積", sum(1 for e in project.estimates if "is_adopted" in e.unread)),
        ("外注かどうか読めないシステム", sum(1 for s in project.systems if "is_outsourced" in s.unread)),
    )
    yield from (f"{name} {count} 件" for name, count in counts if count)
    for sheet, what in ((Order, "ほかの発注"), (System, "見積のない外注システム")):
        if project.tables and not project.has(sheet):
            yield f"{what}({sheet.sheet.label}シートがありません)"


def _other_orders(taken: Sequence[Estimate], project: Project) -> list[Order]:
    """The orders that no adopted estimate stands for; each order stands for one estimate."""
    named = {estimate.id for estimate in taken if estimate.id}
    others = [order for order in project.orders if not is_cancelled(order) and order.estimate not in named]
    placed_for = {order.estimate for order in project.orders if order.estimate in named}
    for estimate in taken:
        if estimate.id not in placed_for and (own := _order_of(estimate, others, project)):
            others.remove(own)
    return others


def _order_of(estimate: Estimate, orders: Sequence[Order], project: Project) -> Order | None:
    """The order that an estimate without one is taken to be of: not placed first, then the nearest amount."""
    fitting = [
        order
        for order in orders
        if not order.estimate
        and name_key(_system(order.system, project)) == name_key(_system(estimate.system, project))
        and company_key(_vendor(order.vendor, project)) == company_key(_vendor(estimate.vendor, project))
    ]
    return min(fitting, key=lambda order: (is_placed(order), _distance(order, estimate)), default=None)


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
    """What holds after an option: the total of the estimates, the gap, and the day of the last milestone.

    None where a number of the option is blank or could not be read, or there is no such day.
    """

    total: int | None
    gap: int | None
    service_in: date | None


def after_option(option: Option, project: Project) -> AfterOption:
    """What an option makes of the adopted sum, of the gap and of the last milestone."""
    money, cost = budget_gap(project), option.cost_delta
    service_in = _moved(last_milestone(project), option.schedule_delta, project)
    if cost is None:
        return AfterOption(None, None, service_in)
    return AfterOption(money.adopted + cost, money.gap + cost, service_in)


def last_milestone(project: Project) -> Task | None:
    """The milestone planned last, of several the lowest; None without one, or where one's day cannot be read."""
    found = [task for task in project.tasks if task.kind == MILESTONE]
    if any("planned_finish" in task.unread for task in found):
        return None
    dated = [task for task in found if task.planned_finish]
    return max(reversed(dated), key=lambda task: task.planned_finish or date.min, default=None)


def _moved(milestone: Task | None, days: int | None, project: Project) -> date | None:
    """The milestone's planned day moved by so many business days (positive: later)."""
    day = milestone.planned_finish if milestone else None
    if day is None or days is None or abs(days) > _MOST_DAYS:
        return None
    return project.calendar.add_business_days(day, days)
