"""Mutants of the rules and metrics: each is the code with one small fault in it.

Left out are texts (and so docstrings, messages and f-strings), decorators and type annotations: what they say
is no behaviour, or is tested as a page.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from tests.mutants.faults import faults_at

MUTATED_FOLDERS = ("pmo_xl/rules", "pmo_xl/metrics", "pmo_xl/papers")
NO_BEHAVIOUR = {"decorator_list", "annotation", "returns"}


@dataclass(frozen=True, order=True)
class Mutant:
    """One fault: in the file `path`, the bytes from `start` to `end` read `after` instead of `before`."""

    path: str
    line: int
    start: int
    end: int
    before: str
    after: str

    def applied(self, source: bytes) -> bytes:
        """The source with the fault in it."""
        return source[: self.start] + self.after.encode() + source[self.end :]

    def __str__(self) -> str:
        """Write it as file:line before → after, on one line."""
        before, after = (" ".join(text.split()) for text in (self.before, self.after))
        return f"{self.path}:{self.line}  {before}  →  {after}"


def every_mutant(root: Path) -> list[Mutant]:
    """Every mutant of the rules, metrics and readers of papers below a checkout, in the order of the files."""
    files = sorted(path for folder in MUTATED_FOLDERS for path in (root / folder).rglob("*.py"))
    return [
        each for path in files for each in mutants_of(path.read_bytes(), path.relative_to(root).as_posix())
    ]


def mutants_of(source: bytes, path: str) -> list[Mutant]:
    """Every mutant of one source file, each once, from top to bottom."""
    starts = [0, *accumulate(len(line) for line in source.splitlines(keepends=True))]
    found = set()
    for node in _code(ast.parse(source)):
        for place, after in faults_at(node):
            start = starts[place.lineno - 1] + place.col_offset
            end = starts[(place.end_lineno or 0) - 1] + (place.end_col_offset or 0)
            found.add(Mutant(path, place.lineno, start, end, source[start:end].decode(), after))
    return sorted(each for each in found if each.before != each.after)


def _code(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that say what the program does."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in NO_BEHAVIOUR or isinstance(node, ast.JoinedStr) or _is_strict(node):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _code(child)


def _is_strict(node: ast.AST) -> bool:
    """Whether this is strict=True of zip: a guard against a programmer's mistake, not behaviour."""
    return isinstance(node, ast.keyword) and node.arg == "strict"
