"""EST001: an outsourced system of which no estimate was received."""

from __future__ import annotations

from pmo_xl.metrics.budget.order_money import is_placed
from pmo_xl.model.estimate import DECLINED, Estimate
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.system import System
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, undeterminable, violation

BASIC_DESIGN = "基本設計"


@rule(
    "EST001",
    judges=System,
    reads=("name", "change_kind", "is_outsourced"),
    needs={Estimate: ("system", "amount")},
    severity=Severity.WARNING,
    message="外注する「{name}」は、受け取った見積がありません(見積: {state}){why}。",
    remedy="見積を受け取ったら、見積一覧に金額と取得日を書いてください。頼んでいなければ依頼し、辞退されたなら別の会社に依頼してください。",
)
def system_without_estimate(system: System, project: Project) -> Judgement:
    """外注する新規・改修のシステムには、受け取った見積がなければならない。

    ## 要旨
    見積一覧に行がある台帳で、区分が「新規」「改修」で外注が ○ のシステムに、受け取った見積が1件もないときに指摘します。
    受け取った見積とは、状態が「受領」の行、または状態が空欄で金額のある行です。頼んだだけの行(依頼中)や、辞退の行は数えません。
    指摘は、見積が「依頼中」「辞退」「なし」のどれかを言います。

    そのシステムの発注が済んでいるか、基本設計が始まっているときはエラーです。ただし、発注済の行のすべてに見積金額があって
    見積IDがないとき(見積一覧を付け始める前の発注)は警告のままです。

    ## なぜ問題か
    見積のないシステムの費用は、予算の差に1円も入りません。全部の見積がそろうまで、予算に収まるとは言えません。

    ## 違反例
    システム一覧
    | システム名 | 区分 | 外注 | 指摘 |
    |---|---|---|---|
    | 会員基盤 | 新規 | ○ | システム名 |
    | 帳票 | 改修 | ○ | システム名 |
    | ポータル | 改修 | ○ | システム名(エラー) |
    | 決済 | 改修 | ○ | システム名(エラー) |
    | 倉庫 | 改修 | ○ | システム名 |

    見積一覧
    | 見積ID | システム | 金額 | 状態 |
    |---|---|---|---|
    | EST-001 | 会員基盤 | | 依頼中 |
    | EST-002 | 会員基盤 | | 辞退 |
    | EST-003 | 帳票 | 1000000 | 辞退 |
    | EST-004 | ポータル | | |

    予算管理表
    | 発注ID | システム名 | 見積金額 | 見積ID | 発注日 | 発注区分 |
    |---|---|---|---|---|---|
    | ORD-001 | ポータル | 5000000 | EST-004 | 2026/6/1 | 当初 |
    | ORD-002 | 倉庫 | 3000000 | | 2026/6/1 | 当初 |
    | ORD-003 | 帳票 | 3000000 | | | 当初 |
    | ORD-004 | 帳票 | 3000000 | | 2026/6/1 | 取消 |

    マスタスケジュール
    | 作業ID | 作業名 | 種別 | 工程 | システム | 実績開始 |
    |---|---|---|---|---|---|
    | WBS-001 | 決済の基本設計 | 作業 | 基本設計 | 決済 | 2026/5/11 |
    | WBS-002 | 帳票の基本設計 | 作業 | 基本設計 | 帳票 | |

    ## 適合例
    システム一覧
    | システム名 | 区分 | 外注 |
    |---|---|---|
    | 会員基盤 | 新規 | ○ |
    | 帳票 | 改修 | ○ |
    | 社内連携 | 改修 | |
    | 旧倉庫 | 影響なし | ○ |

    見積一覧
    | 見積ID | システム | 金額 | 状態 |
    |---|---|---|---|
    | EST-001 | 会員基盤 | 12000000 | |
    | EST-002 | 帳票 | 3000000 | 受領 |
    | EST-003 | 帳票 | | 辞退 |
    """
    if system.change_kind not in ("新規", "改修") or not system.is_outsourced:
        return OUT_OF_SCOPE
    own = [each for each in project.estimates if project.system(each.system) is system]
    if any(each.is_received for each in own):
        return FITS
    if any(not each.is_known("amount", "status") for each in own):
        return undeterminable("見積の金額か状態を読み取れない行があります")
    why = _why_it_presses(system, project)
    severity = Severity.ERROR if why else None
    return violation("name", severity=severity, state=_state(own), why=why, expected="受け取った見積")


def _state(estimates: list[Estimate]) -> str:
    if any(each.is_asked_for for each in estimates):
        return "依頼中"
    return DECLINED if estimates else "なし"


def _why_it_presses(system: System, project: Project) -> str:
    """Why the lack is an error: the order is placed, or the design has begun; empty where neither, or told apart."""
    placed = [each for each in project.orders if is_placed(each) and project.system(each.system) is system]
    if placed and all(_was_estimated_elsewhere(order) for order in placed):
        return ""
    if placed:
        return "。発注は済んでいます"
    return "。基本設計が始まっています" if _design_has_begun(system, project) else ""


def _was_estimated_elsewhere(order: Order) -> bool:
    """Whether it was placed on an estimate before 見積一覧 was kept: it has 見積金額 and no 見積ID."""
    return order.estimated is not None and order.estimate is None


def _design_has_begun(system: System, project: Project) -> bool:
    return any(
        task.actual_start and project.system(task.system) is system
        for task in project.tasks.naming("phase", BASIC_DESIGN)
    )
