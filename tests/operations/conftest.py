"""The workbooks of the month end, written once for all its tests."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from tests.support.month_end_books import Recipe, recipes, write_books

_LONGEST = 1_800  # seconds that another process may take to write them


@pytest.fixture(scope="session")
def month_end_books(tmp_path_factory: pytest.TempPathFactory) -> dict[Recipe, Path]:
    """Written by the first process of a run that wants them; no test changes them."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return write_books(tmp_path_factory.mktemp("案件フォルダ"))
    folder = tmp_path_factory.getbasetemp().parent / "案件フォルダ"  # of all processes of the run
    try:
        folder.mkdir()
    except FileExistsError:
        return _written_elsewhere(folder)
    try:
        books = write_books(folder)
        (folder / "完了").touch()
        return books
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _written_elsewhere(folder: Path) -> dict[Recipe, Path]:
    """Wait for the process that writes them."""
    for _ in range(_LONGEST):
        if (folder / "完了").exists():
            return {recipe: folder / recipe.name for recipe in recipes()}
        if not folder.exists():
            pytest.fail("the process that wrote the workbooks of the month end failed")
        time.sleep(1)
    pytest.fail("the workbooks of the month end were not written")
