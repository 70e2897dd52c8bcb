"""pmo_xl reaches for no network: docs/offline-kit.md promises it to the IT department."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pmo_xl.model.requirement import Requirement
from pmo_xl.tiles import STARTERS, TILES
from tests.support.all_commands import TWO_WAYS
from tests.support.master import small_book
from tests.support.no_network import without_network

ENDING_OTHERWISE = {
    "history": 2,  # nothing is recorded yet
    "history csv": 2,
    "import itself": 2,
    "merge itself": 2,
    "setup": 2,  # no Excel here
    "setup dry": 2,
    "spec-scan": 2,  # the design it names is not there
    "unknown": 2,
}
"""What rightly refuses its arguments: its exit code."""


def test_the_watch_sees_a_program_that_reaches_out(tmp_path: Path) -> None:
    program = "import urllib.request as u; u.urlopen('http://localhost:9')"
    run, reached = without_network(["-c", program], tmp_path / "told")
    assert run.returncode != 0
    assert reached and "localhost" in reached[0]


@pytest.mark.slow
def test_no_command_opens_a_socket_in_its_usual_ways(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "APPDATA", "LOCALAPPDATA", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "利用者"))
    command = ["-m", "tests.support.all_commands", str(tmp_path / "場所")]
    run, reached = without_network(command, tmp_path / "told")
    assert run.returncode == 0, run.stderr
    ended = json.loads(run.stdout)
    assert set(ended) == set(TWO_WAYS)
    assert {name: code for name, code in ended.items() if code not in (0, 1)} == ENDING_OTHERWISE
    assert reached == []


@pytest.mark.slow
def test_month_end_opens_no_socket_in_its_many_processes(tmp_path: Path) -> None:
    small_book(tmp_path)
    command = ["-m", "pmo_xl", "month-end", str(tmp_path), "--month", "2026-11", "--jobs", "2"]
    run, reached = without_network(command, tmp_path / "told")
    assert run.returncode in (0, 1), run.stderr
    assert reached == []


@pytest.mark.slow
def test_demo_with_all_its_papers_opens_no_socket(tmp_path: Path) -> None:
    run, reached = without_network(["-m", "pmo_xl", "demo", str(tmp_path / "見本")], tmp_path / "told")
    assert run.returncode == 0, run.stderr
    assert "【できたもの】" in run.stdout
    assert reached == []


OF_THE_WINDOW = """
import io, json, sys
from pmo_xl.faces.window.desk import serve
from pmo_xl.model.requirement import Requirement
from pmo_xl.tiles import STARTERS, TILES
for tile in (*TILES, *STARTERS):
    path = {"new_book": sys.argv[2]}.get(tile.verb, sys.argv[1])
    task = {"verb": tile.verb, "paths": [path], "is_written": not tile.can_stop}
    answers = [{"answer": each} for each in ("はい", "週次", "基本のシート")]
    first = {"make_documents": 1, "new_book": 2}.get(tile.verb, 0)
    serve(io.StringIO("\\n".join(map(json.dumps, [task, *answers[first:]])) + "\\n"), sys.stdout)
"""


@pytest.mark.slow
def test_no_button_of_the_window_opens_a_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "APPDATA", "LOCALAPPDATA", "USERPROFILE", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "利用者"))
    book = small_book(
        tmp_path, {Requirement: [Requirement(id=None, title="検索")]}
    )  # there is something to mend
    paths = [str(book), str(tmp_path / "新しい.xlsx")]
    run, reached = without_network(["-c", OF_THE_WINDOW, *paths], tmp_path / "told")
    assert run.returncode == 0, run.stderr
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    assert [line["text"] for line in lines if line["what"] == "warn"] == []
    assert sum(line["what"] == "made" and bool(line["paths"]) for line in lines) == len(TILES) + len(STARTERS)
    assert reached == []
