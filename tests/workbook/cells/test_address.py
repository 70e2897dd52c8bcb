import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_xl.workbook.cells.address import (
    MAX_COLUMN,
    MAX_ROW,
    CellRange,
    cell_name,
    column_letters,
    column_number,
    parse_range,
)


def test_the_corners_of_excel_have_the_names_excel_gives_them():
    assert cell_name(12, 11) == "K12"
    assert cell_name(MAX_ROW, MAX_COLUMN) == "XFD1048576"


@given(st.integers(1, MAX_COLUMN))
def test_a_column_number_survives_its_letters(number):
    assert column_number(column_letters(number)) == number
    assert column_number(column_letters(number).lower()) == number


@pytest.mark.parametrize("text", ["B2:D5", "$B$2:$D$5", "D5:B2", "b2:d5"])
def test_a_range_reads_the_same_however_its_corners_are_written(text):
    area = parse_range(text)
    assert area == CellRange(2, 2, 5, 4)
    assert str(area) == "B2:D5"
    assert area.holds(5, 4)
    assert not area.holds(6, 4)


@pytest.mark.parametrize("text", ["", "表!A1", "A", "1", "A1:", "A1:B2:C3", "あ1"])
def test_what_names_no_range_is_none(text):
    assert parse_range(text) is None
