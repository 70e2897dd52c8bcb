"""What a figure says, as its title: a sentence computed of the data that it draws, before what it is a figure of.

A sentence that rows left out could make false is not said: then the title is what the figure is of, and no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from pmo_xl.charts.money_scale import MoneyScale, money_scale
from pmo_xl.metrics.budget.budget import DEPARTMENT, BudgetLine, BudgetReport
from pmo_xl.metrics.kpi import MET, UNJUDGED, kpi_judgement
from pmo_xl.metrics.metric import Metric
from pmo_xl.metrics.overdue import MILESTONE
from pmo_xl.metrics.phase_leaves import leaves_of
from pmo_xl.metrics.schedule.evm import EarnedValue
from pmo_xl.metrics.task_state import is_finished
from pmo_xl.metrics.testing_counts import GrowthPoint
from pmo_xl.metrics.weekly_counts import WeeklyCounts
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task

_LONGEST_NAME = 24
_FOUR_WEEKS = timedelta(days=28)


def titled(subject: str, said: str) -> str:
    """The title: what the figure says, then what it is of; that alone where nothing is said."""
    return f"{said}({subject})" if said else subject


def said_of_counts(counts: WeeklyCounts, open_word: str) -> str:
    """How many are open and how many there were four weeks before; "" where rows could not be placed in time."""
    last = counts.weeks[-1]
    if counts.undated:
        return ""
    said = f"{open_word}は{last.open}件"
    before = [week for week in counts.weeks if week.on <= last.on - _FOUR_WEEKS]
    if not before:
        return said
    more = last.open - before[-1].open
    return f"{said}、{before[-1].on:%m/%d}から{_moved(more)}"


def _moved(more: int) -> str:
    return "増減なし" if not more else f"{abs(more)}件{'増' if more > 0 else '減'}"


def said_of_testing(growth: Sequence[GrowthPoint]) -> str:
    """How many of the defects found are not resolved, or how many were found in how many cases."""
    last = growth[-1]
    if last.defects is not None and last.resolved is not None and last.resolved <= last.defects:
        return f"検出した不具合{last.defects:,}件のうち未解決は{last.defects - last.resolved:,}件"
    if last.defects is not None and last.executed:
        return f"消化{last.executed:,}件で検出した不具合は{last.defects:,}件"
    return ""


def said_of_earned(earned: EarnedValue) -> str:
    """EV as a share of PV and AC, of figures that stand on nearly all of their rows."""
    parts = [
        f"{words}{_percent(figure)}%({name} {figure.value:.2f})"
        for name, words, figure in (("SPI", "計画の", earned.spi), ("CPI", "実績工数の", earned.cpi))
        if figure.value is not None and not figure.is_thin
    ]
    return f"出来高は{'、'.join(parts)}" if parts else ""


def _percent(figure: Metric) -> str:
    return f"{(figure.value or 0) * 100:.0f}"


def said_of_kpis(kpis: Sequence[Kpi], project: Project) -> str:
    """How many of those that can be judged reach their target."""
    judged = [word for kpi in kpis if (word := kpi_judgement(kpi, project)) not in (None, UNJUDGED)]
    return f"判定できるKPI{len(judged)}件のうち目標達成は{judged.count(MET)}件" if judged else ""


def said_of_budget(report: BudgetReport, scale: MoneyScale) -> str:
    """What remains of the budget, or by how much orders and expected orders go over it."""
    total = report.total
    if not total.amount or total.amount < 0 or total.remaining is None:
        return ""
    if total.remaining < 0:
        said = f"着地見込が予算を{scale.shown(-total.remaining)}{scale.unit}超過"
    else:
        share = total.remaining * 100 // total.amount
        said = f"残予算は{scale.shown(total.remaining)}{scale.unit}、予算の{share}%"
    return said + _of_rows(report)


def _of_rows(report: BudgetReport) -> str:
    """On how many rows it stands, where that is not all of them."""
    if report.rows_used >= report.rows_total:
        return ""
    return f"、対象 {report.rows_used} / {report.rows_total} 件"


def said_of_departments(report: BudgetReport, lines: Sequence[BudgetLine], scale: MoneyScale) -> str:
    """Whose forecast goes over the budget and by how much; else who has the smallest share left."""
    over = sorted((line for line in lines if _over(line) > 0), key=_over, reverse=True)
    named = [line for line in over if line.department]
    if over and not named:
        return ""
    if named:
        most = f"{_short(DEPARTMENT.shown(named[0]))}が予算を{_money(_over(named[0]), scale)}超過する見込"
        rest = f"、ほか{len(named) - 1}部門も超過" if len(named) > 1 else ""
        return most + rest + _of_rows(report)
    known = [line for line in lines if line.amount and line.remaining is not None]
    if not known or any(line.forecast and not line.amount for line in lines):
        return ""
    least = min(known, key=lambda line: (line.remaining or 0) / (line.amount or 1))
    share = (least.remaining or 0) * 100 // (least.amount or 1)
    word = "予算を超える部門はなく、残りの割合が最も少ないのは" if len(known) > 1 else "残予算は"
    return f"{word}{_short(DEPARTMENT.shown(least))}の{share}%{_of_rows(report)}"


def _over(line: BudgetLine) -> int:
    return line.forecast - (line.amount or 0)


def _money(amount: int, scale: MoneyScale) -> str:
    """In the unit of the figure, or a smaller one where it would round to nothing."""
    fitting = scale if amount >= scale.yen else money_scale(amount)
    return f"{fitting.shown(amount)}{fitting.unit}"


def said_of_tasks(leaves: Sequence[Task], as_of: date) -> str:
    """How many are past their planned end and which one longest, else how many should have begun."""
    if any("actual_finish" in leaf.unread for leaf in leaves):
        return ""
    late, waiting = _late_leaves(leaves, as_of), sum(_should_have_begun(leaf, as_of) for leaf in leaves)
    if late:
        days, task = late[0]
        name = _short(task.title or task.id or "")
        if len(late) == 1:
            return f"「{name}」が予定終了を{days}日超過"
        return f"予定終了を過ぎたのは{len(late)}件、最長は「{name}」の{days}日"
    if waiting:
        return f"予定開始を過ぎて未着手なのは{waiting}件"
    return "予定より遅れているものはなし" if leaves and _are_dated(leaves) else ""


def said_of_phases(names: Sequence[str], project: Project) -> str:
    """The 工程 that is furthest past its planned end, else the one with the task that is."""
    leaves = [leaf for name in names for leaf in leaves_of(name, project)]
    late = [
        (rows[0][0], name)
        for name in names
        if (rows := _late_leaves(leaves_of(name, project), project.as_of))
    ]
    if any("actual_finish" in leaf.unread for leaf in leaves):
        return ""
    if not late:
        waits = any(_should_have_begun(leaf, project.as_of) for leaf in leaves)
        return "予定より遅れている工程はなし" if _are_dated(leaves) and not waits else ""
    rest = f"、ほか{len(late) - 1}工程にも遅れ" if len(late) > 1 else ""
    over = [
        ((project.as_of - last).days, name)
        for _, name in late
        if (last := _last_planned(name, project)) and last < project.as_of
    ]
    days, name = max(over or late, key=lambda pair: pair[0])
    return f"{_short(name)}{'が' if over else 'に'}予定終了を{days}日超過{'' if over else 'した作業'}{rest}"


def _late_leaves(tasks: Iterable[Task], as_of: date) -> list[tuple[int, Task]]:
    """The days by which the end of a task has passed that is not finished, the longest first."""
    late = [
        ((as_of - task.planned_finish).days, task)
        for task in tasks
        if task.planned_finish and task.planned_finish < as_of and not is_finished(task)
    ]
    return sorted(late, key=lambda pair: -pair[0])


def _should_have_begun(task: Task, as_of: date) -> bool:
    start = task.planned_start
    has_begun = task.actual_start or task.progress or is_finished(task)
    return start is not None and start < as_of and not has_begun


def _are_dated(tasks: Sequence[Task]) -> bool:
    """Whether each that is not finished says when it should end, and when it should begin."""
    return all(
        is_finished(task)
        or (task.planned_finish and (task.planned_start or task.actual_start or task.kind == MILESTONE))
        for task in tasks
    )


def _last_planned(name: str, project: Project) -> date | None:
    """The planned end of a 工程; None where a task of it that is not finished has none."""
    leaves = leaves_of(name, project)
    if any(leaf.planned_finish is None and not is_finished(leaf) for leaf in leaves):
        return None
    return max((leaf.planned_finish for leaf in leaves if leaf.planned_finish), default=None)


def _short(name: object) -> str:
    text = " ".join(str(name).split())
    return text if len(text) <= _LONGEST_NAME else f"{text[: _LONGEST_NAME - 1]}…"
