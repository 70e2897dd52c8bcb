"""PDFs of papers: by Word on Windows, else by LibreOffice; apart from the user's own, in time, and without the network."""

from __future__ import annotations

import http.server
import io
import os
import stat
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from PIL import Image
from pptx import Presentation

from pmo_xl.this_pc import libreoffice
from pmo_xl.this_pc.libreoffice import LibreOffice, find_libreoffice
from pmo_xl.this_pc.machine import Machine, this_machine
from pmo_xl.this_pc.pdf_makers import find_pdf_makers
from tests.support.libreoffice import SOFFICE, requires_libreoffice
from tests.support.pc import WORD, a_pc

STAND_IN = """
import os
from pathlib import Path

def log(text):
    with open(os.environ["WORD_LOG"], "a", encoding="utf-8") as file:
        file.write(text + "\\n")

class Paper:
    def __init__(self, path): self.path = path
    def ExportAsFixedFormat(self, pdf, kind, **how):
        log(f"export {Path(pdf).name} {kind} {how['OpenAfterExport']}")
        Path(pdf).write_bytes(b"%PDF-1.7 by Word %%EOF")
    def Close(self, changes): log(f"close {changes}")

class Documents:
    def Open(self, path, **how):
        log(f"open {Path(path).name} {how['ReadOnly']} {how['AddToRecentFiles']}")
        if "壊れた" in path: raise OSError("Word cannot open it")
        return Paper(path)
    def Add(self): raise OSError("no empty one")

class Word:
    Documents = Documents()
    def __setattr__(self, name, value): log(f"{name}={value}")
    def Quit(self, changes): log(f"quit {changes}")

def DispatchEx(name): return Word()
"""


def a_paper(text: str) -> bytes:
    paper, data = Document(), io.BytesIO()
    paper.add_heading(text)
    paper.save(data)
    return data.getvalue()


def the_slides() -> bytes:
    slides, data = Presentation(), io.BytesIO()
    slides.slides.add_slide(slides.slide_layouts[0]).shapes.title.text = "定例資料"
    slides.save(data)
    return data.getvalue()


def text_of(pdf: bytes | None) -> str:
    assert pdf
    opened = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_bounded() for page in opened)
    opened.close()
    return text


def a_program(folder: Path, name: str, script: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def on_path(folder: Path) -> Machine:
    machine = this_machine()
    return replace(machine, environ={**machine.environ, "PATH": f"{folder}{os.pathsep}/usr/bin:/bin"})


def with_word(tmp_path: Path, **registry: dict[str, str]) -> Machine:
    package = tmp_path / "site" / "win32com"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "client.py").write_text(STAND_IN, encoding="utf-8")
    pc = a_pc(tmp_path, {**WORD, **registry}, executable=sys.executable)
    given = {"PYTHONPATH": str(tmp_path / "site"), "WORD_LOG": str(tmp_path / "word.log"), "PATH": ""}
    return replace(pc, environ={**pc.environ, **given})


@requires_libreoffice
def test_several_papers_become_pdfs_in_one_session(tmp_path: Path) -> None:
    a_program(tmp_path / "bin", "soffice", f'echo started >> "{tmp_path}/log"\nexec "{SOFFICE}" "$@"')
    makers = find_pdf_makers(on_path(tmp_path / "bin"))
    first, second = makers.pdfs(
        [("要件 一覧書.docx", a_paper("要件の一覧")), ("予算.docx", a_paper("予算の執行"))]
    )
    assert "要件の一覧" in text_of(first)
    assert "予算の執行" in text_of(second)
    assert (tmp_path / "log").read_text(encoding="utf-8").split() == ["started"]


@requires_libreoffice
def test_papers_of_one_name_in_two_folders_are_not_mixed_up() -> None:
    makers = find_pdf_makers(this_machine())
    first, broken, second = makers.pdfs(
        [
            ("票.docx", a_paper("一つ目")),
            ("壊れた.docx", b"PK\x03\x04 broken"),
            ("票.docx", a_paper("二つ目")),
        ]
    )
    assert "一つ目" in text_of(first)
    assert "二つ目" in text_of(second)
    assert broken is None


@requires_libreoffice
def test_nothing_is_fetched_that_a_form_names_on_a_network(
    tmp_path: Path, server: tuple[str, list[str]]
) -> None:
    address, asked = server
    paper, data = Document(), io.BytesIO()
    paper.add_paragraph("本文")
    linked = paper.part.relate_to(f"{address}/picture.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "png")
    paper.add_picture(picture)
    (blip,) = paper.element.body.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}blip")
    names = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
    del blip.attrib[f"{names}embed"]
    blip.set(f"{names}link", linked)
    paper.save(data)
    (pdf,) = find_pdf_makers(this_machine()).pdfs([("様式.docx", data.getvalue())])
    assert "本文" in text_of(pdf)
    assert asked == []


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []

    class Watch(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 - names of http.server

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Watch) as watch:
        threading.Thread(target=watch.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{watch.server_port}", asked
        watch.shutdown()


@pytest.mark.skipif(sys.platform == "win32", reason="sh のプログラムを相手にします")
def test_a_libreoffice_that_does_not_answer_is_ended_with_what_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "_SECONDS", 0.5)
    monkeypatch.setattr(libreoffice, "_SECONDS_A_FILE", 0.0)
    a_program(tmp_path / "bin", "soffice", f'sleep 60 &\necho $! > "{tmp_path}/child"\nwait')
    makers = find_pdf_makers(on_path(tmp_path / "bin"))
    begun = time.monotonic()
    assert makers.pdfs([("票.docx", b"PK")]) == [None]
    assert time.monotonic() - begun < 20
    assert "LibreOffice が時間内に作れなかった" in makers.failed(".docx")
    child = Path("/proc") / (tmp_path / "child").read_text(encoding="utf-8").strip()
    assert not child.exists() or "State:\tZ" in (child / "status").read_text(encoding="utf-8")


def test_a_pc_without_either_says_so_in_one_sentence_for_each_kind(tmp_path: Path) -> None:
    makers = find_pdf_makers(replace(a_pc(tmp_path), version_of=lambda _: None))
    assert "Word も LibreOffice もない" in makers.why_not(".docx")
    assert "PowerPoint" in makers.why_not(".pptx")
    assert makers.pdfs([("票.docx", a_paper("票"))]) == [None]


@pytest.mark.parametrize(("part", "ending"), [("impress", ".pptx"), ("writer", ".docx")])
def test_a_libreoffice_without_a_part_is_not_asked_for_its_papers(
    part: str, ending: str, tmp_path: Path
) -> None:
    registry = tmp_path / "share" / "registry"
    registry.mkdir(parents=True)
    (registry / "main.xcd").touch()
    program = LibreOffice(a_program(tmp_path / "program", "soffice", "exit 1"))
    assert not program.opens(ending)
    (registry / f"{part}.xcd").touch()
    assert program.opens(ending)


def test_windows_says_where_its_libreoffice_lies(tmp_path: Path) -> None:
    program = tmp_path / "LibreOffice" / "program"
    program.mkdir(parents=True)
    for name in ("soffice.exe", "soffice.com"):
        (program / name).touch()
    by_registry = a_pc(tmp_path, {r"HKLM\SOFTWARE\LibreOffice\UNO\InstallPath": {"": str(program)}})
    by_folder = a_pc(tmp_path)
    by_folder = replace(by_folder, environ={**by_folder.environ, "PROGRAMFILES": str(tmp_path)})
    assert (
        find_libreoffice(by_registry) == find_libreoffice(by_folder) == LibreOffice(program / "soffice.com")
    )
    assert find_libreoffice(a_pc(tmp_path)) is None


def test_word_opens_a_paper_to_read_only_and_is_ended_after_the_last(tmp_path: Path) -> None:
    makers = find_pdf_makers(with_word(tmp_path))
    assert makers.why_not(".docx") == ""
    made = makers.pdfs(
        [("検収書.docx", a_paper("検収")), ("壊れた.docx", b"PK"), ("定例.pptx", the_slides())]
    )
    assert made == [b"%PDF-1.7 by Word %%EOF", None, None]
    said = (tmp_path / "word.log").read_text(encoding="utf-8").splitlines()
    assert said[:3] == ["Visible=False", "DisplayAlerts=0", "AutomationSecurity=3"]
    assert "open 検収書.docx True False" in said
    assert "export 検収書.pdf 17 False" in said
    assert said[-1] == "quit 0"
    assert "PowerPoint" in makers.failed(".pptx")
    assert makers.failed(".docx").startswith("Word が")


@requires_libreoffice
def test_what_word_cannot_make_libreoffice_makes(tmp_path: Path) -> None:
    pc = with_word(tmp_path)
    makers = find_pdf_makers(replace(pc, environ={**os.environ, **pc.environ, "PATH": os.environ["PATH"]}))
    by_word, by_other = makers.pdfs([("検収書.docx", a_paper("検収")), ("壊れた.docx", a_paper("直った"))])
    assert by_word == b"%PDF-1.7 by Word %%EOF"
    assert "直った" in text_of(by_other)
