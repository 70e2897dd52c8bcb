"""The proof finds every difference that no edit asked for."""

from __future__ import annotations

import re
import zipfile

import pytest

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.closed_book import AppendRows, Formula, SetCell, apply, replacement
from pmo_xl.workbook.closed_book.cell_scan import only_rows
from pmo_xl.workbook.closed_book.editor import edit_book
from pmo_xl.workbook.closed_book.proof import prove
from pmo_xl.workbook.closed_book.proof_values import ValueReader
from pmo_xl.workbook.file.container import open_container
from tests.workbook.closed_book.ledger_books import LEDGER, make_ledger, parts, rewrite

SHEET, OTHER = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"

DAMAGES = {
    "a neighbour's number": (SHEET, b'<c r="E5"><v>2</v>', b'<c r="E5"><v>3</v>', "E5"),
    "a neighbour's style": (SHEET, b'<c r="E5"><v>2</v>', b'<c r="E5" s="1"><v>2</v>', "E5"),
    "a neighbour's formula": (
        SHEET,
        b"[[#This Row],[\xe5\xb7\xa5\xe6\x95\xb0]]*",
        b"[[#This Row],[No]]*",
        "G4",
    ),
    "a neighbour's text": (SHEET, b'<c r="D6" s="1" t="s"><v>1', b'<c r="D6" s="1" t="s"><v>', "D6"),
    "a lost cell": (SHEET, b'<c r="E5"><v>2</v></c>', b"", "E5"),
    "a cell too many": (SHEET, b'<c r="E5">', b'<c r="E5"/><c r="E5">', LEDGER),
    "the written value": (SHEET, b"<v>4321</v>", b"<v>4322</v>", "E4"),
    "the written style": (SHEET, b'<c r="E4"><v>4321', b'<c r="E4" s="2"><v>4321', "E4"),
    "a drop-down": (SHEET, b'sqref="D4:D13"', b'sqref="D4:D12"', "セル以外"),
    "a format": (
        SHEET,
        b"<conditionalFormatting sqref=",
        b"<conditionalFormatting pivot='1' sqref=",
        "セル以外",
    ),
    "a row height": (SHEET, b'<row r="7" ', b'<row r="7" hidden="1" ', "7行目"),
    "a name": ("xl/workbook.xml", b"#REF!", b"#N/A", "workbook.xml"),
    "another sheet": (OTHER, b"<v>54</v>", b"<v>55</v>", "sheet2.xml"),
    "a style": ("xl/styles.xml", b"FFFFC7CE", b"FFFFC7CF", "styles.xml"),
}


@pytest.fixture
def edited(tmp_path):
    path = make_ledger(tmp_path / "台帳.xlsx")
    workbook = parts(path)["xl/workbook.xml"]
    rewrite(path, {"xl/workbook.xml": workbook.replace(b' fullCalcOnLoad="1"', b"")})
    return path, edit_book(path.name, path.read_bytes(), [SetCell(LEDGER, 4, 5, 4321)])


def written(path, edited, changes):
    path.write_bytes(edited.book.parts.to_bytes())
    for name, (old, new) in changes.items():
        data = parts(path)[name]
        assert old in data
        with zipfile.ZipFile(path, "a") as package:
            info = package.getinfo(name)
        assert info
        edited.book.parts.replace(name, data.replace(old, new, 1))
        path.write_bytes(edited.book.parts.to_bytes())
        edited.book.parts._replaced.pop(name.lower()) if name in (OTHER, "xl/styles.xml") else None
    return path.read_bytes()


def test_the_edits_themselves_are_no_difference(edited):
    path, result = edited
    prove(written(path, result, {}), result)


@pytest.mark.parametrize("damage", DAMAGES)
def test_any_other_difference_is_named(edited, damage):
    path, result = edited
    name, old, new, where = DAMAGES[damage]
    with pytest.raises(RefusedEdit) as refusal:
        prove(written(path, result, {name: (old, new)}), result)
    assert where in refusal.value.message


def test_a_save_whose_proof_fails_leaves_the_original(tmp_path, monkeypatch):
    path = make_ledger(tmp_path / "台帳.xlsx")
    before = path.read_bytes()
    real = replacement.write_durably

    def damaged(target, data):
        real(target, data)
        scratch = rewrite(target, {OTHER: parts(target)[OTHER].replace(b"<v>54</v>", b"<v>55</v>")})
        assert scratch.read_bytes() != data

    monkeypatch.setattr(replacement, "write_durably", damaged)
    with pytest.raises(RefusedEdit, match="違いが見つかった"):
        apply(path, [SetCell(LEDGER, 4, 5, 4321)])
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".tmp"] == []


def test_a_growth_may_move_ends_of_ranges_and_nothing_else(tmp_path):
    path = make_ledger(tmp_path / "台帳.xlsx")
    result = edit_book(path.name, path.read_bytes(), [AppendRows(LEDGER, ({2: "追加"},), table=LEDGER)])
    good = result.book.parts.to_bytes()
    prove(good, result)
    for name, old, new in [
        ("xl/tables/table1.xml", b'name="\xe4\xbb\xb6\xe5\x90\x8d"', b'name="x"'),
        ("xl/charts/chart1.xml", b"$E$4:", b"$F$4:"),
        (SHEET, b'sqref="D4:D14"', b'sqref="C4:D14"'),
    ]:
        content = result.book.parts.read(name)
        assert old in content
        result.book.parts.replace(name, content.replace(old, new))
        with pytest.raises(RefusedEdit, match="違いが見つかった"):
            prove(result.book.parts.to_bytes(), result)
        result.book.parts.replace(name, content)


def test_rows_that_carry_no_number_are_proved_all_the_same(tmp_path):
    """Then nothing tells which row is which but their order: every one is compared."""
    path = make_ledger(tmp_path / "台帳.xlsx")
    plain = re.sub(rb'(<row) r="[4-7]"', rb"\1", parts(path)[SHEET])
    assert only_rows(plain, {5}.__contains__) is None
    rewrite(path, {SHEET: plain})
    result = edit_book(path.name, path.read_bytes(), [SetCell(LEDGER, 4, 5, 4321)])
    prove(result.book.parts.to_bytes(), result)
    with pytest.raises(RefusedEdit, match="E5"):
        prove(written(path, result, {SHEET: (b'<c r="E5"><v>2</v>', b'<c r="E5"><v>3</v>')}), result)


def test_of_a_sheet_some_rows_are_read_as_they_stand_in_the_whole(tmp_path):
    path = make_ledger(tmp_path / "台帳.xlsx")
    reader = ValueReader(open_container(path))
    whole, few = filled(reader.values(SHEET)), filled(reader.values(SHEET, {5, 7}))
    assert few == {place: value for place, value in whole.items() if place[0] in (5, 7)}
    assert few


def test_what_stands_there_already_is_written_again_and_proved(tmp_path):
    """Beside a row that changes, so that not all bytes are the same."""
    path = make_ledger(tmp_path / "台帳.xlsx")
    shows_nothing = SetCell(LEDGER, 6, 7, Formula('IF(課題管理表[[#This Row],[工数]]>0,"","")', ""))
    apply(path, [shows_nothing])
    edits = [SetCell(LEDGER, 4, 5, 4321), shows_nothing]
    result = edit_book(path.name, path.read_bytes(), edits)
    prove(result.book.parts.to_bytes(), result)


def filled(values):
    return {
        (values.first_row + down, values.first_column + right): value
        for down, row in enumerate(values.rows)
        for right, value in enumerate(row)
        if value != ""
    }


def test_an_empty_list_of_names_as_some_programs_write_it_is_no_difference(tmp_path):
    path = make_ledger(tmp_path / "台帳.xlsx")
    workbook = parts(path)["xl/workbook.xml"]
    emptied = re.sub(rb"<definedNames>.*</definedNames>", b"<definedNames/>", workbook, flags=re.DOTALL)
    assert emptied != workbook
    rewrite(path, {"xl/workbook.xml": emptied.replace(b' fullCalcOnLoad="1"', b"")})
    apply(path, [SetCell(LEDGER, 4, 5, 4321)])
    assert b"definedNames" in parts(path)["xl/workbook.xml"]
    assert b"4321" in parts(path)[SHEET]
