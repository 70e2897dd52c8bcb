"""`fix` and `baseline` as they are typed: the list, the exit codes, the forms."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pmo_xl.faces.cli import main
from pmo_xl.workbook.closed_book import SetCell, apply
from tests.support.master import opened, small_book
from tests.support.small_project import D

DAY = ["--as-of", D.isoformat()]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = small_book(tmp_path)
    place = opened(path).issues["ISS-001"].place
    assert place
    columns = place.table.columns
    due, title = columns["due_on"], columns["title"]
    apply(
        path,
        [
            SetCell("課題管理表", 4, due, "2026/11/20"),
            SetCell("課題管理表", 5, due, "12/15"),
            SetCell("課題管理表", 4, title, "性能が出ない "),
        ],
    )
    return path


def test_fix_lists_every_cell_before_and_after_and_writes_only_when_asked_to(path, capsys):
    before = path.read_bytes()
    assert main(["fix", str(path), *DAY]) == 1
    told = capsys.readouterr()
    assert (
        "2026/11/20" in told.out
        and "DAT003" in told.out
        and "人が直すもの" in told.out
        and "12/15" in told.out
    )
    assert "2 か所を直せます" in told.err and "--apply" in told.err
    assert path.read_bytes() == before
    assert main(["fix", str(path), *DAY, "--apply"]) == 0
    assert "2 か所を書き換えました" in capsys.readouterr().err
    assert main(["fix", str(path), *DAY, "--apply"]) == 0
    left = capsys.readouterr().err
    assert "直すところはありません" not in left
    assert "自動で直せるところはありません。人が直すものが" in left


def test_fix_can_be_told_which_rules_and_in_which_form(path, capsys):
    assert main(["fix", str(path), *DAY, "--only", "DAT009", "--format", "json", "--quiet"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["applied"] is False and answer["shown_only"] == []
    assert answer["changes"] == [
        {
            "sheet": "課題管理表",
            "cell": "C4",
            "row": 4,
            "row_id": "ISS-001",
            "column": "件名",
            "before": "性能が出ない ",
            "after": "性能が出ない",
            "kind": "value",
            "blocked": None,
            "rule": "DAT009",
            "what": "見えない文字と前後の空白を取る",
            "doubt": None,
        }
    ]
    assert main(["fix", str(path), *DAY, "-o", str(path.with_name("直し.xlsx")), "--quiet"]) == 1
    assert main(["fix", str(path), *DAY, "--only", "ISS001"]) == 2
    assert "ISS001 を直す機能はありません" in capsys.readouterr().err


def test_a_workbook_that_is_open_is_not_fixed(path, capsys):
    path.with_name(f".~lock.{path.name}#").write_text("鈴木,,PC,2026;", encoding="utf-8")
    before = path.read_bytes()
    assert main(["fix", str(path), *DAY, "--apply"]) == 2
    assert "鈴木 さんが開いている" in capsys.readouterr().err and path.read_bytes() == before


def test_baseline_asks_for_a_reason_before_it_takes_one_anew(path, capsys):
    assert main(["baseline", str(path), *DAY, "--again", "WBS-001"]) == 2
    assert "--reason" in capsys.readouterr().err
    assert main(["baseline", str(path), *DAY, "--apply"]) == 0
    assert main(["baseline", str(path), *DAY]) == 0
    assert "直すところはありません" in capsys.readouterr().err
