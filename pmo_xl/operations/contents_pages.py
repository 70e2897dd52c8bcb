"""The pages in the contents of papers that were just made, where this PC has a LibreOffice that lays them out.

Only papers with contents (about ten pages and more) are laid out, all of them in one session. Word finds its own pages
when it opens a paper, so it is not started for this. Without LibreOffice, or where it fails, the contents stay as they
are: the headings, and Word adds the pages. PMO_XL_CONTENTS_PAGES=no keeps LibreOffice from being started.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from pmo_xl.disk.output_file import write_file
from pmo_xl.documents.word.contents import OnPage, has_contents, with_pages
from pmo_xl.this_pc.machine import this_machine
from pmo_xl.this_pc.pdf_makers import find_pdf_makers

OFF: Final = "PMO_XL_CONTENTS_PAGES"


def number_contents(files: Iterable[Path]) -> None:
    """Write the pages into the contents of every Word paper among files made a moment ago. UnwritableOutput."""
    machine = this_machine()
    if machine.environ.get(OFF) == "no":
        return
    papers = {path: path.read_bytes() for path in files if path.suffix.lower() == ".docx"}
    papers = {path: data for path, data in papers.items() if has_contents(data)}
    if not papers:
        return
    makers = replace(find_pdf_makers(machine), has_word=False)
    pdfs = makers.pdfs([(path.name, data) for path, data in papers.items()])
    for (path, data), pdf in zip(papers.items(), pdfs, strict=True):
        numbered = with_pages(data, _laid_out(pdf)) if pdf else None
        if numbered:
            write_file(path, partial(_save, data=numbered), force=True)


def _laid_out(pdf: bytes) -> list[OnPage]:
    import pypdfium2

    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    try:
        marks = [(mark.get_title(), mark.get_dest()) for mark in document.get_toc()]
        return [OnPage(title, place.get_index() + 1) for title, place in marks if place]
    finally:
        document.close()


def _save(path: Path, data: bytes) -> None:
    path.write_bytes(data)
