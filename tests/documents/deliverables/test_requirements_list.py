"""要件一覧書: the matrix of requirements and systems serves any number of systems, and says what it cannot show."""

from __future__ import annotations

import io
from datetime import date

import pytest
from docx import Document

from pmo_xl.documents.word.catalog import load
from pmo_xl.model.project import Project
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.system import System
from tests.support.word import content_of, made, source_of

D = date(2026, 11, 30)


def project(systems: int, *requirements: Requirement) -> Project:
    names = tuple(System(id=f"SYS-{n:03}", name=f"システム{n}") for n in range(1, systems + 1))
    return Project(D, D, records={System: names, Requirement: requirements})


def touching(number: int, *names: str) -> Requirement:
    return Requirement(
        id=f"REQ-{number:03}", title=f"要件{number}", kind="機能", status="対象", systems=names
    )


@pytest.mark.parametrize(
    ("systems", "widths"),
    [(0, []), (1, [1]), (20, [20]), (21, [10, 11]), (30, [15, 15]), (61, [15, 15, 15, 16])],
)
def test_the_systems_are_spread_over_tables_of_like_width(systems: int, widths: list[int]):
    tables = content_of(load("要件一覧書"), source_of(project(systems, touching(1)))).fields["対応表"]
    assert [len(table["列"]) for table in tables] == widths
    assert [name for table in tables for name in table["列"]] == [str(n) for n in range(1, systems + 1)]


def test_every_mark_stands_under_the_number_of_its_system():
    source = source_of(project(30, touching(1, "システム1", "システム30"), touching(2, "システム16")))
    found = {}
    for table in Document(io.BytesIO(made("要件一覧書", source))).tables:
        heads = [cell.text for cell in table.rows[0].cells]
        if heads[:2] == ["要件ID", "要件名"] and heads[2].isdecimal():
            for row in table.rows[1:]:
                cells = [cell.text for cell in row.cells]
                found.setdefault(cells[0], []).extend(
                    h for h, c in zip(heads, cells, strict=True) if c == "○"
                )
            widths = [cell.width for cell in table.rows[1].cells]
            assert sum(widths) == pytest.approx(257 * 36_000, rel=0.01)
    assert found == {"REQ-001": ["1", "30"], "REQ-002": ["16"]}


def test_what_the_matrix_cannot_show_is_told():
    source = source_of(
        project(2, touching(1, "システム1"), touching(2, "外部", "他社"), touching(3), touching(4, "外部"))
    )
    assert content_of(load("要件一覧書"), source).fields["対応の注"] == (
        "関連システムが空欄の要件が 1 件あります。システム一覧にない名前のため表にないもの: 外部、他社"
    )
    assert (
        content_of(load("要件一覧書"), source_of(project(1, touching(1, "システム1")))).fields["対応の注"]
        == ""
    )
