"""The shipped templates are what the layouts say, and use only fields that their documents have."""

from __future__ import annotations

import io
import zipfile

import pytest

from pmo_xl.documents.word.build import build
from pmo_xl.documents.word.catalog import DOCUMENTS, load
from pmo_xl.documents.word.layout import Table, identifier
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
