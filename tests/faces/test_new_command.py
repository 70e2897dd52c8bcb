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


def test_macros_give_a_workbook_with_buttons(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "台帳.xlsm"
    assert main(["new", "-o", str(path), "--name", "会員基盤刷新", "--macros"]) == 0
    assert "pmo-xl setup" in capsys.readouterr().err
    assert load_workbook(path, read_only=True)["メニュー"]
    assert main(["check", str(path), "--quiet", "--fail-on", "never"]) == 0


@pytest.mark.parametrize(
    ("name", "options", "advice"),
    [
        ("台帳.xlsx", ["--macros"], ".xlsm で終えてください"),
        ("台帳.xlsm", [], "--macros を付けるか、ファイル名を .xlsx"),
        ("台帳.txt", ["--macros"], ".xlsm で終えてください"),
        ("a=b.xlsm", ["--macros"], "ボタンが動きません"),
    ],
)
def test_a_name_that_does_not_fit_the_macros_is_refused_in_one_sentence(
    name: str, options: list[str], advice: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "-o", str(tmp_path / name), *options]) == 2
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert advice in line.replace("\n", "")
    assert not (tmp_path / name).exists()
