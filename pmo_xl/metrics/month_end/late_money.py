"""検収の遅れ and 支払の遅れ: what `overdue` lists of 検収支払 and of orders without a row there, as of D.

Source: definitions.md, "One figure, one definition". ACC001 and ACC002 find the same rows. Whatever counts or lists
late acceptances and payments asks here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pmo_xl.metrics.month_end.closing_month import ClosingMonth
from pmo_xl.metrics.overdue import OverdueItem, overdue_report
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record

_ACCEPTANCE = ((Acceptance, "acceptance_due_on"), (Order, "acceptance_month"))
_PAYMENT = ((Acceptance, "payment_due_on"), (Order, "payment_month"))


def late_acceptances(project: Project) -> tuple[OverdueItem, ...]:
    """検収の遅れ: the items of `overdue` at 検収予定日 and 検収月, the most overdue first."""
    return project.cached("late acceptances", lambda: tuple(_late(_ACCEPTANCE, project)))


def late_payments(project: Project) -> tuple[OverdueItem, ...]:
    """支払の遅れ: the items of `overdue` at 支払期日 and 支払月, the most overdue first."""
    return project.cached("late payments", lambda: tuple(_late(_PAYMENT, project)))


def by_record(items: Iterable[OverdueItem]) -> Mapping[int, OverdueItem]:
    """The items by the identity of their record."""
    return {id(item.record): item for item in items}


def _late(wanted: tuple[tuple[type[Record], str], ...], project: Project) -> Iterator[OverdueItem]:
    report = project.cached("overdue report", lambda: overdue_report(project))
    return (item for item in report.items if (item.record.__class__, item.due_field) in wanted)


@dataclass(frozen=True, slots=True)
class Lateness:
    """How much is late as of D. of_month: due in the month that is reported; before: in a month before it."""

    whole: int = 0
    of_month: int = 0
    before: int = 0

    def __add__(self, other: Lateness) -> Lateness:
        return Lateness(self.whole + other.whole, self.of_month + other.of_month, self.before + other.before)

    def __str__(self) -> str:
        """6 件(うち当月 2 件、前月以前から 4 件), and what was due after the month where D lies behind it."""
        after = self.whole - self.of_month - self.before
        later = f"、翌月以降 {after} 件" if after else ""
        return f"{self.whole} 件(うち当月 {self.of_month} 件、前月以前から {self.before} 件{later})"


def lateness(due_days: Iterable[date], month: ClosingMonth) -> Lateness:
    """Count what is late by the days it was due on."""
    days = tuple(due_days)
    return Lateness(len(days), sum(day in month for day in days), sum(map(month.is_past, days)))
