"""Faults of the payment law (ACC006–ACC013): rows of vendors that 取適法 covers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from pmo_xl.metrics.payment.legal_settings import is_toritekihou_in_force
from pmo_xl.metrics.payment.payment_defaults import NOT_COVERED, coverage, effective
from pmo_xl.metrics.payment.payment_terms import PaymentTerms, deferred_over_the_limit, sixty_days
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.calendar import add_months, month_end
from pmo_xl.model.order import Order
from pmo_xl.model.verdict import Verdict
from tests.sample.maker.faults.acceptance import alone, is_paid
from tests.sample.maker.faults.budget import is_placed
from tests.sample.maker.faults.field import Field, Plant


def _covered(field: Field) -> Callable[[Acceptance], bool]:
    """Whether a paid row belongs to an order that 取適法 covers, placed since it is in force."""
    project = field.project()
    orders = {
        order.id
        for order in field.all(Order)
        if order.ordered_on and is_toritekihou_in_force(order.ordered_on)
    }
    return lambda row: is_paid(row) and row.order in orders and coverage(row, project).value is True


def _not_judged(field: Field) -> None:
    """An order of a vendor that is not covered: deliveries of covered ones are left to the other plants."""
    project = field.project()

    def fits(row: Order) -> bool:
        """Whether it was placed under the law with a vendor that is not covered."""
        is_in_force = row.ordered_on is not None and is_toritekihou_in_force(row.ordered_on)
        return is_placed(row) and is_in_force and effective(row, "toritekihou", project).value == NOT_COVERED

    order = field.put(field.pick(Order, fits), toritekihou="未判定")
    field.broken("ACC006", order, "toritekihou", "取適法の対象かどうかを判定していない")


def _receipt_unknown(field: Field) -> None:
    row = field.put(field.pick(Acceptance, _covered(field)), received_on=None)
    field.broken("ACC007", row, "received_on", "取適法の対象で、検収したのに受領日が空欄")


def _due_day_unknown(field: Field) -> None:
    row = field.put(field.pick(Acceptance, _covered(field)), payment_due_on=None)
    field.broken("ACC007", row, "payment_due_on", "取適法の対象で、検収したのに支払期日が空欄")


def _too_long(field: Field) -> None:
    """Due a month later than the vendor's terms say, more than 60 days after acceptance too."""
    covered, calendar = _covered(field), field.story.calendar

    def later(row: Acceptance) -> date:
        """The last bank day of the month after the one it is due in."""
        day = month_end(add_months(row.payment_due_on or field.as_of, 1))
        while not calendar.is_bank_day(day):
            day -= timedelta(1)
        return day

    def fits(row: Acceptance) -> bool:
        """Whether paying then is too late after acceptance too, and still in the past."""
        is_over = (later(row) - (row.accepted_on or field.as_of)).days > 60
        return covered(row) and is_over and later(row) <= field.as_of

    row = field.pick(Acceptance, fits)
    day = later(row)
    row = field.put(row, payment_due_on=day, payment_planned_on=day, paid_on=day)
    field.broken("ACC008", row, "payment_due_on", "支払期日が受領日から60日を超えている")


def _received_earlier(field: Field, days: int, rule: str, note: str, **values: object) -> None:
    """The delivery was received so many days before it is due, and accepted long after."""
    covered = _covered(field)

    def fits(row: Acceptance) -> bool:
        """Whether it could have been received so early, before its acceptance."""
        received_on = (row.payment_due_on or field.as_of) - timedelta(days)
        is_bank_day = field.story.calendar.is_bank_day(row.payment_due_on or field.as_of)
        return covered(row) and is_bank_day and received_on <= (row.accepted_on or received_on)

    row = field.pick(Acceptance, fits)
    received_on = (row.payment_due_on or field.as_of) - timedelta(days)
    row = field.put(row, received_on=received_on, **values)
    field.broken(rule, row, "payment_due_on", note)


def _boundary(field: Field) -> None:
    _received_earlier(field, 60, "ACC008", "都度払いで、支払期日がちょうど60日後(境界)", closing="都度")


def _counted_from_acceptance(field: Field) -> None:
    _received_earlier(field, 72, "ACC009", "60日を検収日から数え、受領日から72日になっている")


def _moved_over_the_limit(field: Field) -> None:
    """Due on the 60th day, which is no bank day; nobody agreed to a later payment."""
    covered, calendar, project = _covered(field), field.story.calendar, field.project()

    def terms(row: Acceptance) -> PaymentTerms:
        """Received 59 days before the end of the month in which it is due."""
        due_on = month_end(row.payment_due_on or field.as_of)
        return PaymentTerms(due_on - timedelta(59), row.accepted_on, due_on, row.paid_on, True, True, False)

    def fits(row: Acceptance) -> bool:
        """Whether only the bank holiday takes it over the limit, and no deferral was agreed."""
        if not covered(row) or effective(row, "deferral_agreed", project).value:
            return False
        judged = terms(row)
        is_in_order = (judged.received_on or field.as_of) <= (row.accepted_on or field.as_of)
        is_over = deferred_over_the_limit(judged, calendar).verdict is Verdict.VIOLATION
        return is_in_order and is_over and sixty_days(judged).verdict is Verdict.FITS

    row = field.pick(Acceptance, fits)
    judged = terms(row)
    row = field.put(row, received_on=judged.received_on, payment_due_on=judged.due_on)
    field.broken("ACC010", row, "payment_due_on", "支払期日が銀行休業日で、翌営業日では60日を超える")


def _paid_late(field: Field) -> None:
    covered = _covered(field)
    row = field.pick(Acceptance, lambda row: covered(row) and (row.paid_on or field.as_of) < field.ago(12))
    day = row.paid_on or field.as_of
    for _ in range(6):
        day = field.story.calendar.next_bank_day(day)
    field.broken("ACC011", field.put(row, paid_on=day), "paid_on", "支払期日の6銀行営業日後に支払った")


def _paid_by(field: Field, method: str) -> None:
    row = field.put(field.pick(Acceptance, _covered(field)), payment_method=method)
    field.broken("ACC012", row, "payment_method", f"取適法の対象なのに{method}で支払った")


def _by_note(field: Field) -> None:
    _paid_by(field, "手形")


def _by_electronic_record(field: Field) -> None:
    _paid_by(field, "電子記録債権")


def _fee_borne_by_vendor(field: Field) -> None:
    row = field.put(field.pick(Acceptance, _covered(field)), fee_borne_by="先方")
    field.broken("ACC013", row, "fee_borne_by", "振込手数料を先方に負担させている")


def _fee_deducted(field: Field) -> None:
    covered, is_alone = _covered(field), alone(field)
    row = field.pick(Acceptance, lambda row: covered(row) and is_alone(row))
    row = field.put(row, paid=(row.paid or 0) - 660)
    note = "支払額が振込手数料ほど(660円)少ない"
    field.broken("ACC013", row, "paid", note)
    field.broken("ACC003", row, "paid", note, companion_of="ACC013")


PLANTS: Mapping[str, tuple[Plant, ...]] = {
    "ACC010": (_moved_over_the_limit,),
    "ACC009": (_counted_from_acceptance,),
    "ACC013": (_fee_deducted, _fee_borne_by_vendor),
    "ACC008": (_boundary, _too_long),
    "ACC007": (_receipt_unknown, _due_day_unknown),
    "ACC011": (_paid_late,),
    "ACC012": (_by_note, _by_electronic_record),
    "ACC006": (_not_judged,),
}
