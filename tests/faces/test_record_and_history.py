"""`record` and `history` as they are typed: what is said, and the exit codes."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from pmo_xl.faces.cli import main
from tests.support.master import opened, small_book
from tests.support.small_project import D

DAY = ["--as-of", D.isoformat()]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return small_book(tmp_path)


def test_recording_says_what_is_new_where_the_copy_is_and_which_run_it_was(path, capsys):
    assert main(["record", str(path), *DAY]) == 0
    said = capsys.readouterr().err
    assert "チェック結果に書きました(新規" in said and "書き換える前の控え:" in said and ".json.gz" in said
    assert main(["record", str(path), *DAY, "--quiet"]) == 0
    assert capsys.readouterr().err == ""


def test_a_workbook_that_cannot_be_written_is_one_sentence_and_exit_code_2(path, capsys):
    path.with_name(f".~lock.{path.name}#").write_text("鈴木,,PC,2026;", encoding="utf-8")
    assert main(["record", str(path), *DAY]) == 2
    assert "鈴木 さんが開いている" in capsys.readouterr().err


def test_a_history_that_cannot_be_written_is_exit_code_3(path, tmp_path, capsys):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert main(["record", str(path), *DAY, "--history", str(tmp_path / "file")]) == 3
    assert "記録を" in capsys.readouterr().err


def test_history_shows_what_changed_between_the_last_two_runs(path, capsys):
    main(["record", str(path), *DAY])
    book = opened(path)
    with book.edit() as changes:
        changes.set(book.issues["ISS-001"], due_on=date(2026, 12, 25))
    main(["record", str(path), *DAY])
    capsys.readouterr()
    assert main(["history", str(path)]) == 0
    shown = capsys.readouterr().out
    assert "期限" in shown and "2026/11/10" in shown and "2026/12/25" in shown
    assert main(["history", str(path), "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["changes"] == [
        {
            "sheet": "課題管理表",
            "row_id": "ISS-001",
            "kind": "変更",
            "column": "期限",
            "before": "2026/11/10",
            "after": "2026/12/25",
        }
    ]
    assert "ISS001/課題管理表/ISS-001/期限" in [each["id"] for each in answer["resolved_findings"]]
    assert main(["history", str(path), "-o", str(path.with_name("変化.xlsx"))]) == 0
    assert main(["history", str(path), "--list"]) == 0
    assert "記録 2 回分" in capsys.readouterr().out


def test_history_without_two_runs_says_how_to_get_them(path, capsys):
    main(["record", str(path), *DAY, "--quiet"])
    assert main(["history", str(path)]) == 2
    said = capsys.readouterr().err
    assert "比べられる記録が2回分ありません" in said and "1回分" in said and said.count("\n") == 1


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["--since", "2096-01-01"], "比べる日(since)2096/01/01 は今日("),
        (["--since", "2026-11-20", "--until", "2026-11-19"], "終わりの日(until)(2026/11/19)より後です"),
        (["--list", "--since", "2026-11-20"], "--since は使えません"),
        (["--list", "--format", "json", "-o", "一覧.json"], "--format、-o は使えません"),
    ],
)
def test_a_day_or_option_that_would_mean_nothing_is_one_sentence(path, capsys, given, told):
    main(["record", str(path), *DAY, "--quiet"])
    main(["record", str(path), *DAY, "--quiet"])
    assert main(["history", str(path), *given]) == 2
    said = capsys.readouterr().err
    assert told in said and said.count("\n") == 1


def test_a_damaged_run_is_named_by_every_command_that_meets_it(path, capsys):
    main(["record", str(path), *DAY, "--quiet"])
    (run,) = (path.parent / ".pmo_xl" / "history").iterdir()
    run.write_bytes(run.read_bytes()[:100])
    main(["check", str(path), *DAY])
    told = capsys.readouterr()
    assert run.name in told.err and "前回までの記録がありません" in told.out
