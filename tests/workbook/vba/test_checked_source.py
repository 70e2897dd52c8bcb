"""The macros as a static checker reads them (vbalidator: names, arguments, blocks, Excel's objects): no fault in ours.

xlwings.bas is shipped as its makers wrote it. What the checker says of it is written down: its add-in's own functions, its
conditional declarations and one ParamArray, none of which it understands.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from pmo_xl.workbook.vba.shipped import BUTTON_MODULE, button_sources

MACROS = Path(__file__).resolve().parents[3] / "macros"
OF_XLWINGS = {"VBA361": 3, "VBA001": 12, "VBA101": 1, "VBA320": 1, "VBA009": 1}
"""By its rule, how often."""
BUTTONS = "PmoButtons.bas"

PROGRAM = "import sys; from src.main import main; sys.exit(main())"
"""What its script does, which does not lie on the path of every environment; `src` is how the package calls itself."""


def told(folder: Path) -> list[tuple[str, str]]:
    """(file, rule) of everything that the checker says, errors and warnings."""
    report = folder / "report.json"
    command = [
        sys.executable,
        "-X",
        "utf8",  # it reads its own tables in the code page of the system, which on a Japanese Windows they are not in
        "-c",
        PROGRAM,
        "--host",
        "excel",
        "--define",
        "WIN64=True,VBA7=True",
        "--quiet",
        "--output",
        str(report),
    ]
    ran = subprocess.run([*command, str(folder)], capture_output=True, check=False)
    assert report.exists(), ran.stderr.decode(errors="replace")
    issues = json.loads(report.read_text(encoding="utf-8"))["issues"]
    return [(Path(each["file"]).name, each["rule_id"]) for each in issues]


@pytest.fixture
def macros(tmp_path: Path) -> Path:
    """The sources that Excel gets, in a folder of their own."""
    for name in (BUTTONS, "xlwings.bas", "Dictionary.cls"):
        shutil.copyfile(MACROS / name, tmp_path / name)
    return tmp_path


def test_the_checked_source_is_the_one_in_the_project() -> None:
    text = (MACROS / BUTTONS).read_text(encoding="ascii")
    assert button_sources()[BUTTON_MODULE].replace("\r\n", "\n") in text.replace("\r\n", "\n")


def test_the_checker_finds_no_fault_in_our_macros_and_nothing_new_in_xlwings(macros: Path) -> None:
    found = told(macros)
    assert [each for each in found if each[0] == BUTTONS] == []
    assert Counter(rule for file, rule in found if file == "xlwings.bas") == OF_XLWINGS
    assert [each for each in found if each[0] == "Dictionary.cls"] == []


FAULTS = {
    "a member that Excel has not": (r"Application\.StatusBar = TextAt", "Application.StatusBarr = TextAt"),
    "a function that is not there": (r"If CanStart\(\)", "If CanStartt()"),
    "an argument too many": (r"If CanStart\(\)", "If CanStart(1)"),
    "an argument too few": (r"TextAt\(STARTING\)", "TextAt()"),
    "an If without its End If": (r"    End If\n", ""),
    "a Sub without its End Sub": (r"End Sub\n", ""),
    "a misspelt variable": (r"obstacle = ObstacleText\(\)", "obstacel = ObstacleText()"),
    "a constant that is not there": (r"TextAt\(NOT_SET_UP\)", "TextAt(NOT_SETUP)"),
    "a type that is not there": (r"Dim obstacle As String", "Dim obstacle As Strng"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_caught(fault: str, macros: Path) -> None:
    pattern, put = FAULTS[fault]
    path = macros / BUTTONS
    text, count = re.subn(pattern, put, path.read_text(encoding="ascii"), count=1)
    assert count == 1
    path.write_text(text, encoding="ascii")
    assert [each for each in told(macros) if each[0] == BUTTONS] != []
