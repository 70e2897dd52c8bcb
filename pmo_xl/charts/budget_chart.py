"""月別の予算執行: ordered, accepted and paid by month and summed up, against the budget and what remains of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import accumulate
from typing import Any

from pmo_xl.charts.drawing import Drawing
from pmo_xl.charts.figure import Figure, NoFigure
from pmo_xl.charts.marks import Box, Point
from pmo_xl.charts.money_scale import money_scale
from pmo_xl.charts.plot import EndLabel, Plot, draw_end_labels, stepped, ticks
from pmo_xl.charts.statements import said_of_budget, titled
from pmo_xl.charts.style import CHART, Area, Size
from pmo_xl.metrics.budget.budget import BudgetReport
from pmo_xl.metrics.budget.budget_months import sum_by_month
from pmo_xl.model.calendar import add_months
from pmo_xl.model.display import month as shown_month
from pmo_xl.model.display import yen
from pmo_xl.theme import Colour

TITLE = "月別の予算執行"
_MOST_MONTHS, _BEFORE = 24, 12
_LEFT, _RIGHT, _TOP, _FOOT, _LEGEND, _MIDDLE = 38.0, 92.0, 18.0, 24.0, 14.0, 18.0

_SERIES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("ordered", "発注", {"fill": Colour.NAVY}),
    ("accepted", "検収", {"fill": Colour.MIDDLE}),
    ("paid", "支払", {"fill": Colour.PLAN, "edge": Colour.MIDDLE, "line_width": 0.5}),
)
_LINES: Mapping[str, dict[str, Any]] = {
    "ordered": {"colour": Colour.NAVY, "width": 1.8},
    "accepted": {"colour": Colour.MIDDLE, "width": 1.5, "dashes": (4, 1.5)},
    "paid": {"colour": Colour.QUIET, "width": 1.2, "dashes": (1.5, 1.5)},
}


def budget_by_month(report: BudgetReport) -> Figure | NoFigure:
    """Above, the sums against the budget, and what remains; below, the amounts of each month. 円・税抜."""
    sums = sum_by_month(report.months)
    if not sums:
        return NoFigure(TITLE, "発注・検収・支払の記録がないため、月別の予算執行の図は描けません。")
    return _MonthChart(report, sums).figure()


class _MonthChart:
    """Two plots over the same months."""

    def __init__(self, report: BudgetReport, sums: Mapping[date, Mapping[str, int]]) -> None:
        self.report = report
        self.months = _months(sums, report.as_of)
        self.amounts = {
            name: [sums.get(month, {}).get(name, 0) for month in self.months] for name, _, _ in _SERIES
        }
        self.totals = {name: _totals(name, self.months, sums) for name, _, _ in _SERIES}
        self.budget = report.total.amount or 0
        self.area = Area(CHART.width, CHART.height * 1.5)
        highest = max(self.budget, *(max(values) for values in self.totals.values()))
        self.scale = money_scale(highest)
        inner = self.area.height - _TOP - _FOOT - _LEGEND - _MIDDLE - Size.NORMAL
        width = self.area.width - _LEFT - _RIGHT
        self.upper = Box(_LEFT, _TOP, width, inner * 0.55)
        self.lower = Box(_LEFT, self.upper.bottom + _MIDDLE + Size.NORMAL, width, inner * 0.45)

    def figure(self) -> Figure:
        """The chart, with what it says in words."""
        drawing = Drawing(self.area)
        self._draw_sums(drawing)
        self._draw_amounts(drawing)
        self._draw_months(drawing)
        return drawing.figure(
            titled(TITLE, said_of_budget(self.report, self.scale)), self._alt(), self._notes()
        )

    def x(self, position: float) -> float:
        """Where the month of this number begins."""
        return _LEFT + self.upper.width * position / len(self.months)

    def _plot(self, area: Box, values: Sequence[int]) -> tuple[Plot, list[float]]:
        marks = ticks(min(0, *values), max(1, *values))
        return Plot(area, marks[0], marks[-1]), marks

    def _draw_sums(self, drawing: Drawing) -> None:
        values = [self.budget, *(value for series in self.totals.values() for value in series)]
        plot, marks = self._plot(self.upper, values)
        drawing.text(0, 5, f"累計と予算({self.scale.unit}・税抜)", size=Size.SMALL, is_bold=True)
        plot.draw_grid(drawing, marks, self.scale.shown)
        self._draw_remainder(drawing, plot)
        y = plot.y(self.budget)
        drawing.line([(_LEFT, y), (self.upper.right, y)], colour=Colour.ALERT, width=1.3, dashes=(6, 2))
        labels = [EndLabel(y, f"予算 {self.scale.shown(self.budget)}", Colour.ALERT)]
        labels += [self._draw_total(drawing, plot, name, label) for name, label, _ in _SERIES]
        draw_end_labels(drawing, self.upper.right, labels, self.upper)

    def _draw_total(self, drawing: Drawing, plot: Plot, name: str, label: str) -> EndLabel:
        """The sum of one kind, up to the month of D or the last that has any."""
        points = self._steps(plot, name)
        drawing.line(points, **_LINES[name])
        text = f"{label}累計 {self.scale.shown(self.totals[name][-1])}"
        return EndLabel(points[-1][1], text, _LINES[name]["colour"], points[-1][0])

    def _steps(self, plot: Plot, name: str) -> list[Point]:
        """A step per month, from its beginning to its end."""
        known = self.totals[name][: self._known_months(name)]
        begins = [(self.x(n), plot.y(value)) for n, value in enumerate(known)]
        return stepped([(self.x(0), plot.y(0)), *begins, (self.x(len(known)), begins[-1][1])])

    def _draw_remainder(self, drawing: Drawing, plot: Plot) -> None:
        """What lies between the orders and the budget."""
        points, y = self._steps(plot, "ordered"), plot.y(self.budget)
        drawing.polygon([*points, (points[-1][0], y), (points[0][0], y)], fill=Colour.PALE)
        if points[1][1] - y > 2 * Size.NORMAL:
            drawing.text(_LEFT + 5, y + Size.NORMAL, "残(予算 − 発注累計)", size=Size.SMALL)

    def _known_months(self, name: str) -> int:
        """How many months there are up to the one of D, or to the last with an amount."""
        last = max((n for n, value in enumerate(self.amounts[name]) if value), default=0)
        passed = sum(month <= self.report.as_of for month in self.months)
        return max(passed, last + 1)

    def _draw_amounts(self, drawing: Drawing) -> None:
        plot, marks = self._plot(self.lower, [value for series in self.amounts.values() for value in series])
        drawing.text(
            0,
            self.lower.y - 13,
            f"各月の発注・検収・支払({self.scale.unit}・税抜)",
            size=Size.SMALL,
            is_bold=True,
        )
        plot.draw_grid(drawing, marks, self.scale.shown)
        slot = self.lower.width / len(self.months)
        bar = slot * 0.8 / len(_SERIES)
        for series, (name, _, look) in enumerate(_SERIES):
            for number, value in enumerate(self.amounts[name]):
                x = self.x(number) + slot * 0.1 + series * bar
                top, bottom = sorted((plot.y(value), plot.y(0)))
                if value:
                    drawing.box(x, top, bar, bottom - top, **look)
        self._draw_remaining(drawing)

    def _draw_remaining(self, drawing: Drawing) -> None:
        """What remains, in words, right of the bars."""
        total, x = self.report.total, self.lower.right + 8
        lines = [
            f"予算 {self.scale.shown(self.budget)}",
            f"− 発注済 {self.scale.shown(total.ordered)}",
            f"− 発注見込 {self.scale.shown(total.expected)}",
            f"= 残予算 {self.scale.shown(total.remaining or 0)}",
        ]
        drawing.lines(x, self.lower.y, lines[:3], size=Size.SMALL)
        top = self.lower.y + 3 * Size.SMALL * Size.LEADING + 2
        colour = Colour.ALERT if (total.remaining or 0) < 0 else Colour.INK
        drawing.lines(x, top, lines[3:], is_bold=True, colour=colour)

    def _draw_months(self, drawing: Drawing) -> None:
        y, step = self.lower.bottom + 7, -(-len(self.months) * 16 // int(self.lower.width))
        for number, month in enumerate(self.months):
            middle = self.x(number + 0.5)
            if number % step == 0:
                drawing.text(middle, y, f"{month.month}月", size=Size.SMALL, align="center")
            if number == 0 or month.month == 1:
                drawing.text(self.x(number), y + 9, f"{month.year}年", size=Size.SMALL)
        x = _LEFT
        for _, label, look in _SERIES:
            bottom = self.area.height - _LEGEND / 2
            drawing.box(x, bottom - 3, 10, 6, **look)
            x += 14 + drawing.text(x + 14, bottom, label, size=Size.SMALL).width + 12

    def _alt(self) -> str:
        total = self.report.total
        return (
            f"月別の予算執行({shown_month(self.months[0])}から{shown_month(self.months[-1])}、円・税抜)。"
            f"予算{yen(self.budget)}、発注済{yen(total.ordered)}、発注見込{yen(total.expected)}、"
            f"検収{yen(total.accepted)}、支払{yen(total.paid)}、残予算{yen(total.remaining or 0)}。"
        )

    def _notes(self) -> tuple[str, ...]:
        used, rows = self.report.rows_used, self.report.rows_total
        notes = [f"予算管理表の対象 {used} / {rows} 件(金額のない行を除く)。"] if used != rows else []
        outside = [
            month
            for month in sum_by_month(self.report.months)
            if not self.months[0] <= month <= self.months[-1]
        ]
        if outside:
            notes.append(f"図の期間の外に{len(outside)}か月分の記録があります(前の分は累計に含みます)。")
        return tuple(notes)


def _months(sums: Mapping[date, object], as_of: date) -> list[date]:
    """Every month from the first to the last with anything; of too many, those around D."""
    first, last = min(sums), max(sums)
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    if count > _MOST_MONTHS:
        first = max(first, add_months(as_of.replace(day=1), -_BEFORE))
        first = min(first, last)
        count = min(_MOST_MONTHS, (last.year - first.year) * 12 + last.month - first.month + 1)
    return [add_months(first, n) for n in range(count)]


def _totals(name: str, months: Sequence[date], sums: Mapping[date, Mapping[str, int]]) -> list[int]:
    """The sum up to each month, with all that came before the first."""
    before = sum(amounts.get(name, 0) for month, amounts in sums.items() if month < months[0])
    return list(accumulate((sums.get(month, {}).get(name, 0) for month in months), initial=before))[1:]
