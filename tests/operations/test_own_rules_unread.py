"""社内規則: what was not read or is not there never looks like a rule that found nothing."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

import pmo_xl
from pmo_xl.errors import BadOption
from pmo_xl.faces.cli import main
from pmo_xl.model.estimate import Estimate
from pmo_xl.model.member import Member
from pmo_xl.model.order import Order
from pmo_xl.rules.own_rules import own_rule_of
from pmo_xl.rules.run import run
from pmo_xl.workbook.author.own_rule_examples import EXAMPLES
from tests.operations.test_own_rules import book, checked, rule
from tests.sample.maker import clean_project


def edited(path: Path, edit: Callable[[Workbook], object]) -> Path:
    opened = load_workbook(path)
    edit(opened)
    opened.save(path)
    return path


def heading(opened: Workbook, tab: str, label: str) -> tuple[Worksheet, int, int]:
    """The sheet, and the row and column in which a heading stands."""
    sheet = opened[tab]
    for row in sheet.iter_rows(max_row=10):
        for cell in row:
            if cell.value == label:
                return sheet, cell.row, cell.column
    raise AssertionError(label)


def without(tab: str, label: str) -> Callable[[Workbook], None]:
    def edit(opened: Workbook) -> None:
        sheet, _, column = heading(opened, tab, label)
        sheet.delete_cols(column)

    return edit


def written(tab: str, label: str, *values: object, at: int = 1) -> Callable[[Workbook], None]:
    def edit(opened: Workbook) -> None:
        sheet, row, column = heading(opened, tab, label)
        for number, value in enumerate(values, at):
            sheet.cell(row + number, column, value)

    return edit


def counted(path: Path, name: str = "OWN001"):
    return next(count for count in pmo_xl.open_workbook(path).check().rules if count.rule == name)


def test_a_sheet_that_the_rule_needs_and_the_book_lacks_is_a_rule_that_was_not_judged(tmp_path):
    lacking = rule(target_sheet="課題管理表", condition="COUNTIFS(見積一覧[システム],[@担当])=0")
    (count,) = checked(
        edited(book(tmp_path, lacking), lambda opened: opened.remove(opened["見積一覧"]))
    ).rules
    assert count.is_not_evaluated
    assert count.reason == "「見積一覧」シートがありません"


def test_a_rule_about_a_sheet_of_the_full_profile_that_the_book_lacks_is_not_judged(tmp_path):
    absent = rule(target_sheet="リスク管理表", condition='[@次回見直し日]=""', message="ない。")
    path = edited(book(tmp_path, absent), lambda opened: opened.remove(opened["リスク管理表"]))
    assert counted(path).is_not_evaluated
    with pytest.raises(BadOption, match="シートがありません"):
        pmo_xl.open_workbook(path).try_condition("[@リスクID]=1", "リスク管理表")


def test_a_table_without_rows_counts_as_none_and_the_rule_is_asked(tmp_path):
    order = rule(target_sheet="予算管理表", condition="COUNTIFS(見積一覧[システム],[@システム名])=0", rows="TRUE", message="ない。")  # fmt: skip
    rows = {Order: (Order(id="ORD-001", system="会員基盤", title="a"),), Estimate: ()}
    report = checked(book(tmp_path, order, rows=rows))
    assert [finding.row_id for finding in report.findings] == ["ORD-001"]


def test_rows_of_a_table_without_its_state_are_not_taken_for_finished(tmp_path):
    count = counted(edited(book(tmp_path, rule()), without("課題管理表", "状態")))
    assert (count.judged, count.undeterminable) == (0, 3)
    assert count.is_not_evaluated
    assert "「状態」列がありません" in (count.reason or "")


def test_a_later_column_that_the_book_lacks_is_not_taken_for_blank(tmp_path):
    later = rule(target_sheet="体制表", condition="[@稼働率]>1", rows="TRUE", message="多い。")
    count = counted(edited(book(tmp_path, later), without("体制表", "稼働率")))
    assert Member.columns["availability"].since > 1
    assert (count.judged, count.undeterminable) == (0, 2)


@pytest.mark.parametrize(
    ("edit", "why"),
    [
        (without("社内規則", "有効"), "「有効」列がありません"),
        (written("社内規則", "有効", "=TRUE"), "○か空欄か分かりません"),
    ],
)
def test_a_rule_whose_switch_cannot_be_read_is_named(tmp_path, edit, why):
    path = edited(book(tmp_path, rule(is_on=None)), edit)
    assert counted(path).is_not_evaluated
    (finding,) = [each for each in checked(path, "DAT014").findings if each.column == "有効"]
    assert why in finding.message


def test_a_column_of_the_staffs_own_is_read_and_what_it_does_not_say_is_not_judged(tmp_path):
    own = rule(condition='[@お客様区分]="A"', rows="TRUE", message="[お客様区分]です。")
    values = written("課題管理表", "外部ID", "A", '="A"', "#N/A")
    path = edited(edited(book(tmp_path, own), values), written("課題管理表", "外部ID", "お客様区分", at=0))
    report = checked(path)
    (count,) = report.rules
    assert [finding.message for finding in report.findings] == ["Aです。"]
    assert (count.judged, count.undeterminable) == (1, 2)
    assert "計算結果が保存されていない" in (count.reason or "")
    assert "エラー値(#N/A)" in (count.reason or "")


def test_what_staff_wrote_is_said_on_one_line_bounded_and_without_what_is_hidden(tmp_path, capsys):
    odd = "{text} {0} 100% %s\nつぎの行\x07" + "[件名]" * 3_000
    path = book(tmp_path, rule(message=odd, remedy="=1+1"))
    (finding,) = checked(path).findings
    assert finding.message.startswith("{text} {0} 100% %s つぎの行")
    assert len(finding.message) <= 1_001
    assert finding.remedy == "=1+1"
    assert main(["check", str(path), "--rules", "OWN", "--format", "junit"]) == 1
    assert etree.fromstring(capsys.readouterr().out.encode()).get("failures") == "1"
    result = tmp_path / "結果.xlsx"
    assert main(["check", str(path), "-o", str(result)]) == 1
    cells = [cell for sheet in load_workbook(result) for row in sheet.iter_rows() for cell in row]
    assert [cell.data_type for cell in cells if cell.value == "=1+1"]
    assert not [cell for cell in cells if cell.value == "=1+1" and cell.data_type == "f"]


def test_a_condition_is_tried_on_a_locked_book_and_by_another_day(tmp_path, capsys, monkeypatch):
    given = book(tmp_path)
    locked = tmp_path / "暗号化.xlsx"
    with locked.open("wb") as out:
        OOXMLFile(io.BytesIO(given.read_bytes())).encrypt("ひみつ", out)
    words = ["rules", "--try", "[@起票日]<TODAY()", str(locked), "--sheet", "課題管理表", "--rows", "TRUE"]
    assert main(words) == 2
    assert "パスワード" in capsys.readouterr().err
    monkeypatch.setenv("PMO_PASSWORD", "ひみつ")
    assert main([*words, "--password-env", "PMO_PASSWORD"]) == 0
    assert "当たる行 3 / 点検した行 3" in capsys.readouterr().out
    assert main([*words, "--password-env", "PMO_PASSWORD", "--as-of", "2026-10-15"]) == 0
    assert "当たる行 1 / 点検した行 3" in capsys.readouterr().out
    assert main([*words, "--password-env", "PMO_PASSWORD", "--as-of", "いつか"]) == 2


def test_the_ten_examples_stand_where_the_blank_is_and_say_nothing_of_rows_that_do_not_matter():
    project = clean_project(profile="full").project()
    sheets = {}
    for example in EXAMPLES:
        read, asked = own_rule_of(example, project)
        assert read.hits, read.faults
        (count,) = run(project, [asked]).rules
        assert count.undeterminable == 0, (example.id, count.reason)
        assert count.judged > 0
        sheets[example.id] = read.hits.inputs[0].heading
    assert sheets == {
        "OWN001": "回答日",
        "OWN002": "発注金額",
        "OWN003": "検収書",
        "OWN004": "担当",
        "OWN005": "期限",
        "OWN006": "承認者",
        "OWN007": "実績工数",
        "OWN008": "次回見直し日",
        "OWN009": "後任",
        "OWN010": "受入条件",
    }
