"""The pages in the contents of a paper: stored, so that they are seen without Word, and those of the printed paper."""

from __future__ import annotations

import io
import re
import stat
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from lxml import etree

from pmo_xl.documents.word.contents import OnPage, fill_contents, has_contents, with_pages
from pmo_xl.documents.word.elements import add_field
from pmo_xl.documents.word.tidy import _style_of
from pmo_xl.operations.contents_pages import OFF, number_contents
from tests.support.libreoffice import SOFFICE, convert, requires_libreoffice
from tests.support.word import made, sample_source

LONG, SHORT = "引継書", "体制図"
_LINE = re.compile(r"^(?P<title>.*?)\.{3,} *(?P<page>\d+)$")


@pytest.fixture
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    monkeypatch.delenv(OFF)
    found = [tmp_path / f"{name}.docx" for name in (LONG, "要件一覧書", SHORT)]
    for path in found:
        path.write_bytes(made(path.stem, sample_source()))
    return found


def a_soffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    place = tmp_path / "bin"
    place.mkdir()
    program = place / "soffice"
    program.write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\n{script}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(place))


def stored(docx: bytes) -> list[tuple[str, str]]:
    """The lines of the contents as they are stored: title and page, "" where there is none."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    space = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    lines = body.xpath("//w:hyperlink[starts-with(@w:anchor, '_Toc')]", namespaces=space)
    return [
        ("".join(t[:1]), "".join(t[1:]))
        for line in lines
        if (t := line.xpath(".//w:t/text()", namespaces=space))
    ]


@requires_libreoffice
def test_the_stored_pages_are_those_where_the_headings_are_printed(
    papers: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        a_soffice(tmp_path, patched, f'echo started >> "{tmp_path}/log"\nexec "{SOFFICE}" "$@"')
        number_contents(papers)
    assert (tmp_path / "log").read_text(encoding="utf-8").split() == ["started"]
    for path in papers[:2]:
        lines = stored(path.read_bytes())
        assert len(lines) > 5
        pdf = pypdfium2.PdfDocument(convert(path, "pdf", tmp_path))
        for title, page in lines:
            text = pdf[int(page) - 1].get_textpage().get_text_bounded()
            assert "".join(title.split()) in "".join(text.split()), (path.stem, title, page)
        shown = {
            m["page"]
            for line in pdf[1].get_textpage().get_text_bounded().splitlines()
            if (m := _LINE.match(line))
        }
        assert {page for _, page in lines} >= shown
        pdf.close()
    assert not has_contents(papers[2].read_bytes())


@pytest.mark.parametrize("script", ["exit 1", None])
def test_without_a_libreoffice_that_works_the_papers_stay_as_they_were_made(
    script: str | None, papers: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    if script:
        a_soffice(tmp_path, monkeypatch, script)
    before = [path.read_bytes() for path in papers]
    number_contents(papers)
    assert [path.read_bytes() for path in papers] == before


def test_no_program_is_started_where_it_is_switched_off_or_no_paper_has_contents(
    papers: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_soffice(tmp_path, monkeypatch, f'echo started >> "{tmp_path}/log"')
    number_contents(papers[2:])
    monkeypatch.setenv(OFF, "no")
    number_contents(papers)
    assert not (tmp_path / "log").exists()


def test_pages_go_to_titles_in_their_order_and_to_none_where_one_is_missing() -> None:
    paper = made(LONG, sample_source())
    titles = [title for title, _ in stored(paper)]
    laid_out = [OnPage(f" {title} ", number) for number, title in enumerate(titles, 3)]
    between = [
        each for pair in zip(laid_out, [OnPage("見出し3", 1)] * len(titles), strict=True) for each in pair
    ]
    numbered = with_pages(paper, between)
    assert numbered
    assert stored(numbered) == [(title, f"{number}") for number, title in enumerate(titles, 3)]
    assert with_pages(paper, laid_out[1:]) is None
    assert with_pages(paper, list(reversed(laid_out))) is None


def test_contents_of_somebodys_own_form_are_left_to_word() -> None:
    form = Document()
    for text in ("会社の住所", "この文書の読み方"):
        form.add_paragraph(text)
    add_field(form.add_paragraph(), 'TOC \\o "1-3"', "目次は更新してください")
    fill_contents(form.element.body)
    assert [p.text for p in form.paragraphs] == ["会社の住所", "この文書の読み方", "目次は更新してください"]
    assert 'w:dirty="true"' in form.element.xml


@pytest.mark.parametrize(("name", "is_on_cover"), [("マスタスケジュール", True), ("要件一覧書", False)])
def test_a_few_lines_of_contents_stand_on_the_cover_and_many_on_a_page_of_their_own(
    name: str, is_on_cover: bool
) -> None:
    body = Document(io.BytesIO(made(name, sample_source()))).element.body
    (heading,) = [each for each in body if _style_of(each) == "TOCHeading"]
    assert ('w:type="page"' not in heading.getprevious().xml) is is_on_cover


def test_a_heading_is_no_gap_away_from_the_table_before_it() -> None:
    body = list(Document(io.BytesIO(made("IF一覧", sample_source()))).element.body)
    headings = [number for number, each in enumerate(body) if (_style_of(each) or "").startswith("Heading")]
    assert any(body[number - 1].tag.endswith("}tbl") for number in headings)
    assert not any(_style_of(body[number - 1]) == "Gap" for number in headings)
