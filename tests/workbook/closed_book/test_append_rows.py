"""Rows added at the end of a table or of a plain range."""

from __future__ import annotations

import re
from datetime import date

import pytest
import xlsxwriter

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.closed_book import AppendRows, Formula, SetCell, apply, preview
from tests.support.libreoffice import recalculated, requires_libreoffice
from tests.support.schema import schema_errors
from tests.workbook.closed_book.ledger_books import (
    LAST_ROW,
    LEDGER,
    formula,
    make_ledger,
    opened,
    parts,
    rewrite,
    sheet_xml,
    value,
    values,
)

X14_RULES = (
    '<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
    'uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x14:dataValidations '
    'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" count="1"><x14:dataValidation type="list">'
    "<x14:formula1><xm:f>集計!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>B4:B13 H4:H13</xm:sqref>"
    "</x14:dataValidation></x14:dataValidations></ext>"
)


@pytest.fixture
def ledger(tmp_path):
    path = make_ledger(tmp_path / "台帳.xlsx")
    xml = sheet_xml(path).replace("<extLst>", X14_RULES, 1)
    return rewrite(path, {"xl/worksheets/sheet1.xml": xml.encode()})


def new_rows(count):
    return tuple(
        {1: f"ISS-{100 + at}", 2: f"追加{at}", 3: date(2026, 4, 1), 4: "未着手", 5: 2, 6: 500}
        for at in range(count)
    )


def append(path, rows, **options):
    return apply(path, [AppendRows(LEDGER, rows, **({"table": LEDGER} | options))])


def test_everything_that_hangs_on_the_table_covers_fifty_new_rows(ledger):
    append(ledger, new_rows(50))
    last = LAST_ROW + 50
    sheet, table = sheet_xml(ledger), parts(ledger)["xl/tables/table1.xml"].decode()
    assert re.findall(r'ref="A3:H(\d+)"', table) == [str(last)] * 2
    assert f'<conditionalFormatting sqref="C4:C{last}">' in sheet
    assert f'<conditionalFormatting sqref="E4:E{last}">' in sheet
    assert (
        f"<xm:sqref>E4:E{last}</xm:sqref>" in sheet and f"<xm:sqref>B4:B{last} H4:H{last}</xm:sqref>" in sheet
    )
    assert f'sqref="D4:D{last}"' in sheet and f'dimension ref="A1:H{last}"' in sheet
    names = parts(ledger)["xl/workbook.xml"].decode()
    assert (
        f"{LEDGER}!$A$1:$H${last}</definedName>" in names
        and f"{LEDGER}!$E$4:$E${last}</definedName>" in names
    )
    assert '<definedName name="壊れた名前">#REF!</definedName>' in names


def test_new_rows_look_like_the_last_row_and_have_its_formulas(ledger):
    append(ledger, new_rows(50))
    sheet = opened(ledger)[LEDGER]
    for row in (LAST_ROW + 1, LAST_ROW + 50):
        assert [cell.style_id for cell in sheet[row]] == [cell.style_id for cell in sheet[LAST_ROW]]
        assert sheet.row_dimensions[row].height == 27
        assert sheet.cell(row, 7).value == f"={LEDGER}[[#This Row],[工数]]*{LEDGER}[[#This Row],[単価]]"
    assert values(ledger)[LAST_ROW + 49][2] == date(2026, 4, 1)


def test_the_result_of_a_calculated_column_is_stored_when_it_is_known(ledger):
    append(ledger, ({2: "追加", 7: Formula(result=1234)},))
    assert value(ledger, "G14") == 1234
    assert formula(ledger, "G14").startswith(f"={LEDGER}[[#This Row]")


def test_formulas_and_charts_over_the_whole_table_reach_the_new_rows(ledger):
    report = append(ledger, new_rows(50))
    assert formula(ledger, "A1", "集計") == f"=SUM({LEDGER}[工数])"
    assert formula(ledger, "A2", "集計") == f"=SUM({LEDGER}!E4:E63)"
    assert formula(ledger, "A3", "集計") == f"=SUM({LEDGER}!$G$3:$G$63)"
    assert formula(ledger, "A4", "集計") == f'=COUNTIF({LEDGER}!$D$4:$D$63,"完了")&"{LEDGER}!$D$4:$D$13"'
    assert formula(ledger, "A5", "集計") == f"=SUM({LEDGER}!E5:E13)"
    chart = parts(ledger)["xl/charts/chart1.xml"].decode()
    assert f"<c:f>{LEDGER}!$E$4:$E$63</c:f>" in chart and f"<c:f>{LEDGER}!$A$4:$A$63</c:f>" in chart
    shown = {(each.sheet, each.address): each.after for each in report.changes}
    assert shown["集計", "A2"] == Formula(f"SUM({LEDGER}!E4:E63)")


@requires_libreoffice
def test_sums_over_the_table_are_right_after_recalculation(ledger, tmp_path):
    append(ledger, new_rows(50))
    result = [row[0] for row in values(recalculated(ledger, tmp_path / "計算後"), "集計")]
    assert result == [155.0, 155.0, 105000.0, f"3{LEDGER}!$D$4:$D$13", 54.0]


def test_the_schema_check_finds_nothing_new(ledger):
    before = schema_errors(ledger)
    append(ledger, new_rows(50))
    assert schema_errors(ledger) == before


def test_a_running_total_inside_the_table_keeps_its_own_row(ledger):
    xml = sheet_xml(ledger).replace('<c r="H13"/>', "")
    xml = re.sub(r'(<row r="13".*?)</row>', r'\1<c r="H13"><f>SUM(E$4:E13)</f><v>55</v></c></row>', xml)
    rewrite(ledger, {"xl/worksheets/sheet1.xml": xml.encode()})
    append(ledger, new_rows(2))
    assert [formula(ledger, f"H{row}") for row in (13, 14, 15)] == [
        f"=SUM(E$4:E{row})" for row in (13, 14, 15)
    ]


def test_rows_with_a_number_alone_are_filled_before_the_table_grows(tmp_path):
    path = make_ledger(tmp_path / "採番済.xlsx", prefilled=4)
    rows = tuple({2: f"追加{at}", 5: 1} for at in range(6))
    append(path, rows, number_columns=frozenset({1}))
    sheet = opened(path)[LEDGER]
    assert [sheet.cell(row, 1).value for row in range(9, 14)] == [
        "ISS-006",
        "ISS-007",
        "ISS-008",
        "ISS-009",
        "ISS-010",
    ]
    assert [sheet.cell(row, 2).value for row in range(9, 16)] == ["件名5　長い"] + [
        f"追加{at}" for at in range(6)
    ]
    assert 'ref="A3:H15"' in parts(path)["xl/tables/table1.xml"].decode()


def test_without_number_columns_a_number_counts_as_content(tmp_path):
    path = make_ledger(tmp_path / "採番済.xlsx", prefilled=4)
    append(path, ({2: "追加"},))
    assert value(path, "B14") == "追加"


def test_two_appends_to_one_table_follow_each_other(ledger):
    edits = [AppendRows(LEDGER, ({2: name},), table=LEDGER) for name in ("一", "二")]
    apply(ledger, [*edits, SetCell(LEDGER, 4, 2, "先頭")])
    assert [value(ledger, cell) for cell in ("B4", "B14", "B15")] == ["先頭", "一", "二"]
    assert formula(ledger, "A2", "集計") == f"=SUM({LEDGER}!E4:E15)"


def test_ranges_made_longer_in_advance_stay_until_the_rows_outgrow_them(ledger):
    xml = (
        sheet_xml(ledger)
        .replace('sqref="D4:D13"', 'sqref="D4:D40"')
        .replace('sqref="C4:C13"', 'sqref="C4:C5000"')
    )
    totals = sheet_xml(ledger, 2).replace("$G$13", "$G$40")
    rewrite(ledger, {"xl/worksheets/sheet1.xml": xml.encode(), "xl/worksheets/sheet2.xml": totals.encode()})
    append(ledger, new_rows(10))
    assert 'sqref="D4:D40"' in sheet_xml(ledger) and "$G$40" in sheet_xml(ledger, 2)
    append(ledger, new_rows(30))
    assert 'sqref="D4:D53"' in sheet_xml(ledger) and 'sqref="C4:C5000"' in sheet_xml(ledger)
    assert formula(ledger, "A3", "集計") == f"=SUM({LEDGER}!$G$3:$G$53)"


def test_an_empty_table_waiting_for_input_takes_its_first_row(tmp_path):
    path = tmp_path / "空.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet(LEDGER).add_table(
        "B2:C3", {"name": LEDGER, "columns": [{"header": "ID"}, {"header": "件名"}]}
    )
    book.close()
    table = parts(path)["xl/tables/table1.xml"].replace(
        b'ref="B2:C3" totals', b'ref="B2:C3" insertRow="1" totals'
    )
    assert b"insertRow" in table
    rewrite(path, {"xl/tables/table1.xml": table})
    append(path, ({2: "A-1", 3: "一"}, {2: "A-2", 3: "二"}))
    assert values(path)[1:] == [["", "ID", "件名"], ["", "A-1", "一"], ["", "A-2", "二"]]
    after = parts(path)["xl/tables/table1.xml"]
    assert b"insertRow" not in after and b'ref="B2:C4"' in after


@pytest.fixture
def calculated(tmp_path):
    """A table of one empty row, one column calculated by names and one by addresses."""
    path = tmp_path / "計算列.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet(LEDGER)
    columns = [{"header": "数"}, {"header": "倍", "formula": "=表[[#This Row],[数]]*2"}, {"header": "累計"}]
    sheet.add_table("A1:C2", {"name": "表", "columns": columns})
    sheet.write_formula("C2", "=SUM(A$2:A2)", None, 0)
    book.close()
    table = parts(path)["xl/tables/table1.xml"].decode()
    formula = "<calculatedColumnFormula>SUM(A$2:A2)</calculatedColumnFormula>"
    table = table.replace('name="累計"/>', f'name="累計">{formula}</tableColumn>')
    assert formula in table
    xml = re.sub(r'<c r="B2".*?</c>', "", sheet_xml(path))
    return rewrite(path, {"xl/tables/table1.xml": table.encode(), "xl/worksheets/sheet1.xml": xml.encode()})


def test_calculated_columns_come_into_rows_that_lack_them_too(calculated):
    append(calculated, tuple({1: number, 2: Formula(result=2 * number)} for number in (3, 4, 5)), table="表")
    assert [formula(calculated, f"B{row}") for row in (2, 3, 4)] == ["=表[[#This Row],[数]]*2"] * 3
    assert [row[1] for row in values(calculated)[1:]] == [6, 8, 10]
    assert [formula(calculated, f"C{row}") for row in (2, 3, 4)] == [f"=SUM(A$2:A{row})" for row in (2, 3, 4)]


@pytest.fixture
def plain(tmp_path):
    """A ledger without an Excel table: headers in row 2, a filter, numbers filled down by formula."""
    path = tmp_path / "方眼紙.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet(LEDGER)
    box = book.add_format({"border": 1})
    for column, name in enumerate(("No", "質問", "回答")):
        sheet.write(1, column + 1, name)
    for index in range(6):
        sheet.write_formula(2 + index, 1, "=ROW()-2", box, index + 1)
        for column in (2, 3):
            sheet.write(2 + index, column, f"質問{index}" if index < 3 and column == 2 else None, box)
    sheet.write("F1", "=COUNTA(C3:C8)")
    sheet.autofilter("B2:D8")
    sheet.data_validation("D3:D8", {"validate": "list", "source": ["済", "未"]})
    book.close()
    return path


def test_a_plain_range_is_filled_and_then_grows_with_its_filter(plain):
    rows = tuple({3: f"追加{at}"} for at in range(5))
    apply(plain, [AppendRows(LEDGER, rows, header_row=2, number_columns=frozenset({2}))])
    sheet = opened(plain)[LEDGER]
    assert [sheet.cell(row, 3).value for row in range(5, 11)] == ["質問2"] + [f"追加{at}" for at in range(5)]
    assert [sheet.cell(row, 2).value for row in (8, 9, 10)] == ["=ROW()-2"] * 3
    assert sheet.cell(10, 4).style_id == sheet.cell(8, 4).style_id
    assert sheet["F1"].value == "=COUNTA(C3:C10)"
    xml, names = sheet_xml(plain), parts(plain)["xl/workbook.xml"].decode()
    assert '<autoFilter ref="B2:D10"' in xml and 'sqref="D3:D10"' in xml and "$B$2:$D$10" in names


def test_a_plain_range_ends_where_the_first_empty_row_is(plain):
    apply(plain, [SetCell(LEDGER, 12, 2, "※ 注記は表ではありません")])
    apply(plain, [AppendRows(LEDGER, ({3: "追加"},), header_row=2, number_columns=frozenset())])
    assert value(plain, "C6") == "追加"
    with pytest.raises(RefusedEdit, match="12行目"):
        apply(plain, [AppendRows(LEDGER, ({3: "多すぎる"},) * 6, header_row=2)])


@pytest.mark.parametrize("cell", ["B16", "D14"])
def test_rows_are_refused_where_something_stands_below_the_table(ledger, cell):
    apply(ledger, [SetCell(LEDGER, int(cell[1:]), ord(cell[0]) - 64, "注記")])
    before = ledger.read_bytes()
    with pytest.raises(RefusedEdit, match=r"表の下（1[46]行目）に別の内容がある"):
        append(ledger, new_rows(3))
    assert ledger.read_bytes() == before


def test_what_stands_beside_the_table_is_no_obstacle(ledger):
    apply(ledger, [SetCell(LEDGER, 15, 12, "表の右の覚え書き")])
    append(ledger, new_rows(3))
    assert value(ledger, "L15") == "表の右の覚え書き" and value(ledger, "B16") == "追加2"


def test_a_table_with_a_totals_row_or_from_outside_is_refused(ledger):
    table = parts(ledger)["xl/tables/table1.xml"]
    for attribute, sentence in ((b'totalsRowCount="1"', "集計行"), (b'tableType="queryTable"', "外部データ")):
        odd = table.replace(b'totalsRowShown="0"', attribute)
        rewrite(ledger, {"xl/tables/table1.xml": odd})
        with pytest.raises(RefusedEdit, match=sentence):
            append(ledger, new_rows(1))


def test_a_protected_sheet_takes_no_rows(tmp_path):
    path = make_ledger(tmp_path / "保護.xlsx")
    xml = sheet_xml(path).replace("</sheetData>", '</sheetData><sheetProtection sheet="1"/>')
    rewrite(path, {"xl/worksheets/sheet1.xml": xml.encode()})
    with pytest.raises(RefusedEdit, match="シートの保護"):
        append(path, new_rows(1))


def test_a_column_outside_the_table_is_refused(ledger):
    with pytest.raises(RefusedEdit, match="表の外の列"):
        append(ledger, ({9: "右の列"},))


def test_a_missing_table_is_named(ledger):
    with pytest.raises(RefusedEdit, match="表「無い表」が見つからない"):
        append(ledger, new_rows(1), table="無い表")


def test_a_preview_names_every_new_cell(ledger):
    changes = preview(ledger, [AppendRows(LEDGER, ({2: "追加", 5: 2},), table=LEDGER)])
    assert {each.address for each in changes if each.sheet == LEDGER} == {"B14", "E14", "G14"}
