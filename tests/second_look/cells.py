"""The rows of a workbook by heading, its settings and its business days, read with openpyxl."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl

Row = dict[str, Any]
HEADINGS = 3
STANDARD_HOLIDAY = ("祝日", "会社休日")


class Cells:
    """One file. rows: of a sheet, each a dict by heading; a blank cell is None, a number exact, midnight a date."""

    def __init__(self, path: Path) -> None:
        book = openpyxl.load_workbook(path, data_only=True)
        self.sheets = {sheet.title: _rows(sheet) for sheet in book.worksheets}
        self.settings = {row["項目"]: row["値"] for row in self.rows("設定") if row["項目"]}
        days = [(row["日付"], row["区分"]) for row in self.rows("休日")]
        self.off = {day for day, kind in days if kind in STANDARD_HOLIDAY} - {
            day for day, kind in days if kind == "稼働日"
        }
        self.worked = {day for day, kind in days if kind == "稼働日"}
        self.as_of: date = self.settings["基準日"]

    def rows(self, sheet: str) -> list[Row]:
        """The rows of a sheet; none where it is not there."""
        return self.sheets.get(sheet, [])

    def is_business_day(self, day: date) -> bool:
        """Not Saturday, Sunday, public or company holiday; a 稼働日 always."""
        return day in self.worked or (day.weekday() < 5 and day not in self.off)

    def days_in(self, first: date, last: date) -> int:
        """Business days, both ends counted."""
        return sum(self.is_business_day(first + timedelta(n)) for n in range((last - first).days + 1))

    def days_after(self, first: date, last: date) -> int:
        """Business days in (first, last], negative when last comes earlier."""
        if last < first:
            return -self.days_after(last, first)
        return self.days_in(first + timedelta(1), last)

    def add(self, day: date, count: int) -> date:
        """The count-th business day after a day (before it when negative)."""
        step = 1 if count > 0 else -1
        for _ in range(abs(count)):
            day += timedelta(step)
            while not self.is_business_day(day):
                day += timedelta(step)
        return day


def _rows(sheet: Any) -> list[Row]:
    table = list(sheet.iter_rows(min_row=HEADINGS, values_only=True))
    if not table:
        return []
    heads = {n: head for n, head in enumerate(table[0]) if isinstance(head, str)}
    made = [{head: _plain(line[n]) for n, head in heads.items()} for line in table[1:]]
    typed = [[value for head, value in row.items() if not head.endswith("(自動)")] for row in made]
    return [
        row for row, cells in zip(made, typed, strict=True) if sum(cell is not None for cell in cells) > 1
    ]


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.date() if value.time() == datetime.min.time() else value
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, float):
        return Fraction(Decimal(repr(value)))
    return Fraction(value) if isinstance(value, int) and not isinstance(value, bool) else value


def names(text: str | None) -> list[str]:
    """The names or references of a cell."""
    return [part.strip() for part in re.split(r"[、,・/\n]", text or "") if part.strip()]


def months(first: date, last: date) -> list[date]:
    """The first days of the months that a span touches."""
    found, month = [], first.replace(day=1)
    while month <= last:
        found.append(month)
        month = (month + timedelta(31)).replace(day=1)
    return found


def month_end(month: date) -> date:
    """The last day of a month."""
    return (month.replace(day=1) + timedelta(31)).replace(day=1) - timedelta(1)
