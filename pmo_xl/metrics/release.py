"""The release: its moment, its systems, whether it is near or over (definitions.md, Words of the rules)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from pmo_xl.metrics.milestones import day_of, milestone_of
from pmo_xl.metrics.phase_leaves import system_key
from pmo_xl.metrics.waiting import is_over
from pmo_xl.model.calendar import minutes_later
from pmo_xl.model.project import Project
from pmo_xl.model.release_step import ReleaseStep

WORK, DECISION, PRECONDITION, BACK = "作業", "判断点", "前提", "切戻し"
RELEASE_PHASE = "リリース"


def steps_of(kind: str, project: Project) -> tuple[ReleaseStep, ...]:
    """The rows of リリース計画 of one 種別."""
    return project.release_steps.naming("kind", kind)


def ends_at(step: ReleaseStep) -> datetime | None:
    """When a step is to be done: 開始予定 + 所要分; None where one of them is blank."""
    if step.starts_at is None or step.minutes is None:
        return None
    return minutes_later(step.starts_at, step.minutes)


def release_moment(project: Project) -> datetime | None:
    """When the release begins: 停止開始, else its first 作業, else the リリース milestone, else サービスイン日."""
    return project.cached("release moment", lambda: _moment(project))


def _moment(project: Project) -> datetime | None:
    stop = project.settings.moment("停止開始")
    starts = [step.starts_at for step in steps_of(WORK, project) if step.starts_at]
    if stop or starts:
        return stop or min(starts)
    milestone = milestone_of(RELEASE_PHASE, None, project)
    day = (day_of(milestone) if milestone else None) or project.settings.day("サービスイン日")
    return datetime.combine(day, time()) if day else None


def is_release_within(business_days: int, project: Project) -> bool:
    """Whether D lies on or after the day that many business days before the release moment."""
    moment = release_moment(project)
    return moment is not None and project.as_of >= project.calendar.add_business_days(
        moment.date(), -business_days
    )


def is_released(day: date | None, project: Project) -> bool:
    """Whether a day lies on or after the release moment, by day."""
    moment = release_moment(project)
    return day is not None and moment is not None and day >= moment.date()


def released_systems(project: Project) -> Mapping[str, ReleaseStep]:
    """The systems of the 作業 rows (by `system_key`), each with the first 作業 that names it."""

    def made() -> Mapping[str, ReleaseStep]:
        """The first row of each system."""
        found: dict[str, ReleaseStep] = {}
        for step in steps_of(WORK, project):
            if step.system:
                found.setdefault(system_key(step.system, project), step)
        return found

    return project.cached("released systems", made)


def is_release_over(project: Project) -> bool:
    """Whether every 作業 has 実績終了, or D lies over BD1 after the day of 停止終了 (else of the last 作業)."""
    return project.cached("release over", lambda: _is_over(project))


def _is_over(project: Project) -> bool:
    work = steps_of(WORK, project)
    if work and all(step.actual_finish for step in work):
        return True
    ends = [end for step in work if (end := ends_at(step) or step.starts_at)]
    last = project.settings.moment("停止終了") or max(ends, default=None)
    return last is not None and is_over(last.date(), 1, project)
