"""What the Gantt computes per row, in five hidden columns: where イナズマ線 runs, and where a milestone stands.

始点 is the start of the plan (0: a row without a point, as a summary row), 割合 the share that is done (2: finished,
-1: begun and not told), 到達日 what `progress_day` of metrics/schedule/progress.py says, 線 the first day of the chart's
column of that day or where the line came from, 節目 the column of a milestone, from 1. They find their row by its
number, so that a row that is put into the table or sorted does not move what they read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from pmo_xl.metrics.overdue import MILESTONE, is_leaf
from pmo_xl.metrics.schedule.progress import progress_day
from pmo_xl.model.cell_address import column_letters
from pmo_xl.model.holiday import Holiday
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task
from pmo_xl.workbook.author.plan import FIRST_ROW, HEADER_ROW, LAST_ROW, Book, Ledger, serial
from pmo_xl.workbook.formulas import filled

LINE, MILESTONES = 3, 4
"""Which of the columns say where the line runs, and where a milestone stands."""

# A week's column is that of the day after the one reached, so that what should begin on Monday lies on Monday's week.
_FORMULAS: Mapping[str, str] = {
    "始点(自動)": """
IF(OR(@title="",NOT(ISNUMBER(@planned_finish)),AND(@kind<>"@MILESTONE",COUNTIF({tasks.parent},@id)>0)),0,
IF(ISNUMBER(@planned_start),@planned_start,@planned_finish))""",
    "割合(自動)": """
IF(ISNUMBER(@actual_finish),2,IF(@kind="@MILESTONE",0,
IF(ISNUMBER(@progress),MAX(0,MIN(1,@progress)),IF(ISNUMBER(@actual_start),-1,0))))""",
    "到達日(自動)": """
IFERROR(IF(OR(@START=0,@SHARE<0),0,IF(@SHARE=2,MAX(@planned_finish,計算日),IF(@SHARE=0,IF(@START>=計算日,計算日,@START-1),
IF(OR(@SHARE=1,@DAYS=0),@planned_finish,WORKDAY(WORKDAY(@START,-1,{holidays.on}),ROUND(@SHARE*@DAYS,0),{holidays.on})
)))),0)""",
    "イナズマ線(自動)": """
IF(@title="",0,IF(@DAY=0,IF(N(@ABOVE)=0,ガント今日,@ABOVE),IF(OR(@DAY=計算日,@DAY=最終稼働日),ガント今日,
MAX(ガント左端,MIN(ガント右端,ガント左端+ガント刻み*INT((@DAY+(ガント刻み=7)-ガント左端)/ガント刻み))))))""",
    "節目(自動)": """
IF(@kind="@MILESTONE",INT((IF(ISNUMBER(@actual_finish),@actual_finish,IF(ISNUMBER(@planned_finish),@planned_finish,0))-ガント左端)/ガント刻み)+1,0)""",
}
_DAYS = "NETWORKDAYS(@START,@planned_finish,{holidays.on})"


def step_of(project: Project) -> int:
    """The days of one column: 1 where 設定 ガント単位 is 日, else 7."""
    return 1 if project.settings.text("ガント単位") == "日" else 7


def start_of(project: Project) -> date:
    """The day of the first column: ガント開始日, else the first 予定開始; a Monday where columns are weeks."""
    starts = [task.planned_start for task in project.tasks if task.planned_start]
    first = project.settings.day("ガント開始日") or min(starts, default=project.as_of)
    return first - timedelta(days=first.weekday()) if step_of(project) == 7 else first


def as_the_chart_counts(project: Project) -> Project:
    """The project for the line: WORKDAY takes every day of 休日 for a day off, a 稼働日, too."""
    rows = tuple(
        row.model_copy(update={"kind": "会社休日"}) if row.kind == "稼働日" else row
        for row in project.holidays
    )
    return replace(project, records={**project.records, Holiday: rows}, _shared={}, _sets={})


def last_workday(project: Project) -> date:
    """The last business day until D."""
    return project.calendar.business_day(project.calendar.number(project.as_of))


def column_of(day: date, project: Project) -> date:
    """The first day of the column in which the day lies, whether or not the chart has that column."""
    left, step = start_of(project), step_of(project)
    return left + timedelta(days=(day - left).days // step * step)


def write_line_columns(book: Book, ledger: Ledger, rows: int, column: int, last_day: date) -> None:
    """Write the columns from `column` (from 0) on over so many rows, and hide them; the chart ends with `last_day`."""
    sheet = book.sheet(ledger.label)
    for n, text in enumerate(_FORMULAS):
        sheet.write_string(HEADER_ROW, column + n, text)
    formulas = [_formula(template, ledger, column) for template in _FORMULAS.values()]
    results = list(_results(as_the_chart_counts(book.project), ledger, last_day))[:rows]
    results += [(0,) * len(formulas)] * (rows - len(results))
    sheet.write_alike(FIRST_ROW, column, formulas, results, book.formats.get())
    sheet.set_column(column, column + len(formulas) - 1, 12, None, {"hidden": True})


def _formula(template: str, ledger: Ledger, column: int) -> str:
    """The template with its fields and columns as cells of the same row; the row above is {above}."""
    text = template.strip().replace("@MILESTONE", MILESTONE).replace("@DAYS", _DAYS)
    for n, name in enumerate(("@START", "@SHARE", "@DAY")):
        letters = column_letters(column + n + 1)
        text = text.replace(name, f"INDEX(${letters}$1:${letters}${LAST_ROW + 1},ROW())")
    text = text.replace("@ABOVE", f"${column_letters(column + LINE + 1)}@UPPER")
    for name in sorted(Task.columns, key=len, reverse=True):
        letters = column_letters(ledger.column(name) + 1)
        text = text.replace(f"@{name}", f"INDEX(${letters}$1:${letters}${LAST_ROW + 1},ROW())")
    return filled(text).replace("@UPPER", "{above}")


def _results(project: Project, ledger: Ledger, last_day: date) -> Iterator[tuple[float, ...]]:
    """What the formulas give, row by row."""
    now = before = column_of(project.as_of, project)
    for task in ledger.records:
        if not isinstance(task, Task):
            continue
        start, share, day = _start(task, project), _share(task), _reached(task, project)
        if not task.title or day in (project.as_of, last_workday(project)):
            before = now
        elif day:
            shifted = column_of(day + timedelta(days=step_of(project) == 7), project)
            before = max(start_of(project), min(last_day, shifted))
        line = serial(before) if task.title else 0
        yield (
            serial(start) if start else 0,
            float(share),
            serial(day) if day else 0,
            line,
            milestone_column(task, project),
        )


def _start(task: Task, project: Project) -> date | None:
    if not (task.title and task.planned_finish and is_leaf(task, project)):
        return None
    return task.planned_start or task.planned_finish


def _share(task: Task) -> Decimal:
    if task.actual_finish:
        return Decimal(2)
    if task.kind == MILESTONE:
        return Decimal(0)
    if task.progress is not None:
        return max(Decimal(0), min(Decimal(1), task.progress))
    return Decimal(-1 if task.actual_start else 0)


def _reached(task: Task, project: Project) -> date | None:
    """`progress_day`; of what has come as far as the last business day, that day and not D."""
    day, start, finish = progress_day(task, project), _start(task, project), task.planned_finish
    if day is None or start is None or finish is None:
        return None
    is_under_way = 0 < _share(task) < 1 and project.calendar.business_days_in(start, finish) > 0
    return last_workday(project) if is_under_way and day == project.as_of else day


def milestone_column(task: Task, project: Project) -> int:
    """The column of the chart, from 1, in which a milestone stands; 0 for other rows."""
    if task.kind != MILESTONE:
        return 0
    day = task.actual_finish or task.planned_finish
    return ((serial(day) if day else 0) - serial(start_of(project))) // step_of(project) + 1
