"""Words: what a changed cell means to the people of a project: 期限 11/20 → 12/4(14 日延期・2 回目), 担当 佐藤 → 鈴木(交代)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, auto
from typing import Any, Final

from pmo_xl.exchange.normal import is_blank, normal_line, normal_lines
from pmo_xl.exchange.row import column_of
from pmo_xl.model.column import Column, Kind
from pmo_xl.model.display import display, month, number, ratio, shortened, yen
from pmo_xl.model.record import Record

_LONGEST: Final = 30
_DUE: Final = frozenset(
    [
        "due_on",
        "planned_start",
        "planned_finish",
        "permanent_due_on",
        "agreement_due_on",
        "acceptance_due_on",
        "payment_due_on",
        "payment_planned_on",
        "design_due_on",
        "connect_planned_on",
        "fixed_on",
        "review_on",
        "planned_on",
        "ends_on",
    ]
)
"""The dates by which something is to be done: later is 延期, earlier 前倒し."""

_CLOSED_ON: Final = ("closed_on", "answered_on", "announced_on", "resolved_on", "actual_finish")
_OWNERS: Final = frozenset({"owner", "permanent_owner", "handed_to"})


class Meaning(Enum):
    """What a change of a cell is about."""

    POSTPONED = auto()
    HANDED_OVER = auto()
    ANSWERED = auto()
    MONEY = auto()
    OTHER = auto()


def meaning_of(sheet: type[Record], name: str, before: object, after: object) -> Meaning:
    """Under which heading a changed cell is told."""
    if name in _DUE and isinstance(before, date) and isinstance(after, date) and after > before:
        return Meaning.POSTPONED
    if name in _OWNERS and not is_blank(before) and not is_blank(after):
        return Meaning.HANDED_OVER
    if name == "answer" and is_blank(before):
        return Meaning.ANSWERED
    return Meaning.MONEY if column_of(sheet, name).kind is Kind.MONEY else Meaning.OTHER


def words_of(
    sheet: type[Record],
    name: str,
    before: Any,  # noqa: ANN401 - a value of any kind, or a text that could not be read
    after: Any,  # noqa: ANN401 - as above
    row: Mapping[str, Any],
    *,
    times: int = 0,
    year: int | None = None,
) -> str:
    """One changed cell in words. row: the row as it is now. times: how often its date was put off; 0 = not known.

    year: dates of it are written without the year.
    """
    column = column_of(sheet, name)
    if name == "answer" and is_blank(before):
        return f"回答が入りました「{_short(after)}」"
    if is_blank(before):
        return _filled(name, column, after, year)
    if is_blank(after):
        return f"{column.label} {_said(column, before, year)} を消した"
    if column.kind is Kind.LONGTEXT:
        return _of_text(column.label, str(before), str(after))
    arrow = f"{_said(column, before, year)} → {_said(column, after, year)}"
    if name == "title":
        return f"{column.label} 書き換え 「{_short(before)}」→「{_short(after)}」"
    return f"{column.label} {arrow}{_beside(name, column, before, after, row, times, year)}"


def short_day(value: date, year: int | None) -> str:
    """12/4 in the year itself, else 2027/1/5."""
    return f"{value.month}/{value.day}" if value.year == year else f"{value.year}/{value.month}/{value.day}"


def _filled(name: str, column: Column, after: Any, year: int | None) -> str:  # noqa: ANN401 - as words_of
    if name in _DUE:
        return f"{column.label}を {_said(column, after, year)} に決めた"
    if column.kind is Kind.LONGTEXT:
        return f"{column.label} 記入 「{_short(after)}」"
    return f"{column.label} {_said(column, after, year)} を記入"


def _beside(
    name: str,
    column: Column,
    before: Any,  # noqa: ANN401 - as words_of
    after: Any,  # noqa: ANN401 - as words_of
    row: Mapping[str, Any],
    times: int,
    year: int | None,
) -> str:
    """What stands in brackets behind the two values."""
    if name in _DUE and isinstance(before, date) and isinstance(after, date):
        return _moved((after - before).days, times)
    if name in _OWNERS:
        return "(交代)"
    if name == "status":
        closed = next((day for field in _CLOSED_ON if isinstance(day := row.get(field), date)), None)
        is_over = str(after) in ("完了", "周知済", "解消", "終了", "対応済")
        return f"({short_day(closed, year)})" if closed and is_over else ""
    if column.kind is Kind.MONEY and isinstance(before, int) and isinstance(after, int):
        return f" 円({after - before:+,})"
    return ""


def _moved(days: int, times: int) -> str:
    if days < 0:
        return f"({-days} 日前倒し)"
    return f"({days} 日延期{f'・{times} 回目' if times > 1 else ''})"


def _of_text(label: str, before: str, after: str) -> str:
    """追記 where the old lines are all still there, else 書き換え."""
    old = {line for line in normal_lines(before) if line}
    lines = [line for line in after.splitlines() if normal_line(line)]
    added = [line for line in lines if normal_line(line) not in old]
    kept = {normal_line(line) for line in lines}
    if added and old <= kept:
        more = f" ほか{len(added) - 1}行" if len(added) > 1 else ""
        return f"{label} 追記 「{_short(added[0])}」{more}"
    return f"{label} 書き換え 「{_short(after)}」"


def _said(column: Column, value: Any, year: int | None) -> str:  # noqa: ANN401 - as words_of
    if isinstance(value, str):
        return _short(value)
    if isinstance(value, datetime):
        return f"{short_day(value, year)} {value:%H:%M}"
    if isinstance(value, date):
        return month(value) if column.kind is Kind.MONTH else short_day(value, year)
    if column.kind is Kind.MONEY:
        return yen(value)
    if column.kind is Kind.PERCENT:
        return ratio(value).replace("%", " %")
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return number(value)
    return _short(display(column.kind, value))


def _short(value: object) -> str:
    return shortened(" ".join(str(value).split()), _LONGEST)
