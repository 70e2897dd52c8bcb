"""Puts small faults into the rules and metrics (with --papers into precheck's rules and readers), one at a time, and counts how many the tests notice.

    python -m tests.mutants.run [--count 300] [--seed 1] [--jobs 2] [--minutes 20] [--only WORD...] [--papers] [--tests PATH...]

Nothing is written: a fault lives in the memory of a process that runs the tests. The same seed picks the same
mutants of the same code. Tests that fail without any mutant are left out and named. A mutant that survives shows
a test that is missing, or says the same as the code, so that no test can notice it: read each.
"""

from __future__ import annotations

import argparse
import os
import random
import time
from pathlib import Path

import pytest

from tests.mutants.mutator import Mutant, every_mutant
from tests.mutants.trial import BROKEN, LATE, OPTIONS, Trials

ROOT = Path(__file__).parent.parent.parent
TESTS = ["tests/metrics", "tests/rules", "tests/test_rule_examples.py"]
TESTS += ["tests/history", "tests/sample/test_planted.py", "tests/operations/test_sample_check.py"]


PAPERS = ("pmo_xl/rules/precheck", "pmo_xl/rules/paper_", "pmo_xl/papers")
PAPER_TESTS = ["tests/papers", "tests/rules/test_paper_rule_examples.py", "tests/operations/test_precheck.py"]
PAPER_TESTS += ["tests/operations/test_precheck_options.py", "tests/operations/test_precheck_ledgers.py"]
PAPER_TESTS += ["tests/rules/test_precheck_boundaries.py"]


def main() -> None:
    """Pick, try, count and print."""
    wanted = _arguments()
    mutants = every_mutant(ROOT)
    picked = [
        each
        for each in mutants
        if each.path.startswith(PAPERS) == wanted.papers and any(word in each.path for word in wanted.only)
    ]
    if wanted.count < len(picked):
        picked = random.Random(wanted.seed).sample(picked, wanted.count)
    print(f"{len(picked)} of {len(mutants)} mutants, seed {wanted.seed}", flush=True)
    os.chdir(ROOT)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    trials = Trials(ROOT, picked, time.monotonic() + wanted.minutes * 60, _tell, wanted.jobs)
    tests = wanted.tests or (PAPER_TESTS if wanted.papers else TESTS)
    pytest.main([*OPTIONS, *tests], plugins=[trials])
    _print_counts(trials)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=300, help="how many mutants are tried")
    parser.add_argument("--seed", type=int, default=1, help="picks other mutants")
    parser.add_argument("--jobs", type=int, default=2, help="how many at the same time")
    parser.add_argument("--minutes", type=float, default=20, help="when to stop")
    parser.add_argument(
        "--only", nargs="+", default=[""], metavar="WORD", help="only files whose path has one of these words"
    )
    parser.add_argument(
        "--papers", action="store_true", help="precheck's rules and readers by their own tests"
    )
    parser.add_argument(
        "--tests", nargs="+", metavar="PATH", help="only these tests, which all the others can but add to"
    )
    return parser.parse_args()


def _tell(mutant: Mutant, outcome: str | None) -> None:
    if outcome in (None, LATE, BROKEN):
        print(f"{outcome or 'survived'}: {mutant}", flush=True)


def _print_counts(trials: Trials) -> None:
    outcomes = list(trials.outcomes.values())
    survived, late = outcomes.count(None), outcomes.count(LATE)
    print(f"left out, as they fail without a mutant: {trials.known.failed or 'none'}")
    print(f"{len(outcomes) - survived - late} killed, {survived} survived, {late} timed out", end=": ")
    print(f"{1 - survived / len(outcomes):.1%} noticed" if outcomes else "nothing tried")
    if len(outcomes) < len(trials.mutants):
        print(f"the time was over after {len(outcomes)} of {len(trials.mutants)}")


if __name__ == "__main__":
    main()
