"""What one month end remembers of each row for the next."""

from __future__ import annotations

from datetime import date

from pmo_xl.metrics.month_end.row_fact import RowFact, row_facts
from pmo_xl.model.record import Record
from tests.support.november import DEC, OCT, D, delivery, nov, order, project


def facts(*records: Record) -> tuple[RowFact, ...]:
    return row_facts(project(*records))


def test_a_delivery_is_remembered_with_what_it_promises_and_what_happened():
    row = delivery(
        acceptance_due_on=nov(20), acceptance_planned=900, accepted_on=nov(25), accepted=800,
        payment_due_on=DEC, invoiced=850, paid_on=D, paid=935,
    )  # fmt: skip
    (fact,) = facts(order(ordered=850), row)
    assert fact == RowFact("ACC-001", "会員基盤の開発", nov(20), 900, nov(25), 800, DEC, 850, D, 935)


def test_a_bare_row_promises_nothing_and_nothing_happened():
    (fact,) = facts(order(ordered=0), delivery(title="第1回", accepted=5, paid=5))
    assert fact == RowFact("ACC-001", "第1回", None, 0, None, 0, None, 5, None, 0)
    (alone,) = facts(order(ordered=0), delivery(order="ORD-009"))
    assert (alone.title, alone.pay_amount) == (None, 0)


def test_ids_that_stand_twice_are_numbered_and_rows_without_one_are_named_by_their_place():
    rows = (delivery(), delivery(), delivery(), delivery(id=None))
    assert [fact.key for fact in facts(order(ordered=0), *rows)] == [
        "ACC-001", "ACC-001(2)", "ACC-001(3)", "行None",
    ]  # fmt: skip


def test_what_no_row_of_an_order_covers_is_remembered_at_the_order():
    kept = order(acceptance_month=nov(1), payment_month=date(2026, 12, 1))
    (fact,) = facts(kept)
    assert fact == RowFact(
        "ORD-001", "会員基盤の開発", D, 1_000, None, 0, date(2026, 12, 31), 1_000, None, 0, True, True
    )
    row = delivery(acceptance_due_on=OCT, acceptance_planned=1_000)
    _, rest = facts(kept, row)
    assert (rest.accept_amount, rest.pay_amount, rest.is_chased) == (0, 1_000, False)
    planned = row.model_copy(update={"payment_due_on": D})
    assert [fact.is_order for fact in facts(kept, planned)] == [False]
    assert facts(order(ordered_on=None)) == ()


def test_nobody_chases_a_cancelled_order_or_a_reduction():
    assert [fact.is_chased for fact in facts(order(order_kind="取消"), delivery())] == [False]
    (reduction,) = facts(order(order_kind="減額", ordered=-300))
    assert (reduction.accept_amount, reduction.is_chased) == (-300, False)
