"""What is awaited at a month end, and from whom."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pmo_xl.metrics.awaited import NOBODY, Awaited, is_open
from pmo_xl.metrics.month_end.closing_month import Part
from pmo_xl.metrics.month_end.month_end import MonthEnd, month_end
from pmo_xl.model.member import Member
from pmo_xl.model.record import Record
from pmo_xl.model.system import System
from pmo_xl.model.vendor import Vendor
from tests.support.november import DEC, MONTH, OCT, D, delivery, nov, order, project, unreadable

SYSTEM = System(id="SYS-001", name="会員基盤", owner="佐藤 花子")
VENDOR = Vendor(
    id="VEN-001", name="株式会社あさひシステム", toritekihou="対象外", registration_number="T7123456789012"
)
SATO = Member(id="PER-001", name="佐藤 花子", email="sato@example.jp")
ASAHI = (
    Member(id="PER-002", name="山本 次郎", company="別の会社", email="other@example.jp"),
    Member(id="PER-003", name="伊藤 光", company="㈱あさひシステム"),
    Member(id="PER-004", name="中村 明", company="㈱あさひシステム", email="asahi@example.jp"),
)
PAID = {"paid_on": D, "invoiced": 0, "tax": 0, "tax_rate": Decimal(0), "paid": 0}
KEPT = order(ordered=0, system="会員基盤")


def closed(*records: Record, vendor: Vendor | None = VENDOR) -> MonthEnd:
    return month_end(project(*records, vendor=vendor), MONTH)


def asked(*records: Record, vendor: Vendor | None = VENDOR) -> list[tuple[str, str, bool]]:
    return [(each.topic, each.name, each.is_vendor) for each in closed(*records, vendor=vendor).awaited]


def test_a_missing_acceptance_is_asked_of_its_owner_and_the_goods_of_the_vendor():
    row = delivery(acceptance_due_on=nov(20), acceptance_planned=900)
    owner, vendor = closed(KEPT, SYSTEM, SATO, *ASAHI, row).awaited
    assert (owner.name, owner.is_vendor, owner.mail) == ("佐藤 花子", False, "sato@example.jp")
    assert (vendor.name, vendor.is_vendor, vendor.mail) == (
        "株式会社あさひシステム",
        True,
        "asahi@example.jp",
    )
    for each in (owner, vendor):
        assert (each.due_on, each.days_late, each.amount) == (nov(20), 10, 900)


def test_what_was_received_is_not_asked_of_the_vendor_again():
    row = delivery(acceptance_due_on=D, received_on=nov(20), payment_due_on=DEC)
    assert asked(KEPT, SYSTEM, row) == [("検収", "佐藤 花子", False)]
    bare = order(ordered=0, vendor=None, toritekihou="対象外")
    assert asked(bare, delivery(acceptance_due_on=D)) == [("検収", NOBODY, False)]


def test_an_invoice_is_asked_for_when_nothing_else_is_missing():
    row = delivery(received_on=OCT, accepted_on=OCT, payment_due_on=D)
    assert asked(KEPT, row) == [("支払", NOBODY, False), ("請求書", "株式会社あさひシステム", True)]
    (owner, vendor) = closed(KEPT, row).awaited
    assert owner.text.endswith("(まだないもの: 請求書)") and vendor.mail is None
    unaccepted = row.model_copy(update={"accepted_on": None})
    assert ("請求書", "株式会社あさひシステム", True) not in asked(KEPT, unaccepted)
    billed = row.model_copy(update={"invoiced_on": nov(2)})
    (only,) = closed(KEPT, billed).awaited
    assert only.text == "今月の支払予定です。"


def test_a_payment_is_asked_for_by_its_due_day_else_by_its_planned_one():
    usual = {"acceptance_due_on": DEC, "payment_planned_on": nov(20)}
    due = closed(KEPT, delivery(**usual | {"payment_planned_on": D}, payment_due_on=DEC)).awaited[0]
    planned = closed(KEPT, delivery(**usual)).awaited[0]
    assert (due.due_on, planned.due_on) == (DEC, nov(20))


def test_what_the_law_or_the_amounts_ask_stands_with_its_owner():
    row = delivery(
        received_on=date(2026, 9, 1), payment_due_on=D, paid_on=D, accepted=1, invoiced=2, tax=0, paid=2
    )
    lawful = order(
        ordered=5, system="会員基盤", toritekihou="対象", acceptance_month=nov(1), payment_month=nov(1)
    )
    found = {each.topic: each.text for each in closed(lawful, SYSTEM, row).awaited}
    assert found["取適法"].startswith("違反。受領日")
    assert "請求額 2 円が検収額 1 円と違います" in found["金額"]
    fine = delivery(acceptance_due_on=DEC, received_on=nov(2), payment_due_on=D, **PAID)
    assert asked(KEPT, fine) == []


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (None, [("請求書", NOBODY, False), ("登録番号", "株式会社あさひシステム", True)]),
        ("T1123456789012", [("請求書", NOBODY, False)]),
        ("T7123456789012", []),
    ],
)
def test_a_vendor_is_asked_for_a_number_that_is_missing_not_for_one_in_doubt(number, expected):
    vendor = VENDOR.model_copy(update={"registration_number": number})
    row = delivery(
        invoice_number="S-1", invoiced_on=nov(2), invoiced=1_000, accepted=1_000, tax_rate=Decimal("0.1"), tax=100,
        accepted_on=nov(2), payment_due_on=D, paid_on=D, paid=1_100,
    )  # fmt: skip
    assert asked(order(), row, vendor=vendor) == expected


def test_an_electronic_invoice_without_its_place_is_asked_about():
    row = delivery(
        invoice_number="S-1",
        invoiced_on=nov(2),
        is_electronic=True,
        payment_due_on=D,
        acceptance_due_on=DEC,
        **PAID,
    )
    (found,) = closed(KEPT, row).awaited
    assert found.text == "電子取引の記録に保存先がありません。"


def test_what_is_done_or_not_chased_is_awaited_of_nobody():
    done = delivery(acceptance_due_on=D, accepted_on=D, received_on=D, payment_due_on=D, **PAID)
    assert asked(KEPT, done) == []
    assert asked(order(ordered=0, order_kind="取消"), delivery(acceptance_due_on=D, payment_due_on=D)) == []


def test_a_planned_line_is_open_until_it_has_happened():
    def open_lines(**values: object) -> list[bool]:
        end = closed(KEPT, delivery(**({"acceptance_due_on": DEC, "payment_due_on": DEC} | values)))
        return [is_open(line) for line in (*end.acceptances, *end.payments)]

    assert open_lines(acceptance_due_on=D) == [True]
    assert open_lines(acceptance_due_on=D, accepted_on=D) == [False]
    assert open_lines(payment_due_on=nov(20)) == [True]
    assert open_lines(payment_due_on=D, paid_on=D) == [False]
    assert open_lines(acceptance_due_on=DEC, accepted_on=D) == [False]


def test_the_sums_of_the_ledger_are_counted_by_the_day_it_happened():
    rows = (
        delivery(accepted_on=D, accepted=10, paid_on=D, invoiced=20, paid=22),
        delivery(id="ACC-002", accepted_on=OCT, accepted=100, paid_on=DEC, invoiced=200, paid=220),
        delivery(id="ACC-003", accepted=1_000, invoiced=2_000),
    )
    sums = closed(KEPT, *rows).sums
    assert (sums.accepted, sums.paid, sums.paid_with_tax) == (10, 20, 22)
    assert (sums.accepted_ever, sums.paid_ever, sums.paid_with_tax_ever) == (110, 220, 242)


def test_rows_are_examined_that_are_listed_received_or_billed_in_the_month():
    rows = (
        delivery(acceptance_due_on=D),
        delivery(id="ACC-002", received_on=D, acceptance_due_on=DEC, payment_due_on=DEC),
        delivery(id="ACC-003", invoiced_on=nov(1), acceptance_due_on=DEC, payment_due_on=DEC),
        delivery(id="ACC-004", received_on=OCT, acceptance_due_on=DEC, payment_due_on=DEC),
        delivery(id="ACC-005", payment_due_on=D, acceptance_due_on=DEC),
    )
    end = closed(KEPT, *rows)
    expected = ["ACC-001", "ACC-002", "ACC-003", "ACC-005"]
    assert [each.at.row_id for each in end.lawful] == [each.at.row_id for each in end.matches] == expected
    assert len(end.invoices) == 4


def test_carried_lines_are_told_from_planned_ones():
    end = closed(KEPT, delivery(acceptance_due_on=OCT), delivery(id="ACC-002", acceptance_due_on=D))
    assert [line.part for line in end.acceptances] == [Part.CARRIED, Part.PLANNED]


def test_an_awaited_matter_needs_no_day_and_no_amount():
    row = delivery(acceptance_due_on=DEC, accepted=5, received_on=D, payment_due_on=DEC)
    (found,) = closed(KEPT, row).awaited
    assert isinstance(found, Awaited) and found.topic == "金額"
    assert (found.due_on, found.days_late, found.amount) == (None, 0, None)


def test_what_is_late_says_the_day_that_the_days_are_counted_from():
    saturday, monday = date(2026, 2, 28), date(2026, 3, 2)
    row = delivery(received_on=nov(2), acceptance_due_on=DEC, payment_due_on=saturday, deferral_agreed=True)
    end = closed(KEPT, SYSTEM, row)
    (found,) = (each for each in end.awaited if each.topic == "支払")
    assert (found.due_on, found.deferred_to, found.days_late) == (saturday, monday, (D - monday).days)
    assert [line.late_note for line in end.payments] == ["順延後の期日 2026/03/02 から数えた日数"]
    plain = closed(KEPT, SYSTEM, row.model_copy(update={"deferral_agreed": None}))
    assert [(line.deferred_to, line.late_note) for line in plain.payments] == [(None, "")]
    slipped = delivery(
        received_on=nov(2), acceptance_due_on=DEC, payment_planned_on=nov(20), payment_due_on=DEC
    )
    (found,) = (each for each in closed(KEPT, SYSTEM, slipped).awaited if each.topic == "支払")
    assert (found.due_on, found.days_late) == (nov(20), 10)


TWICE = {
    "invoice_number": "S-1", "invoiced_on": nov(2), "invoiced": 500, "accepted": 500, "accepted_on": nov(2),
    "tax_rate": Decimal("0.1"), "tax": 50, "received_on": nov(2), "payment_due_on": D,
}  # fmt: skip


def test_an_invoice_that_may_stand_twice_is_asked_about_before_it_is_paid():
    rows = (delivery(**TWICE), delivery(id="ACC-002", **TWICE))
    end = closed(KEPT, SYSTEM, *rows)
    (found,) = (each for each in end.awaited if each.topic == "二重請求")
    assert (found.name, found.at.row_id, found.amount) == ("佐藤 花子", "ACC-002", 500)
    assert "ACC-002 は ACC-001 と請求書番号・発注ID・税率・請求額が同じです。" in found.text
    assert "支払を待って" in found.text
    notes = {line.at.row_id: end.double_note(line.at) for line in end.payments}
    assert notes == {"ACC-001": None, "ACC-002": "二重請求の疑い(ACC-001)"}


def test_of_a_double_that_is_paid_the_money_is_to_come_back_and_an_old_or_waived_one_is_not_asked_about():
    def doubles(waived=(), **paid: object) -> tuple[list[str], int]:
        rows = (delivery(**TWICE), delivery(id="ACC-002", **TWICE, **paid))
        end = month_end(project(KEPT, SYSTEM, *rows, vendor=VENDOR), MONTH, waived)
        return [each.text for each in end.awaited if each.topic == "二重請求"], len(end.doubles)

    asked, count = doubles(paid_on=D, paid=550)
    assert "返してもらって" in asked[0] and count == 1
    assert doubles(paid_on=OCT, paid=550) == ([], 1)
    assert doubles({("ACC004", "ACC-002")}) == ([], 0)


def test_a_registration_number_that_is_wrong_is_no_missing_one():
    wrong = VENDOR.model_copy(update={"registration_number": "T7123456789013"})
    topics = [topic for topic, _, _ in asked(KEPT, SYSTEM, delivery(accepted_on=OCT, **PAID), vendor=wrong)]
    assert "請求書" in topics and "登録番号" not in topics


@pytest.mark.parametrize("field", ["acceptance_due_on", "received_on"])
def test_a_vendor_is_not_asked_for_a_delivery_whose_day_could_not_be_read(field: str):
    usual = {"acceptance_due_on": nov(10), "acceptance_planned": 1_000}
    row = unreadable(delivery(**(usual | {field: None})), field)
    assert not [each for each in asked(KEPT, row) if each[2]]
    assert any(topic == "検収" for topic, _, is_vendor in asked(KEPT, row) if not is_vendor)


def test_a_vendor_is_not_asked_for_what_an_order_leaves_over_while_a_row_of_it_has_an_unread_day():
    row = unreadable(delivery(acceptance_planned=1_000), "acceptance_due_on")
    found = asked(order(acceptance_month=date(2026, 11, 1)), row)
    assert not [each for each in found if each[2]]


def test_a_vendor_is_not_asked_for_an_invoice_whose_day_could_not_be_read():
    row = unreadable(
        delivery(accepted_on=nov(5), received_on=nov(5), accepted=1_000, payment_due_on=nov(28)),
        "invoiced_on",
    )
    assert ("請求書", VENDOR.name, True) not in asked(KEPT, row)
