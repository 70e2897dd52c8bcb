"""Project workbooks for the month end: many of them, from the sample generator, each known to the yen.

Writing a workbook takes seconds, so a pool of processes makes them and a fixture keeps them for the session.
"""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path

from tests.sample.maker import Sample, planted_project
from tests.sample.maker.sample import PlantedFault
from tests.sample.maker.workbook import write_sample

RULES = ("ACC", "BUD001")
MONTHS = {
    date(2026, 10, 1): date(2026, 10, 30),
    date(2026, 11, 1): date(2026, 11, 30),
    date(2026, 12, 1): date(2026, 12, 31),
    date(2027, 3, 1): date(2027, 3, 31),
}
"""The months of the fixture, and the D that its samples were made for."""
SCALES = (0.3, 0.5, 0.8, 1.0, 1.4)


@dataclass(frozen=True)
class Recipe:
    """How one workbook is made; the same recipe gives the same records."""

    seed: int
    scale: float
    month: date

    @property
    def name(self) -> str:
        return f"{self.month:%Y%m}/案件{self.seed:03}/台帳.xlsx"

    @property
    def as_of(self) -> date:
        return MONTHS[self.month]


def is_full() -> bool:
    """Whether all 200 workbooks are wanted (PMO_XL_FULL=1), or the 20 of a quick run."""
    return os.environ.get("PMO_XL_FULL") == "1"


def recipes() -> tuple[Recipe, ...]:
    """200 recipes (20 in a quick run) over the months, seeds and sizes."""
    each = (200 if is_full() else 20) // len(MONTHS)
    return tuple(
        Recipe(1 + n + 100 * m, SCALES[n % len(SCALES)] if is_full() else SCALES[n % 2], month)
        for m, month in enumerate(MONTHS)
        for n in range(each)
    )


@lru_cache(maxsize=256)
def sample_of(recipe: Recipe) -> Sample:
    """The planted project of a recipe."""
    return planted_project(recipe.seed, recipe.scale, recipe.as_of, rules=RULES)


def faults_of(recipe: Recipe) -> set[tuple[str, str | None, str | None, str | None]]:
    """What a check of the workbook must give, and nothing else: rule, sheet, row, column."""
    return {_place(fault) for fault in sample_of(recipe).faults}


def _place(fault: PlantedFault) -> tuple[str, str | None, str | None, str | None]:
    return fault.rule, fault.sheet, fault.row_id, fault.column


def write_books(folder: Path) -> dict[Recipe, Path]:
    """Write every workbook of the fixture below `folder`, two at a time."""
    wanted = {recipe: folder / recipe.name for recipe in recipes()}
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        list(pool.map(write_book, wanted, wanted.values()))
    return wanted


def write_book(recipe: Recipe, path: Path) -> None:
    """Write one workbook."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_sample(path, sample_of(recipe))
