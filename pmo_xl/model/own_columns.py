"""Own columns: what staff keep in a table beside our columns; read when asked for, and never judged by a rule."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol, TypeAlias

from pmo_xl.errors import BadChange
from pmo_xl.model.given import shown
from pmo_xl.model.kind import Kind

OwnValue: TypeAlias = str | int | float | Decimal | date | datetime | bool | None
"""What a cell of an own column may be given. Read, a whole number is an int, any other one a Decimal."""

_ALLOWED = (str, int, float, Decimal, date, bool)


@dataclass(frozen=True, slots=True)
class OwnColumn:
    """One own column of a table.

    heading: as one line; a second one of a name is 「備考 (2)」. letter: of the column in Excel. tab: of the sheet.
    kind: TEXT, NUMBER, DATE, DATETIME or FLAG, by most of its cells; None where they are all empty.
    is_formula: most of its cells hold formulas, so that it cannot be written.
    """

    heading: str
    letter: str
    kind: Kind | None
    tab: str
    is_formula: bool = False


class OwnCells(Protocol):
    """The own columns of one table, with what stands in them."""

    @property
    def columns(self) -> Sequence[OwnColumn]:
        """The columns, from the left."""

    def of_row(self, row: int) -> Mapping[str, OwnValue]:
        """What stands in a row (1-based), by heading; None for an empty cell."""

    def unread(self, row: int) -> Collection[str]:
        """The headings under which a formula stands in this row whose result the file does not hold."""


@dataclass(frozen=True, slots=True)
class StatedOwnCells:
    """Own columns that do not hang on a workbook any more: what is left of them when rows are pickled or copied."""

    columns: Sequence[OwnColumn]
    rows: Mapping[int, Mapping[str, OwnValue]]
    uncached: Mapping[int, Collection[str]] = field(default_factory=dict)

    def of_row(self, row: int) -> Mapping[str, OwnValue]:
        """What stands in a row."""
        return self.rows.get(row, {})

    def unread(self, row: int) -> Collection[str]:
        """The headings of formulas without a result."""
        return self.uncached.get(row, ())


def checked_extra(label: str, given: object) -> dict[str, OwnValue]:
    """What code gave for own columns. BadChange for what is no mapping of headings to plain values."""
    if not isinstance(given, Mapping):
        raise BadChange(
            f"{label}の extra に{shown(given)}は使えません。{{'見出し': 値}} の形で渡してください。"
        )
    for heading, value in given.items():
        if not isinstance(heading, str):
            raise BadChange(f"{label}の extra の見出しに{shown(heading)}は使えません。文字で渡してください。")
        if value is not None and not isinstance(value, _ALLOWED):
            raise BadChange(
                f"{label}の「{heading}」に{shown(value)}は書けません。文字・数・日付・True/False のどれかを渡してください(空欄は None)。"
            )
    return dict(given)


def own_headings(tables: Collection[OwnCells]) -> list[str]:
    """The headings of own columns over several tables of one kind, each once, in their order."""
    return list(dict.fromkeys(column.heading for each in tables for column in each.columns))


def own_labels(headings: Sequence[str], labels: Collection[str]) -> Mapping[str, str]:
    """By heading, what an own column is called beside ours: 「優先度(独自)」 where we have that label, too."""
    taken, found = set(labels), {}
    for heading in headings:
        name = heading
        while name in taken:
            name = f"{name}(独自)"
        taken.add(name)
        found[heading] = name
    return found


def plain_own(value: OwnValue) -> Any:  # noqa: ANN401 - JSON
    """A value of an own column as plain JSON holds it."""
    match value:
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value.normalize():f}"
    return value
