"""Gnumeric's ssconvert for tests: a second engine, which like Excel adds up no TRUE or FALSE inside SUMPRODUCT.

LibreOffice counts TRUE as 1 there, so it alone cannot judge a formula. Gnumeric knows no Excel tables: it
calculates a copy with plain references (flat_references.py). Its known limits, each written round in that copy:

- SUMPRODUCT goes through whole columns only in an array formula.
- COUNTIF, COUNTIFS and SUMIFS take one criterion, not a column of them: each row is counted in its own cell.
- TEXT ignores the fourth part of a pattern, the one for text: text is "0" there, as the pattern says.
- INDEX of a single cell is #REF!: the cell itself stands there.
- A name that is a formula (設定_…, 一覧_…) is written out as the cells it leads to.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.support.flat_references import write_flat_copy

SSCONVERT = shutil.which("ssconvert")

_KNOWN = "datedif is known to differ from Excel"
"""What it says whenever a formula calls DATEDIF."""
GNUMERIC = pytest.mark.skipif(SSCONVERT is None, reason="Gnumeric (ssconvert) がありません")
"""Mark of a test that needs Gnumeric; without it the test is skipped with the reason."""


def recalculated_by_gnumeric(source: Path, folder: Path, timeout: int = 240) -> Path:
    """A copy of the workbook with every formula calculated by Gnumeric, cell by cell where it was."""
    assert SSCONVERT
    folder.mkdir(parents=True, exist_ok=True)
    flat, made = folder / f"{source.stem}_flat.xlsx", folder / source.name
    write_flat_copy(source, flat)
    command: list[Any] = [SSCONVERT, "--recalc", "-T", "Gnumeric_Excel:xlsx2", flat, made]
    done = subprocess.run(command, capture_output=True, text=True, timeout=timeout)
    assert made.exists(), done.stderr
    said = [line for line in done.stderr.splitlines() if line and _KNOWN not in line]
    assert not said, said
    return made
