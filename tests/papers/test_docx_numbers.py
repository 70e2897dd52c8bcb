"""The numbers that Word puts before headings are worked out as Word shows them; where that is not sure there is none."""

from __future__ import annotations

import pytest

from pmo_xl.model.passage import Document
from pmo_xl.papers.reading import read_paper
from tests.support.made_papers import W, word_file


def level(
    at: int, text: str, form: str = "decimal", *, start: int = 1, style: str = "", more: str = ""
) -> str:
    linked = f"<w:pStyle w:val='{style}'/>" if style else ""
    return f"<w:lvl w:ilvl='{at}'><w:start w:val='{start}'/><w:numFmt w:val='{form}'/>{linked}{more}<w:lvlText w:val='{text}'/></w:lvl>"


CHAPTERS = (
    level(0, "第%1章", style="h1")
    + level(1, "%1.%2", style="h2")
    + level(2, "(%3)", "aiueoFullWidth", style="h3")
)


def read(
    paragraphs: str,
    levels: str = CHAPTERS,
    nums: str = "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>",
) -> Document:
    numbering = f"<w:numbering xmlns:w='{W}'><w:abstractNum w:abstractNumId='0'>{levels}</w:abstractNum>{nums}</w:numbering>"
    styles = "".join(
        f"<w:style w:type='paragraph' w:styleId='h{n}'><w:name w:val='heading {n}'/><w:pPr><w:numPr><w:ilvl w:val='{n - 1}'/><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
        for n in (1, 2, 3)
    )
    found = read_paper(
        "設計書.docx",
        word_file(
            paragraphs,
            {
                "word/numbering.xml": numbering,
                "word/styles.xml": f"<w:styles xmlns:w='{W}'>{styles}</w:styles>",
            },
        ),
    )
    assert found.unread == ()
    return found


def p(text: str, style: str = "", numbered: str = "") -> str:
    own = (
        f"<w:numPr><w:ilvl w:val='{numbered[2:]}'/><w:numId w:val='{numbered[0]}'/></w:numPr>"
        if numbered
        else ""
    )
    named = f"<w:pStyle w:val='{style}'/>" if style else ""
    return f"<w:p><w:pPr>{named}{own}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def headings(document: Document) -> list[str]:
    return [" / ".join(each.heading) for each in document.of("見出し")]


def test_chapters_and_sections_bear_their_numbers():
    found = read(
        p("総則", "h1")
        + p("目的", "h2")
        + p("範囲", "h2")
        + p("細目", "h3")
        + p("機能", "h1")
        + p("登録", "h2")
    )
    assert headings(found) == [
        "第1章 総則", "第1章 総則 / 1.1 目的", "第1章 総則 / 1.2 範囲", "第1章 総則 / 1.2 範囲 / (ア) 細目", "第2章 機能", "第2章 機能 / 2.1 登録",
    ]  # fmt: skip
    assert [each.text for each in found.of("見出し")][:2] == ["総則", "目的"]


def test_a_passage_stands_below_the_number_and_keeps_its_key_when_a_chapter_comes_before():
    short, long = (
        read(p("登録", "h1") + p("桁数は10桁。")),
        read(p("総則", "h1") + p("登録", "h1") + p("桁数は10桁。")),
    )
    one, other = (next(each for each in found.of("本文")) for found in (short, long))
    assert (one.place, other.place) == ("第1章 登録 ＞ 段落1", "第2章 登録 ＞ 段落1")
    assert one.place_key == other.place_key == "登録/段落1"


def test_numbered_paragraphs_of_the_same_list_count_wherever_they_stand():
    cell = f"<w:tbl><w:tr><w:tc>{p('表の中', numbered='1:0')}</w:tc></w:tr></w:tbl>"
    assert (
        headings(read(p("一", "h1") + p("本文", numbered="1:0") + p("", "h1") + cell + p("五", "h1")))[-1]
        == "第5章 五"
    )


@pytest.mark.parametrize(
    ("form", "first", "twelfth"),
    [
        ("decimalZero", "01", "12"),
        ("decimalFullWidth", "１", "１２"),
        ("upperRoman", "I", "XII"),
        ("lowerLetter", "a", "l"),
        ("japaneseCounting", "一", "十二"),
        ("ideographDigital", "一", "一二"),
        ("irohaFullWidth", "イ", "ヲ"),
        ("decimalEnclosedCircle", "①", "⑫"),
    ],
)
def test_numbers_are_written_in_the_forms_of_word(form, first, twelfth):
    found = headings(read("".join(p("章", "h1") for _ in range(12)), level(0, "%1", form)))
    assert (found[0], found[11]) == (f"{first} 章", f"{twelfth} 章")


@pytest.mark.parametrize("form", ["bullet", "none", "koreanDigital"])
def test_forms_without_a_sure_number_give_none(form):
    assert headings(read(p("章", "h1"), level(0, "%1", form))) == ["章"]


def test_a_level_that_was_passed_over_gives_none():
    assert headings(read(p("節", "h2") + p("章", "h1") + p("細目", "h3"))) == [
        "節",
        "第1章 章",
        "第1章 章 / (ア) 細目",
    ]
    deep = level(0, "%1") + level(1, "%1.%2") + level(2, "%1.%2.%3")
    assert headings(read(p("章", "h1") + p("細目", "h3"), deep)) == ["1 章", "1 章 / 細目"]


def test_lists_start_where_they_say():
    assert headings(read(p("章", "h1") + p("章", "h1"), level(0, "%1", start=3))) == ["3 章", "4 章"]


@pytest.mark.parametrize(
    ("form", "first"),
    [
        ("decimal", "0 章"), ("decimalZero", "00 章"), ("decimalFullWidth", "０ 章"), ("ideographDigital", "〇 章"),
        ("upperRoman", "章"), ("lowerLetter", "章"), ("japaneseCounting", "章"), ("decimalEnclosedCircle", "章"),
    ],
)  # fmt: skip
def test_a_list_may_start_at_nought_where_its_form_has_a_digit_for_it(form, first):
    found = headings(read(p("章", "h1") + p("章", "h1"), level(0, "%1", form, start=0)))
    assert found[0] == first
    assert found[1] != "章"


def test_sections_below_chapter_nought_bear_it_and_a_list_without_a_start_begins_there():
    levels = "<w:lvl w:ilvl='0'><w:numFmt w:val='decimal'/><w:lvlText w:val='%1'/></w:lvl>" + level(
        1, "%1.%2", start=0
    )
    found = headings(read(p("はじめに", "h1") + p("目的", "h2") + p("範囲", "h2") + p("機能", "h1"), levels))
    assert found == ["0 はじめに", "0 はじめに / 0.0 目的", "0 はじめに / 0.1 範囲", "1 機能"]


def test_a_number_that_starts_anew_may_do_so_at_nought():
    nums = "<w:num w:numId='1'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='0'/></w:lvlOverride></w:num>"
    assert headings(read(p("章", "h1") + p("章", "h1"), nums=nums)) == ["第0章 章", "第1章 章"]


def test_a_legal_level_writes_plain_digits():
    legal = level(0, "第%1章", "japaneseCounting") + level(1, "%1.%2", more="<w:isLgl/>")
    assert headings(read(p("章", "h1") + p("節", "h2"), legal)) == ["第一章 章", "第一章 章 / 1.1 節"]


def test_a_second_number_of_the_same_list_goes_on_and_one_that_starts_anew_does_so_once():
    nums = (
        "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num><w:num w:numId='2'><w:abstractNumId w:val='0'/></w:num>"
        "<w:num w:numId='3'><w:abstractNumId w:val='0'/><w:lvlOverride w:ilvl='0'><w:startOverride w:val='7'/></w:lvlOverride></w:num>"
    )
    found = read(
        p("一", "h1") + p("二", "h1", "2:0") + p("七", "h1", "3:0") + p("八", "h1", "3:0"), nums=nums
    )
    assert headings(found) == ["第1章 一", "第2章 二", "第7章 七", "第8章 八"]


@pytest.mark.parametrize(("restart", "expected"), [("0", "2.2 節"), ("1", "2.1 節")])
def test_a_level_goes_on_below_a_new_chapter_where_it_says_so(restart, expected):
    levels = level(0, "%1") + level(1, "%1.%2", more=f"<w:lvlRestart w:val='{restart}'/>")
    found = headings(read(p("章", "h1") + p("節", "h2") + p("章", "h1") + p("節", "h2"), levels))
    assert found[-1].endswith(expected)


def test_number_nought_takes_a_heading_out_of_its_list():
    assert headings(read(p("章", "h1", "0:0") + p("章", "h1"))) == ["章", "第1章 章"]


def test_a_chapter_of_the_ledger_finds_the_heading_that_word_numbers():
    from pmo_xl.metrics.chapters import chapters_of

    found = chapters_of(read(p("機能", "h1") + p("登録", "h2") + p("会員番号は10桁とする。")))
    assert [(each.heading, each.level, each.text) for each in found] == [
        (("第1章 機能",), 1, ""), (("第1章 機能", "1.1 登録"), 2, "会員番号は10桁とする。"),
    ]  # fmt: skip


def test_a_numbering_part_that_cannot_be_read_leaves_only_headings_unjudged():
    found = read_paper("設計書.docx", word_file(p("章", "h1"), {"word/numbering.xml": "<w:numbering"}))
    assert [each.kinds for each in found.unread] == [frozenset(("見出し",))]
