"""`month-end` as people run it: exit codes, sentences, what it prints, the batch file."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from pmo_xl.faces.cli import main
from pmo_xl.faces.commands.month_end import a_month
from tests.support.master import small_book
from tests.support.unreadable_books import SENTENCES, write_unreadable

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("text", ["2026-11", "2026/11", "202611", "2026年11月", "R8.11", "2026-11-30"])
def test_a_month_is_understood_as_people_write_it(text: str) -> None:
    assert a_month(text) == date(2026, 11, 1)


@pytest.mark.parametrize("text", ["11月", "2026-13", "来月", "2026-11-31"])
def test_another_month_is_one_sentence(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["month-end", str(tmp_path), "--month", text]) == 2
    told = capsys.readouterr().err
    assert text in told
    assert "2026-11" in told


def test_a_folder_without_workbooks_and_one_with_unreadable_ones_only_end_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["month-end", str(tmp_path)]) == 2
    (tmp_path / "空.xlsx").write_bytes(b"")
    assert main(["month-end", str(tmp_path), "-o", str(tmp_path / "out")]) == 2
    assert "空.xlsx" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_workbook_that_cannot_be_read_beside_a_good_one_ends_with_3(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small_book(tmp_path)
    (tmp_path / "空.xlsx").write_bytes(b"")
    out = tmp_path / "月次点検"
    given = ["month-end", str(tmp_path), "--month", "2026-11", "-o", str(out), "--jobs", "1"]
    assert main(given) == 3
    told = capsys.readouterr()
    assert "空.xlsx" in told.err
    assert "月次検収支払点検" in told.out
    assert (out / "月次検収支払点検_2026-11.xlsx").exists()
    assert main(given) == 2
    assert "--force" in capsys.readouterr().err
    assert main([*given, "--force", "--quiet"]) == 3
    assert capsys.readouterr().out == ""


IN_A_PROCESS = """
import sys
from pathlib import Path
from tests.support.unreadable_books import refuse_in_use
read = Path.read_bytes
Path.read_bytes = lambda path: refuse_in_use(path) or read(path)
from pmo_xl.faces.cli import main
sys.exit(main(sys.argv[1:]))
"""


def test_five_unreadable_workbooks_among_good_ones_end_with_3_and_five_plain_sentences(
    tmp_path: Path,
) -> None:
    books, out = tmp_path / "案件", tmp_path / "月次点検"
    books.mkdir()
    write_unreadable(books, small_book(books))
    given = ["month-end", str(books), "--month", "2026-11", "-o", str(out), "--jobs", "1", "--quiet"]
    command = [sys.executable, "-X", "utf8", "-c", IN_A_PROCESS, *given]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert run.returncode == 3
    told = run.stderr.splitlines()
    assert len(told) == len(SENTENCES)
    for name, word in SENTENCES.items():
        (sentence,) = (line for line in told if line.startswith(f"案件/{name}"))
        assert word in sentence
        assert sentence.endswith("。")
    data = json.loads((out / "月次検収支払点検_2026-11.json").read_text("utf-8"))
    assert len(data["workbooks"]) == 1
    assert {Path(failed["workbook"]).name for failed in data["failed"]} == set(SENTENCES)


def test_the_terminal_too_compares_with_the_month_before_in_the_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, out = small_book(tmp_path), tmp_path / "月次点検"
    given = ["month-end", str(book), "-o", str(out), "--jobs", "1", "--fail-on", "never"]
    assert main([*given, "--month", "2026-10"]) == 0
    assert "前の月の記録(履歴)がない" in capsys.readouterr().out
    assert main([*given, "--month", "2026-11"]) == 0
    assert "の記録と比べました" in capsys.readouterr().out


def test_json_goes_to_the_terminal_as_one_object(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small_book(tmp_path)
    main(["month-end", str(tmp_path), "--month", "2026-11", "--format", "json", "--jobs", "1"])
    data = json.loads(capsys.readouterr().out)
    assert data["month"] == "2026-11"
    assert len(data["workbooks"]) == 1


def test_results_of_an_earlier_run_among_the_projects_are_not_read(tmp_path: Path) -> None:
    book = small_book(tmp_path)
    for name in ("月次検収支払点検_2026-10.xlsx", "電子取引索引簿_2026-10.xlsx", "~$会員基盤刷新.xlsx"):
        shutil.copy(book, tmp_path / name)
    assert main(["month-end", str(tmp_path), "--month", "2026-11", "--fail-on", "never", "--jobs", "1"]) == 0


def test_the_batch_file_is_plain_and_only_calls_the_command() -> None:
    content = (ROOT / "macros" / "month_end.bat").read_bytes()
    assert content.isascii()
    lines = content.decode("ascii").split("\r\n")
    assert not any("\n" in line for line in lines)
    calls = [line for line in lines if " -m pmo_xl " in line]
    assert len(calls) == 2
    assert all(line.startswith("!RUN! -m pmo_xl month-end ") for line in calls)
    assert "set RUN=py" in lines
    assert "pause" in lines
