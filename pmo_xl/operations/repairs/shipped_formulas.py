"""DAT007: formulas of メニュー and 集計 that an earlier version wrote and that Excel adds up to 0."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pmo_xl.metrics.dashboard import counts_by_owner, counts_by_sheet
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task
from pmo_xl.workbook.edits.edit import Formula, SetCell
from pmo_xl.workbook.formulas.shipped_formulas import is_of_coming_tasks, is_of_tasks, mended_formula
from pmo_xl.workbook.grid import Grid

WHAT = "Excelでは0件と数える、以前の版の数式を直す"


def mended_formulas(project: Project, grids: Iterable[Grid]) -> Iterator[SetCell]:
    """Every such formula of these sheets, whole as it was shipped; staff's own are left alone."""
    for grid in grids:
        for (row, column), formula in grid.formulas.items():
            mended = mended_formula(formula)
            if mended:
                value = Formula(mended, _count(project, formula))
                yield SetCell(grid.title, row, column, value, is_own=True)


def _count(project: Project, formula: str) -> int:
    """What the library counts for the formula."""
    if not is_of_tasks(formula):
        return counts_by_owner(project)[None].late
    counts = counts_by_sheet(project)[Task]
    return counts.soon if is_of_coming_tasks(formula) else counts.late
