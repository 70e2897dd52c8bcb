"""How a ruling of the payment law, which knows dates only, becomes what a rule says of a row."""

from __future__ import annotations

from typing import Any

from pmo_xl.metrics.payment.ruling import Ruling
from pmo_xl.model.display import day
from pmo_xl.model.verdict import Verdict
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, question, undeterminable, violation


def judged(ruling: Ruling, field: str, expected: str | None = None, **details: Any) -> Judgement:
    """The judgement a ruling stands for, at the column `field`; its `reason` joins the details of the message.

    expected: what should stand there; without it, the ruling's last day that would have fitted.
    """
    if expected is None and ruling.limit_on is not None:
        expected = f"{day(ruling.limit_on)} まで"
    if ruling.verdict is Verdict.VIOLATION:
        return violation(field, expected=expected, reason=ruling.reason, **details)
    if ruling.verdict is Verdict.QUESTION:
        return question(field, expected=expected, reason=ruling.reason, **details)
    if ruling.verdict is Verdict.UNDETERMINABLE:
        return undeterminable(ruling.reason.rstrip("。"))
    return FITS if ruling.verdict is Verdict.FITS else OUT_OF_SCOPE
