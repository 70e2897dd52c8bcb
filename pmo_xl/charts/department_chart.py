"""部門別の予算執行: a bar per department with what is ordered, expected and left of its budget."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pmo_xl.charts.drawing import Drawing, broken
from pmo_xl.charts.figure import Figure, NoFigure
from pmo_xl.charts.marks import Box
from pmo_xl.charts.money_scale import MoneyScale, money_scale
from pmo_xl.charts.plot import ticks
from pmo_xl.charts.statements import said_of_departments, titled
from pmo_xl.charts.style import PORTRAIT, Area, Size
from pmo_xl.charts.tree_layout import fit
from pmo_xl.metrics.budget.budget import BudgetLine, BudgetReport
from pmo_xl.model.display import yen
from pmo_xl.theme import Colour

TITLE = "部門別の予算執行"
_TOP, _FOOT, _LEGEND = 12.0, 24.0, 14.0
_ROW, _TIGHT_ROW, _BAR, _NAMES = 26.0, 19.5, 13.0, 110.0
_FEW = 20
_PARTS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("ordered", "発注済", {"fill": Colour.NAVY}),
    (
        "expected",
        "発注見込",
        {"fill": Colour.PLAN, "edge": Colour.NAVY, "hatch": "/////", "line_width": 0.5},
    ),
    ("remaining", "残予算", {"fill": Colour.PAPER, "edge": Colour.NAVY, "line_width": 0.8}),
)
NO_DEPARTMENT = "(部門なし)"


def budget_by_department(report: BudgetReport) -> Figure | NoFigure:
    """A bar per department: ordered, expected, and what remains up to the budget. 円・税抜."""
    lines = [line for line in report.departments if line.amount or line.forecast]
    if not lines:
        return NoFigure(TITLE, "予算も発注もないため、部門別の予算執行の図は描けません。")
    scale = money_scale(max(max(abs(line.amount or 0), abs(line.forecast)) for line in lines))
    row = _ROW if len(lines) <= _FEW else _TIGHT_ROW
    area = Area(PORTRAIT.width, _TOP + row * len(lines) + _FOOT + _LEGEND)
    drawing = Drawing(area)
    marks = ticks(min(0, *(line.forecast for line in lines)), max(1, *(_length(line) for line in lines)))
    bars = _Bars(drawing, scale, marks, Box(_NAMES, _TOP, area.width - _NAMES - 92, row * len(lines)))
    bars.draw_axis()
    for number, line in enumerate(lines):
        bars.draw(line, _TOP + (number + 0.5) * row)
    bars.draw_legend(area.height - _LEGEND / 2)
    title = titled(TITLE, said_of_departments(report, lines, scale))
    return drawing.figure(title, _alt(lines)).scaled(fit(area, PORTRAIT))


def _length(line: BudgetLine) -> int:
    return max(line.amount or 0, line.forecast)


class _Bars:
    """The bars of the departments, across."""

    def __init__(self, drawing: Drawing, scale: MoneyScale, marks: Sequence[float], area: Box) -> None:
        self.drawing, self.scale, self.marks, self.area = drawing, scale, marks, area

    def x(self, value: float) -> float:
        """Where an amount lies on the axis."""
        low, high = self.marks[0], self.marks[-1]
        return self.area.x + (value - low) / (high - low) * self.area.width

    def draw_axis(self) -> None:
        """The marks of the axis with their amounts, and the unit."""
        for value in self.marks:
            x = self.x(value)
            self.drawing.line([(x, self.area.y), (x, self.area.bottom)], colour=Colour.GRID, width=0.6)
            shown = self.scale.shown(value)
            self.drawing.text(x, self.area.bottom + 7, shown, size=Size.SMALL, align="center")
        self.drawing.text(self.area.right + 24, self.area.bottom + 7, self.scale.unit, size=Size.SMALL)

    def draw(self, line: BudgetLine, y: float) -> None:
        """The bar of one department, its parts one behind the other, and what remains of its budget."""
        names = broken(line.department or NO_DEPARTMENT, _NAMES - 8, Size.NORMAL, 2).lines
        top = y - len(names) * Size.NORMAL * Size.LEADING / 2
        self.drawing.lines(_NAMES - 6, top, names, align="right")
        start = 0
        for field, _, look in _PARTS:
            amount = getattr(line, field) or 0
            if amount > 0:
                left, right = self.x(start), self.x(start + amount)
                self.drawing.box(left, y - _BAR / 2, right - left, _BAR, **look)
                start += amount
        self._draw_budget(line, y)

    def _draw_budget(self, line: BudgetLine, y: float) -> None:
        """The budget as a line across the bar, and what remains in figures."""
        x, remaining = self.x(line.amount or 0), line.remaining or 0
        self.drawing.line([(x, y - _BAR / 2 - 3), (x, y + _BAR / 2 + 3)], colour=Colour.ALERT, width=1.6)
        is_over = remaining < 0
        text = f"残 {self.scale.shown(remaining)} / {self.scale.shown(line.amount or 0)}"
        colour = Colour.ALERT if is_over else Colour.INK
        self.drawing.text(self.area.right + 10, y, text, size=Size.SMALL, colour=colour, is_bold=is_over)

    def draw_legend(self, y: float) -> None:
        """What the looks of the parts and the red line mean."""
        x = 2.0
        for _, label, look in _PARTS:
            self.drawing.box(x, y - 3.5, 12, 7, **look)
            x += 16 + self.drawing.text(x + 16, y, label, size=Size.SMALL).width + 12
        self.drawing.line([(x + 2, y - 5), (x + 2, y + 5)], colour=Colour.ALERT, width=1.6)
        self.drawing.text(
            x + 8, y, f"予算額(単位は{self.scale.unit}・税抜、右端は 残予算 / 予算額)", size=Size.SMALL
        )


def _alt(lines: Sequence[BudgetLine]) -> str:
    parts = "。".join(
        f"{line.department or NO_DEPARTMENT}: 予算{yen(line.amount or 0)}、発注済{yen(line.ordered)}、発注見込{yen(line.expected)}、"
        f"残予算{yen(line.remaining or 0)}"
        for line in lines
    )
    return f"部門別の予算執行(円・税抜)。{parts}。"
