"""The house stays tidy: imports go one way, and light commands stay light."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("pandas", "matplotlib", "docx", "openpyxl", "numpy", "xlsxwriter")
LIST_HEAVY = f"import sys; print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"


@pytest.mark.parametrize("arguments", [["--help"], ["rules", "QST003"], ["check", "--help"]])
def test_help_and_manual_pages_load_no_heavy_library(arguments: list[str]) -> None:
    program = f"from pmo_xl.faces.cli import main\ntry:\n    main({arguments!r})\nexcept SystemExit:\n    pass\n{LIST_HEAVY}"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert run.stderr.strip() == "[]"


def test_import_linter_finds_every_import_in_its_direction() -> None:
    from importlinter.cli import lint_imports

    assert lint_imports(no_cache=True) == 0
