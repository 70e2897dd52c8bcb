"""DAT003: dates and figures typed as text become real ones, where the text has one meaning and nothing is lost."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Final

from pmo_xl.model.column import Kind
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.operations.repairs.proposal import Proposal, typed_cells
from pmo_xl.workbook.cells import CellContext, read_value
from pmo_xl.workbook.records.record_cells import RecordCells

_DAYS: Final = (Kind.DATE, Kind.DATETIME, Kind.MONTH)
_FIGURES: Final = (Kind.MONEY, Kind.INT, Kind.NUMBER, Kind.PERCENT)
_REMARK: Final = re.compile("[*※]|時点|現在|付")
_CLOCK: Final = re.compile("[0-9][:時]|午[前後]")

_NO_YEAR = "年が書かれていないため、年は人が確かめてください"
_LOST = "日付のほかの言葉や時刻が消えるため、人が直してください"


def values_as_text(project: Project, cells: RecordCells) -> Iterator[Proposal]:
    """Every date and figure that was understood although its cell holds text."""
    for record, name, _, raw in typed_cells(project, cells):
        kind, value = record.columns[name].kind, getattr(record, name)
        if value is None or name in record.unread:
            continue
        if kind in _DAYS:
            yield Proposal("DAT003", record, name, value, "文字の日付を日付にする", _doubt(record, name, raw))
        elif kind in _FIGURES and _is_one_figure(record, name, raw, cells):
            yield Proposal("DAT003", record, name, value, "文字の数を数にする")


def _doubt(record: Record, name: str, raw: str) -> str | None:
    kind, value = record.columns[name].kind, getattr(record, name)
    if read_value(kind, raw, CellContext(near=None)) != value:
        return _NO_YEAR
    text = unicodedata.normalize("NFKC", raw)
    loses_time = kind is not Kind.DATETIME and _CLOCK.search(text)
    loses_day = kind is Kind.MONTH and isinstance(read_value(Kind.DATE, raw), date)
    return _LOST if _REMARK.search(text) or loses_time or loses_day else None


def _is_one_figure(record: Record, name: str, raw: str, cells: RecordCells) -> bool:
    unit = cells.layout_of(record).units.get(name, 1)
    return bool(read_value(record.columns[name].kind, raw, CellContext(unit=unit)) == getattr(record, name))
