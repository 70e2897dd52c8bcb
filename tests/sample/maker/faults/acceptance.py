"""Faults of 検収支払: late, doubled, unproven or miscounted (ACC001–ACC005, ACC014–ACC020)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from pmo_xl.metrics.payment.payment_defaults import coverage
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.calendar import add_months, fiscal_year_of
from pmo_xl.model.order import Order
from pmo_xl.model.vendor import Vendor
from tests.sample.maker.faults.extra import add_order
from tests.sample.maker.faults.field import Field, NoRoom, Plant

_TENTH = Decimal("0.1")


def is_paid(row: Acceptance) -> bool:
    """Accepted, invoiced and paid."""
    return row.paid_on is not None


def alone(field: Field) -> Callable[[Acceptance], bool]:
    """Whether a paid row is the only line of its invoice, so that a fault of the invoice stands at it."""
    lines = Counter(row.invoice_number for row in field.all(Acceptance))
    return lambda row: is_paid(row) and lines[row.invoice_number] == 1


def with_tax(amount: int) -> dict[str, object]:
    """What an invoice of this amount asks for."""
    return {"invoiced": amount, "tax": int(amount * _TENTH), "paid": amount + int(amount * _TENTH)}


def _uncovered(field: Field) -> Callable[[Acceptance], bool]:
    """Whether 取適法 does not cover the row."""
    project = field.project()
    return lambda row: coverage(row, project).value is False


def _not_accepted(field: Field, due_on: date, note: str) -> None:
    uncovered = _uncovered(field)
    row = field.pick(Acceptance, lambda row: row.accepted_on is None and uncovered(row))
    received_on = field.story.day(due_on, -5)
    values = {"acceptance_due_on": due_on, "received_on": received_on}
    field.broken(
        "ACC001", field.put(row, **values, payment_due_on=row.payment_planned_on), "acceptance_due_on", note
    )


def _acceptance_late(field: Field) -> None:
    _not_accepted(field, field.ago(3), "検収予定日を3稼働日過ぎて検収していない")


def _acceptance_month_late(field: Field) -> None:
    _not_accepted(field, field.ago(26), "検収予定日を1か月以上過ぎて検収していない")


def _order_never_accepted(field: Field) -> None:
    last_month = add_months(field.as_of.replace(day=1), -1)
    until = field.story.open_day(last_month.replace(day=28))
    order = add_order(field, "負荷発生環境の利用", last_month, until, "基盤・ライセンス費")
    field.broken("ACC001", order, "acceptance_month", "検収月が過ぎたのに検収支払に行がない")


def _order_never_delivered(field: Field) -> None:
    order = add_order(
        field, "検証端末の借用", field.as_of.replace(day=1), field.ago(15), "基盤・ライセンス費"
    )
    field.broken("ACC020", order, "performs_until", "履行終了から15稼働日たっても検収支払に行がない")


def _not_paid(field: Field) -> None:
    row = field.pick(
        Acceptance, lambda row: is_paid(row) and (row.payment_due_on or field.as_of) < field.ago(2)
    )
    row = field.put(row, paid_on=None, paid=None)
    field.broken("ACC002", row, "payment_due_on", "支払期日を過ぎて支払っていない")


def _more_than_ordered(field: Field) -> None:
    """The last delivery of an order is accepted, billed and paid at too much."""
    open_orders = {row.order for row in field.all(Acceptance) if not is_paid(row)}
    last = {row.order: row.id for row in field.all(Acceptance)}
    row = field.pick(Acceptance, lambda row: row.order not in open_orders and last[row.order] == row.id)
    amount = (row.accepted or 0) + 300_000
    row = field.put(row, accepted=amount, **with_tax(amount))
    field.broken("ACC003", row, "accepted", "検収額の合計が発注金額を30万円超えている")


def _billed_otherwise(field: Field) -> None:
    row = field.pick(Acceptance, is_paid)
    row = field.put(row, **with_tax((row.accepted or 0) + 50_000))
    field.broken("ACC003", row, "invoiced", "請求額が検収額より5万円多い")


def _paid_otherwise(field: Field) -> None:
    row = field.pick(Acceptance, alone(field))
    row = field.put(row, paid=(row.paid or 0) - 30_000)
    field.broken("ACC003", row, "paid", "支払額が請求額と消費税額の合計より3万円少ない")


def _twice(field: Field, number: Callable[[str], str], note: str) -> None:
    """An invoice that waits for its payment is written into a further row."""
    uncovered = _uncovered(field)
    row = field.pick(
        Acceptance, lambda row: row.invoiced_on is not None and not is_paid(row) and uncovered(row)
    )
    blank = dict.fromkeys(
        ("acceptance_due_on", "acceptance_planned", "accepted_on", "accepted", "acceptance_document")
    )
    values = {**blank, "invoice_number": number(row.invoice_number or "")}
    again = field.add(row.model_copy(update=values))
    field.broken("ACC004", again, "invoice_number", note)


def _same_invoice(field: Field) -> None:
    _twice(field, lambda number: number, "同じ請求書を2行に書いた")


def _alike_invoice(field: Field) -> None:
    _twice(field, lambda number: f"{number[:-2]}99", "番号だけが違う、よく似た請求書がある")


def _no_proof(field: Field) -> None:
    row = field.put(field.pick(Acceptance, is_paid), acceptance_document=None)
    field.broken("ACC005", row, "acceptance_document", "検収したのに検収書がない")


def _malformed_number(field: Field) -> None:
    row = field.pick(Acceptance, is_paid)
    row = field.put(row, registration_number=(row.registration_number or "")[:-1])
    field.broken("ACC014", row, "registration_number", "登録番号が12桁しかない")


def _wrong_check_digit(field: Field) -> None:
    row = field.pick(Acceptance, is_paid)
    number = row.registration_number or ""
    row = field.put(row, registration_number=f"{number[:-1]}{abs(int(number[-1]) - 1)}")
    field.broken("ACC014", row, "registration_number", "登録番号の末尾を打ち間違え、検査用数字が合わない")


def _no_number(field: Field) -> None:
    """Neither the row nor the vendor has a number; the vendor's other invoices show theirs."""
    names = {vendor.name for vendor in field.free(Vendor)}
    orders = {order.id: order.vendor for order in field.all(Order)}
    row = field.pick(Acceptance, lambda row: is_paid(row) and orders.get(row.order) in names)
    vendor = next(vendor for vendor in field.all(Vendor) if vendor.name == orders[row.order])
    field.put(vendor, registration_number=None)
    row = field.put(row, registration_number=None)
    field.broken("ACC015", row, "registration_number", "課税仕入れなのに登録番号がどこにもない")


def _tax_off(field: Field) -> None:
    row = field.pick(Acceptance, alone(field))
    tax = (row.tax or 0) + 4
    row = field.put(row, tax=tax, paid=(row.invoiced or 0) + tax)
    field.broken("ACC016", row, "tax", "消費税額がどの端数処理とも4円違う")


def _not_stored(field: Field) -> None:
    row = field.put(
        field.pick(Acceptance, lambda row: is_paid(row) and row.is_electronic is True), stored_at=None
    )
    field.broken("ACC017", row, "stored_at", "電子で受け取った請求書の保存先が空欄")


def _billed_after_year_end(field: Field) -> None:
    """Only in the first weeks of a fiscal year: received before its end, invoiced after it."""
    year_end = date(fiscal_year_of(field.as_of), 4, 1) - timedelta(1)
    day = field.story.day(year_end, 3)
    if not day <= field.as_of <= year_end + timedelta(60):
        raise NoRoom(Acceptance.sheet.label)
    row = field.pick(
        Acceptance, lambda row: row.invoiced_on == field.story.open_day(year_end) and not is_paid(row)
    )
    number = f"{(row.invoice_number or '')[:-2]}77"
    row = field.put(row, invoiced_on=day, invoice_number=number)
    field.broken("ACC018", row, "invoiced_on", "前年度に受領し、請求が年度をまたいだ")


def _accepted_before_received(field: Field) -> None:
    row = field.pick(Acceptance, lambda row: is_paid(row) and row.accepted_on != row.invoiced_on)
    row = field.put(row, received_on=field.story.day(row.accepted_on or field.as_of, 1))
    field.broken("ACC019", row, "accepted_on", "検収日が受領日より前")


def _billed_before_accepted(field: Field) -> None:
    row = field.pick(Acceptance, alone(field))
    row = field.put(row, invoiced_on=field.story.day(row.accepted_on or field.as_of, -2))
    field.broken("ACC019", row, "invoiced_on", "検収の前に請求された")


PLANTS: Mapping[str, tuple[Plant, ...]] = {
    "ACC018": (_billed_after_year_end,),
    "ACC004": (_same_invoice, _alike_invoice),
    "ACC001": (_acceptance_late, _acceptance_month_late, _order_never_accepted),
    "ACC003": (_more_than_ordered, _paid_otherwise, _billed_otherwise),
    "ACC016": (_tax_off,),
    "ACC019": (_billed_before_accepted, _accepted_before_received),
    "ACC002": (_not_paid, _not_paid),
    "ACC005": (_no_proof,),
    "ACC015": (_no_number,),
    "ACC014": (_malformed_number, _wrong_check_digit),
    "ACC017": (_not_stored,),
    "ACC020": (_order_never_delivered,),
}
