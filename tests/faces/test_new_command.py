"""new: a workbook of the core sheets, or of every sheet."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from pmo_xl.faces.cli import main
from pmo_xl.model.sheets import SHEETS, sheets_of


@pytest.mark.parametrize("profile", ["core", "full"])
def test_the_profile_says_which_sheets_a_new_workbook_has(profile: str, tmp_path: Path) -> None:
    path = tmp_path / "台帳.xlsx"
    assert main(["new", "-o", str(path), "--profile", profile, "--quiet"]) == 0
    titles = set(load_workbook(path, read_only=True).sheetnames)
    labels = {sheet.sheet.label for sheet in SHEETS}
    assert titles & labels == {sheet.sheet.label for sheet in sheets_of(profile)}
    assert main(["overdue", str(path), "--quiet"]) == 0


def test_an_unknown_profile_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "-o", str(tmp_path / "台帳.xlsx"), "--profile", "huge"]) == 2
    assert "core" in capsys.readouterr().err
