"""The PDFs beside papers that were just made, by what this PC has for it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pmo_xl.disk.output_file import refuse_existing, write_file
from pmo_xl.errors import BadOption, PmoXlError
from pmo_xl.this_pc.machine import this_machine
from pmo_xl.this_pc.pdf_makers import ENDINGS, find_pdf_makers

if TYPE_CHECKING:
    from pmo_xl.documents.paper import Paper

_NAMED = 3


class Pdfs(NamedTuple):
    """files: the PDFs that were made. missing: why others were not, a Japanese sentence for each reason."""

    files: tuple[Path, ...]
    missing: tuple[str, ...]


def refuse_no_pdf(paper: Paper) -> None:
    """BadOption for a paper that is no document of pages: a calendar, a mail."""
    if not _has_pages(paper):
        raise BadOption(f"{paper.name} はPDFにする文書ではありません。--pdf を外してください。")


def paper_named_as(output: Path | None, paper: Paper, *, has_pdf: bool) -> Path | None:
    """The file of the paper where somebody named its PDF: the document goes beside it. BadOption without --pdf."""
    if output is None or output.suffix.lower() != ".pdf" or not _has_pages(paper):
        return output
    if not has_pdf:
        raise BadOption(
            f"{paper.name} は {paper.endings[0]} で作ります。--pdf を付けると、その隣に同じ名前のPDFもできます。"
        )
    return output.with_suffix(paper.endings[0])


def refuse_pdf_there(places: Iterable[Path], *, force: bool) -> None:
    """Refuse a paper whose PDF would go over another file, before anything is written. Raises UnwritableOutput."""
    for path in filter(_is_paper, places):
        refuse_existing(path.with_suffix(".pdf"), force=force)


def pdfs_beside(files: Iterable[Path], *, force: bool) -> Pdfs:
    """Make a PDF of each paper (.docx .pptx) among files made a moment ago, all in one session, and put it beside it."""
    papers = list(filter(_is_paper, files))
    if not papers:
        return Pdfs((), ())
    makers = find_pdf_makers(this_machine())
    found = makers.pdfs([(path.name, path.read_bytes()) for path in papers])
    made: list[Path] = []
    failed: dict[str, list[str]] = {}
    missing: dict[str, None] = {}
    for paper, pdf in zip(papers, found, strict=True):
        if pdf is None and (why_not := makers.why_not(paper.suffix)):
            missing[why_not] = None
        elif pdf is None:
            failed.setdefault(makers.failed(paper.suffix), []).append(paper.name)
        else:
            try:
                made.append(write_file(paper.with_suffix(".pdf"), partial(_save, data=pdf), force=force))
            except PmoXlError as error:
                missing[error.message] = None
    told = (f"{_some(names)} のPDFはできませんでした。{why}" for why, names in failed.items())
    return Pdfs(tuple(made), (*missing, *told))


def _has_pages(paper: Paper) -> bool:
    return paper.endings[0] in ENDINGS


def _is_paper(path: Path) -> bool:
    return path.suffix.lower() in ENDINGS


def _some(names: list[str]) -> str:
    rest = f" ほか{len(names) - _NAMED}件" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + rest


def _save(path: Path, data: bytes) -> None:
    path.write_bytes(data)
