"""The 送る entry: what a batch file holds, whatever the path of Python is."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmo_xl.this_pc.send_to import CHECK, WINDOW, batch, link, windows_link


def test_percent_signs_are_doubled_for_the_batch_file() -> None:
    assert b'"C:\\100%%\\py thon.exe" -m pmo_xl check %*\r\n' in batch(CHECK, r"C:\100%\py thon.exe", "cp932")


def test_a_path_beyond_the_code_page_makes_it_a_utf8_batch_file() -> None:
    content = batch(CHECK, r"C:\홍길동\python.exe", "cp932")
    assert content.decode("utf-8").splitlines()[1] == "chcp 65001 >nul"


@pytest.mark.parametrize(("encoding", "page"), [("cp932", "932"), ("CP1252", "1252"), ("utf-8", "65001")])
def test_the_batch_file_sets_the_page_it_is_written_in(encoding: str, page: str) -> None:
    assert f"chcp {page} >nul" in batch(CHECK, r"C:\python.exe", encoding).decode(encoding)


def test_without_pywin32_no_link_is_made(tmp_path: Path) -> None:
    path = tmp_path / "a.lnk"
    assert not windows_link(path, link(CHECK, "python.exe"))
    assert not path.exists()


def test_the_window_is_started_without_a_console() -> None:
    made = link(WINDOW, r"C:\百%\python.exe")
    assert (made.target, made.arguments) == (r"C:\百%\pythonw.exe", "-m pmo_xl window")
    lines = batch(WINDOW, r"C:\百%\python.exe", "cp932").decode("cp932").splitlines()
    assert lines[2:] == [r'start "" "C:\百%%\pythonw.exe" -m pmo_xl window %*']
