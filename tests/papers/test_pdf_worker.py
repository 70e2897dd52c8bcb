"""The worker that looks into a PDF, asked in this process: pages, marks, bookmarks, attachments, bounds; and what its end means."""

from __future__ import annotations

import io
import subprocess
import sys
import time
from typing import Any

import pypdf
import pypdfium2
import pytest
from pypdf.annotations import FreeText, Highlight, Link
from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, TextStringObject
from pypdf.generic import NameObject as N
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.pdfgen.canvas import Canvas

from pmo_xl.errors import UnreadableWorkbook
from pmo_xl.papers import pdf, pdf_worker


def made() -> bytes:
    """Four pages, two of them Letter (one lying), with marks of three kinds, a link, bookmarks, an attachment, a script."""
    target = io.BytesIO()
    canvas = Canvas(target)
    canvas.setAuthor("yamada")
    for number, size in enumerate((A4, LETTER, LETTER[::-1], (612, 793))):
        canvas.setPageSize(size)
        canvas.drawString(40, 500, f"page {number + 1}")
        canvas.bookmarkPage(f"p{number}")
        canvas.addOutlineEntry(f"chapter {number + 1}", f"p{number}")
        canvas.showPage()
    canvas.save()
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(target.getvalue()))
    rect = (50, 50, 90, 90)
    corners = ArrayObject([FloatObject(each) for each in (50, 50, 90, 50, 50, 90, 90, 90)])
    writer.add_annotation(1, FreeText(text="直す", rect=rect))
    writer.add_annotation(3, Highlight(rect=rect, quad_points=corners))
    writer.add_annotation(0, Link(rect=rect, url="https://example.com"))
    writer.add_attachment("cost.xlsx", b"x")
    script = DictionaryObject({N("/S"): N("/JavaScript"), N("/JS"): TextStringObject("app.alert(1)")})
    named = ArrayObject([TextStringObject("a"), writer._add_object(script)])
    writer.root_object["/Names"][N("/JavaScript")] = DictionaryObject({N("/Names"): named})  # type: ignore[index]
    done = io.BytesIO()
    writer.write(done)
    return done.getvalue()


def told(until: float = 60.0) -> dict[str, Any]:
    return pdf_worker._told(pypdfium2.PdfDocument(made()), time.monotonic() + until)


def test_everything_that_is_told_of_a_pdf() -> None:
    found = told()
    assert [each.strip() for each in found["pages"]] == ["page 1", "page 2", "page 3", "page 4"]
    assert (found["count"], found["letters"], found["scripts"]) == (4, 2, 1)
    assert found["marks"] == [(2, "FreeText", "直す"), (4, "Highlight", "")]
    assert found["outline"] == ["chapter 1", "chapter 2", "chapter 3", "chapter 4"]
    assert found["attachments"] == ["cost.xlsx"]
    assert found["metadata"]["Author"] == "yamada"


def test_no_page_is_looked_at_when_the_time_is_over_nor_beyond_the_bound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert (told(-1)["pages"], told(-1)["count"]) == ([], 4)
    monkeypatch.setattr(pdf_worker, "MOST_PAGES", 3)
    assert len(told()["pages"]) == 3


def test_the_worker_ends_with_a_code_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_worker, "_bound_memory", lambda: None)
    monkeypatch.setattr(sys, "argv", ["pdf_worker", "5"])
    for data, code in ((b"%PDF-1.7 x", 5), (_locked(), 4)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert pdf_worker.main() == code
    ended: list[int] = []
    monkeypatch.setattr(pdf_worker.os, "_exit", ended.append)
    for data in (made(), _locked()):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        monkeypatch.setenv("PMO_XL_PDF_PASSWORD", "key")
        pdf_worker.main()
    assert ended == [0, 0]
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    assert pdf_worker.main() == 3


def _locked() -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(made()))
    writer.encrypt("key")
    done = io.BytesIO()
    writer.write(done)
    return done.getvalue()


@pytest.mark.parametrize(
    ("code", "out", "sentence"),
    [
        (4, b"", "a.pdf はパスワードで開けません（--password-env でパスワードを渡してください）。"),
        (5, b"", "a.pdf は壊れているか、安全に読めません（元の文書からPDFを作り直してください）。"),
        (-9, b"{}", "a.pdf は壊れているか、安全に読めません（元の文書からPDFを作り直してください）。"),
        (0, b"{", "a.pdf は壊れているか、安全に読めません（元の文書からPDFを作り直してください）。"),
    ],
)
def test_the_end_of_the_worker_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, code: int, out: bytes, sentence: str
) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], code, out, b""))
    with pytest.raises(UnreadableWorkbook) as raised:
        pdf.read_pdf("a.pdf", b"%PDF-1.7")
    assert raised.value.message == sentence


def test_the_worker_has_a_minute_and_half_a_second_a_megabyte(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, float, str, str]] = []

    def run(command: list[str], **told: Any) -> subprocess.CompletedProcess[bytes]:
        environment = told["env"]
        asked.append(
            (
                command[-1],
                told["timeout"],
                environment["PMO_XL_PDF_PASSWORD"],
                environment["PYTHONIOENCODING"],
            )
        )
        return subprocess.CompletedProcess(command, 3, b"", b"")

    monkeypatch.setattr(subprocess, "run", run)
    found = pdf.read_pdf("a.pdf", b"  %PDF-1.7")
    assert (found.is_failed, found.size, found.is_read) == (False, 10, False)
    assert "pypdfium2" in found.unread[0].reason
    pdf.read_pdf("a.pdf", b"%PDF-" + b" " * ((3 << 20) - 5), "鍵")
    assert asked == [("60.0", 70.0, "", "utf-8"), ("61.5", 71.5, "鍵", "utf-8")]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("D:20261129", "2026-11-29"),
        ("D:20261129150000Z", "2026-11-30"),
        ("D:20261129145959Z", "2026-11-29"),
        ("D:20261129150000+00'00'", "2026-11-30"),
        ("D:20261129233000-08'30'", "2026-11-30"),
        ("D:20261129100000-05'00'", "2026-11-30"),
        ("D:20261129095959-05'00'", "2026-11-29"),
        ("D:20261129235959+09'00'", "2026-11-29"),
        ("D:20261129000000+09'30'", "2026-11-28"),
        ("D:20000101", "2000-01-01"),
        ("D:19991231", "None"),
        ("D:20261329", "None"),
        ("2026", "None"),
    ],
)
def test_the_day_of_a_pdf_is_the_day_in_japan(written: str, day: str) -> None:
    assert str(pdf._day(written)) == day
