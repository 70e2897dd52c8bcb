"""What an order or delivery says, and where its cell is blank, what 取引先一覧 says for its vendor.

Source: sheets.tsv ("blank = the vendor's"): 取適法 of an order; 締め区分, 支払方法, 手数料負担, 順延合意 and
登録番号 of a delivery. This is the one place that knows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pmo_xl.metrics.payment.legal_settings import is_toritekihou_in_force
from pmo_xl.metrics.payment.payment_terms import PaymentTerms
from pmo_xl.metrics.payment.ruling import Ruling, told_of, undeterminable
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.unread_reads import Memo, note
from pmo_xl.model.vendor import Vendor
from pmo_xl.model.verdict import Verdict

COVERED = "対象"
NOT_COVERED = "対象外"
MONTHLY = "月締め"


@dataclass(frozen=True, slots=True)
class Effective:
    """A value that counts. unknown: in Japanese, why it cannot be told (None: it is known, perhaps blank)."""

    value: Any = None
    unknown: str | None = None


_BLANK = Effective()
_TERMS = {"toritekihou", "closing", "deferral_agreed", "received_on", "payment_due_on"}


def order_of(acceptance: Acceptance, project: Project) -> Order | None:
    """The order that a delivery belongs to; None when 予算管理表 has none of this ID."""
    return project.orders.of_key(acceptance.order)


def vendor_of(record: Acceptance | Order, project: Project) -> Vendor | None:
    """The row of 取引先一覧 of an order, or of a delivery's order; None when there is none."""
    order = order_of(record, project) if isinstance(record, Acceptance) else record
    return project.vendor(order.vendor) if order else None


def effective(record: Acceptance | Order, field: str, project: Project) -> Effective:
    """What counts for the field of an order or delivery: its own cell, else the cell of its vendor.

    Of a vendor that 取引先一覧 does not have, nothing is on record: blank (DAT005 speaks about the name).
    """
    known: Memo[Effective] = project.memo("what counts")
    return known.of(record, (id(record), field), lambda: _effective(record, field, project))


def _effective(record: Acceptance | Order, field: str, project: Project) -> Effective:
    own = _cell(record, field)
    if own.unknown or own.value is not None:
        return own
    vendor = vendor_of(record, project)
    return _cell(vendor, field) if vendor else _BLANK


def coverage(acceptance: Acceptance, project: Project) -> Effective:
    """Whether 取適法 covers a delivery: True, False, or None where nobody has decided.

    Nobody needs to decide on an order placed before the law was in force: undecided, it is not covered.
    """
    known: Memo[Effective] = project.memo("coverage")
    return known.of(acceptance, id(acceptance), lambda: _coverage(order_of(acceptance, project), project))


def _coverage(order: Order | None, project: Project) -> Effective:
    if order is None:
        return Effective(unknown="発注IDが予算管理表にない行があります")
    found = effective(order, "toritekihou", project)
    if found.value in (COVERED, NOT_COVERED):
        return Effective(found.value == COVERED)
    if order.ordered_on is not None and not is_toritekihou_in_force(order.ordered_on):
        return Effective(False)
    return found if found.unknown else _BLANK


def rule_on(
    acceptance: Acceptance, project: Project, judge: Callable[[PaymentTerms], Ruling], *, is_any: bool = False
) -> Ruling:
    """What `judge` says of a delivery's payment.

    Where a cell that it may need is unreadable, every reading is asked: one answer for all of them stands,
    different answers are 判定不能. is_any: the check concerns orders that 取適法 does not cover too. A check that
    looks at the terms alone is asked once per delivery.
    """
    terms = _terms_of(acceptance, project)
    if getattr(judge, "__closure__", judge) is not None:
        return _ruling(acceptance, terms, judge, is_any=is_any)
    found = terms.rulings.get((judge, is_any))
    if found is None:
        found = terms.rulings[judge, is_any] = _ruling(acceptance, terms, judge, is_any=is_any)
    if found.verdict is Verdict.UNDETERMINABLE:
        _note_unread(acceptance, project)
    return found


def _note_unread(acceptance: Acceptance, project: Project) -> None:
    """What makes the payment undeterminable, where it is a cell that could not be read: it may hide a violation."""
    rows: tuple[Record | None, ...] = (
        acceptance,
        order_of(acceptance, project),
        vendor_of(acceptance, project),
    )
    for row in filter(None, rows):
        for name in _TERMS & row.unread.keys():
            note(row, name)


def _ruling(
    acceptance: Acceptance, terms: _Terms, judge: Callable[[PaymentTerms], Ruling], *, is_any: bool
) -> Ruling:
    if terms.uncovered and not is_any:
        return undeterminable(terms.uncovered)
    rulings = [judge(reading) for reading in terms.readings]
    if all(ruling.verdict is rulings[0].verdict for ruling in rulings):
        return told_of(rulings[0], acceptance)
    return undeterminable(terms.unknown or "")


@dataclass(frozen=True, slots=True)
class _Terms:
    """A delivery's payment in every reading that its cells leave open; uncovered, unknown: why, in Japanese.

    rulings: what checks have said of it.
    """

    readings: tuple[PaymentTerms, ...]
    uncovered: str | None
    unknown: str | None
    rulings: dict[tuple[Callable[[PaymentTerms], Ruling], bool], Ruling] = field(
        default_factory=dict, compare=False
    )


def _terms_of(acceptance: Acceptance, project: Project) -> _Terms:
    known: Memo[_Terms] = project.memo("payment terms")
    return known.of(acceptance, id(acceptance), lambda: _read_terms(acceptance, project))


def _read_terms(row: Acceptance, project: Project) -> _Terms:
    covered = coverage(row, project)
    closing, deferral = effective(row, "closing", project), effective(row, "deferral_agreed", project)
    days = (row.received_on, row.accepted_on, row.payment_due_on, row.paid_on)
    readings = tuple(
        PaymentTerms(*days, covered.value, is_monthly, is_agreed)
        for is_monthly in _readings(closing, MONTHLY)
        for is_agreed in _readings(deferral, True)
    )
    return _Terms(readings, covered.unknown, closing.unknown or deferral.unknown)


def _cell(record: Record, field: str) -> Effective:
    if record.is_known(field):
        value = getattr(record, field)
        return _BLANK if value is None else Effective(value)
    label = record.columns[field].label
    return Effective(unknown=f"{record.sheet.label}の「{label}」の列がないか、読み取れない行があります")


def _readings(found: Effective, wanted: object) -> Iterator[bool]:
    """The meanings that a value may have: one when it is known, both when it is not."""
    yield found.value == wanted
    if found.unknown:
        yield True
