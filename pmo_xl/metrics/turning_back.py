"""How long turning back takes at a 判断点 of リリース計画 (REL003, リリース計画書).

What is undone is the 作業, not 不可逆, that began by then and not before the last 不可逆 one. Systems are undone side by
side, or one after the other; rows without システム are waited for by all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pmo_xl.metrics.phase_leaves import system_key
from pmo_xl.metrics.release import WORK, ends_at, steps_of
from pmo_xl.model.calendar import minutes_later
from pmo_xl.model.project import Project
from pmo_xl.model.release_step import ReleaseStep

NO_WAY_BACK_NEEDED = "不要"


@dataclass(frozen=True, slots=True)
class TurningBack:
    """decided_at: when the 判断点 ends. side_by_side, in_turn: the minutes of turning back."""

    decided_at: datetime
    side_by_side: int
    in_turn: int

    def is_done_by(self, end: datetime, minutes: int) -> bool:
        """Whether so many minutes after the decision are no later than the end of the stop (= is in time)."""
        return minutes_later(self.decided_at, minutes) <= end


def turning_back(decision: ReleaseStep, project: Project) -> TurningBack | str:
    """How long turning back takes; where it cannot be said, why not."""
    decided_at = ends_at(decision)
    if decided_at is None:
        return "判断点の開始予定か所要分が分かりません"
    work = steps_of(WORK, project)
    if any(step.starts_at is None for step in work):
        return "開始予定の分からない作業があります"
    undone = _undone(decided_at, work)
    minutes = [(step, _minutes(step)) for step in undone]
    lacking = [step.row_id or "" for step, each in minutes if each is None]
    if lacking:
        return f"切戻し所要分の分からない作業があります({'、'.join(lacking)})"
    by_system: Counter[str] = Counter()
    for step, each in minutes:
        by_system[system_key(step.system, project)] += each or 0
    shared = by_system.pop("", 0)
    return TurningBack(
        decided_at, shared + max(by_system.values(), default=0), shared + sum(by_system.values())
    )


def _undone(decided_at: datetime, work: Sequence[ReleaseStep]) -> list[ReleaseStep]:
    begun = [(step.starts_at, step) for step in work if step.starts_at and step.starts_at < decided_at]
    last = max((start for start, step in begun if step.is_irreversible), default=None)
    return [step for start, step in begun if not step.is_irreversible and (last is None or start >= last)]


def _minutes(step: ReleaseStep) -> int | None:
    if step.rollback_minutes is None and (step.rollback or "").strip() == NO_WAY_BACK_NEEDED:
        return 0
    return step.rollback_minutes
