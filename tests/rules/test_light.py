"""The light of a checked project: computed once, from figures and findings that are not waived."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_xl.metrics.traffic_light import Light, ProjectLight
from pmo_xl.model.choice import Choice
from pmo_xl.model.issue import Issue
from pmo_xl.model.project import Project
from pmo_xl.rules.catalog import all_rules
from pmo_xl.rules.light import project_light
from pmo_xl.rules.page import read_page
from pmo_xl.rules.report import Report, RuleCount
from pmo_xl.rules.run import run
from tests.support.examples import project_of

D = date(2026, 11, 30)
ONE_ROW = Project(as_of=D, run_day=D, records={Issue: (Issue(id="ISS-001", status="完了"),)})
ISSUES = "課題管理表\n| 課題ID | 件名 | 優先度 | 期限 | 状態 |\n|---|---|---|---|---|\n"
OLD = "| {} | 遅れ | {} | 2026/11/2 | 対応中 |\n"


def checked(judged: int, undeterminable: int) -> Report:
    count = RuleCount("ISS001", "overdue", judged, 0, 0, undeterminable, 100, None, False)
    return Report(D, D, "option", (), (count,))


def light(ledger: str, *rules: str) -> ProjectLight:
    (example,) = read_page(f"例\n\n## 違反例\n{ledger.strip()}").examples
    asked = project_of(example)
    return project_light(asked, run(asked, [rule for rule in all_rules() if rule.id in rules]))


@pytest.mark.parametrize(
    ("judged", "undeterminable", "expected"), [(95, 5, Light.GREEN), (94, 6, Light.GREY), (0, 0, Light.GREY)]
)
def test_more_than_five_percent_unjudged_is_grey_and_so_is_nothing_judged(
    judged: int, undeterminable: int, expected: Light
) -> None:
    assert project_light(ONE_ROW, checked(judged, undeterminable)).light is expected


def test_grey_says_how_much_was_not_judged_of_what_was_in_scope() -> None:
    assert project_light(ONE_ROW, checked(94, 6)).reasons == ("判定不能: 100 行のうち 6 行",)


def test_an_empty_book_is_grey_however_many_words_its_lists_hold() -> None:
    empty = Project(as_of=D, run_day=D, records={Choice: (Choice(list_name="部門", value="営業部"),)})
    assert project_light(empty, checked(50, 0)) == ProjectLight(Light.GREY, ("台帳にまだ行がありません",))


def test_red_stands_before_grey_and_both_are_told() -> None:
    issues = tuple(
        Issue(id=f"ISS-{n}", status="対応中", priority="高", due_on=date(2026, 11, 2)) for n in range(3)
    )
    late = Project(as_of=D, run_day=D, records={Issue: issues})
    found = project_light(late, checked(0, 9))
    assert found.light is Light.RED
    assert found.reasons == (
        "優先度 高 の課題の遅れ: 3 件(うち5営業日超 3 件)",
        "判定不能: 9 行のうち 9 行",
    )


def test_an_error_about_the_work_is_amber_and_says_on_which_sheets() -> None:
    assert light(ISSUES + OLD.format("ISS-001", "高"), "ISS001") == ProjectLight(
        Light.AMBER, ("優先度 高 の課題の遅れ: 1 件(うち5営業日超 1 件)", "エラー 1 件: 課題管理表 1")
    )


def test_errors_of_form_stand_beside_the_light() -> None:
    twice = ISSUES + "| ISS-001 | 件 | 中 | 2027/1/8 | 対応中 |\n" * 2
    found = light(twice, "DAT002", "ISS001")
    assert (found.light, found.form) == (Light.GREEN, "台帳の書き方 2 件")


def test_a_change_that_waits_past_its_day_of_decision_is_amber() -> None:
    ledger = """
仕様変更管理表
| 変更ID | 件名 | 判断期限 | 状態 |
|---|---|---|---|
| CHG-001 | 桁数 | 2026/11/2 | 承認待ち |
| CHG-002 | 桁数 | 2026/11/2 | 保留 |
"""
    assert light(ledger, "CHG011").reasons[-1] == "判断期限を過ぎた仕様変更: 1 件(CHG-001)"


BREACH = """
検収支払
| 検収ID | 発注ID | 受領日 | 検収日 | 支払期日 |
|---|---|---|---|---|
| ACC-001 | ORD-001 | 2026/5/20 | 2026/6/5 | 2026/7/31 |

予算管理表
| 発注ID | 発注区分 | 発注先 | 発注日 | 取適法 |
|---|---|---|---|---|
| ORD-001 | 当初 | あさひシステム | 2026/5/1 | 対象 |
"""


def test_a_breach_of_the_payment_law_is_red_until_it_is_waived() -> None:
    assert light(BREACH, "DAT002").reasons[0] == "取適法の違反: 1 件(ACC-001)"
    waived = """
チェック結果
| 指摘ID | 規則 | 対応 | 免除理由 | 承認者 | 免除期限 |
|---|---|---|---|---|---|
"""
    row = "| {}/検収支払/ACC-001/支払期日 | {} | 免除 | 合意済 | 鈴木 | 2026/12/31 |\n"
    rows = "".join(row.format(rule, rule) for rule in ("ACC002", "ACC008", "ACC009"))
    assert light(BREACH + waived + rows, "DAT002").light is not Light.RED
