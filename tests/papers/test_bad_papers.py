"""Files that are no readable paper, or built to do harm: a sentence each, within bounds, and the others of the delivery are read."""

from __future__ import annotations

import io
import json
import random
import time
import zipfile
from functools import cache

import docx
import pptx
import pytest
import xlsxwriter

from pmo_xl.faces.cli import main
from pmo_xl.model.passage import Document
from pmo_xl.papers.endings import OWN_ENDINGS
from pmo_xl.papers.reading import read_paper
from tests.support.made_papers import W, with_parts, word_file, zipped
from tests.workbook.test_bad_files import BYTES

ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ああああああああああ">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(8))
    + "]><a>&i;</a>"
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'


@cache
def honest(kind: str) -> bytes:
    """A small file of a kind, made by its own library."""
    made = io.BytesIO()
    if kind == "docx":
        paper = docx.Document()
        paper.add_heading("1 機能", 1)
        paper.add_paragraph("会員番号は10桁とする。")
        paper.add_table(2, 2).cell(0, 0).text = "項目"
        paper.save(made)
    elif kind == "xlsx":
        book = xlsxwriter.Workbook(made)
        sheet = book.add_worksheet("画面")
        sheet.write(0, 0, "項目")
        sheet.write_formula(1, 1, "=1+1")
        sheet.write_comment(0, 0, "桁数は")
        book.close()
    elif kind == "pptx":
        slides = pptx.Presentation()
        slides.slides.add_slide(slides.slide_layouts[1]).shapes.title.text = "日程"
        slides.save(made)
    else:
        return pages(3)
    return made.getvalue()


def pages(count: int, font: str = "/Type/Font/Subtype/Type1/BaseFont/Helvetica") -> bytes:
    """A PDF of so many pages, which all have one stream."""
    kids = " ".join(f"{n + 5} 0 R" for n in range(count))
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {count}/Kids[{kids}]>>",
        f"<<{font}>>",
        "<</Length 44>>stream\nBT /F1 12 Tf 72 720 Td (to be confirmed) Tj ET\nendstream",
        *("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 3 0 R>>>>>>" for _ in range(count)),
    ]  # fmt: skip
    made, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{part}\nendobj\n"
    at = len(made)
    made += f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n" + "".join(
        f"{place:010} 00000 n \n" for place in places
    )
    made += f"trailer<</Size {len(parts) + 1}/Root 1 0 R>>\nstartxref\n{at}\n%%EOF\n"
    return made.encode("latin-1")


def sentence(found: Document) -> str:
    """What is said of a paper that was not read; its own name stands in it, or in the list that it stands in."""
    assert not found.is_read
    (part,) = found.unread
    assert "\n" not in part.reason
    assert "Traceback" not in part.reason and "Error" not in part.reason
    return part.reason


@pytest.mark.parametrize(
    "kind",
    [
        each
        for each in OWN_ENDINGS
        if each not in ("txt", "md", "csv", "docm", "dotx", "dotm", "xltx", "xltm", "ppsx", "potx", "zip")
    ],
)
@pytest.mark.parametrize("bad", sorted(BYTES))
def test_content_of_another_kind_than_its_ending_is_a_sentence(kind, bad):
    found = read_paper(f"文書.{kind}", BYTES[bad][0])
    assert found.is_read or sentence(found)
    if kind in ("docx", "pptx"):
        assert found.is_failed


@pytest.mark.parametrize("evil", [ENTITIES, OUTSIDE], ids=["bomb", "outside"])
@pytest.mark.parametrize(
    ("kind", "part"),
    [
        ("docx", "word/document.xml"), ("docx", "word/styles.xml"), ("docx", "word/numbering.xml"), ("docx", "docProps/core.xml"),
        ("xlsx", "xl/workbook.xml"), ("xlsx", "xl/worksheets/sheet1.xml"), ("xlsx", "xl/comments1.xml"), ("xlsx", "xl/styles.xml"),
        ("pptx", "ppt/presentation.xml"), ("pptx", "ppt/slides/slide1.xml"),
    ],
)  # fmt: skip
def test_entities_are_never_taken_apart(kind, part, evil):
    begun = time.process_time()
    found = read_paper(f"文書.{kind}", with_parts(honest(kind), {part: evil}))
    assert found.unread
    assert not any("root:" in each.text or "ああああああああああああ" in each.text for each in found.passages)
    assert time.process_time() - begun < 5


def test_ten_thousand_pages_are_read_within_their_time_or_said_to_be_too_many():
    found = read_paper("厚い.pdf", pages(10_000))
    count = next(each.text for each in found.of("ページ")) if found.is_read else ""
    assert count == "10000" if found.is_read else sentence(found)
    assert found.unread or sum(1 for _ in found.of("本文")) == 10_000


@pytest.mark.parametrize(
    "font",
    [
        "/Type/Font/Subtype/Type0/BaseFont/X/DescendantFonts[99 0 R]",
        "/Type/Font/Subtype/TrueType/FontDescriptor 4 0 R",
        "",
    ],
)
def test_a_broken_font_costs_its_letters_and_never_the_run(font):
    found = read_paper("書体.pdf", pages(2, font))
    assert found.is_read or sentence(found)


@pytest.mark.parametrize("cut", [10, 200, -30])
def test_a_pdf_that_is_cut_off_is_a_sentence_or_read(cut):
    found = read_paper("切れた.pdf", pages(3)[:cut])
    assert found.is_read or sentence(found)


@pytest.mark.parametrize("kind", ["docx", "pptx", "xlsx", "pdf"])
def test_a_file_with_changed_bytes_never_raises(kind):
    data, dice = honest(kind), random.Random(f"bad {kind}")
    for _ in range(6 if kind == "pdf" else 60):
        spoilt = bytearray(data)
        for _ in range(dice.choice((1, 3, 30))):
            spoilt[dice.randrange(len(spoilt))] = dice.randrange(256)
        found = read_paper(f"壊.{kind}", bytes(spoilt))
        assert found.is_read or sentence(found)


@pytest.mark.parametrize("kind", ["docx", "pptx", "xlsx"])
def test_a_part_with_changed_attributes_never_raises(kind):
    """What stands inside the XML is changed, so that the archive itself is sound."""
    dice = random.Random(f"odd {kind}")
    with zipfile.ZipFile(io.BytesIO(honest(kind))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in sorted(parts):
        text = parts[name].decode("utf-8", "ignore")
        for old, new in (
            ('="1"', '="x"'),
            ('="0"', f'="{"9" * 40}"'),
            ("<", "<!-- -->"),
            ('r:id="', 'r:id="q'),
            ('val="', 'val="-'),
        ):
            if old in text and dice.random() < 0.7:
                found = read_paper(f"奇.{kind}", with_parts(honest(kind), {name: text.replace(old, new)}))
                assert found.is_read or sentence(found)


@pytest.mark.parametrize("depth", [300, 100_000])
@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        ("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"),
    ],
)
def test_what_stands_in_each_other_without_end_is_a_sentence(opening, closing, depth):
    found = read_paper("深い.docx", word_file(opening * depth + "<w:p/>" + closing * depth))
    assert found.is_read or sentence(found)


@pytest.mark.parametrize("name", ["../外.docx", "/etc/x.docx", "C:\\x.docx", "a/../../x.docx", "..\\x.docx"])
def test_names_that_lead_out_of_a_zip_are_named_and_nothing_is_written(tmp_path, capsys, name):
    (tmp_path / "納品").mkdir()
    with zipfile.ZipFile(tmp_path / "納品" / "一式.zip", "w") as archive:
        archive.writestr(name, honest("docx"))
        archive.writestr("中/よい.docx", honest("docx"))
    before = sorted(each.name for each in tmp_path.rglob("*"))
    assert main(["precheck", str(tmp_path / "納品"), "--format", "json"]) == 3
    told = json.loads(capsys.readouterr().out)
    assert [each["passages"] is not None for each in told["documents"]].count(True) == 1
    assert any(
        "zip の外を指す名前" in part["reason"] for each in told["documents"] for part in each["unread"]
    )
    assert sorted(each.name for each in tmp_path.rglob("*")) == before


def test_a_whole_folder_of_bad_files_is_gone_through_in_one_run(tmp_path, capsys):
    for kind in ("docx", "xlsx", "pptx", "pdf", "zip", "xls", "ods"):
        for number, (name, (data, _)) in enumerate(sorted(BYTES.items())):
            if kind != "pdf" or number < 4:
                (tmp_path / f"{number:02}_{name}.{kind}").write_bytes(data)
    bomb = zipped({"word/document.xml": f"<w:document xmlns:w='{W}'>" + " " * (30 << 20)})
    (tmp_path / "爆.docx").write_bytes(bomb)
    (tmp_path / "よい.docx").write_bytes(honest("docx"))
    assert main(["precheck", str(tmp_path)]) == 3
    printed = capsys.readouterr()
    assert "判定 × 不合格" in printed.out
    assert "Traceback" not in printed.out + printed.err and "予期しない" not in printed.out + printed.err
    assert "爆.docx" in printed.out
