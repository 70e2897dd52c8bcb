"""Tries a mutant: in a copy of the checkout, in a process of its own, the tests that matter most first."""

from __future__ import annotations

import multiprocessing
import os
import re
import shutil
import sys
from dataclasses import dataclass, field
from importlib.util import cache_from_source
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, SpawnContext
from pathlib import Path
from typing import Any

from tests.mutants.mutator import Mutant

Stages = list[list[str]]
"""Arguments of pytest runs, one after the other; a failure ends them."""

COPIED = ("pmo_xl", "tests", "pyproject.toml")
EXAMPLES = "tests/test_rule_examples.py"
PLANTED = ["tests/sample/test_planted.py", "tests/operations/test_sample_check.py"]
CHECKED = [*PLANTED, "-k", "find or found or finding"]
"""The tests of the sample that ask the rules."""

EVERY_STAGE: Stages = [["tests/metrics", "tests/rules", EXAMPLES], CHECKED]
QUIET = ["-q", "-p", "no:cacheprovider", "--tb=no", "--basetemp=.tmp"]
LIBRARIES = ("pytest", "hypothesis.strategies", "pydantic", "openpyxl", "lxml.etree", "jpholiday", "networkx")
"""Loaded once, and by no module under test: each trial starts from a process that has them."""


@dataclass
class Outcome:
    """failed: the tests that failed (only the first unless all were wanted). is_late: stopped for its time."""

    failed: list[str] = field(default_factory=list)
    is_late: bool = False


def stages_for(mutant: Mutant, root: Path) -> Stages:
    """Which tests can notice this mutant: the page and tests that name it, then those that only pass through it."""
    module = mutant.path.removesuffix(".py").replace("/", ".")
    rule = re.search(r"/([a-z]{3}\d{3})_", mutant.path)
    word = re.compile(rf"{rule[1]}|{module.rpartition('.')[2]}" if rule else rf"\b{module}\b", re.IGNORECASE)
    folders = [root / "tests" / "rules", root / "tests" / "metrics"]
    tests = sorted(path for folder in folders for path in folder.rglob("test_*.py"))
    naming = [path.relative_to(root).as_posix() for path in tests if word.search(path.read_text("utf-8"))]
    near = [[EXAMPLES, "-k", rule[1]]] if rule else []
    near += [naming] if naming else []
    far = ["tests/rules"] if rule else ["tests/rules", EXAMPLES, "tests/metrics"]
    return [*near, far, CHECKED]


class Copy:
    """A copy of the package and its tests in a folder of its own, where one mutant at a time is put in."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.folder = folder
        for name in COPIED:
            copy = shutil.copytree if (root / name).is_dir() else shutil.copy2
            copy(root / name, folder / name)

    def tried(self, mutant: Mutant, skipped: list[str], seconds: float) -> Outcome:
        """What the tests say of the mutant; afterwards the copy is as before."""
        path = self.folder / mutant.path
        source = path.read_bytes()
        try:
            _write(path, mutant.applied(source))
            return self.tested(stages_for(mutant, self.folder), skipped, seconds)
        finally:
            _write(path, source)

    def tested(
        self, stages: Stages, skipped: list[str], seconds: float, *, is_whole: bool = False
    ) -> Outcome:
        """Run the tests in a process of their own; is_whole: go on after a failure."""
        context = _context()
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=_run_tests, args=(self.folder, stages, skipped, is_whole, there))
        process.start()
        there.close()
        try:
            return Outcome(here.recv()) if here.poll(seconds) else Outcome(is_late=True)
        except EOFError:  # the process ended without an answer: the mutant broke it
            return Outcome(["the tests ended without a result"])
        finally:
            process.kill()
            process.join()


def _context() -> SpawnContext | ForkServerContext:
    """Where it exists, a server that has the libraries loaded already; on Windows each trial loads them anew."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(LIBRARIES))
    return context


def _write(path: Path, source: bytes) -> None:
    """Write a module and forget its compiled form, which is told apart by whole seconds and length only."""
    path.write_bytes(source)
    Path(cache_from_source(path)).unlink(missing_ok=True)


class _Failures:
    """Takes down which tests fail, as a plugin of pytest."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def pytest_runtest_logreport(self, report: Any) -> None:
        self.names += [report.nodeid] if report.failed else []

    def pytest_collectreport(self, report: Any) -> None:
        self.names += [report.nodeid] if report.failed else []


def _run_tests(folder: Path, stages: Stages, skipped: list[str], is_whole: bool, answer: Connection) -> None:
    """Send the names of the tests that failed. Runs in a process of its own, which it leaves upside down."""
    import hypothesis
    import pytest

    os.environ.update(PYTEST_DISABLE_PLUGIN_AUTOLOAD="1", PYTHONPATH=str(folder))
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    for name in [name for name in sys.modules if name.partition(".")[0] in ("pmo_xl", "tests")]:
        del sys.modules[name]
    hypothesis.settings.register_profile("mutants", derandomize=True, max_examples=30, deadline=None)
    hypothesis.settings.load_profile("mutants")
    options = [*QUIET, *(f"--deselect={name}" for name in skipped), *([] if is_whole else ["-x"])]
    failures = _Failures()
    for stage in stages:
        code = pytest.main([*options, *stage], plugins=[failures])
        if code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED) and not failures.names:
            failures.names.append(f"pytest {stage}: {code!r}")
        if failures.names and not is_whole:
            break
    answer.send(failures.names)
