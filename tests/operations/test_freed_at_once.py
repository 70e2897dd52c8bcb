"""A workbook that nobody holds any more is freed at once: no row waits for Python's collector."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

import pmo_xl
from pmo_xl.model.record import Record
from tests.sample.maker import planted_project
from tests.sample.maker.workbook import write_sample


def rows_alive() -> int:
    return sum(isinstance(each, Record) for each in gc.get_objects())


@pytest.mark.parametrize("profile", ["core", "full"])
def test_no_row_outlives_the_workbook_that_was_checked(tmp_path: Path, profile: str) -> None:
    path = write_sample(tmp_path / "master.xlsx", planted_project(scale=0.3, profile=profile))
    gc.collect()
    gc.disable()
    try:
        before = rows_alive()
        book = pmo_xl.open_workbook(path)
        report = book.check()
        assert rows_alive() > before + 100
        del book
        assert report.findings and rows_alive() == before
    finally:
        gc.enable()
