"""The axis of days across a chart: where a day lies, and the months and weeks above."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from pmo_xl.charts.drawing import Drawing
from pmo_xl.charts.style import Size
from pmo_xl.model.calendar import add_months
from pmo_xl.theme import Colour

_WEEKS_UP_TO = 130
_LEAST_MONTH = 15.0


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """The days from `first` to `last`, both whole, between two x."""

    first: date
    last: date
    left: float
    right: float

    def begin(self, day: date) -> float:
        """Where a day begins; at the edge for what lies outside."""
        share = (day - self.first).days / ((self.last - self.first).days + 1)
        return self.left + (self.right - self.left) * min(max(share, 0.0), 1.0)

    def end(self, day: date) -> float:
        """Where a day ends."""
        return self.begin(day + timedelta(days=1)) if day < date.max else self.right

    def holds(self, day: date) -> bool:
        """Whether the day is on the axis."""
        return self.first <= day <= self.last

    def months(self) -> Iterator[date]:
        """The first day of every month."""
        month = self.first.replace(day=1)
        while month <= self.last:
            yield month
            month = add_months(month, 1)

    def draw(self, drawing: Drawing, top: float, height: float, bottom: float) -> None:
        """Years and months as a head of this height, and lines down to `bottom` where they begin."""
        middle = top + height / 2
        drawing.box(self.left, top, self.right - self.left, height, fill=Colour.PALE)
        step = self._month_step()
        for number, month in enumerate(self.months()):
            x = self.begin(month)
            is_year = number == 0 or month.month == 1
            drawing.line([(x, top if is_year else middle), (x, bottom)], colour=Colour.LINE, width=0.5)
            if is_year and self._fits(month):
                drawing.text(x + 2, top + height / 4, f"{month.year}年", size=Size.SMALL)
            if number % step == 0:
                drawing.text(x + 2, middle + height / 4, f"{month.month}月", size=Size.SMALL)
        if (self.last - self.first).days <= _WEEKS_UP_TO:
            self._draw_weeks(drawing, top + height, bottom)

    def _month_step(self) -> int:
        """Every how many months there is room for a label."""
        width = (self.right - self.left) / max(sum(1 for _ in self.months()), 1)
        return next((step for step in (1, 2, 3, 4, 6) if width * step >= _LEAST_MONTH), 12)

    def _fits(self, month: date) -> bool:
        """Whether the year's label has room before the next one."""
        following = date(month.year + 1, 1, 1)
        return self.begin(min(following, self.last)) - self.begin(month) >= 26

    def _draw_weeks(self, drawing: Drawing, top: float, bottom: float) -> None:
        monday = self.first + timedelta(days=-self.first.weekday() % 7)
        while monday <= self.last:
            x = self.begin(monday)
            drawing.line([(x, top), (x, bottom)], colour=Colour.GRID, width=0.4)
            monday += timedelta(days=7)
