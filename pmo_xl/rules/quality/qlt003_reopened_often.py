"""QLT003: defects that are opened again after they were resolved."""

from __future__ import annotations

from pmo_xl.metrics.quality import is_newest, reopen_rate
from pmo_xl.model.project import Project
from pmo_xl.model.quality_record import QualityRecord
from pmo_xl.model.settings import Threshold
from pmo_xl.rules.quality.convergence import untold
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation

REOPEN_RATE = Threshold("再オープン率", 10, "直した不具合の再オープンを指摘する割合(%)")
FEWEST_RESOLVED, GRAVE_OVER = 10, 20


@rule(
    "QLT003",
    judges=QualityRecord,
    reads=("measured_on", "phase", "system", "resolved", "reopened"),
    severity=Severity.WARNING,
    thresholds=(REOPEN_RATE,),
    message="{name}の{phase}は、解決した不具合 {resolved} 件のうち {reopened} 件({rate}%)が再び開いています。",
    remedy="直した後の確かめ方(だれが、どこまで)を決め、繰り返している不具合の原因を調べてください。",
)
def reopened_often(row: QualityRecord, project: Project) -> Judgement:
    """直したはずの不具合が、何度も再オープンしている。

    ## 要旨
    品質のシステム・工程ごとのいちばん新しい行で、解決済数が10以上のとき、再オープン率(再オープン数÷解決済数)が
    10%(設定の `閾値.再オープン率`)を超えたら警告、20%を超えたらエラーです。ちょうどは指摘しません。

    ## なぜ問題か
    直したつもりの不具合が戻ってくるのは、原因を見ずに直しているか、直した後に確かめていない印です。

    ## 違反例
    品質
    | 品質ID | 測定日 | システム | 工程 | 解決済数 | 再オープン数 | 指摘 |
    |---|---|---|---|---|---|---|
    | QLT-001 | 2026/11/27 | 会員基盤 | 結合試験 | 10 | 2 | 再オープン数 |
    | QLT-002 | 2026/11/27 | 帳票 | 結合試験 | 100 | 21 | 再オープン数(エラー) |

    ## 適合例
    品質
    | 品質ID | 測定日 | システム | 工程 | 解決済数 | 再オープン数 |
    |---|---|---|---|---|---|
    | QLT-001 | 2026/11/20 | 会員基盤 | 結合試験 | 10 | 9 |
    | QLT-002 | 2026/11/27 | 会員基盤 | 結合試験 | 100 | 10 |
    | QLT-003 | 2026/11/27 | 帳票 | 結合試験 | 9 | 9 |
    """
    if cannot := untold(row):
        return cannot
    rate = reopen_rate(row)
    if not is_newest(row, project) or rate is None or (row.resolved or 0) < FEWEST_RESOLVED:
        return OUT_OF_SCOPE
    percent = rate * 100
    if percent <= project.settings.threshold(REOPEN_RATE):
        return FITS
    severity = Severity.ERROR if percent > GRAVE_OVER else None
    name = row.system or "案件全体"
    return violation("reopened", severity=severity, name=name, rate=f"{float(percent):.1f}")
