"""Single cells put together into rectangles, so that many are written in one call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pmo_xl.workbook.cells.address import CellRange
from pmo_xl.workbook.tab.sheet_scan import Address


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
