import math
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_xl.workbook.cells.address import CellRange
from pmo_xl.workbook.grid import Grid, open_grids
from pmo_xl.workbook.tab.sheet_details import StatedDetails
from tests.workbook.made_books import (
    MAIN,
    STRICT_MAIN,
    STRICT_OFFICE,
    a_small_ledger,
    by_xlsxwriter,
    one_sheet,
    parts_of_a_book,
    sheet_xml,
    written,
)


@pytest.fixture
def book_path(tmp_path: Path) -> Path:
    return tmp_path / "台帳.xlsx"


def styles_xml(*formats: int | str, fonts: str = "<font/>") -> str:
    """Cell style i has formats[i], a built-in number or a code."""
    own = "".join(
        f'<numFmt numFmtId="{200 + i}" formatCode="{code}"/>'
        for i, code in enumerate(formats)
        if isinstance(code, str)
    )
    cells = "".join(
        f'<xf numFmtId="{code if isinstance(code, int) else 200 + i}" fontId="0"/>'
        for i, code in enumerate(formats)
    )
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{own}</numFmts><fonts>{fonts}</fonts>'
        f"<cellXfs>{cells}</cellXfs></styleSheet>"
    )


def test_a_table_that_starts_at_c5_keeps_its_row_and_column_numbers(book_path):
    rows = '<row r="5"><c r="C5"><v>1</v></c></row><row r="9"><c r="D9"><v>2</v></c></row>'
    grid = open_grids(one_sheet(book_path, rows)).grid("表")
    assert (grid.first_row, grid.first_column, grid.last_row, grid.last_column) == (5, 3, 9, 4)
    assert grid.value(5, 3) == 1
    assert grid.value(9, 4) == 2
    assert [grid.value(*place) for place in ((7, 3), (1, 1), (9, 3), (99, 99))] == ["", "", "", ""]


def test_an_empty_sheet_is_an_empty_grid(book_path):
    grid = open_grids(one_sheet(book_path, "")).grid("表")
    assert (list(grid.rows), grid.last_row, grid.unreadable) == ([], 0, None)
    assert grid.number_format(4, 3) == "General"


def test_dates_percents_durations_and_texts_come_typed(book_path):
    def fill(book):
        sheet = book.add_worksheet("表")
        for column, (value, code) in enumerate(
            [(46000, "yyyy/m/d"), (46000.5, "yyyy/m/d h:mm"), (1.2, "0%"), (1.5, "[h]:mm"), (0.25, "h:mm")]
        ):
            sheet.write_number(0, column, value, book.add_format({"num_format": code}))
        sheet.write_row(0, 5, ["東京", True, 7])

    grid = open_grids(by_xlsxwriter(book_path, fill)).grid("表")
    assert list(grid.rows[0]) == [
        date(2025, 12, 9),
        datetime.combine(date(2025, 12, 9), time(12)),
        1.2,
        timedelta(days=1, hours=12),
        time(6),
        "東京",
        True,
        7.0,
    ]
    assert grid.number_format(1, 3) == "0%"
    assert grid.number_format(1, 8) == "General"
    assert grid.number_format(40, 40) == "General"


@pytest.mark.parametrize("built_in", [14, 22, 27, 30, 31, 34, 36, 50, 54, 57, 58])
def test_built_in_east_asian_formats_without_a_code_are_dates(book_path, built_in):
    rows = '<row r="1"><c r="A1" s="1"><v>46000</v></c></row>'
    grid = open_grids(one_sheet(book_path, rows, styles=styles_xml(0, built_in))).grid("表")
    assert grid.value(1, 1) == date(2025, 12, 9)
    assert any(letter in grid.number_format(1, 1) for letter in "yegmd")


def test_dates_of_a_1904_workbook_count_from_1904(book_path):
    rows = '<row r="1"><c r="A1" s="1"><v>44538</v></c></row>'
    book = open_grids(one_sheet(book_path, rows, styles=styles_xml(0, 14), is_1904=True))
    assert book.is_1904
    assert book.grid("表").value(1, 1) == date(2025, 12, 9)


def test_error_cells_are_named_even_the_newest_kinds(book_path):
    rows = (
        '<row r="2"><c r="B2" t="e"><v>#REF!</v></c><c r="C2" t="e"><f>A1#</f><v>#SPILL!</v></c>'
        '<c r="D2" t="inlineStr"><is><t> t="e" </t></is></c><c r="E2"><v>5</v></c></row>'
    )
    grid = open_grids(one_sheet(book_path, rows)).grid("表")
    assert grid.errors == {(2, 2): "#REF!", (2, 3): "#SPILL!"}
    assert grid.value(2, 2) == ""
    assert grid.value(2, 4) == ' t="e" '
    assert grid.value(2, 5) == 5


def test_a_formula_without_a_stored_result_is_known_and_an_empty_text_is_a_result(book_path):
    rows = (
        '<row r="1"><c r="A1"><f>B9</f></c><c r="B1"><f>B9</f><v></v></c><c r="C1"><f>B9</f><v/></c>'
        '<c r="D1" t="str"><f>""</f><v></v></c><c r="E1"><f>1+1</f><v>2</v></c><c r="F1"/>'
        '<c r="G1"><f t="shared" ref="G1:H1" si="0">A9</f><v>1</v></c>'
        '<c r="H1"><f t="shared" si="0"/></c></row>'
    )
    grid = open_grids(one_sheet(book_path, rows)).grid("表")
    assert grid.uncached == {(1, 1), (1, 2), (1, 3), (1, 8)}
    assert grid.formulas[(1, 4)] == '""'
    assert grid.formulas[(1, 8)] == "B9"


def test_formulas_that_openpyxl_wrote_are_read_and_have_no_result(book_path):
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "表"
    book.active["B3"] = '=IF(A1<5,"a&b",A$2)'
    book.save(book_path)
    grid = open_grids(book_path).grid("表")
    assert grid.formulas == {(3, 2): 'IF(A1<5,"a&b",A$2)'}
    assert grid.uncached == {(3, 2)}


def test_rows_hidden_by_hand_or_by_a_filter_are_known(book_path):
    def fill(book):
        sheet = book.add_worksheet("表")
        sheet.write_column(0, 0, ["状態", "完了", "未完了", "完了"])
        sheet.autofilter("A1:A4")
        sheet.filter_column("A", "x == 完了")
        sheet.set_row(2, options={"hidden": True})
        sheet.set_column("C:C", None, None, {"hidden": True})

    assert open_grids(by_xlsxwriter(book_path, fill)).grid("表").hidden_rows == {3}


def test_merges_tables_states_and_names_are_read(tmp_path):
    book = open_grids(a_small_ledger(tmp_path / "台帳.xlsx"))
    assert [(s.title, s.state, s.kind) for s in book.sheets] == [
        ("課題管理表", "visible", "worksheet"),
        ("QA表", "visible", "worksheet"),
        ("隠し", "hidden", "worksheet"),
    ]
    grid = book.grid("QA表")
    assert list(grid.merges) == [CellRange(1, 7, 2, 8)]
    (table,) = grid.tables
    assert (table.name, str(table.ref), table.columns) == ("QA表", "A3:E33", tuple("あいうえお"))
    assert (table.header_rows, table.totals_rows) == (1, 0)
    assert len(book.sha256) == 64


def test_a_chart_sheet_is_listed_and_has_no_cells(book_path):
    def fill(book):
        book.add_worksheet("表").write("A1", 1)
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=表!$A$1"})
        book.add_chartsheet("図").set_chart(chart)

    book = open_grids(by_xlsxwriter(book_path, fill))
    assert [sheet.kind for sheet in book.sheets] == ["worksheet", "chartsheet"]
    assert [grid.title for grid in book] == ["表"]
    assert list(book.grid("図").rows) == []


def test_defined_names_are_read_as_written_with_the_sheet_they_belong_to(book_path):
    def fill(book):
        book.add_worksheet("表").print_area("A1:B2")
        book.define_name("壊れた名前", "=#REF!")

    names = {name.name: name for name in open_grids(by_xlsxwriter(book_path, fill)).defined_names}
    assert names["壊れた名前"].refers_to == "#REF!"
    assert names["_xlnm.Print_Area"].sheet_title == "表"


def test_a_missing_sheet_is_a_key_error(tmp_path):
    with pytest.raises(KeyError):
        open_grids(a_small_ledger(tmp_path / "台帳.xlsx")).grid("ない")


def test_strikethrough_through_rows_agree_with_openpyxl(book_path):
    def fill(book):
        strikethrough = book.add_format({"font_strikeout": True})
        sheet = book.add_worksheet("表")
        for row in range(20):
            for column in range(4):
                sheet.write(row, column, row, strikethrough if row % 3 == 0 and column else None)
        sheet.write_blank(30, 0, None, strikethrough)

    grid = open_grids(by_xlsxwriter(book_path, fill)).grid("表")
    from openpyxl import load_workbook

    other = {
        row[0].row
        for row in load_workbook(book_path)["表"].iter_rows(max_row=20)
        if 2 * sum(bool(cell.font.strike) for cell in row) >= len(row)
    }
    assert grid.strikethrough_rows() == other == set(range(1, 21, 3))


def test_furigana_does_not_leak_into_texts(book_path):
    texts = f'<sst xmlns="{MAIN}"><si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si></sst>'
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    assert open_grids(one_sheet(book_path, rows, shared_strings=texts)).grid("表").value(1, 1) == "東京"


PLAIN_ROWS = (
    '<row r="2" hidden="1"><c r="B2" t="str"><f>A1&amp;"x"</f><v>a&lt;b</v></c>'
    '<c r="C2" t="e"><v>#N/A</v></c></row>'
    '<row r="3"><c r="A3"><v>1.5</v></c><c r="B3" t="inlineStr"><is><t>字</t></is></c><c r="C3"><f>A3</f></c></row>'
)
MERGE = '<mergeCells><mergeCell ref="A5:B6"/></mergeCells>'


def _prefixed(xml: str) -> str:
    import re

    return re.sub(r"<(/?)(\w)", r"<\1x:\2", xml).replace("xmlns=", "xmlns:x=")


ODD_SPELLINGS = {
    "with a namespace prefix": _prefixed(sheet_xml(PLAIN_ROWS, MERGE)),
    "in single quotes": sheet_xml(PLAIN_ROWS, MERGE)
    .replace('A1&amp;"x"', "A1&amp;&quot;x&quot;")
    .replace('"', "'"),
    "with the style before the address": sheet_xml(PLAIN_ROWS, MERGE).replace('<c r="C2"', '<c s="0" r="C2"'),
    "in UTF-16": ('<?xml version="1.0" encoding="UTF-16"?>' + sheet_xml(PLAIN_ROWS, MERGE)).encode("utf-16"),
    "with comments": sheet_xml(PLAIN_ROWS.replace("<v>1.5", "<!-- <c> --><v>1.5"), MERGE),
    "with CDATA": sheet_xml(PLAIN_ROWS.replace("a&lt;b", "<![CDATA[a<b]]>"), MERGE),
    "with line breaks": sheet_xml(
        PLAIN_ROWS.replace("<c r", "\n  <c\n r").replace("<row r", "<row\n r"), MERGE
    ),
    "without addresses": sheet_xml(
        '<row/><row hidden="1"><c/><c t="str"><f>A1&amp;"x"</f><v>a&lt;b</v></c><c t="e"><v>#N/A</v></c></row>'
        '<row><c><v>1.5</v></c><c t="inlineStr"><is><t>字</t></is></c><c><f>A3</f></c></row>',
        MERGE,
    ),
}


@pytest.mark.parametrize("spelling", ODD_SPELLINGS)
def test_a_sheet_spelled_oddly_reads_as_one_spelled_plainly(tmp_path, spelling):
    plain = open_grids(one_sheet(tmp_path / "plain.xlsx", PLAIN_ROWS, MERGE)).grid("表")
    parts = parts_of_a_book({"表": ODD_SPELLINGS[spelling]})
    odd = open_grids(written(tmp_path / "odd.xlsx", parts)).grid("表")
    assert plain.value(2, 2) == "a<b"
    assert [list(row) for row in odd.rows] == [list(row) for row in plain.rows]
    assert (odd.first_row, odd.first_column) == (plain.first_row, plain.first_column) == (2, 1)
    for fact in ("errors", "uncached", "hidden_rows", "formulas", "merges"):
        assert getattr(odd, fact) == getattr(plain, fact), fact
    assert plain.hidden_rows == {2}
    assert plain.uncached == {(3, 3)}


def test_a_strict_workbook_is_read_and_known_as_strict(book_path):
    rows = '<row r="1"><c r="A1" t="d"><v>2026-01-05</v></c><c r="B1"><v>3</v></c></row>'
    xml = sheet_xml(rows).replace(MAIN, STRICT_MAIN)
    book = open_grids(
        written(book_path, parts_of_a_book({"表": xml}, main=STRICT_MAIN, office=STRICT_OFFICE))
    )
    assert book.is_strict
    assert list(book.grid("表").rows[0]) == [date(2026, 1, 5), 3.0]


def test_numbers_that_are_none_stay_floats_or_texts(book_path):
    rows = '<row r="1"><c r="A1"><v>1e400</v></c><c r="B1"><v>abc</v></c><c r="C1" t="b"><v>9</v></c></row>'
    grid = open_grids(one_sheet(book_path, rows)).grid("表")
    assert isinstance(grid.value(1, 1), float)
    assert math.isinf(grid.value(1, 1))
    assert grid.value(1, 2) == "abc"
    assert grid.value(1, 3) == ""


PLACES = st.dictionaries(
    st.tuples(st.integers(0, 120), st.integers(0, 60)),
    st.one_of(
        st.integers(-(10**9), 10**9), st.text("甲乙a<&\"' 　\n", min_size=1).map("字".__add__), st.booleans()
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=30, deadline=None)
@given(PLACES)
def test_every_value_is_found_where_it_was_written(places):
    def fill(book):
        sheet = book.add_worksheet("表")
        for (row, column), value in places.items():
            sheet.write(row, column, value)

    with TemporaryDirectory() as folder:
        grid = open_grids(by_xlsxwriter(Path(folder) / "台帳.xlsx", fill)).grid("表")
    read = {
        (grid.first_row - 1 + r, grid.first_column - 1 + c): value
        for r, row in enumerate(grid.rows)
        for c, value in enumerate(row)
        if value != ""
    }
    assert read == places


def test_a_grid_can_be_made_of_rows_without_a_file():
    details = StatedDetails(number_formats={(5, 2): "0%"}, strikethrough=frozenset({(4, 2), (4, 3)}))
    grid = Grid.from_rows("QA表", [["ID", "進捗"], ["QA-1", 0.5]], 4, 2, details)
    assert (grid.value(5, 2), grid.value(5, 3)) == ("QA-1", 0.5)
    assert grid.number_format(5, 2) == "0%"
    assert grid.strikethrough_rows() == {4}
    assert dict(grid.formulas) == {}
