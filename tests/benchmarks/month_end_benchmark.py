"""The month end of 200 workbooks: one process against two, and against a pandas script that merely reads.

    python -m tests.benchmarks.month_end_benchmark [--books 200] [--rounds 5]

Made of 20 workbooks from the sample generator (seeds, sizes and planted faults differ), copied under further names
and codes of their own, because making a workbook takes longer than reading it. Each measurement is a process of its
own, imports included; medians are reported, and what counts are the ratios, taken within a round. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from tests.benchmarks.contest import Rounds, Taken, held, measured, run_here, told

MONTH, RUN_DAY = date(2026, 11, 1), date(2026, 11, 30)
SHEETS = ["予算枠", "予算管理表", "検収支払", "取引先一覧"]
"""What a script must read for a month end, and no more."""
ONE, TWO, PANDAS, FIRST, AGAIN = "one", "two", "pandas", "first", "again"


def with_pandas(folder: Path) -> int:
    import pandas as pd

    paths = sorted(folder.rglob("*.xlsx"))
    for path in paths:
        pd.read_excel(path, sheet_name=SHEETS, engine="openpyxl")
    return len(paths)


def with_pmo_xl(folder: Path, jobs: int) -> int:
    import pmo_xl

    result = pmo_xl.month_end(folder, MONTH, jobs=jobs, run_day=RUN_DAY)
    assert not result.failed, result.failed
    return len(result.projects)


def with_everything(folder: Path, jobs: int, out: Path) -> int:
    """The command: read, judge, write all files, show the summary."""
    from pmo_xl.faces.cli import main as command

    options = ["--month", "2026-11", "--as-of", str(RUN_DAY), "--jobs", str(jobs), "--force", "--quiet"]
    folders = ["-o", str(out / "月次"), "--cache", str(out / "控え")]
    with contextlib.redirect_stdout(io.StringIO()):
        return command(["month-end", str(folder), *options, *folders])


def measure_here(name: str, folder: Path, out: Path) -> None:
    """Run one contestant in this process and print what it took."""
    works: dict[str, Callable[[], object]] = {
        PANDAS: partial(with_pandas, folder),
        ONE: partial(with_pmo_xl, folder, 1),
        TWO: partial(with_pmo_xl, folder, 2),
        FIRST: partial(with_everything, folder, 1, out),
        AGAIN: partial(with_everything, folder, 1, out),
    }
    run_here(works[name])


def rounds_of(folder: Path, rounds: int, out: Path) -> Rounds:
    def first() -> Taken:
        shutil.rmtree(out, ignore_errors=True)
        return measured("month_end_benchmark", FIRST, folder, out)

    own = {each: partial(measured, "month_end_benchmark", each, folder, out) for each in (PANDAS, ONE, TWO)}
    return held(
        {**own, FIRST: first, AGAIN: partial(measured, "month_end_benchmark", AGAIN, folder, out)}, rounds
    )


def tell(found: Rounds) -> None:
    print(told("pandas' bare read / month end, one process", found, PANDAS, ONE))
    print(told("two processes / one", found, TWO, ONE))
    print(told("the command with --cache: first run / the same again", found, FIRST, AGAIN))


def write_books(folder: Path, count: int) -> None:
    """Workbooks of the fixture, as many as asked for; copies get a 案件コード of their own."""
    from tests.support.month_end_books import recipes, write_book  # not for every process that is measured

    made = [folder / f"原本{n:02}.xlsx" for n, _ in enumerate(recipes())]
    for recipe, path in zip(recipes(), made, strict=True):
        write_book(recipe, path)
    for number in range(len(made), count):
        copy_with_code(made[number % len(made)], folder / f"案件{number:03}.xlsx", f"Z{number:07}")


def copy_with_code(source: Path, target: Path, code: str) -> None:
    """The same workbook of another project: its 案件コード (K25-00001) replaced where the texts stand."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/sharedStrings.xml":
                content = re.sub(rb"K25-\d{5}", code.encode(), content)
            new.writestr(name, content)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--measure", nargs=3, metavar=("NAME", "FOLDER", "OUT"))
    parser.add_argument("--books", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--keep", type=Path, help="a folder of workbooks made before (else they are made)")
    options = parser.parse_args()
    if options.measure:
        measure_here(options.measure[0], *map(Path, options.measure[1:]))
        return
    with tempfile.TemporaryDirectory() as made:
        folder = options.keep or Path(made) / "案件"
        folder.mkdir(exist_ok=True)
        if not any(folder.glob("*.xlsx")):
            write_books(folder, options.books)
        tell(rounds_of(folder, options.rounds, Path(made) / "結果"))


if __name__ == "__main__":
    main()
