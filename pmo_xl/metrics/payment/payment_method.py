"""How a covered payment is made: promissory notes and the like, and who bears the transfer fee."""

from __future__ import annotations

from datetime import date

from pmo_xl.metrics.payment.legal_settings import is_toritekihou_in_force, whole
from pmo_xl.metrics.payment.ruling import Ruling, fits, not_covered, out_of_scope, undeterminable
from pmo_xl.model.verdict import Verdict

_TRANSFER = "振込"
_PROMISSORY_NOTE = "手形"
VENDOR_BEARS = "先方"


def promissory_note(method: str | None, ordered_on: date | None, is_covered: bool | None) -> Ruling:
    """ACC012: whether a covered order placed since 2026-01-01 is paid in cash (支払方法).

    手形 is forbidden. Electronic records, factoring and anything else are allowed only when the vendor can
    have the full sum in cash by 支払期日: put before a person.
    """
    if (unjudged := not_covered(is_covered)) is not None:
        return unjudged
    if ordered_on is None:
        return undeterminable("発注日が空欄です。")
    if not is_toritekihou_in_force(ordered_on):
        return out_of_scope("取適法の施行前の発注です。")
    if method is None:
        return undeterminable("支払方法が空欄です。")
    return _method(method)


def is_fee_sized(short: int) -> bool:
    """Whether a payment that is so many yen short may be short by the transfer fee."""
    return whole("transfer_fee_from", date.max) <= short <= whole("transfer_fee_to", date.max)


def fee_short_payment(
    fee_borne_by: str | None, due_with_tax: int | None, paid: int | None, is_covered: bool | None
) -> Ruling:
    """ACC013: whether the vendor of a covered order bears the transfer fee, by agreement or by a short payment.

    due_with_tax, paid: whole yen with tax of one payment. Never a violation: a lawyer decides.
    """
    if (unjudged := not_covered(is_covered)) is not None:
        return unjudged
    if fee_borne_by == VENDOR_BEARS:
        return Ruling(Verdict.QUESTION, "振込手数料が先方負担になっています。")
    if due_with_tax is None or paid is None:
        return (
            out_of_scope("支払額がまだありません。")
            if fee_borne_by is None
            else fits("手数料は当社負担です。")
        )
    short = due_with_tax - paid
    if is_fee_sized(short):
        reason = f"支払額が {short:,} 円少なく、振込手数料を差し引いた可能性があります。"
        return Ruling(Verdict.QUESTION, reason)
    return fits("振込手数料を差し引いた形跡はありません。")


def _method(method: str) -> Ruling:
    if method == _TRANSFER:
        return fits("振込です。")
    if method == _PROMISSORY_NOTE:
        return Ruling(Verdict.VIOLATION, "取適法の対象となる発注では、手形で支払えません。")
    reason = f"{method}は、支払期日までに満額を現金にできる場合だけ認められます。確認してください。"
    return Ruling(Verdict.QUESTION, reason)
