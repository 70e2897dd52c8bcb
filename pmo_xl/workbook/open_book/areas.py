"""Parts of a sheet: single cells put together into rectangles, and areas that are alike found by halving (Excel answers for a whole range)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from pmo_xl.workbook.cells.address import CellRange
from pmo_xl.workbook.tab.sheet_scan import Address

MOST_QUESTIONS: Final = 4_000
"""How often Excel is asked about one sheet; a hidden row more or less is not worth a minute's waiting."""


def halves(area: CellRange) -> tuple[CellRange, CellRange]:
    """The area cut across its longer side."""
    if area.last_row - area.first_row >= area.last_column - area.first_column:
        middle = (area.first_row + area.last_row) // 2
        return area.ending_at(middle), area._replace(first_row=middle + 1)
    middle = (area.first_column + area.last_column) // 2
    return area._replace(last_column=middle), area._replace(first_column=middle + 1)


def parts_where(area: CellRange, ask: Callable[[CellRange], bool | None]) -> Iterator[CellRange]:
    """The parts for which `ask` says True; None (mixed) is asked again in halves. Ends after MOST_QUESTIONS."""
    waiting, asked = [area], 0
    while waiting and asked < MOST_QUESTIONS:
        part, asked = waiting.pop(), asked + 1
        answer = ask(part)
        if answer:
            yield part
        elif answer is None and part[:2] != part[2:]:
            waiting += reversed(halves(part))


def merged_areas(
    area: CellRange, ask: Callable[[CellRange], bool | None], merge_at: Callable[[int, int], CellRange]
) -> list[CellRange]:
    """The merged cells inside an area. ask: whether cells are merged. merge_at: the merge that holds a cell."""
    found: list[CellRange] = []
    for part in parts_where(area, lambda each: False if _is_in_one(each, found) else ask(each)):
        for row in range(part.first_row, part.last_row + 1):
            for column in range(part.first_column, part.last_column + 1):
                if not any(merge.holds(row, column) for merge in found):
                    found.append(merge_at(row, column))
    return found


def _is_in_one(part: CellRange, merges: list[CellRange]) -> bool:
    return any(merge.holds(*part[:2]) and merge.holds(*part[2:]) for merge in merges)


def blocks(cells: Iterable[Address]) -> list[CellRange]:
    """Rectangles that hold exactly these cells, each once: runs along the rows, equal ones below each other joined."""
    open_runs: dict[tuple[int, int], CellRange] = {}
    done: list[CellRange] = []
    for run in _runs(sorted(set(cells))):
        columns = (run.first_column, run.last_column)
        above = open_runs.get(columns)
        if above is not None and above.last_row + 1 == run.first_row:
            open_runs[columns] = above.ending_at(run.last_row)
            continue
        done += [above] if above else []
        open_runs[columns] = run
    return sorted([*done, *open_runs.values()])


def _runs(cells: Iterable[Address]) -> Iterator[CellRange]:
    """Cells side by side in one row; the cells come in order."""
    run: CellRange | None = None
    for row, column in cells:
        if run is not None and (run.first_row, run.last_column + 1) == (row, column):
            run = run._replace(last_column=column)
            continue
        if run is not None:
            yield run
        run = CellRange(row, column, row, column)
    if run is not None:
        yield run
