"""REQ002: which chapters of a specification the 出典 of the requirements name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pmo_xl.metrics.chapters import chapters_of
from pmo_xl.model.passage import Document, PaperTable, Passage
from tests.support.ledger import ask, counts, hits

LONG = "利用者が会員番号と氏名を登録する画面を設ける。"


def ledger(
    *sources: str, chapters: tuple[str, ...] = (), title: str = "サービス仕様書", settings: str = ""
) -> str:
    """A specification of these chapters (`heading path: text`), and one requirement for each 出典."""
    rows = []
    for each in chapters or (f"2 会員機能 ＞ 2.1 会員登録: {LONG}", f"2 会員機能 ＞ 2.2 退会: {LONG}"):
        path, _, text = each.partition(": ")
        rows.append(f"| {path} | 見出し | {path.rpartition(' ＞ ')[2]} |")
        rows += [f"| {path} ＞ 段落1 | 本文 | {text} |"] if text else []
    return (
        settings
        + "成果物一覧\n| 文書ID | 文書名 | 格納先 |\n|---|---|---|\n"
        + f"| DOC-001 | {title} | a.docx |\n\n"
        + "要件一覧\n| 要件ID | 出典 |\n|---|---|\n"
        + "".join(f"| REQ-{n:03} | {each} |\n" for n, each in enumerate(sources, 1))
        + "\n文書: a.docx\n| 場所 | 種類 | 文 |\n|---|---|---|\n"
        + "\n".join(rows)
        + "\n"
    )


def left(*sources: str, **given: object) -> list[str]:
    """The chapters that REQ002 names, with ? where a person must decide."""
    report = ask("REQ002", ledger(*sources, **given))
    return [
        f"{each.message.split('「')[2].split('」')[0]}{'?' if each.severity.label == '要判断' else ''}"
        for each in report.findings
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("DOC-001 2.1", ["2.2 退会"]),
        ("DOC-001 2", []),  # the chapter above covers what is below
        ("DOC-001 v1.2 2.1 会員登録(p.9)", ["2.2 退会"]),
        ("ＤＯＣ－００１　２．１", ["2.2 退会"]),
        ("サービス仕様書 第1.2版 第2章1節", ["2.2 退会"]),
        ("サービス仕様書_v1.2.docx 2.1", ["2.2 退会"]),
        ("サービス仕様書「会員登録」", ["2.2 退会"]),
        ("2.1 会員登録", ["2.2 退会"]),  # the only specification
        ("DOC-001 2.1、2.2", []),  # the document of the entry before
        ("DOC-001 2.1<br>2.2", []),
        ("DOC-001 2.1; 2.20", ["2.2 退会"]),
        ("DOC-001", ["2.1 会員登録", "2.2 退会"]),
        ("DOC-009 2.1", ["2.1 会員登録", "2.2 退会"]),  # no such document
        ("QA-012", ["2.1 会員登録", "2.2 退会"]),
        ("", ["2.1 会員登録", "2.2 退会"]),
    ],
)  # fmt: skip
def test_an_entry_names_a_document_and_a_chapter_as_people_write_them(source, expected):
    assert left(source) == expected


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("DOC-001 2.1 退会", "食い違う"),
        ("DOC-001 p.9", "頁だけ"),
        ("DOC-001 9頁", "頁だけ"),
    ],
)
def test_what_cannot_be_told_is_not_judged(source, reason):
    report = ask("REQ002", ledger(source))
    assert reason in str(report.rules[0].reason)


def test_words_that_two_headings_have_name_neither():
    two = (f"2 会員機能 ＞ 2.1 登録: {LONG}", f"3 商品機能 ＞ 3.1 登録: {LONG}")
    assert counts("REQ002", ledger("DOC-001 登録", chapters=two)) == {"判定不能": 1}
    assert left("DOC-001 3.1 登録", chapters=two) == ["2.1 登録"]


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        (("DOC-001 2.1.1",), ["2.1 登録?"]),
        (("DOC-001 2.1.1", "DOC-001 2.1.2"), []),
        ((), ["2.1 登録"]),
    ],
)
def test_a_chapter_is_covered_once_every_one_below_it_is(sources, expected):
    below = (
        "2 機能",
        "2 機能 ＞ 2.1 登録",
        *(f"2 機能 ＞ 2.1 登録 ＞ 2.1.{n} {word}: {LONG}" for n, word in ((1, "仮"), (2, "本"))),
    )
    assert left(*sources, chapters=below) == expected


def test_the_depth_is_a_setting():
    below = tuple(f"2 機能 ＞ 2.1 登録 ＞ 2.1.{n} {word}: {LONG}" for n, word in ((1, "仮"), (2, "本")))
    setting = "設定\n| 項目 | 値 |\n|---|---|\n| 閾値.章の深さ | 3 |\n\n"
    assert left(chapters=below, settings=setting) == ["2.1.1 仮", "2.1.2 本"]


@pytest.mark.parametrize(
    ("text", "is_asked"),
    [("一二三四五六七八九十一二三四五六七八九", False), ("一二三四五六七八九十一二三四五六七八九十", True)],
)
def test_twenty_letters_of_body_make_a_chapter(text, is_asked):
    assert bool(left(chapters=(f"2 機能 ＞ 2.1 登録: {text}",))) is is_asked


@pytest.mark.parametrize(
    "heading",
    [
        "はじめに",
        "1. 本書の目的",
        "目的と範囲",
        "用語の定義",
        "改訂履歴",
        "参考資料",
        "付録A 一覧",
        "開発体制",
        "スケジュール",
    ],
)
def test_chapters_that_say_no_function_are_not_asked_for(heading):
    assert left(chapters=(f"{heading}: {LONG}",)) == []
    assert left(chapters=(f"2 機能 ＞ {heading}: {LONG}",)) == []


@pytest.mark.parametrize(
    "heading", ["購入履歴の照会", "データ定義", "承認機能", "スケジュールの登録", "連絡先の変更"]
)
def test_functions_whose_names_only_hold_such_a_word_are_asked_for(heading):
    assert left(chapters=(f"2 画面 ＞ {heading}: {LONG}",)) == [heading]


def test_a_top_chapter_of_other_words_counts_once_an_entry_names_it():
    other = (f"3 会員 ＞ 3.1 登録: {LONG}", f"3 会員 ＞ 3.2 退会: {LONG}")
    assert left(chapters=other) == []
    assert left("DOC-001 3.1", chapters=other) == ["3.2 退会"]


def test_the_heading_above_all_others_is_the_title_of_the_paper():
    titled = (
        "会員サービス仕様書",
        f"会員サービス仕様書 ＞ 1 はじめに: {LONG}",
        "会員サービス仕様書 ＞ 2 機能",
        f"会員サービス仕様書 ＞ 2 機能 ＞ 2.1 登録: {LONG}",
    )
    assert left(chapters=titled) == ["2.1 登録"]


def test_only_specifications_that_an_entry_names_or_service_specifications_are_asked():
    assert counts("REQ002", ledger(title="議事録")) == {"対象外": 1}
    assert counts("REQ002", ledger(title="運用仕様書")) == {"対象外": 1}
    assert "サービス仕様書という名" in str(ask("REQ002", ledger(title="運用仕様書")).rules[0].reason)
    assert left("DOC-001 2.1", title="運用仕様書") == ["2.2 退会"]
    assert counts("REQ002", ledger("顧客要望", title="運用仕様書")) == {"対象外": 1}


def test_a_document_without_headings_is_not_judged_and_guessed_ones_only_ask():
    three = ("2 会員機能", f"2 会員機能 ＞ 2.1 会員登録: {LONG}", f"2 会員機能 ＞ 2.2 退会: {LONG}")
    plain = ledger(chapters=three).replace("| 見出し |", "| 本文 |")
    assert hits("REQ002", plain) == ["DOC-001 格納先 (要判断)", "DOC-001 格納先 (要判断)"]
    none = ledger().replace("| 見出し |", "| 本文 |").replace("| 2.1 ", "| ").replace("| 2.2 ", "| ")
    assert counts("REQ002", none) == {"判定不能": 1}


def test_a_page_of_a_pdf_names_its_heading():
    texts = ["2 会員機能", "2.1 会員登録", LONG, "2.2 退会", LONG]
    pages = [1, 1, 1, 2, 2]
    passages = tuple(
        Passage("a.pdf", "本文", text, f"{page}頁", f"P{page}/{n}")
        for n, (text, page) in enumerate(zip(texts, pages, strict=True))
    )
    found = chapters_of(Document("a.pdf", "pdf", passages, frozenset(("本文",))))
    assert [(each.title, sorted(each.pages), each.is_guessed) for each in found] == [
        ("2 会員機能", [1], True), ("2.1 会員登録", [1], True), ("2.2 退会", [2], True),
    ]  # fmt: skip
    assert found[2].heading == ("2 会員機能", "2.2 退会")
    as_docx = replace(Document("a.docx", "docx", passages, frozenset(("本文",))))
    assert not any(each.pages for each in chapters_of(as_docx))


@pytest.mark.parametrize(
    "line",
    ["2.1 会員登録は、次のとおりとする。", "3 件", "2026年度の計画", "10.5 %", "1,200 円", "12:30 開始"],
)
def test_lines_that_only_begin_with_a_number_are_no_headings(line):
    passage = Passage("a.txt", "行", line, "1行目", "L1")
    assert chapters_of(Document("a.txt", "txt", (passage,), frozenset(("行",)))) == ()


def test_the_sheets_of_a_workbook_are_its_chapters():
    tables = (
        PaperTable("会員登録画面", "会員登録画面", {(1, 1): LONG}, is_sheet=True),
        PaperTable("表紙", "表紙", {(1, 1): LONG}, is_sheet=True),
    )
    found = chapters_of(Document("a.xlsx", "xlsx", (), frozenset(("セル",)), tables=tables))
    assert [(each.title, each.is_guessed) for each in found] == [("会員登録画面", True), ("表紙", True)]


def test_the_finding_of_a_chapter_keeps_its_id_when_other_chapters_come():
    one = [each.id for each in ask("REQ002", ledger("DOC-001 2.1")).findings]
    more = ask(
        "REQ002",
        ledger(
            "DOC-001 2.1",
            chapters=(
                f"2 会員機能 ＞ 2.1 会員登録: {LONG}",
                f"2 会員機能 ＞ 2.2 退会: {LONG}",
                f"2 会員機能 ＞ 2.3 休会: {LONG}",
            ),
        ),
    ).findings
    assert one[0] in [each.id for each in more]
    assert len({each.id for each in more}) == 2
