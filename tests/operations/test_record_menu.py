"""record: what メニュー shows without Excel's calculation (protected view, previewers) is what its formulas come to."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from pmo_xl.metrics.additions import is_full
from pmo_xl.workbook.author.light import NEVER_CHECKED
from pmo_xl.workbook.author.menu_results import TITLES, stale_menu_results
from pmo_xl.workbook.changes.derived_results import calculated
from pmo_xl.workbook.closed_book import apply
from pmo_xl.workbook.edits.edit import Formula, SetCell
from pmo_xl.workbook.grid import open_grids
from tests.sample.maker import planted_project
from tests.sample.maker.workbook import write_sample
from tests.support.libreoffice import recalculated, requires_libreoffice
from tests.support.master import opened
from tests.support.small_project import D

MENU, TALLY = TITLES


@pytest.fixture(scope="module", params=["core", "full"])
def sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("menu") / "台帳.xlsx"
    return write_sample(path, planted_project(profile=request.param)).read_bytes()


@pytest.fixture
def path(sample: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "台帳.xlsx"
    path.write_bytes(sample)
    return path


def shown(path: Path, title: str = MENU) -> dict[tuple[int, int], object]:
    """The stored value of every formula of a sheet; days as the library reads them."""
    grid = open_grids(path).grid(title)
    return {at: grid.value(*at) for at in grid.formulas}


def test_the_stored_light_is_of_the_check_just_done(path: Path) -> None:
    assert any(NEVER_CHECKED in f"{value}" for value in shown(path).values())
    opened(path, D).record()
    values = [f"{value}" for value in shown(path).values()]
    assert not any(NEVER_CHECKED in value for value in values)
    assert any(f"点検日 {D:%Y/%m/%d}" in value for value in values)


def test_a_menu_that_is_right_is_not_written_again(path: Path) -> None:
    opened(path, D).record()
    book, grids = opened(path, D), open_grids(path)
    profile = "full" if is_full(book.project) else "core"
    sheets = [grids.grid(title) for title in TITLES]
    assert list(stale_menu_results(calculated(book.project), sheets, profile)) == []


def test_a_menu_with_a_formula_of_somebody_elses_is_left_alone(path: Path) -> None:
    at = next(at for at, value in shown(path).items() if NEVER_CHECKED in f"{value}")
    apply(path, [SetCell(MENU, *at, Formula('"自分で"&"書いた"', "自分で書いた"), is_own=True)])
    before = shown(path)
    opened(path, D).record()
    assert shown(path) == before


@requires_libreoffice
def test_every_stored_value_is_what_another_engine_computes(path: Path, tmp_path: Path) -> None:
    """The day is fixed in 設定 by the sample's 基準日; the one figure that asks for today is the mark of an old check."""
    opened(path, D + timedelta(days=1)).record()
    computed = recalculated(path, tmp_path / "computed")
    for title in TITLES:
        stored, anew = shown(path, title), shown(computed, title)
        assert stored.keys() == anew.keys()
        assert [(at, value, anew[at]) for at, value in stored.items() if not _is_same(value, anew[at])] == []


def _is_same(stored: object, anew: object) -> bool:
    if isinstance(stored, float) and isinstance(anew, float):
        return stored == pytest.approx(anew)
    if isinstance(stored, str) and isinstance(anew, str):
        return stored.removeprefix("▲ ") == anew.removeprefix("▲ ")
    return stored == anew or isinstance(stored, float)  # a day in a cell without the format of days
