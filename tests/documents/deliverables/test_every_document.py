"""Every deliverable, made of the sample and of an almost empty project."""

from __future__ import annotations

import io
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from pmo_xl.documents.word.catalog import DOCUMENTS, load
from pmo_xl.documents.word.content import Source
from pmo_xl.documents.word.layout import Block, Each, Heading, Landscape, Table, When
from pmo_xl.model.passage import Delivery
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.release_step import ReleaseStep
from pmo_xl.model.setting import Setting
from pmo_xl.papers.reading import read_paper
from pmo_xl.rules.catalog import paper_rules
from pmo_xl.rules.paper_run import judge_delivery
from pmo_xl.rules.rule import Group, Severity
from tests.sample.maker import clean_project
from tests.support.schema import schema_errors
from tests.support.word import content_of, made, sample_source, source_of, texts_of

D = date(2026, 11, 30)
WHERE_TOLD = {
    "種別のない要件",
    "手作業なら",
    "恒久対応",
    "情報",
    "前回までのToDo",
    "仕様書の未決点",
    "IFの準備",
    "関わる行",
    "点検(社内用)",
    "変わった要件",
    "外した要件",
    "足した要件",
}
"""Headings of parts that stand only where there is something to tell."""


@cache
def of_sample(name: str) -> bytes:
    """The document of the sample, made once for all tests."""
    return made(name, sample_source())


@pytest.fixture(scope="module")
def almost_empty() -> Source:
    """One row of each sheet that a document is made per row of, and 案件名."""
    first = {d.per_row for d in map(load, DOCUMENTS) if d.per_row}
    records: dict[type[Record], tuple[Record, ...]] = {
        sheet: (sheet(id=f"{sheet.sheet.prefix}-001"),) for sheet in first
    }
    records[ReleaseStep] = (ReleaseStep(id="REL-001", owner="佐藤"),)
    records[Setting] = (Setting(key="案件名", value="空の案件"),)
    return source_of(Project(D, D, records=records))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_of_the_sample_breaks_no_rule_of_word_and_has_no_tag_left(name: str, tmp_path: Path):
    path = tmp_path / "made.docx"
    path.write_bytes(of_sample(name))
    assert schema_errors(path) == []
    texts = texts_of(path.read_bytes())
    assert not [text for text in texts if re.search(r"\{\{|\{%|%\}|\}\}", text)]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_of_the_sample_goes_through_precheck_without_an_error(name: str):
    paper = read_paper(f"{name}.docx", of_sample(name))
    assert paper.unread == ()
    report = judge_delivery(Delivery((paper,), run_day=D), paper_rules(), Group.STRICT)
    assert not [count for count in report.rules if count.is_failed]
    assert [(each.place, each.message) for each in report.findings if each.severity is Severity.ERROR] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_of_an_almost_empty_project_can_be_made(name: str, almost_empty: Source, tmp_path: Path):
    path = tmp_path / "made.docx"
    path.write_bytes(made(name, almost_empty))
    assert schema_errors(path) == []
    assert "None" not in " ".join(texts_of(path.read_bytes()))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_table_holds_the_rows_of_its_context(name: str):
    document, source = load(name), sample_source()
    fields = content_of(document, source).fields
    read = Document(io.BytesIO(of_sample(name)))
    found = {heads(table): len(table.rows) - 1 for table in read.tables}
    for table in tables(document.layout.blocks):
        rows = fields.get(table.rows)
        if rows:
            labels = [
                fields.get(c.label.strip("{}"), "") if "{{" in c.label else c.label for c in table.parsed
            ]
            assert found[tuple(filter(None, labels))] >= 1
            assert len(rows) in found.values(), table.caption


def heads(table) -> tuple[str, ...]:
    return tuple(cell.text for cell in table.rows[0].cells if not cell.text.isdecimal())


def tables(blocks: tuple[Block, ...]) -> list[Table]:
    found: list[Table] = []
    for block in blocks:
        if isinstance(block, Table):
            found.append(block)
        elif isinstance(block, When | Landscape):
            found += tables(block.blocks)
    return found


def headings(blocks: tuple[Block, ...]) -> list[str]:
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Heading) and "{{" not in block.text:
            found.append(block.text)
        elif isinstance(block, When | Landscape | Each):
            found += headings(block.blocks)
    return found


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_headings_are_words_own_and_stand_in_the_contents(name: str):
    document = load(name)
    read = Document(io.BytesIO(of_sample(name)))
    shown = [p.text for p in read.paragraphs if p.style.name.startswith("Heading")]
    assert set(headings(document.layout.blocks)) - set(shown) <= WHERE_TOLD
    if document.layout.has_contents and not document.layout.is_form:
        contents = [p.text for p in read.paragraphs if p.style.name.startswith("toc")]
        deep = [p.text for p in read.paragraphs if p.style.name in ("Heading 1", "Heading 2")]
        rows, pictures = (sum(1 for _ in read.element.body.iter(qn(tag))) for tag in ("w:tr", "w:drawing"))
        is_short = (
            rows + 15 * pictures < 180
        )  # below ten pages: its contents would stand without page numbers
        assert contents == ([] if is_short else deep)


def test_only_long_papers_have_contents():
    def has_contents(name: str) -> bool:
        read = Document(io.BytesIO(of_sample(name)))
        return any(p.style.name.startswith("toc") for p in read.paragraphs)

    assert [
        name for name in ("要件一覧書", "引継書", "予算執行報告書", "課題一覧") if has_contents(name)
    ] == [
        "要件一覧書",
        "引継書",
    ]


def empty_headings(data: bytes) -> list[str]:
    """The headings below which nothing stands: the next thing is a heading of the same or a higher level."""
    body = Document(io.BytesIO(data)).iter_inner_content()
    levels = [
        (int(each.style.name[-1]) if each.style.name.startswith("Heading") else 9, each.text)
        if isinstance(each, Paragraph)
        else (9, "table")
        for each in body
        if not isinstance(each, Paragraph) or each.text
    ]
    return [
        text
        for (level, text), (below, _) in zip(levels, [*levels[1:], (0, "")], strict=True)
        if below <= level < 9
    ]


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if not load(name).is_made_of_many])
def test_no_heading_stands_over_nothing_whether_there_is_much_or_nothing_to_tell(name: str):
    assert empty_headings(of_sample(name)) == []
    assert empty_headings(made(name, source_of(Project(D, D, records={})))) == []


def test_a_document_says_what_it_stands_on():
    texts = texts_of(of_sample("要件一覧書"))
    said = next(text for text in texts if "から、pmo_xl" in text)
    assert "会員基盤刷新.xlsx" in said and "2026/11/30" in said
    assert "取下げ・対象外" in said


def test_captions_are_numbered_and_rows_of_headings_repeat():
    read = Document(io.BytesIO(of_sample("課題一覧")))
    numbers = [p.text for p in read.paragraphs if p.style.name == "Caption" and p.text.startswith("表")]
    assert [re.match(r"表 (\d+)", text)[1] for text in numbers] == [
        str(n) for n in range(1, len(numbers) + 1)
    ]
    for table in read.tables[1:]:
        first = table.rows[0]._tr
        assert first.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert all(row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in table.rows[1:])


def test_figures_have_alternative_text_and_fit_the_page():
    read = Document(io.BytesIO(of_sample("キックオフ資料")))
    pictures = [each._inline for each in read.inline_shapes]
    assert len(pictures) >= 5
    assert all(each.docPr.get("descr") for each in pictures)
    room = read.sections[1].page_width  # upright pages; wide figures stand on wide pages
    assert all(
        shape.width < max(section.page_width for section in read.sections) for shape in read.inline_shapes
    )
    assert room


def test_properties_name_document_project_and_maker():
    told = Document(io.BytesIO(of_sample("予算執行報告書"))).core_properties
    assert told.title == "予算執行報告書"
    assert "会員基盤刷新" in told.subject
    assert told.author and told.created.date() == D


def test_japanese_text_has_fonts_of_its_own_everywhere():
    read = Document(io.BytesIO(of_sample("週次報告書")))
    for style in read.styles:
        fonts = style.element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        if fonts is not None and style.name in ("Normal", "Title", "Heading 1", "Table Text", "Caption"):
            assert fonts.get(qn("w:eastAsia")).startswith("BIZ UD")


def test_the_sample_has_a_row_for_every_document_made_per_row():
    project = clean_project(profile="full").project()
    none = {
        "見積依頼書",
        "予算調整依頼書",
    }  # the estimates of the clean sample have all come in, its budgets suffice
    assert {name for name in DOCUMENTS if load(name).per_row and not load(name).rows(project)} == none


UNBROKEN = re.compile(r"\d{4}/\d\d/\d\d(?: \d\d:\d\d)?|▲?\d[\d,]{2,}|[A-Z]{2,4}-\d{3,}|\d{4}年\d+月")
HALF_WIDTH, ROOM_AROUND = 9 / 72 * 25.4 / 2, 3.3  # millimetres: a digit of 9 points, the margins of a cell


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_date_amount_or_number_is_broken_over_lines_of_a_cell(name: str):
    read = Document(io.BytesIO(of_sample(name)))
    broken = {
        (table.rows[0].cells[index].text, text)
        for table in read.tables
        for row in table._tbl.tr_lst[1:]
        for index, cell in enumerate(row.tc_lst)
        for text in UNBROKEN.findall("".join(t.text or "" for t in cell.iter(qn("w:t"))))
        if width_of(text) > cell.width.mm - ROOM_AROUND
    }
    assert not broken


def width_of(text: str) -> float:
    return sum(HALF_WIDTH if character.isascii() else 2 * HALF_WIDTH for character in text)


@pytest.mark.parametrize(
    ("name", "has_cover"), [("QA一覧", True), ("アジェンダ", False), ("PMO憲章", False), ("要件一覧書", True)]
)
def test_the_foot_note_and_the_last_rows_of_a_table_never_stand_alone_on_a_page(name: str, has_cover: bool):
    body = Document(io.BytesIO(of_sample(name))).element.body
    parts = [each for each in body if each.tag in (qn("w:p"), qn("w:tbl"))]
    if has_cover:
        (note,) = [each for each in parts if words_of(each).startswith("根拠: ")]
        heading = next(each for each in parts if is_heading(each))
        assert parts.index(note) < parts.index(heading)
    else:
        *before, note = parts
        assert note.find(f".//{qn('w:keepLines')}") is not None
        last = next(each for each in reversed(before) if each.tag == qn("w:tbl") or is_text(each))
        kept = last.findall(qn("w:tr"))[-1] if last.tag == qn("w:tbl") else last
        assert kept.find(f".//{qn('w:keepNext')}") is not None
    for table in body.iter(qn("w:tbl")):
        for row in table.findall(qn("w:tr"))[-3:-1]:
            assert row.find(f".//{qn('w:keepNext')}") is not None


def words_of(element: object) -> str:
    return "".join(each.text or "" for each in element.iter(qn("w:t")))


def is_heading(element: object) -> bool:
    style = element.find(f".//{qn('w:pStyle')}")
    return style is not None and style.get(qn("w:val")).startswith("Heading")


def is_text(element: object) -> bool:
    return any(each.text for each in element.iter(qn("w:t")))
