"""Record rows: the rows of a table as the reader wants them, one value per field, whatever the layout."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Final

from pmo_xl.model.column import Kind
from pmo_xl.model.references import name_key
from pmo_xl.workbook.cells.flags import is_mark
from pmo_xl.workbook.cells.progress_words import says_done
from pmo_xl.workbook.cells.raw_cell import LONGEST_VALUE, is_blank, text_of
from pmo_xl.workbook.cells.shown_number import shown_id
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.layout.layout_facts import Layout
from pmo_xl.workbook.layout.row_pairs import LOWER_ROWS
from pmo_xl.workbook.layout.table_shape import SECTION
from pmo_xl.workbook.layout.text_below import text_fields
from pmo_xl.workbook.layout.value_columns import GROUPING, is_left_to_right, place_said
from pmo_xl.workbook.tab.calamine_feed import CellValue

_AS_ABOVE: Final = frozenset(("〃", "″", "〻", "↑", "同上", '"', "''", "”"))
_NO_TIME: Final = re.compile(r"0(\.0+)? ?(日|days?|d|時間|hrs?|h)?\??", re.IGNORECASE)


class RecordRows:
    """The rows of a table that may be records. A value that stands elsewhere is set behind its row's end."""

    def __init__(self, grid: Grid, layout: Layout) -> None:
        """Remember where the table stands."""
        self._grid, self._layout = grid, layout
        spread = (field for field in layout.spans if field not in layout.parts)
        self._moved = (
            *spread,
            *sorted(layout.below),
            *layout.marks,
            *layout.parts,
            *layout.carried,
            *self._lines(),
            *sorted(layout.shown),
            *layout.outlined,
        )

    def index(self, field: str) -> int:
        """The place of a field's value within a row."""
        if field in self._moved:
            return self._width + self._moved.index(field)
        return self._layout.columns[field] - self._grid.first_column

    def words(self, field: str) -> frozenset[str]:
        """The different texts of a field's column, as names compare."""
        column, rows = self._layout.columns[field], range(self._layout.first_row, self._layout.last_row + 1)
        cells = {self._grid.value(row, column) for row in rows}
        return frozenset(
            name_key(cell) for cell in cells if isinstance(cell, str) and len(cell) <= LONGEST_VALUE
        )

    def __iter__(self) -> Iterator[tuple[int, Sequence[CellValue]]]:
        """Row number and cells, without the rows that layout knows to be no records."""
        first = max(self._layout.first_row, self._grid.first_row)
        down = self._merged_down
        start = first - self._grid.first_row
        cells = self._grid.rows[start : self._layout.last_row - self._grid.first_row + 1]
        for number, row in enumerate(cells, first):
            if number not in self._layout.skipped_rows:
                if number in down:
                    row = self._with_merged(row, down[number])
                yield number, self._straight(number, row) if self._moved else row

    @cached_property
    def _width(self) -> int:
        return max(map(len, self._grid.rows), default=0)

    @cached_property
    def _merged_down(self) -> Mapping[int, Mapping[int, CellValue]]:
        """By row and column, the values of fields that are merged over several records (a phase, a system)."""
        shared = {column for field, column in self._layout.columns.items() if field != "id"}
        found = self._as_above()
        for merge in self._grid.merges:
            if merge.first_column in shared and merge.first_row >= self._layout.first_row:
                value = self._grid.value(merge.first_row, merge.first_column)
                for row in range(merge.first_row + 1, min(merge.last_row, self._layout.last_row) + 1):
                    found.setdefault(row, {})[merge.first_column] = value
        return found

    def _as_above(self) -> dict[int, dict[int, CellValue]]:
        """By row and column, the value of the row above where a cell only says «as above» (〃, ↑, 同上)."""
        found: dict[int, dict[int, CellValue]] = {}
        layout, grid = self._layout, self._grid
        if layout.is_ours:
            return found
        columns = {column for field, column in layout.columns.items() if field != "id"}
        above = 0
        for row in range(max(layout.first_row, grid.first_row), layout.last_row + 1):
            if row in layout.skipped_rows:
                continue
            cells = grid.rows[row - grid.first_row]
            if above and not _AS_ABOVE.isdisjoint(cells):
                for column in columns:
                    value = found.get(above, {}).get(column, grid.value(above, column))
                    if grid.value(row, column) in _AS_ABOVE and not is_blank(value):
                        found.setdefault(row, {})[column] = value
            above = row
        return found

    def _with_merged(self, row: Sequence[CellValue], shared: Mapping[int, CellValue]) -> Sequence[CellValue]:
        """The row with the values merged over it, where it holds anything of its own."""
        own = [column - self._grid.first_column for f, column in self._layout.columns.items() if f != "id"]
        if all(is_blank(row[place]) for place in own if place < len(row)):
            return row
        cells = [*row, *([""] * (self._width - len(row)))]
        for column, value in shared.items():
            cells[column - self._grid.first_column] = value
        return cells

    def _straight(self, number: int, row: Sequence[CellValue]) -> Sequence[CellValue]:
        blanks = [""] * (self._width - len(row))
        return [*row, *blanks, *(self._value(field, number) for field in self._moved)]

    def _value(self, field: str, row: int) -> CellValue:
        layout, value = self._layout, self._grid.value
        if field in layout.parts:
            return self._together(field, row)
        if field in layout.shown:
            return as_shown(self._grid, row, layout.columns[field])
        if field in layout.outlined:
            return self._outline.get(row, {}).get(field, "")
        if field in layout.carried:
            return self._going_on(field, row)
        if field in layout.spans:
            cells = [value(row, column) for column in layout.spans[field]]
            if field == "progress" and says_done(cells[-1]):
                return cells[-1]
            place = place_said(cells, is_name=is_left_to_right(field, layout.spans[field]))
            return "" if place is None else cells[place]
        if field in layout.marks:
            return _marked(layout.marks[field], {c: value(row, c) for c in layout.marks[field]})
        if field in layout.below:
            is_paired = layout.skipped_rows.get(row + 1) in LOWER_ROWS
            return value(row + 1, layout.columns[field]) if is_paired else ""
        return self._all_lines(field, row)

    def _together(self, field: str, row: int) -> CellValue:
        """The parts as one: 1, 2 and 3 are the ID 1.2.3, whose upper parts go on from the rows above."""
        columns = self._layout.parts[field]
        if field != "id":
            cells = (self._grid.value(row, column) for column in columns)
            return "、".join(text_of(cell).strip() for cell in cells if not is_blank(cell))
        numbers = self._split_ids.get(row, ())
        return numbers[0] if len(numbers) == 1 else ".".join(map(text_of, numbers))

    @cached_property
    def _outline(self) -> Mapping[int, Mapping[str, CellValue]]:
        """By row, the number of the task above it in the outline, and what kind of task it is."""
        layout, value = self._layout, self._grid.value
        column = layout.outlined.get("parent", layout.columns["id"])
        rows = (r for r in range(layout.first_row, layout.last_row + 1) if r not in layout.skipped_rows)
        texts = {row: text_of(value(row, column)) for row in rows}
        levels = {row: int(text) for row, text in texts.items() if text.isdecimal()}
        found: dict[int, Mapping[str, CellValue]] = {}
        above: dict[int, CellValue] = {}
        numbered = [*levels, 0]
        for row, following in pairwise(numbered):
            above = {level: number for level, number in above.items() if level < levels[row]}
            is_summary = levels.get(following, 0) > levels[row]
            found[row] = {
                "parent": above[max(above)] if above else "",
                "kind": _kind_of_task(value(row, layout.outlined.get("kind", 0)), is_summary=is_summary),
            }
            above[levels[row]] = value(row, layout.columns["id"])
        return found

    def _going_on(self, field: str, row: int) -> CellValue:
        """The value of the row, else the last one above it; nothing in a row that holds nothing else but a number."""
        layout, value = self._layout, self._grid.value
        column = layout.columns[field]
        idle = {layout.columns[field] for field in ("id", *layout.carried) if field in layout.columns}
        if all(is_blank(value(row, c)) for c in {*layout.columns.values()} - idle):
            return value(row, column)
        rows = range(row, self._layout.first_row - 1, -1)
        skipped, is_name = layout.skipped_rows, field not in GROUPING
        passed = {
            each for each in rows if skipped.get(each, SECTION) != SECTION or (is_name and each in skipped)
        }
        cells = (value(each, column) for each in rows if each not in passed)
        return next((cell for cell in cells if not is_blank(cell)), "")

    @cached_property
    def _split_ids(self) -> Mapping[int, Sequence[CellValue]]:
        found: dict[int, Sequence[CellValue]] = {}
        above: Sequence[CellValue] = ()
        for row in range(self._layout.first_row, self._layout.last_row + 1):
            own = [self._grid.value(row, column) for column in self._layout.parts["id"]]
            filled = [place for place, cell in enumerate(own) if not is_blank(cell)]
            if filled and row not in self._layout.skipped_rows:
                own[: filled[0]] = above[: filled[0]]
                above = own[: filled[-1] + 1]
                found[row] = [cell for cell in above if not is_blank(cell)]
        return found

    def _lines(self) -> Iterator[str]:
        """The fields of records that take several rows, a line each: texts, what the row is about, further persons."""
        layout = self._layout
        if layout.joined:
            columns, moved = (
                layout.record_class.columns,
                (layout.spans, layout.marks, layout.parts, layout.carried),
            )
            own = [field for field in layout.columns if not any(field in each for each in moved)]
            named = frozenset(text_fields(layout.record_class))
            yield from (f for f in own if columns[f].kind is Kind.LONGTEXT or f in named)
            yield from (f for f in own if columns[f].kind is Kind.PERSON)

    def _all_lines(self, field: str, row: int) -> CellValue:
        """The value of a record's rows: texts as lines, a name that goes on as one, the persons that have a row alone."""
        kind, column = self._layout.record_class.columns[field].kind, self._layout.columns[field]
        further = self._layout.joined.get(row, ())
        if kind is Kind.PERSON:
            further = tuple(each for each in further if self._is_alone(field, each))
        filled = [cell for each in (row, *further) if not is_blank(cell := self._grid.value(each, column))]
        between = {Kind.LONGTEXT: "\n", Kind.PERSON: "、"}.get(kind, " ")
        return filled[0] if len(filled) == 1 else between.join(map(text_of, filled))

    def _is_alone(self, field: str, row: int) -> bool:
        others = {self._layout.columns[f] for f in self._layout.columns if f != field}
        return all(is_blank(self._grid.value(row, column)) for column in others)


def _kind_of_task(length: CellValue, *, is_summary: bool) -> str:
    """工程 above other tasks, マイルストーン where it takes no time (0 日), else 作業."""
    if is_summary:
        return "工程"
    return "マイルストーン" if _NO_TIME.fullmatch(text_of(length).strip()) else "作業"


def as_shown(grid: Grid, row: int, column: int) -> CellValue:
    """The value of a cell; of a number under a format with text ("ISS-"000), what a person sees."""
    value = grid.value(row, column)
    is_number = isinstance(value, float)
    return (shown_id(value, grid.number_format(row, column)) or value) if is_number else value


def _marked(names: Mapping[int, str], values: Mapping[int, CellValue]) -> str:
    return "、".join(name for column, name in names.items() if is_mark(values[column]))
