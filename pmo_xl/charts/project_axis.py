"""案件の時間軸: the milestones of many projects on one axis, releases that clash ringed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import overload

from pmo_xl.charts.drawing import Drawing, fitted
from pmo_xl.charts.figure import Figure, NoFigure
from pmo_xl.charts.statements import titled
from pmo_xl.charts.style import LANDSCAPE, Area, Size
from pmo_xl.charts.time_axis import TimeAxis
from pmo_xl.model.calendar import add_months, month_end
from pmo_xl.model.display import day as shown_day
from pmo_xl.theme import Colour

TITLE = "マイルストーン(全案件)"
ROWS_PER_PAGE = 26
_LEFT, _TOP, _HEAD, _ROW, _LEGEND, _HALF = 168.0, 12.0, 22.0, 12.0, 16.0, 3.6
_MOST_MONTHS_BACK, _MOST_MONTHS_ON = 2, 15


@dataclass(frozen=True, slots=True)
class AxisMark:
    """A milestone on the axis. is_late: later than its plan. is_clash: its release hinders another's."""

    on: date
    is_reached: bool = False
    is_late: bool = False
    is_clash: bool = False


@dataclass(frozen=True, slots=True)
class AxisRow:
    """One project: its light (mark and word) and its marks."""

    name: str
    light: str
    marks: tuple[AxisMark, ...]


def project_axis(
    rows: Sequence[AxisRow], as_of: date, width: float = LANDSCAPE.width
) -> Sequence[Figure] | NoFigure:
    """The figures, so many projects on each, all on one scale: from two months before D to fifteen after it."""
    days = [mark.on for row in rows for mark in row.marks]
    if not days:
        return NoFigure(TITLE, "日付のあるマイルストーンがないため、図は描けません。")
    first = max(min(*days, as_of), add_months(as_of.replace(day=1), -_MOST_MONTHS_BACK)).replace(day=1)
    last = month_end(min(max(*days, as_of), add_months(as_of.replace(day=1), _MOST_MONTHS_ON)))
    return _Pages(rows, TimeAxis(first, last, _LEFT, width - 2), as_of)


class _Pages(Sequence[Figure]):
    """The figures of the pages, each drawn when it is asked for: memory holds one, however many projects there are."""

    def __init__(self, rows: Sequence[AxisRow], axis: TimeAxis, as_of: date) -> None:
        self._rows, self._axis, self._as_of = rows, axis, as_of
        self._starts, self._said = range(0, len(rows), ROWS_PER_PAGE), _said(rows)

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, index: int) -> Figure: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Figure, ...]: ...
    def __getitem__(self, index: int | slice) -> Figure | tuple[Figure, ...]:
        """The figure of a page, or those of several."""
        if isinstance(index, slice):
            return tuple(self[number] for number in range(len(self))[index])
        start = self._starts[index]
        title = f"{TITLE} {start // ROWS_PER_PAGE + 1}/{len(self)}" if len(self) > 1 else TITLE
        rows = self._rows[start : start + ROWS_PER_PAGE]
        return _page(rows, self._axis, self._as_of, titled(title, self._said))


def _page(rows: Sequence[AxisRow], axis: TimeAxis, as_of: date, title: str) -> Figure:
    bottom = _TOP + _HEAD + _ROW * len(rows)
    drawing = Drawing(Area(axis.right + 2, bottom + _LEGEND))
    axis.draw(drawing, _TOP, _HEAD, bottom)
    for number, row in enumerate(rows):
        _draw_row(drawing, axis, row, _TOP + _HEAD + number * _ROW)
    if axis.holds(as_of):
        x = axis.end(as_of)
        drawing.line([(x, _TOP), (x, bottom)], colour=Colour.ALERT, width=1.0)
        drawing.text(x, _TOP / 2, shown_day(as_of), size=Size.SMALL, align="center", is_bold=True)
    _draw_legend(drawing, bottom + _LEGEND / 2)
    outside = sum(not axis.holds(mark.on) for row in rows for mark in row.marks)
    notes = (f"図の期間の外にあるマイルストーン {outside} 件は一覧にあります。",) if outside else ()
    return drawing.figure(title, _alt(rows, as_of), notes)


def _draw_row(drawing: Drawing, axis: TimeAxis, row: AxisRow, top: float) -> None:
    y = top + _ROW / 2
    drawing.text(2, y, row.light, size=Size.SMALL, is_bold=True)
    drawing.text(30, y, fitted(row.name, _LEFT - 34, Size.SMALL), size=Size.SMALL)
    for mark in row.marks:
        if not axis.holds(mark.on):
            continue
        x = (axis.begin(mark.on) + axis.end(mark.on)) / 2
        if mark.is_clash:
            drawing.box(x - 5.2, top + 0.8, 10.4, _ROW - 1.6, edge=Colour.ALERT, line_width=1.3, radius=2)
        drawing.diamond(x, y, _HALF, **_look(mark))
    drawing.line([(0, top + _ROW), (axis.right, top + _ROW)], colour=Colour.GRID, width=0.4)


def _look(mark: AxisMark) -> dict[str, object]:
    fill = Colour.NAVY if mark.is_reached else Colour.SOON_MARK if mark.is_late else Colour.PAPER
    return {"fill": fill, "edge": Colour.NAVY, "line_width": 1.0}


def _draw_legend(drawing: Drawing, y: float) -> None:
    x = 2.0
    for mark, label in (
        (AxisMark(date.min), "これから(見込の日。なければ予定の日)"),
        (AxisMark(date.min, is_late=True), "予定より遅れる見込"),
        (AxisMark(date.min, is_reached=True), "達成"),
    ):
        drawing.diamond(x + 4, y, _HALF, **_look(mark))
        x += 11 + drawing.text(x + 11, y, label, size=Size.SMALL).width + 12
    drawing.box(x, y - 5.2, 10.4, 10.4, edge=Colour.ALERT, line_width=1.3, radius=2)
    drawing.text(x + 14, y, "ほかの案件とぶつかるリリース", size=Size.SMALL)


def _alt(rows: Sequence[AxisRow], as_of: date) -> str:
    return f"{shown_day(as_of)}時点の、案件ごとのマイルストーンの図。{'、'.join(_told(rows))}。"


def _said(rows: Sequence[AxisRow]) -> str:
    """How many milestones are expected late, in how many projects, and whose releases clash; "" with neither."""
    late = [sum(mark.is_late for mark in row.marks) for row in rows]
    clashes = sum(any(mark.is_clash for mark in row.marks) for row in rows)
    parts = [f"遅れる見込は{sum(late)}件({sum(map(bool, late))}案件)"] if any(late) else []
    if clashes:
        parts.append(f"リリースがぶつかるのは{clashes}案件")
    return "、".join(parts)


def _told(rows: Sequence[AxisRow]) -> Iterator[str]:
    for row in rows:
        late = sum(mark.is_late for mark in row.marks)
        yield f"{row.name}({row.light}){len(row.marks)}件" + (f"うち遅れる見込{late}件" if late else "")
