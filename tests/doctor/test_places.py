"""Where the workbook lies: awkward characters, length, network, OneDrive; and write access."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from pmo_xl.doctor.book_place import (
    LONGEST,
    book_network,
    book_onedrive,
    book_path,
    book_writable,
    own_folders_writable,
)
from pmo_xl.doctor.diagnosis import State
from tests.support.pc import a_pc

SYNCED = r"HKCU\Software\SyncEngines\Providers\OneDrive"


@pytest.mark.parametrize("character", list("%=';"))
def test_a_character_that_breaks_the_buttons_is_named(character: str, tmp_path: Path) -> None:
    (answer,) = book_path(a_pc(tmp_path), Path(rf"C:\案件{character}1\台帳.xlsm"))
    assert answer.state is State.BAD
    assert character in answer.mend


def test_spaces_japanese_and_ampersands_are_fine(tmp_path: Path) -> None:
    (answer,) = book_path(a_pc(tmp_path), Path(r"C:\Users\山田 太郎\R&D^2(新)\台帳 第2版.xlsm"))
    assert answer.state is State.GOOD


@pytest.mark.parametrize(
    ("length", "state"),
    [
        (LONGEST - 40, State.GOOD),
        (LONGEST - 39, State.CAUTION),
        (LONGEST, State.CAUTION),
        (LONGEST + 1, State.BAD),
    ],
)
def test_long_paths_are_told_before_excel_refuses_them(length: int, state: State, tmp_path: Path) -> None:
    path = Path("C:\\" + "案" * (length - 8) + ".xlsm")
    assert [answer.state for answer in book_path(a_pc(tmp_path), path)] == [state]


@pytest.mark.parametrize(
    ("path", "state"),
    [
        (r"C:\案件\台帳.xlsm", State.GOOD),
        (r"\\server\share\台帳.xlsm", State.CAUTION),
        (r"\\?\UNC\server\share\台帳.xlsm", State.CAUTION),
        (r"\\192.168.10.5\share\台帳.xlsm", State.BAD),
        (r"\\?\C:\案件\台帳.xlsm", State.GOOD),
        (r"Z:\案件\台帳.xlsm", State.CAUTION),
        (r"Y:\案件\台帳.xlsm", State.BAD),
        (r"台帳.xlsm", State.GOOD),
    ],
)
def test_shares_are_told_directly_and_through_their_drive_letter(
    path: str, state: State, tmp_path: Path
) -> None:
    keys = {
        r"HKCU\Network\Z": {"RemotePath": r"\\server\share"},
        r"HKCU\Network\Y": {"RemotePath": r"\\10.0.0.1\share"},
    }
    assert [answer.state for answer in book_network(a_pc(tmp_path, keys), Path(path))] == [state]


@pytest.mark.parametrize(
    ("environ", "keys", "state"),
    [
        ({"OneDriveCommercial": r"C:\Users\u\OneDrive - 会社"}, {}, State.CAUTION),
        ({"ONEDRIVE": r"c:\users\u\onedrive - 会社"}, {}, State.CAUTION),
        ({"OneDrive": r"C:\Users\u\OneDrive"}, {}, State.GOOD),
        ({}, {rf"{SYNCED}\abc": {"MountPoint": r"C:\Users\u\OneDrive - 会社\案件"}}, State.CAUTION),
        ({}, {rf"{SYNCED}\abc": {"UrlNamespace": "https://…"}}, State.GOOD),
    ],
)
def test_a_synchronised_folder_is_told(
    environ: Mapping[str, str], keys: Mapping[str, Mapping[str, str]], state: State, tmp_path: Path
) -> None:
    book = Path(r"C:\Users\u\OneDrive - 会社\案件\台帳.xlsm")
    pc = a_pc(tmp_path, keys, environ=environ)
    assert [answer.state for answer in book_onedrive(pc, book)] == [state]


def test_folders_that_can_be_written_are_good_and_nothing_is_left_there(tmp_path: Path) -> None:
    book = tmp_path / "台帳.xlsm"
    book.write_bytes(b"PK")
    before = sorted(tmp_path.rglob("*"))
    pc = a_pc(tmp_path / "home")
    assert {answer.state for answer in (*book_writable(pc, book), *own_folders_writable(pc))} == {State.GOOD}
    assert [path for path in sorted(tmp_path.rglob("*")) if "home" not in path.parts] == before


def test_a_folder_that_cannot_be_written_is_bad(tmp_path: Path) -> None:
    pc = a_pc(tmp_path, environ={"TEMP": str(tmp_path / "ない")})
    (answer,) = own_folders_writable(pc)
    assert answer.state is State.BAD and "一時フォルダ" in answer.found
    missing = tmp_path / "消えた" / "台帳.xlsm"
    assert [answer.state for answer in book_writable(pc, missing)] == [State.CAUTION, State.BAD]
