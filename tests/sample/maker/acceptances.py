"""検収支払 of the sample: deliveries, acceptances, one invoice a month and vendor, and payments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from pmo_xl.metrics.payment.payment_terms import PaymentTerms, may_defer
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.calendar import add_months, month_end
from pmo_xl.model.order import Order
from pmo_xl.model.vendor import Vendor
from tests.sample.maker.orders import Delivery, PlannedOrder
from tests.sample.maker.organisation import Organisation
from tests.sample.maker.story import Story

TAX_RATE = Decimal("0.1")
_CODES = ("A", "B", "C", "D")


@dataclass(frozen=True)
class _Plan:
    """One delivery with the days it is planned for."""

    order: Order
    delivery: Delivery
    amount: int
    received_on: date
    due_on: date
    accepted_on: date
    invoiced_on: date


def acceptances(
    story: Story, organisation: Organisation, planned: Sequence[PlannedOrder]
) -> tuple[Acceptance, ...]:
    """The deliveries of every order placed, in the order they are due; 検収書 is told by deliverables.py."""
    plans = [
        plan
        for each in planned
        if each.order.ordered_on
        for plan in _plans(story, each.order, each.deliveries)
    ]
    plans.sort(key=lambda plan: (plan.due_on, plan.order.id))
    vendors = {vendor.name: vendor for vendor in organisation.vendors}
    return tuple(_acceptance(n, plan, vendors[plan.order.vendor], story) for n, plan in enumerate(plans, 1))


def payment_days(story: Story, vendor: Vendor, invoiced_on: date) -> tuple[date, date]:
    """支払期日 and the day of payment: the end of the next month, moved off a bank holiday as agreed."""
    due_on = month_end(add_months(invoiced_on.replace(day=1), 1))
    calendar = story.calendar
    if may_defer(PaymentTerms(due_on=due_on, is_deferral_agreed=bool(vendor.deferral_agreed)), calendar):
        return due_on, calendar.bank_day_on_or_after(due_on)
    while not calendar.is_bank_day(due_on):
        due_on -= timedelta(1)
    return due_on, due_on


def _plans(story: Story, order: Order, deliveries: Sequence[Delivery]) -> Iterator[_Plan]:
    """The deliveries with their amounts (whole 1,000 yen, the last takes the rest) and days."""
    total = left = order.ordered or 0
    for n, delivery in enumerate(deliveries):
        part = Decimal(delivery.percent) / 100 if delivery.percent else Decimal(1) / len(deliveries)
        amount = left if n == len(deliveries) - 1 else int(total * part) // 1000 * 1000
        left -= amount
        rng = story.rng(f"delivery {order.order_number} {delivery.month}")
        last = story.open_day(month_end(delivery.month))
        due_on = story.day(last, -rng.randint(0, 3))
        received_on = story.day(due_on, -rng.randint(3, 6))
        yield _Plan(order, delivery, amount, received_on, due_on, story.day(due_on, -rng.randint(0, 2)), last)


def _acceptance(n: int, plan: _Plan, vendor: Vendor, story: Story) -> Acceptance:
    """What has happened until the as-of date; what is due that very day is still waited for."""
    is_accepted = plan.accepted_on <= story.as_of and plan.due_on != story.as_of
    is_invoiced = is_accepted and plan.invoiced_on <= story.as_of
    due_on, pays_on = payment_days(story, vendor, plan.invoiced_on)
    received_on = story.happened(plan.received_on)
    is_paid = is_invoiced and pays_on <= story.as_of
    month = plan.delivery.month
    amount = plan.amount
    return Acceptance(
        id=f"ACC-{n:03}",
        order=plan.order.id,
        title=f"{plan.order.title} {month.year}年{month.month}月分",
        received_on=received_on,
        acceptance_due_on=plan.due_on,
        acceptance_planned=amount,
        accepted_on=plan.accepted_on if is_accepted else None,
        accepted=amount if is_accepted else None,
        payment_due_on=due_on if received_on else None,
        payment_planned_on=pays_on,
        paid_on=pays_on if is_paid else None,
        paid=amount + _tax(amount) if is_paid else None,
        **(_invoice(plan, vendor) if is_invoiced else {}),
    )


def _tax(amount: int) -> int:
    """Exact for the whole 1,000 yen of the sample, so that no rounding comes in."""
    return int(amount * TAX_RATE)


def _invoice(plan: _Plan, vendor: Vendor) -> dict[str, object]:
    """One invoice gathers what the vendor had accepted in a month; V2 sends paper, the others files."""
    number = int((vendor.id or "1")[-1])
    name = f"{_CODES[number - 1]}-{plan.invoiced_on:%Y%m}-01"
    is_electronic = number != 2
    folder = f"80_検収支払/電子取引/{plan.invoiced_on:%Y-%m}"
    return {
        "invoice_number": name,
        "invoiced_on": plan.invoiced_on,
        "registration_number": vendor.registration_number,
        "invoiced": plan.amount,
        "tax_rate": TAX_RATE,
        "tax": _tax(plan.amount),
        "is_electronic": True if is_electronic else None,
        "stored_at": f"{folder}/請求書_{name}.pdf" if is_electronic else None,
    }
