"""PowerPoint, PDF and the older Excel formats: each reader against a second one, and against what would harm it."""

from __future__ import annotations

import io
from pathlib import Path

import pptx
import pypdf
import pytest
from pptx.util import Emu
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

import pmo_xl
from pmo_xl.model.passage import Document
from pmo_xl.papers.reading import read_paper
from pmo_xl.rules.paper_report import PaperFinding
from tests.support.made_papers import with_parts, zipped


def slides() -> bytes:
    """Three slides: a cover, one with a table and notes, one that is hidden with a shape off its edge."""
    made = pptx.Presentation()
    front = made.slides.add_slide(made.slide_layouts[0])
    front.shapes.title.text = "会員基盤のご提案"
    second = made.slides.add_slide(made.slide_layouts[5])
    second.shapes.title.text = "金額"
    table = second.shapes.add_table(2, 2, 0, 0, Emu(3_000_000), Emu(1_000_000)).table
    for row, texts in enumerate((("品目", "金額"), ("設計", "100円"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    second.notes_slide.notes_text_frame.text = "ここは値引きできる"
    third = made.slides.add_slide(made.slide_layouts[6])
    third.shapes.add_textbox(Emu(99_000_000), 0, Emu(1_000), Emu(1_000)).text_frame.text = "外の文"
    third._element.set("show", "0")
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def texts(found: Document, kind: str) -> list[tuple[str, str]]:
    return [(each.place, each.text) for each in found.of(kind)]


def test_the_texts_of_slides_are_those_that_python_pptx_reads() -> None:
    data = slides()
    found = read_paper("提案.pptx", data)
    second = pptx.Presentation(io.BytesIO(data))
    expected = sorted(
        shape.text_frame.text
        for slide in second.slides
        for shape in slide.shapes
        if shape.has_text_frame and shape.text_frame.text
    )
    assert sorted(text for _, text in texts(found, "スライド文")) == expected
    assert texts(found, "表セル") == [
        ("スライド2 表1 1行1列", "品目"), ("スライド2 表1 1行2列", "金額"),
        ("スライド2 表1 2行1列", "設計"), ("スライド2 表1 2行2列", "100円"),
    ]  # fmt: skip
    assert texts(found, "ノート") == [("スライド2 のノート", "ここは値引きできる")]
    assert {(each.hidden, each.text) for each in found.of("隠し文字")} == {
        ("非表示スライド", "外の文"),
        ("スライドの外の図形", "外の文"),
    }
    assert [(each.text, each.marks) for each in found.of("ページ")] == [("3", frozenset())]
    assert found.unread == ()


def test_the_order_is_that_of_the_show_not_that_of_the_files() -> None:
    data = slides()
    with_list = pptx.Presentation(io.BytesIO(data))
    listed = with_list.slides._sldIdLst
    listed.append(listed[0])
    target = io.BytesIO()
    with_list.save(target)
    found = read_paper("提案.pptx", target.getvalue())
    assert next(iter(found.of("スライド文"))).text == "金額"


@pytest.mark.parametrize("cut", [4, 2_000, 10_000])
def test_a_presentation_cut_off_is_refused_in_one_sentence(cut: int) -> None:
    found = read_paper("提案.pptx", slides()[:cut])
    assert found.is_failed and len(found.unread) == 1 and "。" in found.unread[0].reason


def test_entities_in_a_slide_are_not_read() -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "あ">]><p:sld>&a;</p:sld>'
    found = read_paper("提案.pptx", with_parts(slides(), {"ppt/slides/slide1.xml": bomb}))
    assert [part.part for part in found.unread] == ["ppt/slides/slide1.xml"]
    assert not any(each.place.startswith("スライド1 ") for each in found.passages)


def paper(
    pages: list[list[str]], *, size: tuple[float, float] = A4, note: str = "", password: str = ""
) -> bytes:
    """A PDF with these lines on its pages; a page without lines is a picture."""
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiKakuGo-W5"))
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=size, encrypt=password or None)
    canvas.setAuthor("山田 太郎")
    for lines in pages:
        canvas.setFont("HeiseiKakuGo-W5", 10)
        for at, line in enumerate(lines):
            canvas.drawString(40, size[1] - 40 - 20 * at, line)
        if not lines:
            canvas.rect(100, 100, 200, 200, fill=1)
        if note:
            canvas.textAnnotation(note, (10, 10, 50, 50))
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def test_the_lines_of_a_pdf_are_those_that_pypdf_reads() -> None:
    data = paper([["基本設計書", "桁数は10桁とする。"], ["画面", "一覧を出す。"]])
    found = read_paper("設計書.pdf", data)
    second = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    assert "".join(text for _, text in texts(found, "本文")) == second.replace("\n", "")
    assert ("1頁 2行目", "桁数は10桁とする。") in texts(found, "本文")
    assert texts(found, "プロパティ")[0] == ("プロパティ「作成者」", "山田 太郎")


def test_the_head_and_the_foot_of_most_pages_stand_apart() -> None:
    found = read_paper(
        "設計書.pdf", paper([["会員基盤 設計書", f"文{n}の話。", f"- {n} -"] for n in range(1, 6)])
    )
    assert {text for _, text in texts(found, "ヘッダー")} == {"会員基盤 設計書"}
    assert [text for _, text in texts(found, "フッター")] == [f"- {n} -" for n in range(1, 6)]
    assert next(iter(found.of("ページ"))).marks == {"番号あり"}


def test_pages_that_are_pictures_are_told_and_the_others_judged(tmp_path: Path) -> None:
    pages = [["桁数は要確認。"] if n == 3 else [f"文{n}。"] for n in range(8)] + [[], []]
    (tmp_path / "設計書.pdf").write_bytes(paper(pages))
    found = pmo_xl.precheck(tmp_path / "設計書.pdf")
    assert "2頁は画像だけの頁" in found.documents[0].unread[0].reason
    (left,) = [each for each in found.findings if each.rule == "PRE001"]
    assert (left.place, left.place_key) == ("4頁 1行目", "P4/1")


def test_a_note_on_a_page_letter_paper_and_the_page_number_in_json(tmp_path: Path) -> None:
    (tmp_path / "設計書.pdf").write_bytes(paper([["文。"]], size=LETTER, note="直す"))
    findings: tuple[PaperFinding, ...] = pmo_xl.precheck(tmp_path / "設計書.pdf").findings
    assert {(each.rule, each.place) for each in findings if each.rule in ("PRE004", "PRE031")} == {
        ("PRE004", "1頁 の注釈(Text)"), ("PRE031", "用紙"),
    }  # fmt: skip


def test_a_pdf_under_a_password_is_opened_with_it_and_named_without(tmp_path: Path) -> None:
    data = paper([["桁数は要確認。"]], password="b1ueSky")  # noqa: S106
    refused = read_paper("設計書.pdf", data)
    assert refused.is_failed and "パスワード" in refused.unread[0].reason
    assert texts(read_paper("設計書.pdf", data, "b1ueSky"), "本文") == [("1頁 1行目", "桁数は要確認。")]


@pytest.mark.parametrize("data", [b"%PDF-1.7\nnothing", b"<html>", b"", paper([["文。"]])[:300]])
def test_what_is_no_pdf_is_refused_in_one_sentence(data: bytes) -> None:
    found = read_paper("設計書.pdf", data)
    assert found.is_failed and found.unread[0].reason.startswith("設計書.pdf は")


def test_ten_thousand_pages_are_read_or_said_to_be_too_many() -> None:
    writer = pypdf.PdfWriter()
    for _ in range(10_000):
        writer.add_blank_page(200, 200)
    target = io.BytesIO()
    writer.write(target)
    found = read_paper("多い.pdf", target.getvalue())
    assert "頁は画像だけ" in found.unread[0].reason and len(found.unread[0].reason) < 200


_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
    'manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)
_ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
    '<office:body><office:spreadsheet><table:table table:name="見積"><table:table-row>'
    '<table:table-cell office:value-type="string"><text:p>桁数は要確認。</text:p></table:table-cell>'
    '<table:table-cell office:value-type="float" office:value="100"><text:p>100</text:p></table:table-cell>'
    "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
)


def test_an_ods_is_looked_at_for_its_texts_and_says_what_was_not_looked_at(tmp_path: Path) -> None:
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    (tmp_path / "見積.ods").write_bytes(
        zipped({"mimetype": kind, "content.xml": _ODS, "META-INF/manifest.xml": _MANIFEST})
    )
    found = pmo_xl.precheck(tmp_path / "見積.ods")
    assert [(each.rule, each.place) for each in found.errors] == [("PRE001", "見積!A1")]
    counts = {count.rule: count.undeterminable for count in found.rules}
    assert (counts["PRE004"], counts["PRE001"], counts["PRE025"]) == (
        1,
        1,
        0,
    )  # shapes may hold words, no totals


@pytest.mark.parametrize("name", ["古い.xls", "古い.xlsb", "古い.ods"])
@pytest.mark.parametrize("data", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, b"PK\x03\x04", b""])
def test_old_excel_that_is_broken_is_refused_in_one_sentence(name: str, data: bytes) -> None:
    found = read_paper(name, data)
    assert found.is_failed and name in found.unread[0].reason
