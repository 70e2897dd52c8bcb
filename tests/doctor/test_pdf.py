"""doctor says whether PDFs of documents and of slides can be made here, and with what."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pmo_xl.doctor.diagnosis import State
from pmo_xl.doctor.packages import pdf
from tests.support.pc import WORD, a_pc

LIBREOFFICE = r"HKLM\SOFTWARE\LibreOffice\UNO\InstallPath"


def a_libreoffice(folder: Path, *parts: str) -> dict[str, dict[str, str]]:
    (folder / "program").mkdir(parents=True)
    (folder / "program" / "soffice.com").touch()
    (folder / "share" / "registry").mkdir(parents=True)
    for part in parts:
        (folder / "share" / "registry" / f"{part}.xcd").touch()
    return {LIBREOFFICE: {"": str(folder / "program")}}


def test_word_makes_documents_and_libreoffice_slides(tmp_path: Path) -> None:
    pc = a_pc(tmp_path, {**WORD, **a_libreoffice(tmp_path / "LO", "writer", "impress")})
    documents, slides = pdf(pc)
    assert (documents.state, slides.state) == (State.GOOD, State.GOOD)
    assert "Word・LibreOffice で" in documents.found
    assert "は LibreOffice で" in slides.found


def test_slides_without_impress_are_told_how_else(tmp_path: Path) -> None:
    documents, slides = pdf(a_pc(tmp_path, a_libreoffice(tmp_path / "LO", "writer")))
    assert (documents.state, slides.state) == (State.GOOD, State.GOOD)
    assert "PowerPoint で開いて" in slides.found


def test_a_pc_with_neither_or_with_a_word_that_cannot_be_asked_is_told_once(tmp_path: Path) -> None:
    for pc in (a_pc(tmp_path), replace(a_pc(tmp_path, WORD), version_of=lambda _: None)):
        (answer,) = pdf(pc)
        assert answer.state is State.CAUTION
        assert "LibreOffice" in answer.mend
