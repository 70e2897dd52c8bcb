"""EST003: an estimate whose parts are not its whole."""

from __future__ import annotations

from pmo_xl.model.display import yen
from pmo_xl.model.estimate import Estimate
from pmo_xl.model.project import Project
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, undeterminable, violation

_PARTS_OF_TOLERANCE = 200  # 0.5 % = 1/200 of 金額


@rule(
    "EST003",
    judges=Estimate,
    reads=("amount", "breakdown_total", "status"),
    severity=Severity.ERROR,
    message="{id}({vendor})の{what}は {parts} 円で、金額 {amount} 円と {off} 円違います。",
    remedy="提出者に内訳を確かめ、正しい金額に直してください。含まれない費用があれば前提条件に書いてください。",
)
def breakdown_differs(estimate: Estimate, project: Project) -> Judgement:
    """見積の内訳の合計は、金額と一致しなければならない。

    ## 要旨
    受け取った見積について、次のときに指摘します。

    1. 内訳合計があり、金額と1円を超えて違う(エラー)
    2. 内訳合計が空欄で、工数と単価があり、工数 × 単価が金額と 0.5 % を超えて違う(警告。単価は平均で丸めてあることが多く、
       機器やライセンスは人月で数えないためです)

    依頼中・辞退の行は対象外です。

    ## なぜ問題か
    内訳と総額の違う見積は、どちらかが間違っています。そのまま発注すると、含まれると思っていた作業が別料金になります。

    ## 違反例
    見積一覧
    | 見積ID | 提出者 | 工数 | 単価 | 金額 | 内訳合計 | 指摘 |
    |---|---|---|---|---|---|---|
    | EST-001 | 甲社 | | | 1000000 | 1000002 | 内訳合計 |
    | EST-002 | 乙社 | 10 | 100000 | 1000000 | 999998 | 内訳合計 |
    | EST-003 | 丙社 | 10.06 | 100000 | 1000000 | | 金額(警告) |
    | EST-004 | 丁社 | 9.94 | 100000 | 1000000 | | 金額(警告) |

    ## 適合例
    見積一覧
    | 見積ID | 提出者 | 工数 | 単価 | 金額 | 内訳合計 | 状態 |
    |---|---|---|---|---|---|---|
    | EST-001 | 甲社 | | | 1000000 | 1000001 | |
    | EST-002 | 乙社 | 20 | 100000 | 1000000 | 999999 | |
    | EST-003 | 丙社 | 10.05 | 100000 | 1000000 | | |
    | EST-004 | 丁社 | 9.95 | 100000 | 1000000 | | |
    | EST-005 | 戊社 | 10 | | 1000000 | | |
    | EST-006 | 己社 | 10 | 100000 | 2000000 | | 辞退 |
    | EST-007 | 庚社 | 10 | 100000 | | | |
    """
    if not estimate.is_received:
        return OUT_OF_SCOPE
    if estimate.amount is None:
        return undeterminable("金額が空欄の行があります")
    if estimate.breakdown_total is not None:
        return _breakdown(estimate.breakdown_total, estimate.amount)
    return unknown(estimate, "effort", "unit_price") or _by_effort(estimate, estimate.amount)


def _breakdown(parts: int, amount: int) -> Judgement:
    if abs(parts - amount) <= 1:
        return FITS
    return violation(
        "breakdown_total",
        what="内訳合計",
        parts=yen(parts),
        off=yen(abs(parts - amount)),
        expected=yen(amount),
    )


def _by_effort(estimate: Estimate, amount: int) -> Judgement:
    if estimate.effort is None or estimate.unit_price is None:
        return OUT_OF_SCOPE
    parts = estimate.effort * estimate.unit_price
    off = abs(parts - amount)
    if off * _PARTS_OF_TOLERANCE <= abs(amount):
        return FITS
    told = {"what": "工数 × 単価", "parts": yen(int(parts)), "off": yen(int(off))}
    return violation("amount", severity=Severity.WARNING, expected=yen(int(parts)), **told)
