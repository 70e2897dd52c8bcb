"""The plan of one sheet as an open book writes it: values by cell, links as formulas, results left to Excel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from pmo_xl.workbook.cells.address import CellRange
from pmo_xl.workbook.edits.edit import CellChange, CellValue, Formula, is_same
from pmo_xl.workbook.edits.plan import SheetPlan
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.open_book.values import scalar_of
from pmo_xl.workbook.tab.sheet_scan import Address


@dataclass
class OpenPlan:
    """The cells of one sheet that are written, and what happens around them.

    cells: what each shall hold. formats: the number format that an edit names for a cell. grown: new rows with
    the row whose looks they take. ends: the last row that each named table shall have. left: rows that no longer
    belong to their table. relinked: cells whose own links go.
    """

    grid: Grid
    cells: dict[Address, CellValue] = field(default_factory=dict)
    formats: dict[Address, str] = field(default_factory=dict)
    grown: list[tuple[CellRange, int]] = field(default_factory=list)
    ends: dict[str, CellRange] = field(default_factory=dict)
    left: list[CellRange] = field(default_factory=list)
    relinked: list[CellRange] = field(default_factory=list)

    def changes(self) -> Iterator[CellChange]:
        """Every cell that will hold something else."""
        for (row, column), after in sorted(self.cells.items()):
            before = self.before(row, column)
            if not is_same(_without_result(before), _without_result(after)):
                yield CellChange(self.grid.title, row, column, before, after)

    def before(self, row: int, column: int) -> CellValue:
        """What a cell holds now: its formula with the result, else its value; an error is its own text."""
        value = scalar_of(self.grid.value(row, column))
        text = self.grid.formulas.get((row, column))
        if text is not None:
            return Formula(text, value)
        return self.grid.errors.get((row, column), value)


def open_plan(plan: SheetPlan, grid: Grid) -> OpenPlan:
    """The plan for a sheet that is open in Excel, which computes results itself."""
    names = {table.display_name: table.name for table in grid.tables}
    return OpenPlan(
        grid,
        dict(_written(plan)),
        {at: each.number_format for at, each in plan.cells.items() if each.number_format},
        [(new.area, _seen_row(grid, new.area, new.like)) for new in plan.new_rows],
        {names[table]: area for table, area in plan.ends.items()},
        plan.gone if plan.ends else [],
        plan.relinked,
    )


def _written(plan: SheetPlan) -> Iterator[tuple[Address, CellValue]]:
    for at, planned in plan.cells.items():
        if isinstance(planned.value, Formula) and planned.value.text is None:
            continue  # a formula's result alone is Excel's own affair
        to = plan.links.get(at)
        yield at, link_formula(to, planned.value) if to else planned.value
    for area in plan.gone:
        for row in range(area.first_row, area.last_row + 1):
            for column in range(area.first_column, area.last_column + 1):
                yield (row, column), None


def _seen_row(grid: Grid, new: CellRange, wanted: int) -> int:
    """The row whose looks new rows take: Excel copies nothing from a hidden one."""
    rows = sorted(range(grid.first_row, new.first_row), key=lambda row: abs(row - wanted))
    return next((row for row in rows if row not in grid.hidden_rows), wanted)


def _without_result(value: CellValue) -> CellValue:
    return Formula(value.text) if isinstance(value, Formula) else (None if value == "" else value)


_LONGEST_TEXT: Final = 255
"""Excel takes no longer text inside a formula."""


def link_formula(target: str, shown: CellValue) -> CellValue:
    """A cell that shows its text and leads to a place of the book ('課題管理表'!K12); the text alone if too long."""
    place = f"#{target}"
    if not isinstance(shown, str) or max(len(place), len(shown)) > _LONGEST_TEXT:
        return shown
    return Formula(f"HYPERLINK({_quoted(place)},{_quoted(shown)})", shown)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
