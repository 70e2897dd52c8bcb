"""precheck with other projects' ledgers (whose names must not stand in it), and with the places that the own ledger files papers at."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

import pmo_xl
from pmo_xl.errors import BadOption
from pmo_xl.rules.severity import Severity
from tests.operations.test_precheck import CLEAN, put, told, words_file


def made(folder: Path) -> Path:
    """The folder, made where it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def book_of(path: Path, **sheets: Sequence[Sequence[str]]) -> Path:
    """A ledger with these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def other_ledger(folder: Path) -> Path:
    """The ledger of a project for somebody else."""
    return book_of(
        folder / "別案件" / "台帳.xlsx",
        取引先一覧=[("取引先ID", "取引先名"), ("VND-001", "みどり銀行株式会社"), ("VND-002", "空電")],
        システム一覧=[("ID", "システム名", "区分", "主担当"), ("SYS-01", "若草ポータル", "改修", "田中")],
        体制表=[("氏名", "会社", "役割", "メール"), ("田中", "つばさ情報", "リーダー", "")],
        設定=[("項目", "値"), ("案件名", "次期勘定系刷新")],
        課題管理表=[("課題ID", "件名"), ("ISS-001", "遅れ")],
    )


def test_the_names_of_other_projects_ledgers_are_looked_for(tmp_path: Path) -> None:
    other_ledger(tmp_path)
    text = (
        "みどり銀行の例。\nつばさ情報が作る。\n若草ポータルに似る。\n次期勘定系刷新で使った。\n空電の影響\n"
    )
    folder = put(made(tmp_path / "案件") / "納品", 設計書=text)
    words = words_file(made(tmp_path / "案件"), '[others]\nbooks = ["../*/台帳*.xlsx"]\n')
    found = pmo_xl.precheck(folder, words=words, rules="PRE010")
    said = [(each.match, each.severity) for each in found.findings]
    assert said == [
        ("みどり銀行株式会社", Severity.ERROR),
        ("つばさ情報", Severity.ERROR),
        ("若草ポータル", Severity.QUESTION),
        ("次期勘定系刷新", Severity.QUESTION),
    ]


def test_what_the_own_ledger_names_too_is_no_other_customer_and_the_own_ledger_is_none_of_the_others(
    tmp_path: Path,
) -> None:
    other_ledger(tmp_path)
    own = book_of(
        tmp_path / "案件" / "台帳.xlsx",
        取引先一覧=[("取引先ID", "取引先名"), ("VND-001", "(株)みどり銀行"), ("VND-009", "あかね商事")],
        体制表=[("氏名", "会社", "役割", "メール"), ("田中", "つばさ情報", "リーダー", "")],
        課題管理表=[("課題ID", "件名"), ("ISS-001", "遅れ")],
    )
    folder = put(
        made(tmp_path / "案件") / "納品", 設計書="みどり銀行とつばさ情報とあかね商事。若草ポータル\n"
    )
    words = words_file(made(tmp_path / "案件"), '[others]\nbooks = ["../*/台帳*.xlsx"]\n')
    found = pmo_xl.precheck(folder, words=words, book=own, rules="PRE010")
    assert [each.match for each in found.findings] == ["若草ポータル"]


@pytest.mark.parametrize(
    ("pattern", "said"),
    [("../*/壊れた*.xlsx", "壊れた台帳.xlsx を読めません"), ("../*/ない*.xlsx", "に当たる台帳がありません")],
)
def test_a_ledger_that_gave_no_names_leaves_the_rule_undetermined_and_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], pattern: str, said: str
) -> None:
    (tmp_path / "壊").mkdir()
    (tmp_path / "壊" / "壊れた台帳.xlsx").write_bytes(b"PK\x03\x04broken")
    folder = put(made(tmp_path / "案件") / "納品", 設計書=CLEAN)
    words = words_file(made(tmp_path / "案件"), f'[others]\nbooks = ["{pattern}"]\n')
    found = pmo_xl.precheck(folder, words=words, rules="PRE010")
    (count,) = found.rules
    assert count.undeterminable == 1 and said in (count.reason or "")
    assert found.verdict == "conditional"
    _, text = told(["precheck", folder, "--words", words], capsys)
    assert said in " ".join(text.split())


def test_the_office_file_says_other_ledgers_from_its_own_folder(tmp_path: Path) -> None:
    other_ledger(tmp_path)
    (tmp_path / "pmo_xl.toml").write_text('[precheck.others]\nbooks = ["別案件/*.xlsx"]\n', encoding="utf-8")
    folder = put(made(tmp_path / "案件") / "納品", 設計書="みどり銀行の例\n")
    found = pmo_xl.precheck(folder, rules="PRE010")
    assert [each.match for each in found.findings] == ["みどり銀行株式会社"]


def filed(tmp_path: Path) -> Path:
    """A ledger whose papers of one name lie in two folders."""
    return book_of(
        tmp_path / "案件" / "台帳.xlsx",
        成果物一覧=[
            ("文書ID", "文書名", "納品対象", "格納先"),
            ("DOC-001", "画面の説明", "○", "設計/README.md"),
            ("DOC-002", "試験の説明", "○", r"試験\README.md"),
        ],
    )


def test_a_file_that_lies_at_a_filing_place_is_that_row_whatever_else_has_its_name(tmp_path: Path) -> None:
    book = filed(tmp_path)
    for name in ("設計", "試験"):
        (tmp_path / "書庫" / name).mkdir(parents=True)
        (tmp_path / "書庫" / name / "README.md").write_text(CLEAN, encoding="utf-8")
    folder = tmp_path / "書庫"
    told_twice = [each.message for each in pmo_xl.precheck(folder, book=book, rules="PRE034").findings]
    assert len([each for each in told_twice if "2つの行に当たります" in each]) == 2
    found = pmo_xl.precheck(folder, book=book, rules="PRE034", roots=[folder])
    assert [each.message for each in found.findings if "行" in each.message] == []


def test_the_roots_of_the_office_file_count_and_a_root_that_is_none_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = filed(tmp_path)
    (tmp_path / "書庫" / "設計").mkdir(parents=True)
    (tmp_path / "書庫" / "設計" / "README.md").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "pmo_xl.toml").write_text('[roots]\n"フォルダ" = ["書庫"]\n', encoding="utf-8")
    found = pmo_xl.precheck(tmp_path / "書庫" / "設計", book=book, rules="PRE034")
    assert [each.message for each in found.findings] == [
        "納品対象の「DOC-002 試験の説明」のファイルがありません。"
    ]
    with pytest.raises(BadOption, match="はフォルダーではありません"):
        pmo_xl.precheck(tmp_path / "書庫", book=book, roots=[tmp_path / "ない"])
    code, _ = told(["precheck", tmp_path / "書庫", "--book", book, "--root", tmp_path / "ない"], capsys)
    assert code == 2


def test_a_document_switched_off_for_a_rule_has_none_of_its_findings_though_the_rule_judges_the_whole(
    tmp_path: Path,
) -> None:
    folder = put(tmp_path / "納品", 計画書="ユーザーとユーザ\n", 手順書="サーバーとサーバ\n")
    (folder / "余り.tmp").write_bytes(b"x")
    words = words_file(tmp_path, '[documents."計画*"]\nPRE027 = "切"\n[documents."*.tmp"]\nPRE034 = "切"\n')
    found = pmo_xl.precheck(folder, words=words, rules=["PRE027", "PRE034"])
    assert [(each.rule, each.document) for each in found.findings] == [("PRE027", "手順書.txt")]
