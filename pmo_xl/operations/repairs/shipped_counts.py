"""Counts of メニュー and 集計 that earlier versions wrote wrongly (DAT007): each recognised whole, and mended where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pmo_xl.metrics.dashboard import Counts, counts_by_due_column, counts_by_owner, counts_by_sheet
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task
from pmo_xl.workbook.author.bank_days import bank_day_cells, named_cells
from pmo_xl.workbook.author.tally import TALLY
from pmo_xl.workbook.author.tally_owners import late_payments_of, payment_formula
from pmo_xl.workbook.edits.edit import CellValue, Formula, SetCell
from pmo_xl.workbook.formulas.shipped_formulas import is_of_coming_tasks, is_of_tasks, mended_formula
from pmo_xl.workbook.formulas.shipped_payments import what_it_counts, with_parts
from pmo_xl.workbook.grid import Grid

OF_TRUTHS = "Excelでは0件と数える、以前の版の数式を直す"
OF_PAYMENTS = "順延の合意を知らない、以前の版の数式を直す"
BANK_DAYS = "直した数式が読む、銀行の営業日を足す"
_PERSON_COLUMN = 2  # of 集計, in the row of each person's counts


class MendedCell(NamedTuple):
    """A cell of ours as it should be, and in Japanese what is done there."""

    edit: SetCell
    what: str


def mended_counts(project: Project, grids: Sequence[Grid]) -> Iterator[MendedCell]:
    """Every such formula of these sheets, whole as it was shipped; staff's own are left alone."""
    tally = next((grid for grid in grids if grid.title == TALLY), None)
    room = _Room(project, tally)
    is_moved = False
    for grid in grids:
        for (row, column), formula in grid.formulas.items():
            mended = mended_formula(formula)
            kind = what_it_counts(mended or formula) if room.is_usable else None
            if kind:
                text = with_parts((mended or formula).removeprefix("="), _new_parts())
                person = grid.value(row, _PERSON_COLUMN) if kind == "person" else None
                yield _own(grid, row, column, Formula(text, _payments(project, kind, person)), OF_PAYMENTS)
                is_moved = True
            elif mended:
                yield _own(grid, row, column, Formula(mended, _count(project, formula)), OF_TRUTHS)
    if is_moved and tally:
        yield from room.cells(tally)


def _own(grid: Grid, row: int, column: int, value: CellValue, what: str) -> MendedCell:
    return MendedCell(SetCell(grid.title, row, column, value, is_own=True), what)


class _Room:
    """The place on 集計 where the bank days stand; a book of an earlier version has nothing there."""

    def __init__(self, project: Project, tally: Grid | None) -> None:
        self._cells = tuple(bank_day_cells(project))
        taken = [bool(tally and _is_taken(tally, cell.row + 1, cell.column + 1)) for cell in self._cells]
        first = tally.value(self._cells[0].row + 1, self._cells[0].column + 1) if tally else None
        self._is_there = all(taken) and first == self._cells[0].content
        self.is_usable = tally is not None and (self._is_there or not any(taken))

    def cells(self, tally: Grid) -> Iterator[MendedCell]:
        """What is to be written there; nothing where it stands already."""
        for cell in () if self._is_there else self._cells:
            is_formula = cell.content.startswith("=")
            content = _without_names(cell.content.removeprefix("="))
            value = Formula(content, cell.result) if is_formula else cell.content
            edit = SetCell(
                tally.title, cell.row + 1, cell.column + 1, value, _DAY if cell.is_day else None, True
            )
            yield MendedCell(edit, BANK_DAYS)


_DAY = "yyyy/mm/dd"


def _is_taken(grid: Grid, row: int, column: int) -> bool:
    return (row, column) in grid.formulas or grid.value(row, column) not in ("", None)


def _new_parts() -> Mapping[str, str]:
    """The parts as they are written now, with cells in place of names that an earlier book does not have."""
    payments = payment_formula()
    parts = {
        "late": payments.late_count(),
        "soon": payments.soon_count(),
        "of_person": late_payments_of("PERSON"),
    }
    return {name: _without_names(part) for name, part in parts.items()}


def _without_names(formula: str) -> str:
    for name, cell in sorted(named_cells().items(), key=lambda pair: -len(pair[0])):
        formula = formula.replace(name, cell)
    return formula


def _payments(project: Project, kind: str, person: object) -> int:
    """What the library counts for a formula about payments."""
    if kind in ("person", "nobody"):
        name = str(person) if kind == "person" else None
        return counts_by_owner(project).get(name, Counts()).late if name != "" else 0
    what, _, when = kind.partition("_")
    by_column = counts_by_due_column(project)
    fields = ("payment_due_on",) if what == "payments" else ("acceptance_due_on", "payment_due_on")
    counts = sum((by_column[Acceptance, field] for field in fields), Counts())
    return counts.late if when == "late" else counts.soon


def _count(project: Project, formula: str) -> int:
    """What the library counts for a formula that added up truths."""
    if not is_of_tasks(formula):
        return counts_by_owner(project)[None].late
    counts = counts_by_sheet(project)[Task]
    return counts.soon if is_of_coming_tasks(formula) else counts.late
