"""Arguments: what a caller of the API gave, in every sensible form, as the one form that is used inside.

Whatever else was given is refused here, at the door, in one Japanese sentence that says what is taken: a wrong value
must not fail a rule somewhere inside, nor quietly mean something else (a negative number of days, a text read letter
by letter, "no" that counts as true).
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable
from datetime import date, datetime
from operator import index
from os import PathLike
from pathlib import Path
from typing import Any, NoReturn, TypeGuard

from pmo_xl.errors import BadOption
from pmo_xl.model.column import Kind
from pmo_xl.model.given import shown
from pmo_xl.model.record import Record
from pmo_xl.operations.today import JAPAN
from pmo_xl.workbook.cells import read_value

Day = date | str
"""A day as callers give it: a date, a datetime (pandas' Timestamp is one) or a text such as "2026-11-30"."""
Names = str | Iterable[str]
"""One name, or several."""
MOST_SECONDS = 86_400
PathText = str | PathLike[str]
Places = PathText | Iterable[PathText]
"""One file or folder, or several."""
GivenSource = str | PathLike[str] | bytes | Iterable[Any]
"""Rows: a file, its bytes, a DataFrame, or mappings from headings to values."""

MOST_DAYS = 36_500
"""Calendar or business days that may be asked for: a hundred years."""

_A_DAY = "日付(date か datetime)、または「2026-11-30」のような文字を渡してください。"
_A_MONTH = "その月の日付(date)、または「2026-11」のような文字を渡してください。"


def a_day(value: Day | None, name: str) -> date | None:
    """A day, or None when none is given. A datetime with a time zone is the day it was in Japan."""
    return None if value is None else day_of(value) or refuse(name, value, _A_DAY)


def a_month(value: Day | None, name: str) -> date | None:
    """The first day of a month, or None when none is given: any day of it, or 2026-11, 202611, 2026年11月, R8.11."""
    return None if value is None else month_of(value) or refuse(name, value, _A_MONTH)


def day_of(value: object) -> date | None:
    """The day that a date, a datetime or a text as cells hold it means; None when it means none."""
    found = read_value(Kind.DATE, _plain_day(value))
    return found if isinstance(found, date) else None


def month_of(value: object) -> date | None:
    """The first day of the month that a date or a text as cells hold it means; None when it means none."""
    found = read_value(Kind.MONTH, _plain_day(value))
    return found if isinstance(found, date) else None


def _plain_day(value: object) -> object:
    """What the readers of date cells know: a date, or a text; None for anything else, NaT too."""
    if type(value).__name__ == "datetime64":  # numpy's; NaT becomes None
        value = value.astype("datetime64[D]").item()  # type: ignore[attr-defined]
    if not isinstance(value, date | str) or value != value:
        return None
    if isinstance(value, datetime):
        return (value.astimezone(JAPAN) if value.tzinfo else value).date()
    return value


def a_path(value: object, name: str) -> Path:
    """A file or folder, given as str or PathLike."""
    found = os.fspath(value) if isinstance(value, str | PathLike) else None
    if not isinstance(found, str) or not found.strip() or "\0" in found:
        refuse(name, value, "ファイルかフォルダの場所を、文字(str)か Path で渡してください。")
    path = Path(found)
    if not _can_be_asked_for(path):
        refuse(name, found, "このPCでファイルの名前にできない文字か、長すぎる名前です。")
    return path


def _can_be_asked_for(path: Path) -> bool:
    """Whether the system takes the name at all; whether something is there is no matter."""
    try:
        path.stat()
    except OSError as error:
        return error.errno not in (errno.ENAMETOOLONG, errno.EINVAL)
    except ValueError:  # half a pair
        return False
    return True


def a_path_or_none(value: object, name: str) -> Path | None:
    """A file or folder; None when none is given."""
    return None if value is None else a_path(value, name)


def paths(value: object, name: str) -> list[Path]:
    """One place or several."""
    if isinstance(value, str | PathLike):
        return [a_path(value, name)]
    found = [a_path(each, name) for each in several(value, name, "場所(str か Path)を1つか、いくつか")]
    return found or refuse(name, value, "台帳のファイルかフォルダを1つは渡してください。")


def names(value: object, name: str) -> tuple[str, ...]:
    """One name or several (IDs, rules); None and () are none."""
    if value is None:
        return ()
    allowed = "文字(str)を1つか、いくつか"
    found = (value,) if isinstance(value, str) else several(value, name, allowed)
    return tuple(_a_name(each, name, allowed) for each in found)


def _a_name(value: object, name: str, allowed: str) -> str:
    if not isinstance(value, str) or not value.strip():
        refuse(name, value, f"{allowed}渡してください。")
    return value.strip()


def several(value: object, name: str, allowed: str) -> tuple[object, ...]:
    """The things of an iterable; a text, bytes or a mapping is none."""
    if not isinstance(value, Iterable) or isinstance(value, str | bytes | bytearray | dict):
        refuse(name, value, f"{allowed}渡してください。")
    return tuple(value)


def a_text(value: object, name: str) -> str:
    """A text that is not blank."""
    if not isinstance(value, str) or not value.strip():
        refuse(name, value, "空でない文字(str)を渡してください。")
    return value


def a_text_or_none(value: object, name: str) -> str | None:
    """A text; None when none is given."""
    if value is not None and not isinstance(value, str):
        refuse(name, value, "文字(str)を渡してください。")
    return value


def a_flag(value: object, name: str) -> bool:
    """True or False, and nothing that merely counts as one."""
    if not isinstance(value, bool):
        refuse(name, value, "True か False を渡してください。")
    return value


def a_whole(value: object, name: str, *, least: int = 0, most: int = MOST_DAYS) -> int:
    """A whole number between two bounds; numpy's whole numbers too, True and 1.0 not."""
    found = None if isinstance(value, bool) else _index(value)
    if found is None or not least <= found <= most:
        refuse(name, value, f"{least}から{most}までの整数を渡してください。")
    return found


def _index(value: Any) -> int | None:  # noqa: ANN401 - anything may be given
    try:
        return index(value)
    except TypeError:
        return None


def a_whole_or_none(value: object, name: str, *, least: int = 0, most: int = MOST_DAYS) -> int | None:
    """A whole number; None when none is given."""
    return None if value is None else a_whole(value, name, least=least, most=most)


def seconds(value: object, name: str) -> float:
    """A time in seconds, 0 or more."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= MOST_SECONDS:
        refuse(name, value, f"0 から {MOST_SECONDS} までの秒数を渡してください。")
    return float(value)


def a_function_or_none(value: object, name: str) -> Callable[..., Any] | None:
    """Something that can be called; None when none is given."""
    if value is not None and not callable(value):
        refuse(name, value, "呼び出せるもの(関数など)を渡してください。")
    return value


def is_record_class(value: object) -> TypeGuard[type[Record]]:
    """Whether it is the class of a sheet's rows (pmo_xl.Issue …)."""
    return isinstance(value, type) and issubclass(value, Record) and hasattr(value, "sheet")


def a_record_class(value: object, name: str) -> type[Record]:
    """The class of a sheet's rows."""
    if not is_record_class(value):
        refuse(name, value, "pmo_xl.Issue のような行のクラスを渡してください。")
    return value


def record_classes(value: object, name: str) -> tuple[type[Record], ...]:
    """One class of rows or several; None and () are none."""
    if value is None:
        return ()
    found = (value,) if isinstance(value, type) else several(value, name, "pmo_xl.Issue のような行のクラスを")
    return tuple(a_record_class(each, name) for each in found)


def refuse(name: str, value: object, allowed: str) -> NoReturn:
    """Raise BadOption: which argument, what was given, what it takes."""
    raise BadOption(f"{name} に{shown(value)}は使えません。{allowed}")
