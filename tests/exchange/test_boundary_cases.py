"""The page of boundary cases is true: every test that it names is there, and no case is left out."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "exchange-cases.md"
_FILE = re.compile(r"^`(tests/[\w/]+\.py)`$", re.M)
_ROW = re.compile(r"^\| ([A-Z])(\d+) \| .+ \| `(test_\w+)` \|$", re.M)
CASES = {"I": 17, "H": 10, "C": 13, "M": 11, "D": 11, "U": 11, "N": 10, "R": 10, "L": 8}
"""How many cases each command has."""


def sections() -> list[tuple[Path, list[tuple[str, int, str]]]]:
    """Of each command: the file of its tests, and its cases as letter, number and test."""
    parts = _FILE.split(PAGE.read_text(encoding="utf-8"))[1:]
    return [
        (ROOT / file, [(letter, int(number), test) for letter, number, test in _ROW.findall(text)])
        for file, text in zip(parts[::2], parts[1::2], strict=True)
    ]


def found_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}


def test_every_case_stands_once_and_in_order() -> None:
    told = [(letter, number) for _, rows in sections() for letter, number, _ in rows]
    assert told == [(letter, number) for letter, count in CASES.items() for number in range(1, count + 1)]
    assert max(Counter(told).values()) == 1


def test_every_test_that_is_named_is_there() -> None:
    lost = {test for path, rows in sections() for _, _, test in rows if test not in found_in(path)}
    assert lost == set()


def test_a_test_that_bears_the_number_of_a_case_is_the_one_that_is_named() -> None:
    for path, rows in sections():
        letter = rows[0][0].lower()
        by_number: dict[int, set[str]] = {}
        for test in found_in(path):
            for number in re.findall(rf"(?<=_){letter}(\d+)(?=_)", test):
                by_number.setdefault(int(number), set()).add(test)
        named = {number: test for _, number, test in rows}
        assert {n for n, found in by_number.items() if named.get(n) not in found} == set(), path.name
