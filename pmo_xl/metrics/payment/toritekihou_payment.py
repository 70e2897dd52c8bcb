"""取適法 over one delivery: every check of its payment, the worst of them, and the days they were counted from.

The checks are those of ACC007–ACC013; what a person has not decided, or what lacks a day, is 判定不能 and
never 適合. Whether the law applies is the person's to say (取適法 of the order or its vendor).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pmo_xl.metrics.month_end.ledger_row import LedgerRow, ledger_row
from pmo_xl.metrics.overdue import is_awaited
from pmo_xl.metrics.payment import payment_method, payment_terms
from pmo_xl.metrics.payment.delivery_late_charge import late_charge_of
from pmo_xl.metrics.payment.invoice import settlement_at
from pmo_xl.metrics.payment.late_payment import paid_late
from pmo_xl.metrics.payment.open_payment import ACC002, open_payment, toritekihou_open
from pmo_xl.metrics.payment.payment_defaults import (
    COVERED,
    MONTHLY,
    NOT_COVERED,
    coverage,
    effective,
    order_of,
    rule_on,
)
from pmo_xl.metrics.payment.payment_terms import PaymentTerms
from pmo_xl.metrics.payment.ruling import Ruling, not_covered, out_of_scope, told_of, undeterminable
from pmo_xl.metrics.payment.toritekihou_last_day import toritekihou_last_day
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.project import Project
from pmo_xl.model.verdict import Verdict

_WORST_FIRST = (
    Verdict.VIOLATION,
    Verdict.QUESTION,
    Verdict.UNDETERMINABLE,
    Verdict.FITS,
    Verdict.OUT_OF_SCOPE,
)
UNDECIDED = "未判定"
BEFORE_PAYMENT = "適合(支払前)"
_COVERAGE = {True: COVERED, False: NOT_COVERED}


@dataclass(frozen=True, slots=True)
class Check:
    """One check of a payment, by its Japanese name, what it says, and the rule that carries its finding."""

    name: str
    ruling: Ruling
    rule: str


@dataclass(frozen=True, slots=True)
class ToritekihouPayment:
    """One delivery under 取適法. verdict, reason: of the worst check. word: the verdict as it is shown.

    last_on: 最終日; None while the delivery is not received or not 対象. coverage: 対象, 対象外 or 未判定. sixty: the ruling on the 60 days (its days, counted from 受領日 to 支払期日, and
    its limit). received_on, due_on, paid_on: 受領日, 支払期日, 支払日. late_charge: an estimate in whole yen, 0 when none is due.
    """

    at: LedgerRow
    verdict: Verdict
    word: str
    reason: str
    last_on: date | None
    coverage: str
    sixty: Ruling
    is_monthly_closing: bool
    received_on: date | None
    due_on: date | None
    paid_on: date | None
    late_charge: int
    checks: tuple[Check, ...]

    @property
    def breaches(self) -> tuple[Check, ...]:
        """The checks that say 違反."""
        return tuple(check for check in self.checks if check.ruling.verdict is Verdict.VIOLATION)


def toritekihou_payments(project: Project) -> tuple[ToritekihouPayment, ...]:
    """What 取適法 says of every delivery of the ledger, once, in the order of 検収支払."""
    return project.cached(
        "toritekihou payments",
        lambda: tuple(toritekihou_payment(row, project) for row in project.acceptances),
    )


def toritekihou_payment(row: Acceptance, project: Project) -> ToritekihouPayment:
    """What 取適法 says of one delivery."""
    checks = tuple(_checks(row, project))
    worst = min(checks, key=lambda check: _WORST_FIRST.index(check.ruling.verdict))
    if worst.ruling.verdict is Verdict.FITS:
        worst = checks[0]  # what has not been received yet is not green because its method fits
    covered, charge = coverage(row, project).value, late_charge_of(row, project)
    return ToritekihouPayment(
        ledger_row(row, "payment_due_on", project),
        worst.ruling.verdict,
        _word(worst.ruling.verdict, row),
        _reason(worst, checks),
        toritekihou_last_day(row, project),
        _COVERAGE.get(covered, UNDECIDED),
        checks[0].ruling,
        effective(row, "closing", project).value == MONTHLY,
        row.received_on,
        row.payment_due_on,
        row.paid_on,
        charge.amount if charge else 0,
        checks,
    )


def _word(verdict: Verdict, row: Acceptance) -> str:
    """The verdict as it is shown: what fits so far says that it is not paid yet."""
    return BEFORE_PAYMENT if verdict is Verdict.FITS and row.paid_on is None else verdict.value


def _reason(worst: Check, checks: tuple[Check, ...]) -> str:
    """The worst check's reason; beside it, further ones as bad."""
    alike = [check.ruling.reason for check in checks if check.ruling.verdict is worst.ruling.verdict]
    is_bad = worst.ruling.verdict in (Verdict.VIOLATION, Verdict.QUESTION)
    return "".join(dict.fromkeys(alike)) if is_bad else worst.ruling.reason


def _checks(row: Acceptance, project: Project) -> Iterator[Check]:
    sixty, rule = _sixty(row, project)
    yield Check("60日", sixty, rule)
    if not_covered(coverage(row, project).value) is not None:
        return
    yield Check("銀行休業日", _deferral(row, sixty, project), "ACC010")
    yield Check("支払方法", _method(row, project), "ACC012")
    yield Check("振込手数料", _fee(row, project), "ACC013")
    yield _payment(row, project)


def _payment(row: Acceptance, project: Project) -> Check:
    """Whether the payment was made in time, or may still be."""
    name, calendar = "支払の遅れ", project.calendar
    if row.paid_on is not None:
        late = rule_on(row, project, lambda terms: paid_late(terms, calendar), is_any=True)
        return Check(name, late, "ACC011")
    rule, ruling = toritekihou_open(row, project) or (ACC002, open_payment(row, project))
    return Check(name, ruling, rule)


def _sixty(row: Acceptance, project: Project) -> tuple[Ruling, str]:
    """The 60 days and the rule that speaks; told as counted from acceptance where that was the mistake."""
    ruling = rule_on(row, project, payment_terms.sixty_days)
    if ruling.verdict is Verdict.OUT_OF_SCOPE and _is_under_way(row, project):
        return told_of(undeterminable("受領日が空欄のため、60日を数えられません。"), row), "ACC007"
    mistaken = rule_on(row, project, payment_terms.counted_from_acceptance)
    return (mistaken, "ACC009") if mistaken.verdict is Verdict.VIOLATION else (ruling, "ACC008")


def _is_under_way(row: Acceptance, project: Project) -> bool:
    """Whether a covered delivery should have been received by now, although no receipt is on record."""
    if coverage(row, project).value is not True or row.received_on is not None:
        return False
    due_on = row.acceptance_due_on
    is_late = due_on is not None and due_on < project.as_of and is_awaited(row, project)
    return row.invoiced_on is not None or is_late


def _deferral(row: Acceptance, sixty: Ruling, project: Project) -> Ruling:
    if sixty.verdict is Verdict.VIOLATION or row.payment_due_on is None:
        return out_of_scope("60日の判定によります。")

    def judge(terms: PaymentTerms) -> Ruling:
        """What the move to the next bank day would do."""
        return payment_terms.deferred_over_the_limit(terms, project.calendar)

    return rule_on(row, project, judge)


def _method(row: Acceptance, project: Project) -> Ruling:
    method, order = effective(row, "payment_method", project), order_of(row, project)
    if method.unknown:
        return undeterminable(method.unknown)
    ordered_on = order.ordered_on if order else None
    ruling = payment_method.promissory_note(method.value, ordered_on, coverage(row, project).value)
    return told_of(ruling, row, order)


def _fee(row: Acceptance, project: Project) -> Ruling:
    fee, settled = effective(row, "fee_borne_by", project), settlement_at(row, project)
    if fee.unknown:
        return undeterminable(fee.unknown)
    is_known = settled is not None and settled.unknown is None
    due, paid = (settled.due_with_tax, settled.paid_with_tax) if settled and is_known else (None, None)
    return payment_method.fee_short_payment(fee.value, due, paid, coverage(row, project).value)
