"""Boundary cases of precheck in real files; docs/reference/precheck-cases.md says of each what is right and which test holds it."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from pathlib import Path

import docx
import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName

import pmo_xl

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "reference" / "precheck-cases.md"
_ROW = re.compile(r"^\| (\d+) \| .+ \| .+ \| (`.+`) \|$", re.M)
_TEST = re.compile(r"`([\w/]+\.py)::(test_\w+)`")
PROJECT = "[project]\nfrom = 2026-04-01\nto = 2027-03-31\n"
Said = list[tuple[str, str]]


def judged(folder: Path, rules: str | Sequence[str], words: str = "", book: Path | None = None) -> Said:
    """What these rules find in what lies in the folder: weight and what was met."""
    told = None
    if words:
        told = folder.parent / "語.toml"
        told.write_text(words, encoding="utf-8")
    found = pmo_xl.precheck(folder, rules=rules, words=told, book=book)
    assert not any(count.is_failed for count in found.rules)
    return [(each.severity.label, each.match) for each in found.findings]


def of_text(tmp_path: Path, text: str, rules: str | Sequence[str], words: str = "") -> Said:
    """What they find in a paper of this text."""
    folder = tmp_path / "納品"
    folder.mkdir(exist_ok=True)
    (folder / "設計書.txt").write_text(text, encoding="utf-8")
    return judged(folder, rules, words)


def paper(path: Path, lines: Sequence[str], rows: Sequence[Sequence[str]] = (), above: str = "") -> Path:
    """A Word paper: lines, of which one that begins with # is a heading, and a table below a heading."""
    made = docx.Document()
    for line in lines:
        if line.startswith("#"):
            made.add_heading(line.removeprefix("#").strip(), 1)
        else:
            made.add_paragraph(line)
    if rows:
        made.add_heading(above, 1)
        table = made.add_table(len(rows), len(rows[0]))
        for at, row in zip(table.rows, rows, strict=True):
            for cell, text in zip(at.cells, row, strict=True):
                cell.text = text
    path.parent.mkdir(parents=True, exist_ok=True)
    made.save(str(path))
    return path


def history(path: Path, *versions: str, lines: Sequence[str] = ()) -> Path:
    """A paper with these versions in its history, a day apart; one without a version goes on with the last."""
    rows = [("版", "日付", "変更内容", "変更者")]
    for number, version in enumerate(versions):
        later = number if versions == tuple(sorted(versions)) or "" in versions else len(versions) - number
        rows.append((version, f"2026/10/{later + 1:02}" if version else "", f"内容{number}", "鈴木"))
    return paper(path, lines, rows, "変更履歴")


@pytest.mark.parametrize(
    ("text", "found"),
    [("概要確認", []), ("要確認事項一覧", []), ("要確認", [("エラー", "要確認")])],
)
def test_a_word_that_was_left_over_is_one_only_as_a_word(tmp_path: Path, text: str, found: Said) -> None:
    assert of_text(tmp_path, text, "PRE001") == found


@pytest.mark.parametrize(
    ("status", "left", "of_ledger"),
    [
        ("未決", [], []),
        ("解消", [("要判断", "別途定め")], ["SPC005"]),
        (None, [("要判断", "別途定め")], ["SPC004"]),
    ],
)
def test_an_open_point_is_covered_by_an_open_row_alone(
    tmp_path: Path, status: str | None, left: Said, of_ledger: list[str]
) -> None:
    path = paper(tmp_path / "納品" / "DOC-001_会員仕様書.docx", ["# 2.1 会員登録", "桁数は別途定める。"])
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "成果物一覧"
    sheet.append(("文書ID", "文書名", "格納先"))
    sheet.append(("DOC-001", "会員仕様書", f"納品/{path.name}"))
    points = book.create_sheet("仕様書確認")
    points.append(("確認ID", "文書", "箇所", "原文", "担当", "期限", "状態"))
    points.append(("SPC-009", "DOC-009", "9.9", "ほかの文書の文である。", "鈴木", "2026/12/10", "未決"))
    if status:
        points.append(("SPC-001", "DOC-001", "2.1", "桁数は別途定める。", "鈴木", "2026/12/10", status))
    book.save(tmp_path / "台帳.xlsx")
    assert judged(path.parent, "PRE001", book=tmp_path / "台帳.xlsx") == left
    report = pmo_xl.open_workbook(tmp_path / "台帳.xlsx").check(["SPC004", "SPC005"])
    assert [each.rule for each in report.findings] == of_ledger


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2026年12月5日(金)", ["エラー"]),
        ("12/5(金)に集まる", []),
        ("12/5(水)に集まる", ["警告"]),
        ("結合試験は 2026年11月30日(月)に始める", []),
    ],
)
def test_a_weekday_fits_its_day_or_one_year_of_the_project(
    tmp_path: Path, text: str, found: list[str]
) -> None:
    said = of_text(tmp_path, text, "PRE013", PROJECT)
    assert [weight for weight, _ in said] == found


def test_the_message_gives_the_right_weekday_and_the_near_day_that_has_the_one_written(
    tmp_path: Path,
) -> None:
    of_text(tmp_path, "2026年12月5日(金)", "PRE013", PROJECT)
    (finding,) = pmo_xl.precheck(tmp_path / "納品", rules="PRE013").findings
    assert "土" in finding.message and re.search(r"12[/月-]0?4", finding.message + (finding.expected or ""))


@pytest.mark.parametrize(
    ("text", "found"),
    [("2026/2/30", 1), ("2/30", 0), ("v2026.2.30", 0), ("試験データ 2026/2/30", 0)],
)
def test_a_day_that_no_calendar_has_is_one_with_a_year_alone(tmp_path: Path, text: str, found: int) -> None:
    assert len(of_text(tmp_path, text, "PRE014")) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [("2026年(令和8年)", []), ("2026年度(令和7年度)", ["エラー"]), ("平成33年", ["警告"])],
)
def test_a_year_of_an_era_agrees_with_the_year_beside_it(tmp_path: Path, text: str, found: list[str]) -> None:
    assert [weight for weight, _ in of_text(tmp_path, text, "PRE014")] == found


def test_marks_for_what_is_to_come_are_told_from_sizes_masks_and_matrices(tmp_path: Path) -> None:
    assert of_text(tmp_path, "1024×768\nカード番号 ●●●(マスク表示)", "PRE002") == []
    assert of_text(tmp_path, "○○画面", "PRE002") == [("エラー", "○○")]
    rows = [("項目", "可否"), ("登録", "○"), ("削除", "×"), ("照会", "○")]
    folder = paper(tmp_path / "別" / "表.docx", [], rows, "操作").parent
    assert judged(folder, "PRE002") == []


def test_a_hidden_name_that_leads_to_another_customers_server_is_found_by_both_rules(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    target = r"'\\srv\みどり銀行\[単価.xlsx]表'!$A$1"
    book.defined_names["単価"] = DefinedName("単価", attr_text=target, hidden=True)
    (tmp_path / "納品").mkdir()
    book.save(tmp_path / "納品" / "見積.xlsx")
    words = tmp_path / "語.toml"
    words.write_text('[others]\nnames = ["みどり銀行"]\n', encoding="utf-8")
    found = pmo_xl.precheck(tmp_path / "納品", words=words, rules=["PRE008", "PRE010"]).findings
    assert {(each.rule, each.severity.label) for each in found} == {
        ("PRE008", "エラー"),
        ("PRE010", "エラー"),
    }
    assert {each.place for each in found} == {"名前定義 単価(非表示)"}


@pytest.mark.parametrize(
    ("names", "text", "found"),
    [
        (["日本電気"], "日本電気通信の回線", [("要判断", "日本電気")]),
        (["日本電気", "日本電気通信"], "日本電気通信の回線", [("エラー", "日本電気通信")]),
        (["日本電気"], "日本電気様", [("エラー", "日本電気")]),
    ],
)
def test_the_longest_name_of_another_customer_counts(
    tmp_path: Path, names: list[str], text: str, found: Said
) -> None:
    listed = ", ".join(f'"{name}"' for name in names)
    assert of_text(tmp_path, text, "PRE010", f"[others]\nnames = [{listed}]\n") == found


def test_a_vendor_of_this_ledger_may_stand_in_a_list_of_contacts(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "取引先一覧"
    sheet.append(("取引先ID", "取引先名"))
    sheet.append(("VND-001", "株式会社みどり銀行"))
    book.save(tmp_path / "台帳.xlsx")
    others = '[others]\nnames = ["みどり銀行"]\n'
    assert of_text(tmp_path, "連絡先 みどり銀行 佐藤様", "PRE010", others) == [("エラー", "みどり銀行")]
    assert judged(tmp_path / "納品", "PRE010", others, tmp_path / "台帳.xlsx") == []


def test_the_newest_line_of_the_history_is_the_version_to_expect(tmp_path: Path) -> None:
    path = tmp_path / "納品" / "設計書_v1.2.docx"
    history(path, "1.9", "1.10", lines=["設計書", "第1.2版"])
    (finding,) = pmo_xl.precheck(path, rules="PRE017").findings
    assert (finding.severity.label, finding.expected) == ("エラー", "1.10")


@pytest.mark.parametrize(
    "versions", [("1.0", "1.1", "", ""), ("1.0", "1.1", "1.1", "1.2"), ("1.2", "1.1", "1.0")]
)
def test_a_history_may_leave_rows_free_tell_a_version_in_two_lines_and_begin_with_the_newest(
    tmp_path: Path, versions: tuple[str, ...]
) -> None:
    path = history(tmp_path / "納品" / "設計書.docx", *versions)
    assert judged(path.parent, "PRE018") == []


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([("設計", "100"), ("製造", "200"), ("小計", "300"), ("試験", "50"), ("合計", "350")], 0),
        ([("設計", "100"), ("製造", "200"), ("小計", "300"), ("試験", "50"), ("合計", "650")], 1),
        ([("甲", "33.3"), ("乙", "33.3"), ("丙", "33.3"), ("計", "100.0")], 0),
    ],
)
def test_a_total_is_that_of_its_details_or_its_subtotals_within_what_rounding_leaves(
    tmp_path: Path, rows: list[tuple[str, str]], found: int
) -> None:
    path = paper(tmp_path / "納品" / "見積.docx", [], [("品目", "数量"), *rows], "数量")
    said = pmo_xl.precheck(path, rules="PRE025").findings
    assert len(said) == found
    assert all("小計を二重に足しています" in each.message for each in said)


@pytest.mark.parametrize(
    ("kind", "found"), [("cursor", {"警告"}), ("frozen", set()), ("grouped", {"エラー"})]
)
def test_a_book_is_opened_at_the_first_free_cell_of_each_sheet_and_on_one_sheet(
    tmp_path: Path, kind: str, found: set[str]
) -> None:
    book = openpyxl.Workbook()
    sheets = [book.worksheets[0], book.create_sheet("会員"), book.create_sheet("注文")]
    for sheet in sheets:
        sheet["A1"] = "見出し"
    if kind == "cursor":
        sheets[2].sheet_view.selection[0].activeCell = sheets[2].sheet_view.selection[0].sqref = "C5"
    elif kind == "frozen":
        sheets[0].freeze_panes = "A6"
        for each in sheets[0].sheet_view.selection:
            each.activeCell = each.sqref = "A6"
    else:
        sheets[1].sheet_view.tabSelected = True
    (tmp_path / "納品").mkdir()
    book.save(tmp_path / "納品" / "設計.xlsx")
    assert {weight for weight, _ in judged(tmp_path / "納品", "PRE030")} == found


def test_a_secret_is_shown_by_its_first_two_letters(tmp_path: Path) -> None:
    assert of_text(tmp_path, "パスワード：8文字以上", "PRE012") == []
    assert [weight for weight, _ in of_text(tmp_path, "password=Abc123!x", "PRE012")] == ["エラー"]
    (finding,) = pmo_xl.precheck(tmp_path / "納品", rules="PRE012").findings
    assert "Ab***" in finding.message and "Abc123" not in f"{finding.message}{finding.excerpt}{finding.match}"


def test_every_case_stands_once_in_order_with_a_test_that_is_there() -> None:
    cases = _ROW.findall(PAGE.read_text(encoding="utf-8"))
    assert [int(number) for number, _ in cases] == list(range(1, 23))
    for number, told in cases:
        tests = _TEST.findall(told)
        assert tests and told.count("::test_") == len(tests), number
        for file, name in tests:
            tree = ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8"))
            assert name in {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}, (
                number,
                name,
            )


def test_every_test_of_this_file_is_one_of_a_case() -> None:
    named = {
        name for _, told in _ROW.findall(PAGE.read_text(encoding="utf-8")) for _, name in _TEST.findall(told)
    }
    own = {
        each.name
        for each in ast.parse(Path(__file__).read_text(encoding="utf-8")).body
        if isinstance(each, ast.FunctionDef)
    }
    assert {each for each in own if each.startswith("test_") and not each.startswith("test_every_")} <= named
