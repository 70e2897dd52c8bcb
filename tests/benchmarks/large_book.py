"""A large master workbook for measuring: the sample's rows again and again under new IDs, 10,000 a sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from pmo_xl.model.column import Kind
from pmo_xl.model.issue import Issue
from pmo_xl.model.order import Order
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.sheets import SHEETS
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.task import Task
from pmo_xl.sample import clean_project
from pmo_xl.workbook.author import write_workbook

LARGE_SHEETS: tuple[type[Record], ...] = (Requirement, SpecChange, Question, Issue, Task, Order)
RUN_DAY = date(2026, 12, 1)
STEP = 1_000
_ID = re.compile(r"\b(REQ|CHG|QA|ISS|WBS|ORD)-(\d+)\b")


def write_large_book(path: Path, rows: int = 10_000) -> Path:
    """Write the workbook: `rows` rows in each of the six large sheets, the others as in the sample."""
    sample = clean_project().records
    records = {sheet: sample.get(sheet, ()) for sheet in SHEETS}
    records |= {sheet: tuple(_multiplied(sample[sheet], rows)) for sheet in LARGE_SHEETS}
    write_workbook(path, records, run_day=RUN_DAY)
    return path


def _multiplied(records: Sequence[Record], rows: int) -> Iterator[Record]:
    """The records in copies; each copy's IDs, and what it names in the large sheets, are its own."""
    for number in range(rows):
        copy, index = divmod(number, len(records))
        yield _moved(records[index], copy * STEP)


def _moved(record: Record, by: int) -> Record:
    if not by:
        return record
    fields = record.fields_of_kind(Kind.ID, Kind.REF, Kind.REFS)
    changed = {name: _move(getattr(record, name), by) for name in fields}
    if isinstance(record, Order) and record.order_number:
        changed["order_number"] = f"{record.order_number}-{by}"
    return record.model_copy(update=changed)


def _move(value: object, by: int) -> object:
    if isinstance(value, tuple):
        return tuple(_move(item, by) for item in value)
    if not isinstance(value, str):
        return value
    return _ID.sub(lambda found: f"{found[1]}-{int(found[2]) + by:03d}", value)
