"""The proof: a file in which anything but the buttons differs is not let through."""

from __future__ import annotations

import re

import pytest

from pmo_xl.errors import RefusedEdit
from pmo_xl.operations import add_buttons as operation
from pmo_xl.workbook.buttons.add import add_buttons
from pmo_xl.workbook.buttons.proof import prove
from pmo_xl.workbook.vba import build_project
from pmo_xl.workbook.vba.shipped import button_sources
from tests.workbook.buttons.button_books import LEDGER, make_book

SHEET, NOTES = "xl/worksheets/sheet1.xml", "xl/drawings/vmlDrawing1.vml"


@pytest.fixture
def made(tmp_path):
    book = make_book(tmp_path / "一覧.xlsx", comment=True, picture=True)
    return add_buttons(book.name, book.read_bytes(), button_sources())


def tampered(made, part: str, change) -> bytes:
    """The new file with one part changed after the fact."""
    book = made.book.parts
    kept = book.read(part)
    book.replace(part, change(kept))
    assert book.read(part) != kept
    data = book.to_bytes()
    book.replace(part, kept)
    return data


def test_the_new_file_as_it_is_meant_passes(made):
    prove(made.book.parts.to_bytes(), made)


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("xl/sharedStrings.xml", lambda xml: xml.replace("鈴木".encode(), "佐藤".encode())),
        ("xl/styles.xml", lambda xml: xml + b" "),
        ("xl/comments1.xml", lambda xml: xml.replace("来週".encode(), "再来週".encode())),
        ("xl/drawings/drawing1.xml", lambda xml: xml.replace("承認".encode(), "確認".encode())),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_part_that_does_not_concern_the_buttons_must_not_change(made, part, change):
    # changed in the archive, not among the parts that were meant to change
    data = made.book.parts
    replaced = dict(data._replaced)
    data.replace(part, change(data.read(part)))
    new = data.to_bytes()
    data._replaced.clear()
    data._replaced.update(replaced)
    with pytest.raises(RefusedEdit, match=re.escape(f"部品 {part}")):
        prove(new, made)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda xml: re.sub(rb'(<c r="B5"[^>]*><v>)\d+', rb"\g<1>0", xml), "B5"),
        (lambda xml: xml.replace(b'<c r="B5"', b'<c r="B5" s="0" cm="1"'), "B5"),
        (lambda xml: xml.replace(b'<row r="5"', b'<row r="5" hidden="1"'), "5行目の設定"),
        (lambda xml: re.sub(rb"<pageMargins[^>]*/>", b"", xml), "セル以外の設定"),
        (lambda xml: xml.replace(b"<drawing ", b"<drawing foo='1' "), "セル以外の設定"),
        (lambda xml: xml.replace(b'codeName="Sheet1"', b'codeName="Other"'), "マクロとシートの対応"),
    ],
)
def test_a_sheet_must_have_every_cell_and_setting_as_before(made, change, told):
    with pytest.raises(RefusedEdit, match=told):
        prove(tampered(made, SHEET, change), made)


def test_a_comments_drawing_must_have_every_byte_as_before(made):
    new = tampered(made, NOTES, lambda xml: xml.replace(b'ObjectType="Note"', b'ObjectType="Nota"'))
    with pytest.raises(RefusedEdit, match="vmlDrawing1"):
        prove(new, made)


@pytest.mark.parametrize(
    ("part", "change", "told"),
    [
        (
            "xl/workbook.xml",
            lambda xml: xml.replace(LEDGER.encode(), "別の名前".encode()),
            "部品 xl/workbook.xml",
        ),
        ("xl/workbook.xml", lambda xml: re.sub(rb"<calcPr[^>]*/>", b"", xml), "部品 xl/workbook.xml"),
        ("[Content_Types].xml", lambda xml: xml.replace(b"styles+xml", b"stiles+xml"), "Content_Types"),
        (
            "xl/_rels/workbook.xml.rels",
            lambda xml: xml.replace(b'Id="rId1"', b'Id="rId99"'),
            "workbook.xml.rels",
        ),
    ],
)
def test_the_shared_parts_may_differ_only_by_what_came(made, part, change, told):
    with pytest.raises(RefusedEdit, match=told):
        prove(tampered(made, part, change), made)


def test_the_project_must_have_a_module_for_every_sheet(made):
    made.project = build_project(button_sources(), made.names.documents[:-1])
    made.book.parts.replace("xl/vbaProject.bin", made.project)
    with pytest.raises(RefusedEdit, match="マクロとシートの対応"):
        prove(made.book.parts.to_bytes(), made)


def test_when_the_proof_fails_there_is_no_file(tmp_path, monkeypatch):
    book, target = make_book(tmp_path / "一覧.xlsx"), tmp_path / "結果.xlsm"
    wrong = build_project(button_sources(), ["ThisWorkbook"])
    monkeypatch.setattr("pmo_xl.workbook.buttons.project_part.build_project", lambda *_, **__: wrong)
    with pytest.raises(RefusedEdit, match="ファイルを作りませんでした"):
        operation.add_buttons(book, target)
    assert [each.name for each in tmp_path.iterdir()] == ["一覧.xlsx"]
