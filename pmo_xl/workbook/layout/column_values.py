"""Column values: what stands below a heading, and whether that is what a field of this kind holds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum
from typing import Final

from pmo_xl.model.column import Kind
from pmo_xl.model.foreign_words import common_word
from pmo_xl.model.record import Record
from pmo_xl.model.vocabulary import library_words, list_name
from pmo_xl.workbook.cells.flags import is_mark
from pmo_xl.workbook.cells.raw_cell import is_blank, is_dash
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.tab.calamine_feed import CellValue

# Rows below the heading that are looked at; what so many say, the others say too.
ROWS_LOOKED_AT: Final = 80
# What stands below so many blank rows is no part of the table: who made the form, a list to choose from.
_WIDE_GAP: Final = 30
_DATE_LIKE: Final = re.compile(
    r"\D{0,4}(\d{1,4}\s*[-/.年]\s*\d{1,2}|[MTSHRmtshr]\d{1,2}[./年]|\d{1,2}月|\d{8}|\d{1,2}[-/ ][A-Za-z]{3})"
)
_UNDECIDED: Final = re.compile(
    "未定|未確定|別途.{0,4}|後日.{0,4}|調整中|TBD|tbd|N/?A|n/?a|なし|無し|随時|至急"
)
_DIGIT: Final = re.compile(r"[0-9０-９]")
_SERIALS: Final = range(36_526, 73_051)  # 2000 … 2099 under 標準
_MOST: Final = 0.6
_LONG_WORD, _LONG_NAME, _LONG_ID = 12, 20, 20
_FEW: Final = 3
_CODE: Final = re.compile("[!-~]{1,40}")  # also a long one, as tools make them


class Fit(IntEnum):
    """How the values of a column go with a field; the smaller, the better."""

    AGREES = 0
    UNKNOWN = 1
    DOUBTFUL = 2
    CONTRADICTS = 3


@dataclass(frozen=True)
class ColumnValues:
    """The filled cells of one column below its heading, sorted by what they are. rows: with anything in them."""

    rows: int = 0
    dates: int = 0
    numbers: int = 0
    flags: int = 0
    texts: tuple[str, ...] = ()
    plain: tuple[CellValue, ...] = field(default=(), repr=False)

    @property
    def filled(self) -> int:
        """How many cells hold anything."""
        return self.dates + self.numbers + self.flags + len(self.texts)

    @property
    def unique(self) -> float:
        """The share of different values: 1 where no value stands twice."""
        return len(set(self.plain)) / len(self.plain) if self.plain else 0.0

    @property
    def length(self) -> float:
        """The usual length of its texts."""
        return sum(map(len, self.texts)) / len(self.texts) if self.texts else 0.0

    @property
    def date_texts(self) -> int:
        """How many texts begin like a date."""
        return sum(map(is_like_a_day, self.texts))

    def share(self, count: int) -> float:
        """So many of the filled cells."""
        return count / self.filled if self.filled else 0.0


def is_like_a_day(cell: CellValue) -> bool:
    """Whether a text begins like a date."""
    return isinstance(cell, str) and _DATE_LIKE.match(unicodedata.normalize("NFKC", cell)) is not None


def column_values(grid: Grid, columns: Iterable[int], first: int, last: int) -> Mapping[int, ColumnValues]:
    """What stands in each of the columns from row first to last."""
    end = min(last, first + ROWS_LOOKED_AT - 1)
    rows = _rows_together(row for row in range(first, end + 1) if _is_filled(grid, row))
    return {column: _of([grid.value(row, column) for row in rows]) for column in columns}


def _rows_together(rows: Iterable[int]) -> list[int]:
    """The rows up to the first wide gap: what stands far below them says nothing of their columns."""
    found: list[int] = []
    for row in rows:
        if found and row - found[-1] > _WIDE_GAP:
            break
        found.append(row)
    return found


def _is_filled(grid: Grid, row: int) -> bool:
    place = row - grid.first_row
    return 0 <= place < len(grid.rows) and sum(cell not in ("", None) for cell in grid.rows[place]) > 1


def _of(cells: list[CellValue]) -> ColumnValues:
    filled = [cell for cell in cells if not is_blank(cell) and not (isinstance(cell, str) and is_dash(cell))]
    kinds = [_kind(cell) for cell in filled]
    texts = (str(cell).strip() for cell, kind in zip(filled, kinds, strict=True) if kind == "text")
    counts = {kind: kinds.count(kind) for kind in ("date", "number", "flag")}
    return ColumnValues(
        len(cells), counts["date"], counts["number"], counts["flag"], tuple(texts), tuple(filled)
    )


def _kind(cell: CellValue) -> str:
    if isinstance(cell, bool) or is_mark(cell):
        return "flag"
    if isinstance(cell, date | datetime):
        return "date"
    return "number" if isinstance(cell, int | float) else "text"


def fit(kind: Kind, values: ColumnValues, *, is_telling: bool = True) -> Fit:
    """Whether a column of these values may hold a field of this kind.

    is_telling: the heading itself says that a day or a figure stands below it, so that words there are bad
    entries and not another column.
    """
    if not values.filled:
        return Fit.UNKNOWN
    judge = _JUDGES.get(kind)
    return judge(values, is_telling) if judge else Fit.UNKNOWN


def _date_fit(values: ColumnValues, is_telling: bool) -> Fit:
    days = values.dates + values.date_texts
    undecided = sum(_UNDECIDED.fullmatch(text) is not None for text in values.texts)
    if days and days >= _MOST * (values.filled - undecided):
        return Fit.AGREES
    if values.share(values.flags) >= _MOST:
        return Fit.CONTRADICTS
    serials = sum(isinstance(cell, int | float) and int(cell) in _SERIALS for cell in values.plain)
    if values.share(values.numbers - serials) >= _MOST:  # the third week, the second period
        return Fit.CONTRADICTS
    if days or serials:
        return Fit.AGREES if serials else Fit.DOUBTFUL
    return Fit.DOUBTFUL if is_telling else Fit.CONTRADICTS


def _word_fit(values: ColumnValues, is_telling: bool) -> Fit:
    if values.share(values.dates + values.date_texts) >= _MOST:
        return Fit.CONTRADICTS
    long = sum(len(text) > _LONG_NAME for text in values.texts)
    is_prose = len(values.texts) >= _FEW and values.length > _LONG_WORD and values.unique > _MOST
    if is_prose or (values.texts and values.share(long) > 0.4):
        return Fit.CONTRADICTS
    if values.numbers and values.share(values.numbers) >= _MOST:
        return Fit.DOUBTFUL
    return Fit.AGREES


def _name_fit(values: ColumnValues, is_telling: bool) -> Fit:
    if values.share(values.dates + values.numbers) >= _MOST:
        return Fit.CONTRADICTS
    if len(values.texts) >= _FEW and values.length > _LONG_NAME:
        return Fit.CONTRADICTS
    return Fit.AGREES if values.texts else Fit.UNKNOWN


def _text_fit(values: ColumnValues, is_telling: bool) -> Fit:
    if not values.texts and values.filled >= _FEW:
        return Fit.CONTRADICTS
    return Fit.AGREES if values.texts else Fit.DOUBTFUL


def _id_fit(values: ColumnValues, is_telling: bool) -> Fit:
    if values.texts and values.length > _LONG_ID and not all(map(_CODE.fullmatch, values.texts)):
        return Fit.CONTRADICTS
    return Fit.AGREES if values.unique >= 0.9 else Fit.DOUBTFUL


def _figure_fit(values: ColumnValues, is_telling: bool) -> Fit:
    if values.numbers or any(_DIGIT.search(text) for text in values.texts):
        return Fit.AGREES
    if values.share(values.dates + values.flags) >= _MOST:
        return Fit.CONTRADICTS
    return Fit.DOUBTFUL


def _whole_fit(values: ColumnValues, is_telling: bool) -> Fit:
    """A grade from 1 to 5 that is said in words everywhere (高 中 低) is another scale."""
    found = _figure_fit(values, is_telling)
    is_in_words = found is Fit.DOUBTFUL and values.share(len(values.texts)) >= _MOST
    return Fit.CONTRADICTS if is_in_words else found


def _percent_fit(values: ColumnValues, is_telling: bool) -> Fit:
    """A progress may be said in words (完了, 作業中) and by marks (済 TRUE), never in prose."""
    if values.share(values.flags) >= _MOST:
        return Fit.AGREES
    if values.share(len(values.texts)) >= _MOST and _word_fit(values, is_telling) is Fit.CONTRADICTS:
        return Fit.CONTRADICTS
    return _figure_fit(values, is_telling)


_JUDGES: Final = {
    **dict.fromkeys((Kind.DATE, Kind.DATETIME, Kind.MONTH), _date_fit),
    Kind.CHOICE: _word_fit,
    Kind.PERSON: _name_fit,
    Kind.TEXT: _text_fit,
    Kind.ID: _id_fit,
    **dict.fromkeys((Kind.MONEY, Kind.NUMBER), _figure_fit),
    Kind.INT: _whole_fit,
    Kind.PERCENT: _percent_fit,
}


def may_hold(sheet: type[Record], name: str, cell: CellValue) -> bool:
    """Whether a cell's value may be one of a field: a word of its list, a day, a figure; any text for a text."""
    kind, text = sheet.columns[name].kind, str(cell).strip()
    if kind is Kind.CHOICE:
        return text in library_words(sheet, name) or common_word(list_name(sheet, name), text) is not None
    if kind in (Kind.DATE, Kind.DATETIME, Kind.MONTH):
        return _kind(cell) == "date" or is_like_a_day(cell)
    if kind in (Kind.INT, Kind.NUMBER, Kind.MONEY, Kind.PERCENT):
        return _kind(cell) == "number" or any(letter.isdecimal() for letter in text)
    return kind is not Kind.FLAG or _kind(cell) == "flag"
