"""KPI001: measures that cannot be computed, or stand on too few rows to be told."""

from __future__ import annotations

from pmo_xl.metrics.kpi import is_by_hand, kpi_metric
from pmo_xl.metrics.measures import BY_HAND, MEASURES, find_measure
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.project import Project
from pmo_xl.rules.blanks import unfilled
from pmo_xl.rules.rule import FITS, Judgement, Severity, rule, undeterminable, violation


@rule(
    "KPI001",
    judges=Kpi,
    reads=("formula", "manual_actual", "measured_on"),
    severity=Severity.WARNING,
    message="{id}「{title}」は{problem}。",
    remedy="{how}",
)
def measure_not_computable(kpi: Kpi, project: Project) -> Judgement:
    """KPI は、台帳から計算できる指標か、測った日の分かる手入力でなければならない。

    ## 要旨
    KPI の次の行に警告します。

    - 算式が、計算できる指標の名前でも「手入力」でもない。算式の欄に指摘します。
    - 割り算の分母が0、または計算に使えた行が対象の行の90%に満たない。実績の欄に、n/N件として指摘します。
    - 算式が「手入力」で、手入力実績があるのに測定日が空欄。測定日の欄に指摘します。

    「手入力」で手入力実績が空欄の行は、まだ測っていないので判定不能です。

    ## なぜ問題か
    欠けた台帳から出した数は、良くも悪くも見えます。いつ、何件で測ったか分からない指標では、効果を説明できません。

    ## 違反例
    KPI
    | 指標ID | 指標名 | 算式 | 目標 | 手入力実績 | 測定日 | 指摘 |
    |---|---|---|---|---|---|---|
    | KPI-001 | 満足度 | 満足度 | 4 | | | 算式 |
    | KPI-002 | 返答を早く | QA平均滞留日数 | 5 | | | 実績 |
    | KPI-003 | 満足度 | 手入力 | 4 | 3.8 | | 測定日 |
    | KPI-004 | 試験を進める | 試験実施率 | 60 | | | 実績 |

    試験管理
    | 試験ID | 工程 | 予定日 | 実施日 |
    |---|---|---|---|
    | TST-001 | 結合試験 | 2026/11/2 | 2026/11/2 |
    | TST-002 | 結合試験 | | |

    ## 適合例
    KPI
    | 指標ID | 指標名 | 算式 | 目標 | 手入力実績 | 測定日 |
    |---|---|---|---|---|---|
    | KPI-001 | 課題を減らす | 未完了課題件数 | 5 | | |
    | KPI-002 | 満足度 | 手入力 | 4 | 3.8 | 2026/11/20 |
    | KPI-003 | 満足度 | 手入力 | 4 | | |
    """
    if cannot := unfilled(kpi, "formula"):
        return cannot
    if is_by_hand(kpi):
        return _by_hand(kpi)
    if find_measure(kpi.formula) is None:
        problem = f"算式「{kpi.formula}」という指標がありません"
        how = f"算式を {'、'.join(MEASURES)} のどれかにしてください。台帳から計算できない指標は「{BY_HAND}」とし、手入力実績と測定日を書いてください。"
        return violation("formula", problem=problem, how=how)
    metric = kpi_metric(kpi, project)
    if metric.value is not None and not metric.is_thin:
        return FITS
    if metric.value is None:
        problem = f"実績を計算できません({(metric.reason or '').rstrip('。')})"
    else:
        problem = f"実績が {metric.rows}/{metric.total} 件からしか計算できていません"
    how = f"「{kpi.formula}」の元になる行の空欄や、読み取れない欄を埋めてください。まだ測れない時期なら、それまで待って構いません。"
    return violation("actual", problem=problem, how=how)


def _by_hand(kpi: Kpi) -> Judgement:
    if kpi.manual_actual is None:
        return undeterminable("手入力実績が空欄の行があります")
    if kpi.measured_on is not None:
        return FITS
    how = "手入力実績を測った日を測定日に書いてください。"
    return violation("measured_on", problem="手入力実績をいつ測ったか書いてありません", how=how)
