"""The outlook of a schedule: what can be said of its milestones, and on what it stands.

No links, no all-clear (definitions.md, Schedule forecast): a milestone is on time or late only when unfinished
work leads to it. No link is ever assumed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pmo_xl.metrics.schedule.critical_path import Schedule, ScheduledActivity
from pmo_xl.metrics.schedule.forward_pass import milestone_day, predecessors_of
from pmo_xl.metrics.schedule.network import Activity
from pmo_xl.metrics.schedule.remaining import is_share
from pmo_xl.model.references import id_key

_DONE = "先行作業はすべて終わっていて、つながる未完了の作業がありません"
_UNDATED = "つながる作業に予定開始か予定終了がないため、つながりを計算できません"


@dataclass(frozen=True, slots=True)
class Outlook:
    """When an open milestone is forecast.

    days_late: business days after its planned day. is_lower_bound: that day or later. reason: why it is neither
    on time nor late as far as anybody can say (判定不能), in Japanese; None when it is one of them.
    """

    forecast: date | None = None
    days_late: int | None = None
    is_lower_bound: bool = False
    reason: str | None = None

    @property
    def known_delay(self) -> int | None:
        """days_late where it is known; a day passed is late even where no link can be judged."""
        return None if self.reason and not self.days_late else self.days_late


def outlook(schedule: Schedule, key: str) -> Outlook:
    """What the schedule says of an open milestone, by its key in the network."""
    found = schedule.activities.get(key)
    if found is None:
        return Outlook(reason=(schedule.reason or "予定日がありません").rstrip("。"))
    day = milestone_day(schedule.network.leaves[key])
    late = schedule.calendar.business_days_between(day, found.early_finish) if day else None
    return Outlook(found.early_finish, late, found.is_lower_bound, unlinked_reason(schedule, key))


def no_critical_path_reason(schedule: Schedule) -> str | None:
    """Why there is no critical path: a circle, or no work leads to the last milestone, which then stands alone."""
    if schedule.reason or schedule.finish_milestone is None or schedule.is_linked:
        return schedule.reason
    reason = unlinked_reason(schedule, id_key(schedule.finish_milestone))
    return f"{reason}。" if reason else None


def unlinked_reason(schedule: Schedule, key: str) -> str | None:
    """Why no unfinished work leads to a milestone; None when some does."""
    if key in schedule.led:
        return None
    before, waiting = dict[str, None](), [key]
    while waiting:
        new = [each for each in predecessors_of(waiting.pop(), schedule.network) if each not in before]
        before |= dict.fromkeys(new)
        waiting += new
    leaves = [schedule.network.leaves[each] for each in before]
    if any(each not in schedule.nodes for each in before):
        return _UNDATED
    if leaves and all(each.actual_finish for each in leaves):
        return _DONE
    open_keys = [each for each, leaf in schedule.network.leaves.items() if not leaf.actual_finish]
    without = sum(not schedule.network.incoming.get(each) for each in open_keys)
    return f"先行作業の記入がないため、つながりは計算していません({len(open_keys)} 件中 {without} 件)"


def blank_progress(schedule: Schedule) -> tuple[str, ...]:
    """The IDs of begun work whose 進捗率 nobody knows, so that its forecast is a lower bound."""
    return tuple(
        leaf.id
        for key, leaf in schedule.network.leaves.items()
        if key in schedule.nodes and _is_under_way(leaf) and not is_share(leaf.progress)
    )


def progress_in_steps(schedule: Schedule) -> tuple[str, ...]:
    """The IDs of begun work whose 進捗率 only says begun or done, so that its forecast is a lower bound."""
    return tuple(
        leaf.id
        for key, leaf in schedule.network.leaves.items()
        if key in schedule.nodes and _is_under_way(leaf) and is_share(leaf.progress) and leaf.pace is None
    )


def _is_under_way(leaf: Activity) -> bool:
    return leaf.actual_start is not None and leaf.actual_finish is None and not leaf.is_milestone


def latest_work(schedule: Schedule) -> ScheduledActivity | None:
    """The open work that is forecast to end last; None when none is open."""
    work = (each for each in schedule.activities.values() if each.is_open and not each.is_milestone)
    return max(work, key=lambda each: each.early_finish, default=None)


def is_latest_a_lower_bound(schedule: Schedule) -> bool:
    """Whether any work might end after the latest forecast: it has none, or a lower bound."""
    work = (each for each in schedule.activities.values() if not each.is_milestone)
    return bool(schedule.undated) or any(each.is_lower_bound for each in work)
