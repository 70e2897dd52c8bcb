"""The workbooks of the month end, written once for all its tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.month_end_books import Recipe, write_books


@pytest.fixture(scope="session")
def month_end_books(tmp_path_factory: pytest.TempPathFactory) -> dict[Recipe, Path]:
    return write_books(tmp_path_factory.mktemp("案件フォルダ"))
