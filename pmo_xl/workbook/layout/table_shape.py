"""Table shape: what most rows of a table have, and the rows that therefore are no records of their own.

Sections named in the column of the names, what stands below the table, and lines that go on with the record above.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from pmo_xl.model.column import Kind
from pmo_xl.model.task import Task
from pmo_xl.workbook.cells.raw_cell import is_blank
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.layout.column_values import is_like_a_day
from pmo_xl.workbook.layout.header_search import FoundHeader
from pmo_xl.workbook.tab.calamine_feed import CellValue

SECTION: Final = "区切りの見出しの行"
OUTSIDE: Final = "表の下の行"
GOES_ON: Final = "上の行の続きの行"

_TEXT_KINDS: Final = frozenset((Kind.TEXT, Kind.LONGTEXT))
_DAY_KINDS: Final = frozenset((Kind.DATE, Kind.DATETIME, Kind.MONTH))
_TELLING_KINDS: Final = _DAY_KINDS | {Kind.PERSON, Kind.CHOICE}
_OF_DUE: Final = ("due_on", "planned_finish")
_OF_STATE: Final = ("status", "progress")
_ID_LIKE: Final = re.compile(r"(?=.*[0-9０-９])[^\s。、]{1,20}")
_CONTINUED: Final = re.compile(r"[(（【\[]?(続き|つづき|続)[)）】\]]|続き[:：]?$|[〃〻]$")
_EARLIEST: Final = 32_874  # 1990/1/1, as a number
_NOTHING: Final = ("", None)
_MOST: Final = 0.7
_LEAST_ROWS: Final = 2
_MOST_HEADINGS: Final = 3  # of sections one below the other: part, chapter, section


def _looks_blank(cell: CellValue) -> bool:
    return isinstance(cell, str) and not cell[0].isalnum() and is_blank(cell)


class TableShape:
    """The rows of one table by what they hold: the ID, the name, days, anything."""

    def __init__(
        self, grid: Grid, header: FoundHeader, rows: Sequence[int], further: Mapping[int, str]
    ) -> None:
        """Take the rows that are not skipped for other reasons. further: columns beside a field's own."""
        columns = header.record_class.columns
        fields = {**further, **{match.heading.column: field for field, match in header.matches.items()}}
        self._grid, self._class = grid, header.record_class
        self._kinds = {column: columns[field].kind for column, field in fields.items()}
        self._ids = [c for c, kind in self._kinds.items() if kind is Kind.ID]
        self._names = self._columns_of_the_name(header, fields)
        self._days = [c for c, kind in self._kinds.items() if kind in _DAY_KINDS]
        self._dues = {column for column, field in fields.items() if field in _OF_DUE}
        self._states = {column for column, field in fields.items() if field in _OF_STATE}
        self._filled = {row: filled for row in rows if (filled := self._cells(row))}
        merges = (merge for merge in grid.merges if merge.first_column in self._ids)
        self._merged = {row for merge in merges for row in range(merge.first_row + 1, merge.last_row + 1)}

    @staticmethod
    def _columns_of_the_name(header: FoundHeader, fields: Mapping[int, str]) -> frozenset[int]:
        columns = header.record_class.columns
        named = [f for f in header.record_class.must_fields if columns[f].kind in _TEXT_KINDS]
        if "title" in header.matches:  # more of a requirement's text is no requirement
            named = [f for f in named if f != "statement"]
        return frozenset(column for column, field in fields.items() if field in named)

    def _cells(self, row: int) -> Collection[int]:
        place = row - self._grid.first_row
        cells = self._grid.rows[place] if 0 <= place < len(self._grid.rows) else ()
        width, first = len(cells), self._grid.first_column
        filled = [c for c in self._kinds if 0 <= c - first < width and cells[c - first] not in _NOTHING]
        return [c for c in filled if not _looks_blank(cells[c - first])]

    @cached_property
    def _records(self) -> list[int]:
        """The rows that surely are records: with a name, and about as much beside it as the fullest row has."""
        least = max(_LEAST_ROWS, max(map(len, self._filled.values()), default=0) / 2)
        return [
            row for row, filled in self._filled.items() if self._names & set(filled) and len(filled) >= least
        ]

    @cached_property
    def _is_numbered(self) -> bool:
        return self._is_usual(self._has_id)

    @cached_property
    def _is_dated(self) -> bool:
        return self._is_usual(self._has_day)

    def _is_usual(self, has: Callable[[int], bool]) -> bool:
        rows = self._records
        return len(rows) >= _LEAST_ROWS and sum(map(has, rows)) >= _MOST * len(rows)

    def _has_id(self, row: int) -> bool:
        return any(_ID_LIKE.fullmatch(str(self._grid.value(row, column)).strip()) for column in self._ids)

    def _has_day(self, row: int) -> bool:
        return any(column in self._filled[row] for column in self._days)

    def _holds_a_day(self, row: int) -> bool:
        """Whether a day stands in a column of days, and no word."""
        cells = [self._grid.value(row, column) for column in self._days if column in self._filled[row]]
        return any(not isinstance(cell, str) or is_like_a_day(cell) for cell in cells)

    def _has_name(self, row: int) -> bool:
        return not self._names.isdisjoint(self._filled[row])

    def joined(self) -> Mapping[int, tuple[int, ...]]:
        """By row of a record, the rows below that go on with it."""
        found: dict[int, tuple[int, ...]] = {}
        record = 0
        for row in self._filled:
            if record and self._goes_on(row):
                found[record] = (*found.get(record, ()), row)
            else:
                record = row
        return found

    def _goes_on(self, row: int) -> bool:
        """Whether the ID is merged over it, it says so itself, or it only holds more of a long text."""
        filled = self._filled[row]
        if any(column in filled for column in self._ids):
            return False
        texts = [str(self._grid.value(row, column)).strip() for column in filled]
        if len(texts) <= _LEAST_ROWS and _CONTINUED.match(texts[0]):
            return True
        is_text = all(self._kinds[column] in _TEXT_KINDS for column in filled)
        if self._is_of_a_person(row):
            return False
        if self._names and row in self._merged and (is_text or not self._has_name(row)):
            return True
        if row in self._continued or self._names_a_person_alone(row):
            return True
        return (
            bool(self._names)
            and (self._is_numbered or self._is_dated)
            and row - 1 in self._filled
            and all(self._kinds[column] is Kind.LONGTEXT for column in filled if column not in self._names)
            and not self._has_name(row)
        )

    @cached_property
    def _continued(self) -> frozenset[int]:
        """Rows that hold more of the text of the record right above them, and nothing else.

        A table with sections begins with one; a text that no record follows may be one that is not filled in yet.
        Names alone in a plan of tasks are headings.
        """
        has = self._has_id if self._is_numbered else self._has_day if self._is_dated else None
        first = next(iter(self._filled), 0)
        if has is None or self._class is Task or not has(first):
            return frozenset()
        runs = self._in_runs(list(self._filled), most=1)
        found = [row for row in self._filled if row not in runs and self._holds_more_text(row)]
        is_within = any(has(later) for later in self._filled if found and later > found[0])
        return frozenset(found if is_within else ())

    def _holds_more_text(self, row: int) -> bool:
        is_text = all(self._kinds[column] in _TEXT_KINDS for column in self._filled[row])
        return is_text and row - 1 in self._filled and self._has_name(row)

    def _names_a_person_alone(self, row: int) -> bool:
        """Whether it holds nothing but a further person for the record right above it."""
        is_person = all(self._kinds[column] is Kind.PERSON for column in self._filled[row])
        return bool(self._names) and is_person and row - 1 in self._filled

    def _is_of_a_person(self, row: int) -> bool:
        """Whether it holds another person with a due day or a state of their own, and no name: a part of the work above.

        Where the ID is merged over it, states alone are those of its history.
        """
        if not self._names or self._has_name(row) or row - 1 not in self._filled:
            return False
        filled = self._filled[row]
        own = self._dues if row in self._merged else self._dues | self._states
        return any(self._kinds[column] is Kind.PERSON for column in filled) and not own.isdisjoint(filled)

    def has_persons_below(self) -> bool:
        """Whether a task or an issue goes on in rows of further persons, whose name is the one above."""
        return any(self._is_of_a_person(row) and not self._has_id(row) for row in self._filled)

    def sections(self, without: Collection[int]) -> Iterator[int]:
        """Rows with a name alone, where the others are numbered or dated and the next one is such a row."""
        rows = [row for row in self._filled if row not in without]
        runs = self._in_runs(rows)
        for index, row in enumerate(rows[:-1]):
            if row in runs or not self._is_a_name_alone(row):
                continue
            following = rows[index + 1 :]
            has = self._has_id if self._is_numbered else self._has_day if self._is_dated else None
            if has and any(has(later) for later in following):
                yield row

    def _is_a_name_alone(self, row: int) -> bool:
        return len(self._filled[row]) == 1 and self._has_name(row) and not self._has_id(row)

    def _in_runs(self, rows: Sequence[int], most: int = _MOST_HEADINGS) -> Collection[int]:
        """The names alone that stand one below the other: records that are not filled in yet, and no headings."""
        found: set[int] = set()
        run: list[int] = []
        for row in (*rows, 0):
            if row and self._is_a_name_alone(row) and (not run or row == run[-1] + 1):
                run.append(row)
                continue
            found.update(run if len(run) > most else ())
            run = [row] if row and self._is_a_name_alone(row) else []
        return found

    def below(self, without: Collection[int]) -> Iterator[int]:
        """Rows after a gap, from the first on that is no record and is followed by none."""
        tail: list[int] = []
        end = min(self._filled, default=1) - 1
        numbered = (row for row in self._filled if not set(self._filled[row]) <= set(self._ids))
        for row in reversed([row for row in numbered if row not in without]):
            if self._is_a_record(row) and not self._is_apart(row) and not self._holds_figures_for_words(row):
                end = row
                break
            tail.append(row)
        gap = next((row for row in range(end + 1, max(tail, default=end)) if row not in self._filled), None)
        yield from (row for row in sorted(tail) if (gap and row > gap) or self._is_no_value(row))

    def _is_apart(self, row: int) -> bool:
        """Whether it stands below a gap without the number and the day that the others have: of a legend."""
        above = self._last_numbered
        return (
            self._is_numbered
            and row > above
            and not (self._has_id(row) or self._holds_a_day(row))
            and any(each not in self._filled for each in range(above + 1, row))
        )

    @cached_property
    def _last_numbered(self) -> int:
        """The last row with a number of its own; 0 where there is none."""
        numbered = (row for row in reversed(self._filled) if self._has_id(row))
        return next((row for row in numbered if not self._holds_figures_for_words(row)), 0)

    def _holds_figures_for_words(self, row: int) -> bool:
        """Whether figures stand where the others have a person and a day: a line of sums (PV, EV) under a table."""
        cells = {column: self._grid.value(row, column) for column in self._filled[row]}
        persons = [c for column, c in cells.items() if self._kinds[column] is Kind.PERSON]
        days = [c for column, c in cells.items() if self._kinds[column] in _DAY_KINDS]
        is_no_day = any(isinstance(cell, float) and cell < _EARLIEST for cell in days)
        return self._is_dated and is_no_day and any(isinstance(cell, float) for cell in persons)

    def _is_a_record(self, row: int) -> bool:
        if self._has_id(row) and (self._is_numbered or len(self._filled[row]) > 1):
            return True
        if not self._names:
            return self._has_day(row) or len(self._filled[row]) > 1
        beside = {self._kinds[column] for column in self._filled[row]}
        if self._has_name(row) and (len(self._filled[row]) > _LEAST_ROWS or beside & _TELLING_KINDS):
            return True
        return self._has_name(row) and not self._is_numbered and not self._is_dated

    def _is_no_value(self, row: int) -> bool:
        """Whether all it holds are words where figures and days belong."""
        figures = (Kind.NUMBER, Kind.INT, Kind.MONEY, Kind.PERCENT)
        return all(
            self._kinds[column] in figures and isinstance(self._grid.value(row, column), str)
            for column in self._filled[row]
        )
