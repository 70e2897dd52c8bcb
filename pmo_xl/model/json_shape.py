"""What the JSON of a command holds, as types.

The writers return them, mypy holds the writers to them, and `pmo-xl schema` is made of them. A shape is a TypedDict;
what a plain type cannot say stands in an Annotated.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Annotated, Generic, Literal, TypedDict, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Format:
    """Text of a form that JSON Schema has a name for."""

    name: str


@dataclass(frozen=True)
class Pattern:
    """Text of a form."""

    text: str


@dataclass(frozen=True, init=False)
class Words:
    """Text that is one of these words, or one of the values of an enumeration."""

    words: tuple[str, ...]

    def __init__(self, *words: str, of: type[Enum] | None = None) -> None:
        """The words, and those of an enumeration."""
        object.__setattr__(self, "words", (*words, *(each.value for each in of or ())))


@dataclass(frozen=True, init=False)
class Keys:
    """An object of exactly these names, whose values are alike."""

    names: tuple[str, ...]

    def __init__(self, names: Iterable[str]) -> None:
        """The names, in their order."""
        object.__setattr__(self, "names", tuple(names))


@dataclass(frozen=True, init=False)
class Beside:
    """An object with further names beside those of its type."""

    names: tuple[tuple[str, type], ...]

    def __init__(self, **names: type) -> None:
        """The names that are beside, and what stands under them."""
        object.__setattr__(self, "names", tuple(names.items()))


@dataclass(frozen=True)
class FieldsOf:
    """An object with some of the fields of a dataclass beside the names of its type."""

    of: type
    names: tuple[str, ...]


Day = Annotated[str, Format("date")]
Moment = Annotated[str, Format("date-time")]
Month = Annotated[str, Pattern(r"^\d{4}-(0[1-9]|1[0-2])$")]
DaySource = Annotated[str, Words("option", "workbook", "today")]
"""Which of them said what D is."""


class Head(TypedDict):
    """What every object of number 2 begins with. as_of: null where it is about none, or where the books differ."""

    schema: Literal[2]
    command: str
    version: str
    as_of: Day | None
    as_of_source: DaySource | None
    run_day: Day


class Failed(TypedDict):
    """A workbook that could not be read or worked on, and why."""

    workbook: str
    message: str


class Many(TypedDict, Generic[T]):
    """The same for several workbooks, and those that failed."""

    schema: Literal[1]
    workbooks: list[T]
    failed: list[Failed]
