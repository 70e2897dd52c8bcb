"""ListColumn: one column of a list, said once: its heading, what stands below it, and how it looks wherever it goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, cast

from pmo_xl.model.column import Kind
from pmo_xl.model.display import display, yen

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Said:
    """How a number is said above, at and below zero; {} is where the number stands without its sign."""

    above: str
    zero: str
    below: str

    def text(self, value: int) -> str:
        """The number as a person reads it."""
        words = self.above if value > 0 else self.below if value < 0 else self.zero
        return words.replace("{}", f"{abs(value):,}")

    @property
    def number_format(self) -> str:
        """The same as a number format of Excel: the cell keeps its number."""
        return ";".join(_quoted(words) for words in (self.above, self.below, self.zero))


def _quoted(words: str) -> str:
    return "#,##0".join(f'"{part}"' if part else "" for part in words.split("{}")) + "_ "


DAYS_PAST = Said("{} 日超過", "当日", "あと {} 日")
DAYS_BEHIND = Said("{}", "0", "{} 早い")
COUNT = Said("{}", "・", "▲{}")
"""Days after a due date; business days behind a plan; a count in which zero steps back."""


_getter = cache(attrgetter)


@dataclass(frozen=True)
class ListColumn:
    """A column of a list.

    of: the attribute of an item that stands below it (a.b for an attribute of an attribute), or a function of the
    item; the name when it is not told. name: what JSON calls it. empty: what stands where there is nothing. words: how
    a number of it, or a word of the program, is said. width: the most that text takes, in characters; figures and dates
    take what they need. is_printed: whether it goes on paper; what does not stands right of the print area.
    is_link: its cells lead to where the row stands. is_judged: its words have a colour. is_whose: it names the project or book
    of a row, on paper by what tells it from the others.
    """

    label: str
    kind: Kind = Kind.TEXT
    width: float = 12
    of: str | Callable[[Any], object] = ""
    name: str = ""
    empty: str | None = None
    words: Said | Mapping[str, str] | None = None
    is_printed: bool = True
    is_link: bool = False
    is_judged: bool = False
    is_whose: bool = False

    def value(self, item: object) -> Any:  # noqa: ANN401 - whatever the item holds
        """What the item holds here."""
        if callable(self.of):
            return self.of(item)
        return _getter(self.of or self.name)(item)

    def shown(self, item: object) -> object:
        """What stands in a row of a list: words of ours in Japanese, `empty` where there is nothing."""
        value = self.value(item)
        if value is None:
            return self.empty
        if self.words is not None and isinstance(self.words, Mapping):
            return self.words[value]
        if isinstance(value, Enum):
            return str(getattr(value, "label", value))
        return str(value) if self.kind is Kind.TEXT and isinstance(value, int) else value

    def of_part(self, part: Callable[[Any], object]) -> ListColumn:
        """The same column where the item that it is of is only a part of what makes the row."""
        return replace(self, of=lambda item: self.value(part(item)))

    def text(self, value: object) -> str:
        """A cell as a person reads it on a screen or on paper."""
        if isinstance(value, int) and not isinstance(value, bool) and self.kind is Kind.INT:
            return self.words.text(value) if isinstance(self.words, Said) else _whole(value)
        return value if isinstance(value, str) else display(self.kind, value)


def _whole(value: int) -> str:
    return yen(value) if value < 0 else str(value)


def as_json(columns: Sequence[ListColumn], item: object, shape: type[T]) -> T:
    """The item as a shape (a TypedDict), whose names are JSON names of its columns: dates as ISO text, words of ours as codes."""
    found = {column.name: column for column in columns}
    return cast("T", {name: _plain(found[name].value(item)) for name in shape.__annotations__})


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
