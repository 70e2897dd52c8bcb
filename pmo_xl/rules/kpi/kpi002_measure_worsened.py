"""KPI002: measures worse than before the project, or short of their target when it is over."""

from __future__ import annotations

from datetime import date

from pmo_xl.metrics.kpi import (
    MISSED,
    direction_of,
    is_by_hand,
    is_worse_than_base,
    kpi_judgement,
    kpi_metric,
    unit_of,
)
from pmo_xl.metrics.measures import find_measure
from pmo_xl.model.display import day, number
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.project import Project
from pmo_xl.rules.blanks import unfilled
from pmo_xl.rules.rule import (
    FITS,
    OUT_OF_SCOPE,
    Judgement,
    Severity,
    rule,
    undeterminable,
    violation,
)

_ENDS = ("サービスイン日", "終了日")


@rule(
    "KPI002",
    judges=Kpi,
    reads=("formula", "target", "direction", "base", "manual_actual"),
    severity=Severity.WARNING,
    message="{id}「{title}」の実績 {value} は、{problem}。",
    remedy="悪くなった原因を調べ、対策を課題管理表に起こすか、振り返りに残してください。目標や基準値が違うなら改めてください。",
)
def measure_worsened(kpi: Kpi, project: Project) -> Judgement:
    """KPI が、取り組む前より悪くなっているか、終わっても目標に届いていない。

    ## 要旨
    実績が、基準値より悪いときに警告します(向きが「多いほど良い」なら小さいとき、「少ないほど良い」なら大きいとき)。
    設定のサービスイン日(なければ終了日)を過ぎて、判定が「未達」のときも警告します。それより前の未達は途中なので指摘しません。
    実績か向きが分からない行と、計算に使えた行が90%に満たない行は判定不能です(KPI001 が指摘します)。

    ## なぜ問題か
    取り組む前より悪い指標は、やり方を変える合図です。終わったときに届かなかった理由は、次の案件の計画に要ります。

    ## 違反例
    設定
    | 項目 | 値 |
    |---|---|
    | サービスイン日 | 2026-11-29 |

    KPI
    | 指標ID | 指標名 | 算式 | 目標 | 向き | 基準値 | 手入力実績 | 指摘 |
    |---|---|---|---|---|---|---|---|
    | KPI-001 | 課題を減らす | 未完了課題件数 | 2 | | 0 | | 実績 |
    | KPI-002 | 満足度 | 手入力 | 4 | 多いほど良い | 3 | 3.9 | 手入力実績 |

    課題管理表
    | 課題ID | 件名 | 状態 |
    |---|---|---|
    | ISS-001 | 帳票の文字化け | 対応中 |

    ## 適合例
    設定
    | 項目 | 値 |
    |---|---|
    | サービスイン日 | 2026-11-30 |

    KPI
    | 指標ID | 指標名 | 算式 | 目標 | 向き | 基準値 | 手入力実績 |
    |---|---|---|---|---|---|---|
    | KPI-001 | 課題を減らす | 未完了課題件数 | 0 | | 1 | |
    | KPI-002 | 満足度 | 手入力 | 4 | 多いほど良い | 3 | 3.9 |
    | KPI-003 | 満足度 | 手入力 | 4 | | 3 | 3.9 |

    課題管理表
    | 課題ID | 件名 | 状態 |
    |---|---|---|
    | ISS-001 | 帳票の文字化け | 対応中 |
    """
    if cannot := unfilled(kpi, "formula") or _untold(kpi, project):
        return cannot
    actual, field = kpi_metric(kpi, project).value, "manual_actual" if is_by_hand(kpi) else "actual"
    value = f"{number(actual or 0)}{unit_of(kpi)}"
    problems = []
    if is_worse_than_base(kpi, project):
        problems.append(f"基準値 {number(kpi.base or 0)} より悪くなっています({direction_of(kpi)})")
    ended_on = _ended_on(project)
    if ended_on and kpi_judgement(kpi, project) == MISSED:
        problems.append(f"{day(ended_on)} を過ぎても目標 {number(kpi.target or 0)} に届いていません")
    if problems:
        return violation(field, value=value, problem="。また、".join(problems))
    return FITS if kpi.base is not None or ended_on else OUT_OF_SCOPE


def _untold(kpi: Kpi, project: Project) -> Judgement | None:
    """判定不能 where there is no figure to compare, or nothing says which way is better."""
    if direction_of(kpi) is None:
        is_known = is_by_hand(kpi) or find_measure(kpi.formula)
        return undeterminable("向きが空欄の手入力の行があります" if is_known else "算式の指標がありません")
    metric = kpi_metric(kpi, project)
    if metric.value is None or metric.is_thin:
        return undeterminable("実績を計算できない行があります")
    return None


def _ended_on(project: Project) -> date | None:
    """サービスイン日, else 終了日, when D lies after it."""
    days = [project.settings.day(key) for key in _ENDS]
    ends_on = next((each for each in days if each), None)
    return ends_on if ends_on and ends_on < project.as_of else None
