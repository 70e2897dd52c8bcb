"""Columns set into a sheet: everything right of them moves, whatever names it follows, and nothing else changes."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.closed_book import SetCell, apply, insertion_proof, preview
from pmo_xl.workbook.closed_book.insertion import insert_columns
from pmo_xl.workbook.edits.column_shift import ColumnShift, NotAlike
from pmo_xl.workbook.edits.structure import InsertColumns
from tests.support.excel_rules import excel_breaches
from tests.support.libreoffice import OPEN_DOCUMENT, in_open_document

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")

PLAN, OTHER = "作業 計画", "集計"
THREE = InsertColumns(PLAN, 4, 3)
"""Three columns before D."""

FORMULAS = [
    ("C1+D1+$D$1+XFD1", "C1+G1+$G$1+XFD1"),
    ("SUM(A1:C9)+SUM(B2:F2)+SUM(D:F)+SUM($A:$D)", "SUM(A1:C9)+SUM(B2:I2)+SUM(G:I)+SUM($A:$G)"),
    ("'作業 計画'!D1+集計!D1+'別 表'!D1", "'作業 計画'!G1+集計!D1+'別 表'!D1"),
    ('INDEX($D:$D,2):D9&"D1と\'D2"&[1]Sheet1!D1', 'INDEX($G:$G,2):G9&"D1と\'D2"&[1]Sheet1!D1'),
    (
        "表[D1]+表[[#This Row],[D1]]+LOG10(D1)+YEN2024+D1名",
        "表[D1]+表[[#This Row],[D1]]+LOG10(G1)+YEN2024+D1名",
    ),
    ("SUM(集計:'作業 計画'!D1)+D1#+3:5+d2", "SUM(集計:'作業 計画'!G1)+G1#+3:5+g2"),
]


@pytest.mark.parametrize(("before", "after"), FORMULAS)
def test_a_reference_follows_and_what_only_looks_like_one_stays(before: str, after: str) -> None:
    assert ColumnShift(PLAN, 4, 3).formula(before, PLAN) == after


def test_a_formula_of_another_sheet_means_its_own_cells_where_it_names_no_sheet() -> None:
    shift = ColumnShift(PLAN, 4, 3)
    assert shift.formula("D1+'作業 計画'!$D$1", OTHER) == "D1+'作業 計画'!$G$1"
    assert shift.formula("D1", None) == "D1"


def test_a_formula_read_from_several_cells_moves_as_one_only_where_all_stay_alike() -> None:
    shift = ColumnShift(PLAN, 4, 3)
    assert shift.formula("D4", PLAN, base=4, users={4, 5, 6}) == "G4"
    with pytest.raises(NotAlike):
        shift.formula("B4", PLAN, base=3, users={3, 4, 5})


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A sheet with all that may hang on columns, and another that speaks of it."""
    path = tmp_path / "計画.xlsx"
    made = xlsxwriter.Workbook(path)
    plan, other = made.add_worksheet(PLAN), made.add_worksheet(OTHER)
    bold = made.add_format({"bold": True})
    for row in range(10):
        for column in range(12):
            plan.write_number(row, column, row * 100 + column, bold if column == 5 else None)
    for row in range(10, 14):
        plan.write_formula(row, 1, f"=SUM(A{row - 8}:F{row - 8})+$E$1")
        plan.write_formula(row, 8, f"=H{row - 8}*2+B1")
    plan.merge_range("F16:G17", "結合")
    plan.write_url("H18", "internal:'作業 計画'!E5")
    plan.write_comment("G4", "見直し")
    plan.write_comment("A4", "そのまま")
    plan.conditional_format("A1:H10", {"type": "formula", "criteria": "=$E1>3", "format": bold})
    plan.conditional_format("E1:H10", {"type": "formula", "criteria": "=AND($A1>1,E$1>2)", "format": bold})
    plan.conditional_format("F1:F10", {"type": "data_bar"})
    plan.conditional_format("G1:G9", {"type": "cell", "criteria": ">", "value": "=$F$2", "format": bold})
    plan.data_validation("E1:F9", {"validate": "list", "source": "=$H$1:$H$9"})
    plan.data_validation("B1:B9", {"validate": "custom", "value": "=B1<F1"})
    plan.set_column("D:H", 4)
    plan.freeze_panes(1, 2)
    plan.set_v_pagebreaks([2, 6])
    plan.print_area("A1:H10")
    plan.repeat_columns("A:E")
    plan.autofilter("A1:H10")
    plan.filter_column("F", "x > 5")
    plan.add_sparkline("K2", {"range": "'作業 計画'!A2:H2"})
    chart = made.add_chart({"type": "line"})
    chart.add_series({"values": f"='{PLAN}'!$E$1:$E$9", "categories": f"='{PLAN}'!$A$1:$A$9"})
    plan.insert_chart("J12", chart)
    plan.insert_textbox("J2", "E1 の値", {"textlink": f"='{PLAN}'!$E$1"})
    for row in range(6):
        other.write_formula(row, 0, f"='{PLAN}'!E{row + 1}+B{row + 1}")
        other.write_formula(row, 4, f"=SUM('{PLAN}'!$B$1:$G$9)")
    made.define_name("範囲", f"='{PLAN}'!$C$1:$E$9")
    made.define_name("右", f"='{PLAN}'!$F:$F")
    made.close()
    return path


def moved(place: str) -> str:
    return re.sub(r"[A-Z]+", lambda m: openpyxl.utils.get_column_letter(ColumnShift(PLAN, 4, 3).column(
        openpyxl.utils.column_index_from_string(m[0]))), place)  # fmt: skip


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def test_every_cell_stands_three_columns_further_and_everything_over_it_follows(book: Path) -> None:
    before = {sheet.title: {cell.coordinate: cell for row in sheet.iter_rows() for cell in row} for sheet in
              openpyxl.load_workbook(book)}  # fmt: skip
    saved = apply(book, [THREE])
    assert [(each.kind, each.after) for each in saved.changes] == [("inserted", "3 列を挿入")]
    after = openpyxl.load_workbook(book)
    plan = after[PLAN]
    for place, cell in before[PLAN].items():
        other = plan[moved(place)]
        assert other.font.b == cell.font.b
        if cell.data_type != "f":
            assert other.value == cell.value
    assert all(plan.cell(row, column).value is None for row in range(1, 11) for column in (4, 5, 6))
    assert plan["B11"].value == "=SUM(A2:I2)+$H$1" and plan["L11"].value == "=K2*2+B1"
    assert [str(each) for each in plan.merged_cells.ranges] == ["I16:J17"]
    assert plan["J4"].comment and plan["A4"].comment and not plan["G4"].comment
    assert {str(each.sqref) for each in plan.conditional_formatting} == {
        "A1:K10",
        "H1:K10",
        "I1:I10",
        "J1:J9",
    }
    rules = {str(each.sqref): each.rules[0].formula for each in plan.conditional_formatting}
    assert rules["A1:K10"] == ["$H1>3"] and rules["H1:K10"] == ["AND($A1>1,H$1>2)"]
    assert rules["J1:J9"] == ["$I$2"]
    accepted = {str(each.sqref): each.formula1 for each in plan.data_validations.dataValidation}
    assert accepted == {"H1:I9": "$K$1:$K$9", "B1:B9": "B1<I1"}
    assert plan.freeze_panes == "C2" and plan.print_area == f"'{PLAN}'!$A$1:$K$10"
    assert [each.id for each in plan.col_breaks.brk] == [2, 9]
    assert plan.auto_filter.ref == "A1:K10" and plan.auto_filter.filterColumn[0].colId == 8
    assert plan.column_dimensions["G"].width == pytest.approx(4.7, abs=0.1)
    assert after.defined_names["範囲"].attr_text == f"'{PLAN}'!$C$1:$H$9"
    assert after.defined_names["右"].attr_text == f"'{PLAN}'!$I:$I"
    assert after[OTHER]["A3"].value == f"='{PLAN}'!H3+B3"
    assert after[OTHER]["E1"].value == f"=SUM('{PLAN}'!$B$1:$J$9)"
    assert f"'{PLAN}'!$H$1:$H$9" in part(book, "xl/charts/chart1.xml")
    drawing = part(book, "xl/drawings/drawing1.xml")
    assert "<xdr:from><xdr:col>12</xdr:col>" in drawing and f"textlink=\"'{PLAN}'!$H$1\"" in drawing
    sheet = part(book, "xl/worksheets/sheet1.xml")
    assert f"<xm:f>'{PLAN}'!A2:K2</xm:f><xm:sqref>N2</xm:sqref>" in sheet
    assert f"location=\"'{PLAN}'!H5\"" in sheet
    notes = part(book, "xl/drawings/vmlDrawing1.vml")
    assert sorted(re.findall(r"<x:Column>(\d+)</x:Column>", notes)) == ["0", "9"]
    assert list(excel_breaches(book)) == []


def test_other_edits_speak_of_the_places_that_cells_have_afterwards(book: Path) -> None:
    apply(book, [SetCell(PLAN, 1, 4, "新しい列"), THREE])
    sheet = openpyxl.load_workbook(book)[PLAN]
    assert (sheet["D1"].value, sheet["G1"].value) == ("新しい列", 3)


def test_a_formula_that_cells_share_is_written_out_where_it_comes_to_differ(
    book: Path, tmp_path: Path
) -> None:
    shared = '<c r="B11"><f t="shared" ref="B11:F11" si="0">A1</f><v>0</v></c>' + "".join(
        f'<c r="{letter}11"><f t="shared" si="0"/><v>0</v></c>' for letter in "CDEF"
    )
    path = rewritten(book, "xl/worksheets/sheet1.xml", r'(<row r="11"[^>]*>).*?(?=</row>)', rf"\g<1>{shared}")
    apply(path, [THREE])
    row = openpyxl.load_workbook(path)[PLAN][11]
    assert {cell.coordinate: cell.value for cell in row if cell.value} == {
        "B11": "=A1", "C11": "=B1", "G11": "=C1", "H11": "=G1", "I11": "=H1"
    }  # fmt: skip


def rewritten(path: Path, name: str, pattern: str, text: str) -> Path:
    with zipfile.ZipFile(path) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    changed, count = re.subn(pattern, text, parts[name].decode(), count=1, flags=re.DOTALL)
    assert count == 1
    parts[name] = changed.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, content in parts.items():
            archive.writestr(each, content)
    return path


@pytest.mark.parametrize(
    ("pattern", "text", "said"),
    [
        (r'(<c r="C11"[^>]*?)(?:/>|>.*?</c>)|(?=</row><row r="12")',
         r'<c r="L11"><f t="array" ref="C11:L11">A1:A2</f><v>1</v></c>', "配列数式"),
        (r'sqref="A1:H10"><cfRule([^>]*)><formula>\$E1&gt;3', r'sqref="A1:H10"><cfRule\1><formula>B1&gt;3', "条件付き書式"),
        (r'(?=</row><row r="2")', '<c r="XFC1"><v>1</v></c>', "右端"),
    ],
)  # fmt: skip
def test_what_cannot_follow_is_refused_and_the_file_stays(
    book: Path, pattern: str, text: str, said: str
) -> None:
    path = rewritten(book, "xl/worksheets/sheet1.xml", pattern, text)
    before = path.read_bytes()
    with pytest.raises(RefusedEdit, match=said):
        apply(path, [THREE])
    with pytest.raises(RefusedEdit, match=said):
        preview(path, [THREE])
    assert path.read_bytes() == before


def test_a_table_that_would_be_divided_is_refused_and_one_at_the_right_moves(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    made = xlsxwriter.Workbook(path)
    sheet = made.add_worksheet(PLAN)
    for first in ("B2:C5", "F2:H5"):
        sheet.add_table(first, {})
    made.close()
    apply(path, [THREE])
    assert sorted(each.ref for each in openpyxl.load_workbook(path)[PLAN].tables.values()) == [
        "B2:C5",
        "I2:K5",
    ]
    with pytest.raises(RefusedEdit, match=r"表「Table2」\(I2:K5\)の途中"):
        apply(path, [InsertColumns(PLAN, 10, 1)])


@pytest.mark.parametrize(
    ("name", "pattern", "text"),
    [
        ("xl/worksheets/sheet1.xml", r'<c r="G1"([^>]*)><v>3</v>', r'<c r="G1"\1><v>4</v>'),
        ("xl/worksheets/sheet1.xml", r'<c r="G2"', r'<c r="F2"'),
        ("xl/worksheets/sheet1.xml", r"<f>SUM\(A2:I2\)", r"<f>SUM(A2:H2)"),
        ("xl/worksheets/sheet1.xml", r'sqref="H1:K10"', 'sqref="H1:J10"'),
        ("xl/worksheets/sheet1.xml", r'<col min="7" max="11" width="4', '<col min="7" max="11" width="5'),
        ("xl/worksheets/sheet2.xml", r"!H3\+B3", "!G3+B3"),
        ("xl/workbook.xml", r"!\$C\$1:\$H\$9", "!$C$1:$E$9"),
        ("xl/charts/chart1.xml", r"!\$H\$1:\$H\$9", "!$H$1:$H$8"),
        ("xl/drawings/vmlDrawing1.vml", "MoveWithCells", "MoveWithCell"),
    ],
)  # fmt: skip
def test_the_proof_finds_what_went_wrong(
    book: Path, tmp_path: Path, name: str, pattern: str, text: str
) -> None:
    inserted = insert_columns(book.name, book.read_bytes(), THREE)
    insertion_proof.prove_insertion(inserted)
    made = tmp_path / "壊れた.xlsx"
    made.write_bytes(inserted.data)
    broken = rewritten(made, name, pattern, text)
    with pytest.raises(RefusedEdit, match="列の挿入の確認"):
        insertion_proof.prove_insertion(replaced(inserted, broken.read_bytes()))


def replaced(inserted: Any, data: bytes) -> Any:
    from dataclasses import replace

    return replace(inserted, data=data)


@pytest.mark.slow
@OPEN_DOCUMENT[0]
@OPEN_DOCUMENT[1]
def test_formulas_names_and_conditions_are_those_that_libreoffice_makes(book: Path) -> None:
    theirs = in_open_document("insert_columns", book, PLAN, "4", "3")
    apply(book, [THREE])
    assert in_open_document("insert_columns", book, PLAN, "4", "0") == theirs
