"""Rows that plants add: a further system with its requirement, its design task, its order."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from pmo_xl.model.budget import Budget
from pmo_xl.model.calendar import add_months, fiscal_year_of
from pmo_xl.model.order import Order
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.system import System
from pmo_xl.model.task import Task
from pmo_xl.model.vendor import Vendor
from tests.sample.maker.faults.field import Field, NoRoom
from tests.sample.maker.requirements import agreed_again

_ACCOUNTING = "会計システム"


def add_system(field: Field, name: str, **values: object) -> System:
    """A system that is changed in house; its owner is the one of 会計システム, who asks no questions."""
    owner = next(row.owner for row in field.all(System) if row.name == _ACCOUNTING)
    system = System(
        name=name, change_kind="改修", purpose="会員番号の桁数の変更に合わせて改修する", owner=owner
    )
    return field.add(system.model_copy(update=values))


def add_requirement(field: Field, system: System, title: str, statement: str) -> Requirement:
    """An agreed requirement of that system alone."""
    agreed = next(row for row in field.all(Requirement) if row.agreement == "合意済")
    values = {
        "kind": "機能",
        "category": "外部連携",
        "title": title,
        "statement": statement,
        "source": "サービス仕様書 9.1(p.72)",
        "systems": (system.name,),
        "acceptance_criteria": "試験用の100件で結果がすべて一致すること",
        "remarks": None,
    }
    on = date(2026, 1, 27)
    return field.add(agreed_again(agreed.model_copy(update=values), on, on))


def _is_late(row: Task) -> bool:
    return bool(row.actual_finish and row.baseline_finish and row.actual_finish > row.baseline_finish)


def add_design(field: Field, system: System) -> Task:
    """A finished 基本設計 task of that system, made like those of the other systems."""
    like = next(
        row
        for row in field.all(Task)
        if row.phase == "基本設計" and row.kind == "作業" and row.system and not _is_late(row)
    )
    known = {row.id for row in field.all(Task)}
    values = {
        "title": f"{system.name}の基本設計",
        "predecessors": tuple(each for each in like.predecessors if each in known),
        "local_name": None,
        "system": system.name,
        "owner": system.owner,
        "planned_effort": Decimal(30),
        "actual_effort": Decimal("30.5"),
    }
    return field.add(like.model_copy(update=values))


def add_order(field: Field, title: str, acceptance_month: date, performs_until: date, category: str) -> Order:
    """A small order placed with V1 a while ago, without any row of 検収支払."""
    year = fiscal_year_of(acceptance_month)
    budgets = [row for row in field.all(Budget) if row.fiscal_year == year and row.category == category]
    if not budgets:
        raise NoRoom(Budget.sheet.label)
    budget = budgets[0]
    ordered_on = field.story.day(performs_until, -30)
    numbers = [row.order_number for row in field.all(Order) if row.order_number]
    return field.add(
        Order(
            budget=budget.id,
            system="会員基盤",
            title=title,
            order_kind="当初",
            contract="準委任",
            vendor=field.all(Vendor)[0].name,
            estimated=300_000,
            estimated_on=field.story.day(ordered_on, -8),
            ordered=300_000,
            ordered_on=ordered_on,
            order_number=f"PO-{ordered_on:%Y}-{200 + len(numbers):04}",
            performs_from=field.story.day(ordered_on, 3),
            performs_until=performs_until,
            acceptance_month=acceptance_month,
            payment_month=add_months(acceptance_month, 1),
            department=budget.department,
        )
    )
