"""The forecast in words: its day, how a milestone stands, and what it assumes, the same wherever it is shown."""

from __future__ import annotations

from datetime import date

from pmo_xl.metrics.schedule.critical_path import Schedule
from pmo_xl.metrics.schedule.outlook import (
    Outlook,
    blank_progress,
    is_latest_a_lower_bound,
    latest_work,
    outlook,
    progress_in_steps,
)
from pmo_xl.metrics.schedule.progress_basis import is_progress_reported
from pmo_xl.metrics.schedule.schedule import project_schedule, task_at
from pmo_xl.model.display import day
from pmo_xl.model.project import Project
from pmo_xl.model.references import id_key

AT_LEAST = "以降"
UNJUDGED = "判定不能"
_NAMED = 10


def forecast_day(on: date | None, *, is_lower_bound: bool) -> str:
    """The day, as 「…以降」 when it is a lower bound; empty without one."""
    return "" if on is None else f"{day(on)}{AT_LEAST if is_lower_bound else ''}"


def standing(found: Outlook) -> str:
    """How an open milestone stands against its plan, in a word."""
    if found.reason:
        return UNJUDGED
    if found.days_late:
        return f"{'少なくとも ' if found.is_lower_bound else ''}{found.days_late} 日遅れ"
    return "下限では予定どおり" if found.is_lower_bound else "予定どおり"


def assumption(project: Project) -> str:
    """What every forecast assumes; said wherever one is shown."""
    schedule = project_schedule(project)
    in_steps, blank = len(progress_in_steps(schedule)), len(blank_progress(schedule))
    return (
        "仕掛り中の作業の残りは、予定の長さと、これまでの速さのうち遅い方で見込んでいます(進捗率20%未満は予定の長さ)。"
        "予定より早くは見込みません。"
        + (f"進捗率が空欄の {blank} 件は、見込みではなく下限です。" if blank else "")
        + (f"進捗を 0/100 か 50/50 で測る {in_steps} 件も下限です。" if in_steps else "")
        + ("進捗率は申告です。" if is_progress_reported(project) else "")
    )


def without_forecast(schedule: Schedule) -> str:
    """The rows without a forecast, counted and named; empty when there is none."""
    names = schedule.undated
    if not names:
        return ""
    more = f" ほか {len(names) - _NAMED} 件" if len(names) > _NAMED else ""
    return f"予定開始か予定終了がない(または日付が読めない)ため見込みを出せない {len(names)} 件: {'、'.join(names[:_NAMED])}{more}"


def finish_sentence(project: Project) -> str:
    """When the last milestone is forecast and how it stands; where nobody can say, why, and the latest end of work."""
    schedule = project_schedule(project)
    if schedule.finish is None:
        return f"未完了のマイルストーンがないため、余裕はいちばん遅い作業まで数えています。{_latest_end(schedule)}"
    key = id_key(schedule.finish.id)
    task, found = task_at(key, project), outlook(schedule, key)
    name = f"最終マイルストーン「{task.title or schedule.finish.id}」の見込"
    if found.reason:
        return f"{name}は{UNJUDGED}: {found.reason}。{_latest_end(schedule)}"
    planned = f"予定 {day(task.planned_finish)} から " if found.days_late and task.planned_finish else ""
    on = forecast_day(found.forecast, is_lower_bound=found.is_lower_bound)
    return f"{name} {on}({planned}{standing(found)})"


def _latest_end(schedule: Schedule) -> str:
    """When the last of all open work is forecast to end; empty when none is open."""
    last = latest_work(schedule)
    if last is None:
        return ""
    said = forecast_day(last.early_finish, is_lower_bound=is_latest_a_lower_bound(schedule))
    return f"未完了の作業の見込終了は、いちばん遅いもので {said}({last.id})です。"
