"""Whatever stands in the data comes out of Word as it was typed."""

from __future__ import annotations

import io
from datetime import date

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_xl.documents.word.catalog import load
from pmo_xl.documents.word.render import render
from pmo_xl.model.issue import Issue
from pmo_xl.model.project import Project
from tests.support.word import source_of

D = date(2026, 11, 30)


def shown(title: str) -> str:
    """What the cell of 件名 shows in 課題管理票."""
    issue = Issue(id="ISS-001", title=title, status="対応中")
    source = source_of(Project(D, D, records={Issue: (issue,)}))
    document = load("課題管理票")
    read = Document(io.BytesIO(render(document, document.content(source, issue), source)))
    rows = [row for table in read.tables for row in table.rows]
    return next(row.cells[1].text for row in rows if row.cells[0].text == "件名")


@pytest.mark.parametrize(
    "title",
    [
        "A & B <b>太字</b> \"引用\" '単引用'",
        "1行目\n2行目\n\n4行目",
        "列1\t列2",
        "𠮷野家で🍣を食べる𩸽",
        "{{ 案件名 }} {% for x in y %} {# 注 #} {_{ }_}",
        "長い文" * 1700,
        "  前後の空白  ",
        "&lt;エスケープ済&gt; &amp;",
        "]]> <!-- --> <?xml?>",
        "\u200b見えない\u200b文字\u3000全角空白",
        "_x0041_ \\n %s {0}",
    ],
)
def test_text_comes_out_as_typed(title: str):
    assert shown(title) == title


def test_what_xml_cannot_hold_is_left_out_and_nothing_else():
    assert shown("前\x00\x0b後\r\n次\ufffe") == "前後\n次"


@settings(max_examples=25, deadline=None)
@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=80)
)
def test_any_text_comes_out_as_typed(text: str):
    assert shown(f"題{text}") == f"題{text}"
