"""A column read as a whole says of each cell what the cell says alone, whatever stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_xl.model.column import Kind
from pmo_xl.model.record import Unread
from pmo_xl.workbook.cells import PLAIN, READERS, CellContext
from pmo_xl.workbook.cells.invisible import invisible_kinds
from pmo_xl.workbook.cells.raw_cell import is_blank, text_of
from pmo_xl.workbook.records.read_columns import Facts, columns_of, read_column
from pmo_xl.workbook.records.settling import ColumnPlan

CELLS = st.one_of(
    st.sampled_from(
        [
            "",
            None,
            True,
            False,
            0.0,
            -0.0,
            1.0,
            1,
            0.5,
            46356.0,
            "1",
            "TRUE",
            "未定",
            "－",
            "済 ",
            "済",
            "#REF!",
        ]
    ),
    st.sampled_from(
        ["4月上旬", "2026/11/30", "12/15", " ", "\u200b", "ﾃﾞｰﾀ", "か\u3099", "ISS-001", "QA-1、QA-2", "50%"]
    ),
    st.sampled_from([date(2026, 11, 30), datetime(2026, 11, 30, 9), time(9, 0), timedelta(hours=25)]),  # noqa: DTZ001
)


def plan_of(kind: Kind) -> ColumnPlan:
    read, is_spelt = READERS[kind], kind is Kind.CHOICE

    def spelt(raw: Any, context: CellContext) -> Any:
        value = read(raw, context)
        return f"{value}!" if isinstance(value, str) else value

    return ColumnPlan("field", 0, 1, kind, spelt if is_spelt else read, PLAIN, is_spelt, None, 0)


def alone(cell: Any, plan: ColumnPlan) -> tuple[object, ...]:
    """Value, unread, typed, undecided and invisible of one cell."""
    value = None if cell is None or cell == "" else plan.read(cell, plan.context)
    unread = value if isinstance(value, Unread) else None
    value = None if unread else value
    undecided = text_of(cell).strip() if value is None and unread is None and not is_blank(cell) else None
    typed = cell if plan.is_spelt and isinstance(cell, str) and value is not None and value != cell else None
    return value, unread, typed, undecided, (invisible_kinds(cell) if isinstance(cell, str) else "") or None


def together(cells: Sequence[Any], plan: ColumnPlan) -> list[tuple[object, ...]]:
    facts = Facts()
    values = read_column(cells, plan, facts)
    kinds = (facts.unread, facts.typed, facts.undecided, facts.invisible)
    return [(value, *(kind.get(at, {}).get("field") for kind in kinds)) for at, value in enumerate(values)]


@given(st.sampled_from(Kind), st.lists(CELLS, max_size=12))
def test_a_cell_means_in_its_column_what_it_means_alone(kind: Kind, cells: list[Any]) -> None:
    plan = plan_of(kind)
    expected = [alone(cell, plan) for cell in cells]
    assert repr(together(cells, plan)) == repr(expected)  # repr: True is no 1 here


def test_equal_cells_that_mean_different_things_are_kept_apart() -> None:
    assert [value for value, *_ in together([1.0, True, 0.0, False, "1"], plan_of(Kind.TEXT))] == [
        "1", "TRUE", "0", "FALSE", "1",
    ]  # fmt: skip


def test_the_rows_of_a_column_share_one_value() -> None:
    one, other = "".join(["対応", "中"]), "".join(["対応", "中"])
    first, second = read_column([one, other], plan_of(Kind.TEXT), Facts())
    assert one is not other and first is second


@pytest.mark.parametrize("rows", [[], [["a", "b"], ["c"]], [["a"], ["b"]]])
def test_rows_that_end_early_are_blank_behind_their_end(rows: list[list[str]]) -> None:
    width = max(map(len, rows), default=0)
    assert columns_of(rows) == [
        tuple(row[at] if at < len(row) else "" for row in rows) for at in range(width)
    ]
