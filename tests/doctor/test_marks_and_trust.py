"""The mark of files from the internet, and the folders Excel trusts."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from pmo_xl import resources
from pmo_xl.doctor.diagnosis import State
from pmo_xl.doctor.mark_of_the_web import book_mark, template_mark, zone_of
from pmo_xl.doctor.trusted_locations import is_trusted, trusted_location
from tests.support.pc import a_pc

USER = r"HKCU\Software\Microsoft\Office\16.0\Excel\Security\Trusted Locations"
POLICY = r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel\Security\Trusted Locations"
COMMON = r"HKCU\Software\Policies\Microsoft\Office\16.0\Common\Security\Trusted Locations"
BOOK = Path(r"C:\Users\u\Desktop\案件\台帳.xlsm")
SHARED = Path(r"\\server\share\案件\台帳.xlsm")

Keys = Mapping[str, Mapping[str, int | str]]


def marked(book: Path, zone: object) -> Path:
    """The stream beside a file has a name of its own on Windows; elsewhere a file of that name stands in."""
    book.write_bytes(b"PK")
    Path(f"{book}:Zone.Identifier").write_bytes(f"[ZoneTransfer]\r\nZoneId={zone}\r\n".encode())
    return book


@pytest.mark.parametrize(("zone", "read"), [(3, 3), (4, 4), (0, 0), ("x", None)])
def test_the_zone_is_read_from_the_stream(zone: object, read: int | None, tmp_path: Path) -> None:
    assert zone_of(marked(tmp_path / "a.xlsm", zone)) == read


def test_a_file_without_the_stream_has_no_zone(tmp_path: Path) -> None:
    (tmp_path / "a.xlsm").write_bytes(b"PK")
    assert zone_of(tmp_path / "a.xlsm") is None


@pytest.mark.parametrize(
    ("name", "zone", "state"),
    [
        ("台帳.xlsm", 3, State.BAD),
        ("台帳.xlsm", 4, State.BAD),
        ("台帳.xlsm", 2, State.GOOD),
        ("台帳.xlsx", 3, State.CAUTION),
    ],
)
def test_a_marked_book_is_told_with_how_to_unblock_it(
    name: str, zone: int, state: State, tmp_path: Path
) -> None:
    (answer,) = book_mark(a_pc(tmp_path), marked(tmp_path / name, zone))
    assert answer.state is state
    assert ("許可する" in answer.mend) == (state is not State.GOOD)


def test_a_marked_book_in_a_trusted_folder_still_runs(tmp_path: Path) -> None:
    pc = a_pc(tmp_path, {rf"{USER}\Location9": {"Path": str(tmp_path)}})
    assert [a.state for a in book_mark(pc, marked(tmp_path / "台帳.xlsm", 3))] == [State.CAUTION]


def test_templates_are_clean_as_shipped_and_told_when_they_came_by_mail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [a.state for a in template_mark(a_pc(tmp_path))] == [State.GOOD]
    copy = shutil.copy(resources.template("pmo_master.xlsx"), tmp_path / "pmo_master.xlsx")
    monkeypatch.setattr(resources, "folder", lambda name: tmp_path)
    assert [a.state for a in template_mark(a_pc(tmp_path))] == [State.GOOD]
    marked(Path(copy), 3)
    (answer,) = template_mark(a_pc(tmp_path))
    assert answer.state is State.CAUTION and "pmo_master.xlsx" in answer.found
    for path in (Path(copy), Path(f"{copy}:Zone.Identifier")):
        path.unlink(missing_ok=True)
    assert [a.state for a in template_mark(a_pc(tmp_path))] == [State.UNKNOWN]


@pytest.mark.parametrize(
    ("book", "keys", "trusted"),
    [
        (BOOK, {}, False),
        (BOOK, {rf"{USER}\Location5": {"Path": "c:\\users\\U\\desktop\\案件\\"}}, True),
        (BOOK, {rf"{USER}\Location5": {"Path": r"C:\Users\u\Desktop"}}, False),
        (BOOK, {rf"{USER}\Location5": {"Path": r"C:\Users\u\Desktop", "AllowSubFolders": 1}}, True),
        (BOOK, {rf"{USER}\Location5": {"Path": r"C:\Users\u\PressedBook", "AllowSubFolders": 1}}, False),
        (BOOK, {rf"{POLICY}\Location0": {"Path": r"%TOP%\Desktop\案件"}}, True),
        (BOOK, {rf"{COMMON}\Location0": {"Path": r"C:\Users", "AllowSubFolders": 1}}, True),
        (
            BOOK,
            {rf"{USER}\Location5": {"Path": str(BOOK.parent)}, COMMON: {"allow user locations": 0}},
            False,
        ),
        (
            BOOK,
            {rf"{USER}\L": {"Path": r"C:\Users\u\Desktop\案件"}, COMMON: {"allow user locations": 0}},
            False,
        ),
        (
            BOOK,
            {rf"{USER}\L": {"Path": r"C:\Users\u\Desktop\案件"}, POLICY: {"alllocationsdisabled": 1}},
            False,
        ),
        (BOOK, {rf"{USER}\L": {"Path": r"C:\Users\u\Desktop\案件"}, USER: {"AllLocationsDisabled": 0}}, True),
        (SHARED, {rf"{USER}\L": {"Path": r"\\server\share\案件"}}, False),
        (SHARED, {rf"{USER}\L": {"Path": r"\\Server\Share\案件"}, USER: {"AllowNetworkLocations": 1}}, True),
        (
            Path(r"Z:\案件\台帳.xlsm"),
            {rf"{USER}\L": {"Path": r"Z:\案件"}, r"HKCU\Network\Z": {"RemotePath": r"\\server\share"}},
            False,
        ),
    ],
)
def test_trust_follows_folder_subfolders_policy_and_network(
    book: Path, keys: Keys, trusted: bool, tmp_path: Path
) -> None:
    pc = a_pc(tmp_path, keys, environ={"Top": r"C:\Users\u"})
    assert is_trusted(pc, book) is trusted
    (answer,) = trusted_location(pc, book)
    assert answer.state is (State.GOOD if trusted else State.CAUTION)


def test_switched_off_trusted_locations_are_told_as_such(tmp_path: Path) -> None:
    (answer,) = trusted_location(a_pc(tmp_path, {POLICY: {"AllLocationsDisabled": 1}}), BOOK)
    assert "すべて無効" in answer.found
