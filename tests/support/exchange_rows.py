"""Rows of an exchange made by hand, and an exchange over a project that lies in no file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pmo_xl.exchange import Row, Where
from pmo_xl.exchange.row import key_of
from pmo_xl.model.issue import Issue
from pmo_xl.model.record import Record


def row(
    row_id: str | None = "ISS-001",
    file: str = "台帳.xlsx",
    number: int = 0,
    *,
    sheet: type[Record] = Issue,
    **values: Any,
) -> Row:
    """A row of 課題管理表 with these fields."""
    return Row(sheet, values, Where(file, None, number or None), key_of(sheet, row_id, values), row_id)


def rows(file: str, each: Iterable[tuple[str | None, dict[str, Any]]]) -> Sequence[Row]:
    """Rows in their order."""
    return [row(row_id, file, number, **values) for number, (row_id, values) in enumerate(each, 1)]
