"""The whole check of a workbook of 6 sheets × 10,000 rows, against calamine's and pandas' bare reads and openpyxl's load.

    python -m tests.benchmarks.check_benchmark [--full] [--rows 10000] [--rounds 5] [--book FILE] [--rules]

--full adds nine large sheets of the full profile. --rules tells the seconds of each rule. How time grows with the rows: growth_benchmark.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.benchmarks.contest import Rounds, held, measured, run_here, told


def read_with_calamine(path: str) -> None:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def read_with_pandas(path: str) -> None:
    import pandas as pd

    pd.read_excel(path, sheet_name=None, engine="openpyxl")


def load_with_openpyxl(path: str) -> None:
    import openpyxl

    openpyxl.load_workbook(path)


def check_with_pmo_xl(path: str) -> None:
    import pmo_xl

    book = pmo_xl.open_workbook(path)
    assert not [left for left in book.layouts.left if "読めません" in left.reason]  # that would cost no time
    book.check()


CALAMINE, PANDAS, OPENPYXL, OURS = "calamine", "pandas", "openpyxl", "pmo_xl"
CONTESTANTS: dict[str, Callable[[str], None]] = {
    CALAMINE: read_with_calamine,
    PANDAS: read_with_pandas,
    OPENPYXL: load_with_openpyxl,
    OURS: check_with_pmo_xl,
}


def rounds_of(path: Path, rounds: int) -> Rounds:
    return held({name: partial(measured, "check_benchmark", name, path) for name in CONTESTANTS}, rounds)


def tell(found: Rounds) -> None:
    print(told("check / openpyxl's load", found, OURS, OPENPYXL))
    print(told("check / calamine's bare read", found, OURS, CALAMINE))
    print(told("check / pandas' read", found, OURS, PANDAS))
    print(told("memory: check / openpyxl", found, OURS, OPENPYXL, "peak"))


def time_by_rule(path: Path) -> list[tuple[str, float]]:
    """Seconds that each rule takes, the slowest first."""
    import pmo_xl
    from pmo_xl.rules.catalog import all_rules
    from pmo_xl.rules.run import run

    project = pmo_xl.open_workbook(path).project
    taken = []
    for rule in all_rules():
        start = time.perf_counter()
        run(project, [rule])
        taken.append((rule.id, time.perf_counter() - start))
    return sorted(taken, key=lambda pair: -pair[1])


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--measure", nargs=2, metavar=("NAME", "FILE"))
    parser.add_argument("--full", action="store_true", help="with large sheets of the full profile, too")
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--book", type=Path, help="a workbook made before (else one is made)")
    parser.add_argument("--rules", action="store_true")
    options = parser.parse_args()
    if options.measure:
        run_here(partial(CONTESTANTS[options.measure[0]], options.measure[1]))
        return
    from tests.benchmarks.large_book import FULL_SHEETS, LARGE_SHEETS, write_large_book

    large = FULL_SHEETS if options.full else LARGE_SHEETS
    with tempfile.TemporaryDirectory() as folder:
        path = options.book or write_large_book(Path(folder) / "large.xlsx", options.rows, large)
        tell(rounds_of(path, options.rounds))
        for rule, seconds in time_by_rule(path)[:15] if options.rules else ():
            print(f"  {rule}  {seconds:6.3f} s")


if __name__ == "__main__":
    main()
