"""取適法の違反 n 件: the deliveries of the whole ledger whose verdict is 違反 and that no waiver lets pass.

Source: definitions.md, "One figure, one definition". Traffic light, month end and papers count here.
"""

from __future__ import annotations

from dataclasses import dataclass

from pmo_xl.metrics.month_end.month_end import MonthEnd
from pmo_xl.metrics.payment.toritekihou_breaches import toritekihou_breaches
from pmo_xl.metrics.payment.toritekihou_payment import ToritekihouPayment
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.project import Project
from pmo_xl.rules.report import Report


@dataclass(frozen=True, slots=True)
class Breaches:
    """取適法の違反 that count: of the deliveries in the month's list, and of the whole ledger. waived: let pass there."""

    of_month: int = 0
    ledger: int = 0
    waived: int = 0

    def __add__(self, other: Breaches) -> Breaches:
        return Breaches(
            self.of_month + other.of_month, self.ledger + other.ledger, self.waived + other.waived
        )

    def __str__(self) -> str:
        """当月 1 件 / 台帳全体 3 件."""
        waived = f"(ほかに免除 {self.waived} 件)" if self.waived else ""
        return f"当月 {self.of_month} 件 / 台帳全体 {self.ledger} 件{waived}"


def standing_breaches(project: Project, report: Report) -> tuple[ToritekihouPayment, ...]:
    """The violations that count; one whose every finding is waived does not."""
    waived = {
        (finding.rule, finding.row, finding.row_id)
        for finding in report.findings
        if finding.waived is not None and finding.sheet == Acceptance.sheet.label
    }
    return tuple(each for each in toritekihou_breaches(project) if not _is_waived(each, waived))


def _is_waived(breach: ToritekihouPayment, waived: set[tuple[str, int | None, str | None]]) -> bool:
    return all((check.rule, breach.at.row, breach.at.row_id) in waived for check in breach.breaches)


def breaches_of(end: MonthEnd, project: Project, report: Report) -> Breaches:
    """How many deliveries break the payment law: of the month's list, and of the whole ledger."""
    standing = standing_breaches(project, report)
    listed = {(line.at.row, line.at.row_id) for line in end.lawful}
    of_month = sum((each.at.row, each.at.row_id) in listed for each in standing)
    return Breaches(of_month, len(standing), len(toritekihou_breaches(project)) - len(standing))
