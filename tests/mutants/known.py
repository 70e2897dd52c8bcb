"""What one run of the tests without any mutant shows: who comes through which function, how long it takes, what fails."""

from __future__ import annotations

import ast
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import pytest

from tests.mutants.mutator import MUTATED_FOLDERS, Mutant

Place = tuple[str, int]
"""A file and the line on which a function of it begins."""


@dataclass
class Known:
    """callers: by function, the tests that come through it. seconds: by test. failed: without a mutant."""

    root: Path
    callers: dict[Place, set[str]] = field(default_factory=lambda: defaultdict(set))
    seconds: dict[str, float] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)

    def choice(self, mutant: Mutant) -> list[str]:
        """The tests that come through the function of the mutant (outside functions: through its file), quickest first."""
        first, last = _around(self.root / mutant.path, mutant.line)
        found = [
            tests
            for (path, line), tests in self.callers.items()
            if path == mutant.path and first <= line <= last
        ]
        return sorted(set().union(*found) - set(self.failed), key=lambda name: self.seconds[name])

    def learn(self, item: pytest.Item, following: pytest.Item | None) -> None:
        """Run one test and take down which functions it comes through."""
        folders = tuple(str(self.root / folder) for folder in MUTATED_FOLDERS)
        called: set[Place] = set()

        def note(frame: FrameType, event: str, argument: object) -> None:
            if frame.f_code.co_filename.startswith(folders):
                called.add((frame.f_code.co_filename, frame.f_code.co_firstlineno))

        start = time.monotonic()
        sys.settrace(note)
        try:
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        finally:
            sys.settrace(None)
        self.seconds[item.nodeid] = time.monotonic() - start
        for path, line in called:
            self.callers[Path(path).relative_to(self.root).as_posix(), line].add(item.nodeid)


def _around(path: Path, line: int) -> tuple[int, int]:
    """First and last line of the outermost function around a line, or of the whole file."""
    spans = _functions(ast.parse(path.read_bytes()))
    return next((span for span in spans if span[0] <= line <= span[1]), (0, sys.maxsize))


def _functions(node: ast.AST) -> Iterator[tuple[int, int]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef):
            first = min([child.lineno, *(decorator.lineno for decorator in child.decorator_list)])
            yield first, child.end_lineno or child.lineno
        else:
            yield from _functions(child)
