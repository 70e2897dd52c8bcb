"""The shape of the house does not slip: no circles of files, no drawers, no long functions. `make shape` tells the figures."""

from __future__ import annotations

import ast

import pytest

from tests.support.shape import Module, circles, figures, modules, single_use

pytestmark = pytest.mark.slow  # our code is the same on every Python

MOST_SMALL_FILES = 10
MOST_CIRCLES = 0
LONGEST_FILE, LONGEST_FUNCTION = 400, 50


@pytest.fixture(scope="module")
def house() -> dict[str, Module]:
    return modules()


def test_files_do_not_import_each_other_in_circles(house: dict[str, Module]) -> None:
    assert len(circles(house)) <= MOST_CIRCLES, circles(house)


def test_files_are_not_cut_finer_than_thoughts(house: dict[str, Module]) -> None:
    assert len(single_use(house)) <= MOST_SMALL_FILES, single_use(house)


def test_no_file_and_no_function_is_long(house: dict[str, Module]) -> None:
    """A rule's function may be: its docstring is its manual page."""
    long = [f"{m.name}: {m.lines} lines" for m in house.values() if m.lines > LONGEST_FILE]
    long += [
        f"{m.name}.{name}: {length} lines"
        for m in house.values()
        if ".rules." not in m.name
        for name, length in m.functions
        if length > LONGEST_FUNCTION
    ]
    assert long == []


def test_functions_stay_short_in_the_middle(house: dict[str, Module]) -> None:
    assert figures(house)["function median"] <= 6


def test_every_function_with_a_name_for_others_says_what_it_is(house: dict[str, Module]) -> None:
    """Also methods of private classes and functions inside functions: a name without an underscore is for others."""
    silent = [
        f"{module.name}:{node.lineno} {node.name}"
        for module in house.values()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert silent == []
