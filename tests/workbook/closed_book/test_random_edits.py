"""Any edits, applied and read back by another reader, equal what a plain model of the sheet says."""

from __future__ import annotations

import io
import warnings
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pmo_xl.workbook.closed_book import AppendRows, BackupPolicy, Formula, SetCell, apply
from tests.workbook.closed_book.ledger_books import opened, values

SHEET, TABLE, COLUMNS, ROWS = "データ", "表", 5, 6
NO_BACKUP = BackupPolicy(generations=0)

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(
    [
        "=1+1",
        "+1",
        "-",
        "@x",
        "_x0041_",
        "_x005F_x0041_",
        "_x0041\x01",
        "行1\n行2",
        " 前後 ",
        "\t",
        "&amp;<",
        "]]>",
        "0",
        "TRUE",
    ]
)
numbers = st.integers(-(10**15) + 1, 10**15 - 1) | st.decimals(
    -(10**9), 10**9, allow_nan=False, allow_infinity=False, places=4
)
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
without_days = st.none() | texts | numbers | st.booleans()
cell_values = without_days | days
places = st.tuples(st.integers(1, 30), st.integers(1, 12)).filter(
    lambda at: at[0] not in range(3, 4 + ROWS + 25) or at[1] > COLUMNS + 1
)
table_places = st.tuples(st.integers(4, 3 + ROWS), st.integers(2, COLUMNS + 1))
# A number in a cell that was given a date format is read as a date: inside the table only rows get dates.
cells = st.builds(
    lambda outside, inside: outside | inside,
    st.dictionaries(places, cell_values, max_size=8),
    st.dictionaries(table_places, without_days, max_size=8),
)
dateless_cells = st.dictionaries(places | table_places, without_days, max_size=12)
appended = st.lists(st.dictionaries(st.integers(2, COLUMNS + 1), cell_values, max_size=COLUMNS), max_size=12)


@lru_cache
def written_by_xlsxwriter() -> bytes:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    sheet = book.add_worksheet(SHEET)
    bold = book.add_format({"bold": True})
    headers = [{"header": f"列{at}"} for at in range(COLUMNS)]
    data = [[f"値{row}-{column}" for column in range(COLUMNS)] for row in range(ROWS)]
    sheet.add_table(2, 1, 2 + ROWS, COLUMNS, {"name": TABLE, "columns": headers, "data": data})
    sheet.write("A1", "題", bold)
    sheet.set_column("H:H", 20, bold)
    sheet.set_row(1, 30, bold)
    sheet.write("L30", 7)
    book.close()
    return content.getvalue()


@lru_cache
def written_by_openpyxl() -> bytes:
    from openpyxl.worksheet.table import Table

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = SHEET
    sheet["A1"], sheet["L30"] = "題", 7
    for row in range(ROWS + 1):
        for column in range(COLUMNS):
            sheet.cell(3 + row, 2 + column, f"列{column}" if row == 0 else f"値{row - 1}-{column}")
    sheet.add_table(Table(displayName=TABLE, ref=f"B3:F{3 + ROWS}"))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def model():
    """The sheet before any edit: what stands where."""
    sheet = {(1, 1): "題", (30, 12): 7}
    sheet |= {(3, 2 + at): f"列{at}" for at in range(COLUMNS)}
    sheet |= {(4 + row, 2 + at): f"値{row}-{at}" for row in range(ROWS) for at in range(COLUMNS)}
    return sheet


def as_read(value):
    """A value as python-calamine gives it."""
    if value is None or isinstance(value, bool | str | date):
        return "" if value is None else value.replace("\r\n", "\n") if isinstance(value, str) else value
    return float(value)


LET_BE = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]  # a busy machine is no fault


@pytest.mark.parametrize("book", [written_by_xlsxwriter, written_by_openpyxl], ids=["XlsxWriter", "openpyxl"])
@settings(max_examples=60, deadline=None, suppress_health_check=LET_BE)
@given(cells=cells, rows=appended)
@example(cells={(4, 2): "_x0041_\x01_x", (1, 1): date(1900, 1, 1)}, rows=[{2: "="}, {}, {6: True}])
def test_what_is_read_back_is_what_the_model_says(tmp_path, book, cells, rows):
    path = tmp_path / "乱.xlsx"
    path.write_bytes(book())
    edits = [SetCell(SHEET, row, column, value) for (row, column), value in cells.items()]
    apply(path, [*edits, AppendRows(SHEET, tuple(rows), table=TABLE)], backups=NO_BACKUP)
    expected = model() | cells
    last = 3 + ROWS
    free = 0
    while free < ROWS and all(expected.get((last - free, 2 + at)) in (None, "") for at in range(COLUMNS)):
        free += 1
    for at, row in enumerate(rows):
        expected |= {(last - free + 1 + at, column): value for column, value in row.items()}
    read = values(path, SHEET)
    found = {
        (row, column): value
        for row, line in enumerate(read, 1)
        for column, value in enumerate(line, 1)
        if value != ""
    }
    assert found == {place: as_read(value) for place, value in expected.items() if as_read(value) != ""}
    assert all(isinstance(found[place], bool) == isinstance(expected[place], bool) for place in found)
    assert opened(path)[SHEET].tables[TABLE].ref == f"B3:F{max(last, last - free + len(rows))}"


@settings(max_examples=40, deadline=None, suppress_health_check=LET_BE)
@given(first=dateless_cells, second=dateless_cells)
def test_two_saves_give_what_one_save_gives(tmp_path, first, second):
    once, twice = tmp_path / "一度.xlsx", tmp_path / "二度.xlsx"
    for path in (once, twice):
        path.write_bytes(written_by_xlsxwriter())
    edits = [[SetCell(SHEET, *place, value) for place, value in each.items()] for each in (first, second)]
    for part in edits:
        apply(twice, part, backups=NO_BACKUP)
    apply(
        once, [SetCell(SHEET, *place, value) for place, value in (first | second).items()], backups=NO_BACKUP
    )
    assert values(once, SHEET) == values(twice, SHEET)
    assert not apply(twice, edits[1], backups=NO_BACKUP).changes


@settings(max_examples=40, deadline=None, suppress_health_check=LET_BE)
@given(
    st.sampled_from(["1+1", 'IF(A1="題","<&>",2)', "SUM(表[列1])", 'A1&"\n"']),
    st.none() | texts | numbers | st.booleans(),
)
def test_formulas_and_their_results_are_read_back(tmp_path, text, result):
    path = tmp_path / "式.xlsx"
    path.write_bytes(written_by_xlsxwriter())
    apply(path, [SetCell(SHEET, 2, 9, Formula(text, result))], backups=NO_BACKUP)
    with warnings.catch_warnings(action="ignore"):
        assert openpyxl.load_workbook(path)[SHEET]["I2"].value == f"={text}"
    assert values(path, SHEET)[1][8] == as_read(result)


@settings(max_examples=60, deadline=None, suppress_health_check=LET_BE)
@given(day=st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31)), is_1904=st.booleans())  # noqa: DTZ001  (cells have no zone)
def test_date_times_are_read_back_to_the_millisecond(tmp_path, day, is_1904):
    path = tmp_path / "日時.xlsx"
    book = xlsxwriter.Workbook(str(path), {"date_1904": is_1904})
    book.add_worksheet(SHEET)
    book.close()
    if is_1904 and day.year < 1904:
        day = day.replace(year=1904 + day.year % 4 * 4)
    apply(path, [SetCell(SHEET, 1, 1, day)], backups=NO_BACKUP)
    read = values(path, SHEET)[0][0]
    read = read if isinstance(read, datetime) else datetime.combine(read, datetime.min.time())
    assert abs((read - day).total_seconds()) < 0.001


def test_amounts_keep_every_yen_and_sen(tmp_path):
    path = tmp_path / "金額.xlsx"
    path.write_bytes(written_by_xlsxwriter())
    amounts = [
        Decimal("0.1"),
        Decimal("123456789012.45"),
        Decimal("-0.005"),
        Decimal("1E+12"),
        Decimal(1) / 3,
    ]
    apply(path, [SetCell(SHEET, row, 9, value) for row, value in enumerate(amounts, 40)], backups=NO_BACKUP)
    assert [row[8] for row in values(path, SHEET)[39:44]] == [float(value) for value in amounts]
