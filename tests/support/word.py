"""Word documents for tests: made of the sample, read back, and little forms of one's own."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from docx import Document

from pmo_xl.documents.word.catalog import load
from pmo_xl.documents.word.content import Content, Source
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.render import render
from pmo_xl.model.project import Project
from pmo_xl.rules.catalog import all_rules
from pmo_xl.rules.policy import policy_of
from pmo_xl.rules.report import Report
from pmo_xl.rules.run import run
from tests.sample.maker import clean_project


def source_of(project: Project, workbook: str = "会員基盤刷新.xlsx") -> Source:
    """What the documents of a project are made of."""
    return Source(project, workbook, _check(project))


def _check(project: Project) -> Callable[[], Report]:
    policy = policy_of(project.settings)
    return cache(lambda: run(project, policy.select(all_rules()), policy))


@cache
def sample_source() -> Source:
    """The clean sample with the sheets of the full profile."""
    return source_of(clean_project(profile="full").project())


def content_of(document: WordDocument, source: Source) -> Content:
    """The content of a document, of the first fitting row where it is made per row."""
    rows = document.rows(source.project) or list(
        source.project.of(document.per_row) if document.per_row else ()
    )
    return document.content(source, rows[0] if rows else None)


def made(name: str, source: Source) -> bytes:
    """The Word file of a document."""
    document = load(name)
    return render(document, content_of(document, source), source)


def form(path: Path, paragraphs: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> Path:
    """A form of somebody's own: paragraphs, and a table."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    document.save(str(path))
    return path


def texts_of(data: bytes) -> list[str]:
    """The paragraphs of a document, those of its tables too, line breaks as \\n."""
    document = Document(io.BytesIO(data))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return [p.text for p in document.paragraphs] + [cell.text for cell in cells]
