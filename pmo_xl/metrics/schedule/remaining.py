"""How many business days a begun activity still needs (definitions.md, Schedule forecast).

What was reported is the state at the end of the as-of date, so that day counts as worked. Shares are exact:
nothing is rounded but the result, once and up.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

TELLING = Fraction(1, 5)
"""Below this share of progress an activity's own pace tells nothing yet."""


@dataclass(frozen=True, slots=True)
class Remaining:
    """Business days that remain. is_lower_bound: it may well take longer, and nobody can say how long."""

    days: int
    is_lower_bound: bool = False


def remaining(planned: int, worked: int, progress: Decimal | None) -> Remaining:
    """What remains of an activity planned for so many business days, after so many days of work.

    The plan's pace or its own, whichever is slower; below 20 % the plan's. Blank (or no share at all): a
    lower bound, what the plan has left and at least one day.
    """
    if not is_share(progress):
        return Remaining(max(planned - worked, 1), is_lower_bound=True)
    done = Fraction(progress or 0)
    by_plan = ceil(planned * (1 - done))
    return Remaining(by_plan if done < TELLING else max(by_plan, ceil(worked * (1 - done) / done)))


def is_share(progress: Decimal | None) -> bool:
    """Whether 進捗率 says how much is done: it is given, from 0 to 100 %."""
    return progress is not None and 0 <= progress <= 1
