"""What the JSON of `schedule` holds; days are business days."""

from __future__ import annotations

from typing import TypedDict

from pmo_xl.model.json_shape import Day


class OutlookJson(TypedDict):
    """How the last milestone stands; is_judged false: 判定不能, for the reason beside it."""

    forecast: Day | None
    is_lower_bound: bool
    is_judged: bool
    days_late: int | None
    reason: str | None
    latest_finish_of_work: Day | None


class ActivityJson(TypedDict):
    """One activity; floats are null where nothing is linked, late dates of what is done."""

    id: str
    title: str | None
    kind: str | None
    owner: str | None
    is_open: bool
    planned_finish: Day | None
    early_start: Day
    early_finish: Day
    late_start: Day | None
    late_finish: Day | None
    is_lower_bound: bool
    days_late: int | None
    total_float: int | None
    free_float: int | None
    is_critical: bool


class MeasureJson(TypedDict):
    """One of DCMA's points; reason: why it cannot be computed, and then nothing else is told."""

    point: int
    name: str
    count: int | None
    total: int | None
    reason: str | None
    most: float | None
    index: float | None
    least: float | None
    share: float | None
    is_met: bool | None
    ids: list[str]


class MoveJson(TypedDict):
    """An activity that a slip moves."""

    id: str
    days: int
    finish_before: Day
    finish_after: Day
    is_milestone: bool
    is_lower_bound: bool


class SlipJson(TypedDict):
    """What a slip would do. finish_days: null where it does not lead to the last milestone."""

    id: str
    days: int
    finish_days: int | None
    end_days: int
    milestones: list[str]
    moves: list[MoveJson]


class ScheduleJson(TypedDict):
    """The schedule of one workbook; slip: null where none was asked for."""

    as_of: Day
    assumption: str
    blank_progress: list[str]
    finish_milestone: str | None
    finish_outlook: OutlookJson | None
    critical_paths: list[list[str]]
    activities: list[ActivityJson]
    undated: list[str]
    measures: list[MeasureJson]
    slip: SlipJson | None
