"""Measure how the library reads wild ledgers: `python -m tests.wild.measure --count 2000 --seed 1 --jobs 2`."""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from tests.wild.book import draw_book
from tests.wild.judge import MEASURES, Verdict, judge, lines


def verdict_of(seed: int, folder: Path, *, is_kept: bool = False) -> Verdict:
    """Draw the book of a seed, read it, and judge what was read."""
    path = folder / f"wild{seed}.xlsx"
    book = draw_book(seed, path)
    try:
        return judge(book, path)
    except Exception as error:
        verdict = Verdict(book)
        verdict.add("table", f"crashed: {error!r}")
        return verdict
    finally:
        if not is_kept:
            path.unlink(missing_ok=True)


def measured(seeds: Sequence[int], folder: Path, jobs: int = 1, *, is_kept: bool = False) -> list[Verdict]:
    one = partial(verdict_of, folder=folder, is_kept=is_kept)
    if jobs == 1:
        return [one(seed) for seed in seeds]
    with ProcessPoolExecutor(jobs) as pool:
        return list(pool.map(one, seeds, chunksize=10))


def share(verdicts: Sequence[Verdict], measure: str) -> float:
    """The share of books that are right; what is measured on the rows of a table leaves out books that are no ledger."""
    counted = [v for v in verdicts if v.has_table or measure in ("table", "errors")]
    return sum(
        measure not in v.faults and (measure == "table" or "table" not in v.faults) for v in counted
    ) / max(1, len(counted))


def table(verdicts: Sequence[Verdict]) -> str:
    head = f"{'measure':<12}{'books right':>12}{'books wrong':>12}{'places':>8}"
    rows = (
        f"{m:<12}{share(verdicts, m):>12.1%}{sum(m in v.faults for v in verdicts):>12}{sum(len(v.faults.get(m, ())) for v in verdicts):>8}"
        for m in MEASURES
    )
    return "\n".join((f"{len(verdicts)} books", head, *rows))


def by_habit(verdicts: Sequence[Verdict], measure: str, most: int = 14) -> str:
    """The habits under which a measure fails more often than on the whole."""
    all_books, wrong = Counter[str](), Counter[str]()
    for verdict in verdicts:
        habits = set(verdict.book.habits)
        all_books.update(habits)
        wrong.update(habits if measure in verdict.faults else ())
    ranked = sorted(wrong, key=lambda habit: (-wrong[habit] * wrong[habit] / all_books[habit], habit))[:most]
    return f"{measure}: " + "; ".join(f"{habit} {wrong[habit]}/{all_books[habit]}" for habit in ranked)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--only", type=int, nargs="*", default=[])
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--most", type=int, default=40, help="failures shown of each measure")
    options = parser.parse_args()
    seeds = options.only or range(options.seed, options.seed + options.count)
    with tempfile.TemporaryDirectory() as folder:
        place = options.keep or Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        verdicts = measured(seeds, place, options.jobs, is_kept=bool(options.keep))
    print(table(verdicts))
    shown = Counter[str]()
    for verdict in verdicts:
        worst = next((m for m in MEASURES if m in verdict.faults), None)
        if worst and shown[worst] < options.most:
            shown[worst] += 1
            print(f"\nseed {verdict.book.seed}: {', '.join(verdict.book.habits)}")
            print("\n".join(lines(verdict)))
    print()
    for measure in MEASURES:
        if any(measure in v.faults for v in verdicts):
            print(by_habit(verdicts, measure))


if __name__ == "__main__":
    main()
