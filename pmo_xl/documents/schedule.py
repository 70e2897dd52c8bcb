"""日程 as data for other tools: the open activities with float, what a slip moves, the DCMA measures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from pmo_xl.documents.forecast import (
    AT_LEAST,
    UNJUDGED,
    assumption,
    finish_sentence,
    without_forecast,
)
from pmo_xl.documents.listing import Heading, Listing
from pmo_xl.metrics.critical_path import Schedule, ScheduledActivity
from pmo_xl.metrics.dcma import Measure, dcma
from pmo_xl.metrics.outlook import blank_progress, latest_work, outlook
from pmo_xl.metrics.overdue import responsible
from pmo_xl.metrics.schedule import key_of, project_schedule, task_at
from pmo_xl.metrics.slip import Move, Slip
from pmo_xl.model.column import Kind
from pmo_xl.model.display import day, ratio
from pmo_xl.model.project import Project
from pmo_xl.model.references import id_key
from pmo_xl.model.task import Task

ACTIVITY_HEADINGS = (
    Heading("作業ID", width=11),
    Heading("作業名", Kind.LONGTEXT, 40),
    Heading("担当", width=14),
    Heading("見込開始", Kind.DATE, 12),
    Heading("見込終了", Kind.DATE, 12),
    Heading("下限", width=6),
    Heading("予定終了", Kind.DATE, 12),
    Heading("遅れ", Kind.INT, 7),
    Heading("余裕", Kind.INT, 7),
    Heading("印", width=6),
)
SLIP_HEADINGS = (
    Heading("作業ID", width=11),
    Heading("作業名", Kind.LONGTEXT, 40),
    Heading("担当", width=14),
    Heading("いまの見込終了", Kind.DATE, 15),
    Heading("遅れたとき", Kind.DATE, 12),
    Heading("下限", width=6),
    Heading("動く稼働日", Kind.INT, 10),
    Heading("印", width=6),
)
MEASURE_HEADINGS = (
    Heading("番号", Kind.INT, 6),
    Heading("項目", width=28),
    Heading("件数", Kind.INT, 7),
    Heading("対象", Kind.INT, 7),
    Heading("値", width=9),
    Heading("目安", width=12),
    Heading("結果", width=10),
    Heading("作業", Kind.LONGTEXT, 50),
)
CRITICAL, MILESTONE_MARK = "●", "◆"
_CHAINS = 3


def schedule_listing(project: Project) -> Listing:
    """The open activities by forecast start, with float and what is critical (days are business days)."""
    schedule = project_schedule(project)
    open_ones = [(key, each) for key, each in schedule.activities.items() if each.is_open]
    open_ones.sort(key=lambda pair: (pair[1].early_start, pair[1].early_finish))
    rows = [_activity_row(task_at(key, project), each, project) for key, each in open_ones]
    rows += [_undated_row(name, project) for name in schedule.undated]
    return Listing("日程", ACTIVITY_HEADINGS, rows, schedule_note(project))


def _activity_row(task: Task, found: ScheduledActivity, project: Project) -> Sequence[object]:
    schedule = project_schedule(project)
    return (
        found.id,
        task.title,
        responsible(task.owner, project),
        found.early_start,
        found.early_finish,
        AT_LEAST if found.is_lower_bound else None,
        task.planned_finish,
        _days_late(task, found, project),
        found.total_float if schedule.is_linked else None,
        _mark(found, schedule),
    )


def _undated_row(name: str, project: Project) -> Sequence[object]:
    """A row without a forecast, so that it is not missed."""
    task = task_at(id_key(name), project)
    head = (name, task.title, responsible(task.owner, project))
    return (*head, None, None, "なし", task.planned_finish, None, None, None)


def _mark(found: ScheduledActivity, schedule: Schedule) -> str | None:
    return (
        CRITICAL * (found.is_critical and schedule.is_linked) + MILESTONE_MARK * found.is_milestone
    ) or None


def _days_late(task: Task, found: ScheduledActivity, project: Project) -> int | None:
    """By how many business days the forecast lies after the plan; None where nobody can say."""
    if not found.is_open:
        return None
    if found.is_milestone:
        return outlook(project_schedule(project), key_of(task, project)).known_delay
    late = task.planned_finish
    return None if late is None else project.calendar.business_days_between(late, found.early_finish)


def schedule_note(project: Project) -> str:
    """The sentence above the list: the last milestone, the critical path, the assumption, what was left out."""
    schedule = project_schedule(project)
    if schedule.reason:
        return schedule.reason
    parts = [
        f"基準日 {day(project.as_of)}(日数は稼働日、{CRITICAL} クリティカルパス、{MILESTONE_MARK} マイルストーン)",
        finish_sentence(project),
    ]
    if schedule.is_linked:
        parts += [f"クリティカルパス: {' → '.join(path)}" for path in schedule.critical_paths(_CHAINS)]
    finished = sum(not each.is_open for each in schedule.activities.values())
    parts += [f"終わった {finished} 件は省いています"] if finished else []
    parts += [without_forecast(schedule), assumption(schedule)]
    return "  ".join(filter(None, parts))


def slip_listing(slipped: Slip, project: Project) -> Listing:
    """What moves when an activity slips."""
    rows = [_move_row(move, project) for move in slipped.moves]
    return Listing("遅れの影響", SLIP_HEADINGS, rows, slip_note(slipped, project))


def _move_row(move: Move, project: Project) -> Sequence[object]:
    task = task_at(id_key(move.id), project)
    mark = MILESTONE_MARK if move.is_milestone else None
    days = (move.finish_before, move.finish_after, AT_LEAST if move.is_lower_bound else None, move.days)
    return (move.id, task.title, responsible(task.owner, project), *days, mark)


def slip_note(slipped: Slip, project: Project) -> str:
    """The sentence above the list: how much moves, and whether the last milestone does."""
    schedule = project_schedule(project)
    milestones = sum(move.is_milestone for move in slipped.moves)
    return (
        f"基準日 {day(project.as_of)}  {slipped.id} が {slipped.days} 稼働日遅れると、{len(slipped.moves)} 件"
        f"(うちマイルストーン {milestones} 件)が動き、{_effect(slipped, schedule, project)}。  {assumption(schedule)}"
    )


def _effect(slipped: Slip, schedule: Schedule, project: Project) -> str:
    """What the last milestone does; where no link leads there, that nobody can say."""
    if slipped.is_finished:
        return "もう終わっているため何も動きません"
    if slipped.finish_days is not None:
        days = slipped.finish_days
        return f"最終マイルストーンは {days} 稼働日遅れます" if days else "最終マイルストーンは動きません"
    end = f"全体でいちばん遅い見込終了は {slipped.end_days} 稼働日遅れます" if slipped.end_days else ""
    return "。".join(filter(None, (_unled(slipped, schedule, project), end)))


def _unled(slipped: Slip, schedule: Schedule, project: Project) -> str:
    if not slipped.milestones or schedule.finish is None:
        return (
            f"{slipped.id} はどのマイルストーンにもつながらない(先行作業の記入がないか、途中の作業に日付がない)ため、"
            f"マイルストーンへの影響は{UNJUDGED}です"
        )
    title = task_at(id_key(schedule.finish.id), project).title or schedule.finish.id
    return f"{slipped.id} は最終マイルストーン「{title}」につながらないため、最終マイルストーンへの影響は{UNJUDGED}です"


def measure_listing(project: Project) -> Listing:
    """The DCMA measures with their counts and limits."""
    schedule = project_schedule(project)
    rows = [_measure_row(measure) for measure in dcma(schedule)]
    note = f"基準日 {day(project.as_of)}  DCMA の日程点検14項目のうち台帳でわかるもの。対象が30件に満たないものは件数で見てください。  {assumption(schedule)}"
    return Listing("日程点検", MEASURE_HEADINGS, rows, note)


def _measure_row(measure: Measure) -> Sequence[object]:
    verdict = {True: "適合", False: "目安から外れる", None: "計算できない"}[measure.is_met]
    names = measure.reason or "、".join(measure.ids)
    head = (measure.point, measure.name, measure.count, measure.total)
    return (*head, _value(measure), _limit(measure), verdict, names)


def _value(measure: Measure) -> str | None:
    if measure.index is not None:
        return f"{measure.index:.2f}"
    return None if measure.share is None else ratio(measure.share)


def _limit(measure: Measure) -> str | None:
    if measure.least is not None:
        return f"{measure.least} 以上"
    return None if measure.most is None else f"{ratio(measure.most)} まで"


def schedule_json(project: Project, slipped: Slip | None = None) -> dict[str, Any]:
    """`schedule --format json` for one workbook; days are business days."""
    schedule = project_schedule(project)
    paths = schedule.critical_paths() if schedule.is_linked else []
    return {
        "as_of": project.as_of.isoformat(),
        "assumption": assumption(schedule),
        "blank_progress": list(blank_progress(schedule)),
        "finish_milestone": schedule.finish_milestone,
        "finish_outlook": _outlook_json(schedule),
        "critical_paths": [list(path) for path in paths],
        "activities": [
            _activity_json(task_at(key, project), each, project) for key, each in schedule.activities.items()
        ],
        "undated": list(schedule.undated),
        "measures": [_measure_json(measure) for measure in dcma(schedule)],
        "slip": _slip_json(slipped) if slipped else None,
    }


def _outlook_json(schedule: Schedule) -> dict[str, Any] | None:
    """How the last milestone stands; judged false means 判定不能, for the reason beside it."""
    if schedule.finish is None:
        return None
    found, last = outlook(schedule, id_key(schedule.finish.id)), latest_work(schedule)
    return {
        "forecast": _iso(found.forecast),
        "is_lower_bound": found.is_lower_bound,
        "is_judged": found.reason is None,
        "days_late": found.known_delay,
        "reason": found.reason,
        "latest_finish_of_work": _iso(last.early_finish) if last else None,
    }


def _activity_json(task: Task, found: ScheduledActivity, project: Project) -> dict[str, Any]:
    is_linked = project_schedule(project).is_linked
    return {
        "id": found.id,
        "title": task.title,
        "kind": task.kind,
        "owner": responsible(task.owner, project),
        "is_open": found.is_open,
        "planned_finish": _iso(task.planned_finish),
        "early_start": found.early_start.isoformat(),
        "early_finish": found.early_finish.isoformat(),
        "late_start": _iso(found.late_start),
        "late_finish": _iso(found.late_finish),
        "is_lower_bound": found.is_lower_bound,
        "days_late": _days_late(task, found, project),
        "total_float": found.total_float if is_linked else None,
        "free_float": found.free_float if is_linked else None,
        "is_critical": found.is_critical and is_linked,
    }


def _measure_json(measure: Measure) -> dict[str, Any]:
    names = ("point", "name", "count", "total", "reason")
    limits = {"most": measure.most, "index": measure.index, "least": measure.least, "share": measure.share}
    return {
        **{name: getattr(measure, name) for name in names},
        **{name: None if value is None else float(value) for name, value in limits.items()},
        "is_met": measure.is_met,
        "ids": list(measure.ids),
    }


def _slip_json(slipped: Slip) -> dict[str, Any]:
    return {
        "id": slipped.id,
        "days": slipped.days,
        "finish_days": slipped.finish_days,
        "end_days": slipped.end_days,
        "milestones": list(slipped.milestones),
        "moves": [
            {
                "id": move.id,
                "days": move.days,
                "finish_before": move.finish_before.isoformat(),
                "finish_after": move.finish_after.isoformat(),
                "is_milestone": move.is_milestone,
                "is_lower_bound": move.is_lower_bound,
            }
            for move in slipped.moves
        ],
    }


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None
