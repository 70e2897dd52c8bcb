"""Cells are written in few rectangles, and Excel is asked few questions."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pmo_xl.workbook.cells.address import CellRange
from pmo_xl.workbook.open_book.areas import MOST_QUESTIONS, blocks, merged_areas, parts_where

CELLS = st.sets(st.tuples(st.integers(1, 12), st.integers(1, 8)))


def cells_of(area: CellRange) -> list[tuple[int, int]]:
    rows, columns = (
        range(area.first_row, area.last_row + 1),
        range(area.first_column, area.last_column + 1),
    )
    return [(row, column) for row in rows for column in columns]


@given(CELLS)
def test_the_rectangles_hold_every_cell_once_and_no_other(cells: set[tuple[int, int]]) -> None:
    found = [cell for block in blocks(cells) for cell in cells_of(block)]
    assert sorted(found) == sorted(cells)


@given(CELLS)
def test_no_two_rectangles_of_the_same_columns_touch(cells: set[tuple[int, int]]) -> None:
    found = blocks(cells)
    below = {(block.last_row + 1, block.first_column, block.last_column) for block in found}
    beginnings = {(block.first_row, block.first_column, block.last_column) for block in found}
    assert not below & beginnings


def test_two_thousand_findings_are_one_rectangle() -> None:
    area = CellRange(4, 1, 2003, 12)
    assert blocks(cells_of(area)) == [area]


@given(st.sets(st.integers(1, 300)))
def test_hidden_rows_are_found_by_halving(hidden: set[int]) -> None:
    asked: list[CellRange] = []

    def are_hidden(area: CellRange) -> bool | None:
        asked.append(area)
        states = {row in hidden for row in range(area.first_row, area.last_row + 1)}
        return None if len(states) > 1 else states.pop()

    found = parts_where(CellRange(1, 1, 300, 1), are_hidden)
    assert {row for part in found for row in range(part.first_row, part.last_row + 1)} == hidden
    runs = sum(row - 1 not in hidden for row in hidden)
    assert len(asked) <= 1 + 2 * 9 * 2 * max(runs, 1)


def test_a_sheet_that_is_mixed_everywhere_is_not_asked_without_end() -> None:
    asked = 0

    def is_mixed(area: CellRange) -> bool | None:
        nonlocal asked
        asked += 1
        return None if area[:2] != area[2:] else (area.first_row + area.first_column) % 2 == 0

    list(parts_where(CellRange(1, 1, 10_000, 20), is_mixed))
    assert asked == MOST_QUESTIONS


MERGES = st.lists(
    st.tuples(st.integers(1, 20), st.integers(1, 10), st.integers(0, 4), st.integers(0, 4)), max_size=12
)


@given(MERGES)
def test_every_merge_is_found_once(drawn: list[tuple[int, int, int, int]]) -> None:
    merges: list[CellRange] = []
    for row, column, down, right in drawn:
        new = CellRange(row, column, min(row + down, 20), min(column + right, 10))
        if new[:2] != new[2:] and not any(new.meets(merge) for merge in merges):
            merges.append(new)

    def merge_at(row: int, column: int) -> CellRange:
        return next((m for m in merges if m.holds(row, column)), CellRange(row, column, row, column))

    def is_merged(area: CellRange) -> bool | None:
        states = {merge_at(*cell)[:2] != merge_at(*cell)[2:] for cell in cells_of(area)}
        return None if len(states) > 1 else states.pop()

    assert sorted(merged_areas(CellRange(1, 1, 20, 10), is_merged, merge_at)) == sorted(merges)
