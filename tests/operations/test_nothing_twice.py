"""What opening a workbook must not cost twice: reading a sheet again, and keeping what nobody holds any more."""

from __future__ import annotations

import gc
import weakref
from collections import Counter
from pathlib import Path

import pytest

from pmo_xl.operations.book import open_workbook
from pmo_xl.workbook import reader
from pmo_xl.workbook.grid import open_grids
from tests.support.master import small_book


def test_the_rows_of_every_sheet_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    read: Counter[str] = Counter()
    real = reader.read_table

    def counted(grid, *rest):
        read[grid.title] += 1
        return real(grid, *rest)

    monkeypatch.setattr(reader, "read_table", counted)
    book = open_workbook(small_book(tmp_path))
    assert read["設定"] == 1 and set(read.values()) == {1}
    assert book.project.settings.project_name  # 設定 is there all the same


def test_a_workbook_that_nobody_holds_any_more_is_freed_without_pythons_collector(tmp_path: Path):
    grids = open_grids(small_book(tmp_path))
    assert sum(len(grid.rows) for grid in grids) > 20
    held = weakref.ref(grids)
    gc.disable()
    try:
        del grids
        assert held() is None
    finally:
        gc.enable()
