"""Sample: a project made by code, and what is known to be wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, cast

from pmo_xl.model.project import Project
from pmo_xl.model.record import Place, Record, Table
from pmo_xl.model.setting import Setting
from pmo_xl.model.settings import Settings

_NOTHING: Mapping[Any, Any] = MappingProxyType({})

Cell = tuple[str, str, str]
"""Sheet label, row ID (as it stands in the records) and field."""


@dataclass(frozen=True, slots=True)
class PlantedFault:
    """One finding that a check of the sample must give: its rule, and where.

    sheet: label of the sheet, None for the whole project. row_id: as the finding names it (None: the whole
    sheet, or a row without ID). column: its label, None where the finding names no cell. note: what was
    done, in Japanese. companion_of: the rule whose plant cannot do without this finding.
    """

    rule: str
    sheet: str | None
    row_id: str | None
    column: str | None
    note: str
    companion_of: str | None = None


@dataclass(frozen=True)
class Sample:
    """A made-up project: the records of every sheet, and the faults planted in it.

    What no record can hold is told apart, for whoever writes the workbook: raw_cells (a cell's value just as
    it is to be typed; of a derived cell, in place of its formula), stale_results (of a derived cell, the
    result stored beside its untouched formula), hidden_rows (sheet label and row ID), dropped_columns (sheet
    label and field) and dropped_sheets (labels).
    """

    seed: int
    as_of: date
    records: Mapping[type[Record], tuple[Record, ...]]
    faults: tuple[PlantedFault, ...] = ()
    raw_cells: Mapping[Cell, object] = field(default_factory=lambda: _NOTHING)
    stale_results: Mapping[Cell, object] = field(default_factory=lambda: _NOTHING)
    hidden_rows: frozenset[tuple[str, str]] = frozenset()
    dropped_columns: frozenset[tuple[str, str]] = frozenset()
    dropped_sheets: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """案件名 of 設定."""
        return Settings(cast("tuple[Setting, ...]", self.records[Setting])).project_name

    @property
    def profile(self) -> str:
        """The profile of its sheets: full where it has one of those, else core."""
        return "full" if any(sheet.sheet.profile == "full" for sheet in self.records) else "core"

    def project(self, run_day: date | None = None) -> Project:
        """The records as rules and metrics see them; of what only a workbook can hold, hidden rows and columns."""
        tables = {sheet: _table(sheet, self.dropped_columns) for sheet in self.records}
        placed = {sheet: self._placed(rows, tables[sheet]) for sheet, rows in self.records.items()}
        shown = {sheet: (table,) for sheet, table in tables.items()}
        return Project(self.as_of, run_day or self.as_of, "workbook", placed, shown)

    def _placed(self, rows: tuple[Record, ...], table: Table) -> tuple[Record, ...]:
        hidden = {row_id for label, row_id in self.hidden_rows if label == table.sheet_title}
        places = (
            Place(table, number, is_hidden=row.row_id in hidden) for number, row in enumerate(rows, FIRST_ROW)
        )
        return tuple(row.model_copy(update={"place": place}) for row, place in zip(rows, places, strict=True))


FIRST_ROW = 2


def _table(sheet: type[Record], dropped: frozenset[tuple[str, str]]) -> Table:
    kept = (name for name in sheet.columns if (sheet.sheet.label, name) not in dropped)
    columns = {name: number for number, name in enumerate(kept, 1)}
    return Table(sheet, sheet.sheet.label, header_row=FIRST_ROW - 1, columns=columns, is_ours=True)
