"""まずこれから: the few findings that a check begins with, by what they lead to; the order of the rest; what is said once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pmo_xl.rules.finding import Finding
from pmo_xl.rules.rule import Severity

TITLE: Final = "まずこれから"
MOST_FIRST: Final = 5
# So many findings of one rule about one column are said in full, once there are more than fit a glance.
SHOWN_OF_MANY: Final = 3
MANY: Final = 6

_MOST_OF_A_REACH: Final = 3
_LAW: Final = (
    "ACC002",
    "ACC006",
    "ACC007",
    "ACC008",
    "ACC009",
    "ACC010",
    "ACC011",
    "ACC012",
    "ACC013",
    "ACC014",
    "ACC016",
)
_MONEY: Final = ("ACC", "BUD")
_MILESTONE: Final = ("WBS006", "WBS013", "WBS004")


@dataclass(frozen=True)
class Alike:
    """Findings of one rule about one column of a sheet, in the order of the workbook."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """The one that stands for the others."""
        return self.findings[0]

    @property
    def shown(self) -> tuple[Finding, ...]:
        """Those that are said in full."""
        return self.findings if len(self.findings) < MANY else self.findings[:SHOWN_OF_MANY]

    @property
    def rest(self) -> tuple[Finding, ...]:
        """Those of which only the place is said."""
        return self.findings[len(self.shown) :]


def alike(findings: Iterable[Finding]) -> list[Alike]:
    """The findings by rule, weight and column of a sheet, each where its first one stands; a waived one for itself."""
    groups: dict[object, list[Finding]] = {}
    for number, finding in enumerate(findings):
        sheet = finding.sheet_title or finding.sheet
        key = (sheet, finding.rule, finding.column, finding.severity) if finding.waived is None else number
        groups.setdefault(key, []).append(finding)
    return [Alike(tuple(group)) for group in groups.values()]


def first_things(findings: Iterable[Finding]) -> list[Alike]:
    """What to do first: breaches of law, then money that goes out, milestones, other errors; the few that weigh most.

    No more than three of what reaches equally far while there is other: a budget overdrawn is no sixth behind five
    breaches. Nothing where all of it is one and the same thing, or nothing must be mended or decided.
    """
    pressing = [f for f in findings if f.waived is None and f.severity in (Severity.ERROR, Severity.QUESTION)]
    ordered = sorted(alike(pressing), key=lambda group: _consequence(group.first))
    if len(ordered) < 2:
        return []
    before: Counter[int] = Counter()
    front: list[Alike] = []
    behind: list[Alike] = []
    for group in ordered:
        far = reach(group.first.rule)
        (front if before[far] < _MOST_OF_A_REACH else behind).append(group)
        before[far] += 1
    return sorted([*front, *behind][:MOST_FIRST], key=ordered.index)


def weighed(findings: Iterable[Finding]) -> list[Alike]:
    """All of it in the order in which it is done: by weight, then by what it leads to; what is waived last."""
    return sorted(alike(findings), key=_order)


def _order(group: Alike) -> tuple[bool, int, int]:
    first = group.first
    return first.waived is not None, first.severity.rank, reach(first.rule)


def _consequence(finding: Finding) -> tuple[int, int]:
    """How far it reaches, 0 the farthest; then how much it weighs."""
    return reach(finding.rule), finding.severity.rank


def reach(rule: str) -> int:
    """How far what a rule finds reaches, 0 the farthest: law, money, milestones, others, how cells are written."""
    if rule in _LAW:
        return 0
    if rule.startswith(_MONEY):
        return 1
    if rule in _MILESTONE:
        return 2
    return 4 if rule.startswith("DAT") else 3
