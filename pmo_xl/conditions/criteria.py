"""Criteria as SUMIFS and COUNTIF take them, and columns indexed so that most of them are looked up."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final, NamedTuple, TypeAlias

from pmo_xl.conditions.columns import Cell, NotRead
from pmo_xl.conditions.values import (
    LONGEST_REMEMBERED,
    Number,
    Unjudged,
    Value,
    folded,
    number_in,
    shown_number,
    texts_compared,
)
from pmo_xl.conditions.wildcards import is_pattern, like, signs_of, work_of

MOST_STEPS: Final = 20_000_000
"""As many cells as one condition may look at; then it is given up as too much."""

_MOST_KEPT: Final = 2_000_000
"""As many places, and characters of criteria, as are kept of the choices that one function made."""

Key: TypeAlias = tuple[str, Number | str | bool] | None


@dataclass(slots=True)
class Budget:
    """How many cells a condition may still look at."""

    left: int = field(default_factory=lambda: MOST_STEPS)

    def spend(self, steps: int) -> None:
        """Unjudged once more than the bound was looked at."""
        self.left -= steps
        if self.left < 0:
            raise Unjudged("計算が大きすぎるため途中でやめました。条件を軽くしてください")


def key_of(value: Value) -> Key:
    """What a cell compares as: numbers to 15 digits, texts folded; None for a blank."""
    if value is None:
        return None
    if isinstance(value, bool):
        return ("真偽", value)
    if isinstance(value, str):
        return ("文字", folded(value))
    return ("数", shown_number(value))


class IndexedColumn:
    """The cells of one column with what is needed to find some of them fast."""

    def __init__(self, cells: Sequence[Cell], year: int) -> None:
        """Hold the cells. year: of the day by which the rows are judged; a text 10/9 is a day of it."""
        self.cells, self.year = cells, year

    @cached_property
    def by_key(self) -> dict[Key, list[int]]:
        """The places of each value; a text that reads as a number stands under both."""
        found: dict[Key, list[int]] = {}
        texts: dict[str, list[list[int]]] = {}
        for place, cell in enumerate(self.cells):
            if isinstance(cell, str):
                if cell not in texts:
                    number = number_in(cell, self.year)
                    keys = (key_of(cell),) if number is None else (key_of(cell), key_of(number))
                    texts[cell] = [found.setdefault(key, []) for key in keys]
                for places in texts[cell]:
                    places.append(place)
            elif not isinstance(cell, NotRead):
                found.setdefault(key_of(cell), []).append(place)
        return found

    @cached_property
    def distinct(self) -> list[tuple[Value, list[int]]]:
        """One cell of each that compare alike, with the places of all of them."""
        found: dict[Key, tuple[Value, list[int]]] = {}
        texts: dict[str, list[int]] = {}
        for place, cell in enumerate(self.cells):
            if isinstance(cell, str):
                places = texts.get(cell)
                if places is None:
                    places = texts[cell] = found.setdefault(key_of(cell), (cell, []))[1]
                places.append(place)
            elif not isinstance(cell, NotRead):
                found.setdefault(key_of(cell), (cell, []))[1].append(place)
        return list(found.values())

    @cached_property
    def length(self) -> int:
        """How many characters its different texts have together."""
        return sum(len(cell) for cell, _ in self.distinct if isinstance(cell, str))

    @cached_property
    def unread(self) -> list[int]:
        """The places of cells that could not be read."""
        return [place for place, cell in enumerate(self.cells) if isinstance(cell, NotRead)]

    @cached_property
    def numbers(self) -> tuple[list[Number], list[int]]:
        """The numbers in order of size, with their places."""
        found = sorted(
            (shown_number(cell), place)
            for place, cell in enumerate(self.cells)
            if cell is not None and not isinstance(cell, (bool, str, NotRead))
        )
        return [number for number, _ in found], [place for _, place in found]


class Criterion(NamedTuple):
    """One criterion: an operator and what is compared. has_wildcards: ? and * of the text count. year: as IndexedColumn."""

    operator: str
    operand: Value
    year: int
    has_wildcards: bool = False

    def fits(self, cell: Value) -> bool:
        """Whether a cell meets it, as Excel decides."""
        if self.operator in ("=", "<>"):
            return self._is_same(cell) is (self.operator == "=")
        operand = self.operand
        if isinstance(operand, str):
            if not isinstance(cell, str):
                return False
            return _ordered(self.operator, texts_compared(cell, operand))
        if cell is None or isinstance(cell, (str, bool)) != isinstance(operand, bool):
            return False
        if operand is None or isinstance(cell, str):
            return False
        one, other = shown_number(cell), shown_number(operand)
        return _ordered(self.operator, (one > other) - (one < other))

    def _is_same(self, cell: Value) -> bool:
        operand = self.operand
        if operand is None:
            return cell is None
        if operand == "" and isinstance(operand, str):
            return cell is None or cell == ""
        if isinstance(operand, str):
            if not isinstance(cell, str):
                return False
            return (
                like(folded(cell), signs_of(operand))
                if self.has_wildcards
                else folded(cell) == folded(operand)
            )
        if isinstance(cell, str) and not isinstance(operand, bool):
            number = number_in(cell, self.year)
            return number is not None and key_of(number) == key_of(operand)
        return key_of(cell) == key_of(operand)

    def _work(self, column: IndexedColumn) -> int:
        """How many steps it is to look at each cell; what wildcards may cost beside."""
        if self.has_wildcards and isinstance(self.operand, str):
            return len(column.distinct) + work_of(signs_of(self.operand), column.length)
        return len(column.distinct)

    def places(self, column: IndexedColumn, budget: Budget) -> Sequence[int]:
        """The places of the cells that meet it."""
        operand = self.operand
        if self.operator == "=" and not self.has_wildcards:
            found = column.by_key.get(key_of(operand), [])
            if operand == "" and isinstance(operand, str):
                return sorted({*found, *column.by_key.get(None, [])})
            return found
        is_number = operand is not None and not isinstance(operand, (str, bool))
        if is_number and self.operator in ("<", "<=", ">", ">="):
            numbers, places = column.numbers
            number = shown_number(operand)  # type: ignore[arg-type]
            low = (
                bisect_left(numbers, number)
                if self.operator in ("<", ">=")
                else bisect_right(numbers, number)
            )
            chosen = places[:low] if self.operator in ("<", "<=") else places[low:]
            budget.spend(len(chosen) // 16)
            return chosen
        budget.spend(self._work(column))
        fitting = [places for cell, places in column.distinct if self.fits(cell)]
        budget.spend(sum(map(len, fitting)) // 16)
        return [place for places in fitting for place in places]


def _ordered(operator: str, sign: int) -> bool:
    return {"<": sign < 0, "<=": sign <= 0, ">": sign > 0, ">=": sign >= 0}[operator]


_SIGNS: Final = frozenset("<>=")


def criterion_of(value: Value, year: int) -> Criterion:
    """What a criterion's value means: ">=5", "<>完了", "山*", a number, a date."""
    if not isinstance(value, str):
        return Criterion("=", 0 if value is None else value, year)
    return (_remembered if len(value) <= LONGEST_REMEMBERED else _criterion_in)(value, year)


def _criterion_in(value: str, year: int) -> Criterion:
    operator = ""
    if value[:1] in _SIGNS:
        operator = next(sign for sign in ("<>", "<=", ">=", "=", "<", ">", "") if value.startswith(sign))
    rest = value[len(operator) :]
    if operator in ("=", "<>") and not rest:
        return Criterion(operator, None, year)
    if rest.upper() in ("TRUE", "FALSE"):
        return Criterion(operator or "=", rest.upper() == "TRUE", year)
    number = number_in(rest, year)
    if number is not None:
        return Criterion(operator or "=", number, year)
    return Criterion(operator or "=", rest, year, is_pattern(rest) and operator in ("", "=", "<>"))


_remembered = lru_cache(maxsize=1024)(_criterion_in)


class Selection:
    """Rows chosen by criteria over columns of one sheet; each choice is made once."""

    def __init__(self, columns: Sequence[IndexedColumn], budget: Budget) -> None:
        """Hold the columns that the criteria are about."""
        self._columns = columns
        self._budget = budget
        self._made: dict[tuple[Key | tuple[str, str], ...], list[int]] = {}
        self._room = _MOST_KEPT

    def rows(self, values: Sequence[Value]) -> list[int]:
        """The places of the rows that meet all criteria, in order. Unjudged where one may and cannot be read."""
        key = tuple(("文", value) if isinstance(value, str) else key_of(value) for value in values)
        found = self._made.get(key)
        if found is None:
            found = self._chosen(values)
            size = len(found) + sum(len(value) for value in values if isinstance(value, str))
            if size <= self._room:
                self._room -= size
                self._made[key] = found
        return found

    def _chosen(self, values: Sequence[Value]) -> list[int]:
        pairs, lists, unsure = [], [], self._unsure
        for value, column in zip(values, self._columns, strict=True):
            criterion = criterion_of(value, column.year)
            pairs.append((criterion, column))
            lists.append(criterion.places(column, self._budget))
            if not lists[-1] and not unsure:
                return []
        least = min(range(len(lists)), key=lambda number: len(lists[number]))
        base = sorted({*lists[least], *unsure}) if unsure else sorted(lists[least])
        if not unsure:  # what has given the base is met by it
            pairs.pop(least)
        if not pairs:
            return base
        self._budget.spend(len(base) * len(pairs))
        chosen = []
        for place in base:
            said = [self._said(criterion, column.cells[place]) for criterion, column in pairs]
            if False in said:
                continue
            if None in said:
                cell = next(c.cells[place] for c in self._columns if isinstance(c.cells[place], NotRead))
                raise Unjudged(cell.reason if isinstance(cell, NotRead) else "")
            chosen.append(place)
        return chosen

    @cached_property
    def _unsure(self) -> set[int]:
        """The places where a cell could not be read."""
        return {place for column in self._columns for place in column.unread}

    @staticmethod
    def _said(criterion: Criterion, cell: Cell) -> bool | None:
        return None if isinstance(cell, NotRead) else criterion.fits(cell)
