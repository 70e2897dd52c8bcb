"""What the rules about the whole schedule (WBS009–WBS013) share: a DCMA measure as a judgement."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal

from pmo_xl.metrics.overdue import is_leaf
from pmo_xl.metrics.schedule.dcma import DcmaPoint
from pmo_xl.metrics.schedule.outlook import no_critical_path_reason
from pmo_xl.metrics.schedule.schedule import WORK, project_schedule
from pmo_xl.model.display import ratio
from pmo_xl.model.project import Project
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, undeterminable, violation

_SHOWN = 5


def share_judgement(
    measure: DcmaPoint, most: int, doubt: Judgement | None = None, severity: Severity | None = None
) -> Judgement:
    """Whether more than `most` percent break it; with fewer than 30 to count 情報 with the count.

    doubt: what to say instead of 適合, and of a violation that what is not known might undo.
    """
    if measure.count is None or not measure.total:
        return doubt or OUT_OF_SCOPE
    if doubt or measure.count * 100 <= most * measure.total:
        return doubt or FITS
    weight = severity or (Severity.INFO if measure.is_coarse else None)
    return violation(key=measure.name, severity=weight, problem=_counted(measure, most))


def index_judgement(measure: DcmaPoint, least: int, doubt: Judgement | None = None) -> Judgement:
    """Whether an index is below `least` percent; with fewer than 30 tasks behind it 情報."""
    if measure.index is None:
        return doubt or OUT_OF_SCOPE
    if doubt or measure.index * 100 >= least:
        return doubt or FITS
    weight = Severity.INFO if measure.is_coarse else None
    rest = f"({measure.count} / {measure.total} 件)" if measure.total else ""
    shown = f"{measure.name} が {measure.index.quantize(Decimal('0.01'), ROUND_DOWN)}{rest}、{least / 100} 以上が目安です"
    return violation(key=measure.name, severity=weight, problem=shown)


def _counted(measure: DcmaPoint, most: int) -> str:
    names = "、".join(measure.ids[:_SHOWN]) + (" など" if len(measure.ids) > _SHOWN else "")
    share = "" if measure.is_coarse or measure.share is None else f"({ratio(measure.share)}、{most}% まで)"
    return f"{measure.name}が {measure.total} 件のうち {measure.count} 件あります{share}: {names}"


def unreadable(project: Project, *fields: str) -> Judgement | None:
    """判定不能 when one of these cells of an open row cannot be read."""
    rows = (task for task in project.tasks if task.actual_finish is None)
    doubts = (unknown(task, *fields) for task in rows if not task.is_known(*fields))
    return next(filter(None, doubts), None)


def undatable(project: Project) -> Judgement | None:
    """判定不能 when float cannot be told: a circle, or an open task without a date that can be read."""
    schedule = project_schedule(project)
    if schedule.reason:
        return undeterminable(schedule.reason)
    if schedule.undated:
        return undeterminable("予定開始か予定終了のない未完了の作業があり、余裕を計算しきれません")
    return unreadable(project, "predecessors", "parent", "actual_start")


def unlinked(project: Project) -> Judgement | None:
    """判定不能 where no work leads to the last milestone, so that there is no float to it."""
    schedule = project_schedule(project)
    reason = None if schedule.is_linked else no_critical_path_reason(schedule)
    return undeterminable(reason.rstrip("。")) if reason else None


def has_open_work(project: Project) -> bool:
    """Whether anything is left to do."""
    return any(
        task.kind == WORK and task.actual_finish is None and is_leaf(task, project) for task in project.tasks
    )
