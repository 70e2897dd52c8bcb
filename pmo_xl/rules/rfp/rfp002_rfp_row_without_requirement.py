"""RFP002: a demand of the RFP that stands on no requirement."""

from __future__ import annotations

from pmo_xl.metrics.rfp_paper import TERMS
from pmo_xl.model.project import Project
from pmo_xl.model.rfp_item import RfpItem
from pmo_xl.rules.rule import FITS, Group, Judgement, Severity, rule, undeterminable, violation


@rule(
    "RFP002",
    judges=RfpItem,
    reads=("requirement", "obligation", "section"),
    severity=Severity.WARNING,
    group=Group.STRICT,
    message="{id}({obligation}の要求)の要件が空欄です。",
    remedy="もとになった要件の要件IDを書いてください。要件がなければ、要件一覧に足すか、RFPから外してください。",
)
def rfp_row_without_requirement(item: RfpItem, project: Project) -> Judgement:
    """RFPの要求は、もとになった要件を示さなければならない。

    ## 要旨
    RFP照合表の要件が空欄のときに指摘します。必須の要求は警告、任意の要求は情報です。
    RFP章に 契約・体制・提案・納品・日程・スケジュール・見積・評価 のどれかの語がある行は、契約や提案の条件なので指摘しません。

    ## なぜ問題か
    要件のない要求は、だれが必要としたか分かりません。費用が膨らんだときに、減らしてよいかを決められません。

    ## 違反例
    RFP照合表
    | RFP-ID | 要求 | 要件 | 必須任意 | RFP章 | 指摘 |
    |---|---|---|---|---|---|
    | RFP-001 | 会員登録ができること | | 必須 | 3.1 会員 | 要件 |
    | RFP-002 | 検索が速いこと | | 任意 | | 要件(情報) |

    ## 適合例
    RFP照合表
    | RFP-ID | 要求 | 要件 | 必須任意 | RFP章 |
    |---|---|---|---|---|
    | RFP-001 | 会員登録ができること | REQ-001 | 必須 | 3.1 会員 |
    | RFP-002 | 常駐の体制を示すこと | | 必須 | 7. 体制 |
    | RFP-003 | 検索が速いこと | | | 3.2 検索 |
    """
    if item.requirement or any(word in (item.section or "") for word in TERMS):
        return FITS
    if item.obligation is None:
        return undeterminable("必須任意が空欄の行があります")
    severity = Severity.INFO if item.obligation == "任意" else None
    return violation("requirement", severity=severity, expected="要件一覧の要件ID")
