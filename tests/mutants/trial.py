"""Tries mutants within a run of pytest: each in a forked process, by the tests that come through its function.

Forking keeps the collected tests and the loaded libraries, so that a trial takes a fraction of a second; it needs
Linux or macOS. A fault outside functions (a constant, a default) or in what reads the rules' pages while tests
are collected is imported anew in its process.
"""

from __future__ import annotations

import multiprocessing
import os
import re
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from tests.mutants.known import Known
from tests.mutants.mutator import Mutant
from tests.mutants.swap import FaultyImport, swapped

OPTIONS = ("-q", "-s", "-p", "no:cacheprovider", "--tb=no", "--no-header", "--no-summary")
READ_WHILE_COLLECTING = re.compile(r"pmo_xl/rules/(page|rule|catalog)\.py")
LATE = "timed out"
BROKEN = "the process of the tests broke down"


@dataclass
class _Running:
    """A mutant under trial, and when its time is over."""

    mutant: Mutant
    process: BaseProcess
    end: float


@dataclass(eq=False)
class Trials:
    """A plugin that takes the place of pytest's loop: learns the tests, then tries the mutants, `jobs` at a time.

    end: when to stop, by the monotonic clock. outcomes: by mutant the test that noticed it, LATE, BROKEN, or
    None when no test did. report: told of each outcome.
    """

    root: Path
    mutants: list[Mutant]
    end: float
    report: Callable[[Mutant, str | None], None]
    jobs: int = 2
    known: Known = field(init=False)
    outcomes: dict[Mutant, str | None] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    items: dict[str, pytest.Item] = field(default_factory=dict)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the tests once without a mutant, then those that matter for each mutant."""
        self.items = {item.nodeid: item for item in session.items}
        here, process = _forked(self._learned)
        self.known = here.recv()
        process.join()
        self._try_all(list(reversed(self.mutants)))
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take down a failure."""
        self.failed += [report.nodeid] if report.failed else []

    def _learned(self) -> Known:
        known = Known(self.root)
        items = list(self.items.values())
        for item, following in zip(items, [*items[1:], None], strict=True):
            known.learn(item, following)
        known.failed = self.failed
        return known

    def _try_all(self, waiting: list[Mutant]) -> None:
        running: dict[Connection, _Running] = {}
        while running or (waiting and time.monotonic() < self.end):
            while waiting and len(running) < self.jobs and time.monotonic() < self.end:
                here, trial = self._started(waiting.pop())
                running[here] = trial
            wait(list(running), timeout=1)
            for here, trial in list(running.items()):
                if here.poll() or time.monotonic() > trial.end:
                    self._finish(trial, _answer(here))
                    del running[here]

    def _started(self, mutant: Mutant) -> tuple[Connection, _Running]:
        tests = self._choice(mutant)
        seconds = 60 + 5 * sum(self.known.seconds[name] for name in tests)
        here, process = _forked(lambda: self._tried(mutant, tests))
        return here, _Running(mutant, process, time.monotonic() + seconds)

    def _choice(self, mutant: Mutant) -> list[str]:
        if READ_WHILE_COLLECTING.fullmatch(mutant.path):
            return [name for name in self.known.seconds if name not in self.known.failed]
        return self.known.choice(mutant)

    def _finish(self, trial: _Running, outcome: str | None) -> None:
        trial.process.kill()
        trial.process.join()
        self.outcomes[trial.mutant] = outcome
        self.report(trial.mutant, outcome)

    def _tried(self, mutant: Mutant, tests: list[str]) -> str | None:
        """The first test that notices the mutant. Runs in a process of its own."""
        if not tests:
            return None
        if not READ_WHILE_COLLECTING.fullmatch(mutant.path) and swapped(mutant, self.root):
            return self._noticed([self.items[name] for name in tests])
        FaultyImport(mutant, self.root)
        chosen = _Chosen(tests)
        pytest.main(
            [*OPTIONS, "-x", *dict.fromkeys(name.partition("::")[0] for name in tests)], plugins=[chosen]
        )
        return chosen.failed

    def _noticed(self, items: list[pytest.Item]) -> str | None:
        self.failed.clear()
        for item, following in zip(items, [*items[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self.failed:
                return self.failed[0]
        return None


@dataclass(eq=False)
class _Chosen:
    """A plugin that keeps to the chosen tests, in their order, and takes down the first failure."""

    tests: list[str]
    failed: str | None = None

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        order = {name: place for place, name in enumerate(self.tests)}
        items[:] = sorted(
            (each for each in items if each.nodeid in order), key=lambda each: order[each.nodeid]
        )

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed = self.failed or (report.nodeid if report.failed else None)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self.failed = self.failed or (report.nodeid if report.failed else None)


def _forked(work: Callable[[], Any]) -> tuple[Connection, BaseProcess]:
    """Do the work in a process that begins as this one is; its result comes through the connection."""
    here, there = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(target=_work_quietly, args=(work, there))
    process.start()
    there.close()
    return here, process


def _work_quietly(work: Callable[[], Any], there: Connection) -> None:
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    hypothesis.settings.register_profile("mutants", derandomize=True, max_examples=30, deadline=None)
    hypothesis.settings.load_profile("mutants")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PYTEST_DEBUG_TEMPROOT"] = folder
        there.send(work())


def _answer(here: Connection) -> str | None:
    if not here.poll():
        return LATE
    try:
        answer: str | None = here.recv()
    except EOFError:
        return BROKEN
    return answer
