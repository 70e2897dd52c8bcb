"""Values as xlwings gives them end as a file's; values go in so that Excel takes them as they are meant."""

from __future__ import annotations

import string
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.edits.edit import Formula
from pmo_xl.workbook.open_book.values import (
    error_text,
    input_of,
    is_same,
    may_become_another,
    read_rows,
    reads_back,
    scalar_of,
    time_of,
)

at = datetime.fromisoformat
DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))


def read(value: object, *, is_1904: bool = False) -> object:
    rows, _ = read_rows([[value]], (1, 1), is_1904=is_1904)
    return rows[0][0]


@pytest.mark.parametrize(
    ("given_value", "held"),
    [
        (None, ""),
        ("", ""),
        ("課題", "課題"),
        (3.0, 3.0),
        (True, True),
        (Decimal("1200.5000"), 1200.5),
        (at("2026-11-30"), date(2026, 11, 30)),
        (datetime(2026, 11, 30, tzinfo=UTC), date(2026, 11, 30)),
        (at("2026-11-30T09:30+00:00"), at("2026-11-30T09:30")),
        (at("2026-11-29T23:59:59.999900"), date(2026, 11, 30)),
        (at("1899-12-30T09:30"), time(9, 30)),
    ],
)
def test_a_value_of_xlwings_is_held_as_a_file_would_give_it(given_value: object, held: object) -> None:
    found = read(given_value)
    assert found == held and type(found) is type(held)


def test_the_days_of_a_1904_book_are_days_and_its_first_day_is_a_time() -> None:
    assert read(at("1904-01-01T09:30"), is_1904=True) == time(9, 30)
    assert read(at("2026-11-30"), is_1904=True) == date(2026, 11, 30)


def test_an_error_of_com_is_an_error_and_its_cell_has_no_value() -> None:
    rows, errors = read_rows([[1.0, -2146826281], [-2146826246, -2146826243]], (5, 3), is_1904=False)
    assert rows == [[1.0, ""], ["", ""]]
    assert errors == {(5, 4): "#DIV/0!", (6, 3): "#N/A", (6, 4): "#SPILL!"}


@given(st.integers(-(10**9), 10**9))
def test_a_number_that_is_no_error_is_none(number: int) -> None:
    assert (error_text(number) is None) == (not -2146826288 <= number <= -2146825989)


@pytest.mark.parametrize(
    ("part", "code", "held"),
    [
        (0.395_833_333, "h:mm", time(9, 30)),
        (0.395_833_333, "[h]:mm", timedelta(hours=9, minutes=30)),
        (1.5, "h:mm", timedelta(days=1.5)),
    ],
)
def test_a_part_of_a_day_is_a_time_or_a_length_of_time(part: float, code: str, held: object) -> None:
    assert time_of(part, code) == held


TYPED_AS_SOMETHING = [
    "=1+1", "+81-3-1234", "-", "-5", "@佐藤", "'引用", "#N/A", "TRUE", "false", "1", "001", "1.5", "1,234", "1e5",
    "2026/11/30", "2026-11-30", "11/30", "1-2", "12:30", "9:30 PM", "50%", "¥1,000", "(100)", "1/2", "3 1/2",
    "令和8年4月1日", "R8.4.1", "2026年11月30日", "11月30日", "9時30分", "JAN-12", "SEP-3", "１２３", "＝1+1", "$5",
    "0" * 80,
]  # fmt: skip


@pytest.mark.parametrize("text", TYPED_AS_SOMETHING)
def test_a_text_that_excel_would_take_for_something_else_goes_with_the_sign_of_a_text(text: str) -> None:
    assert may_become_another(text)
    assert input_of(text) == f"'{text}"
    assert input_of(text, is_text_cell=True) == (f"'{text}" if text.startswith("'") else text)


@given(st.text(alphabet=string.ascii_letters + "課題管理表のあいうアイウ、。・\n", min_size=1))
def test_a_text_without_digits_and_signs_goes_as_it_is(text: str) -> None:
    expected = text.upper().strip() in ("TRUE", "FALSE")
    assert may_become_another(text) == expected


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers())
def test_whatever_python_reads_as_a_number_is_marked_as_a_text(number: float) -> None:
    assert may_become_another(str(number))


@given(DAYS | st.booleans() | st.integers(-(10**12), 10**12) | st.decimals(-(10**6), 10**6, places=2))
def test_a_value_that_goes_in_comes_back_as_what_was_meant(value: date | bool | int | Decimal) -> None:
    assert is_same(read(input_of(value)), reads_back(value))  # type: ignore[arg-type]
    assert scalar_of(reads_back(value)) == value


def test_formulas_blanks_and_line_breaks_go_in_as_excel_wants_them() -> None:
    assert input_of(Formula("SUM(A1:A2)", 3)) == "=SUM(A1:A2)"
    assert input_of(None) is None and input_of("") is None
    assert input_of("一\r\n二") == "一\n二"
    assert reads_back("一\r\n二") == "一\n二"


@pytest.mark.parametrize("value", [12345678901234567, Decimal("NaN"), date(1899, 1, 1)])
def test_what_a_cell_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(RefusedEdit):
        input_of(value)  # type: ignore[arg-type]


def test_times_are_parts_of_a_day_for_edits() -> None:
    assert scalar_of(time(12, 0)) == Decimal("0.5")
    assert scalar_of(timedelta(days=1.5)) == Decimal("1.5")
    assert scalar_of("") is None and scalar_of(3.0) == 3 and scalar_of(True) is True
