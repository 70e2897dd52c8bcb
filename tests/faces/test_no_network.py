"""pmo_xl reaches for no network: docs/offline-kit.md promises it to the IT department."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.master import small_book
from tests.support.no_network import without_network


def test_the_watch_sees_a_program_that_reaches_out(tmp_path: Path) -> None:
    program = "import urllib.request as u; u.urlopen('http://localhost:9')"
    run, reached = without_network(["-c", program], tmp_path / "told")
    assert run.returncode != 0
    assert reached and "localhost" in reached[0]


@pytest.mark.parametrize("verb", ["check", "overdue", "budget", "fix", "record"])
def test_a_verb_on_a_book_opens_no_socket(verb: str, tmp_path: Path) -> None:
    book = small_book(tmp_path)
    run, reached = without_network(["-m", "pmo_xl", verb, str(book)], tmp_path / "told")
    assert run.returncode in (0, 1), run.stderr
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
