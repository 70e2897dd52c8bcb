"""The light of a checked project: computed once, from figures and findings that are not waived."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_xl.metrics.traffic_light import Light, ProjectLight
from pmo_xl.model.choice import Choice
from pmo_xl.model.issue import Issue
from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.rules.catalog import all_rules
from pmo_xl.rules.light import LOOKED_AT, project_light
from pmo_xl.rules.page import read_page
from pmo_xl.rules.report import Report, RuleCount
from pmo_xl.rules.run import run
from tests.support.examples import project_of

D = date(2026, 11, 30)
DONE = {Issue: (Issue(id="ISS-001", status="完了"),)}
ONE_ROW = Project(as_of=D, run_day=D, records=DONE, tables=dict.fromkeys(LOOKED_AT, ()))
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


@pytest.mark.parametrize("absent", LOOKED_AT, ids=lambda sheet: sheet.sheet.label)
def test_a_book_without_a_sheet_that_the_light_looks_at_is_grey_where_it_would_be_green(
    absent: type[Record],
) -> None:
    rows = {Question: (Question(id="QA-001", status="完了"),)}
    tables = {sheet: () for sheet in LOOKED_AT if sheet is not absent}
    lacking = Project(as_of=D, run_day=D, records=rows, tables=tables)
    said = f"シートがなく判定していない: {absent.sheet.label}"
    assert project_light(lacking, checked(95, 5)) == ProjectLight(Light.GREY, (said,))


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
    ours = ISSUES.replace("課題管理表", "課題管理表(pmo_xl の台帳)")
    twice = ours + "| ISS-001 | 件 | 中 | 2027/1/8 | 対応中 |\n" * 2
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
    assert light(ledger, "CHG011").reasons[-1] == "期限を過ぎた判断待ち: 1 件(CHG-001)"


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


OTHER_DECISIONS = """
対応案比較
| 案ID | 論点 | 案 | 採否 | 判断期限 |
|---|---|---|---|---|
| OPT-001 | 移行方式 | 一括 | | {late} |
| OPT-002 | 移行方式 | 段階 | | 2027/1/8 |
| OPT-003 | DB | 今のまま | 採用 | {late} |

予算枠
| 予算ID | 年度 | 予算額 | 承認日 | 申請日 | 区分 | 判断期限 |
|---|---|---|---|---|---|---|
| BUD-001 | 2026 | 100 | | 2026/11/2 | | {late} |
| BUD-002 | 2026 | 100 | | 2026/11/2 | 却下 | {late} |
| BUD-003 | 2026 | 100 | 2026/11/4 | 2026/11/2 | | {late} |

リリース計画
| 手順ID | 種別 | 開始予定 | 判断基準 |
|---|---|---|---|
| REL-001 | 判断点 | {late} 9:00 | |
| REL-002 | 判断点 | {late} 9:00 | 件数が合う |

課題管理表
| 課題ID | 件名 | 優先度 | 期限 | 状態 |
|---|---|---|---|---|
| ISS-001 | 待たれる | 高 | {late} | 対応中 |
| ISS-002 | 待たれない | 高 | {late} | 対応中 |
| ISS-003 | 終わった作業が待った | 高 | {late} | 対応中 |
| ISS-004 | 軽い | 中 | {late} | 対応中 |

マスタスケジュール
| 作業ID | 種別 | 実績終了 | 決定待ち |
|---|---|---|---|
| WBS-001 | 作業 | | ISS-001、ISS-004 |
| WBS-002 | 作業 | 2026/11/20 | ISS-003 |
"""


def test_every_kind_of_decision_that_waits_past_its_day_is_told_and_no_decision_taken_is() -> None:
    told = light(OTHER_DECISIONS.format(late="2026/11/27"), "DAT002").reasons
    assert "期限を過ぎた判断待ち: 4 件(OPT-001、BUD-001 ほか 2)" in told
    in_time = light(OTHER_DECISIONS.format(late="2026/11/30"), "DAT002").reasons
    assert not any("判断待ち" in reason for reason in in_time)


RELEASE = """
設定
| 項目 | 値 |
|---|---|
| 停止開始 | {stop} 22:00 |

リリース計画
| 手順ID | 種別 | システム | 開始予定 | 所要分 | 担当 |
|---|---|---|---|---|---|
| REL-001 | 作業 | 会員基盤 | {stop} 22:00 | 30 | 鈴木 |

要件一覧
| 要件ID | 関連システム | 状態 |
|---|---|---|
| REQ-001 | 会員基盤 | 対象 |

試験管理
| 試験ID | 工程 | 対象要件 | 結果 | 未解決高 |
|---|---|---|---|---|
| TST-001 | 総合試験 | REQ-001 | 合格 | {defects} |
"""
LEFT = "リリースの対象に残る重大な不具合: 2 件(TST-001)"
PLAN = "リリース計画のエラー 1 件: リリース計画 1"


@pytest.mark.parametrize(("stop", "is_red"), [("2026/12/7", True), ("2026/12/8", False), ("2026/11/2", True)])
def test_grave_defects_are_red_from_five_business_days_before_the_release_and_after_it(
    stop: str, is_red: bool
) -> None:
    found = light(RELEASE.format(stop=stop, defects=2), "DAT002")
    assert (found.light is Light.RED, LEFT in found.reasons) == (is_red, is_red)


def test_grave_defects_that_a_waiver_lets_pass_are_not_red() -> None:
    waiver = """
チェック結果
| 指摘ID | 規則 | 対応 | 免除理由 | 承認者 | 免除期限 |
|---|---|---|---|---|---|
| REL007/試験管理/TST-001/未解決高 | REL007 | 免除 | 合意済 | 鈴木 | 2026/12/31 |
"""
    assert light(RELEASE.format(stop="2026/12/7", defects=2) + waiver, "DAT002").light is not Light.RED


@pytest.mark.parametrize(("stop", "expected"), [("2026/12/7", Light.RED), ("2026/12/8", Light.AMBER)])
def test_an_error_of_the_release_plan_is_red_only_when_the_release_is_near(
    stop: str, expected: Light
) -> None:
    found = light(RELEASE.format(stop=stop, defects=0), "REL002")
    assert (found.light, PLAN in found.reasons) == (expected, expected is Light.RED)


def test_a_warning_about_quality_keeps_the_light_from_green() -> None:
    found = light(RELEASE.format(stop="2027/3/8", defects=1), "TST004")
    assert (found.light, found.reasons) == (Light.AMBER, ("品質の警告 1 件: 試験管理 1",))
