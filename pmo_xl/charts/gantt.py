"""ガント: planned, actual and baseline of every task, milestones, today, critical path and イナズマ線, in pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from pmo_xl.charts.drawing import Drawing, fitted
from pmo_xl.charts.figure import Figure, NoFigure
from pmo_xl.charts.gantt_rows import GanttRow, gantt_rows, period_of
from pmo_xl.charts.marks import Align
from pmo_xl.charts.statements import said_of_tasks, titled
from pmo_xl.charts.style import LANDSCAPE, Area, Size
from pmo_xl.charts.time_axis import TimeAxis
from pmo_xl.model.display import day as shown_day
from pmo_xl.model.display import ratio
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task
from pmo_xl.theme import Colour

TITLE = "マスタスケジュール"
_ROW, _HEAD, _LEGEND, _TODAY = 12.0, 24.0, 16.0, 12.0
_INDENT, _GAP = 7.0, 3.0
_COLUMNS = (("作業ID", 42.0), ("作業名", 160.0), ("担当", 50.0), ("進捗", 36.0))
_LEFT = sum(width for _, width in _COLUMNS)
ROWS_PER_PAGE = int((LANDSCAPE.height - _HEAD - _LEGEND - _TODAY) // _ROW)

_PLANNED: dict[str, Any] = {"fill": Colour.PLAN, "edge": Colour.MIDDLE, "line_width": 0.4}
_CRITICAL: dict[str, Any] = {"fill": Colour.PLAN, "edge": Colour.INK, "line_width": 1.3}
_ACTUAL: dict[str, Any] = {"fill": Colour.NAVY}
_SUMMARY: dict[str, Any] = {"fill": Colour.QUIET}
_PROGRESS: dict[str, Any] = {"colour": Colour.ALERT, "width": 1.2}
_AS_OF: dict[str, Any] = {"colour": Colour.INK, "width": 0.9, "dashes": (3, 2)}


def gantt_charts(project: Project) -> tuple[Figure, ...] | NoFigure:
    """The rows of マスタスケジュール on pages of like length, all on one scale of time."""
    rows = gantt_rows(project)
    if not rows:
        return NoFigure(TITLE, "マスタスケジュールに作業がないため、ガントチャートは描けません。")
    axis = TimeAxis(*period_of(rows, project.as_of), _LEFT + _GAP, LANDSCAPE.width - _GAP)
    pages = list(_pages(rows))
    said = said_of_tasks([row.task for row in rows if not row.is_summary], project.as_of)
    return tuple(
        _page(
            project, axis, page, titled(f"{TITLE} {number}/{len(pages)}" if len(pages) > 1 else TITLE, said)
        )
        for number, page in enumerate(pages, 1)
    )


def _pages(rows: Sequence[GanttRow]) -> Iterator[Sequence[GanttRow]]:
    """As few pages as possible, then all about as long."""
    count = -(-len(rows) // ROWS_PER_PAGE)
    even = -(-len(rows) // count)
    for start in range(0, len(rows), even):
        yield rows[start : start + even]


def _page(project: Project, axis: TimeAxis, rows: Sequence[GanttRow], title: str) -> Figure:
    top = _TODAY + _HEAD
    bottom = top + _ROW * len(rows)
    drawing = Drawing(Area(LANDSCAPE.width, bottom + _LEGEND))
    _draw_head(drawing)
    axis.draw(drawing, _TODAY, _HEAD, bottom)
    for number, row in enumerate(rows):
        y = top + number * _ROW
        _draw_texts(drawing, row, y)
        _draw_bars(drawing, axis, row, y)
        drawing.line([(0, y + _ROW), (axis.right, y + _ROW)], colour=Colour.GRID, width=0.4)
    _draw_as_of(drawing, axis, project.as_of, bottom)
    _draw_progress_line(drawing, axis, rows, project.as_of, top)
    _draw_legend(drawing, bottom + _LEGEND / 2)
    return drawing.figure(title, _alt(project, rows), _notes(axis, rows))


def _draw_head(drawing: Drawing) -> None:
    drawing.box(0, _TODAY, _LEFT, _HEAD, fill=Colour.PALE)
    x = 0.0
    for label, width in _COLUMNS:
        drawing.text(x + _GAP, _TODAY + _HEAD / 2, label, size=Size.SMALL, is_bold=True)
        x += width


def _draw_texts(drawing: Drawing, row: GanttRow, top: float) -> None:
    x, y, task = 0.0, top + _ROW / 2, row.task
    indent = min(row.depth, 5) * _INDENT
    texts = (task.id, task.title, task.owner, _progress(row))
    for (label, width), text in zip(_COLUMNS, texts, strict=True):
        shift = indent if label == "作業名" else 0.0
        shown = fitted(text, width - _GAP - shift, Size.SMALL)
        colour = Colour.ALERT if label == "進捗" and row.is_late else Colour.INK
        drawing.text(
            x + _GAP + shift, y, shown, size=Size.SMALL, colour=colour, is_bold=row.is_summary or row.is_late
        )
        x += width


def _progress(row: GanttRow) -> str:
    """進捗率, 済 once finished; ▲ where the task is late."""
    task = row.task
    text = "済" if task.actual_finish else ratio(task.progress) if task.progress is not None else ""
    return f"▲{text or '未着手'}" if row.is_late else text


def _draw_bars(drawing: Drawing, axis: TimeAxis, row: GanttRow, top: float) -> None:
    task = row.task
    if row.is_milestone:
        _draw_milestone(drawing, axis, row, top + _ROW / 2)
        return
    if row.is_summary:
        _draw_span(drawing, axis, task.planned_start, task.planned_finish, top + 4.5, 3.0, _SUMMARY)
        return
    look = _CRITICAL if row.is_critical else _PLANNED
    _draw_span(drawing, axis, task.planned_start, task.planned_finish, top + 1.8, 4.2, look)
    _draw_span(drawing, axis, task.actual_start, _actual_end(row), top + 6.4, 2.4, _ACTUAL)
    baseline = {"fill": Colour.QUIET}
    _draw_span(drawing, axis, task.baseline_start, task.baseline_finish, top + 9.8, 0.9, baseline)


def _actual_end(row: GanttRow) -> date | None:
    """The actual finish; of what is under way, the day up to which the plan is done."""
    task = row.task
    if task.actual_finish or not task.actual_start:
        return task.actual_finish
    return max(row.progress_on or task.actual_start, task.actual_start)


def _draw_span(
    drawing: Drawing,
    axis: TimeAxis,
    start: date | None,
    finish: date | None,
    y: float,
    height: float,
    look: dict[str, Any],
) -> None:
    """A bar from the beginning of one day to the end of another; of what lies outside, nothing."""
    if start is None or finish is None or finish < start or finish < axis.first or start > axis.last:
        return
    x = axis.begin(start)
    drawing.box(x, y, max(axis.end(finish) - x, 1.2), height, **look)


def _draw_milestone(drawing: Drawing, axis: TimeAxis, row: GanttRow, y: float) -> None:
    """◆ on the planned day (filled once reached), a small hollow one on the baseline."""
    task = row.task
    planned = task.planned_finish or task.planned_start
    baseline = task.baseline_finish or task.baseline_start
    if baseline and baseline != planned and axis.holds(baseline):
        drawing.diamond((axis.begin(baseline) + axis.end(baseline)) / 2, y, 2.6, edge=Colour.QUIET)
    shown = task.actual_finish or planned
    if shown and axis.holds(shown):
        x = (axis.begin(shown) + axis.end(shown)) / 2
        edge = Colour.INK if row.is_critical else Colour.NAVY
        fill = Colour.NAVY if task.actual_finish else Colour.PAPER
        drawing.diamond(x, y, 4.2, fill=fill, edge=edge, line_width=1.6 if row.is_critical else 1.0)


def _draw_as_of(drawing: Drawing, axis: TimeAxis, as_of: date, bottom: float) -> None:
    x = axis.end(as_of)
    drawing.line([(x, _TODAY), (x, bottom)], **_AS_OF)
    align: Align = "right" if x > axis.right - 60 else "left" if x < axis.left + 60 else "center"
    drawing.text(x, _TODAY / 2, f"基準日 {shown_day(as_of)}", size=Size.SMALL, align=align, is_bold=True)


def _draw_progress_line(
    drawing: Drawing, axis: TimeAxis, rows: Sequence[GanttRow], as_of: date, top: float
) -> None:
    """The line through the day that each task has reached; from D and back to D."""
    now, middle = axis.end(as_of), top + _ROW / 2
    points = [
        (axis.end(row.progress_on), middle + number * _ROW)
        for number, row in enumerate(rows)
        if row.progress_on is not None
    ]
    if points:
        drawing.line([(now, top), *points, (now, top + len(rows) * _ROW)], **_PROGRESS)
        for x, y in points:
            if abs(x - now) > 0.5:
                drawing.box(x - 1.3, y - 1.3, 2.6, 2.6, fill=Colour.ALERT)


def _draw_legend(drawing: Drawing, y: float) -> None:
    x = 2.0
    for look, label in (
        (_PLANNED, "予定"),
        (_CRITICAL, "予定(クリティカルパス)"),
        (_ACTUAL, "実績(仕掛中は進捗率まで)"),
        ({"fill": Colour.QUIET}, "基準"),
    ):
        height = 1.2 if label == "基準" else 4.5
        drawing.box(x, y - height / 2, 18, height, **look)
        x += 22 + drawing.text(x + 22, y, label, size=Size.SMALL).width + 10
    for fill, label in ((Colour.PAPER, "マイルストーン"), (Colour.NAVY, "達成")):
        drawing.diamond(x + 4, y, 4, fill=fill, edge=Colour.NAVY, line_width=1.0)
        x += 11 + drawing.text(x + 11, y, label, size=Size.SMALL).width + 10
    for line, label in ((_AS_OF, "基準日"), (_PROGRESS, "イナズマ線")):
        drawing.line([(x, y), (x + 18, y)], **line)
        x += 22 + drawing.text(x + 22, y, label, size=Size.SMALL).width + 10
    drawing.text(x, y, "▲ 遅れ", size=Size.SMALL, colour=Colour.ALERT, is_bold=True)


def _alt(project: Project, rows: Sequence[GanttRow]) -> str:
    leaves = [row for row in rows if not row.is_summary]
    done = sum(1 for row in leaves if row.task.actual_finish)
    late = [row for row in leaves if row.is_late]
    critical = sum(row.is_critical for row in leaves)
    text = (
        f"{shown_day(project.as_of)}時点のガントチャート。作業とマイルストーン{len(leaves)}件のうち完了{done}件、"
        f"遅れ{len(late)}件、クリティカルパス上{critical}件。"
    )
    names = "、".join(_name(row.task) for row in late[:20])
    return f"{text}遅れ: {names}{' ほか' if len(late) > 20 else ''}。" if late else text


def _name(task: Task) -> str:
    return " ".join(part for part in (task.id, task.title) if part)


def _notes(axis: TimeAxis, rows: Sequence[GanttRow]) -> tuple[str, ...]:
    undated = [row.task for row in rows if not (row.task.planned_start or row.task.planned_finish)]
    outside = [
        row.task
        for row in rows
        for day in (row.task.planned_finish or row.task.planned_start,)
        if day and not axis.holds(day)
    ]
    notes = []
    if undated:
        notes.append(f"予定日がない{len(undated)}件は棒を描いていません({_names(undated)})。")
    if outside:
        notes.append(f"予定日が図の期間の外にある{len(outside)}件は棒を描いていません({_names(outside)})。")
    return tuple(notes)


def _names(tasks: Sequence[Task]) -> str:
    shown = "、".join(task.id or _name(task) for task in tasks[:10])
    return f"{shown} ほか" if len(tasks) > 10 else shown
