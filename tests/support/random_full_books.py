"""Random books of the full profile: the sample with many of its cells emptied, moved, misspelt or made unreadable.

Whole rows, columns and sheets go, too. The same number gives the same book.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from pmo_xl.model.column import Column, Kind
from pmo_xl.model.project import Project
from pmo_xl.model.record import Place, Record, Table, Unread
from pmo_xl.model.setting import Setting
from pmo_xl.model.sheets import SHEETS
from tests.sample.maker import Sample, clean_project

AS_OF = (date(2026, 10, 26), date(2026, 11, 30), date(2027, 1, 29), date(2027, 2, 18), date(2027, 4, 30))
_WORDS = ("", "未定", "その他", "完了", "取下げ", "対象", "=1+1", "ＡＢＣ", "髙橋")


@cache
def _sample(number: int) -> Sample:
    return clean_project(number % 5, 0.3, AS_OF[number % len(AS_OF)], profile="full")


def random_full_book(seed: int) -> Project:
    """The book of a seed."""
    rng = random.Random(seed)
    sample = _sample(seed % 10)
    share = rng.choice((0.0, 0.002, 0.02, 0.15))
    records: dict[type[Record], tuple[Record, ...]] = {}
    tables: dict[type[Record], tuple[Table, ...]] = {}
    for sheet in SHEETS:
        if sheet is not Setting and rng.random() < share:
            continue
        rows = list(sample.records.get(sheet, ()))
        if rng.random() < share:
            rows = []
        absent = {name for name in sheet.columns if rng.random() < share / 4}
        columns = {name: n for n, name in enumerate(sheet.columns, 1) if name not in absent}
        table = Table(sheet, sheet.sheet.label, 3, columns, is_ours=True)
        tables[sheet] = (table,)
        kept = [row for row in rows if rng.random() >= share]
        records[sheet] = tuple(_row(row, n, table, share, rng) for n, row in enumerate(kept, 4))
    return replace(sample.project(), records=records, tables=tables, _shared={}, _sets={})


def _row(row: Record, number: int, table: Table, share: float, rng: random.Random) -> Record:
    changes: dict[str, Any] = {}
    unread: dict[str, Unread] = {}
    for name, column in row.columns.items():
        if name not in table.columns:
            changes[name] = column.blank
        elif rng.random() < share:
            if rng.random() < 0.3:
                changes[name], unread[name] = column.blank, Unread("4月上旬", "わかりません")
            else:
                changes[name] = _other(column, getattr(row, name), rng)
    return row.model_copy(update={**changes, "place": Place(table, number, unread)})


def _other(column: Column, value: object, rng: random.Random) -> object:
    """Another value of the column's kind, or none."""
    if rng.random() < 0.4:
        return column.blank
    made = _MADE.get(column.kind)
    return made(value, rng) if made else rng.choice(_WORDS) or column.blank


def _moved(value: object, rng: random.Random) -> object:
    day = value if isinstance(value, date) else date(2026, 11, 30)
    return day + timedelta(rng.choice((-400, -30, -1, 1, 30, 400)))


def _moved_time(value: object, rng: random.Random) -> object:
    at = value if isinstance(value, datetime) else datetime(2027, 2, 19, 22)  # noqa: DTZ001 - as a clock there shows
    return at + timedelta(minutes=rng.choice((-6000, -30, 30, 6000)))


_MADE: Mapping[Kind, Any] = {
    Kind.DATE: _moved,
    Kind.MONTH: lambda value, rng: date(2026, rng.randint(1, 12), 1),
    Kind.DATETIME: _moved_time,
    Kind.MONEY: lambda value, rng: rng.choice((0, -1, 1, 10**9)),
    Kind.INT: lambda value, rng: rng.choice((0, -1, 1, 99)),
    Kind.NUMBER: lambda value, rng: Decimal(rng.choice(("0", "-1", "0.5", "999"))),
    Kind.PERCENT: lambda value, rng: Decimal(rng.choice(("0", "0.5", "1", "1.2"))),
    Kind.FLAG: lambda value, rng: rng.choice((True, False)),
    Kind.REFS: lambda value, rng: rng.choice((("X-999",), ("REQ-001", "REQ-001"), ())),
}
