"""Amounts and efforts of other people's ledgers: read once with every unit they name, or not read and said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pmo_xl.errors import BadChange
from tests.support.master import opened
from tests.support.staff_book import Shown, staff_book


def budget_book(folder, heading, *amounts, settings=()):
    head = ["予算ID", "会計年度", "主管部門", heading, "承認日"]
    rows = [[f"BUD-{n:03}", 2026, "営業部", amount, date(2026, 4, 1)] for n, amount in enumerate(amounts, 1)]
    tabs = {"予算枠": [head, *rows]}
    return staff_book(folder, tabs | ({"設定": [["項目", "値"], *settings]} if settings else {}))


def amounts_of(book):
    return [budget.amount for budget in book.project.budgets]


@pytest.mark.parametrize(
    ("heading", "number_format", "typed"),
    [
        ("予算額", "#,##0", 12_000_000),
        ("予算額", "#,##0,", 12_000_000),
        ("予算額(千円)", "#,##0", 12_000),
        ("予算額(千円)", "#,##0,", 12_000_000),
        ("予算額(千円)", '#,##0"千円"', 12_000),
        ("予算額", '#,##0"千円"', 12_000),
        ("予算額", '#,##0,"千円"', 12_000_000),
        ("予算額(百万円)", '0.0,,"百万円"', 12_000_000),
        ("予算額(千円)", '#,##0_ ;[Red]"▲"#,##0_ ', 12_000),
        ("予算額", "[$¥-411]#,##0", 12_000_000),
        ("予算額", '#,##0"円"', 12_000_000),
    ],
)
def test_the_unit_of_a_heading_and_of_a_format_are_applied_once(tmp_path, heading, number_format, typed):
    assert amounts_of(budget_book(tmp_path, heading, Shown(typed, number_format))) == [12_000_000]


@pytest.mark.parametrize(
    "number_format",
    ["[$$-409]#,##0.00", '"$"#,##0', "[$€-2] #,##0", '"USD" #,##0', "[$¥-804]#,##0", '#,##0"ドル"'],
)
def test_an_amount_shown_in_another_currency_is_not_read(tmp_path, number_format):
    book = budget_book(tmp_path, "予算額", 2_000_000, Shown(48_000, number_format))
    assert amounts_of(book) == [2_000_000, None]
    assert [f.message for f in book.check().findings if f.rule == "DAT003"] == [
        "「予算額」の「48000」を金額として読めません。円ではない通貨です。"
    ]


@pytest.mark.parametrize("text", ["$48,000", "48,000 USD", "US$1,200", "1,200ドル", "€500"])
def test_an_amount_that_names_another_currency_is_not_read(tmp_path, text):
    (budget,) = budget_book(tmp_path, "予算額", text).project.budgets
    assert budget.unread["amount"].why == "円ではない通貨です"


def test_a_column_headed_with_another_currency_is_not_read(tmp_path):
    assert amounts_of(budget_book(tmp_path, "予算額(USD)", 48_000, 500)) == [None, None]


def test_a_format_that_names_another_unit_than_its_heading_is_not_read(tmp_path):
    (budget,) = budget_book(tmp_path, "予算額(千円)", Shown(5, '0"百万円"')).project.budgets
    assert "単位が違い" in budget.unread["amount"].why


@pytest.mark.parametrize(
    ("heading", "settings", "amount"),
    [
        ("予算額(税込)", (), None),
        ("予算額(税込10%)", (), 1_000_000),
        ("予算額(税込 8%)", (), 1_018_519),
        ("予算額(税込)", [["消費税率", "10%"]], 1_000_000),
        ("予算額(税抜)", (), 1_100_000),
        ("予算額", (), 1_100_000),
    ],
)
def test_an_amount_with_tax_is_converted_only_where_the_rate_is_known(tmp_path, heading, settings, amount):
    book = budget_book(tmp_path, heading, 1_100_000, settings=settings)
    assert amounts_of(book) == [amount]
    assert len(book.check(["DAT003"]).findings) == (amount is None)


def test_what_was_paid_stays_with_tax(tmp_path):
    head = ["検収ID", "発注ID", "検収額(税込)", "税率", "支払額(税込)"]
    book = staff_book(tmp_path, {"検収支払": [head, ["ACC-001", "ORD-001", 1_100_000, 0.1, 1_100_000]]})
    (row,) = book.project.acceptances
    assert (row.accepted, row.paid) == (1_000_000, 1_100_000)


def test_an_amount_is_written_in_the_unit_of_its_cell_and_never_where_tax_or_currency_differ(tmp_path):
    path = budget_book(tmp_path, "予算額(千円)", Shown(12_000_000, "#,##0,")).path
    with opened(path).edit() as changes:
        changes.set(opened(path).project.budgets["BUD-001"], amount=5_000_000)
    again = opened(path)
    assert amounts_of(again) == [5_000_000]
    assert again.source.grids().grid("予算枠").value(2, 4) == 5_000_000
    (tmp_path / "税込").mkdir()
    taxed = budget_book(tmp_path / "税込", "予算額(税込10%)", 1_100_000)
    with pytest.raises(BadChange, match="税の扱いが違う"), taxed.edit() as changes:
        changes.set(taxed.project.budgets["BUD-001"], amount=1)


def task_book(folder, heading, *efforts):
    head = ["作業ID", "作業名", "予定開始", "予定終了", heading]
    days = [date(2026, 11, 2), date(2026, 11, 20)]
    rows = [[f"WBS-{n:03}", "設計", *days, effort] for n, effort in enumerate(efforts, 1)]
    return staff_book(folder, {"WBS": [head, *rows]})


@pytest.mark.parametrize(
    ("heading", "typed", "days"),
    [
        ("予定工数", "5h", "0.625"),
        ("予定工数", "16 時間", "2"),
        ("予定工数", "3人日", "3"),
        ("予定工数(h)", 40, "5"),
        ("予定工数(時間)", "40", "5"),
        ("予定工数(人月)", 1.5, "30"),
        ("予定工数(人日)", 3, "3"),
        ("予定工数", 3, "3"),
    ],
)
def test_an_effort_is_read_in_person_days_whatever_it_is_written_in(tmp_path, heading, typed, days):
    (task,) = task_book(tmp_path, heading, typed).project.tasks
    assert task.planned_effort == Decimal(days)


def test_an_effort_is_written_in_the_unit_of_its_column(tmp_path):
    path = task_book(tmp_path, "予定工数(h)", 40).path
    with opened(path).edit() as changes:
        changes.set(opened(path).project.tasks["WBS-001"], planned_effort=Decimal(2))
    assert opened(path).source.grids().grid("WBS").value(2, 5) == 16
