"""Whatever stands in the cells of a workbook comes out of every document as it was typed."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from docx import Document

from pmo_xl.documents.word.catalog import DOCUMENTS
from pmo_xl.documents.word.content import Source
from pmo_xl.model.column import Kind
from pmo_xl.model.record import Record
from pmo_xl.model.setting import Setting
from tests.support.schema import schema_errors
from tests.support.word import made, sample_source, source_of, texts_of

pytestmark = pytest.mark.slow

MARK = "♠"
AWKWARD = f"{MARK} A&B <b>太字</b> \"二重\" '単' &amp; {{{{ 案件名 }}}} {{% endfor %}} {{# 注 #}}\n2行目\n\n4行目\t𠮷野家🍣"
LONGEST = "長い本文です。" * 700  # about 5,000 characters
FREE_TEXTS = {"title", "subject", "function", "data", "stored_data", "scope", "value", "location", "section"}


@cache
def awkward_source() -> Source:
    """The sample with such text in every cell of free text; the first rows of each sheet have very long cells.

    Of long sheets only the first and last rows, to be quick.
    """
    project = sample_source().project
    records = {
        sheet: tuple(awkward((*rows[:12], *rows[12:][-6:]))) for sheet, rows in project.records.items()
    }
    return source_of(replace(project, records=records, _shared={}, _sets={}), "台帳 & <A>.xlsx")


def awkward(rows: tuple[Record, ...]):
    for number, row in zip(count(), rows, strict=False):
        if isinstance(row, Setting) and row.key not in ("案件名", "目的", "連絡ルール", "提供価値"):
            yield row
            continue
        texts = {
            name: AWKWARD + (LONGEST if number < 3 and column.kind is Kind.LONGTEXT else "")
            for name, column in row.columns.items()
            if is_free(name, column.kind) and getattr(row, name) is not None
        }
        yield row.model_copy(update=texts)


def is_free(name: str, kind: Kind) -> bool:
    return kind is Kind.LONGTEXT or (kind is Kind.TEXT and name in FREE_TEXTS)


def shown_in(data: bytes) -> list[str]:
    """Every text but the lines of the contents, which Word keeps to one line; headers and footers too."""
    document = Document(io.BytesIO(data))
    contents = {p.text for p in document.paragraphs if p.style.name.startswith("toc")}
    frames = [p.text for s in document.sections for part in (s.header, s.footer) for p in part.paragraphs]
    return [text for text in (*texts_of(data), *frames) if text not in contents]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_awkward_text_comes_out_as_typed_and_breaks_no_rule_of_word(name: str, tmp_path: Path):
    path = tmp_path / "made.docx"
    path.write_bytes(made(name, awkward_source()))
    assert schema_errors(path) == []
    marked = [text for text in shown_in(path.read_bytes()) if MARK in text]
    assert marked
    assert [text for text in marked if text.count(MARK) != text.count(AWKWARD)] == []


@pytest.mark.parametrize("name", ["課題一覧", "QA一覧", "要件一覧書", "変更通知書"])
def test_a_cell_of_five_thousand_characters_comes_out_whole(name: str):
    texts = texts_of(made(name, awkward_source()))
    assert AWKWARD + LONGEST in texts
