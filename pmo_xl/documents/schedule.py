"""日程 as data for other tools: the open activities with float, what a slip moves, the DCMA measures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from pmo_xl.documents.forecast import (
    AT_LEAST,
    UNJUDGED,
    assumption,
    finish_sentence,
    standing,
    without_forecast,
)
from pmo_xl.documents.listing import Listing, Summary, rows_of
from pmo_xl.documents.schedule_shape import ActivityJson, MeasureJson, OutlookJson, ScheduleJson, SlipJson
from pmo_xl.metrics.overdue import responsible
from pmo_xl.metrics.schedule.critical_path import Schedule, ScheduledActivity
from pmo_xl.metrics.schedule.dcma import DcmaPoint, dcma
from pmo_xl.metrics.schedule.outlook import Outlook, blank_progress, latest_work, outlook
from pmo_xl.metrics.schedule.schedule import key_of, project_schedule, task_at
from pmo_xl.metrics.schedule.slip import Slip
from pmo_xl.model.column import Kind
from pmo_xl.model.display import day, ratio
from pmo_xl.model.list_column import DAYS_BEHIND, ListColumn, as_json
from pmo_xl.model.project import Project
from pmo_xl.model.references import id_key
from pmo_xl.model.task import Task

CRITICAL, MILESTONE_MARK = "●", "◆"
_CHAINS = 3


@dataclass(frozen=True)
class _Line:
    """A row of the list of activities; found: None without a forecast."""

    id: str
    task: Task
    found: ScheduledActivity | None
    project: Project

    def of_found(self, name: str) -> Any:  # noqa: ANN401 - whatever the activity holds
        """What the forecast says; None without one."""
        return getattr(self.found, name) if self.found else None

    @property
    def is_linked(self) -> bool:
        """Whether float means anything."""
        return project_schedule(self.project).is_linked

    @property
    def owner(self) -> str | None:
        """Who answers for it."""
        return responsible(self.task.owner, self.project)

    @property
    def lower_bound(self) -> str | None:
        """Whether the forecast is one, and that there is none."""
        if self.found is None:
            return "なし"
        return AT_LEAST if self.found.is_lower_bound else None

    @property
    def days_late(self) -> int | None:
        """By how many business days the forecast lies after the plan."""
        return _days_late(self.task, self.found, self.project) if self.found else None


def _outlook(line: _Line) -> Outlook:
    return outlook(project_schedule(line.project), key_of(line.task, line.project))


def _found(name: str, *, is_of_links: bool = False) -> Callable[[_Line], Any]:
    """What the forecast says; nothing where it speaks of links and there are none."""
    return lambda line: line.of_found(name) if line.is_linked or not is_of_links else None


ACTIVITY_COLUMNS = (
    ListColumn("作業ID", width=11, name="id"),
    ListColumn("作業名", Kind.LONGTEXT, 40, of="task.title", name="title"),
    ListColumn("担当", width=16, name="owner"),
    ListColumn("見込開始", Kind.DATE, of=_found("early_start"), name="early_start"),
    ListColumn("見込終了", Kind.DATE, of=_found("early_finish"), name="early_finish"),
    ListColumn("下限", width=6, of="lower_bound"),
    ListColumn("予定終了", Kind.DATE, of="task.planned_finish", name="planned_finish"),
    ListColumn("遅れ", Kind.INT, name="days_late", words=DAYS_BEHIND),
    ListColumn("余裕", Kind.INT, of=_found("total_float", is_of_links=True), name="total_float"),
    ListColumn("印", width=6, of=lambda line: _mark(line)),
)
_MILESTONES = (
    ListColumn("マイルストーン", Kind.LONGTEXT, 40, of=lambda line: line.task.title or line.id),
    ListColumn("担当", width=16, of="owner"),
    ListColumn("予定", Kind.DATE, of="task.planned_finish"),
    ListColumn("見込", Kind.DATE, of=_found("early_finish")),
    ListColumn("見通し", width=22, of=lambda line: standing(_outlook(line)), is_judged=True),
    ListColumn("理由", Kind.LONGTEXT, 40, of=lambda line: _outlook(line).reason),
)
_ONLY_IN_JSON = (
    ListColumn("", of="task.kind", name="kind"),
    ListColumn("", of=_found("free_float", is_of_links=True), name="free_float"),
    *(
        ListColumn("", of=_found(name), name=name)
        for name in ("is_open", "late_start", "late_finish", "is_lower_bound")
    ),
    ListColumn("", of=lambda line: line.found.is_critical and line.is_linked, name="is_critical"),
)


def schedule_listing(project: Project) -> Listing:
    """The open activities by forecast start, with float and what is critical (days are business days)."""
    schedule = project_schedule(project)
    open_ones = [(key, each) for key, each in schedule.activities.items() if each.is_open]
    open_ones.sort(key=lambda pair: (pair[1].early_start, pair[1].early_finish))
    lines = [_Line(each.id, task_at(key, project), each, project) for key, each in open_ones]
    lines += [_Line(name, task_at(id_key(name), project), None, project) for name in schedule.undated]
    rows = rows_of(ACTIVITY_COLUMNS, lines)
    return Listing(title="日程", columns=ACTIVITY_COLUMNS, rows=rows, note=schedule_note(project))


def schedule_summary(project: Project, workbook: str, notice: str = "") -> Summary:
    """What is seen first: the last milestone, and how every open one stands."""
    schedule = project_schedule(project)
    keys = [key for key, each in schedule.activities.items() if each.is_open and each.is_milestone]
    keys.sort(key=lambda key: schedule.activities[key].early_finish)
    lines = [
        _Line(schedule.activities[key].id, task_at(key, project), schedule.activities[key], project)
        for key in keys
    ]
    table = Listing(title="マイルストーン", columns=_MILESTONES, rows=rows_of(_MILESTONES, lines))
    sentences = tuple(filter(None, (notice, *schedule_note(project).split("  "))))
    return Summary(title=f"日程  {workbook}", sentences=sentences, tables=(table,))


def _mark(line: _Line) -> str | None:
    found = line.found
    if found is None:
        return None
    return (CRITICAL * (found.is_critical and line.is_linked) + MILESTONE_MARK * found.is_milestone) or None


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
    parts += [without_forecast(schedule), assumption(project)]
    return "  ".join(filter(None, parts))


def slip_listing(slipped: Slip, project: Project) -> Listing:
    """What moves when an activity slips."""
    columns = (
        ListColumn("作業ID", width=11, of="id"),
        ListColumn("作業名", Kind.LONGTEXT, 40, of=lambda move: task_at(id_key(move.id), project).title),
        ListColumn(
            "担当", width=16, of=lambda move: responsible(task_at(id_key(move.id), project).owner, project)
        ),
        ListColumn("いまの見込終了", Kind.DATE, of="finish_before"),
        ListColumn("遅れたとき", Kind.DATE, of="finish_after"),
        ListColumn("下限", width=6, of=lambda move: AT_LEAST if move.is_lower_bound else None),
        ListColumn("動く稼働日", Kind.INT, of="days"),
        ListColumn("印", width=6, of=lambda move: MILESTONE_MARK if move.is_milestone else None),
    )
    rows = rows_of(columns, slipped.moves)
    return Listing(title="遅れの影響", columns=columns, rows=rows, note=slip_note(slipped, project))


def slip_note(slipped: Slip, project: Project) -> str:
    """The sentence above the list: how much moves, and whether the last milestone does."""
    schedule = project_schedule(project)
    milestones = sum(move.is_milestone for move in slipped.moves)
    return (
        f"基準日 {day(project.as_of)}  {slipped.id} が {slipped.days} 稼働日遅れると、{len(slipped.moves)} 件"
        f"(うちマイルストーン {milestones} 件)が動き、{_effect(slipped, schedule, project)}。  {assumption(project)}{_to_tell(slipped, project)}"
    )


def _to_tell(slipped: Slip, project: Project) -> str:
    """Whom the systems of what moves belong to, to be told at once; nothing where no system is named."""
    moved = (task_at(id_key(move.id), project).system for move in slipped.moves)
    systems = [project.system(name) for name in dict.fromkeys(filter(None, moved))]
    told = [f"{each.name} {responsible(each.owner, project) or '未記入'}" for each in systems if each]
    return f"  響くシステムの主担当: {'、'.join(told)}" if told else ""


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


MEASURE_COLUMNS = (
    ListColumn("番号", Kind.INT, of="point"),
    ListColumn("項目", width=34, of="name"),
    ListColumn("件数", Kind.INT, of="count"),
    ListColumn("対象", Kind.INT, of="total"),
    ListColumn("値", width=9, of=lambda measure: _value(measure)),
    ListColumn("目安", width=12, of=lambda measure: _limit(measure)),
    ListColumn(
        "結果",
        width=14,
        of=lambda m: {True: "適合", False: "目安から外れる", None: "計算できない"}[m.is_met],
        is_judged=True,
    ),
    ListColumn("作業", Kind.LONGTEXT, 50, of=lambda measure: measure.reason or "、".join(measure.ids)),
)


def measure_listing(project: Project) -> Listing:
    """The DCMA measures with their counts and limits."""
    schedule = project_schedule(project)
    rows = rows_of(MEASURE_COLUMNS, dcma(schedule))
    note = f"基準日 {day(project.as_of)}  DCMA の日程点検14項目のうち台帳でわかるもの。対象が30件に満たないものは件数で見てください。  {assumption(project)}"
    return Listing(title="日程点検", columns=MEASURE_COLUMNS, rows=rows, note=note)


def _value(measure: DcmaPoint) -> str | None:
    if measure.index is not None:
        return f"{measure.index:.2f}"
    return None if measure.share is None else ratio(measure.share)


def _limit(measure: DcmaPoint) -> str | None:
    if measure.least is not None:
        return f"{measure.least} 以上"
    return None if measure.most is None else f"{ratio(measure.most)} まで"


def schedule_json(project: Project, slipped: Slip | None = None) -> ScheduleJson:
    """`schedule --format json` for one workbook; days are business days."""
    schedule = project_schedule(project)
    paths = schedule.critical_paths() if schedule.is_linked else []
    return {
        "as_of": project.as_of.isoformat(),
        "assumption": assumption(project),
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


def _outlook_json(schedule: Schedule) -> OutlookJson | None:
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


def _activity_json(task: Task, found: ScheduledActivity, project: Project) -> ActivityJson:
    line = _Line(found.id, task, found, project)
    return as_json((*ACTIVITY_COLUMNS, *_ONLY_IN_JSON), line, ActivityJson)


def _measure_json(measure: DcmaPoint) -> MeasureJson:
    return {
        "point": measure.point,
        "name": measure.name,
        "count": measure.count,
        "total": measure.total,
        "reason": measure.reason,
        "most": _number(measure.most),
        "index": _number(measure.index),
        "least": _number(measure.least),
        "share": _number(measure.share),
        "is_met": measure.is_met,
        "ids": list(measure.ids),
    }


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _slip_json(slipped: Slip) -> SlipJson:
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
