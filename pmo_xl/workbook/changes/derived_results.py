"""Derived results: the cached values of formula columns, refreshed with the library's figures.

Excel calculates when it opens the book; until then previewers and other readers show what is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from pmo_xl.metrics.derived import derived_value
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.budget import Budget
from pmo_xl.model.choice import Choice
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.setting import Setting
from pmo_xl.model.setting_keys import CALCULATION_DAY
from pmo_xl.model.sheets import SHEETS
from pmo_xl.workbook.edits.edit import Formula, Scalar, SetCell
from pmo_xl.workbook.records.record_cells import CellPlace, RecordCells

# Which sheets' figures are made of another sheet's rows.
_DEPENDENTS: Final[Mapping[type[Record], tuple[type[Record], ...]]] = {
    Order: (Budget,),
    Acceptance: (Order, Budget),
    Setting: SHEETS,
    Choice: SHEETS,
}


def calculated(project: Project) -> Project:
    """The project on the day its formulas count with: 基準日 of 設定, else R."""
    as_of = project.settings.day("基準日") or project.run_day
    return replace(project, as_of=as_of, _shared={}, _sets={})


def as_stored(project: Project) -> Project:
    """The project on the day that its cached values were computed with: 計算日 as the workbook holds it."""
    as_of = project.settings.day(CALCULATION_DAY) or calculated(project).as_of
    return replace(project, as_of=as_of, _shared={}, _sets={})


def affected(touched: Iterable[type[Record]]) -> tuple[type[Record], ...]:
    """The sheets whose derived columns may show something else after these sheets changed; KPI reads all."""
    found = {sheet for each in touched for sheet in (each, *_DEPENDENTS.get(each, ()))}
    return tuple(sheet for sheet in SHEETS if sheet in found or sheet is Kpi)


def with_results(project: Project, touched: Iterable[type[Record]]) -> Project:
    """The project with the figures that the derived cells of our tables show once the changes are written.

    touched: the sheets that were changed. A cell whose formula somebody replaced keeps what it holds.
    """
    counted, records = as_stored(project), dict(project.records)
    for sheet in affected(touched):
        fields = [name for name, column in sheet.columns.items() if column.is_derived]
        if fields and sheet in records:
            records[sheet] = tuple(_with_results(row, fields, counted) for row in records[sheet])
    return replace(project, records=records, _shared={}, _sets={})


def _with_results(record: Record, fields: Iterable[str], counted: Project) -> Record:
    if record.place is None or not record.place.table.is_ours:
        return record
    replaced = [name for name, fact in record.place.formulas.items() if fact.state in ("constant", "other")]
    return record.model_copy(
        update={name: derived_value(record, name, counted) for name in fields if name not in replaced}
    )


def result_of(record: Record, field: str, project: Project) -> Scalar:
    """What the cell stores: nothing to show is the empty text, which counts as computed."""
    value = derived_value(record, field, project)
    return "" if value is None else value


def stale_results(
    sheets: Iterable[type[Record]], project: Project, cells: RecordCells
) -> Iterator[tuple[CellPlace, SetCell]]:
    """The derived cells of these sheets whose cached value is not the library's figure."""
    for sheet in sheets:
        fields = [name for name, column in sheet.columns.items() if column.is_derived]
        for record in project.of(sheet) if fields else ():
            if record.place and record.place.table.is_ours:
                yield from _stale(record, fields, project, cells)
        if sheet is Setting:
            yield from _stale_day(project, cells)


def _stale(
    record: Record, fields: Iterable[str], project: Project, cells: RecordCells
) -> Iterator[tuple[CellPlace, SetCell]]:
    if record.place is None:
        return
    facts, columns = record.place.formulas, record.place.table.columns
    for name in fields:
        if name in columns and (record.is_known(name) or name in record.unread):
            if name in facts and facts[name].state in ("constant", "other"):
                continue
            place = cells.place_of(record, name)
            result = result_of(record, name, project)
            if cells.has_formula(place) and not _is_stored(place, result, cells):
                yield place, _refreshed(place, result)


def _stale_day(project: Project, cells: RecordCells) -> Iterator[tuple[CellPlace, SetCell]]:
    for row in project.settings:
        if row.key == CALCULATION_DAY and row.place and "value" in row.place.table.columns:
            place = cells.place_of(row, "value")
            if cells.has_formula(place) and not _is_stored(place, project.as_of, cells):
                yield place, _refreshed(place, project.as_of)


def _refreshed(place: CellPlace, result: Scalar) -> SetCell:
    return SetCell(place.title, place.row, place.column, Formula(None, result))


def _is_stored(place: CellPlace, result: Scalar, cells: RecordCells) -> bool:
    if not cells.has_result(place):
        return False
    raw = cells.raw(place)
    if isinstance(raw, datetime) and isinstance(result, date):
        raw = raw.date()
    return raw == (float(result) if isinstance(result, Decimal) else result)
