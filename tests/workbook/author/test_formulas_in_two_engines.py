"""Every formula of a workbook, calculated by LibreOffice and by Gnumeric, gives what the library says.

The two engines differ where Excel differs from LibreOffice (a TRUE inside SUMPRODUCT), and Gnumeric is on
Excel's side: see tests/support/gnumeric.py.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from pmo_xl import open_workbook
from pmo_xl.workbook.author import write_workbook
from tests.sample.maker import planted_project
from tests.sample.maker.workbook import write_sample
from tests.support.formula_results import compared
from tests.support.gnumeric import GNUMERIC, recalculated_by_gnumeric
from tests.support.libreoffice import LIBREOFFICE, recalculated
from tests.support.small_project import D, small_project

pytestmark = pytest.mark.slow

Engine = Callable[[Path, Path], Path]


@dataclass(frozen=True)
class Made:
    """A workbook, and one whose cached values are the library's figures of the same rows."""

    book: Path
    library: Path


def new_book(folder: Path, profile: str) -> Made:
    """A new book without a row and without 基準日, so that it counts with today."""
    path = folder / "新規.xlsx"
    write_workbook(path, run_day=datetime.now().astimezone().date(), profile=profile)
    return Made(path, path)


def small_book(folder: Path, profile: str) -> Made:
    path = folder / "小.xlsx"
    write_workbook(path, small_project(), run_day=D, profile=profile)
    return Made(path, path)


def demo_book(folder: Path, profile: str) -> Made:
    """The sample with all its faults: text in cells of money and dates, figures typed over formulas."""
    path = write_sample(folder / "見本.xlsx", planted_project(profile=profile))
    read, library = open_workbook(path).project, folder / "見本_計算値.xlsx"
    write_workbook(library, read.records, run_day=read.run_day, profile=profile)
    return Made(path, library)


BOOKS = {"new": new_book, "small": small_book, "demo": demo_book}


ENGINES = {
    "libreoffice": (recalculated, LIBREOFFICE),
    "gnumeric": (recalculated_by_gnumeric, GNUMERIC),
}
TRIED_IN_FULL_ALONE = {
    ("new", "core", "libreoffice"),
    ("new", "core", "gnumeric"),
    ("small", "core", "libreoffice"),
    ("demo", "core", "gnumeric"),
}
"""With PMO_XL_FULL=1: a full book has every sheet of a core one, and both engines calculate each of those."""
CASES = [
    pytest.param((kind, profile), run, marks=mark, id=f"{kind}-{profile}-{name}")
    for kind in BOOKS
    for profile in ("core", "full")
    for name, (run, mark) in ENGINES.items()
    if "PMO_XL_FULL" in os.environ or (kind, profile, name) not in TRIED_IN_FULL_ALONE
]


@pytest.fixture(scope="module")
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    kind, profile = request.param
    return BOOKS[kind](tmp_path_factory.mktemp(kind), profile)


@pytest.mark.parametrize(("made", "engine"), CASES, indirect=["made"])
def test_every_formula_gives_what_the_library_gives(made: Made, engine: Engine, tmp_path: Path):
    result = compared(made.book, made.library, engine(made.book, tmp_path / "calculated"))
    assert result.compared > 2000
    assert result.differing == {}
