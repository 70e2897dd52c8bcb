"""Three-way match: order, acceptance, invoice and payment must tell the same amounts.

Source: rules.tsv ACC003. Σ検収額 ≤ 発注金額 (else 見積金額) of its order; 請求額 = 検収額; per invoice Σ支払額 =
Σ(請求額 + 消費税額) once every line has 支払日, 1 円 allowed. Whole yen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pmo_xl.metrics.month_end.ledger_row import LedgerRow, ledger_row
from pmo_xl.metrics.payment.invoice import Settlement, invoice_of, settlement_at
from pmo_xl.metrics.payment.payment_defaults import effective, order_of
from pmo_xl.metrics.payment.payment_method import VENDOR_BEARS, is_fee_sized
from pmo_xl.metrics.payment.ruling import Ruling, undeterminable
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.blank_word import as_it_stands
from pmo_xl.model.display import yen
from pmo_xl.model.project import Project
from pmo_xl.model.verdict import Verdict

_ALLOWED_YEN = 1
_OFFSETS = ("源泉", "相殺")


@dataclass(frozen=True, slots=True)
class Mismatch:
    """What does not fit at a row. field: the column to look at; expected: what should stand there.

    is_offset: 備考 says 源泉 or 相殺, which explains a difference of invoice and payment.
    """

    field: str
    ruling: Ruling
    expected: str = ""
    is_offset: bool = False


@dataclass(frozen=True, slots=True)
class ThreeWayMatch:
    """One delivery's amounts side by side, whole yen, 税抜 unless a name ends in `_with_tax`.

    ordered, accepted_of_order: of its order, and Σ検収額 of all its rows. accepted, invoiced: of the row (None:
    blank). tax, paid_with_tax: 消費税額 and 支払額 of the row. verdict: of the worst mismatch.
    """

    at: LedgerRow
    verdict: Verdict
    reason: str
    ordered: int | None
    accepted_of_order: int
    accepted: int | None
    invoiced: int | None
    tax: int | None
    paid_with_tax: int | None


def three_way_match(row: Acceptance, project: Project) -> ThreeWayMatch:
    """One delivery's amounts, and whether they fit together."""
    found = mismatches(row, project)
    order = order_of(row, project)
    rows = project.acceptances.naming("order", row.order)
    verdict, reason = _verdict(row, found)
    return ThreeWayMatch(
        ledger_row(row, found[0].field if found else "accepted", project),
        verdict,
        reason,
        (order.estimated if order.ordered is None else order.ordered) if order else None,
        sum(each.accepted or 0 for each in rows),
        row.accepted,
        row.invoiced,
        row.tax,
        row.paid,
    )


def mismatches(row: Acceptance, project: Project) -> tuple[Mismatch, ...]:
    """What does not fit at a row, or cannot be told there; empty when all does."""
    over = project.cached("accepted beyond orders", lambda: _beyond_orders(project)).get(id(row))
    return (*((over,) if over else ()), *_invoiced_otherwise(row), *_paid_otherwise(row, project))


def is_begun(row: Acceptance) -> bool:
    """Whether anything was accepted or paid, so that there is something to match."""
    return row.accepted is not None or row.paid_on is not None


def _verdict(row: Acceptance, found: tuple[Mismatch, ...]) -> tuple[Verdict, str]:
    if not found:
        if is_begun(row):
            return Verdict.FITS, "発注・検収・請求・支払の額が合っています。"
        return Verdict.OUT_OF_SCOPE, "まだ検収されていません。"
    verdicts = {mismatch.ruling.verdict for mismatch in found}
    worst = Verdict.VIOLATION if Verdict.VIOLATION in verdicts else Verdict.UNDETERMINABLE
    reasons = dict.fromkeys(m.ruling.reason.rstrip("。") for m in found if m.ruling.verdict is worst)
    return worst, "。".join(reasons) + "。"


def _differs(field: str, reason: str, expected: str, *rows: Acceptance) -> Mismatch:
    is_offset = any(word in (row.remarks or "") for row in rows for word in _OFFSETS)
    return Mismatch(field, Ruling(Verdict.VIOLATION, reason), expected, is_offset)


def _unknown(field: str, reason: str) -> Mismatch:
    return Mismatch(field, undeterminable(reason))


def _beyond_orders(project: Project) -> Mapping[int, Mismatch]:
    """By row, what there is to say of Σ検収額 against the order: at most one violation per order."""
    found: dict[int, Mismatch] = {}
    for order in project.orders:
        limit = order.estimated if order.ordered is None else order.ordered
        rows = [row for row in project.acceptances.naming("order", order.id) if row.accepted is not None]
        if not order.is_known("ordered") or limit is None:
            reason = as_it_stands("発注金額が空欄か、読み取れない発注があります", order)
            found |= {id(row): _unknown("accepted", reason) for row in rows}
        elif hit := _first_beyond(rows, limit):
            total = f"{order.id} の検収額の合計 {yen(hit[1])} 円"
            reason = f"{total}が発注金額 {yen(limit)} 円を超えています"
            found[id(hit[0])] = _differs("accepted", reason, f"合計 {yen(limit)} 円以下")
    return found


def _first_beyond(rows: list[Acceptance], limit: int) -> tuple[Acceptance, int] | None:
    """The row with which the sum passes the limit, and the whole sum. A negative order has a lower limit."""
    total, sign = 0, -1 if limit < 0 else 1
    whole = sum(row.accepted or 0 for row in rows)
    if whole * sign <= limit * sign:
        return None
    for row in rows:
        total += row.accepted or 0
        if total * sign > limit * sign:
            return row, whole
    return None


def _invoiced_otherwise(row: Acceptance) -> Iterator[Mismatch]:
    if row.accepted is None or row.invoiced is None or row.invoiced == row.accepted:
        return
    reason = f"請求額 {yen(row.invoiced)} 円が検収額 {yen(row.accepted)} 円と違います"
    yield _differs("invoiced", reason, f"{yen(row.accepted)} 円", row)


def _paid_otherwise(row: Acceptance, project: Project) -> Iterator[Mismatch]:
    """Said once per invoice, at the line to look at first."""
    if not row.is_known("paid_on"):
        label = row.columns["paid_on"].label
        yield _unknown("paid_on", f"「{label}」の列がないか、読み取れない行があります")
        return
    settled = settlement_at(row, project)
    if settled is None:
        return
    if settled.unknown:
        label = row.columns[settled.unknown].label
        yield _unknown(settled.unknown, f"支払済みで「{label}」が分からない請求書があります")
    elif abs(settled.short) > _ALLOWED_YEN and not _is_fee(row, settled, project):
        reason = f"支払額の合計 {yen(settled.paid_with_tax)} 円が、請求額と消費税額の合計 {yen(settled.due_with_tax)} 円と違います"
        lines = invoice_of(row, project).lines
        yield _differs("paid", reason, f"合計 {yen(settled.due_with_tax)} 円", *lines)


def _is_fee(row: Acceptance, settled: Settlement, project: Project) -> bool:
    """Whether the vendor bears the transfer fee and just that may be missing."""
    return effective(row, "fee_borne_by", project).value == VENDOR_BEARS and is_fee_sized(settled.short)
