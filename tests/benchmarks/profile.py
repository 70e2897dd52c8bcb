"""Where the time goes, stage by stage, in seconds of the processor: the figures of docs/speed.md.

python -m tests.benchmarks.profile [--rows 10000] [--books 40] [--made FOLDER]
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

Stages = Counter[str]


@contextmanager
def stage(taken: Stages, name: str) -> Iterator[None]:
    start = time.process_time()
    yield
    taken[name] += time.process_time() - start


def of_check(path: Path) -> Stages:
    """Cells, then records (with a second reading of the cells taken off), then rules."""
    from pmo_xl.model.collection import collection_held_back
    from pmo_xl.operations.book import open_workbook
    from pmo_xl.workbook.grid import open_grids

    taken: Stages = Counter()
    with collection_held_back():
        with stage(taken, "cells: calamine and the safety scans"):
            list(open_grids(path))
        with stage(taken, "layout and records"):
            book = open_workbook(path)
        taken["layout and records"] -= taken["cells: calamine and the safety scans"]
        with stage(taken, "rules"):
            book.check()
    return taken


def of_month_end(folder: Path, out: Path) -> Stages:
    """One process: each workbook, then the files, then the same again."""
    from pmo_xl.operations import examine
    from pmo_xl.operations.month_end import month_end
    from pmo_xl.operations.month_end_files import write_month_end

    taken: Stages = Counter()
    given = {"jobs": 1, "run_day": date(2026, 11, 30), "cache": out / "控え", "with_files": True}
    real = examine.open_workbook

    def timed(*arguments: object, **options: object) -> object:
        with stage(taken, "open a workbook (money sheets)"):
            return real(*arguments, **options)  # type: ignore[arg-type]

    examine.open_workbook = timed  # type: ignore[assignment]
    with stage(taken, "rules, payment law, lists, own texts"):
        result = month_end(folder, date(2026, 11, 1), **given)
    taken["rules, payment law, lists, own texts"] -= taken["open a workbook (money sheets)"]
    with stage(taken, "write all files"):
        write_month_end(result, out / "月次", force=True)
    with stage(taken, "again: nothing changed"):
        write_month_end(month_end(folder, date(2026, 11, 1), **given), out / "月次", force=True)
    examine.open_workbook = real
    return taken


def of_edit(path: Path) -> Stages:
    """The edit, and in it the proof."""
    from pmo_xl.workbook.closed_book import save
    from tests.benchmarks.edit_benchmark import edit_with_pmo_xl

    taken: Stages = Counter()
    real = save.prove

    def timed(*arguments: object) -> None:
        with stage(taken, "proof"):
            real(*arguments)  # type: ignore[arg-type]

    save.prove = timed
    edit_with_pmo_xl(path)  # imports
    taken.clear()
    with stage(taken, "edit, pack and write"):
        edit_with_pmo_xl(path)
    taken["edit, pack and write"] -= taken["proof"]
    save.prove = real
    return taken


def tell(title: str, taken: Stages) -> None:
    whole = sum(taken.values())
    print(f"{title}: {whole:.2f} s")
    for name, seconds in taken.items():
        print(f"  {seconds:6.2f} s  {seconds / whole:4.0%}  {name}")


def main() -> None:
    from tests.benchmarks import edit_benchmark, month_end_benchmark
    from tests.benchmarks.large_book import write_large_book

    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--books", type=int, default=40)
    parser.add_argument("--made", type=Path, help="a folder for the workbooks, kept for the next time")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        made = options.made or scratch
        made.mkdir(parents=True, exist_ok=True)
        large, edited = made / f"large-{options.rows}.xlsx", made / "edit.xlsx"
        large.exists() or write_large_book(large, options.rows)
        tell(f"check, {options.rows:,} rows a sheet", of_check(large))
        many = made / f"many-{options.books}"
        if not many.exists():
            many.mkdir()
            month_end_benchmark.write_books(many, options.books)
        tell(f"month end, {options.books} workbooks", of_month_end(many, scratch / "out"))
        edited.exists() or edit_benchmark.write_book(edited)
        tell("edit, 320 cells and 50 rows", of_edit(edited))


if __name__ == "__main__":
    main()
