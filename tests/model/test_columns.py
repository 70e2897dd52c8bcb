"""A sheet is declared once: the declarations are those of the contract, and fit their Python types."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from types import NoneType
from typing import get_args, get_type_hints

import pytest

from pmo_xl.model.column import Column, Kind, must
from pmo_xl.model.column import column as declare
from pmo_xl.model.record import Record
from pmo_xl.model.sheets import SHEETS, sheet_labelled

TYPES: dict[Kind, type] = {
    Kind.DATE: date, Kind.MONTH: date, Kind.DATETIME: datetime, Kind.MONEY: int, Kind.INT: int,
    Kind.NUMBER: Decimal, Kind.PERCENT: Decimal, Kind.FLAG: bool, Kind.REFS: tuple,
}  # fmt: skip
COLUMNS = [(sheet, name, column) for sheet in SHEETS for name, column in sheet.columns.items()]


@pytest.mark.parametrize(("sheet", "name", "column"), COLUMNS, ids=lambda v: getattr(v, "label", str(v))[:30])
def test_a_column_is_of_the_type_its_kind_says_and_may_be_empty(
    sheet: type[Record], name: str, column: Column
) -> None:
    annotation = get_type_hints(sheet)[name]
    wanted = TYPES.get(column.kind, str)
    if wanted is tuple:
        assert annotation == tuple[str, ...] and getattr(sheet(), name) == ()
        return
    assert set(get_args(annotation)) == {wanted, NoneType}
    assert getattr(sheet(), name) is None


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda s: s.sheet.label)
def test_labels_of_a_sheet_are_its_own_and_each_column_has_help(sheet: type[Record]) -> None:
    labels = [column.label for column in sheet.columns.values()]
    assert len(set(labels)) == len(labels)
    for column in sheet.columns.values():
        assert column.help, f"{sheet.sheet.label}.{column.label} has no help"


def test_prefixes_and_collections_tell_sheets_apart() -> None:
    prefixes = [s.sheet.prefix for s in SHEETS if s.sheet.prefix]
    assert len(set(prefixes)) == len(prefixes)
    assert len({s.sheet.collection for s in SHEETS}) == len(SHEETS)
    assert all(sheet_labelled(s.sheet.label) is s for s in SHEETS)


@pytest.mark.parametrize("how", ["is_rarely_read", "is_hidden"])
def test_a_must_column_cannot_be_declared_out_of_sight(how: str) -> None:
    with pytest.raises(ValueError, match="起票者"):
        declare("起票者", must, **{how: True})
    assert declare("備考", **{how: True})
