"""The sample project as a workbook: what `demo` checks and what tests read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from pmo_xl.workbook.author import write_workbook
from pmo_xl.workbook.author.plan import Quirks
from tests.sample.maker import Sample

DROPPED_HEADING = "並び"
"""What stands above a column whose heading is lost: no word of ours."""


def write_sample(
    path: Path, sample: Sample, *, run_day: date | None = None, needs_macros: bool = False
) -> Path:
    """Write a sample with everything planted in it, cells that no record can hold included; an .xlsm with macros."""
    quirks = Quirks(
        sample.raw_cells,
        sample.stale_results,
        sample.hidden_rows,
        dict.fromkeys(sample.dropped_columns, DROPPED_HEADING),
    )
    write_workbook(
        path,
        sample.records,
        run_day=run_day or sample.as_of,
        profile=sample.profile,
        needs_macros=needs_macros,
        quirks=quirks,
    )
    return path
