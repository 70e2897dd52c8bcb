"""リリースの時間割: the steps of the release hour by hour, system by system, the actual beside the plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pmo_xl.charts.drawing import Drawing, fitted
from pmo_xl.charts.figure import Figure, NoFigure
from pmo_xl.charts.statements import titled
from pmo_xl.charts.style import LANDSCAPE, Area, Size
from pmo_xl.metrics.phase_leaves import system_key
from pmo_xl.metrics.release import DECISION, WORK, ends_at
from pmo_xl.model.calendar import minutes_later
from pmo_xl.model.project import Project
from pmo_xl.model.release_step import ReleaseStep
from pmo_xl.theme import Colour

TITLE = "リリースの時間割"
_SYSTEM, _NAME = 86.0, 170.0
_LEFT, _HEAD, _ROW, _LEGEND, _RIGHT = 260.0, 24.0, 13.0, 16.0, 4.0
_STEPS = (1, 2, 3, 4, 6, 12, 24, 48, 168)
_LEAST = 26.0
_LONGEST_DAYS = 14
WHOLE = "全体"
_STOP = ("停止開始", "停止終了")


@dataclass(frozen=True, slots=True)
class _Hours:
    """The axis of hours between two x."""

    first: datetime
    last: datetime

    @property
    def right(self) -> float:
        """Where the axis ends."""
        return LANDSCAPE.width - _RIGHT

    def x(self, at: datetime) -> float:
        """Where a moment lies, at the edge for what lies outside."""
        share = (at - self.first) / (self.last - self.first)
        return _LEFT + (self.right - _LEFT) * min(max(share, 0.0), 1.0)

    @property
    def step(self) -> int:
        """Every how many hours there is room for a label."""
        hours = (self.last - self.first) / timedelta(hours=1)
        return next((n for n in _STEPS if (self.right - _LEFT) * n / hours >= _LEAST), _STEPS[-1])

    def ticks(self) -> Iterator[datetime]:
        """The labelled moments: whole steps from midnight."""
        at = self.first.replace(hour=0)
        while at <= self.last:
            if at >= self.first:
                yield at
            before, at = at, minutes_later(at, self.step * 60)
            if at == before:
                return


def release_hours(project: Project) -> tuple[Figure, ...] | NoFigure:
    """The 作業 and 判断点 that have a time, on as many pages as they take."""
    steps = [step for step in project.release_steps if step.kind in (WORK, DECISION)]
    placed = [step for step in steps if step.starts_at and ends_at(step)]
    if not placed:
        return NoFigure(TITLE, "開始予定と所要分のそろった作業・判断点がないため、時間割は描けません。")
    axis = _axis(placed, project)
    inside = [step for step in placed if step.starts_at and step.starts_at <= axis.last]
    rows = _in_order(inside, project)
    most = int((LANDSCAPE.height - _HEAD - _LEGEND) / _ROW)
    pages = [rows[n : n + most] for n in range(0, len(rows), most)]
    notes = _notes(len(steps) - len(placed), len(placed) - len(inside))
    said = _said(placed) if len(placed) == len(steps) else ""
    return tuple(
        _draw(page, axis, titled(f"{TITLE} {n}/{len(pages)}" if len(pages) > 1 else TITLE, said), project,
              notes if n == len(pages) else ())
        for n, page in enumerate(pages, 1)
    )  # fmt: skip


def _said(steps: Sequence[ReleaseStep]) -> str:
    """From when to when it goes by the plan, and how often there is a decision on the way."""
    first, last = min(at for s in steps if (at := s.starts_at)), max(at for s in steps if (at := ends_at(s)))
    decisions = sum(step.kind == DECISION for step in steps)
    end = f"{last:%H:%M}" if last.date() == first.date() else f"{last:%m/%d %H:%M}"
    return f"{first:%m/%d %H:%M}から{end}まで" + (f"、判断点{decisions}か所" if decisions else "")


def _axis(steps: Sequence[ReleaseStep], project: Project) -> _Hours:
    """From the hour of the first beginning to that of the last end, planned or actual, and the whole stop near them."""
    starts = [at for step in steps for at in (step.starts_at, step.actual_start) if at]
    ends = [at for step in steps for at in (ends_at(step), step.actual_finish) if at]
    first, last = min(starts), max(ends)
    stop = [at for key in _STOP if (at := project.settings.moment(key))]
    near = [at for at in stop if minutes_later(first, -1440) <= at <= minutes_later(last, 1440)]
    first = min([first, *near]).replace(minute=0, second=0, microsecond=0)
    last = min(max([last, *near]), minutes_later(first, _LONGEST_DAYS * 1440))
    return _Hours(first, max(minutes_later(last, 30), minutes_later(first, 60)))


def _in_order(steps: Sequence[ReleaseStep], project: Project) -> list[ReleaseStep]:
    """System by system in the order in which each begins; within one by time."""
    by_time = sorted(steps, key=lambda step: step.starts_at or datetime.max)  # noqa: DTZ901 - as the clock there shows
    order: dict[str, int] = {}
    for step in by_time:
        order.setdefault(system_key(step.system, project), len(order))
    return sorted(by_time, key=lambda step: order[system_key(step.system, project)])


def _draw(
    rows: Sequence[ReleaseStep], axis: _Hours, title: str, project: Project, notes: Sequence[str]
) -> Figure:
    bottom = _HEAD + len(rows) * _ROW
    drawing = Drawing(Area(LANDSCAPE.width, bottom + _LEGEND))
    _draw_head(drawing, axis, bottom)
    _draw_stop(drawing, axis, bottom, project)
    shown = None
    for number, row in enumerate(rows):
        system, y = system_key(row.system, project), _HEAD + number * _ROW
        if system != shown:
            drawing.text(
                2,
                y + _ROW / 2,
                fitted(row.system or WHOLE, _SYSTEM - 4, Size.SMALL),
                size=Size.SMALL,
                is_bold=True,
            )
            drawing.line([(0, y), (axis.right, y)], colour=Colour.LINE, width=0.7)
        shown = system
        _draw_row(drawing, axis, row, y)
    drawing.line([(0, bottom), (axis.right, bottom)], colour=Colour.LINE, width=0.7)
    _draw_legend(drawing, bottom + _LEGEND / 2)
    return drawing.figure(title, _alt(rows), notes)


def _draw_head(drawing: Drawing, axis: _Hours, bottom: float) -> None:
    drawing.box(0, 0, axis.right, _HEAD, fill=Colour.PALE)
    for x, text in ((2.0, "システム"), (_SYSTEM, "手順")):
        drawing.text(x, _HEAD / 2, text, size=Size.SMALL, is_bold=True)
    day = None
    for at in axis.ticks():
        x = axis.x(at)
        drawing.line([(x, _HEAD / 2), (x, bottom)], colour=Colour.GRID, width=0.5)
        if x < axis.right - 24:
            drawing.text(x + 2, _HEAD * 0.75, f"{at:%H:%M}", size=Size.SMALL)
            if at.date() != day:
                drawing.text(x + 2, _HEAD * 0.25, f"{at.month}/{at.day}", size=Size.SMALL, is_bold=True)
        day = at.date()


def _draw_stop(drawing: Drawing, axis: _Hours, bottom: float, project: Project) -> None:
    """The beginning and end of the stop, as lines across all rows."""
    for key in _STOP:
        at = project.settings.moment(key)
        if at and axis.first <= at <= axis.last:
            drawing.line(
                [(axis.x(at), 0), (axis.x(at), bottom)], colour=Colour.ALERT, width=1.0, dashes=(3, 2)
            )


def _draw_row(drawing: Drawing, axis: _Hours, row: ReleaseStep, top: float) -> None:
    name = fitted(f"{row.row_id or ''} {row.title or ''}".strip(), _NAME - 4, Size.SMALL)
    drawing.text(_SYSTEM, top + _ROW / 2, name, size=Size.SMALL)
    start, end = row.starts_at, ends_at(row)
    if start is None or end is None:
        return
    x = axis.x(start)
    if row.kind == DECISION:
        drawing.diamond(axis.x(end), top + _ROW / 2, 4, fill=Colour.PAPER, edge=Colour.INK, line_width=1.0)
    hatch = "///" if row.is_irreversible else ""
    edge = Colour.INK if row.is_irreversible else None
    drawing.box(x, top + 2.2, max(axis.x(end) - x, 1.5), 4.6, fill=Colour.PLAN, edge=edge, hatch=hatch)
    if row.actual_start and row.actual_finish and row.actual_finish >= row.actual_start:
        x = axis.x(row.actual_start)
        drawing.box(x, top + 7.6, max(axis.x(row.actual_finish) - x, 1.5), 2.8, fill=Colour.ACTUAL)


def _draw_legend(drawing: Drawing, y: float) -> None:
    x = 2.0
    looks = (
        ({"fill": Colour.PLAN}, "予定"),
        ({"fill": Colour.PLAN, "hatch": "///", "edge": Colour.INK}, "予定(戻せない作業)"),
        ({"fill": Colour.ACTUAL}, "実績"),
    )
    for look, label in looks:
        drawing.box(x, y - 2.2, 18, 4.4, **look)
        x += 22 + drawing.text(x + 22, y, label, size=Size.SMALL).width + 10
    drawing.diamond(x + 4, y, 4, fill=Colour.PAPER, edge=Colour.INK, line_width=1.0)
    x += 11 + drawing.text(x + 11, y, "判断点(終わり)", size=Size.SMALL).width + 10
    drawing.line([(x, y), (x + 18, y)], colour=Colour.ALERT, width=1.0, dashes=(3, 2))
    drawing.text(x + 22, y, "停止の始まり・終わり", size=Size.SMALL)


def _notes(untimed: int, outside: int) -> tuple[str, ...]:
    said = []
    if untimed:
        said.append(f"開始予定か所要分がないか読めない{untimed}件は描いていません。")
    if outside:
        said.append(f"最初の手順から{_LONGEST_DAYS}日より後の{outside}件は描いていません。")
    return tuple(said)


def _alt(rows: Sequence[ReleaseStep]) -> str:
    told = "。".join(
        f"{row.system or WHOLE} {row.row_id or ''} {row.title or ''} {row.starts_at:%m/%d %H:%M}から{row.minutes or 0}分"
        for row in rows
    )
    return f"リリースの時間割。{told}。"
