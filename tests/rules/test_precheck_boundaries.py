"""Where rules of precheck begin and end to speak: one page more, the day of the source, a term inside another, and the like."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from pmo_xl.model.passage import BODY, FACTS, HIDDEN, Delivery, Document, PaperTable, Passage, file_name
from pmo_xl.model.precheck_words import PrecheckWords
from pmo_xl.rules.catalog import paper_rules
from pmo_xl.rules.paper_report import PaperFinding
from pmo_xl.rules.paper_run import judge_delivery
from pmo_xl.rules.precheck.covers import cover_of
from pmo_xl.rules.rule import Group

RULES = {rule.id: rule for rule in paper_rules()}
DAY = date(2026, 11, 30)


def passage(name: str, text: str, kind: str = "本文", place: str = "", *marks: str) -> Passage:
    where = place or f"1 概要 ＞ {text[:8]}"
    return Passage(name, kind, text, where, where, ("1 概要",), "", None, frozenset(marks))


def paper(
    name: str,
    passages: Iterable[tuple[str, ...]] = (),
    *,
    saved: date | None = None,
    tables: tuple[PaperTable, ...] = (),
) -> Document:
    """A paper that was read whole. passages: each its text, kind, place and marks."""
    told = tuple(passage(name, each[0], *each[1:]) for each in passages)
    reads = frozenset((*BODY, *HIDDEN, *FACTS))
    return Document(
        name, name.rpartition(".")[2], (file_name(name), *told), reads, size=1, tables=tables, saved_on=saved
    )


def found(
    rule: str, *papers: Document, words: PrecheckWords | None = None, day: date = DAY
) -> list[PaperFinding]:
    report = judge_delivery(Delivery(papers, words or PrecheckWords(), day), (RULES[rule],), Group.STRICT)
    assert not any(count.is_failed for count in report.rules), report.rules
    return list(report.findings)


@pytest.mark.parametrize(
    ("name", "pages", "expected"),
    [("報告.pptx", 3, 0), ("報告.pptx", 4, 1), ("報告.docx", 1, 0), ("報告.docx", 2, 1)],
)
def test_four_slides_or_two_pages_want_a_number(name: str, pages: int, expected: int) -> None:
    assert len(found("PRE020", paper(name, [(str(pages), "ページ", "ページ")]))) == expected


def test_how_many_more_sheets_lack_a_number_is_told_where_there_are_more() -> None:
    sheets = [("2", "ページ", f"シート{n}") for n in range(3)]
    (three,) = found("PRE020", paper("一覧.xlsx", sheets))
    (one,) = found("PRE020", paper("一覧.xlsx", sheets[:1]))
    assert "ほか 2 シート" in three.message and "ほか" not in one.message


@pytest.mark.parametrize(("pdf", "expected"), [(date(2026, 10, 9), 1), (date(2026, 10, 10), 0), (None, 0)])
def test_a_pdf_is_not_saved_before_its_source(pdf: date | None, expected: int) -> None:
    source = paper("計画書_v1.0.docx", saved=date(2026, 10, 10))
    said = found("PRE034", source, paper("計画書_v1.0.pdf", saved=pdf))
    assert len([each for each in said if "より前に保存" in each.message]) == expected


def test_neither_a_text_nor_another_version_is_the_source_of_a_pdf() -> None:
    late = date(2026, 11, 1)
    pdf = paper("計画書_v1.0.pdf", saved=date(2026, 10, 1))
    said = found("PRE034", paper("計画書_v1.0.txt", saved=late), paper("計画書_v1.1.docx", saved=late), pdf)
    assert not any("より前に保存" in each.message for each in said)


def test_the_sum_of_sizes_leaves_no_rubbish_out_and_files_beside_rubbish_are_judged() -> None:
    same = [paper("甲.docx"), paper("乙.docx")]
    same = [Document(each.path, "docx", each.passages, each.reads, sha256="aa", size=9) for each in same]
    said = found("PRE034", *same, paper("~$甲.docx"))
    assert sorted(each.severity.label for each in said) == ["エラー", "警告"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("サーバーを置く。", 0),
        ("サーバを置く。", 1),
        ("サーバーとサーバを置く。", 1),
        ("サーバサイドで動く。", 0),
    ],
)
def test_a_term_inside_the_preferred_one_or_a_longer_word_is_none(text: str, expected: int) -> None:
    words = PrecheckWords(terms={"サーバー": ("サーバ",)})
    said = found("PRE027", paper("設計.docx", [(text,)]), words=words)
    assert [each.expected for each in said] == ["サーバー"] * expected


def test_lines_of_a_program_are_not_compared() -> None:
    lines = [("ユーザーを登録する。",), ("ユーザ = {};",)]
    assert found("PRE027", paper("設計.docx", lines)) == []


@pytest.mark.parametrize(("token", "expected"), [("ＡＰ", 1), ("Ａ", 0), ("２６", 0)])
def test_a_token_of_two_letters_and_more_is_one_in_two_widths(token: str, expected: int) -> None:
    half = token.translate({ord("Ａ"): "A", ord("Ｐ"): "P", ord("２"): "2", ord("６"): "6"})
    lines = [(f"{half} を呼ぶ。{half} を見る。",), (f"{token} を呼ぶ。",)]
    assert len(found("PRE027", paper("設計.docx", lines))) == expected


def test_a_month_that_is_none_is_told_as_such() -> None:
    (finding,) = found("PRE014", paper("計画.docx", [("2026年13月1日に始める。",)]))
    assert "13月はありません" in finding.message


@pytest.mark.parametrize(
    ("approved", "made", "expected"),
    [
        ("2026/10/01", "2026/10/02", ["エラー"]),
        ("2026/10/02", "2026/10/02", []),
        ("2026/10/03", "2026/10/02", []),
        ("2026/10/01", "", []),
    ],
)
def test_an_approval_before_the_paper_was_made_is_an_error(
    approved: str, made: str, expected: list[str]
) -> None:
    cells = {(1, 1): "承認日", (1, 2): approved, (2, 1): "作成日", (2, 2): made}
    table = PaperTable("本文 ＞ 表1", "本文 ＞ 表1", cells)
    told = [
        (text, "表セル", f"本文 ＞ 表1 {row}行{column}列", "表紙") for (row, column), text in cells.items()
    ]
    said = found("PRE019", paper("設計.docx", told, tables=(table,)))
    assert [each.severity.label for each in said if "作成日" in each.message] == expected


def test_a_connection_is_told_from_a_reference_to_a_file() -> None:
    links = [("Provider=x", "リンク先", "接続", "connection"), ("file:///a.xlsx", "リンク先", "部品", "外部")]
    said = [each.message for each in found("PRE008", paper("一覧.xlsx", links))]
    assert ["データ接続" in each for each in said] == [True, False]


@pytest.mark.parametrize(("texts", "expected"), [(40, 40), (41, 0)])
def test_what_stands_before_the_first_heading_is_a_cover_while_it_is_short(texts: int, expected: int) -> None:
    lines = [(f"文{n}", "本文") for n in range(texts)]
    assert len(cover_of(paper("設計.docx", [*lines, ("1 概要", "見出し")]))) == expected
    assert cover_of(paper("設計.md", [*lines, ("1 概要", "見出し")])) == ()
    assert cover_of(paper("設計.docx", lines)) == ()


@pytest.mark.parametrize(("length", "expected"), [(19, 0), (20, 1)])
def test_a_bracket_is_looked_for_in_twenty_letters_and_more(length: int, expected: int) -> None:
    text = f"「{'会' * (length - 2)}。"
    assert len(found("PRE029", paper("設計.docx", [(text,)]))) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("画面を表示する。。。", 0), ("画面を表示する。。", 1), ("、、、と続く", 0)]
)
def test_a_run_of_three_signs_is_meant(text: str, expected: int) -> None:
    assert len(found("PRE029", paper("設計.docx", [(text,)]))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("口座番号 7654321 へ振り込む。", 1),
        ("口座番号 1234567 へ振り込む。", 0),
        ("口座番号 1111111 へ振り込む。", 0),
    ],
)
def test_an_account_that_somebody_can_have_is_told(text: str, expected: int) -> None:
    assert len(found("PRE011", paper("設計.docx", [(text,)]))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("アオゾラ・みどり", "エラー"), ("アオゾラサービス", "要判断"), ("アオゾラ、", "エラー")],
)
def test_a_sign_between_words_ends_a_name(text: str, expected: str) -> None:
    words = PrecheckWords(others=("アオゾラ",))
    assert [each.severity.label for each in found("PRE010", paper("設計.docx", [(text,)]), words=words)] == [
        expected
    ]


def test_a_path_and_an_address_are_no_forms_of_a_word() -> None:
    lines = [
        ("ユーザーを登録する。",),
        (r"場所は C:\ユーザ\一覧 とする。",),
        ("https://sample.jp/ユーザ/一覧",),
    ]
    assert found("PRE027", paper("設計.docx", lines)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1) 会員を登録する。2) 会員を消して、結果を画面に出す。", 0),
        ("会員を登録して結果を画面に出すこともできる)。会員を消す。", 1),
    ],
)
def test_a_bracket_behind_a_number_is_that_of_a_list(text: str, expected: int) -> None:
    assert len(found("PRE029", paper("設計.docx", [(text,)]))) == expected


_BETWEEN = "間の段落は引用の続きで、括弧を一つも持たない。"


@pytest.mark.parametrize(
    ("first", "between", "last", "told"),
    [
        (
            "説明は次のとおり。「会員番号は本部で付ける。",
            0,
            "支店では付けない。使い回さない」という決まり。",
            [],
        ),
        (
            "説明は次のとおり。「会員番号は本部で付ける。",
            4,
            "支店では付けない。使い回さない」という決まり。",
            [],
        ),
        (
            "説明は次のとおり。「会員番号は本部で付ける。",
            5,
            "支店では付けない。使い回さない」という決まり。",
            ["「", "」"],
        ),
        (
            "説明は次のとおり。「会員番号は本部で付ける。",
            0,
            "支店では付けない。使い回さない』という決まり。",
            ["「", "』"],
        ),
        (
            "説明は次のとおり。(会員番号は本部で付ける。",
            0,
            "支店では付けない。使い回さない)という決まり。",
            ["(", ")"],
        ),
        ("説明は次のとおり。『会員番号は本部で付ける。", 0, "支店では付けない。番号は使い回さない。", ["『"]),
        (
            "説明は次のとおり。」会員番号は本部で付ける。",
            0,
            "支店では付けない。「使い回さないという決まり。",
            ["」", "「"],
        ),
    ],
)
def test_a_quotation_over_paragraphs_is_closed_where_it_ends(
    first: str, between: int, last: str, told: list[str]
) -> None:
    texts = [first, *[_BETWEEN] * between, last]
    document = paper("議事録.docx", [(text, "本文", f"段落{n}") for n, text in enumerate(texts)])
    assert [each.match for each in found("PRE029", document)] == told


def test_a_quotation_does_not_go_on_under_another_heading_or_in_another_paper() -> None:
    opened = passage("甲.docx", "説明は次のとおり。「会員番号は本部で付ける。")
    closed = replace(passage("甲.docx", "支店では付けない。使い回さない」という決まり。"), heading=("2 次",))
    apart = replace(paper("甲.docx"), passages=(opened, closed))
    other = paper("乙.docx", [("支店では付けない。使い回さない」という決まり。",)])
    assert [each.match for each in found("PRE029", apart)] == ["「", "」"]
    assert [each.match for each in found("PRE029", replace(apart, passages=(opened,)), other)] == ["「", "」"]
