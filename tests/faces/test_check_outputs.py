"""What check gives: JSON by the contract, CSV for a Japanese Excel, 指摘一覧.xlsx with links, the layout told."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from urllib.parse import unquote

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

import pmo_xl
from pmo_xl.documents.findings_book import FINDINGS
from pmo_xl.faces.cli import main
from tests.sample.maker import planted_project
from tests.sample.maker.workbook import write_sample
from tests.support.schema import schema_errors

CONTRACT = [
    "rule",
    "severity",
    "sheet",
    "row",
    "row_id",
    "column",
    "cell",
    "value",
    "expected",
    "message",
    "remedy",
    "id",
    "verdict",
    "waived",
    "sheet_title",
]


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_sample(tmp_path_factory.mktemp("案件") / "会員 基盤#1.xlsx", planted_project())


def test_json_has_the_fields_of_the_contract(book: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(book), "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["schema"] == 2 and told["as_of_source"] == "workbook"
    (result,) = told["workbooks"]
    assert result["workbook"] == book.name and told["summary"] == result["summary"]
    assert result["light"] in ("青", "黄", "赤") and result["reasons"]
    assert sum(result["summary"][word] for word in ("error", "question", "warning", "info")) == len(
        result["findings"]
    )
    assert all(set(CONTRACT) <= set(finding) for finding in result["findings"])
    assert len({finding["id"] for finding in result["findings"]}) == len(result["findings"])
    first = next(f for f in result["findings"] if f["rule"] == "QST003")
    assert first["cell"] and first["sheet"] == "QA表" and first["verdict"] == "violation"


def test_several_workbooks_give_one_object_with_those_that_failed(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "空.xlsx").write_bytes(b"")
    assert main(["check", str(book), str(tmp_path / "空.xlsx"), "--format", "json"]) == 3
    result = json.loads(capsys.readouterr().out)
    assert [one["workbook"] for one in result["workbooks"]] == [book.name]
    assert result["failed"][0]["message"].startswith("空.xlsx")


@pytest.mark.parametrize(("level", "code"), [("error", 1), ("question", 1), ("warning", 1), ("never", 0)])
def test_fail_on_chooses_what_makes_exit_code_1(book: Path, level: str, code: int) -> None:
    assert main(["check", str(book), "--fail-on", level, "--rules", "QST", "--quiet"]) == code


def test_csv_opens_in_a_japanese_excel(book: Path, tmp_path: Path) -> None:
    output = tmp_path / "指摘.csv"
    main(["check", str(book), "-o", str(output)])
    data = output.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") and b"\r\n" in data
    assert "重要度,規則,シート" in data.decode("utf-8-sig").splitlines()[0]


def test_the_findings_book_links_every_finding_to_its_cell(book: Path, tmp_path: Path) -> None:
    output = tmp_path / "出力" / "指摘一覧.xlsx"
    main(["check", str(book), "-o", str(output)])
    assert schema_errors(output) == []
    sheet = openpyxl.load_workbook(output)[FINDINGS]
    links = [row[2].hyperlink for row in sheet.iter_rows(min_row=4) if row[2].hyperlink]
    found = next(link for link in links if link.location and "QA表" in link.location)
    assert found.location.startswith("'QA表'!")
    reached = (output.parent / unquote(found.target).replace("\\", "/")).resolve()
    assert reached == book.resolve()
    assert sheet.auto_filter.ref and sheet.freeze_panes


def test_the_summary_page_counts_by_sheet_rule_and_owner_and_says_the_light(
    book: Path, tmp_path: Path
) -> None:
    output = tmp_path / "指摘一覧.xlsx"
    main(["check", str(book), "-o", str(output)])
    written = CalamineWorkbook.from_path(str(output))
    text = "\n".join(str(cell) for row in written.get_sheet_by_name("概要").to_python() for cell in row)
    assert all(word in text for word in ("まずこれから", "シート別", "信号 ● 赤"))
    counted = "\n".join(str(cell) for row in written.get_sheet_by_name("内訳").to_python() for cell in row)
    assert all(word in counted for word in ("規則別", "担当別"))
    assert written.sheet_names == ["概要", "指摘", "判定できなかったもの", "内訳"]


def test_the_list_goes_from_what_presses_to_what_can_wait_and_keeps_together_what_is_alike(
    book: Path, tmp_path: Path
) -> None:
    output = tmp_path / "指摘一覧.xlsx"
    main(["check", str(book), "-o", str(output)])
    rows = CalamineWorkbook.from_path(str(output)).get_sheet_by_name("指摘").to_python()
    head = next(number for number, row in enumerate(rows) if row[0] == "重要度")
    said = [(row[0], row[1]) for row in rows[head + 1 :]]
    weights = ["エラー", "要判断", "警告", "情報"]
    assert [weights.index(weight) for weight, _ in said] == sorted(weights.index(w) for w, _ in said)
    report = pmo_xl.open_workbook(book).check()
    assert sorted(rule for _, rule in said) == sorted(finding.rule for finding in report.findings)
    groups = [(row[1], row[0], *str(row[2]).partition("!")[::2]) for row in rows[head + 1 :]]
    begun = [(rule, weight, sheet) for rule, weight, sheet, _ in groups]
    for rule, weight, sheet in set(begun):
        places = [number for number, each in enumerate(begun) if each == (rule, weight, sheet)]
        columns = [groups[number][3].rpartition(" ")[2] for number in places]
        for column in set(columns):
            at = [number for number, each in zip(places, columns, strict=True) if each == column]
            assert at == list(range(at[0], at[0] + len(at))), (rule, sheet, column)


def test_of_several_workbooks_the_first_table_names_each_with_its_light(book: Path, tmp_path: Path) -> None:
    other = tmp_path / "写し.xlsx"
    shutil.copyfile(book, other)
    output = tmp_path / "指摘一覧.xlsx"
    main(["check", str(book), str(other), "-o", str(output)])
    rows = CalamineWorkbook.from_path(str(output)).get_sheet_by_name("概要").to_python()
    start = next(number for number, row in enumerate(rows) if row[0] == "ブック")
    assert [(row[0], row[5]) for row in rows[start + 1 : start + 3]] == [
        (book.name, "● 赤"),
        (other.name, "● 赤"),
    ]


def test_of_several_workbooks_each_finding_says_whose_it_is(book: Path, tmp_path: Path) -> None:
    other = Path(shutil.copy(book, tmp_path / "別の案件.xlsx"))
    output = tmp_path / "指摘一覧.xlsx"
    assert main(["check", str(book), str(other), "-o", str(output)]) == 1
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(output)["指摘"].iter_rows()]
    head = next(number for number, row in enumerate(rows) if "ブック" in row)
    at = rows[head].index("ブック")
    named = [row[at] for row in rows[head + 1 :] if row[at]]
    assert set(named) == {book.name, other.name} and named.count(book.name) == named.count(other.name)
    assert any("ブックごとに" in str(value) for row in rows[:head] for value in row)


def test_an_explained_layout_says_what_was_taken_for_what(
    book: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(book), "--explain-layout"]) == 0
    told = capsys.readouterr().out
    assert "シート「QA表」を QA表 として読みました" in told
    assert "必須の列「優先度」が見つかりません" in told


def test_a_saved_layout_is_used_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import xlsxwriter

    path, layout = tmp_path / "懸案.xlsx", tmp_path / "配置.toml"
    with xlsxwriter.Workbook(str(path)) as made:
        tab = made.add_worksheet("課題一覧")
        tab.write_row(0, 0, ["No", "懸案事項", "担当者", "期限", "ステータス"])
        tab.write_row(1, 0, [1, "移行データの件数が合わない", "佐藤", "2026/11/20", "対応中"])
    assert main(["check", str(path), "--save-layout", str(layout)]) == 0
    assert "懸案事項" in layout.read_text(encoding="utf-8")
    capsys.readouterr()
    assert main(["overdue", str(path), "--layout", str(layout), "--as-of", "2026-11-30"]) == 0
    assert "移行データの件数が合わない" in capsys.readouterr().out
