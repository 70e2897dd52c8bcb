"""The light of メニュー before the first record names the same departments as the library, found by formulas alone."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from pmo_xl.metrics.traffic_light import figure_reasons, light_of, live_reasons
from pmo_xl.model.budget import Budget
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.workbook.author import write_workbook
from tests.support.formula_results import compared
from tests.support.gnumeric import GNUMERIC, recalculated_by_gnumeric
from tests.support.libreoffice import LIBREOFFICE, recalculated, shown_values
from tests.support.small_project import D, small_project

pytestmark = pytest.mark.slow

DEPARTMENTS = ("情報システム部", "営業部", "経理部", "人事部", None)


def departments_at_random(seed: int) -> Mapping[type[Record], Sequence[Record]]:
    """A book whose orders are borne by departments with and without a budget of the year."""
    dice = random.Random(seed)
    budgets = [
        Budget(id=f"BUD-{n:03}", department=dice.choice(DEPARTMENTS), fiscal_year=dice.choice((2025, 2026, 2027, None)),
               amount=dice.choice((1_000_000, 300_000, 0, 3_000_000)), kind="当初")
        for n in range(1, 7)
    ]  # fmt: skip
    orders = [
        Order(id=f"ORD-{n:03}", title="開発", system="会員基盤", budget=dice.choice([*(b.id for b in budgets), "BUD-999"]),
              department=dice.choice(DEPARTMENTS), order_kind=dice.choice(("当初", "取消", "追加")),
              ordered_on=dice.choice((date(2026, 6, 1), None)), ordered=dice.choice((200_000, 90_000, None)),
              estimated=dice.choice((150_000, None)))
        for n in range(1, 15)
    ]  # fmt: skip
    return dict(small_project()) | {Budget: budgets, Order: orders}


def requests_at_random() -> Mapping[type[Record], Sequence[Record]]:
    """The same, some of whose budgets nobody has granted yet, or were turned down; orders name them all the same."""
    dice, book = random.Random(2), departments_at_random(2)
    asked = (
        {"requested_on": D}, {"requested_on": D, "approved_on": D}, {"kind": "却下"},
        {"kind": "却下", "requested_on": D, "approved_on": D}, {},
    )  # fmt: skip
    budgets = [each.model_copy(update={"kind": None, **dice.choice(asked)}) for each in book[Budget]]
    kpis = [
        Kpi(id=f"KPI-{n:03}", title=name, formula=name, target=1)
        for n, name in enumerate(("残予算", "予算執行率"), 1)
    ]
    return dict(book) | {Budget: budgets, Kpi: kpis}


def without_budget() -> Mapping[type[Record], Sequence[Record]]:
    """経理部 bears an order of a year in which 予算枠 gives it nothing."""
    budget = Budget(id="BUD-001", department="営業部", fiscal_year=2026, amount=1_000_000, kind="当初")
    order = Order(id="ORD-001", title="開発", system="会員基盤", budget="BUD-001", department="経理部",
                  order_kind="当初", ordered_on=date(2026, 6, 1), ordered=200_000)  # fmt: skip
    return dict(small_project()) | {Budget: [budget], Order: [order]}


BOOKS = {
    "without_budget": without_budget,
    "random": lambda: departments_at_random(1),
    "requests": requests_at_random,
}


@pytest.mark.parametrize("book", BOOKS)
@pytest.mark.parametrize(
    "engine",
    [
        pytest.param(recalculated, marks=LIBREOFFICE, id="libreoffice"),
        pytest.param(recalculated_by_gnumeric, marks=GNUMERIC, id="gnumeric"),
    ],
)
def test_the_formulas_find_what_the_library_finds(
    book: str, engine: Callable[[Path, Path], Path], tmp_path: Path
):
    path = tmp_path / "台帳.xlsx"
    write_workbook(path, BOOKS[book](), run_day=D, profile="full")
    assert compared(path, path, engine(path, tmp_path / "calculated")).differing == {}


def test_a_department_without_a_budget_of_the_year_is_named_on_the_menu(tmp_path: Path):
    path = tmp_path / "台帳.xlsx"
    write_workbook(path, without_budget(), run_day=D)
    said = shown_values(path)["メニュー"]["B6"].value
    assert str(said).startswith("まだ点検していません\n予算超過: 経理部 2026年度 ▲200,000円")


@pytest.mark.parametrize("seed", range(20))
def test_the_live_reasons_about_money_are_those_of_the_check(seed: int):
    records = {sheet: tuple(rows) for sheet, rows in departments_at_random(seed).items()}
    project = Project(as_of=D, run_day=D, records=records)
    live, checked = (
        light_of(reasons).reasons for reasons in (live_reasons(project), figure_reasons(project))
    )
    assert live
    assert set(live) <= set(checked)
