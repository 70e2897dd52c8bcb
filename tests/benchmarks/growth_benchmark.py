"""How the time of a check grows from 1,000 to 50,000 rows a sheet: the time of a row must stay what it is.

    python -m tests.benchmarks.growth_benchmark [--rounds 5]

課題管理表 and QA表 have the rows, the other sheets those of the sample: six sheets of 50,000 rows would be more than a
workbook may hold. A small workbook is checked first in each process, so that imports do not count.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from functools import partial
from pathlib import Path

from pmo_xl.model.issue import Issue
from pmo_xl.model.question import Question
from tests.benchmarks.check_benchmark import check_with_pmo_xl
from tests.benchmarks.contest import Rounds, held, measured, run_here
from tests.benchmarks.large_book import write_large_book

SMALL, SIZES = 100, (1_000, 5_000, 10_000, 50_000)


def books(folder: Path) -> dict[int, Path]:
    """A workbook of each size."""
    return {
        rows: write_large_book(folder / f"{rows}.xlsx", rows, (Issue, Question)) for rows in (SMALL, *SIZES)
    }


def rounds_of(made: dict[int, Path], rounds: int) -> Rounds:
    few = made[SMALL]
    return held({str(rows): partial(measured, "growth_benchmark", few, made[rows]) for rows in SIZES}, rounds)


def growth(found: Rounds, least: int = SIZES[0]) -> list[float]:
    """The time of a row of the largest by that of a row of a smaller one, round by round."""
    most = SIZES[-1]
    return [(each[str(most)].cpu / most) / (each[str(least)].cpu / least) for each in found]


def tell(found: Rounds) -> None:
    for rows in SIZES:
        cpu = statistics.median(each[str(rows)].cpu for each in found)
        print(f"{rows:6,} rows a sheet: {cpu:.2f} s of the processor, {cpu / rows * 1e6:.0f} µs a row")
    for least in SIZES[:-1]:
        every = growth(found, least)
        print(
            f"time of a row, {SIZES[-1]:,} / {least:,}: {statistics.median(every):.2f} ({', '.join(f'{e:.2f}' for e in every)})"
        )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--measure", nargs=2, metavar=("SMALL", "FILE"))
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    if options.measure:
        check_with_pmo_xl(options.measure[0])
        run_here(partial(check_with_pmo_xl, options.measure[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        tell(rounds_of(books(Path(folder)), options.rounds))


if __name__ == "__main__":
    main()
