"""Full dates as papers write them inside sentences: which day, of which era, with which weekday; and what no calendar has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

WEEKDAYS: Final = "月火水木金土日"
ERAS: Final[Mapping[str, int]] = {"令和": 2018, "平成": 1988, "昭和": 1925, "R": 2018, "H": 1988, "S": 1925}
"""The Gregorian year before the first of an era."""
_DAY_OF_WEEK: Final = rf"(?:\s?\((?P<w>[{WEEKDAYS}])(?:曜日?)?(?:[・,/]?祝)?\)|\s?(?P<w2>[{WEEKDAYS}])曜日?)?"
_YEAR: Final = r"(?:(?P<era>令和|平成|昭和)\s?(?P<ey>\d{1,2}|元)|(?P<y>(?:19|20)\d{2}))"
_KANJI: Final = rf"{_YEAR}\s?年\s?(?P<m>\d{{1,2}})\s?月\s?(?P<d>\d{{1,2}})\s?日"
_SIGNS: Final = (
    r"(?:(?P<era_>[RHS])(?P<ey_>\d{1,2})|(?P<y_>(?:19|20)\d{2}))"
    r"(?P<sep>[/.-])(?P<m_>\d{1,2})(?P=sep)(?P<d_>\d{1,2})(?![\d.A-Za-z/])"
)
_FULL: Final = re.compile(rf"(?<![\d./A-Za-z-])(?:{_KANJI}|{_SIGNS}){_DAY_OF_WEEK}")
_YEARLESS: Final = re.compile(
    r"(?<![\d年/.-])(?<!年 )(?P<m>\d{1,2})(?P<kanji>\s?月\s?|/)(?P<d>\d{1,2})(?(kanji)\s?日?)"
    rf"\s?\((?P<w>[{WEEKDAYS}])(?:曜日?)?(?:[・,/]?祝)?\)"
)
_VERSIONED: Final = re.compile(r"(?:[vV]|[Vv]er(?:sion)?\.?|[Rr]ev\.?|第)\s*$|[A-Za-z]\s*$")


@dataclass(frozen=True, slots=True)
class Written:
    """A date as it stands in a text. year: Gregorian; weekday: the letter beside it, "" without one."""

    text: str
    year: int
    month: int
    day: int
    weekday: str = ""
    era: str = ""
    era_year: int = 0
    start: int = 0

    @property
    def on(self) -> date | None:
        """The day; None where no calendar has it."""
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None


def full_dates(text: str) -> Iterator[Written]:
    """The dates with a year in a folded text, those of versions left out."""
    for found in _FULL.finditer(text):
        sign = "" if found["m"] else "_"
        if (
            sign
            and found["sep"] == "."
            and _VERSIONED.search(text[max(0, found.start() - 10) : found.start()])
        ):
            continue
        era = found[f"era{sign}"] or ""
        if sign and era and not found["w"]:  # R8.4.1 without a weekday may be a version
            continue
        number = found[f"ey{sign}"]
        of_era = 0 if not number else 1 if number == "元" else int(number)
        year = ERAS[era] + of_era if era else int(found[f"y{sign}"])
        weekday = found["w"] or found["w2"] or ""
        yield Written(
            found[0].strip(),
            year,
            int(found[f"m{sign}"]),
            int(found[f"d{sign}"]),
            weekday,
            era,
            of_era,
            found.start(),
        )


def days_without_year(text: str) -> Iterator[Written]:
    """The days without a year that say their weekday in brackets: 12/5(金)."""
    for found in _YEARLESS.finditer(text):
        yield Written(found[0], 0, int(found["m"]), int(found["d"]), found["w"], start=found.start())


def weekday_of(day: date) -> str:
    """月 … 日."""
    return WEEKDAYS[day.weekday()]


def near_day(day: date, weekday: str) -> date:
    """The nearest day that is this weekday."""
    ahead = (WEEKDAYS.index(weekday) - day.weekday()) % 7
    return date.fromordinal(day.toordinal() + (ahead if ahead <= 3 else ahead - 7))


def day_in(year: int, written: Written) -> date | None:
    """The month and day of a date in another year."""
    try:
        return date(year, written.month, written.day)
    except ValueError:
        return None
