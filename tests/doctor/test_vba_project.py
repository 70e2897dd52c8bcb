"""The shipped macros against their sources and recorded hash, and a workbook's against the shipped ones."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

import pytest
import xlsxwriter

from pmo_xl.doctor import vba_project
from pmo_xl.doctor.diagnosis import Answer, State
from pmo_xl.doctor.vba_project import book_macros, changed_modules, recorded_hash, shipped_project
from pmo_xl.workbook.vba import build_project
from pmo_xl.workbook.vba.shipped import button_project, button_sources
from tests.support.pc import a_pc

EMPTY = 'Attribute VB_Name = "{}"\nSub A()\nEnd Sub'
DOCUMENTS = ["ThisWorkbook", "Sheet1"]


def book(folder: Path, sources: Mapping[str, str]) -> list[Answer]:
    (folder / "vbaProject.bin").write_bytes(build_project(sources, DOCUMENTS))
    path = folder / "台帳.xlsm"
    with xlsxwriter.Workbook(str(path)) as made:
        made.add_worksheet("A")
        made.add_vba_project(str(folder / "vbaProject.bin"))
    return list(book_macros(a_pc(folder), path))


def test_the_shipped_macros_are_their_sources(tmp_path: Path) -> None:
    (answer,) = shipped_project(a_pc(tmp_path))
    assert answer.state is State.GOOD and "SHA-256" in answer.found


def test_changed_and_missing_modules_are_named() -> None:
    assert changed_modules(button_project(DOCUMENTS)) == ()
    buttons = button_sources()["PmoButtons"]
    missing = build_project({"PmoButtons": buttons}, DOCUMENTS)
    assert changed_modules(missing) == ("xlwings", "Dictionary")
    emptied = {name: EMPTY.format(name) for name in ("xlwings", "Dictionary")}
    changed = build_project({"PmoButtons": f"{buttons}\nSub Extra()\nEnd Sub\n", **emptied}, DOCUMENTS)
    assert changed_modules(changed) == ("PmoButtons", "xlwings", "Dictionary")


def test_macros_of_another_xlwings_than_the_installed_one_are_told(tmp_path: Path) -> None:
    answers = list(shipped_project(a_pc(tmp_path, version_of=lambda package: "0.30.0")))
    assert [a.state for a in answers] == [State.GOOD, State.CAUTION]
    assert "xlwings==" in answers[1].mend
    assert len(list(shipped_project(a_pc(tmp_path, version_of=lambda package: None)))) == 1


def test_shipped_macros_that_differ_from_what_was_installed_are_bad(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vba_project, "recorded_hash", lambda name: hashlib.sha256(b"as installed").digest())
    assert [a.state for a in shipped_project(a_pc(tmp_path))] == [State.BAD]


def test_shipped_macros_that_are_not_their_sources_are_bad(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "vbaProject.bin"
    other.write_bytes(build_project({"xlwings": EMPTY.format("xlwings")}, DOCUMENTS))
    monkeypatch.setattr(vba_project, "macro", lambda name: other)
    monkeypatch.setattr(
        vba_project, "recorded_hash", lambda name: None
    )  # as in a checkout: installed, it tells first
    (answer,) = shipped_project(a_pc(tmp_path))
    assert answer.state is State.BAD and "xlwings" in answer.found


def test_the_recorded_hash_is_that_of_the_wheels_record(monkeypatch: pytest.MonkeyPatch) -> None:
    digest = hashlib.sha256(b"x").digest()
    path = metadata.PackagePath("pmo_xl/macros/vbaProject.bin")
    path.hash = metadata.FileHash(f"sha256={base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}")
    other = metadata.PackagePath("pmo_xl/version.py")
    other.hash = None
    monkeypatch.setattr(metadata, "files", lambda name: [other, path])
    assert recorded_hash("macros/vbaProject.bin") == digest
    assert recorded_hash("pmo_xl/version.py") is None
    assert recorded_hash("macros/none.bin") is None


def test_a_book_with_todays_macros_is_good_whatever_excel_made_of_blanks_and_capitals(tmp_path: Path) -> None:
    respelt = {
        name: text
        if name == "Dictionary"
        else text.replace("    ", "  ").replace("Application", "application")
        for name, text in button_sources().items()
    }
    assert [a.state for a in book(tmp_path, respelt)] == [State.GOOD]


def test_a_book_with_other_macros_is_told(tmp_path: Path) -> None:
    buttons = button_sources()["PmoButtons"]
    (answer,) = book(tmp_path, {"PmoButtons": buttons, "xlwings": EMPTY.format("xlwings")})
    assert answer.state is State.CAUTION and "xlwings" in answer.found and "PmoButtons" not in answer.found
    (answer,) = book(tmp_path, {"Module1": EMPTY.format("Module1")})
    assert answer.state is State.CAUTION and "ありません" in answer.found


def test_only_a_book_that_should_have_macros_is_told_that_it_has_none(tmp_path: Path) -> None:
    path = tmp_path / "台帳.xlsx"
    with xlsxwriter.Workbook(str(path)) as made:
        made.add_worksheet("A")
    assert [a.state for a in book_macros(a_pc(tmp_path), path)] == [State.GOOD]
    bare = path.rename(path.with_suffix(".xlsm"))
    assert [a.state for a in book_macros(a_pc(tmp_path), bare)] == [State.CAUTION]
