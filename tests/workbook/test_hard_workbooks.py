"""Strange but real workbooks of other projects, where they are at hand."""

import time
import warnings
from io import BytesIO
from pathlib import Path

import pytest

from pmo_xl.errors import UnreadableWorkbook
from pmo_xl.workbook.grid import open_grids

FOLDER = Path(__file__).parents[3] / "shared" / "corpus" / "hard"
FILES = sorted(FOLDER.glob("*.xls*")) if FOLDER.is_dir() else []


@pytest.mark.skipif(not FILES, reason="the hard workbooks are not at hand")
def test_hard_workbooks_are_read_or_refused_in_one_sentence():
    for path in FILES:
        begun = time.process_time()
        try:
            for grid in open_grids(path):
                assert all(row >= 1 and column >= 1 for row, column in grid.formulas)
                grid.strikethrough_rows()
        except UnreadableWorkbook as error:
            assert error.message.startswith(path.name)
        assert time.process_time() - begun < 10, path.name


@pytest.mark.skipif(not FILES, reason="the hard workbooks are not at hand")
def test_places_of_cells_in_hard_workbooks_agree_with_openpyxl():
    """Formulas and errors stand where a second reader finds them."""
    from openpyxl import load_workbook
    from openpyxl.cell import MergedCell

    compared = 0
    for path in (file for file in FILES if file.stat().st_size < 60_000):
        try:
            with warnings.catch_warnings(action="ignore"):
                book, other = open_grids(path), load_workbook(BytesIO(path.read_bytes()))
        except Exception:  # noqa: S112  (either reader may refuse; this compares what both can read)
            continue
        for sheet in other.worksheets:
            cells = [c for row in sheet.iter_rows() for c in row if not isinstance(c, MergedCell)]
            grid = book.grid(sheet.title)
            if grid.unreadable or grid.left_out:
                continue
            assert set(grid.formulas) == {(c.row, c.column) for c in cells if c.data_type == "f"}, path.name
            compared += 1
    assert compared > 30
