"""The derived columns, declared once: how the library computes each, its formula in the workbook, its inputs.

The figures and formulas stand side by side in derived_figures.py. A formula is written without "=", with the
fields' own names, and pmo_xl/workbook/formulas fills in the labels of the declarations: `{orders.ordered}` is the
whole column 予算管理表[発注金額], `{@ordered}` the cell of this row, `{list:orders.order_kind}` the list's name in
選択肢. 計算日 is a defined name of the workbook. Only functions that Excel 2016 and LibreOffice 7.4 both have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import Any

from pmo_xl.metrics import derived_figures as figures
from pmo_xl.metrics.budget.order_money import is_placed
from pmo_xl.metrics.kpi import kpi_actual, kpi_judgement
from pmo_xl.metrics.measures import BY_HAND, LESS, MEASURES, MORE
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.budget import Budget
from pmo_xl.model.choice import Choice
from pmo_xl.model.issue import Issue
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record

Value = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class Derived:
    """One derived column.

    reads: the fields of its own row that it is computed from; others: the sheet, key and fields of the rows that
    name it. A figure with an input that cannot be read is trusted by nobody. counts_days: it changes with 計算日.
    is_checked: DAT008 compares what the workbook shows with it.
    """

    figure: Callable[[Any, Project], Value]
    formula: str
    reads: tuple[str, ...] = ()
    others: tuple[type[Record], str, tuple[str, ...]] | None = None
    counts_days: bool = False
    is_checked: bool = True


# The measures are computed by the defined names 指標_<name>.
_KPI_ACTUAL = (
    f'IF({{@formula}}="{BY_HAND}",IF(ISNUMBER({{@manual_actual}}),{{@manual_actual}},""),'
    + "".join(f'IF({{@formula}}="{name}",指標_{name},' for name in MEASURES)
    + '""'
    + ")" * (len(MEASURES) + 1)
)


def _is_better(way: str) -> str:
    own = ",".join(f'{{@formula}}="{name}"' for name, found in MEASURES.items() if found.direction == way)
    return f'OR({{@direction}}="{way}",AND({{@direction}}="",OR({own})))'


_KPI_JUDGEMENT = f"""IF({{@formula}}="","",IF(AND(ISNUMBER({{@actual}}),ISNUMBER({{@target}})),
IF({_is_better(LESS)},IF({{@actual}}<={{@target}},"達成","未達"),
IF({_is_better(MORE)},IF({{@actual}}>={{@target}},"達成","未達"),"判定不能")),"判定不能"))"""
_ORDERS = (Order, "budget", ("budget", "order_kind", "ordered_on", "ordered", "estimated", "probability"))
_OF_THE_ESTIMATE = ("estimated", "probability")
_DELIVERIES = (Acceptance, "order", ("order", "accepted", "accepted_on", "paid_on"))

DERIVED: Mapping[tuple[type[Record], str], Derived] = {
    (Question, "age"): Derived(
        figures.age_of, figures.AGE, ("asked_on", "answered_on", "status"), counts_days=True
    ),
    (Issue, "days_overdue"): Derived(
        figures.days_overdue_of, figures.DAYS_OVERDUE, ("due_on", "status"), counts_days=True
    ),
    (Budget, "ordered"): Derived(figures.budget_ordered, figures.BUDGET_ORDERED, ("id",), _ORDERS),
    (Budget, "expected"): Derived(figures.budget_expected, figures.BUDGET_EXPECTED, ("id",), _ORDERS),
    (Budget, "remaining"): Derived(
        figures.budget_remaining,
        figures.BUDGET_REMAINING,
        ("id", "amount", "kind", "requested_on", "approved_on"),
        _ORDERS,
    ),
    (Order, "status"): Derived(
        figures.order_status,
        figures.ORDER_STATUS,
        ("id", "order_kind", "ordered_on", "ordered", "estimated"),
        _DELIVERIES,
    ),
    (Acceptance, "status"): Derived(
        figures.acceptance_status,
        figures.ACCEPTANCE_STATUS,
        ("received_on", "accepted_on", "invoiced_on", "paid_on"),
    ),
    (Choice, "state_class"): Derived(
        figures.state_class_of, figures.STATE_CLASS, ("list_name", "value", "meaning")
    ),
    (Kpi, "actual"): Derived(kpi_actual, _KPI_ACTUAL, is_checked=False),  # made of sheets as a whole
    (Kpi, "judgement"): Derived(kpi_judgement, _KPI_JUDGEMENT, is_checked=False),
}


def derived_value(record: Record, field: str, project: Project) -> Value:
    """What the derived column `field` of this record should show. KeyError when it is not derived."""
    return DERIVED[record.__class__, field].figure(record, project)


def unreadable_inputs(record: Record, field: str, project: Project) -> Iterable[tuple[Record, str]]:
    """The rows and fields that a derived figure needs and that cannot be read."""
    derived = DERIVED[record.__class__, field]
    own = _unread(record, derived.reads)
    return chain(own, _unread_elsewhere(record, *derived.others, project)) if derived.others else own


def are_inputs_readable(sheet: type[Record], field: str, project: Project) -> bool:
    """Whether no row of the sheet has an input of the derived figure that cannot be read: asked once for all of them."""
    derived = DERIVED[sheet, field]
    every = ((sheet, derived.reads), *(((derived.others[0], derived.others[2]),) if derived.others else ()))
    return project.cached(
        ("inputs readable", sheet, field),
        lambda: all(
            each not in project.left_out
            and not project.of(each).unread_places
            and (project.knows(each, *fields) or not project.of(each))
            for each, fields in every
        ),
    )


def _unread_elsewhere(
    record: Record, sheet: type[Record], key: str, fields: tuple[str, ...], project: Project
) -> Iterator[tuple[Record, str]]:
    for row in (*project.of(sheet).naming(key, record.row_id), *_unaddressed(sheet, key, project)):
        yield from _unread(row, _needed(row, fields))


def _needed(row: Record, fields: tuple[str, ...]) -> tuple[str, ...]:
    """The fields that count: an order that is placed for an amount is that amount, whatever was estimated before."""
    if isinstance(row, Order) and is_placed(row) and row.ordered is not None:
        return tuple(name for name in fields if name not in _OF_THE_ESTIMATE)
    return fields


def _unread(record: Record, fields: tuple[str, ...]) -> Iterable[tuple[Record, str]]:
    return (
        () if record.is_known(*fields) else [(record, name) for name in fields if not record.is_known(name)]
    )


def _unaddressed(sheet: type[Record], key: str, project: Project) -> tuple[Record, ...]:
    """The rows whose reference cannot be read, so that they may belong to any."""
    return project.cached(
        ("unaddressed", sheet, key), lambda: tuple(row for row in project.of(sheet) if not row.is_known(key))
    )
