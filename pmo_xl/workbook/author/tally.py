"""集計: the hidden sheet that computes what the dashboard and the conditional formats ask for.

It holds limits of days, the groups of state words, and the counts by owner. Everything is a live formula;
beside each stands the library's own figure as its cached value.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from pmo_xl.model.calendar import fiscal_year_months, fiscal_year_of
from pmo_xl.model.project import Project
from pmo_xl.model.setting_keys import KEYS
from pmo_xl.theme import Colour
from pmo_xl.workbook.author.plan import Book, XlsxSheet, serial
from pmo_xl.workbook.author.state_words import SLOTS as WORD_SLOTS
from pmo_xl.workbook.author.state_words import write_word_groups
from pmo_xl.workbook.formulas import filled

TALLY = "集計"
_LOOK_BACK = 60  # days in which the tenth business day before D is found
_LIMIT_ROW, _DAYS_ROW = 3, 3
_DAYS_COLUMN = 4
_WORDS_ROW = _DAYS_ROW + _LOOK_BACK + 3
OWNERS_ROW = _WORDS_ROW + WORD_SLOTS + 4

_START = KEYS["会計年度開始月"]
_START_MONTH = f"IF(ISNUMBER({_START.defined_name}),{_START.defined_name},{_START.default})"


def _first_of_month(day: date) -> date:
    return day.replace(day=1)


def _fiscal_start(project: Project) -> date:
    start = project.settings.fiscal_year_start
    return fiscal_year_months(fiscal_year_of(project.as_of, start), start)[0]


def _business_days_before(count: int) -> tuple[str, Callable[[Project], date]]:
    first, last = _DAYS_ROW + 1, _DAYS_ROW + _LOOK_BACK
    formula = f"INDEX($E${first}:$E${last},MATCH({count},$G${first}:$G${last},0))"
    return formula, lambda project: project.calendar.add_business_days(project.as_of, -count)


# Each defined name, its formula, and the library's own figure. 遅れ_n営業日: due before it = over BDn late.
_LIMITS: dict[str, tuple[str, Callable[[Project], date]]] = {
    "当月初": ("DATE(YEAR(計算日),MONTH(計算日),1)", lambda p: _first_of_month(p.as_of)),
    "期限_7日": ("計算日+8", lambda p: p.as_of + timedelta(days=8)),
    "期限_7日の月": (
        "DATE(YEAR(計算日+8),MONTH(計算日+8),1)",
        lambda p: _first_of_month(p.as_of + timedelta(days=8)),
    ),
    "遅れ_5営業日": _business_days_before(5),
    "遅れ_10営業日": _business_days_before(10),
    "年度初": (f"DATE(YEAR(計算日)-(MONTH(計算日)<{_START_MONTH}),{_START_MONTH},1)", _fiscal_start),
}

_IS_BUSINESS_DAY = """
IF(COUNTIFS({holidays.on},@ON,{holidays.kind},"稼働日")>0,1,
IF(OR(WEEKDAY(@ON,2)>5,COUNTIF({holidays.on},@ON)>0@PUBLIC),0,1))"""


def is_public_holiday_formula(day_cell: str) -> str:
    """True on a public holiday that the library knows, whether or not 休日 has it (see bank_days.py)."""
    return f"ISNUMBER(FIND(YEAR({day_cell})*10000+MONTH({day_cell})*100+DAY({day_cell}),祝日表))"


def is_business_day_formula(day_cell: str) -> str:
    """1 on a business day of the project, else 0 (a 稼働日 of 休日 is one on any day)."""
    return _is_business_day(day_cell, f",{is_public_holiday_formula(day_cell)}")


def _is_business_day(day_cell: str, public: str = "") -> str:
    return filled(_IS_BUSINESS_DAY.replace("@ON", day_cell).replace("@PUBLIC", public).strip())


def day_off_formula(day_cell: str) -> str:
    """True on a day off by 休日, as conditional formats say it: other sheets are read through defined names."""
    found = re.sub(r"(\w+)\[(\w+)\]", r"列_\1_\2", _is_business_day(day_cell))
    return f"{found}=0"


def write_tally(book: Book) -> None:
    """Write the sheet and define the names it computes, then hide it."""
    sheet = book.sheet(TALLY)
    sheet.write_string(
        0, 0, "集計(自動計算。書き換えないでください)", book.formats.get(bold=True, font_size=12)
    )
    sheet.set_column(0, 60, 13)
    _write_limits(book, sheet)
    _write_business_days(book, sheet)
    write_word_groups(book, TALLY, _WORDS_ROW, 0)
    sheet.hide()


def _write_limits(book: Book, sheet: XlsxSheet) -> None:
    day = book.formats.get(num_format="yyyy/mm/dd")
    for row, (name, (formula, value)) in enumerate(_LIMITS.items(), _LIMIT_ROW):
        sheet.write_string(row, 0, name)
        sheet.write_formula(row, 1, f"={formula}", day, serial(value(book.project)))
        book.workbook.define_name(name, f"={TALLY}!$B${row + 1}")


def _write_business_days(book: Book, sheet: XlsxSheet) -> None:
    """The days before D, newest first: the day, whether it is a business day, and how many so far."""
    head = book.formats.get(bold=True, bg_color=Colour.FORMULA)
    for index, label in enumerate(("計算日の前の日", "稼働日か", "稼働日の累計")):
        sheet.write_string(_DAYS_ROW - 1, _DAYS_COLUMN + index, label, head)
    look, counted = book.formats.get(num_format="yyyy/mm/dd"), 0
    for n, row in enumerate(range(_DAYS_ROW, _DAYS_ROW + _LOOK_BACK), 1):
        day = book.project.as_of - timedelta(days=n)
        is_open = int(book.project.calendar.is_business_day(day))
        counted += is_open
        sheet.write_formula(row, 4, f"=計算日-{n}", look, serial(day))
        sheet.write_formula(row, 5, f"={is_business_day_formula(f'$E{row + 1}')}", None, is_open)
        sheet.write_formula(row, 6, f"=SUM($F${_DAYS_ROW + 1}:$F{row + 1})", None, counted)
