"""What several rules ask of an IF: its ends, whether it is done, whether it is tested before its ends are ready."""

from __future__ import annotations

from datetime import date
from enum import Enum

from pmo_xl.metrics.phase_leaves import leaves_among, system_key
from pmo_xl.metrics.testing import ends_of
from pmo_xl.model.interface import Interface
from pmo_xl.model.project import Project
from pmo_xl.model.vocabulary import StateClass

BUILT = ("新規", "改修")
"""The 区分 of a system that is built or changed."""
COUNTERPART_TEST = "対向試験"


class TooEarly(Enum):
    """Which test of an end is not done on 対向確定日."""

    UNIT = "単体試験"
    JOINT = "結合試験"


def is_done(interface: Interface, project: Project) -> bool:
    """Whether the IF is 完了."""
    return project.state_of(interface) is StateClass.DONE


def end_keys(interface: Interface, project: Project) -> frozenset[str]:
    """Both ends of the IF, as systems compare."""
    return frozenset(system_key(end, project) for end in ends_of(interface))


def ready_on(phase: TooEarly, interface: Interface, project: Project) -> date | None:
    """The latest day on which a test of an end is done: 実績終了, else 予定終了; None without such leaves."""
    ends = end_keys(interface, project)
    return project.cached(("IF ready", phase, ends), lambda: _last_finish(phase, ends, project))


def _last_finish(phase: TooEarly, ends: frozenset[str], project: Project) -> date | None:
    rows = leaves_among(phase.value, ends, project)
    return max((day for row in rows if (day := row.actual_finish or row.planned_finish)), default=None)


def tested_too_early(interface: Interface, project: Project) -> tuple[TooEarly, date] | None:
    """Which test of an end ends after 対向確定日, and when; the unit test weighs more. Nothing of an IF 完了."""
    if interface.fixed_on is None or is_done(interface, project):
        return None
    for phase in TooEarly:
        day = ready_on(phase, interface, project)
        if day is not None and interface.fixed_on < day:
            return phase, day
    return None
