"""What a check begins with, and how a long list of the same thing is said once."""

from __future__ import annotations

from datetime import date

from pmo_xl.documents.first_things import MOST_FIRST, alike, first_things, weighed
from pmo_xl.faces.cli import main
from pmo_xl.rules.finding import Finding
from pmo_xl.rules.rule import Severity
from tests.support.staff_book import staff_book


def finding(rule, row=2, severity=Severity.ERROR, sheet="課題管理表", waived=None):
    where = {"sheet": sheet, "sheet_title": sheet, "row": row, "row_id": f"ISS-{row:03}", "column": "期限"}
    said = {"value": None, "expected": None, "message": f"{rule} の指摘です。", "remedy": "直してください。"}
    return Finding(rule, severity, cell=f"F{row}", id=f"{rule}/{row}", waived=waived, **where, **said)


def test_law_comes_before_money_money_before_milestones_and_the_form_of_the_ledger_last():
    found = [finding(rule) for rule in ("DAT003", "ISS001", "WBS006", "BUD001", "ACC008", "ISS003")]
    assert [group.first.rule for group in first_things(found)] == [
        "ACC008",
        "BUD001",
        "WBS006",
        "ISS001",
        "ISS003",
    ]
    assert len(first_things(found)) == MOST_FIRST


def test_a_budget_overdrawn_is_no_sixth_behind_five_breaches_of_law():
    law = [finding(rule) for rule in ("ACC011", "ACC002", "ACC008", "ACC009", "ACC012")]
    assert [group.first.rule for group in first_things([*law, finding("BUD001")])] == [
        "ACC011",
        "ACC002",
        "ACC008",
        "ACC009",
        "BUD001",
    ]
    assert {group.first.rule for group in first_things(law)} == {group.first.rule for group in alike(law)}


def test_what_need_not_be_mended_or_decided_is_no_beginning():
    assert first_things([finding("ISS001", 2, Severity.WARNING), finding("DAT004", 3, Severity.INFO)]) == []
    assert first_things([finding("ISS001", row) for row in range(2, 40)]) == []


def test_the_work_goes_from_errors_to_remarks_and_within_a_weight_by_what_it_leads_to():
    given = [
        finding("DAT003", 2, Severity.WARNING),
        finding("ISS001", 2),
        finding("ACC008", 3, Severity.WARNING),
        finding("BUD001", 4),
        finding("ISS001", 5),
        finding("ACC008", 9, waived="決裁済"),
    ]
    order = [(group.first.rule, len(group.findings)) for group in weighed(given)]
    assert order == [("BUD001", 1), ("ISS001", 2), ("ACC008", 1), ("DAT003", 1), ("ACC008", 1)]


def test_findings_of_one_rule_about_one_column_are_one_group():
    groups = alike([*(finding("ISS001", row) for row in range(2, 12)), finding("DAT003", 2)])
    assert [(len(group.shown), len(group.rest)) for group in groups] == [(3, 7), (1, 0)]


def test_the_screen_says_three_of_many_in_full_and_only_the_places_of_the_others(tmp_path, capsys):
    head = ["課題ID", "件名", "種別", "優先度", "起票日", "起票者", "担当", "期限", "状態"]
    row = ["件名", "課題", "中", date(2026, 10, 1), "佐藤", "佐藤", date(2026, 11, 10), "対応中"]
    path = staff_book(tmp_path, {"課題管理表": [head, *([f"ISS-{n:03}", *row] for n in range(1, 11))]}).path
    main(["check", str(path), "--as-of", "2026-11-30", "--rules", "ISS001"])
    shown = capsys.readouterr().out
    assert shown.count("を 20 日過ぎて未完了です") == 3
    assert "同じ指摘がほか 7 か所 [ISS001 警告]: H5 ISS-004、" in shown
    assert "警告 10" in shown


def test_the_screen_begins_with_what_reaches_farthest(tmp_path, capsys):
    orders = [
        ["予算ID", "会計年度", "主管部門", "予算額", "承認日"],
        ["BUD-001", 2026, "営業部", "約100万", "来週"],
    ]
    issues = [
        ["課題ID", "件名", "担当", "優先度", "期限", "状態"],
        ["ISS-001", "件", "佐藤", "高", date(2026, 11, 10), "対応中"],
    ]
    path = staff_book(tmp_path, {"予算枠": orders, "課題管理表": issues}).path
    main(["check", str(path), "--as-of", "2026-11-30"])
    lines = capsys.readouterr().out.splitlines()
    start = lines.index("■ まずこれから")
    assert "1. 課題管理表!E2 期限 [ISS001 エラー]" in lines[start + 1]
    assert lines.index("■ 課題管理表") > start
