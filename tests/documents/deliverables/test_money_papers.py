"""対応案比較書 and 見積集約書: each option over five years, what has no estimate first, and gaps by year and department."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pmo_xl.documents.word.catalog import load
from pmo_xl.documents.word.content import Fields
from pmo_xl.metrics.budget.budget_gap import after_option, budget_gap, budget_gaps
from pmo_xl.model.budget import Budget
from pmo_xl.model.display import yen
from pmo_xl.model.estimate import Estimate
from pmo_xl.model.option import Option
from pmo_xl.model.order import Order
from pmo_xl.model.record import Record
from pmo_xl.model.system import System
from tests.documents.deliverables.test_true_papers import D, book, said
from tests.support.word import sample_source


def fields(name: str, *rows: Record) -> Fields:
    return load(name).content(book(*rows)).fields


def option(number: int, **more: object) -> Option:
    return Option(**{"id": f"OPT-{number:03}", "subject": "予算超過", "title": f"案{number}"} | more)


def estimate(number: int, amount: int, **more: object) -> Estimate:
    fields = {
        "id": f"EST-{number:03}",
        "system": "会員基盤",
        "tax_basis": "税抜",
        "amount": amount,
        "is_adopted": True,
    }
    return Estimate(**fields | more)


def test_five_years_are_the_cost_and_five_times_what_a_year_costs_more():
    rows = (
        option(1, cost_delta=1_000_000, annual_cost_delta=-300_000),
        option(2, cost_delta=1_000_000),
        option(3, annual_cost_delta=5),
    )
    first, second, third = fields("対応案比較書", *rows)["論点一覧"][0]["結果"]
    assert (first["年額差"], first["五年"]) == ("▲300,000", "▲500,000")
    assert (second["年額差"], second["五年"], third["五年"]) == ("未記入", "－", "－")
    assert after_option(rows[0], book(*rows).project).five_years == -500_000


def test_specification_response_operations_and_fit_stand_beside_one_another_with_their_blanks():
    full = option(1, specification="8コア", response="1秒", operations="月10時間", purpose_fit="◎")
    (topic,) = fields("対応案比較書", full, option(2))["論点一覧"]
    assert [(row["スペック"], row["応答要件"], row["運用負荷"]) for row in topic["中身"]] == [
        ("8コア", "1秒", "月10時間"),
        ("未記入", "未記入", "未記入"),
    ]
    assert [(row["目的適合"], row["採否"]) for row in topic["案"]] == [("◎", "未定"), ("未記入", "未定")]


@pytest.mark.parametrize(("rows", "expected"), [
    ((option(1, due_on=D - timedelta(3)), option(2, due_on=D + timedelta(3))), "判断期限は 2026/11/27 です(1 稼働日過ぎています)。"),
    ((option(1),), "判断期限は未記入です。"),
    ((option(1, decision="採用", due_on=D - timedelta(3)),), ""),
])  # fmt: skip
def test_a_question_says_by_when_it_must_be_decided_until_it_is(rows: tuple[Option, ...], expected: str):
    assert fields("対応案比較書", *rows)["論点一覧"][0]["判断期限"] == expected


def test_what_the_question_is_about_is_named_once():
    (topic,) = fields(
        "対応案比較書", option(1, origin=("BUD-001",)), option(2, origin=("BUD-001", "CHG-001"))
    )["論点一覧"]
    assert topic["起票元"] == "BUD-001、CHG-001"


def test_systems_without_an_estimate_come_first_with_what_was_asked_of_whom():
    systems = [
        System(id=f"SYS-00{n}", name=name, is_outsourced=True)
        for n, name in enumerate(("会員基盤", "決済", "通知"), 1)
    ]
    waiting = Estimate(id="EST-009", system="決済", status="依頼中", due_on=D)
    shown = fields("見積集約書", *systems, estimate(1, 500), waiting)["未取得"]
    assert [(row["システム名"], row["状況"]) for row in shown] == [
        ("決済", "EST-009 依頼中(回答期限 2026/11/30)"),
        ("通知", "依頼の記録がありません"),
    ]
    text = said("見積集約書", *systems, estimate(1, 500), waiting)
    assert "見積未取得 2 システム(決済、通知)。" in text and "収まっています" not in text


def test_the_sum_by_category_adds_up_and_names_what_has_none():
    rows = (
        estimate(1, 500, category="開発"),
        estimate(2, 300, category="ライセンス"),
        estimate(3, 200, category="開発"),
        estimate(4, 7),
    )
    shown = fields("見積集約書", *rows)["費目別"]
    assert [(row["費目"], row["採用"], row["金額"]) for row in shown] == [
        ("開発", 2, "700"),
        ("ライセンス", 1, "300"),
        ("(未記入)", 1, "7"),
        ("合計", 4, "1,007"),
    ]


def test_each_year_and_department_has_the_gap_that_the_check_judges():
    budgets = (
        Budget(id="BUD-001", fiscal_year=2026, department="販売部", amount=400, approved_on=D),
        Budget(id="BUD-002", fiscal_year=2027, department="経理部", amount=900, approved_on=D),
    )
    rows = *budgets, estimate(1, 500, budget="BUD-001"), estimate(2, 100)
    shown = fields("見積集約書", *rows)["予算別"]
    assert [(row["年度"], row["負担部門"], row["見積"], row["差"]) for row in shown] == [
        ("2026", "販売部", "500", "100"),
        ("2027", "経理部", "100", "▲800"),
        ("合計", "", "600", "▲700"),
    ]
    assert [row["差"] for row in shown[:-1]] == [yen(gap.gap) for gap in budget_gaps(book(*rows).project)]


def test_rows_that_do_not_add_up_to_the_whole_say_which_estimates_stand_there_as_orders():
    budgets = (
        Budget(id="BUD-001", fiscal_year=2026, department="販売部", amount=400, approved_on=D),
        Budget(id="BUD-002", fiscal_year=2027, department="経理部", amount=900, approved_on=D),
    )
    orders = (Order(id="ORD-001", budget="BUD-001", estimate="EST-002", ordered=90, ordered_on=D),)
    rows = *budgets, estimate(1, 300, budget="BUD-001"), estimate(2, 100), estimate(3, 500), *orders
    shown = fields("見積集約書", *rows)
    assert shown["差"] == "▲400"
    assert [shown["予算別"][-1][name] for name in ("採用", "見積", "ほか", "差")] == [2, "800", "90", "▲410"]
    assert shown["予算別の文"] == (
        "採用した見積 EST-002 の 1 件(100 円)は、その発注が予算IDを挙げているため、見積の額でなく発注と見込の額で、その予算に"
        "数えています。このため、表の差の合計は上の文の差より 10 円小さくなっています。"
    )
    assert (
        fields("見積集約書", *budgets, estimate(1, 300, budget="BUD-001"), estimate(3, 500))["予算別の文"]
        == ""
    )


def test_an_order_that_counts_beside_its_estimate_is_named_under_the_rows():
    budgets = (
        Budget(id="BUD-001", fiscal_year=2026, department="販売部", amount=400, approved_on=D),
        Budget(id="BUD-002", fiscal_year=2027, department="経理部", amount=900, approved_on=D),
    )
    orders = (Order(id="ORD-001", budget="BUD-002", estimate="EST-001", ordered=70, ordered_on=D),)
    rows = *budgets, estimate(1, 75, budget="BUD-001"), estimate(2, 50), *orders
    assert fields("見積集約書", *rows)["予算別の文"] == (
        "発注 ORD-001 の 1 件は、採用した見積と違う予算を挙げているため、その予算の発注にも数えています。"
        "このため、表の差の合計は上の文の差より 70 円大きくなっています。"
    )
    assert fields("見積集約書", *rows[:-2], *orders)["予算別の文"].startswith(
        "採用した見積のない予算枠 BUD-002 と"
    )


def test_the_sample_s_gaps_add_up_to_the_whole_gap():
    project = sample_source().project
    assert sum(gap.adopted for gap in budget_gaps(project)) == budget_gap(project).adopted
    shown = load("見積集約書").content(sample_source()).fields
    assert shown["費目別"][-1]["金額"] == shown["見積合計"] == yen(budget_gap(project).adopted)


def test_an_estimate_that_is_awaited_has_no_blank_amount_of_ours():
    waiting, blank = Estimate(id="EST-001", status="依頼中"), Estimate(id="EST-002", status="受領")
    one, two = fields("見積集約書", waiting, blank)["見積"]
    assert (one["状態"], one["金額"], two["金額"]) == ("依頼中", "", "未記入")
