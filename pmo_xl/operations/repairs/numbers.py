"""DAT002: rows without an ID get the next free one."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.operations.repairs.proposal import Proposal
from pmo_xl.workbook.changes.numbering import Numbering
from pmo_xl.workbook.records.record_cells import RecordCells

_OWN_WAY = "この表は独自の番号の付け方をしているため、番号は人が決めてください"


def missing_numbers(project: Project, cells: RecordCells) -> Iterator[Proposal]:
    """Every row with content and without an ID, numbered in the order of the rows."""
    for sheet, records in project.records.items():
        if sheet.sheet.prefix and any(_lacks_number(record, cells) for record in records):
            numbers = Numbering(sheet, records)
            doubt = _OWN_WAY if numbers.is_plain else None
            for record in records:
                if _lacks_number(record, cells):
                    yield Proposal("DAT002", record, "id", numbers.next(), "番号を振る", doubt)


def _lacks_number(record: Record, cells: RecordCells) -> bool:
    if record.row_id is not None or not record.is_known("id"):
        return False
    return not any(cells.has_formula(place) for _, place in cells.places_of(record, ["id"]))
