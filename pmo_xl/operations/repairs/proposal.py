"""Proposal: one cell that could be mended, by which rule, and whether a program may do it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.recorded_finding import RecordedFinding
from pmo_xl.workbook.records.record_cells import CellPlace, RecordCells


class _Formula:
    """In the place of a value: the formula of the column."""


FORMULA: Final = _Formula()


@dataclass(frozen=True, slots=True)
class Proposal:
    """What one field should hold. value: as the record would hold it, or FORMULA.

    rule: the rule that speaks about such a cell. what: what is done, in Japanese. doubt: why it is only
    shown, never written; None for a safe repair.
    """

    rule: str
    record: Record
    field: str
    value: object
    what: str
    doubt: str | None = None


Repair = Callable[[Project, RecordCells], Iterable[Proposal]]


def typed_cells(project: Project, cells: RecordCells) -> Iterator[tuple[Record, str, CellPlace, str]]:
    """Every cell of a known column that a person filled with text: record, field, place and the text."""
    for sheet, records in project.records.items():
        fields = [name for name, column in sheet.columns.items() if not column.is_derived]
        for record in records if sheet is not RecordedFinding else ():
            for name, place in cells.places_of(record, fields):
                raw = cells.raw(place)
                if isinstance(raw, str) and raw and not cells.has_formula(place):
                    yield record, name, place, raw
