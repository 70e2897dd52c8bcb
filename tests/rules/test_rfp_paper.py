"""RFP007 and RFP008: what an RFP paper asks for beside RFP照合表."""

from __future__ import annotations

import pytest

from pmo_xl.metrics.rfp_paper import is_same_statement, statements_of
from pmo_xl.model.passage import Document, PaperTable, Passage
from tests.support.ledger import ask, counts, hits


def ledger(*items: str, papers: tuple[str, ...] = (), title: str = "提案依頼書", more: str = "") -> str:
    """Rows of RFP照合表 (RFP-ID | 要求 | 要件 | 発行日), and the lines of the paper as `heading: text`."""
    lines = [
        f"| {each.partition(': ')[0]} ＞ 段落{n} | 本文 | {each.partition(': ')[2]} |"
        for n, each in enumerate(papers, 1)
    ]
    return (
        "成果物一覧\n| 文書ID | 文書名 | 更新日 | 格納先 |\n|---|---|---|---|\n"
        f"| DOC-001 | {title} | 2026/5/10 | a.docx |\n\n"
        "要件一覧\n| 要件ID | 要件名 | 要件内容 |\n|---|---|---|\n"
        "| REQ-001 | 会員検索 | 検索の結果を3秒以内に示すこと。 |\n| REQ-002 | 会員登録 | 会員番号は10桁とする。 |\n\n"
        "RFP照合表\n| RFP-ID | 要求 | 要件 | 発行日 |\n|---|---|---|---|\n" + "".join(f"| {each} |\n" for each in items)
        + f"\n{more}文書: a.docx\n| 場所 | 種類 | 文 |\n|---|---|---|\n" + "\n".join(lines) + "\n"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("検索できること。", "検索できる", True),
        ("検索できること。", "検索できます。", True),
        ("一覧に表示する。", "一覧に表示します。", True),
        ("確認を行うこと", "確認を行います", True),
        ("書き込むものとする。", "書き込みます", True),
        ("再利用しない。", "再利用しません。", True),
        ("10桁とする。", "１０桁とします", True),
        ("必須である", "必須です。", True),
        ("検索できる。3秒で示す。", "検索できます。3秒で示します。", True),
        ("検索できる。3秒で示す。", "検索できます。", False),
        ("3秒以内に示す。", "5秒以内に示す。", False),
        ("検索できる", "検索できない", False),
        ("REQ-001 検索できる", "検索できる", True),
    ],
)
def test_blanks_marks_and_politeness_make_no_difference(one, other, expected):
    assert is_same_statement(one, other) is expected
    assert is_same_statement(other, one) is expected


@pytest.mark.parametrize(
    ("row", "line", "expected"),
    [
        ("RFP-001 | 検索は3秒とする。 | REQ-001 | 2026/5/10", "3 機能要求: RFP-001 検索は3秒とする。", {"適合": 1}),
        ("RFP-001 | 検索は3秒とする。 | REQ-001 | 2026/5/10", "3 機能要求: REQ-001 検索は5秒とする。", {"違反": 1}),
        ("RFP-001 | 検索を速くする。 | REQ-001 | 2026/5/10", "3 機能要求: 検索の結果を3秒以内に示すこと。", {"適合": 1}),
        ("RFP-001 | 検索を速くする。 | REQ-001 | 2026/5/10", "3 機能要求 ＞ 3.1 会員検索: 結果を5秒以内に示すこと。", {"違反": 1}),
        ("RFP-001 | 検索を速くする。 | | 2026/5/10", "3 機能要求: 結果を5秒以内に示すこと。", {"対象外": 1}),
    ],
)  # fmt: skip
def test_a_row_is_matched_by_its_id_else_by_its_words_else_by_its_heading(row, line, expected):
    assert counts("RFP007", ledger(row, papers=(line,))) == expected


def test_two_statements_below_one_heading_cannot_be_told_apart():
    under = (
        "3 機能要求 ＞ 会員検索: 結果を5秒以内に示すこと。",
        "3 機能要求 ＞ 会員検索: 結果を並べ替えられること。",
    )
    assert counts("RFP007", ledger("RFP-001 | 検索を速くする。 | REQ-001 | 2026/5/10", papers=under)) == {
        "判定不能": 1
    }
    again = ledger("RFP-001 | 結果を並べ替えられる | REQ-001 | 2026/5/10", papers=under)
    assert counts("RFP007", again) == {"適合": 1}
    assert hits("RFP008", again) == ["DOC-001 格納先"]


@pytest.mark.parametrize(
    ("day", "status", "expected"),
    [("2026/5/10", "承認済", "要判断"), ("2026/5/9", "承認済", "違反"), ("2026/5/10", "承認待ち", "違反")],
)
def test_an_approved_change_since_the_issue_makes_it_a_question(day, status, expected):
    change = f"仕様変更管理表\n| 変更ID | 対象要件 | 起票日 | 状態 |\n|---|---|---|---|\n| CHG-001 | REQ-001 | {day} | {status} |\n\n"
    row = "RFP-001 | 検索は3秒とする。 | REQ-001 | 2026/5/10"
    assert counts("RFP007", ledger(row, papers=("3 要求: RFP-001 検索は5秒とする。",), more=change)) == {
        expected: 1
    }


def test_without_a_paper_of_an_rfp_nothing_is_judged():
    report = ask("RFP007", ledger("RFP-001 | あ | | ", papers=("3 要求: 示すこと。",), title="議事録"))
    assert "提案依頼書を含み" in str(report.rules[0].reason)
    assert counts(
        "RFP008", ledger("RFP-001 | あ | | ", papers=("3 要求: 結果を示すこと。",), title="議事録")
    ) == {"対象外": 1}
    assert counts("RFP008", ledger("RFP-001 | あ | | ", papers=("3 要求: 何もない。",))) == {"判定不能": 1}


@pytest.mark.parametrize(
    "chapter",
    ["6 契約の要件", "7 開発体制の要求", "8 提案の要件", "9 納品の要件", "10 見積の要求", "11 評価の要件"],
)
def test_terms_of_contract_and_proposal_are_not_demands(chapter):
    assert hits("RFP008", ledger("RFP-001 | あ | | ", papers=(f"{chapter}: 内訳を書面で示すこと。",))) == []


def test_only_sentences_that_ask_below_chapters_of_demands_are_statements():
    papers = (
        "3 機能要求: この章は機能を示す。検索ができること。",
        "2 背景: 競争に勝つこと。",
        "1 改訂履歴の要件: 直すこと。",
    )
    assert hits("RFP008", ledger("RFP-001 | あ | | ", papers=papers)) == ["DOC-001 格納先"]


def table(heads: list[str], *rows: list[str], heading: tuple[str, ...] = ("3 機能要求",)) -> Document:
    cells = {(i, j): text for i, row in enumerate([heads, *rows], 1) for j, text in enumerate(row, 1) if text}
    passages = (Passage("a.docx", "本文", "検索ができること。", "段落1", "", ("3 機能要求",)),)
    return Document(
        "a.docx",
        "docx",
        passages,
        frozenset(("本文",)),
        tables=(PaperTable("表1", "表1", cells, heading=heading),),
    )


def test_rows_of_a_table_are_statements_with_their_number_and_whether_they_must():
    found = statements_of(
        table(
            ["番号", "要求名", "要求内容", "必須/任意"],
            ["rfp-001", "検索", "検索の結果を示す", "任意"],
            ["", "登録", "会員を登録できること", ""],
        )
    )
    assert [(each.text, each.ids, each.obligation) for each in found] == [
        ("検索の結果を示す", ("RFP-001",), "任意"), ("会員を登録できること", (), "必須"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heads", "heading"),
    [(["版", "内容"], ("改訂履歴",)), (["No", "要件名"], ("3 機能要求",)), (["日付", "内容"], ("1 経緯",))],
)
def test_tables_of_other_things_hold_no_statement(heads, heading):
    found = statements_of(table(heads, ["1.0", "初めて作った版です"], heading=heading))
    assert [each.text for each in found] == ["検索ができること。"]


def test_a_statement_of_two_proposers_is_one_statement():
    rows = (
        "RFP-001 | 検索ができること。 | REQ-001 | 2026/5/10",
        "RFP-002 | 検索ができること。 | REQ-001 | 2026/5/10",
    )
    both = ledger(*rows, papers=("3 要求: 検索ができること。",))
    assert counts("RFP007", both) == {"適合": 2}
    assert hits("RFP008", both) == []
