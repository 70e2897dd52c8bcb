"""SPC004 and SPC005: which rows of 仕様書確認 stand for what a specification leaves open."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import pmo_xl
from pmo_xl.metrics.chapters import chapter_of
from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.filed import OpenPassage
from pmo_xl.model.spec_review import SpecReview
from pmo_xl.rules.specification.open_passages import is_in_chapter
from pmo_xl.workbook.author import write_workbook
from tests.support.ledger import counts, hits

DAY = date(2026, 11, 30)


def ledger(
    *rows: str, title: str = "基本設計仕様書", text: str = "桁数は別途定める。", above: str = "2.1 会員登録"
) -> str:
    head = "仕様書確認\n| 確認ID | 文書 | 版 | 箇所 | 原文 | 状態 |\n|---|---|---|---|---|---|\n"
    return (
        "成果物一覧\n| 文書ID | 文書名 | 最新版 | 格納先 |\n|---|---|---|---|\n"
        f"| DOC-001 | {title} | 1.2 | a.docx |\n\n"
        + head
        + "".join(f"| SPC-{n:03} | {row} |\n" for n, row in enumerate(rows, 1))
        + "\n文書: a.docx\n| 場所 | 種類 | 文 |\n|---|---|---|\n"
        + f"| {above} ＞ 段落1 | 本文 | {text} |\n"
    )


@pytest.mark.parametrize(
    ("row", "spc004", "spc005"),
    [
        ("DOC-001 | 1.1 | 9 | 桁数は別途定める。 | 未決", "適合", "対象外"),
        ("DOC-001 | 1.1 | 9 | 「桁数は別途定める」 | 未決", "適合", "対象外"),  # a quote with marks of its own
        ("DOC-001 | 1.1 | 9 | 桁数は別途 | 未決", "違反", "対象外"),  # too short to know it by
        ("DOC-001 | 1.1 | 2.1 | | 確認中", "適合", "対象外"),
        ("DOC-001 | 1.1 | 2 | | 未決", "適合", "対象外"),  # the chapter above
        ("DOC-001 | 1.1 | 会員登録 | | 対象外", "適合", "対象外"),
        ("DOC-001 | 1.1 | 2.1 退会 | | 未決", "違反", "対象外"),  # its number, with other words
        ("DOC-001 | 1.1 | 2.1(段落1) | 別途定める | 未決", "適合", "対象外"),
        ("DOC-001 | 1.1 | 2.1 | 上限は未定。 | 未決", "違反", "対象外"),  # the chapter, another word
        ("DOC-001 | 1.1 | p.9 | | 未決", "判定不能", "対象外"),
        ("DOC-002 | 1.1 | 2.1 | | 未決", "違反", "対象外"),
        ("DOC-001 | 1.1 | 2.1 | 桁数は別途定める。 | 解消", "適合", "違反"),
        ("DOC-001 | v1.2 | 2.1 | 桁数は別途定める。 | 解消", "適合", "判定不能"),
        ("DOC-001 | 1.1 | 2.1 | | 解消", "適合", "違反"),
        ("DOC-001 | 1.1 | 2.1 | ほかの文で、もう直した所。 | 解消", "違反", "適合"),
    ],
)  # fmt: skip
def test_a_row_stands_for_a_passage_by_its_words_else_by_its_chapter(row, spc004, spc005):
    assert counts("SPC004", ledger(row)) == {spc004: 1}
    assert counts("SPC005", ledger(row)) == {spc005: 1}


def test_a_resolved_chapter_whose_passage_another_row_has_is_fine():
    rows = ("DOC-001 | 1.1 | 2.1 | | 解消", "DOC-001 | 1.2 | 2.1 | 桁数は別途定める。 | 確認中")
    assert hits("SPC005", ledger(*rows)) == []
    assert hits("SPC004", ledger(*rows)) == []


@pytest.mark.parametrize(
    ("row", "text", "expected"),
    [
        ("2.1 | 桁数は別途", "桁数は別途定める。", "違反"),  # a short quote, in its chapter
        ("2.1 | 別途", "未定", "適合"),  # other words
        ("9 | 桁数は別途", "桁数は別途定める。", "適合"),  # another chapter
        ("p.9 | 桁数は別途", "桁数は別途定める。", "判定不能"),
        ("2.1 | 未定", "未定", "違反"),  # a cell that holds nothing else
        ("2.1 | 会員番号の桁数は未定。", "未定", "違反"),
        ("9 | 会員番号の桁数は未定。", "未定", "適合"),
        ("2.1 | 会員番号の桁数は要確認。", "未定", "適合"),
        ("2.1 | 。", "未定", "適合"),  # marks alone quote nothing
        ("9 | 桁数は別途定める", "桁数は別途定める。", "違反"),  # eight letters are enough anywhere
        ("9 | 桁数は別途定め", "桁数は別途定める。", "適合"),  # seven are not
    ],
)
def test_a_resolved_row_knows_short_texts_in_its_chapter_only(row, text, expected):
    place, quote = (each.strip() for each in row.split("|")[:2])
    assert counts("SPC005", ledger(f"DOC-001 | 1.1 | {place} | {quote} | 解消", text=text)) == {expected: 1}


def test_a_short_text_that_an_open_row_has_is_not_the_resolved_ones():
    rows = ("DOC-001 | 1.1 | 2.1 | 未定 | 解消", "DOC-001 | 1.2 | 2.1 | | 確認中")
    assert hits("SPC005", ledger(*rows, text="未定")) == []


def test_only_specifications_and_documents_that_rows_name_are_read():
    other = "DOC-009 | 1.1 | 9 | | 未決"
    assert counts("SPC004", ledger(other, title="議事録")) == {"対象外": 1}
    assert counts("SPC004", ledger("DOC-001 | 1.1 | 9 | | 未決", title="議事録")) == {"違反": 1}
    assert counts("SPC004", ledger(other, title="要件定義書", text="桁数は10桁とする。")) == {"適合": 1}


@pytest.mark.parametrize(
    "text", ["概要確認", "未定義の値は除く。", "TODOリストに並べる。", "会社名(例:株式会社○○)"]
)
def test_what_precheck_exempts_is_not_open(text):
    assert counts("SPC004", ledger("DOC-001 | 1.1 | 9 | | 未決", text=text)) == {"適合": 1}


def test_two_passages_are_two_findings_with_ids_of_their_own():
    two = ledger("DOC-001 | 1.1 | 9 | | 未決") + "| 2.2 退会 ＞ 段落1 | 本文 | 再入会の扱いは未定。 |\n"
    assert len(hits("SPC004", two)) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2.1 会員登録", ((2, 1), "会員登録")),
        ("第2章1節 会員登録", ((2, 1), "会員登録")),
        ("２．１　会員 登録(段落3)", ((2, 1), "会員登録")),
        ("2025年度の計画", ((), "2025年度の計画")),
        ("p.9", ((), "")),
        ("", ((), "")),
    ],
)
def test_a_chapter_is_its_number_and_its_words(text, expected):
    assert chapter_of(text) == expected


@pytest.mark.parametrize(
    ("location", "heading", "expected"),
    [
        ("2", ("2 会員", "2.1 登録"), True),
        ("2.1.3", ("2 会員", "2.1 登録"), False),
        ("2.1", ("会員", "登録"), None),  # the numbers are Word's own and do not stand in the text
        ("2", ("20.1 登録",), False),
        ("2 会員", ("2.1 登録",), False),
        ("登録", ("会員", "登録"), True),
        ("2.1", (), None),
        ("画面!B12", ("画面",), True),
    ],
)
def test_a_chapter_holds_what_is_below_it_and_what_cannot_be_compared_is_not_told(
    location, heading, expected
):
    place = "画面!B12" if "!" in location else "段落1"
    assert is_in_chapter(location, OpenPassage("未定", ("未定",), place, heading)) is expected


def written(folder: Path, text: str, *points: SpecReview) -> Path:
    (folder / "要件定義書.md").write_text(text, encoding="utf-8")
    documents = [Deliverable(id="DOC-001", title="要件定義書", version="1.2", location="要件定義書.md")]
    (folder / "ほか.txt").write_text("x", encoding="utf-8")
    documents.append(Deliverable(id="DOC-002", title="サービス仕様書", version="1.0", location="ない.docx"))
    write_workbook(
        folder / "台帳.xlsx",
        {Deliverable: documents, SpecReview: points},
        run_day=DAY,
        profile="full",
        settings={"基準日": "2026-11-30"},
    )
    return folder / "台帳.xlsx"


def test_check_reads_the_files_and_a_missing_one_is_not_judged(tmp_path):
    point = SpecReview(id="SPC-001", document="DOC-001", location="9 その他", status="未決")
    path = written(tmp_path, "# 2 会員\n\n## 2.1 登録\n\n会員番号の桁数は要確認。\n", point)
    report = pmo_xl.open_workbook(path, run_day=DAY).check("SPC004")
    (finding,) = report.findings
    assert (finding.row_id, finding.column) == ("DOC-001", "格納先")
    assert "「要確認」が残っていますが、仕様書確認にありません" in finding.message
    assert (report.rules[0].undeterminable, report.rules[0].judged) == (1, 1)
    assert "DOC003" in str(report.rules[0].reason)
    assert "会員番号の桁数" in finding.id


def test_no_documents_judges_neither(tmp_path):
    point = SpecReview(id="SPC-001", document="DOC-001", location="2.1", status="解消")
    path = written(tmp_path, "## 2.1 登録\n未定。\n", point)
    book = pmo_xl.open_workbook(path, run_day=DAY)
    assert [each.rule for each in book.check(["SPC004", "SPC005"]).findings] == ["SPC005"]
    assert all(each.is_not_evaluated for each in book.check(["SPC004", "SPC005"], documents=False).rules)


def test_a_specification_that_cannot_be_read_is_not_judged(tmp_path):
    point = SpecReview(id="SPC-001", document="DOC-001", location="2.1", status="解消")
    path = written(tmp_path, "x", point)
    (tmp_path / "要件定義書.md").write_bytes(b"\x81\xff\xfe\x00\x80")
    (tmp_path / "要件定義書.md").rename(tmp_path / "ない.docx")
    (tmp_path / "要件定義書.md").write_text("決まりました。", encoding="utf-8")
    report = pmo_xl.open_workbook(path, run_day=DAY).check("SPC004")
    assert (report.rules[0].judged, report.rules[0].undeterminable) == (1, 1)
    assert "ない.docx" in str(report.rules[0].reason)
