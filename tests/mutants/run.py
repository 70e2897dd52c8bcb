"""Puts small faults into the rules and metrics, one at a time, and counts how many the tests notice.

    python -m tests.mutants.run [--count 300] [--seed 1] [--jobs 2] [--minutes 20]

Works on copies, never on the checkout. The same seed picks the same mutants of the same code. Tests that
fail without any mutant are left out and named. A mutant that survives either shows a test that is missing,
or says the same as the code (then no test can notice it): read each.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

from tests.mutants.mutator import Mutant, every_mutant
from tests.mutants.trial import EVERY_STAGE, Copy, Outcome

ROOT = Path(__file__).parent.parent.parent
PATIENCE = 3  # a mutant may take so many times as long as all tests without one


def main() -> None:
    """Pick, try, count and print."""
    wanted = _arguments()
    mutants = every_mutant(ROOT)
    picked = [each for each in mutants if wanted.only in each.path]
    if wanted.count < len(picked):
        picked = random.Random(wanted.seed).sample(picked, wanted.count)
    print(f"{len(picked)} of {len(mutants)} mutants, seed {wanted.seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        copies = [Copy(ROOT, Path(folder) / str(number)) for number in range(wanted.jobs)]
        outcomes = list(_tried(picked, copies, time.monotonic() + wanted.minutes * 60))
    _print_counts(outcomes, len(picked))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=300, help="how many mutants are tried")
    parser.add_argument("--seed", type=int, default=1, help="picks other mutants")
    parser.add_argument("--jobs", type=int, default=2, help="how many at the same time")
    parser.add_argument("--minutes", type=float, default=20, help="when to stop")
    parser.add_argument("--only", default="", metavar="WORD", help="only files whose path has this word")
    return parser.parse_args()


def _tried(mutants: list[Mutant], copies: list[Copy], end: float) -> Iterator[tuple[Mutant, Outcome]]:
    """The mutants with what the tests say of each, until the time is over; survivors are printed at once."""
    start = time.monotonic()
    broken = copies[0].tested(EVERY_STAGE, [], seconds=600, is_whole=True).failed
    seconds = 30 + PATIENCE * (time.monotonic() - start)
    print(f"left out, as they fail without a mutant: {broken or 'none'}", flush=True)
    free: SimpleQueue[Copy] = SimpleQueue()
    for copy in copies:
        free.put(copy)

    def attempt(mutant: Mutant) -> Outcome | None:
        if time.monotonic() > end:
            return None
        copy = free.get()
        try:
            return copy.tried(mutant, broken, seconds)
        finally:
            free.put(copy)

    with ThreadPoolExecutor(len(copies)) as pool:
        for number, (mutant, outcome) in enumerate(zip(mutants, pool.map(attempt, mutants), strict=True), 1):
            if outcome and not outcome.failed:
                print(f"{number:4} {'timed out' if outcome.is_late else 'survived'}  {mutant}", flush=True)
            if outcome:
                yield mutant, outcome


def _print_counts(outcomes: list[tuple[Mutant, Outcome]], wanted: int) -> None:
    late = sum(outcome.is_late for _, outcome in outcomes)
    killed = sum(bool(outcome.failed) for _, outcome in outcomes)
    survived = len(outcomes) - late - killed
    share = f"{(killed + late) / len(outcomes):.1%}" if outcomes else "none"
    print(f"{killed} killed, {survived} survived, {late} timed out: {share} noticed")
    if len(outcomes) < wanted:
        print(f"the time was over after {len(outcomes)} of {wanted}")


if __name__ == "__main__":
    main()
