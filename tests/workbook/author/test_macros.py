"""The master workbook with macros as a file."""

from __future__ import annotations

import html
import re
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from pmo_xl import open_workbook
from pmo_xl.actions import MENU_BUTTONS, SHEET_BUTTON
from pmo_xl.model.sheets import sheets_of
from pmo_xl.workbook.author import write_workbook
from pmo_xl.workbook.vba.xlwings_sheet import CONF_CELLS, CONF_SHEET
from tests.support.make_template import project_of
from tests.support.schema import schema_errors
from tests.support.small_project import D, small_project
from tests.support.vba import source, stream

pytestmark = pytest.mark.slow

CODE_NAME = re.compile(rb'<(?:sheetPr|workbookPr)[^>]* codeName="(\w+)"')


@pytest.fixture(scope="module", params=["core", "full"])
def profile(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def book(profile: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp(profile) / "台帳.xlsm"
    write_workbook(path, small_project(), run_day=D, profile=profile, needs_macros=True)
    return path


def part(path: Path, name: str) -> bytes:
    with ZipFile(path) as archive:
        return archive.read(name)


def drawings(path: Path) -> str:
    """The drawings of the sheets one after another, which are ASCII, with their characters."""
    with ZipFile(path) as archive:
        parts = sorted((name for name in archive.namelist() if name.endswith(".vml")), key=_number)
        return html.unescape("".join(archive.read(name).decode("ascii") for name in parts))


def _number(name: str) -> int:
    return int("".join(filter(str.isdigit, name)) or 0)


@pytest.mark.slow
def test_a_book_with_macros_breaks_no_rule_of_the_format(book: Path):
    assert schema_errors(book) == []


def test_workbook_and_every_sheet_have_a_document_module_of_their_code_name(book: Path):
    with ZipFile(book) as archive:
        sheets = sum(name.startswith("xl/worksheets/sheet") for name in archive.namelist())
        parts = ["xl/workbook.xml", *(f"xl/worksheets/sheet{n + 1}.xml" for n in range(sheets))]
        code_names = [CODE_NAME.findall(archive.read(name))[0].decode() for name in parts]
    assert code_names == ["ThisWorkbook", *(f"Sheet{n + 1}" for n in range(sheets))]
    listed = stream(project_of(book), "PROJECT").decode().split("\r\n")
    assert [f"Document={name}/&H00000000" for name in code_names] == [
        line for line in listed if line.startswith("Document=")
    ]
    bases = ["0{00020819-0000-0000-C000-000000000046}", *["0{00020820-0000-0000-C000-000000000046}"] * sheets]
    assert all(base in source(project_of(book), name) for name, base in zip(code_names, bases, strict=True))


def test_the_menu_has_the_main_buttons_and_every_ledger_a_small_one(book: Path, profile: str):
    text = drawings(book)
    captions = re.findall(r"<font [^>]*>([^<]*)</font>", text)
    macros = re.findall(r"<x:FmlaMacro>\[0\]!(\w+)</x:FmlaMacro>", text)
    small = [MENU_BUTTONS[0] if s.sheet.label == "チェック結果" else SHEET_BUTTON for s in sheets_of(profile)]
    expected = [*MENU_BUTTONS, *small]
    assert list(zip(captions, macros, strict=True)) == [(b.caption, b.macro) for b in expected]
    assert re.findall(r' alt="([^"]*)"', text) == [button.help for button in expected]


def test_captions_have_the_font_of_the_workbook_and_buttons_keep_their_size(book: Path):
    text = drawings(book)
    assert set(re.findall(r'<font face="([^"]*)"', text)) == {"BIZ UDGothic"}
    assert text.count("<x:SizeWithCells/>") == text.count("<x:ClientData ")
    assert set(re.findall(r"<x:PrintObject>(\w+)</x:PrintObject>", text)) == {"False"}


def test_the_sheet_for_xlwings_is_hidden_from_staff_and_holds_what_the_macros_read(book: Path):
    workbook = openpyxl.load_workbook(book)
    sheet = workbook[CONF_SHEET]
    assert sheet.sheet_state == "veryHidden"
    found = {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value}
    assert found == CONF_CELLS


def test_the_reader_finds_what_it_finds_in_the_book_without_macros(book: Path, profile: str, tmp_path: Path):
    plain = tmp_path / "台帳.xlsx"
    write_workbook(plain, small_project(), run_day=D, profile=profile)
    with_macros, without = (open_workbook(path, run_day=D) for path in (book, plain))
    assert with_macros.project.records == without.project.records
    assert [f.id for f in with_macros.check().findings] == [f.id for f in without.check().findings]


def test_the_guide_on_the_menu_names_the_button_in_place_of_the_command(book: Path):
    texts = [
        cell.value
        for row in openpyxl.load_workbook(book)["メニュー"].iter_rows()
        for cell in row
        if cell.value
    ]
    assert "6. 月末や会議の前に 上の チェック ボタン で食い違いを点検します。" in texts
    assert not any("pmo-xl check" in str(text) for text in texts)


def test_the_same_book_has_the_same_bytes(book: Path, profile: str, tmp_path: Path):
    again = tmp_path / "again.xlsm"
    write_workbook(again, small_project(), run_day=D, profile=profile, needs_macros=True)
    assert again.read_bytes() == book.read_bytes()
