"""The buttons of the shipped workbook, shown and pressed in LibreOffice.

LibreOffice cannot compile xlwings.bas; in a copy a stub stands in its place that notes what it is asked to run.
"""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from pmo_xl.action import Button
from pmo_xl.actions import MENU_BUTTONS, SHEET_BUTTON
from pmo_xl.model.sheets import sheets_of
from pmo_xl.resources import template
from pmo_xl.workbook.vba import build_project
from pmo_xl.workbook.vba.shipped import BUTTON_MODULE, button_sources
from tests.support.libreoffice import OPEN_DOCUMENT, in_open_document

pytestmark = OPEN_DOCUMENT

# F1 of the sheet xlwings.conf takes the line that would be run, F2 names the files that exist.
STUB = """Attribute VB_Name = "xlwings"
Option Explicit

Public Function RunPython(PythonCommand As String)
    ThisWorkbook.Worksheets("xlwings.conf").Range("F1").Value = PythonCommand
End Function

Public Function GetConfig(configKey As String, Optional default As String = "") As Variant
    If configKey = "INTERPRETER_WIN" Then GetConfig = "python.exe"
End Function

Public Function GetDirectoryConfigFilePath() As String
    GetDirectoryConfigFilePath = "beside.conf"
End Function

Public Function FileExistsOnWindows(ByVal FileSpec As String) As Boolean
    FileExistsOnWindows = InStr(ThisWorkbook.Worksheets("xlwings.conf").Range("F2").Value, FileSpec) > 0
End Function
"""


def with_stub(book: Path, target: Path) -> Path:
    """A copy of the workbook whose module xlwings is the stub."""
    with ZipFile(book) as archive, ZipFile(target, "w", ZIP_DEFLATED) as copy:
        names = archive.namelist()
        for name in names:
            content = archive.read(name)
            if name == "xl/vbaProject.bin":
                sheets = sum(each.startswith("xl/worksheets/sheet") for each in names)
                modules = {BUTTON_MODULE: button_sources()[BUTTON_MODULE], "xlwings": STUB}
                content = build_project(modules, ["ThisWorkbook", *(f"Sheet{n + 1}" for n in range(sheets))])
            copy.writestr(name, content)
    return target


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("pressed")
    book, awkward = (
        with_stub(template("pmo_master.xlsm"), folder / f"{name}.xlsm") for name in ("台帳", "a=b")
    )
    found: dict[str, Any] = in_open_document("press_buttons", book, str(awkward))
    return found


def command(button: Button) -> str:
    return f"import pmo_xl.faces.buttons as b; b.run('{button.verb}')"


def test_every_main_button_stands_on_the_menu_and_runs_its_verb(used: dict[str, Any]):
    menu = [button for button in used["buttons"] if button["sheet"] == "メニュー"]
    assert [(button["caption"], button["ran"]) for button in menu] == [
        (button.caption, command(button)) for button in MENU_BUTTONS
    ]


def test_every_ledger_has_its_button_and_it_checks_that_sheet(used: dict[str, Any]):
    found = {b["sheet"]: (b["caption"], b["ran"]) for b in used["buttons"] if b["sheet"] != "メニュー"}
    labels = [sheet.sheet.label for sheet in sheets_of("core")]
    whole, sheet_only = ((b.caption, command(b)) for b in (MENU_BUTTONS[0], SHEET_BUTTON))
    assert found == {label: whole if label == "チェック結果" else sheet_only for label in labels}


def test_every_button_is_bound_to_one_macro(used: dict[str, Any]):
    for button in used["buttons"]:
        (script,) = button["macros"]
        assert re.fullmatch(
            r"vnd\.sun\.star\.script:VBAProject\.PmoButtons\.Pmo\w+\?language=Basic&location=document", script
        )


def test_no_button_lies_over_data_or_a_heading(used: dict[str, Any]):
    for button in used["buttons"]:
        rows = {row for row, _ in button["covers"]}
        texts = [text for _, text in button["covers"] if text]
        assert rows == ({3} if button["sheet"] == "メニュー" else {2})
        assert all(text.startswith("\u3000" * 6) for text in texts), button


def test_the_buttons_of_the_menu_stand_in_two_rows_and_do_not_touch(used: dict[str, Any]):
    menu = [button for button in used["buttons"] if button["sheet"] == "メニュー"]
    lines = [[b for b in menu if b["top"] == top] for top in sorted({b["top"] for b in menu})]
    assert [len(line) for line in lines] == [
        sum(b.group.line == line for b in MENU_BUTTONS) for line in (0, 1)
    ]
    for line in lines:
        for one, following in itertools.pairwise(line):
            assert one["left"] + one["width"] < following["left"]
    assert lines[0][0]["top"] + lines[0][0]["height"] < lines[1][0]["top"]


def test_python_is_not_started_on_a_pc_that_is_not_set_up(used: dict[str, Any]):
    assert used["not_set_up"] == ""
    assert used["set_up"] == command(MENU_BUTTONS[0])


def test_python_is_not_started_when_settings_lie_beside_the_workbook(used: dict[str, Any]):
    assert used["foreign_settings"] == ""


def test_python_is_not_started_under_a_name_that_would_break_the_call(used: dict[str, Any]):
    assert used["awkward_name"] == ""
