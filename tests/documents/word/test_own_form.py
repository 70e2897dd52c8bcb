"""Forms of somebody's own: the same fields, in a sandbox, with every mistake told in one sentence."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.shared import RGBColor

from pmo_xl.documents.word.catalog import load
from pmo_xl.documents.word.render import render
from pmo_xl.errors import BadForm
from tests.support.word import content_of, form, sample_source, texts_of


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
        (["{{ range(10) }}"], "「range」という項目はありません"),
        (["{{ 検収ID|center(10) }}"], "タグの書き方が正しくありません"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_sentence_with_its_place(paragraphs: list[str], told: str, tmp_path: Path):
    message = refusal(form(tmp_path / "様式.docx", paragraphs))
    assert told in message
    assert message.startswith("様式.docx: ")


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
