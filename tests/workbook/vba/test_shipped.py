"""The sources in macros/ and the project of the buttons that is made of them."""

import importlib.util
import re
from pathlib import Path

import pytest

from pmo_xl.resources import macro
from pmo_xl.workbook.vba.shipped import BUTTON_MODULE, button_project, button_sources
from pmo_xl.workbook.vba.xlwings_sheet import CONF_CELLS, CONF_SHEET
from tests.support.vba import VBA_Parser, macros, source

DOCUMENTS = ("ThisWorkbook", "Sheet1", "Sheet2")
OURS = button_sources()[BUTTON_MODULE]


@pytest.fixture(scope="module")
def project() -> bytes:
    return button_project(DOCUMENTS)


def test_the_texts_that_the_source_names_stand_on_the_hidden_sheet():
    named = set(re.findall(r'As String = "(D\d)"', OURS))
    assert named == {cell for cell in CONF_CELLS if cell.startswith("D")}
    assert f'As String = "{CONF_SHEET}"' in OURS


def test_olevba_reads_our_source_and_xlwings_with_their_licences(project: bytes):
    assert set(macros(project)) == {
        *(f"{name}.cls" for name in DOCUMENTS), "PmoButtons.bas", "xlwings.bas", "Dictionary.cls",
    }  # fmt: skip
    assert source(project, "PmoButtons") == OURS
    assert "BSD 3-clause license" in source(project, "xlwings")
    assert "Tim Hall" in source(project, "Dictionary") and "MIT" in source(project, "Dictionary")


def test_the_licence_of_dictionary_is_written_out_beside_it():
    notes = macro("README.md").read_text(encoding="utf-8")
    assert "Copyright (c) 2017 Tim Hall" in notes and "Permission is hereby granted" in notes


def test_nothing_runs_by_itself(project: bytes):
    parser = VBA_Parser("vbaProject.bin", data=project)
    found = {(kind, keyword) for kind, keyword, _ in parser.analyze_macros()}
    assert {keyword for kind, keyword in found if kind == "AutoExec"} == set()


@pytest.mark.parametrize("file", ["PmoButtons.bas", "xlwings.bas", "Dictionary.cls"])
def test_a_source_is_ascii_with_windows_line_ends(file: str):
    content = macro(file).read_bytes()
    assert content.isascii()
    assert content.count(b"\n") == content.count(b"\r\n")


def test_the_conf_sheet_holds_two_settings_and_no_interpreter():
    settings = {CONF_CELLS[f"A{n}"]: CONF_CELLS[f"B{n}"] for n in (1, 2)}
    assert settings == {"ADD_WORKBOOK_TO_PYTHONPATH": "False", "SHOW CONSOLE": "False"}
    assert {cell for cell in CONF_CELLS if cell[0] in "AB"} == {"A1", "B1", "A2", "B2"}


@pytest.mark.parametrize("file", ["xlwings.bas", "addin/Dictionary.cls"])
def test_the_copies_from_xlwings_are_those_of_the_installed_xlwings(file: str):
    spec = importlib.util.find_spec("xlwings")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("xlwings がありません")
    theirs = Path(spec.submodule_search_locations[0], file)
    assert macro(theirs.name).read_bytes().splitlines() == theirs.read_bytes().splitlines()
