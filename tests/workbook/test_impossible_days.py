"""Numbers no calendar reaches, under a date format: the sheet is read, and the terminal stays ours."""

from __future__ import annotations

import pytest

from pmo_xl.workbook.closed_book import SetCell, apply
from pmo_xl.workbook.grid import open_grids
from tests.workbook.made_books import one_sheet

FORMATS = {"yyyy/m/d": "日付", "[h]:mm": "時間", "h:mm": "時刻"}
NUMBERS = ["-1e300", "-1E+12", "-107000000000", "-inf", "1e300", "1E+10", "-999999999999", "9e18", "-1.5e20"]


def styles(code):
    return (
        f'<styleSheet><numFmts count="1"><numFmt numFmtId="164" formatCode="{code}"/></numFmts>'
        '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>'
    )


@pytest.mark.parametrize("tag", ["<v>", '<v xml:space="preserve">'])
@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("code", FORMATS)
def test_a_number_that_is_no_day_is_read_as_a_number_and_nothing_else_is_said(
    tmp_path, capfd, code, number, tag
):
    rows = f'<row r="1"><c r="A1" s="1">{tag}{number}</v></c><c r="B1" t="str"><v>隣</v></c></row>'
    grid = open_grids(one_sheet(tmp_path / "台帳.xlsx", rows, styles=styles(code))).grid("表")
    assert (grid.unreadable, grid.value(1, 1), grid.value(1, 2)) == (None, float(number), "隣")
    assert capfd.readouterr() == ("", "")


def test_a_book_with_such_a_number_is_edited_and_nothing_else_is_said(tmp_path, capfd):
    cells = '<c r="A1" s="1"><v>-1e300</v></c><c r="B1" t="str"><v>隣</v></c>'
    path = one_sheet(tmp_path / "台帳.xlsx", f'<row r="1">{cells}</row>', styles=styles("yyyy/m/d"))
    apply(path, [SetCell("表", 1, 2, "直した")])
    grid = open_grids(path).grid("表")
    assert (grid.value(1, 1), grid.value(1, 2)) == (-1e300, "直した")
    assert capfd.readouterr() == ("", "")


def test_an_ordinary_negative_amount_needs_no_respelling(tmp_path):
    rows = "".join(f'<row r="{i}"><c r="A{i}"><v>-{i}.5E-07</v></c></row>' for i in range(1, 9))
    rows += '<row r="9"><c r="A9"><v>-99999999999</v></c></row>'
    book = open_grids(one_sheet(tmp_path / "台帳.xlsx", rows))
    assert book._plain("xl/worksheets/sheet1.xml", None).is_original
