"""The page of cases of reading is true: every test and ledger that it names is there, and no case is left out."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

from tests.workbook.test_ledgers import LEDGERS

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "reading-cases.md"
_ROW = re.compile(r"^\| ([dr]\d\d[a-z]?) \| .+ \| .+ \| (`.+`) \|$", re.M)
_TEST = re.compile(r"`([\w/]+\.py)::(test_\w+)(?:\[(.+?)\])?`")
CASES = (
    "d01 d02 d03 d04 d06 d07 d08 d10 d11 d12 d13 d14 d16 d17 d19 d20 "
    "r00 r01 r02 r03 r04 r05 r08 r11 r13 r14 r15 r16 r22 r25 r27 r28 r33 r35 r35b r35d "
    "r42 r47 r49 r52b r55 r56 r57"
)


def cases() -> dict[str, list[tuple[str, str, str]]]:
    """Of each case: its tests as file, name and ledger."""
    return {case: _TEST.findall(tests) for case, tests in _ROW.findall(PAGE.read_text(encoding="utf-8"))}


@cache
def found_in(file: str) -> set[str]:
    tree = ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8"))
    return {
        each.name for each in tree.body if isinstance(each, ast.FunctionDef) and each.name.startswith("test_")
    }


def test_every_case_stands_once_and_in_order() -> None:
    told = [case for case, _ in _ROW.findall(PAGE.read_text(encoding="utf-8"))]
    assert " ".join(told) == CASES
    assert [case for case, tests in cases().items() if not tests] == []


def test_every_test_and_ledger_that_is_named_is_there() -> None:
    named = [each for tests in cases().values() for each in tests]
    assert PAGE.read_text(encoding="utf-8").count("::test_") == len(named)
    assert [test for file, test, _ in named if test not in found_in(file)] == []
    assert {ledger for _, _, ledger in named if ledger} <= set(map(str, LEDGERS))


def test_a_test_that_bears_the_number_of_a_case_is_named_for_it() -> None:
    told = cases()
    for test in sorted(found_in("workbook/test_lists_of_every_kind.py")):
        number = test.split("_")[1]
        alike = [case for case in told if case[:3] == number]
        assert any(test == name for case in alike for _, name, _ in told[case]), test
