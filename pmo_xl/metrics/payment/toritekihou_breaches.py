"""取適法の違反: the deliveries of the whole ledger that break the payment law, whatever the month.

Source: definitions.md, "One figure, one definition" and Traffic light. Which of them a waiver lets pass only a check
knows (`pmo_xl.rules.standing_breaches`).
"""

from __future__ import annotations

from pmo_xl.metrics.payment.toritekihou_payment import ToritekihouPayment, toritekihou_payments
from pmo_xl.model.project import Project
from pmo_xl.model.verdict import Verdict

RED_RULES = ("ACC002", "ACC007", "ACC008", "ACC009", "ACC012")
"""What makes the traffic light 赤: due after the sixty days, paid by note, or unpaid after the limit.

A payment that was made late (ACC011), or would be by moving to the next bank day (ACC010), is a violation too; but
what is past can not be mended any more and does not keep a project red for ever.
"""


def toritekihou_breaches(project: Project) -> tuple[ToritekihouPayment, ...]:
    """The deliveries whose verdict is 違反, in the order of 検収支払."""
    return tuple(each for each in toritekihou_payments(project) if each.verdict is Verdict.VIOLATION)


def makes_red(breach: ToritekihouPayment) -> bool:
    """Whether the violation turns the traffic light 赤."""
    return any(check.rule in RED_RULES for check in breach.breaches)
