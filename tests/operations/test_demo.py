"""demo: one command makes a realistic workbook and shows what the main commands say of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmo_xl.faces.cli import main


def test_demo_makes_a_workbook_and_runs_the_main_jobs_on_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", str(tmp_path / "見本")]) == 0
    made = list((tmp_path / "見本").glob("*.xlsx"))
    assert len(made) == 1
    told = capsys.readouterr().out
    assert all(heading in told for heading in ("【1】点検", "【2】期限超過", "【3】予算", "【4】月次"))
    handed_over = {path.name for path in (tmp_path / "見本" / "月次点検").iterdir()}
    assert {"月次検収支払点検_2026-11.xlsx", "月次検収支払点検報告書_2026-11.docx"} <= handed_over
    assert main(["check", str(made[0])]) == 1
    assert main(["demo", str(tmp_path / "見本")]) == 2
    assert "もうあります" in capsys.readouterr().err
    assert main(["demo", str(tmp_path / "見本"), "--force"]) == 0


def test_demo_into_a_file_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "メモ").write_text("x", encoding="utf-8")
    assert main(["demo", str(tmp_path / "メモ")]) == 2
    assert "はファイルです" in capsys.readouterr().err
