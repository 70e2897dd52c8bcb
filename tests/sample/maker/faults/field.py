"""Field: the working copy of a clean sample in which faults are planted one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from random import Random
from typing import TypeVar, cast

from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.sheets import sheet_labelled
from tests.sample.maker.sample import Cell, PlantedFault, Sample
from tests.sample.maker.story import Story

R = TypeVar("R", bound=Record)
Plant = Callable[["Field"], None]


class NoRoom(Exception):
    """No row of the sample suits a plant."""


class Field:
    """The records while they are changed, which rows are taken, and what has been planted.

    A row taken by one plant is left alone by the others, so that each fault stands by itself.
    """

    def __init__(self, sample: Sample, story: Story) -> None:
        """Start from a clean sample, or go on with one in which faults are planted: their rows are taken."""
        self.story = story
        self.sample = sample
        self.rows = {sheet: list(records) for sheet, records in sample.records.items()}
        self.taken: set[tuple[type[Record], str | None]] = {
            (sheet_labelled(fault.sheet), fault.row_id) for fault in sample.faults if fault.sheet
        }
        self.faults: list[PlantedFault] = list(sample.faults)
        self.raw_cells: dict[Cell, object] = dict(sample.raw_cells)
        self.stale_results: dict[Cell, object] = dict(sample.stale_results)
        self.hidden_rows: set[tuple[str, str]] = set(sample.hidden_rows)
        self.dropped_columns: set[tuple[str, str]] = set(sample.dropped_columns)
        self.rng = Random(0)

    @property
    def as_of(self) -> date:
        """D of the sample."""
        return self.story.as_of

    def ago(self, business_days: int) -> date:
        """The business day so many business days before D."""
        return self.story.day(self.story.open_day(self.as_of), -business_days)

    def plant(self, rule: str, plants: Iterable[Plant]) -> None:
        """Let these plants do their work; one that finds no row that suits it is left out."""
        for n, plant in enumerate(plants):
            self.rng = self.story.rng(f"plant {rule} {n}")
            try:
                plant(self)
            except NoRoom:
                continue

    def all(self, sheet: type[R]) -> list[R]:
        """The rows of a sheet as they stand now."""
        return cast("list[R]", self.rows[sheet])

    def free(self, sheet: type[R], fits: Callable[[R], bool] = lambda row: True) -> list[R]:
        """The rows that no plant has taken and that fit."""
        return [row for row in self.all(sheet) if (sheet, row.row_id) not in self.taken and fits(row)]

    def pick(self, sheet: type[R], fits: Callable[[R], bool] = lambda row: True) -> R:
        """Take one of the free rows that fit. Raises NoRoom when there is none."""
        found = self.free(sheet, fits)
        if not found:
            raise NoRoom(sheet.sheet.label)
        return self.take(self.rng.choice(found))

    def take(self, row: R) -> R:
        """Keep other plants off this row."""
        self.taken.add((row.__class__, row.row_id))
        return row

    def put(self, row: R, **values: object) -> R:
        """Change values of a row; gives the row as it stands then."""
        changed = row.model_copy(update=values)
        rows = self.all(row.__class__)
        rows[next(n for n, each in enumerate(rows) if each is row)] = changed
        return self.take(changed)

    def add(self, row: R) -> R:
        """Append a row under the next ID of its sheet."""
        rows = self.all(row.__class__)
        numbers = (str(each.row_id).partition("-")[2] for each in rows)
        number = max((int(n) for n in numbers if n.isdecimal()), default=0) + 1
        rows.append(row.model_copy(update={"id": f"{row.sheet.prefix}-{number:03}"}))
        return self.take(rows[-1])

    def find(self, sheet: type[R], row_id: str | None) -> R:
        """The row with this ID as it stands now. Raises NoRoom when it is not there."""
        found = next((row for row in self.all(sheet) if row.row_id == row_id), None)
        if found is None:
            raise NoRoom(f"{sheet.sheet.label} {row_id}")
        return found

    def broken(
        self,
        rule: str,
        where: Record | type[Record],
        field: str | None,
        note: str,
        companion_of: str | None = None,
    ) -> None:
        """Write down what a check must find: at a row, or (given a record class) at a whole sheet."""
        sheet = where if isinstance(where, type) else type(where)
        row_id = where.row_id if isinstance(where, Record) else None
        column = sheet.columns[field].label if field else None
        self.faults.append(PlantedFault(rule, sheet.sheet.label, row_id, column, note, companion_of))

    def project(self) -> Project:
        """The records as metrics see them, with what has been planted so far."""
        records = {sheet: tuple(rows) for sheet, rows in self.rows.items()}
        return Project(self.as_of, self.as_of, "workbook", records)

    def planted(self) -> Sample:
        """The sample with everything planted so far."""
        return Sample(
            self.sample.seed,
            self.as_of,
            {sheet: tuple(rows) for sheet, rows in self.rows.items()},
            tuple(self.faults),
            dict(self.raw_cells),
            dict(self.stale_results),
            frozenset(self.hidden_rows),
            frozenset(self.dropped_columns),
        )
