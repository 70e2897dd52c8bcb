"""Every kind of cell: read, written, shown; whatever a person typed, reading does not fail."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_xl.model.column import Kind
from pmo_xl.model.record import Unread
from pmo_xl.workbook.cells import READERS, CellContext, display, read_value, write_value

PERCENT_FORMAT = CellContext(is_percent_format=True)
PYTHON_TYPES: dict[Kind, type | tuple[type, ...]] = {
    **dict.fromkeys(Kind, str),
    Kind.REFS: tuple,
    Kind.DATE: date,
    Kind.DATETIME: datetime,
    Kind.MONTH: date,
    Kind.MONEY: int,
    Kind.INT: int,
    Kind.NUMBER: Decimal,
    Kind.PERCENT: Decimal,
    Kind.FLAG: bool,
}
words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), max_size=20)
years = {"min_value": date(1950, 1, 1), "max_value": date(2100, 12, 31)}
VALUES: dict[Kind, st.SearchStrategy[object]] = {
    **dict.fromkeys(Kind, words.filter(lambda word: not word.startswith("#"))),
    Kind.REFS: st.lists(st.from_regex("[A-Z]{2,4}-[0-9]{3}", fullmatch=True), max_size=4).map(tuple),
    Kind.DATE: st.dates(**years),
    Kind.DATETIME: st.builds(
        datetime.combine, st.dates(**years), st.times().map(lambda t: t.replace(microsecond=0))
    ),
    Kind.MONTH: st.dates(**years).map(lambda day: day.replace(day=1)),
    Kind.MONEY: st.integers(-(10**14), 10**14),
    Kind.INT: st.integers(-(10**14), 10**14),
    Kind.NUMBER: st.decimals(-(10**9), 10**9, places=5),
    Kind.PERCENT: st.decimals(-5, 5, places=6),
    Kind.FLAG: st.booleans(),
}


def as_excel_keeps_it(value: object) -> object:
    """What python-calamine gives for a cell that holds the value: numbers are floats."""
    return float(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else value


def test_every_kind_has_its_reader():
    assert set(READERS) == set(Kind)


@pytest.mark.parametrize("kind", list(Kind))
@given(data=st.data())
def test_what_is_written_reads_back_as_the_same_value(kind, data):
    value = read_value(kind, data.draw(VALUES[kind]), PERCENT_FORMAT)
    if not isinstance(value, Unread):
        cell = write_value(kind, value)
        assert read_value(kind, cell, PERCENT_FORMAT) == value
        assert read_value(kind, as_excel_keeps_it(cell), PERCENT_FORMAT) == value


@given(st.integers(-(10**11), 10**11), st.sampled_from([1000, 10_000, 1_000_000]))
def test_money_is_written_in_the_unit_of_its_column(yen, unit):
    context = CellContext(unit=unit)
    cell = write_value(Kind.MONEY, yen, context)
    assert read_value(Kind.MONEY, cell, context) == yen
    assert read_value(Kind.MONEY, as_excel_keeps_it(cell), context) == yen


@pytest.mark.parametrize("kind", list(Kind))
@given(
    raw=st.text(max_size=80)
    | st.text("0123456789０１２年月日/.-:()~～千万億円%RH令和元▲△ 約末土○", max_size=30)
    | st.floats()
    | st.integers()
    | st.booleans()
    | st.datetimes()
    | st.dates()
    | st.times()
    | st.timedeltas(),
    context=st.builds(
        CellContext, st.booleans(), st.sampled_from([1, 1000]), st.none() | st.dates(), st.booleans()
    ),
)
def test_reading_never_fails_and_gives_the_type_of_its_kind(kind, raw, context):
    value = read_value(kind, raw, context)
    if isinstance(value, Unread):
        assert value.reason
    else:
        assert value is None or isinstance(value, PYTHON_TYPES[kind])


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize(
    "piece", ["1", "1,", "1万", "年", "(", " ", "a ", "/", "令和", "\u200b", "QA-1、", "~1:00"]
)
def test_a_cell_full_to_excels_limit_is_read_at_once(kind, piece):
    text = (piece * 32_767)[:32_767]
    value = read_value(kind, text)
    assert value is None or isinstance(value, str | tuple | Unread)


@pytest.mark.parametrize(
    ("kind", "value", "cell"),
    [
        (Kind.FLAG, True, "○"),
        (Kind.FLAG, False, "×"),
        (Kind.FLAG, None, None),
        (Kind.REFS, ("QA-001", "QA-002"), "QA-001、QA-002"),
        (Kind.REFS, (), None),
        (Kind.MONTH, date(2026, 11, 1), date(2026, 11, 1)),
        (Kind.PERCENT, Decimal("0.5"), Decimal("0.5")),
        (Kind.MONEY, -1000, -1000),
    ],
)
def test_what_an_excel_cell_holds(kind, value, cell):
    assert write_value(kind, value) == cell


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        (Kind.DATE, date(2026, 11, 30), "2026/11/30"),
        (Kind.DATETIME, datetime.combine(date(2026, 4, 1), time(9, 5)), "2026/04/01 09:05"),
        (Kind.MONTH, date(2026, 11, 1), "2026年11月"),
        (Kind.MONEY, 1234567, "1,234,567"),
        (Kind.MONEY, -1000, "▲1,000"),
        (Kind.MONEY, 0, "0"),
        (Kind.INT, 2026, "2026"),
        (Kind.NUMBER, Decimal("1234.50"), "1,234.5"),
        (Kind.NUMBER, Decimal("100"), "100"),
        (Kind.PERCENT, Decimal("0.5"), "50%"),
        (Kind.PERCENT, Decimal("0.33333"), "33.33%"),
        (Kind.PERCENT, Decimal("-0.2"), "-20%"),
        (Kind.FLAG, False, "×"),
        (Kind.REFS, ("QA-001", "QA-002"), "QA-001、QA-002"),
        (Kind.TEXT, "検索", "検索"),
        (Kind.TEXT, None, ""),
        (Kind.DATE, Unread("4月上旬", "目安"), "4月上旬"),
    ],
)
def test_a_value_is_shown_as_a_japanese_reader_expects(kind, value, text):
    assert display(kind, value) == text
