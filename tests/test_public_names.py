"""`import pmo_xl`: every public name is there, from where the type checker believes it to be, and costs nothing before."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import pmo_xl

HEAVY = (
    "pandas",
    "matplotlib",
    "docx",
    "docxtpl",
    "openpyxl",
    "xlsxwriter",
    "rich",
    "argparse",
    "urllib.request",
)


def imported_for_types() -> dict[str, str]:
    """The public names and the modules that the stub imports them from for the type checker."""
    tree = ast.parse(Path(pmo_xl.__file__).with_suffix(".pyi").read_text("utf-8"))
    lines = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom))
    return {
        each.name: line.module or "" for line in lines for each in line.names if each.name in pmo_xl.__all__
    }


def test_every_public_name_comes_from_where_the_type_checker_believes_it_to_be() -> None:
    found = imported_for_types()
    assert sorted(found) == sorted(pmo_xl.__all__)
    for name, module in found.items():
        assert getattr(pmo_xl, name) is getattr(import_module(module), name), name


def test_the_public_names_are_listed_and_others_are_refused() -> None:
    assert set(pmo_xl.__all__) <= set(dir(pmo_xl))
    with pytest.raises(AttributeError, match="opne_workbook"):
        _ = pmo_xl.opne_workbook  # type: ignore[attr-defined] # the type checker refuses it too


@pytest.mark.parametrize(
    ("statement", "absent"),
    [
        ("import pmo_xl", ("pydantic", "lxml", *HEAVY)),
        (
            "import pmo_xl.operations.examine",
            ("pmo_xl.workbook.closed_book", "pmo_xl.workbook.author", *HEAVY),
        ),
    ],
)
def test_a_process_imports_only_what_it_needs(statement: str, absent: tuple[str, ...]) -> None:
    code = f"{statement}; import sys; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(run.stdout.split()).isdisjoint(absent)
