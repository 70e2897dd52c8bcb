"""Run: what one `record` found and saw, as the plain data that its file holds (schema 1).

{"schema": 1, "made_at": "2026-11-30T00:15:00.123456+00:00", "version": …, "workbook": …, "project": …,
 "sha256": …, "as_of": …, "run_day": …, "findings": [as `check --format json`],
 "sheets": {"課題管理表": [{"row": 4, "id": "ISS-001", "due_on": "2026-12-10", …}]}, "past": {…}}

A field that is left out is blank; {"unread": "4月上旬"} is what a cell held that could not be read. "extra" holds what
stands in the staff's own columns, by heading, but for columns of formulas.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pmo_xl.model.own_columns import plain_own
from pmo_xl.model.past import Past
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.recorded_finding import RecordedFinding
from pmo_xl.model.sheets import SHEETS
from pmo_xl.version import __version__

SCHEMA = 1
ROW = "row"
UNREAD = "unread"
EXTRA = "extra"

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Run:
    """One recorded run. findings, sheets: as the file holds them. past: as it is after this run.

    made_at: UTC. workbook: the file's name. sha256: of the workbook after the run wrote into it.
    """

    made_at: datetime
    workbook: str
    project: str
    sha256: str
    as_of: date
    run_day: date
    findings: Sequence[Row] = ()
    sheets: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    past: Past = field(default_factory=Past)
    version: str = __version__


def run_of(
    project: Project,
    findings: Sequence[Row],
    past: Past,
    *,
    workbook: str,
    sha256: str,
    made_at: datetime,
) -> Run:
    """The run that a checked project makes. past: with this run in it."""
    sheets = {
        sheet.sheet.label: [row_of(record) for record in records]
        for sheet, records in project.records.items()
        if sheet is not RecordedFinding
    }
    name = project.settings.project_name
    return Run(made_at, workbook, name, sha256, project.as_of, project.run_day, findings, sheets, past)


def project_of(run: Run) -> Project:
    """The project as the run saw it; a row that this version does not understand is left out."""
    records = {
        sheet: tuple(_records(sheet, run.sheets[sheet.sheet.label]))
        for sheet in SHEETS
        if sheet.sheet.label in run.sheets
    }
    return Project(run.as_of, run.run_day, records=records)


def _records(sheet: type[Record], rows: Sequence[Row]) -> Iterator[Record]:
    for row in rows:
        values = {
            name: value for name, value in row.items() if name in sheet.columns and not _is_unread(value)
        }
        with contextlib.suppress(ValueError):
            yield sheet.model_validate(values)


def _is_unread(value: object) -> bool:
    return isinstance(value, Mapping)


def row_of(record: Record) -> dict[str, Any]:
    """A record as plain data: its row number and the fields that are not blank."""
    row: dict[str, Any] = {ROW: record.row}
    for name in record.columns:
        value = getattr(record, name)
        if name in record.unread:
            row[name] = {UNREAD: record.unread[name].text}
        elif value not in (None, ()):
            row[name] = _plain(value)
    if extra := _extra(record):
        row[EXTRA] = extra
    return row


def _extra(record: Record) -> dict[str, Any]:
    """What the staff typed into their own columns; what formulas show changes by itself."""
    own = record.place.table.own if record.place else None
    if own is None:
        return {}
    typed = {column.heading for column in own.columns if not column.is_formula}
    return {name: plain_own(v) for name, v in record.extra.items() if v is not None and name in typed}


def _plain(value: object) -> object:
    match value:
        case date():
            return value.isoformat()
        case Decimal():
            return f"{value.normalize():f}"
        case tuple():
            return list(value)
    return value
