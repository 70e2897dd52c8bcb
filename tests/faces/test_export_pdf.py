"""export --pdf: a PDF beside each paper, by what the PC has; the papers stand where it has nothing."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pypdfium2
import pytest

from pmo_xl.errors import UnwritableOutput
from pmo_xl.faces.cli import main
from pmo_xl.operations.book import open_workbook
from tests.sample.maker import clean_project
from tests.sample.maker.workbook import write_sample
from tests.support.libreoffice import SOFFICE, requires_libreoffice

BUDGET = "予算執行報告書"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sample(tmp_path_factory.mktemp("pdf") / "台帳.xlsx", clean_project(scale=0.3))


@pytest.fixture
def no_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PATH of one folder, on which a test may put a LibreOffice of its own."""
    place = tmp_path / "bin"
    place.mkdir()
    monkeypatch.setenv("PATH", str(place))
    return place


def a_soffice(place: Path, script: str) -> None:
    program = place / "soffice"
    program.write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\n{script}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


def text_of(pdf: Path) -> str:
    opened = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_bounded() for page in opened)
    opened.close()
    return text


@requires_libreoffice
def test_the_pdf_lies_beside_the_paper_and_goes_over_no_other_file(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", BUDGET, str(book), "-o", str(tmp_path / "予算.pdf"), "--pdf"]) == 0
    assert BUDGET in text_of(tmp_path / "予算.pdf")
    assert "予算.pdf を作りました" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["予算.docx", "予算.pdf"]
    (tmp_path / "予算.docx").unlink()
    before = (tmp_path / "予算.pdf").read_bytes()
    assert main(["export", BUDGET, str(book), "-o", str(tmp_path / "予算.docx"), "--pdf"]) == 2
    assert "予算.pdf はもうあります" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["予算.pdf"]
    assert (tmp_path / "予算.pdf").read_bytes() == before


@requires_libreoffice
@pytest.mark.parametrize(
    ("wanted", "count"),
    [(["検収書", "--id", "ACC-001", "ACC-002"], 2), (["--all", "--for", "検収"], 1)],
)
def test_several_papers_become_pdfs_in_one_session(
    wanted: list[str], count: int, book: Path, no_office: Path, tmp_path: Path
) -> None:
    a_soffice(no_office, f'echo started >> "{tmp_path}/log"\nexec "{SOFFICE}" "$@"')
    folder = tmp_path / "文書"
    assert main(["export", *wanted, str(book), "-o", str(folder), "--pdf", "--quiet"]) == 0
    papers = sorted(path.relative_to(folder).with_suffix("") for path in folder.rglob("*.docx"))
    assert len(papers) >= count
    assert sorted(path.relative_to(folder).with_suffix("") for path in folder.rglob("*.pdf")) == papers
    assert (tmp_path / "log").read_text(encoding="utf-8").split() == ["started"]


@pytest.mark.skipif(os.name == "nt", reason="Windows の Word は PATH によらず見つかります")
def test_without_word_and_libreoffice_the_papers_are_made_and_one_sentence_says_why_there_is_no_pdf(
    book: Path, no_office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "文書"
    assert main(["export", "--all", str(book), "-o", str(folder), "--for", "検収", "--pdf", "--quiet"]) == 3
    assert list(folder.rglob("*.docx"))
    assert not list(folder.rglob("*.pdf"))
    told = capsys.readouterr().err
    assert told.count("Word も LibreOffice もない") == 1
    with pytest.raises(UnwritableOutput, match="LibreOffice もない"):
        open_workbook(book).export(BUDGET, tmp_path / "予算.docx", pdf=True)
    assert (tmp_path / "予算.docx").exists()


@pytest.mark.skipif(os.name == "nt", reason="sh のプログラムを相手にします")
def test_a_paper_that_the_program_fails_on_is_named(
    book: Path, no_office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_soffice(no_office, "exit 77")
    assert main(["export", BUDGET, str(book), "-o", str(tmp_path / "予算.docx"), "--pdf"]) == 3
    assert "予算.docx のPDFはできませんでした。LibreOffice が" in capsys.readouterr().err
    assert (tmp_path / "予算.docx").exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["カレンダー", "-o", "予定.ics", "--pdf"], "--pdf を外してください"),
        (["体制図", "-o", "体制.svg", "--pdf"], "--pdf は使えません"),
        ([BUDGET, "-o", "予算.pdf"], "--pdf を付けると"),
    ],
)
def test_what_cannot_be_a_pdf_is_refused_before_anything_is_written(
    given: list[str], said: str, book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, *rest = given
    rest[1] = str(tmp_path / rest[1])
    assert main(["export", name, str(book), *rest]) == 2
    assert said in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
