"""One plan for both: the same changes end in the same cells of a file and of a book open in Excel, or are refused.

PMO_XL_FULL=1 tries 500 sets of changes, otherwise 20.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from pmo_xl.errors import BadChange, RefusedEdit
from pmo_xl.operations.book import Book
from pmo_xl.operations.edit import begin
from pmo_xl.operations.live import open_live
from pmo_xl.workbook.changes.editing import apply
from pmo_xl.workbook.grid import Grid, open_grids
from pmo_xl.workbook.open_book.grids import OpenBookGrids
from tests.excel_stand_in.excel import LiveExcel
from tests.excel_stand_in.fixtures import LIVE
from tests.support.master import opened, small_book
from tests.support.small_project import D
from tests.workbook.edits.random_changes import Step, random_steps, said
from tests.workbook.ledgers.ledger import write
from tests.workbook.test_ledgers import LEDGERS

pytestmark = [*LIVE, pytest.mark.slow]

TRIES = 500 if os.environ.get("PMO_XL_FULL") else 20
LEADS_TO = "HYPERLINK("


def book_file(seed: int, folder: Path) -> Path:
    """Our own workbook once in eight times, else somebody's ledger."""
    if seed % 8 == 0:
        return small_book(folder)
    return write(LEDGERS[seed % len(LEDGERS)], folder / "台帳.xlsx")


def outcome(book: Book, steps: list[Step]) -> list[str]:
    """Carry the steps out; gives what was refused, in words."""
    changes = begin(book)
    refused = said(steps, book, changes)
    try:
        apply(changes, book.source.editor())
    except (BadChange, RefusedEdit) as refusal:
        refused.append(refusal.message)
    return refused


def contents(grids: list[Grid]) -> dict[str, dict[tuple[int, int], object]]:
    """What stands in every cell: a formula is a formula (each program computes it itself), a link is its text."""
    return {grid.title: dict(_cells(grid)) for grid in grids}


def _cells(grid: Grid):
    places = {
        (row, column)
        for row, cells in enumerate(grid.rows, grid.first_row)
        for column, value in enumerate(cells, grid.first_column)
        if value != ""
    } | grid.formulas.keys()
    for place in places:
        formula = grid.formulas.get(place, "")
        is_computed = formula and not formula.startswith(LEADS_TO)
        yield place, "(formula)" if is_computed else grid.value(*place)


def tables(grids: list[Grid]) -> dict[str, tuple[int, ...]]:
    return {table.display_name: table.ref for grid in grids for table in grid.tables}


@pytest.mark.parametrize("start", range(0, TRIES, 10))
def test_the_same_changes_end_in_the_same_cells_or_the_same_refusal(
    live_excel: LiveExcel, tmp_path: Path, start: int
) -> None:
    for seed in range(start, start + 10):
        folder = tmp_path / str(seed)
        folder.mkdir()
        path = book_file(seed, folder)
        (folder / "Excel").mkdir()
        live = live_excel.open(Path(shutil.copy(path, folder / "Excel")))
        closed, seen = opened(path), open_live(live, as_of=D, run_day=D)
        steps = random_steps(seed, closed)
        told = (seed, [step.name for step in steps])
        assert outcome(closed, steps) == outcome(seen, steps), told
        touched = {layout.title for layout in closed.layouts.tables}
        after, now = (
            [grids.grid(title) for title in sorted(touched)]
            for grids in (open_grids(path), OpenBookGrids(live))
        )
        assert contents(after) == contents(now), told
        assert tables(after) == tables(now), told
        live.close()
