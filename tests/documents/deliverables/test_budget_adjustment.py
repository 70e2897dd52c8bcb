"""予算調整依頼書: for budgets that are asked for or do not suffice, with what lacks, why, and what each option leaves."""

from __future__ import annotations

from datetime import date

from pmo_xl.documents.word.catalog import load
from pmo_xl.documents.word.content import Fields
from pmo_xl.model.budget import Budget
from pmo_xl.model.estimate import Estimate
from pmo_xl.model.member import Member
from pmo_xl.model.option import Option
from pmo_xl.model.order import Order
from pmo_xl.model.record import Record
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.system import System
from tests.documents.deliverables.test_true_papers import book

GRANTED = Budget(
    id="BUD-001", department="営業部", fiscal_year=2026, amount=1_000_000, approved_on=date(2026, 4, 1)
)
ASKED = Budget(
    id="BUD-002",
    department="営業部",
    fiscal_year=2026,
    amount=400_000,
    requested_on=date(2026, 11, 2),
    due_on=date(2026, 11, 13),
)
REFUSED = Budget(
    id="BUD-003", department="営業部", fiscal_year=2026, amount=9, requested_on=date(2026, 11, 2), kind="却下"
)
ENOUGH = Budget(id="BUD-004", department="総務部", fiscal_year=2026, amount=10, approved_on=date(2026, 4, 1))
OTHER = Budget(
    id="BUD-005", department="営業部", fiscal_year=2026, amount=500_000, approved_on=date(2026, 4, 1)
)
ORDER = Order(
    id="ORD-001", title="開発", system="会員基盤", budget="BUD-001", department="営業部", order_kind="当初",
    ordered_on=date(2026, 6, 1), ordered=1_300_000,
)  # fmt: skip
DECIDER = Member(id="PER-001", name="岡田 大輔", role="事業責任者", company="本社", department="経営企画部")
CHANGE = SpecChange(id="CHG-001", title="桁数", status="承認待ち", systems=("会員基盤",), cost_impact=120_000)
SYSTEM = System(id="SYS-001", name="会員基盤")


def papers(*records: Record) -> dict[str, Fields]:
    """Each paper that is due by itself, by its 予算ID."""
    document, source = load("予算調整依頼書"), book(*records)
    return {row.id: document.content(source, row).fields for row in document.rows(source.project)}


def test_one_is_made_for_each_request_and_each_budget_that_does_not_suffice():
    assert list(papers(GRANTED, ASKED, REFUSED, ENOUGH, ORDER)) == ["BUD-001", "BUD-002"]
    over = Estimate(
        id="EST-001", system="会員基盤", amount=11, tax_basis="税抜", is_adopted=True, budget="BUD-004"
    )
    assert list(papers(ENOUGH, over)) == ["BUD-004"]


def test_an_overspent_budget_says_what_lacks_and_what_is_left_with_its_neighbours():
    said = papers(GRANTED, OTHER, ORDER, DECIDER)["BUD-001"]
    assert "BUD-001 が 300,000 円足りません" in said["お願い"]
    assert "合わせると 200,000 円残ります" in said["お願い"]
    assert said["宛先"] == "本社 経営企画部 岡田 大輔 様"
    assert [row["残予算"] for row in said["予算"]] == ["▲300,000", "500,000"]


def test_a_request_counts_in_no_amount_and_tells_how_late_its_decision_is():
    said = papers(GRANTED, ASKED, ORDER)["BUD-002"]
    assert said["お願い"].startswith("営業部 2026年度の予算に 400,000 円の追加をお願いします")
    assert said["期限"].startswith("2026/11/13(")
    assert "稼働日過ぎています" in said["期限"]
    assert said["待つこと"].startswith("待つことの影響: 判定不能")
    assert "発注と見込だけで 300,000 円足りません" in said["不足の文"]
    assert [(row["区分"], row["残予算"]) for row in said["予算"]] == [
        ("当初", "▲300,000"),
        ("当初(申請中)", "－"),
    ]


def test_changes_estimates_and_options_behind_it_are_shown_and_blanks_are_not_summed():
    estimate = Estimate(
        id="EST-001", system="会員基盤", amount=50_000, tax_basis="税抜", is_adopted=True, budget="BUD-001"
    )
    options = [
        Option(id="OPT-001", subject="予算", title="機能を減らす", cost_delta=-250_000, origin=("BUD-001",)),
        Option(id="OPT-002", subject="予算", title="延ばす", origin=("BUD-001",)),
        Option(id="OPT-003", subject="方式", title="別の話", cost_delta=1, origin=("CHG-009",)),
    ]
    said = papers(GRANTED, ORDER, CHANGE, SYSTEM, estimate, *options)["BUD-001"]
    assert [(row["変更ID"], row["手配"]) for row in said["変更"]] == [("CHG-001", "まだ入っていません")]
    assert [row["見積ID"] for row in said["見積"]] == ["EST-001"]
    assert "見積IDに書いていないものは 1 件、50,000 円" in said["不足の文"]
    assert [(row["案"], row["残り"]) for row in said["対応案"]] == [
        ("機能を減らす", "▲50,000"),
        ("延ばす", "未記入"),
    ]
