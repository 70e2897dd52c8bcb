"""集計, bank days: which days around 計算日 and a week later banks work on, and how far payments may move then.

The public holidays of the library stand in one cell, because 休日 is the staff's: they may take a holiday out
or make it a 稼働日, and a bank is closed all the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from pmo_xl.metrics.payment.payment_terms import PaymentTerms, last_payment_day
from pmo_xl.model.calendar import BusinessCalendar
from pmo_xl.model.cell_address import column_letters
from pmo_xl.model.project import Project
from pmo_xl.model.public_holidays import public_holiday_days
from pmo_xl.theme import Colour
from pmo_xl.workbook.author.plan import Book, serial
from pmo_xl.workbook.author.postponement import MOVED, MOVED_IN_A_WEEK
from pmo_xl.workbook.author.tally import TALLY, is_public_holiday_formula
from pmo_xl.workbook.formulas import filled

PUBLIC_HOLIDAYS = "祝日表"
_ROW, _COLUMN = 37, 11  # L38: below the lists, above the state words, in books of every profile
MOST_DAYS = 2  # days that a payment may move: deferral_days of legal_settings.toml
_AROUND = (-2, -1, 0, 1)
_WEEK = 8
_DAYS = (*_AROUND, *(_WEEK + n for n in _AROUND))

_IS_BANK_DAY = """
IF(OR(WEEKDAY(@ON,2)>5,@MD<104,@MD=1231,COUNTIFS({holidays.on},@ON,{holidays.kind},"祝日")>0,@PUBLIC),0,1)"""


class TallyCell(NamedTuple):
    """A cell of 集計: where it stands (from 0), what is typed or (with `=`) computed there, and its result."""

    row: int
    column: int
    content: str
    result: int | str
    is_day: bool = False


def bank_day_cells(project: Project) -> Iterator[TallyCell]:
    """The cells of the block, its headings among them."""
    for n, label in enumerate(("銀行の営業日", "営業日か")):
        yield TallyCell(_ROW - 1, _COLUMN + n, label, label)
    for row, offset in enumerate(_DAYS, _ROW):
        day, on = project.as_of + timedelta(offset), f"${_letter(0)}${row + 1}"
        yield TallyCell(row, _COLUMN, f"=計算日{offset:+}" if offset else "=計算日", serial(day), is_day=True)
        is_open = int(project.calendar.is_bank_day(day))
        yield TallyCell(row, _COLUMN + 1, f"={_is_bank_day_formula(on)}", is_open)
    for n, (name, offset) in enumerate(((MOVED, 0), (MOVED_IN_A_WEEK, _WEEK))):
        yield TallyCell(_ROW + n, _COLUMN + 3, name, name)
        moved = moved_days(project.as_of + timedelta(offset), project.calendar)
        yield TallyCell(_ROW + n, _COLUMN + 4, f"={_moved_formula(_DAYS.index(offset))}", moved)
    days = " ".join(f"{day:%Y%m%d}" for day in sorted(public_holiday_days()))
    yield TallyCell(_ROW + 2, _COLUMN + 3, PUBLIC_HOLIDAYS, PUBLIC_HOLIDAYS)
    yield TallyCell(_ROW + 2, _COLUMN + 4, days, days)


def named_cells() -> dict[str, str]:
    """The names of the block, and the cell of 集計 that each stands for."""
    names = (MOVED, MOVED_IN_A_WEEK, PUBLIC_HOLIDAYS)
    return {name: f"{TALLY}!${_letter(4)}${_ROW + 1 + n}" for n, name in enumerate(names)}


def write_bank_days(book: Book) -> None:
    """Write the block onto 集計 and define its names."""
    sheet = book.sheet(TALLY)
    head = book.formats.get(bold=True, bg_color=Colour.FORMULA)
    looks = {True: book.formats.get(num_format="yyyy/mm/dd"), False: book.formats.get()}
    for each in bank_day_cells(book.project):
        if each.content.startswith("="):
            sheet.write_formula(each.row, each.column, each.content, looks[each.is_day], each.result)
        else:
            sheet.write_string(each.row, each.column, each.content, head if each.row < _ROW else looks[False])
    for name, cell in named_cells().items():
        book.workbook.define_name(name, f"={cell}")


def moved_days(limit: date, calendar: BusinessCalendar) -> int:
    """How many days before `limit` an agreed payment may have been due that is not late on it: 0, 1 or 2."""
    agreed = PaymentTerms(is_deferral_agreed=True)
    days = (n for n in range(MOST_DAYS, 0, -1))
    return next((n for n in days if last_payment_day(limit - timedelta(n), agreed, calendar) >= limit), 0)


def _is_bank_day_formula(day_cell: str) -> str:
    month_and_day = f"MONTH({day_cell})*100+DAY({day_cell})"
    formula = filled(_IS_BANK_DAY.strip()).replace("@PUBLIC", is_public_holiday_formula(day_cell))
    return formula.replace("@MD", month_and_day).replace("@ON", day_cell)


def _moved_formula(at: int) -> str:
    """0 after a bank day; else up to the next bank day, at most two days from the payment's own day."""
    two_before, before, itself, after = (f"${_letter(1)}${_ROW + 1 + at + n}" for n in _AROUND)
    return f"IF({before}=1,0,IF({itself}=1,IF({two_before}=1,1,2),{after}))"


def _letter(n: int) -> str:
    return column_letters(_COLUMN + n + 1)
