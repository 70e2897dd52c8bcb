"""取適法 for one delivery at the month end: the worst of its checks, and the charge for paying late."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_xl.metrics.payment.toritekihou_last_day import toritekihou_last_day
from pmo_xl.metrics.payment.toritekihou_payment import ToritekihouPayment, toritekihou_payment
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.vendor import Vendor
from pmo_xl.model.verdict import Verdict
from tests.support.november import DEC, OCT, D, delivery, nov, order, project, unreadable

VENDOR = Vendor(
    id="VEN-001", name="株式会社あさひシステム", closing="都度", payment_method="振込", fee_borne_by="当社"
)


def judged(law: str | None = "対象", **values: object) -> ToritekihouPayment:
    return of_row(delivery(**values), law)


def of_row(row: Acceptance, law: str | None = "対象") -> ToritekihouPayment:
    return toritekihou_payment(row, project(order(toritekihou=law), row, vendor=VENDOR))


@pytest.mark.parametrize(
    ("received", "due", "expected"),
    [
        (date(2026, 10, 2), D, Verdict.FITS),
        (date(2026, 10, 1), D, Verdict.QUESTION),  # the 61st day
        (date(2026, 9, 30), D, Verdict.VIOLATION),
        (None, DEC, Verdict.OUT_OF_SCOPE),
    ],
)
def test_the_sixty_days_decide(received, due, expected):
    assert judged(received_on=received, payment_due_on=due).verdict is expected


def test_only_a_covered_delivery_is_looked_at_further():
    assert [check.name for check in judged(received_on=OCT).checks] == [
        "60日", "銀行休業日", "支払方法", "振込手数料", "支払の遅れ",
    ]  # fmt: skip
    assert [check.name for check in judged("対象外", received_on=OCT).checks] == ["60日"]
    assert [judged(law).coverage for law in ("対象", "対象外", None)] == ["対象", "対象外", "未判定"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"acceptance_due_on": nov(29)}, Verdict.UNDETERMINABLE),
        ({"acceptance_due_on": D}, Verdict.OUT_OF_SCOPE),
        ({"invoiced_on": nov(2)}, Verdict.UNDETERMINABLE),
        ({}, Verdict.OUT_OF_SCOPE),
    ],
)
def test_a_delivery_that_should_have_come_cannot_be_counted_without_its_day(values, expected):
    assert judged(**values).verdict is expected
    assert judged("対象外", **values).verdict is Verdict.OUT_OF_SCOPE


def test_nobody_asks_for_the_receipt_of_a_cancelled_order():
    row = delivery(acceptance_due_on=nov(2))
    cancelled = project(order(toritekihou="対象", order_kind="取消"), row, vendor=VENDOR)
    assert toritekihou_payment(row, cancelled).verdict is Verdict.OUT_OF_SCOPE


def test_sixty_days_counted_from_acceptance_are_told_as_that():
    found = judged(received_on=nov(2), accepted_on=nov(20), payment_due_on=date(2027, 1, 18))
    assert found.verdict is Verdict.VIOLATION and "検収日" in found.reason


def test_a_note_is_told_beside_the_sixty_days_and_what_fits_is_not():
    row = delivery(received_on=OCT, payment_due_on=D, payment_method="手形")
    found = of_row(row)
    assert found.verdict is Verdict.VIOLATION and "手形" in found.reason
    both = of_row(row.model_copy(update={"payment_due_on": date(2027, 1, 29)}))
    assert "手形" in both.reason and both.sixty.reason in both.reason


def test_what_cannot_be_read_is_never_green():
    row = delivery(received_on=OCT, payment_due_on=D)
    for field in ("payment_method", "fee_borne_by"):
        assert of_row(unreadable(row, field)).verdict is Verdict.UNDETERMINABLE
    assert of_row(row).verdict is Verdict.FITS


def test_a_fee_taken_off_the_payment_is_told_once_all_is_paid():
    paid = {"received_on": OCT, "payment_due_on": D, "invoiced": 1_000, "tax": 100, "tax_rate": "0.1"}
    short = judged(**paid, paid_on=D, paid=660, fee_borne_by="先方")
    assert (short.verdict, short.reason) == (Verdict.QUESTION, "振込手数料が先方負担になっています。")
    less = judged(**paid, paid_on=D, paid=660, fee_borne_by="当社")
    assert less.verdict is Verdict.QUESTION and "440 円少なく" in less.reason
    assert judged(**paid, paid=660, fee_borne_by="当社").verdict is Verdict.FITS
    whole = judged(**paid, paid_on=D, paid=1_100, fee_borne_by="当社")
    assert whole.verdict is Verdict.FITS


def test_days_off_are_not_looked_at_where_the_sixty_days_are_passed_anyway():
    new_year = date(2026, 12, 31)  # the banks are closed until 2027-01-04
    passed = judged(received_on=OCT, payment_due_on=new_year)
    open_ = judged(received_on=nov(2))
    moved = judged(received_on=nov(2), payment_due_on=new_year)
    verdicts = [found.checks[1].ruling.verdict for found in (passed, open_, moved)]
    assert verdicts == [Verdict.OUT_OF_SCOPE, Verdict.OUT_OF_SCOPE, Verdict.VIOLATION]


def test_the_days_of_the_row_stand_beside_the_verdict():
    found = judged(received_on=OCT, payment_due_on=D, paid_on=D, closing="月締め")
    assert (found.received_on, found.due_on, found.paid_on, found.is_monthly_closing) == (OCT, D, D, True)
    assert not judged().is_monthly_closing


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"paid_on": date(2026, 3, 2), "paid": 1_000_000}, 0),
        ({"paid_on": date(2026, 3, 3), "paid": 1_000_000}, 400),
        ({"paid_on": date(2026, 3, 3), "invoiced": 500_000, "tax": 50_000}, 220),
        ({"paid_on": date(2026, 3, 3), "tax": 50_000}, 20),
        ({"paid_on": date(2026, 3, 3), "invoiced": 500_000}, 200),
        ({"paid_on": None, "payment_due_on": date(2027, 1, 29), "paid": 1_000_000}, 0),
        ({"paid_on": None, "payment_due_on": date(2026, 3, 2), "invoiced": 1_000_000}, 109_200),  # up to D
        ({"paid_on": None, "invoiced": 1_000_000}, 109_200),
        ({"paid_on": date(2026, 3, 3), "paid": 1_000_000, "received_on": None}, 0),
    ],
)
def test_the_late_charge_runs_from_the_sixty_first_day(values, expected):
    usual = {"received_on": date(2026, 1, 2)}
    assert judged(**(usual | values)).late_charge == expected
    assert judged("対象外", **(usual | values)).late_charge == 0


def test_the_last_lawful_day_is_the_later_of_sixty_days_and_two_months_for_monthly_closing():
    def last(received_on: date | None, closing: str, law: str = "対象") -> date | None:
        row = delivery(received_on=received_on, closing=closing)
        return toritekihou_last_day(row, project(order(toritekihou=law), row, vendor=VENDOR))

    assert last(date(2026, 7, 1), "都度") == date(2026, 8, 29)
    assert last(date(2026, 7, 1), "月締め") == date(2026, 8, 31)
    assert last(date(2026, 1, 1), "月締め") == date(2026, 3, 1)
    assert last(date(2026, 7, 1), "都度", "対象外") is None
    assert last(None, "都度") is None


@pytest.mark.parametrize(
    ("values", "word", "said"),
    [
        ({"payment_due_on": nov(29)}, "違反", "支払期日 2026/11/29 を 1 日過ぎて未払です。"),
        ({"payment_due_on": D}, "適合(支払前)", "60日以内"),
        ({"payment_due_on": DEC}, "適合(支払前)", "60日以内"),
        ({"payment_due_on": nov(29), "deferral_agreed": True}, "適合(支払前)", "60日以内"),
        ({"payment_due_on": nov(21), "deferral_agreed": True}, "違反", "支払期日 2026/11/21 を 9 日過ぎて"),
        ({"payment_due_on": D, "paid_on": D}, "適合", "60日以内"),
        ({"payment_due_on": nov(25), "paid_on": D}, "違反", "5 日後です"),
        ({"received_on": date(2026, 10, 1), "payment_due_on": D}, "要判断", "最終日は 2026/11/29"),
        ({"received_on": date(2026, 9, 30), "payment_due_on": DEC}, "違反", "最終日は 2026/11/28"),
        ({"received_on": date(2026, 10, 2)}, "判定不能", "支払期日が空欄"),  # D is 最終日
        ({"received_on": date(2026, 10, 1)}, "違反", "60日の最終日 2026/11/29 を 1 日過ぎて未払です。"),
        ({"received_on": date(2026, 10, 1), "closing": "月締め"}, "判定不能", "支払期日が空欄"),
    ],
)
def test_green_is_only_what_was_paid_in_time_or_is_not_due_yet(values, word, said):
    found = judged(**{"received_on": OCT, "accepted_on": OCT} | values)
    assert found.word == word
    assert said in found.reason


def test_a_payment_a_year_past_its_day_is_no_longer_said_to_fit():
    found = judged(received_on=date(2025, 10, 30), payment_due_on=date(2025, 11, 28))
    assert (found.verdict, found.reason) == (
        Verdict.VIOLATION, "支払期日 2025/11/28 を 367 日過ぎて未払です。"
    )  # fmt: skip
    assert [check.rule for check in found.breaches] == ["ACC002"]


def test_the_rule_that_speaks_of_an_unpaid_delivery_is_the_one_that_the_check_names():
    undated = judged(received_on=date(2026, 10, 1))
    assert [check.rule for check in undated.breaches] == ["ACC007"]
    row = delivery(received_on=date(2026, 10, 1))
    by_month = toritekihou_payment(
        row, project(order(toritekihou="対象", payment_month=date(2026, 10, 1)), row)
    )
    assert [check.rule for check in by_month.breaches] == ["ACC002"]
    assert "支払月の末日 2026/10/31 を 30 日過ぎて未払です。" in by_month.reason


@pytest.mark.parametrize("kind", ["取消", "減額"])
def test_nobody_is_late_in_paying_a_cancelled_order_or_a_reduction(kind):
    row = delivery(received_on=OCT, payment_due_on=nov(20))
    found = toritekihou_payment(row, project(order(toritekihou="対象", order_kind=kind), row, vendor=VENDOR))
    assert found.verdict is Verdict.FITS


def test_a_payment_day_that_cannot_be_read_is_not_green():
    row = delivery(received_on=OCT, payment_due_on=nov(20))
    assert of_row(unreadable(row, "paid_on")).verdict is Verdict.UNDETERMINABLE
