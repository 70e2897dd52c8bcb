"""A large master workbook for measuring: the sample's rows again and again under new IDs, 10,000 a sheet.

Six sheets of the core profile are large; of the full profile fifteen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from pmo_xl.model.announcement import Announcement
from pmo_xl.model.column import Kind
from pmo_xl.model.estimate import Estimate
from pmo_xl.model.interface import Interface
from pmo_xl.model.issue import Issue
from pmo_xl.model.meeting_item import MeetingItem
from pmo_xl.model.message import Message
from pmo_xl.model.order import Order
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.rfp_item import RfpItem
from pmo_xl.model.risk import Risk
from pmo_xl.model.sheets import SHEETS
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.spec_review import SpecReview
from pmo_xl.model.task import Task
from pmo_xl.model.verification import Verification
from pmo_xl.workbook.author import write_workbook
from tests.sample.maker import clean_project

LARGE_SHEETS: tuple[type[Record], ...] = (Requirement, SpecChange, Question, Issue, Task, Order)
FULL_SHEETS: tuple[type[Record], ...] = (
    *LARGE_SHEETS,
    Verification,
    Interface,
    MeetingItem,
    SpecReview,
    Estimate,
    Announcement,
    Risk,
    Message,
    RfpItem,
)
RUN_DAY = date(2026, 12, 1)
STEP = 1_000
_PREFIXES = "|".join(sheet.sheet.prefix for sheet in FULL_SHEETS)
_ID = re.compile(rf"\b({_PREFIXES})-(\d+)\b")


def write_large_book(path: Path, rows: int = 10_000, large: tuple[type[Record], ...] = LARGE_SHEETS) -> Path:
    """Write the workbook: `rows` rows in each of the large sheets, the others as in the sample.

    It is of the full profile where one of the large sheets is.
    """
    profile = "full" if any(sheet.sheet.profile == "full" for sheet in large) else "core"
    sample = clean_project(profile=profile).records
    copies = {sheet.sheet.prefix: max(1, rows // len(sample[sheet])) for sheet in large}
    records = {sheet: sample.get(sheet, ()) for sheet in SHEETS if sheet.sheet.profile in ("core", profile)}
    records |= {sheet: tuple(_multiplied(sample[sheet], rows, copies)) for sheet in large}
    write_workbook(path, records, run_day=RUN_DAY, profile=profile)
    return path


def _multiplied(records: Sequence[Record], rows: int, copies: Mapping[str, int]) -> Iterator[Record]:
    """The records in copies; each copy's IDs, and what it names in the large sheets, are its own."""
    for number in range(rows):
        copy, index = divmod(number, len(records))
        yield _moved(records[index], copy, copies)


def _moved(record: Record, copy: int, copies: Mapping[str, int]) -> Record:
    if not copy:
        return record
    changed: dict[str, object] = {"id": _move(record.row_id, copy, {})}
    for name in record.fields_of_kind(Kind.REF, Kind.REFS):
        changed[name] = _move(getattr(record, name), copy, copies)
    if isinstance(record, Order):  # not placed yet: deliveries are not copied
        changed |= dict.fromkeys(("ordered_on", "order_number", "ordered", "performs_from", "performs_until"))
    return record.model_copy(update=changed)


def _move(value: object, copy: int, copies: Mapping[str, int]) -> object:
    """IDs moved into a copy that the sheet they name has."""
    if isinstance(value, tuple):
        return tuple(_move(item, copy, copies) for item in value)
    if not isinstance(value, str):
        return value

    def moved(found: re.Match[str]) -> str:
        of_target = copy % copies.get(found[1], copy + 1)
        return f"{found[1]}-{int(found[2]) + of_target * STEP:03d}"

    return _ID.sub(moved, value)
