"""A Word file is read whole and in order: nothing twice, nothing lost, each text with its place."""

from __future__ import annotations

import io

import docx
import pytest

from pmo_xl.model.passage import Document
from pmo_xl.papers.reading import read_paper
from tests.support.made_papers import with_parts, word_file

RUN = "<w:r><w:t>{}</w:t></w:r>"


def read(data: bytes, name: str = "設計書.docx") -> Document:
    document = read_paper(name, data)
    assert document.is_read, document.unread
    return document


def kinds(document: Document, *wanted: str) -> list[str]:
    return [passage.text for passage in document.of(*wanted)]


@pytest.fixture(scope="module")
def plain() -> tuple[docx.document.Document, Document]:
    made = docx.Document()
    made.add_heading("2 機能", 1)
    made.add_heading("2.1 会員登録", 2)
    made.add_paragraph("会員番号は10桁とする。")
    made.add_paragraph("一つ目", style="List Bullet")
    table = made.add_table(2, 2)
    for row, texts in zip(table.rows, (("項目", "記入例"), ("氏名", "山田\n太郎")), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    made.add_heading("3 画面", 1)
    made.add_paragraph("画面は別紙のとおり。")
    made.sections[0].header.paragraphs[0].text = "社外秘"
    made.sections[0].footer.paragraphs[0].text = "サンプル株式会社"
    made.core_properties.author = "山田 太郎"
    target = io.BytesIO()
    made.save(target)
    return made, read(target.getvalue())


def test_a_plain_paper_reads_as_python_docx_reads_it(plain: tuple[docx.document.Document, Document]) -> None:
    made, found = plain
    assert kinds(found, "見出し", "本文", "箇条書き") == [p.text for p in made.paragraphs if p.text]
    assert kinds(found, "表セル") == [cell.text for row in made.tables[0].rows for cell in row.cells]
    assert found.unread == ()


def test_every_text_says_where_it_stands(plain: tuple[docx.document.Document, Document]) -> None:
    places = {passage.text: passage for passage in plain[1].passages}
    assert places["会員番号は10桁とする。"].place == "2.1 会員登録 ＞ 段落1"
    assert places["山田\n太郎"].place == "2.1 会員登録 ＞ 表1 2行2列"
    assert places["山田\n太郎"].column == "記入例"
    assert places["画面は別紙のとおり。"].heading == ("3 画面",)
    assert places["社外秘"].kind == "ヘッダー"
    assert places["サンプル株式会社"].kind == "フッター"
    assert places["山田 太郎"].place == "プロパティ「作成者」"


def test_text_in_changes_content_controls_and_boxes_is_read_once() -> None:
    box = f"<w:txbxContent><w:p>{RUN.format('箱の中')}</w:p></w:txbxContent>"
    found = read(
        word_file(
            f"<w:p>{RUN.format('前')}<w:ins w:author='鈴木'>{RUN.format('足した')}</w:ins>"
            "<w:del w:author='佐藤'><w:r><w:delText>消した</w:delText></w:r></w:del>"
            f"<w:sdt><w:sdtContent>{RUN.format('欄')}</w:sdtContent></w:sdt></w:p>"
            f"<w:sdt><w:sdtContent><w:p>{RUN.format('段落の欄')}</w:p></w:sdtContent></w:sdt>"
            f"<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
            f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        )
    )
    assert kinds(found, "本文") == ["前足した欄", "段落の欄"]
    assert kinds(found, "テキストボックス") == ["箱の中"]
    assert [(p.kind, p.text, p.author) for p in found.of("挿入", "削除")] == [
        ("挿入", "足した", "鈴木"),
        ("削除", "消した", "佐藤"),
    ]


def test_hidden_letters_ruby_mathematics_and_fields_are_told_apart() -> None:
    found = read(
        word_file(
            f"<w:p>{RUN.format('見える')}<w:r><w:rPr><w:vanish/></w:rPr><w:t>隠れた</w:t></w:r></w:p>"
            "<w:p><w:r><w:ruby><w:rt><w:r><w:t>かいいん</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>会員</w:t></w:r>"
            "</w:rubyBase></w:ruby></w:r></w:p>"
            "<w:p><m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath></w:p>"
            f"<w:p><w:fldSimple w:instr=' REF a '>{RUN.format('図 3')}</w:fldSimple></w:p>"
        )
    )
    assert kinds(found, "本文") == ["見える", "会員", "x+1", "図 3"]
    assert kinds(found, "隠し文字") == ["隠れた"]
    assert kinds(found, "フィールド") == ["REF a"]


def test_a_changed_row_and_a_changed_format_are_changes_too() -> None:
    cell = f"<w:tc><w:p>{RUN.format('値')}</w:p></w:tc>"
    found = read(
        word_file(
            f"<w:tbl><w:tr><w:trPr><w:ins w:author='鈴木'/></w:trPr>{cell}</w:tr></w:tbl>"
            f"<w:p><w:r><w:rPr><w:rPrChange w:author='佐藤'/></w:rPr><w:t>太字</w:t></w:r></w:p>"
        )
    )
    assert [(p.kind, p.author) for p in found.of("挿入", "書式の変更")] == [
        ("挿入", "鈴木"),
        ("書式の変更", "佐藤"),
    ]


def test_a_comment_stands_where_it_was_made() -> None:
    made = docx.Document()
    made.add_heading("2.1 会員登録", 1)
    paragraph = made.add_paragraph("本文")
    made.add_comment(paragraph.runs, text="ここは本当か", author="佐藤")
    target = io.BytesIO()
    made.save(target)
    (comment,) = read(target.getvalue()).of("コメント")
    assert (comment.text, comment.author) == ("ここは本当か", "佐藤")
    assert comment.place == "2.1 会員登録 ＞ 段落1 のコメント"


def test_a_link_out_of_the_file_and_a_macro_are_seen(plain: tuple[docx.document.Document, Document]) -> None:
    made, _ = plain
    target = io.BytesIO()
    made.save(target)
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="x/attachedTemplate" TargetMode="External" Target="file:///\\\\srv\\a.dotm"/></Relationships>'
    )
    parts = {
        "word/_rels/settings.xml.rels": rels,
        "word/vbaProject.bin": b"\0",
        "word/embeddings/a.bin": b"\0",
    }
    found = read(with_parts(target.getvalue(), parts))
    assert [p.text for p in found.of("リンク先")] == ["file:///\\\\srv\\a.dotm"]
    assert kinds(found, "プログラム") == ["VBAマクロ", "OLEオブジェクト"]
    assert [part.part for part in found.unread] == ["word/embeddings/a.bin"]


@pytest.mark.parametrize(
    ("part", "lost"),
    [
        ("word/footnotes.xml", "脚注"),
        ("docProps/core.xml", "プロパティ"),
    ],
)
def test_a_broken_part_is_told_and_the_rest_is_read(part: str, lost: str) -> None:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="x/footnotes" Target="footnotes.xml"/></Relationships>'
    )
    parts = {"word/_rels/document.xml.rels": rels, part: "<a"}
    found = read(word_file(f"<w:p>{RUN.format('本文')}</w:p>", parts))
    assert kinds(found, "本文") == ["本文"]
    assert [(each.part, lost in each.kinds) for each in found.unread] == [(part, True)]


def test_letters_that_are_hard_to_see_are_told_but_not_those_on_a_painted_ground() -> None:
    white = "<w:r><w:rPr><w:color w:val='FFFFFF'/></w:rPr><w:t>{}</w:t></w:r>"
    cell = "<w:tc><w:tcPr>{}</w:tcPr><w:p>{}</w:p></w:tc>"
    painted = "<w:shd w:val='clear' w:fill='1F4E79'/>"
    found = read(
        word_file(
            f"<w:p>{white.format('白い字')}</w:p>"
            f"<w:p><w:pPr>{painted}</w:pPr>{white.format('帯の字')}</w:p>"
            "<w:p><w:r><w:rPr><w:sz w:val='2'/></w:rPr><w:t>小さい字</w:t></w:r></w:p>"
            f"<w:tbl><w:tr>{cell.format(painted, white.format('見出し'))}{cell.format('', white.format('欄の字'))}</w:tr></w:tbl>"
        )
    )
    assert [(p.text, p.hidden) for p in found.of("隠し文字")] == [
        ("白い字", "地の色の字"),
        ("小さい字", "1pt以下の字"),
        ("欄の字", "地の色の字"),
    ]


def test_yellow_and_red_letters_are_told_with_their_words() -> None:
    run = "<w:r><w:rPr>{}</w:rPr><w:t>{}</w:t></w:r>"
    yellow, red = "<w:highlight w:val='yellow'/>", "<w:color w:val='FF0000'/>"
    found = read(
        word_file(f"<w:p>{RUN.format('桁数は')}{run.format(yellow, '10桁')}{run.format(red, '以上')}</w:p>")
    )
    assert [(p.text, set(p.marks)) for p in found.of("着色")] == [
        ("10桁", {"蛍光ペン(黄)"}),
        ("以上", {"赤字"}),
    ]


def test_a_link_inside_the_paper_knows_whether_its_bookmark_is_there() -> None:
    link = "<w:hyperlink w:anchor='{}'><w:r><w:t>章</w:t></w:r></w:hyperlink>"
    found = read(
        word_file(
            f"<w:p>{link.format('a')}{link.format('b')}{link.format('_top')}</w:p>"
            f"<w:p><w:bookmarkStart w:name='a'/>{RUN.format('章')}</w:p>"
        )
    )
    assert [(p.text, "行き先なし" in p.marks) for p in found.of("リンク先")] == [
        ("a", False),
        ("b", True),
        ("_top", False),
    ]


def test_a_document_put_into_the_document_counts_as_unread() -> None:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="x/aFChunk" Target="part.htm"/></Relationships>'
    )
    body = f"<w:p>{RUN.format('本文')}</w:p><w:altChunk/>"
    found = read(word_file(body, {"word/_rels/document.xml.rels": rels, "word/part.htm": "<p>要確認</p>"}))
    assert [part.part for part in found.unread] == ["word/part.htm"]
