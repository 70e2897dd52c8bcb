"""What is awaited at a month end, and from whom: the owner of a row, or the vendor who must deliver or bill."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from pmo_xl.metrics.month_end.closing_month import Part
from pmo_xl.metrics.month_end.ledger_row import LedgerRow
from pmo_xl.metrics.payment.acceptance_due import AcceptanceDue, AcceptanceState
from pmo_xl.metrics.payment.double_invoice import DoubledDelivery
from pmo_xl.metrics.payment.invoice_tax import InvoiceTax
from pmo_xl.metrics.payment.payment_due import PaymentDue, PaymentState
from pmo_xl.metrics.payment.three_way_match import ThreeWayMatch
from pmo_xl.metrics.payment.toritekihou_payment import ToritekihouPayment
from pmo_xl.metrics.recipients import vendor_mail
from pmo_xl.model.project import Project
from pmo_xl.model.verdict import Verdict

NOBODY = "担当なし"
_TO_ANSWER = (Verdict.VIOLATION, Verdict.QUESTION, Verdict.UNDETERMINABLE)
_ACCEPTANCE = {
    AcceptanceState.OVERDUE: "検収の予定を過ぎています。済んでいれば検収日と検収額を、まだなら新しい予定を書いてください。",
    AcceptanceState.WAITING: "今月の検収予定です。",
    AcceptanceState.UNPLANNED: "発注のうち検収支払に行がない残りです。行を足すか、発注金額を確かめてください。",
    AcceptanceState.UNDATED: "検収予定日がありません。予定日を書いてください。",
    AcceptanceState.UNREADABLE: "検収日か検収予定日(発注の行は検収月)を読み取れません。日付に直してください。",
}
_PAYMENT = {
    PaymentState.OVERDUE: "支払期日を過ぎています。済んでいれば支払日と支払額を書き、まだなら経理に確かめてください。",
    PaymentState.SLIPPED: "支払の予定を過ぎています。済んでいれば支払日と支払額を書いてください。",
    PaymentState.WAITING: "今月の支払予定です。",
    PaymentState.UNPLANNED: "発注のうち検収支払に行がない残りです。支払の予定を確かめてください。",
    PaymentState.UNDATED: "支払期日も支払予定日もありません。契約と請求書を見て書いてください。",
    PaymentState.UNREADABLE: "支払日か支払期日(発注の行は支払月)を読み取れません。日付に直してください。",
}


@dataclass(frozen=True, slots=True)
class Awaited:
    """One thing awaited. name: of the person or company; is_vendor: a company outside. mail: where it is known.

    topic: a word to group by (検収, 支払 …). text: what is asked, in Japanese. due_on: by when, days_late: since when
    it is late on D. deferred_to: the day they are counted from where 支払期日 is deferred. amount: whole yen, 税抜, where the matter has one.
    """

    name: str
    is_vendor: bool
    mail: str | None
    at: LedgerRow
    topic: str
    text: str
    due_on: date | None = None
    days_late: int = 0
    amount: int | None = None
    deferred_to: date | None = None


class _Facts(TypedDict, total=False):
    """By when something is awaited, and how much of it."""

    due_on: date | None
    days_late: int
    amount: int | None
    deferred_to: date | None


@dataclass(frozen=True)
class Lists:
    """The lists of a month that something is awaited of."""

    acceptances: tuple[AcceptanceDue, ...]
    payments: tuple[PaymentDue, ...]
    lawful: tuple[ToritekihouPayment, ...]
    matches: tuple[ThreeWayMatch, ...]
    invoices: tuple[InvoiceTax, ...]
    doubles: tuple[DoubledDelivery, ...] = ()


def awaited(lists: Lists, project: Project) -> tuple[Awaited, ...]:
    """Everything that is awaited, in the order of the lists."""
    return (
        *_acceptances(lists.acceptances, project),
        *_payments(lists.payments, project),
        *_questions(lists, project),
        *_invoices(lists.invoices, project),
        *_doubles(lists.doubles, project),
    )


def _acceptances(lines: tuple[AcceptanceDue, ...], project: Project) -> Iterator[Awaited]:
    for line in lines:
        if line.state in _ACCEPTANCE:
            facts = _Facts(due_on=line.planned_on, days_late=line.days_late, amount=line.planned)
            yield Awaited(*_owner(line.at, project), line.at, "検収", _ACCEPTANCE[line.state], **facts)
            if _is_delivery_due(line) and line.at.vendor:
                text = "納品をお待ちしています。予定が変わる場合はお知らせください。"
                yield Awaited(*_vendor(line.at.vendor, project), line.at, "納品", text, **facts)


def _is_delivery_due(line: AcceptanceDue) -> bool:
    """Whether a vendor may be asked for the delivery: not received, and due by a day that the ledger really says."""
    is_said = line.is_delivery_known and line.planned_on is not None
    return line.received_on is None and is_said and line.state is not AcceptanceState.UNREADABLE


def _payments(lines: tuple[PaymentDue, ...], project: Project) -> Iterator[Awaited]:
    for line in lines:
        if line.state in _PAYMENT:
            lacking = f"(まだないもの: {'、'.join(line.lacks)})" if line.lacks else ""
            is_slipped = line.state is PaymentState.SLIPPED
            due_on = line.planned_on if is_slipped else line.due_on or line.planned_on
            facts = _Facts(
                due_on=due_on, days_late=line.days_late, amount=line.planned, deferred_to=line.deferred_to
            )
            yield Awaited(*_owner(line.at, project), line.at, "支払", _PAYMENT[line.state] + lacking, **facts)
            if line.lacks == ("請求書",) and line.at.vendor and line.state is not PaymentState.UNREADABLE:
                text = "検収が済みました。請求書をお送りください。"
                yield Awaited(*_vendor(line.at.vendor, project), line.at, "請求書", text, **facts)


def _questions(lists: Lists, project: Project) -> Iterator[Awaited]:
    for line in lists.lawful:
        if line.verdict in _TO_ANSWER:
            text = f"{line.verdict}。{line.reason}"
            yield Awaited(*_owner(line.at, project), line.at, "取適法", text)
    for match in lists.matches:
        if match.verdict in _TO_ANSWER:
            yield Awaited(*_owner(match.at, project), match.at, "金額", match.reason)


def _invoices(lines: tuple[InvoiceTax, ...], project: Project) -> Iterator[Awaited]:
    for line in lines:
        rulings = (line.registration_ruling, line.tax_ruling, line.lines_ruling)
        bad = [ruling.reason for ruling in rulings if ruling.verdict in _TO_ANSWER]
        bad += [f"電子取引の記録に{'・'.join(line.lacks)}がありません。"] if line.lacks else []
        if bad:
            yield Awaited(*_owner(line.at, project), line.at, "請求書", "".join(bad))
        is_missing = line.registration is None and line.registration_ruling.verdict is Verdict.VIOLATION
        if is_missing and line.at.vendor:
            text = "適格請求書発行事業者の登録番号をお知らせください。"
            yield Awaited(*_vendor(line.at.vendor, project), line.at, "登録番号", text)


def _doubles(lines: tuple[DoubledDelivery, ...], project: Project) -> Iterator[Awaited]:
    for line in lines:
        remedy = "払いすぎなら発注先に返してもらって" if line.paid_on else "確かめるまで支払を待って"
        text = f"二重請求の疑い。{line.sentence}請求書の実物を確かめ、{remedy}ください。"
        yield Awaited(*_owner(line.at, project), line.at, "二重請求", text, amount=line.amount or None)


def _owner(at: LedgerRow, project: Project) -> tuple[str, bool, str | None]:
    member = project.member(at.owner)
    return at.owner or NOBODY, False, member.email if member else None


def _vendor(name: str, project: Project) -> tuple[str, bool, str | None]:
    """The vendor, with its mail in 体制表."""
    return name, True, vendor_mail(name, project)


def is_open(line: AcceptanceDue | PaymentDue) -> bool:
    """Whether a planned line of the month, or one carried over, still has to happen."""
    return line.part is not Part.DONE and line.state in (*_ACCEPTANCE, *_PAYMENT)
