"""EVM002: the project is behind its plan, or costs more effort than planned."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_DOWN, Decimal

from pmo_xl.metrics.metric import Metric
from pmo_xl.metrics.schedule.progress import is_effort_bearing, project_progress
from pmo_xl.model.display import number
from pmo_xl.model.project import Project
from pmo_xl.model.settings import Threshold
from pmo_xl.model.task import Task
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Group, Judgement, Severity, rule, violation

_FIELDS = ("planned_effort", "progress", "actual_start", "actual_finish")

LEAST_INDEX = Threshold("効率の下限", 90, "SPI・CPIを警告にする下限(%)")
GRAVE_INDEX = Threshold("効率の限界", 80, "SPI・CPIをエラーにする下限(%)")
MOST_EAC = Threshold("完了時見積の上限", 120, "BACに対するEACの上限(%)")


@rule(
    "EVM002",
    judges=Project,
    needs={Task: _FIELDS},
    severity=Severity.WARNING,
    group=Group.STRICT,
    thresholds=(LEAST_INDEX, GRAVE_INDEX, MOST_EAC),
    message="{problem}。",
    remedy="遅れや工数の超過がどの作業から来ているかを調べ、対策と着地の見込みを会議で決めてください。",
)
def performance_low(project: Project) -> Iterator[tuple[type[Task], Judgement]]:
    """出来高で見て、日程か工数の効率が落ちている。

    ## 要旨
    下に作業のない行(マイルストーンを除く)の工数を人日で集計し、次のときにマスタスケジュール全体の指摘とします。

    - SPI(EV ÷ PV、日程の効率)が 0.9(設定の `閾値.効率の下限`、90%)を下回る。
    - CPI(EV ÷ AC、工数の効率)が同じ下限を下回る、または EAC(このままの着地の工数)が
      BAC の 1.2 倍(設定の `閾値.完了時見積の上限`、120%)を超える。

    ふつうは警告、SPI か CPI が 0.8(設定の `閾値.効率の限界`、80%)を下回ればエラーです。
    予定工数を書いていない台帳は対象外、実績工数を書いていない台帳では CPI と EAC は見ません。
    どの数字も、何件中何件の作業で計算したかを示します。

    ## なぜ問題か
    効率は後半になるほど戻りません。0.9 を切ったまま続けば、期間も工数も1割以上延びます。

    ## 違反例
    基準日: 2026-11-30
    指摘: マスタスケジュール(エラー)、マスタスケジュール

    マスタスケジュール
    | 作業ID | 種別 | 作業名 | 予定開始 | 予定終了 | 実績開始 | 進捗率 | 予定工数 | 実績工数 |
    |---|---|---|---|---|---|---|---|---|
    | WBS-001 | 作業 | 設計 | 2026/11/2 | 2026/11/27 | 2026/11/2 | 79% | 100 | 88 |

    ## 適合例
    基準日: 2026-11-30

    マスタスケジュール
    | 作業ID | 種別 | 作業名 | 予定開始 | 予定終了 | 実績開始 | 進捗率 | 予定工数 | 実績工数 |
    |---|---|---|---|---|---|---|---|---|
    | WBS-001 | 作業 | 設計 | 2026/11/2 | 2026/11/27 | 2026/11/2 | 90% | 100 | 100 |
    | WBS-002 | 作業 | これからの作業 | 2026/12/1 | 2026/12/11 | | | 100 | |
    """
    earned = project_progress(project).earned
    if earned.bac.value is None:
        yield Task, OUT_OF_SCOPE
        return
    doubt = _doubt(project, *_FIELDS)
    yield Task, _judge(_said("SPI", earned.spi, project), earned.spi, doubt, project)
    costs = [*_said("CPI", earned.cpi, project), *_overrun(earned.eac, earned.bac, project)]
    yield Task, _judge(costs, earned.cpi, doubt or _doubt(project, "actual_effort"), project)


def _judge(problems: list[str], index: Metric, doubt: Judgement | None, project: Project) -> Judgement:
    if index.value is None:
        return doubt or OUT_OF_SCOPE
    if doubt or not problems:
        return doubt or FITS
    is_grave = index.value * 100 < project.settings.threshold(GRAVE_INDEX)
    rows = f"({index.total} 件中 {index.rows} 件の作業で計算)"
    name = problems[0].partition(" ")[0]
    severity = Severity.ERROR if is_grave else None
    return violation(key=name, severity=severity, problem="、".join(problems) + rows)


def _said(name: str, index: Metric, project: Project) -> list[str]:
    least = project.settings.threshold(LEAST_INDEX)
    if index.value is None or index.value * 100 >= least:
        return []
    return [f"{name} が {index.value.quantize(Decimal('0.01'), ROUND_DOWN)} です({least / 100} 以上が目安)"]


def _overrun(eac: Metric, bac: Metric, project: Project) -> list[str]:
    """What the effort at completion says, when it leaves the budgeted one too far behind."""
    most = project.settings.threshold(MOST_EAC)
    if eac.value is None or bac.value is None or eac.value * 100 <= bac.value * most:
        return []
    landing, planned = (number(value.quantize(Decimal("0.1"))) for value in (eac.value, bac.value))
    return [f"EAC が {landing} 人日で、BAC {planned} 人日の {most}% を超えます"]


def _doubt(project: Project, *fields: str) -> Judgement | None:
    """判定不能 when one of these cells of a leaf task cannot be read."""
    for task in project.tasks:
        if not task.is_known(*fields) and is_effort_bearing(task, project):
            return unknown(task, *fields)
    return None
