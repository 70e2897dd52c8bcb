"""The forms in which one column writes its values: days, persons, amounts, IDs, progress."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from random import Random

from tests.wild.cells import Cell

Form = Callable[[date], object]
WEEKDAYS = "月火水木金土日"
_ZERO = date(1899, 12, 30)


def _serial(day: date) -> int:
    return (day - _ZERO).days


def _era(day: date) -> int:
    return day.year - 2018


# Forms of a whole column: name, form. Those with a year can be read alone; the others need a day of the row near by.
DAY_FORMS: dict[str, Form] = {
    "serial": lambda d: Cell(d, "yyyy/m/d"),
    "serial-14": lambda d: Cell(d, 14),
    "serial-md": lambda d: Cell(d, "m/d"),
    "serial-weekday": lambda d: Cell(d, "m/d(aaa)"),
    "serial-era": lambda d: Cell(d, '[$-411]ge"."m"."d'),
    "serial-general": lambda d: _serial(d),
    "serial-time": lambda d: Cell(datetime.combine(d, time(17)), "yyyy/m/d h:mm"),
    "iso": lambda d: f"{d:%Y-%m-%d}",
    "slashes": lambda d: f"{d.year}/{d.month}/{d.day}",
    "slashes-0": lambda d: f"{d:%Y/%m/%d}",
    "dots": lambda d: f"{d.year}.{d.month}.{d.day}",
    "kanji": lambda d: f"{d.year}年{d.month}月{d.day}日",
    "era": lambda d: f"R{_era(d)}.{d.month}.{d.day}",
    "era-kanji": lambda d: f"令和{_era(d)}年{d.month}月{d.day}日",
    "weekday": lambda d: f"{d.year}/{d.month}/{d.day}({WEEKDAYS[d.weekday()]})",
    "weekday-full": lambda d: f"{d.year}/{d.month}/{d.day}（{WEEKDAYS[d.weekday()]}）",
    "digits": lambda d: f"{d:%Y%m%d}",
    "short-year": lambda d: f"{d:%y/%m/%d}",
    "apostrophe-year": lambda d: f"'{d:%y/%m/%d}",
    "arrow": lambda d: _moved(d, "→"),
    "arrow-lines": lambda d: _moved(d, "\n→"),
    "time": lambda d: f"{d.year}/{d.month}/{d.day} 18:00",
    "time-24": lambda d: f"{d.year}/{d.month}/{d.day} 24:00",
    "remark": lambda d: f"{d.year}/{d.month}/{d.day}時点",
    "star": lambda d: f"*{d.year}/{d.month}/{d.day}",
    "month-day": lambda d: f"{d.month}/{d.day}",
    "month-day-kanji": lambda d: f"{d.month}月{d.day}日",
    "month-day-weekday": lambda d: f"{d.month}/{d.day}({WEEKDAYS[d.weekday()]})",
    "full-width": lambda d: f"{d.year}/{d.month}/{d.day}".translate(
        str.maketrans("0123456789/", "０１２３４５６７８９／")
    ),
    "mixed": lambda d: Cell(d, "yyyy/m/d") if d.day % 3 else f"{d.month}/{d.day}",
}
WITH_YEAR = [
    name
    for name in DAY_FORMS
    if "month-day" not in name and name not in ("mixed", "serial-md", "serial-weekday")
]
NO_DAY = ("", "", "", "未定", "-", "－", "―", "別途", "TBD")


def _moved(day: date, arrow: str) -> str:
    first = day - timedelta(7)
    return (
        f"{first.year}/{first.month}/{first.day}{arrow}{day.year}/{day.month}/{day.day}"
        if day.day % 2
        else f"{day.year}/{day.month}/{day.day}"
    )


def day_form(draw: Random, *, is_plain: bool = False) -> tuple[str, Form]:
    """A form for a column; most columns hold true serials."""
    plain = ("serial", "serial", "serial-14", "serial-md")
    name = draw.choice(plain if is_plain or draw.random() < 0.55 else list(DAY_FORMS))
    return name, DAY_FORMS[name]


PERSON_FORMS: dict[str, Callable[[str], str]] = {
    "full": lambda name: name,
    "full-width": lambda name: name.replace(" ", "　"),
    "joined": lambda name: name.replace(" ", ""),
    "surname": lambda name: name.split()[0],
    "sama": lambda name: f"{name.split()[0]}様",
    "kacho": lambda name: f"{name.split()[0]}課長" if name.startswith("田") else name.split()[0],
    "san": lambda name: f"{name.split()[0]}さん",
    "team": lambda name: f"{name.split()[0]}(開発)",
    "lines": lambda name: name.replace(" ", "\n"),
}

AMOUNTS: dict[str, tuple[str, Callable[[int], object]]] = {
    "yen": ("", lambda n: Cell(n, "#,##0")),
    "yen-sign": ("", lambda n: Cell(n, '"¥"#,##0')),
    "heading-yen": ("(円)", lambda n: Cell(n, "#,##0")),
    "heading-tax": ("(税抜)", lambda n: Cell(n, "#,##0")),
    "heading-thousand": ("(千円)", lambda n: Cell(n // 1000, "#,##0")),
    "heading-thousand-line": ("\n[千円]", lambda n: Cell(n // 1000, "#,##0")),
    "heading-thousand-format": ("(千円)", lambda n: Cell(n, "#,##0,")),
    "heading-unit-format": ("(千円)", lambda n: Cell(n, '#,##0,"千円"')),
    "format-thousand": ("", lambda n: Cell(n // 1000, '#,##0"千円"')),
    "heading-million": ("(百万円)", lambda n: Cell(n / 1_000_000, "#,##0.0")),
    "heading-man": ("(万円)", lambda n: Cell(n // 10_000, "#,##0")),
    "text-thousand": ("", lambda n: f"{n // 1000:,}千円"),
    "text-yen": ("", lambda n: f"{n:,}円"),
    "text-sign": ("", lambda n: f"¥{n:,}"),
    "text-man": ("", lambda n: f"{n // 10_000:,}万円"),
    "text-full-width": ("", lambda n: f"￥{n:,}-"),
    "note-thousand": ("", lambda n: Cell(n // 1000, "#,##0")),
}
"""By name: what follows the heading, and the form. note-thousand: (単位:千円) stands above the table."""


def progress_form(draw: Random) -> Callable[[float], object]:
    return draw.choice(
        (
            lambda share: Cell(share, "0%"),
            lambda share: round(share * 100),
            lambda share: f"{round(share * 100)}%",
            lambda share: f"{round(share * 100)}％",
        )
    )
