"""Forms of somebody's own: the same fields, in a sandbox, with every mistake told in one sentence."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.shared import RGBColor

from pmo_xl.documents.word import form_grammar, form_package, own_form, template
from pmo_xl.documents.word.catalog import load
from pmo_xl.documents.word.content import Source
from pmo_xl.documents.word.render import render
from pmo_xl.errors import BadForm
from pmo_xl.model.project import Project
from tests.support.word import content_of, form, sample_source, source_of, texts_of

D = date(2026, 11, 30)
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def filled(path: Path, name: str = "検収書") -> bytes:
    document, source = load(name), sample_source()
    return render(document, content_of(document, source), source, path)


def refusal(path: Path, name: str = "検収書") -> str:
    with pytest.raises(BadForm) as raised:
        filled(path, name)
    return raised.value.message


def test_fields_loops_and_choices_are_filled_in(tmp_path: Path):
    path = form(
        tmp_path / "自社検収書.docx",
        ["検収ID: {{ 検収ID }} 取引先: {{ 取引先 }}", "{%p if 金額 %}", "金額あり", "{%p endif %}"],
        [
            ["税率", "合計"],
            ["{%tr for 行 in 金額 %}", ""],
            ["{{ 行.税率 }}", "{{ 行.合計 }}"],
            ["{%tr endfor %}", ""],
        ],
    )
    texts = texts_of(filled(path))
    assert texts[0].startswith("検収ID: ACC-") and "株式会社" in texts[0]
    assert "金額あり" in texts
    assert "10%" in texts


def test_pictures_of_a_document_can_be_used(tmp_path: Path):
    path = form(
        tmp_path / "体制.docx", ["{%p for 図 in 体制図 %}", "{{ 図.画像 }}", "{{ 図.題 }}", "{%p endfor %}"]
    )
    read = Document(io.BytesIO(filled(path, "体制図")))
    assert len(read.inline_shapes) == 1


def test_a_tag_that_word_has_split_by_its_formatting_is_understood(tmp_path: Path):
    document = Document()
    paragraph = document.add_paragraph()
    for text in ("{", "{ 検", "収", "ID }", "}"):
        paragraph.add_run(text).font.color.rgb = RGBColor(len(text), 0, 0)
    document.save(str(tmp_path / "分割.docx"))
    assert texts_of(filled(tmp_path / "分割.docx"))[0].startswith("ACC-")


@pytest.mark.parametrize(
    ("paragraphs", "told"),
    [
        (["宛先", "{{ 検収日付 }}"], "2 段落目「{{ 検収日付 }}」に、使えない項目があります。「検収日付」という項目はありません。「検収日」のことでしょうか。"),
        (["{{ 金額[0].税率 }}", "{{ 検収ID"], "タグが途中で切れています"),
        (["{% for 行 in 金額 %}x"], "タグの書き方が正しくありません"),
        (["{% fro 行 in 金額 %}{% endfro %}"], "タグの書き方が正しくありません"),
        (["{{ 検収ID ** 99999 }}"], "使えない書き方です"),
        (["{{ '大' * 999999999 }}"], "使えない書き方です"),
        (["{{ ''.__class__.__mro__ }}"], "使えない"),
        (["{{ range(10) }}"], "使えない書き方です"),
        (["{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}"], "使えない書き方です"),
        (["{% set a = 検収ID ~ 検収ID %}{{ a }}"], "使えない書き方です"),
        (["{{ 検収ID.center(999999999) }}"], "使えない書き方です"),
        (["{{ 検収ID|replace('A', 'BBBBBBBB')|replace('B', 'CCCCCCCC') }}"], "使えない書き方です"),
        (["{{ 検収ID|default('x', boolean=検収ID.isdigit()) }}"], "使えない書き方です"),
        (["{% include 'x' %}"], "使えない書き方です"),
        (["{{ " + "(" * 900 + "検収ID" + ")" * 900 + " }}"], "文書にできません"),
        (["{{ " + "(" * 3000 + "検収ID" + ")" * 3000 + " }}"], "1 段落目のタグが長すぎます"),
        (["{{ 検収ID" + "|upper" * 300 + " }}"], "使えない書き方です"),
        (["{{ 検収ID" + ".b" * 300 + " }}"], "使えない書き方です"),
        (["{% colspan" + " " * 300 + "% x %}"], "1 段落目のタグが長すぎます"),
        (["検収ID: {{ 検収", "ID }} です"], "1 段落目「検収ID: {{ 検収」で、タグが途中で切れています"),
        (["{% if 金額", " %}あり{% endif %}"], "1 段落目「{% if 金額」で、タグが途中で切れています"),
        (["{# 注", "注 #}"], "タグが途中で切れています"),
        (["検収ID }}"], "1 段落目「検収ID }}」で、タグが途中で切れています"),
        (["{{ 検収ID|center(10) }}"], "タグの書き方が正しくありません"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_sentence_with_its_place(paragraphs: list[str], told: str, tmp_path: Path):
    message = refusal(form(tmp_path / "様式.docx", paragraphs))
    assert told in message
    assert message.startswith("様式.docx: ")


def test_a_tag_split_over_cells_of_a_table_is_told_with_its_place(tmp_path: Path):
    path = form(tmp_path / "様式.docx", ["表"], [["税率", "合計"], ["{{ 検収", "ID }}"]])
    assert refusal(path).startswith("様式.docx: 4 段落目「{{ 検収」で、タグが途中で切れています。")


def test_a_mistake_in_a_header_is_looked_for_in_the_header(tmp_path: Path):
    document = Document()
    document.sections[0].header.paragraphs[0].text = "{{ 案件 }}"
    document.save(str(tmp_path / "様式.docx"))
    assert "ヘッダーの 1 段落目「{{ 案件 }}」に、使えない項目があります。" in refusal(tmp_path / "様式.docx")


def without_people() -> Source:
    """A project of which no 体制図 can be drawn."""
    return source_of(Project(D, D, records={}))


def test_a_picture_that_cannot_be_drawn_is_told_with_its_place_and_the_reason(tmp_path: Path):
    path = form(tmp_path / "体制.docx", ["体制", "{{ 体制図[0].画像 }}"])
    document, source = load("体制図"), without_people()
    with pytest.raises(BadForm) as raised:
        render(document, document.content(source), source, path)
    assert (
        "体制.docx: 2 段落目「{{ 体制図[0].画像 }}」に入れる図がありません。体制表に" in raised.value.message
    )
    assert "{% if 図.画像 %}" in raised.value.message


def test_a_form_that_asks_for_the_picture_first_does_without_it(tmp_path: Path):
    tags = [
        "{%p for 図 in 体制図 %}",
        "{% if 図.画像 %}{{ 図.画像 }}{% else %}{{ 図.理由 }}{% endif %}",
        "{%p endfor %}",
    ]
    path = form(tmp_path / "体制.docx", tags)
    document, source = load("体制図"), without_people()
    assert "描けません" in texts_of(render(document, document.content(source), source, path))[0]


@pytest.mark.parametrize("is_listed", [True, False])
def test_a_picture_of_the_form_that_is_not_in_the_file_is_told(tmp_path: Path, is_listed: bool):
    document = Document()
    document.add_paragraph("社印")
    document.add_paragraph().add_run().add_picture(io.BytesIO(PIXEL))
    document.save(str(tmp_path / "印.docx"))
    assert filled(tmp_path / "印.docx")
    with zipfile.ZipFile(tmp_path / "印.docx") as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    parts.pop("word/media/image1.png")
    if not is_listed:
        rels = parts["word/_rels/document.xml.rels"].decode()
        parts["word/_rels/document.xml.rels"] = re.sub(
            r"<Relationship [^>]*/image1.png[^>]*>", "", rels
        ).encode()
    with zipfile.ZipFile(tmp_path / "印.docx", "w") as archive:
        for each, data in parts.items():
            archive.writestr(each, data)
    assert "2 段落目の画像が、ファイルの中にありません" in refusal(tmp_path / "印.docx")


@pytest.mark.parametrize(
    ("name", "limit"),
    [("LARGEST", "30MB"), ("LARGEST_UNPACKED", "画像を減らして"), ("MOST_PARTS", "画像を減らして")],
)
def test_a_form_that_is_too_large_is_refused(name: str, limit: str, tmp_path: Path, monkeypatch):
    path = form(tmp_path / "大.docx", ["{{ 検収ID }}"])
    assert filled(path)
    if name == "LARGEST":
        path.write_bytes(path.read_bytes() + bytes(own_form.LARGEST))
    else:
        monkeypatch.setattr(form_package, name, 10)
    assert limit in refusal(path)


def test_a_document_that_grows_beyond_measure_is_stopped(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(template, "LARGEST_OWN_TEXT", 30_000)
    path = form(
        tmp_path / "長.docx",
        ["{% for a in 完了した課題 %}{% for b in 完了した課題 %}{{ b.件名 }}{% endfor %}{% endfor %}"],
    )
    assert "文書が大きくなりすぎます" in refusal(path, "課題一覧")


@pytest.mark.parametrize(
    "items", ["完了した課題", "案件名", "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]", "案件名|upper"]
)
def test_empty_loops_without_end_are_stopped_whatever_they_run_over(items: str, tmp_path: Path):
    nested = f"{{% for a in {items} %}}" * 9 + "{% endfor %}" * 9
    assert "大きすぎる" in refusal(form(tmp_path / "輪.docx", [nested]), "課題一覧")


def test_a_loop_knows_its_place_and_its_length(tmp_path: Path):
    tags = "{% for 行 in 完了した課題 %}{% if loop.last %}{{ loop.index }} / {{ loop.length }}{% endif %}{% endfor %}"
    count = len(content_of(load("課題一覧"), sample_source()).fields["完了した課題"])
    assert texts_of(filled(form(tmp_path / "輪.docx", [tags]), "課題一覧"))[0] == f"{count} / {count}"


def test_a_form_that_takes_too_long_is_stopped(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(form_grammar, "MOST_SECONDS", -1)
    path = form(tmp_path / "遅.docx", ["{% for 行 in 完了した課題 %}{{ 行.件名 }}{% endfor %}"])
    assert "時間がかかりすぎたため、やめました" in refusal(path, "課題一覧")


def test_data_in_a_footnote_is_never_looked_at_for_tags_however_many_sections(tmp_path: Path):
    document = Document()
    document.add_section()
    document.save(str(tmp_path / "注.docx"))
    path = tmp_path / "注.docx"
    _add_footnotes(path, "{{ 案件名 }}")
    source = sample_source()
    odd = load("検収書")
    content = content_of(odd, source)
    content.fields["案件名"] = "{{ 知らない項目 }}"
    with zipfile.ZipFile(io.BytesIO(render(odd, content, source, path))) as archive:
        assert "{{ 知らない項目 }}" in archive.read("word/footnotes.xml").decode()


def _add_footnotes(path: Path, text: str) -> None:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    with zipfile.ZipFile(path) as archive:
        parts = {each: archive.read(each).decode("latin-1") for each in archive.namelist()}
    types, rels = "[Content_Types].xml", "word/_rels/document.xml.rels"
    parts[types] = parts[types].replace(
        "</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
    )
    parts[rels] = parts[rels].replace(
        "</Relationships>", f'<Relationship Id="f" Type="{rel}" Target="footnotes.xml"/></Relationships>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        for each, data in parts.items():
            archive.writestr(each, data.encode("latin-1"))
        archive.writestr(
            "word/footnotes.xml",
            f'<w:footnotes xmlns:w="{word}"><w:footnote w:id="1"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote></w:footnotes>',
        )


def test_loops_without_end_are_stopped(tmp_path: Path):
    nested = "{% for a in 完了した課題 %}" * 4 + "x" + "{% endfor %}" * 4
    path = form(tmp_path / "輪.docx", [nested])
    assert "大きすぎる" in refusal(path, "課題一覧")


def test_a_form_that_reaches_outside_is_refused(tmp_path: Path):
    path = with_part(
        form(tmp_path / "外.docx", ["{{ 検収ID }}"]),
        "word/_rels/document.xml.rels",
        '<Relationship Id="rId99" Type="http://x/attachedTemplate" Target="file:///C:/t.dotx" TargetMode="External"/></Relationships>',
    )
    assert "外のファイルを参照しています(file:///C:/t.dotx)" in refusal(path)


def test_a_link_that_a_reader_follows_himself_is_allowed(tmp_path: Path):
    path = with_part(
        form(tmp_path / "リンク.docx", ["{{ 検収ID }}"]),
        "word/_rels/document.xml.rels",
        '<Relationship Id="rId99" Type="http://x/hyperlink" Target="https://example.jp/" TargetMode="External"/></Relationships>',
    )
    assert filled(path)


def with_part(path: Path, name: str, ending: str) -> Path:
    """The form with a relationship added at the end of a part."""
    with zipfile.ZipFile(path) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    parts[name] = parts[name].replace(b"</Relationships>", ending.encode())
    with zipfile.ZipFile(path, "w") as archive:
        for each, data in parts.items():
            archive.writestr(each, data)
    return path


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7", "ただの文".encode()])
def test_what_is_no_word_file_is_refused(data: bytes, tmp_path: Path):
    path = tmp_path / "様式.docx"
    path.write_bytes(data)
    assert "Wordの文書(.docx)ではありません" in refusal(path)


def test_macros_and_declarations_are_refused(tmp_path: Path):
    path = form(tmp_path / "マクロ.docx", ["{{ 検収ID }}"])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
    assert "マクロ" in refusal(path)
    path = form(tmp_path / "宣言.docx", ["{{ 検収ID }}"])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/evil.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x/>')
    assert "DOCTYPE" in refusal(path)


def test_a_form_that_is_not_there_is_told(tmp_path: Path):
    assert "読めません" in refusal(tmp_path / "ない.docx")
