"""社内規則: a rule written in the book takes part in everything, and one that cannot be read never looks green."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

import pmo_xl
from pmo_xl.faces.cli import main
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.choice import Choice
from pmo_xl.model.issue import Issue
from pmo_xl.model.member import Member
from pmo_xl.model.own_rule import OwnRule
from pmo_xl.model.record import Record
from pmo_xl.model.setting import Setting
from pmo_xl.workbook.author import write_workbook
from pmo_xl.workbook.author.own_rule_examples import EXAMPLES

DAY = date(2026, 11, 30)
ISSUES = (
    Issue(id="ISS-001", title="認証が遅い", priority="高", owner="山田 太郎", status="対応中", raised_on=date(2026, 11, 2)),
    Issue(id="ISS-002", title="帳票の桁", priority="中", owner="山田 太郎", status="対応中", due_on=date(2026, 12, 4), raised_on=date(2026, 11, 2)),
    Issue(id="ISS-003", title="済んだ課題", priority="高", owner="佐藤 花子", status="完了", raised_on=date(2026, 10, 1), closed_on=date(2026, 10, 5)),
)  # fmt: skip


def rule(number: int = 1, **values: object) -> OwnRule:
    given = {
        "id": f"OWN{number:03}",
        "target_sheet": "課題管理表",
        "condition": 'AND([@優先度]="高",[@期限]="")',
        "severity": "エラー",
        "message": "優先度[優先度]の「[件名]」に期限がありません。",
        "is_on": True,
    }
    return OwnRule(**(given | values))


def book(
    folder: Path,
    *rules: OwnRule,
    settings: Mapping[str, str] | None = None,
    rows: Mapping[type[Record], tuple[Record, ...]] | None = None,
) -> Path:
    path = folder / "台帳.xlsx"
    records = {Issue: ISSUES, OwnRule: rules, Member: (Member(name="山田 太郎"), Member(name="佐藤 花子"))}
    write_workbook(
        path,
        {**records, **(rows or {})},
        run_day=DAY,
        settings={"基準日": "2026-11-30", **(settings or {})},
        profile="full",
    )
    return path


def checked(path: Path, *names: str):
    return pmo_xl.open_workbook(path).check(names or ("OWN",))


def test_a_rule_of_the_book_finds_its_rows_with_place_and_filled_in_words(tmp_path):
    report = checked(book(tmp_path, rule(remedy="[担当] さんに期限を聞いてください。")))
    (finding,) = report.findings
    assert (finding.rule, finding.sheet, finding.row_id, finding.column) == (
        "OWN001",
        "課題管理表",
        "ISS-001",
        "優先度",
    )
    assert finding.message == "優先度高の「認証が遅い」に期限がありません。"
    assert finding.remedy == "山田 太郎 さんに期限を聞いてください。"
    assert finding.severity is pmo_xl.Severity.ERROR
    (count,) = report.rules
    assert (count.judged, count.violations, count.out_of_scope) == (2, 1, 1)


def test_rows_that_are_meant_may_be_said_by_a_formula(tmp_path):
    report = checked(book(tmp_path, rule(rows="TRUE")))
    assert [finding.row_id for finding in report.findings] == ["ISS-001", "ISS-003"]


def test_a_rule_that_is_switched_off_is_not_asked(tmp_path):
    path = book(tmp_path, rule(is_on=None), rule(2))
    assert [count.rule for count in checked(path).rules] == ["OWN002"]
    off = book(tmp_path, rule(), settings={"規則.OWN001": "切"})
    assert "OWN001" not in [count.rule for count in pmo_xl.open_workbook(off).check().rules]


def test_a_setting_that_names_an_own_rule_is_no_unknown_setting(tmp_path):
    path = book(tmp_path, rule(), settings={"規則.OWN001": "情報", "規則.OWN9x": "情報"})
    report = pmo_xl.open_workbook(path).check()
    assert {f.severity for f in report.findings if f.rule == "OWN001"} == {pmo_xl.Severity.INFO}
    said = [f.message for f in report.findings if f.rule == "DAT004" and f.sheet == "設定"]
    assert len(said) == 1
    assert "規則.OWN9x" in said[0]


@pytest.mark.parametrize(("word", "verdict"), [("要判断", "question"), ("情報", "violation")])
def test_the_weight_is_that_of_its_row(tmp_path, word, verdict):
    (finding,) = checked(book(tmp_path, rule(severity=word))).findings
    assert finding.severity.label == word
    assert finding.verdict == verdict


@pytest.mark.parametrize(("word", "why"), [("重大", "「重大」は一覧にありません"), (None, "空欄です")])
def test_a_weight_that_there_is_not_is_a_warning_that_says_so(tmp_path, word, why):
    (finding,) = checked(book(tmp_path, rule(severity=word, remedy="聞いてください。"))).findings
    assert finding.severity is pmo_xl.Severity.WARNING
    assert finding.remedy == f"聞いてください。(社内規則の重さが{why}。警告としています)"


def test_a_weight_in_a_word_of_the_office_is_what_it_means(tmp_path):
    rows = {Choice: (Choice(list_name="社内規則.重さ", value="重大", meaning="エラー"),)}
    (finding,) = checked(book(tmp_path, rule(severity="重大"), rows=rows)).findings
    assert finding.severity is pmo_xl.Severity.ERROR
    assert "警告として" not in finding.remedy


def test_a_formula_that_cannot_be_read_is_an_error_at_its_cell_and_its_rule_is_not_judged(tmp_path):
    report = pmo_xl.open_workbook(book(tmp_path, rule(condition='AND([@優先度]="高",[@締め日]="")'))).check()
    (finding,) = [f for f in report.findings if f.rule == "DAT014"]
    assert (finding.sheet, finding.column, finding.row_id) == ("社内規則", "条件", "OWN001")
    assert "16文字目" in finding.message
    assert "「締め日」という列はありません" in finding.message
    count = next(count for count in report.rules if count.rule == "OWN001")
    assert count.is_not_evaluated
    assert (count.judged, count.violations) == (0, 0)
    assert "社内規則の条件を読めません" in (count.reason or "")


def test_a_cell_that_excel_took_for_a_formula_is_said(tmp_path):
    for value in ("TRUE", "#NAME?", "0"):
        report = checked(book(tmp_path, rule(condition=value)), "DAT014")
        (finding,) = report.findings
        assert "先頭の = を消し" in finding.message or "列の名前" in finding.message


def test_a_row_whose_value_cannot_be_read_or_computed_is_not_judged(tmp_path):
    path = book(tmp_path, rule(condition="VALUE([@件名])>5"))
    (count,) = checked(path).rules
    assert (count.judged, count.undeterminable) == (0, 2)
    assert "#VALUE!" in (count.reason or "")


def test_words_of_the_office_are_compared_as_they_stand_and_classes_by_their_meaning(tmp_path):
    rows = {
        Issue: (Issue(id="ISS-001", title="a", status="着手済"),),
        Choice: (Choice(list_name="課題管理表.状態", value="着手済", meaning="対応中"),),
    }
    path = book(
        tmp_path,
        rule(condition='[@状態]="着手済"'),
        rule(2, condition='[@状態]="対応中"'),
        rule(3, condition='区分([@状態])="進行中"'),
        rows=rows,
    )
    assert [f.rule for f in checked(path).findings] == ["OWN001", "OWN003"]


def test_a_rule_speaks_of_the_row_that_an_id_names_and_of_the_days_off(tmp_path):
    rows = {Member: (Member(name="山田 太郎", company="アルファ商事"), Member(name="佐藤 花子"))}
    path = book(
        tmp_path,
        rule(condition='参照先([@担当],"会社")="アルファ商事"'),
        rule(2, condition="NOT(以内営業日([@起票日],TODAY(),10))", message="10営業日を過ぎました。"),
        rows=rows,
    )
    found = [(f.rule, f.row_id) for f in checked(path).findings]
    assert found == [
        ("OWN001", "ISS-001"),
        ("OWN002", "ISS-001"),
        ("OWN001", "ISS-002"),
        ("OWN002", "ISS-002"),
    ]


def test_it_takes_part_in_waivers_json_sarif_junit_and_the_list(tmp_path, capsys):
    path = book(tmp_path, rule())
    result = tmp_path / "結果.xlsx"
    assert main(["check", str(path), "--rules", "OWN", "--format", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["workbooks"][0]["findings"][0]["rule"] == "OWN001"
    assert main(["check", str(path), "--rules", "OWN", "--format", "sarif"]) == 1
    run = json.loads(capsys.readouterr().out)["runs"][0]
    described = run["tool"]["driver"]["rules"][0]
    assert described["id"] == "OWN001"
    assert "優先度" in described["help"]["text"]
    assert main(["check", str(path), "--rules", "OWN", "--format", "junit"]) == 1
    assert "OWN001 優先度" in capsys.readouterr().out
    assert main(["check", str(path), "-o", str(result)]) == 1
    assert result.exists()
    waived = {
        pmo_xl.RecordedFinding: (
            pmo_xl.RecordedFinding(
                id="OWN001/課題管理表/ISS-001/優先度",
                response="免除",
                waiver_reason="合意済み",
                waived_by="部長",
                waived_until=date(2027, 1, 31),
            ),
        )
    }
    (finding,) = checked(book(tmp_path, rule(), rows=waived)).findings
    assert finding.waived is not None


def test_month_end_asks_the_rules_about_money(tmp_path, capsys):
    rows = {Acceptance: (Acceptance(id="ACC-001", accepted_on=date(2026, 11, 10), accepted=100),)}
    money = rule(
        2,
        target_sheet="検収支払",
        condition='AND([@検収日]<>"",[@検収書]="")',
        rows="TRUE",
        message="検収書がありません。",
    )
    path = book(tmp_path, rule(), money, rows=rows)
    assert main(
        [
            "month-end",
            str(path.parent),
            "--month",
            "2026-11",
            "-o",
            str(tmp_path / "出力"),
            "--format",
            "json",
        ]
    ) in (0, 1)
    told = capsys.readouterr().out
    assert "OWN002" in told
    assert "OWN001" not in told


def test_the_page_of_a_rule_is_made_of_its_row(tmp_path, capsys):
    path = book(tmp_path, rule(remarks="監査で指摘された。"))
    assert main(["rules", "own001", str(path)]) == 0
    told = capsys.readouterr().out
    assert "OWN001" in told
    assert "監査で指摘された。" in told
    assert main(["rules", "OWN001"]) == 2
    assert "台帳も指定" in capsys.readouterr().err
    assert main(["rules", "OWN009", str(path)]) == 2


def test_a_condition_is_tried_before_it_is_written(tmp_path, capsys):
    path = book(tmp_path)
    before = path.read_bytes()
    given = ["rules", "--try", 'AND([@優先度]="高",[@期限]="")', str(path), "--sheet", "課題管理表"]
    assert main(given) == 0
    told = capsys.readouterr().out
    assert "当たる行 1 / 点検した行 2 / 対象外 1 / 判定できない行 0" in told
    assert "ISS-001" in told
    assert main([*given, "--rows", "TRUE"]) == 0
    assert "当たる行 2 / 点検した行 3" in capsys.readouterr().out
    assert main(["rules", "--try", "[@優先の度]=1", str(path), "--sheet", "課題管理表"]) == 2
    assert path.read_bytes() == before
    tried = pmo_xl.open_workbook(path).try_condition("[@期限]<TODAY()", "課題管理表")
    assert [record.row_id for record, _ in tried.hits] == ["ISS-001"]


def test_a_new_book_has_ten_examples_that_can_be_read_and_are_off(tmp_path):
    path = pmo_xl.new_workbook(tmp_path / "新.xlsx", profile="full")
    opened = pmo_xl.open_workbook(path)
    assert [row.id for row in opened.of(OwnRule)] == [row.id for row in EXAMPLES]
    assert not any(count.rule.startswith("OWN") for count in opened.check().rules)
    on = tuple(row.model_copy(update={"is_on": True}) for row in EXAMPLES)
    report = checked(book(tmp_path, *on), "OWN", "DAT014")
    assert not [f for f in report.findings if f.rule == "DAT014"]
    assert len(report.rules) == len(EXAMPLES) + 1


def test_formulas_typed_with_a_leading_sign_stay_text_in_excel(tmp_path):
    from openpyxl import load_workbook

    sheet = load_workbook(book(tmp_path, rule(condition='=[@優先度]="高"')))["社内規則"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == '=[@優先度]="高"']
    (cell,) = cells
    assert cell.data_type == "s"
    assert cell.number_format == "@"


def test_two_rules_of_one_id_are_told_and_both_asked(tmp_path):
    report = checked(book(tmp_path, rule(), rule(condition='[@優先度]="中"')), "OWN", "DAT002")
    assert {f.rule for f in report.findings} == {"OWN001", "DAT002"}
    assert Setting not in report.policy.words


def test_a_rule_that_bears_the_id_of_a_built_in_one_is_told_and_asked_under_its_place(tmp_path):
    report = checked(book(tmp_path, rule(id="qst003", remedy=None)), "OWN", "DAT002", "QST003")
    place = next(f.rule for f in report.findings if f.rule.startswith("OWN"))
    assert place == "OWN(行4)"
    assert {f.rule for f in report.findings} - {place} <= {"DAT002", "QST003"}
    assert len([count for count in report.rules if count.rule == "QST003"]) == 1
    assert all("None" not in finding.remedy for finding in report.findings)
