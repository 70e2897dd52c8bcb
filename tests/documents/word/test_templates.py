"""The shipped templates are what the layouts say, and use only fields that their documents have."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.enum.section import WD_ORIENT

from pmo_xl.documents.word.build import build
from pmo_xl.documents.word.catalog import DOCUMENTS, load
from pmo_xl.documents.word.layout import Landscape, Table, identifier
from pmo_xl.documents.word.tidy import tidy
from pmo_xl.resources import folder


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_template_is_what_its_layout_says(name: str):
    document = load(name)
    shipped, fresh = parts(document.template.read_bytes()), parts(build(document))
    different = [part for part in fresh if shipped.get(part) != fresh[part]]
    assert shipped.keys() == fresh.keys()
    assert not different, f"python -m pmo_xl.documents.word.build で作り直してください: {different}"


def test_there_is_a_template_for_every_document():
    shipped = {path.stem for path in (folder("workbook_templates") / "word").glob("*.docx")}
    assert set(DOCUMENTS) <= shipped


def test_a_label_becomes_a_name_that_a_tag_can_hold():
    assert [identifier(label) for label in ("QA-ID", "支払額(税込)", "件名")] == [
        "QA_ID",
        "支払額_税込",
        "件名",
    ]


def test_a_column_says_heading_field_width_and_alignment():
    found = Table("行", "負担部門=名前:50 残予算:26r 状態:12c", "").parsed
    assert [(c.label, c.field, c.width, c.align) for c in found] == [
        ("負担部門", "名前", 50, "l"), ("残予算", "残予算", 26, "r"), ("状態", "状態", 12, "c")
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name", [name for name in DOCUMENTS if isinstance(load(name).layout.blocks[-1], Landscape)]
)
def test_wide_pages_at_the_end_are_followed_by_no_upright_page(name: str):
    made = docx.Document(io.BytesIO(build(load(name))))
    assert made.sections[-1].orientation == WD_ORIENT.LANDSCAPE


@pytest.mark.parametrize(("following", "gaps"), [("Figure", 1), ("Caption", 0)])
def test_the_gap_between_a_table_and_a_heading_stays_above_a_picture_only(following: str, gaps: int):
    made = docx.Document(io.BytesIO(build(load("試験状況報告"))))
    body = made.element.body
    for child in list(body)[:-1]:
        body.remove(child)
    made.add_table(1, 1)
    for style in ("Gap", "Heading 1", following):
        made.add_paragraph(style=style)
    tidy(body)
    assert sum(each.style.name == "Gap" for each in made.paragraphs) == gaps
