"""The house stays tidy: imports go one way, and light commands stay light."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("pandas", "matplotlib", "docx", "openpyxl", "numpy", "xlsxwriter")
READING = ("pydantic", "lxml", "python_calamine", "rich", "pmo_xl.model.record", "pmo_xl.rules.rule")


def loaded(arguments: list[str], watched: tuple[str, ...]) -> str:
    """Which of the modules a command has loaded when it is done."""
    tell = f"import sys; print([m for m in {watched!r} if m in sys.modules], file=sys.stderr)"
    program = f"from pmo_xl.faces.cli import main\ntry:\n    main({arguments!r})\nexcept SystemExit:\n    pass\n{tell}"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    return run.stderr.decode("ascii").strip()  # what it prints is in the code page of the console


@pytest.mark.parametrize("arguments", [["--help"], ["rules"], ["check", "--help"]])
def test_help_and_the_catalogue_load_no_heavy_library(arguments: list[str]) -> None:
    assert loaded(arguments, HEAVY) == "[]"


@pytest.mark.parametrize("rule", ["QST003", "dat001", "HIS001"])
def test_the_page_of_a_rule_loads_neither_records_nor_rules(rule: str) -> None:
    """105 rules, and pydantic, would take most of its time."""
    assert loaded(["rules", rule], (*HEAVY, *READING, "pmo_xl.faces.commands.check")) == "[]"


@pytest.mark.slow
def test_import_linter_finds_every_import_in_its_direction() -> None:
    from importlinter.cli import lint_imports

    assert lint_imports(no_cache=True) == 0
