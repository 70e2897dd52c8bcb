"""The boundaries, blanks, unread cells, absent columns and sheets of the rules about check lists, lessons and KPI."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pmo_xl.metrics.kpi import (
    direction_of,
    improvement,
    improvement_percent,
    kpi_judgement,
    kpi_metric,
    unit_of,
)
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.project import Project
from tests.support.rule_table import cases_of, said_of

D = date(2026, 11, 30)
CHECKLIST = """
基準日: 2026-11-30

チェックリスト
| 項目ID | 区分 | 工程 | 確認項目 | 期限 | 結果 | 備考 |
|---|---|---|---|---|---|---|
| CHK-001 | 工程完了 | 基本設計 | IFの期限がそろった | 2026/12/11 | | |

マスタスケジュール
| 作業ID | 種別 | 工程 | システム | 作業名 | 予定終了 | 実績終了 |
|---|---|---|---|---|---|---|
| WBS-001 | マイルストーン | 準備 | | キックオフ | 2026/11/27 | 2026/11/29 |
| WBS-002 | マイルストーン | 基本設計 | 会員基盤 | 基本設計完了 | 2026/12/4 | 2026/11/27 |
| WBS-003 | マイルストーン | 基本設計 | 帳票 | 基本設計完了 | 2026/12/11 | 2026/11/30 |

設定
| 項目 | 値 |
|---|---|
| 案件状態 | 終結 |
| 停止開始 | 2026-11-29 22:00 |
| 開始日 | 2026-04-01 |

リリース計画
| 手順ID | 種別 | 開始予定 |
|---|---|---|
| REL-001 | 作業 | 2026/11/29 22:00 |
"""
CHECKED = """
CHK001 |                                       | 違反
       | 結果=否                               | 違反・違反(警告)
       | 結果=否; 備考=2件が未定               | 違反
       | 結果=検討                             | 違反
       | 結果=済                               | 適合
       | 結果=対象外                           | 違反(警告)
       | 結果=対象外; 備考=外部の試験          | 適合
       | 結果=対象外; 備考=外部の試験; 工程=   | 適合
       | 結果=済; 工程=                        | 違反(警告)
       | 工程=                                 | 違反(警告)
       | 工程=; 期限=2026/11/29                | 違反(警告)
       | 工程=開発                             | 適合
       | 工程=開発; 期限=2026/11/29            | 違反
       | 工程=開発; 期限=2026/11/30            | 適合
       | 工程=開発; 期限=                      | 適合
       | マスタスケジュール.実績終了#3=        | 適合
       | マスタスケジュール.実績終了#3=; 期限=2026/11/29 | 違反(警告)
       | マスタスケジュール.実績終了#3=; 期限=2026/11/30 | 適合
       | マスタスケジュール.実績終了#2=        | 違反
       | マスタスケジュール.実績終了#3=; マスタスケジュール.システム#2= | 違反
       | マスタスケジュール.実績終了#2=; マスタスケジュール.システム#2= | 適合
       | マスタスケジュール.実績終了#3=そのうち | 判定不能
       | 区分=立ち上げ                         | 違反
       | 区分=立ち上げ; マスタスケジュール.実績終了#1=2026/11/30 | 適合
       | 区分=立ち上げ; マスタスケジュール.実績終了#1= | 違反
       | 区分=立ち上げ; マスタスケジュール.種別#1=作業 | 違反
       | 区分=立ち上げ; マスタスケジュール.種別#1=作業; 設定.値#3=2026-11-30 | 適合
       | 区分=納品前                           | 適合
       | 区分=納品前; 期限=2026/11/30          | 適合
       | 区分=納品前; 期限=2026/11/29          | 違反
       | 区分=納品前; 期限=                    | 適合
       | 区分=リリース前                       | 違反
       | 区分=リリース前; 設定.値#2=2026-11-30 1:00 | 適合
       | 区分=リリース前; 設定.値#2=           | 違反
       | 区分=リリース前; 設定.値#2=; リリース計画=∅ | 適合
       | 区分=リリース前; 設定.値#2=; リリース計画=∅; 期限=2026/11/29 | 違反(警告)
       | 区分=終結                             | 違反
       | 区分=終結; 設定.値#1=進行中           | 適合
       | 区分=                                 | 判定不能
       | 期限=年末                             | 判定不能
       | -結果                                 | 判定不能
       | -期限                                 | 判定不能
       | チェックリスト=∅                      | 対象外
       | !チェックリスト                       | 対象外
       | !マスタスケジュール                   | 判定不能
"""


@pytest.mark.parametrize(("rule", "changed", "expected"), cases_of(CHECKED))
def test_what_is_to_be_confirmed_is_asked_at_its_gate(rule: str, changed: str, expected: str) -> None:
    assert said_of(rule, CHECKLIST, changed) == expected


RETRO = """
振り返り
| 振り返りID | 区分 | 内容 | 教訓 | 対応課題 |
|---|---|---|---|---|
| KPT-001 | Problem | 審査に2か月かかった | | |
"""
LEARNT = """
KNW001 |                            | 違反
       | 教訓=KNW-001               | 適合
       | 対応課題=ISS-001           | 違反
       | 区分=Try                   | 違反(情報)
       | 区分=Try; 教訓=KNW-001     | 適合
       | 区分=Try; 対応課題=ISS-001 | 適合
       | 区分=Try; -対応課題        | 対象外
       | 区分=Keep                  | 対象外
       | 区分=                      | 判定不能
       | -教訓                      | 判定不能
       | 振り返り=∅                 | 対象外
       | !振り返り                  | 対象外
"""


@pytest.mark.parametrize(("rule", "changed", "expected"), cases_of(LEARNT))
def test_what_was_learnt_is_kept(rule: str, changed: str, expected: str) -> None:
    assert said_of(rule, RETRO, changed) == expected


LESSONS = """
基準日: 2026-11-30

ナレッジ
| 教訓ID | 状況 | 案件 | 確認日 |
|---|---|---|---|
| KNW-001 | 審査に2か月かかった | 決済の更改 | |

設定
| 項目 | 値 |
|---|---|
| 案件名 | 会員証の刷新 |
| 開始日 | 2026-11-01 |
| 閾値.教訓確認日数 | |

マスタスケジュール
| 作業ID | 種別 | 作業名 | 予定終了 | 実績終了 |
|---|---|---|---|---|
| WBS-001 | マイルストーン | キックオフ | 2026/11/19 | |
"""
READ = """
KNW002 |                                          | 違反
       | マスタスケジュール.予定終了=2026/11/20   | 適合
       | マスタスケジュール.実績終了=2026/11/20   | 適合
       | マスタスケジュール.実績終了=2026/11/19; マスタスケジュール.予定終了=2026/12/1 | 違反
       | マスタスケジュール.予定終了=2026/11/20; 設定.値#3=4 | 違反
       | マスタスケジュール.予定終了=             | 対象外
       | マスタスケジュール.予定終了=下旬         | 判定不能
       | マスタスケジュール.種別=作業             | 違反
       | マスタスケジュール.種別=作業; 設定.値#2=2026-11-20 | 適合
       | マスタスケジュール.種別=作業; 設定.値#2= | 対象外
       | 案件=                                    | 対象外
       | 案件=会員証の 刷新                       | 対象外
       | 設定.値#1=                               | 違反
       | 確認日=2026/11/30                        | 適合
       | 確認日=そのうち                          | 判定不能
       | -確認日                                  | 判定不能
       | -案件                                    | 対象外
       | ナレッジ=∅                               | 対象外
       | !ナレッジ                                | 対象外
       | !マスタスケジュール                      | 判定不能
"""


@pytest.mark.parametrize(("rule", "changed", "expected"), cases_of(READ))
def test_lessons_of_others_are_read_at_the_start(rule: str, changed: str, expected: str) -> None:
    assert said_of(rule, LESSONS, changed) == expected


MEASURES = """
基準日: 2026-11-30

KPI
| 指標ID | 指標名 | 算式 | 目標 | 単位 | 向き | 基準値 | 手入力実績 | 測定日 |
|---|---|---|---|---|---|---|---|---|
| KPI-001 | 課題を減らす | 未完了課題件数 | 1 | | | 1 | | |

課題管理表
| 課題ID | 件名 | 状態 |
|---|---|---|
| ISS-001 | 帳票の文字化け | 対応中 |
| ISS-002 | 帳票の桁あふれ | 対応中 |

設定
| 項目 | 値 |
|---|---|
| サービスイン日 | 2026-11-30 |
| 終了日 | 2026-11-29 |
"""
BY_HAND = "算式=手入力; 手入力実績=2"
JUDGED = f"""
KPI001 |                                  | 適合
       | 算式=品質                        | 違反
       | 算式=                            | 判定不能
       | 算式=未完了 課題件数             | 適合
       | 課題管理表.状態#2=いつか         | 適合
       | -課題管理表.状態                 | 違反
       | {BY_HAND}                        | 違反
       | {BY_HAND}; 測定日=2026/11/20     | 適合
       | {BY_HAND}; 測定日=先月           | 判定不能
       | {BY_HAND}; -測定日               | 対象外
       | 算式=手入力                      | 判定不能
       | 算式=手入力; 手入力実績=多い     | 判定不能
       | 算式=手入力; -手入力実績         | 判定不能
       | 算式=QA平均滞留日数              | 違反
       | 課題管理表.状態#2=               | 適合
       | -算式                            | 判定不能
       | KPI=∅                            | 対象外
       | !KPI                             | 対象外
KPI002 |                                  | 違反
       | -課題管理表.状態                 | 判定不能
       | 基準値=2                         | 適合
       | 基準値=3                         | 適合
       | 基準値=                          | 対象外
       | 基準値=1; 向き=多いほど良い      | 適合
       | 基準値=; 設定.値#1=              | 違反
       | 基準値=; 設定.値#1=; 設定.値#2=2026-11-30 | 対象外
       | 基準値=; 設定.値#1=2026-11-29    | 違反
       | 基準値=; 設定.値#1=2026-11-29; 目標=2 | 適合
       | 基準値=; 設定.値#1=2026-11-29; 目標=3 | 適合
       | 基準値=; 設定.値#1=2026-11-29; 目標= | 適合
       | 基準値=; 設定.値#1=2026-11-29; 目標=3; 向き=多いほど良い | 違反
       | {BY_HAND}                        | 判定不能
       | {BY_HAND}; 向き=少ないほど良い   | 違反
       | {BY_HAND}; 向き=多いほど良い     | 適合
       | 算式=手入力; 向き=少ないほど良い | 判定不能
       | 算式=品質                        | 判定不能
       | 算式=QA平均滞留日数              | 判定不能
       | 算式=                            | 判定不能
       | 基準値=多い                      | 判定不能
       | -基準値                          | 対象外
       | -算式                            | 判定不能
       | KPI=∅                            | 対象外
       | !KPI                             | 対象外
"""


@pytest.mark.parametrize(("rule", "changed", "expected"), cases_of(JUDGED))
def test_measures_are_told_only_on_figures_that_stand(rule: str, changed: str, expected: str) -> None:
    assert said_of(rule, MEASURES, changed) == expected


def _kpi(**values: object) -> Kpi:
    return Kpi(id="KPI-001", title="満足度", formula="手入力").model_copy(update=values)


def test_a_typed_figure_is_judged_by_its_own_direction_and_not_without_one():
    project = Project(D, D)
    kpi = _kpi(manual_actual=Decimal(4), target=Decimal(4))
    assert kpi_judgement(kpi, project) == "判定不能"
    for way, target, expected in (
        ("多いほど良い", "4", "達成"),
        ("多いほど良い", "4.1", "未達"),
        ("少ないほど良い", "4", "達成"),
        ("少ないほど良い", "3.9", "未達"),
    ):
        row = _kpi(manual_actual=Decimal(4), target=Decimal(target), direction=way)
        assert kpi_judgement(row, project) == expected
    assert kpi_judgement(_kpi(target=Decimal(4), direction="多いほど良い"), project) == "判定不能"
    assert kpi_judgement(_kpi(formula=None), project) is None


@pytest.mark.parametrize(
    ("way", "base", "difference", "percent"),
    [
        ("少ないほど良い", "5", "1", "20.0"),
        ("多いほど良い", "5", "-1", "-20.0"),
        ("多いほど良い", "3", "1", "33.3"),
        ("多いほど良い", "0", "4", None),
        ("多いほど良い", None, None, None),
        (None, "5", None, None),
    ],
)
def test_the_improvement_is_told_in_the_unit_and_in_percent_of_the_base(
    way: str | None, base: str | None, difference: str | None, percent: str | None
):
    row = _kpi(manual_actual=Decimal(4), base=base and Decimal(base), direction=way)
    project = Project(D, D)
    assert improvement(row, project) == (difference and Decimal(difference))
    assert improvement_percent(row, project) == (percent and Decimal(percent))


def test_unit_and_direction_are_the_row_s_else_the_measure_s_own():
    assert (unit_of(_kpi(formula="残予算")), direction_of(_kpi(formula="残予算"))) == ("円", "多いほど良い")
    row = _kpi(formula="残予算", unit="千円", direction="少ないほど良い")
    assert (unit_of(row), direction_of(row)) == ("千円", "少ないほど良い")
    assert (unit_of(_kpi()), direction_of(_kpi())) == ("", None)


def test_a_typed_figure_stands_on_one_row_or_none():
    project = Project(D, D)
    assert kpi_metric(_kpi(), project).rows == 0
    assert kpi_metric(_kpi(manual_actual=Decimal(0)), project).rows == 1
