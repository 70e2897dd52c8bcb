"""ACC006: whether 取適法 covers an order is for a person to decide, and must be decided."""

from __future__ import annotations

from pmo_xl.metrics.budget.order_money import is_placed
from pmo_xl.metrics.payment.legal_settings import is_toritekihou_in_force
from pmo_xl.metrics.payment.payment_defaults import COVERED, NOT_COVERED, effective
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, question, rule


@rule(
    "ACC006",
    judges=Order,
    reads=("order_kind", "ordered_on", "toritekihou"),
    severity=Severity.QUESTION,
    message="{id}({vendor})は、取適法の対象かどうかが決まっていません。",
    remedy="取引の内容、資本金、従業員数から対象かどうかを法務に確かめ、取適法に「対象」か「対象外」と書いてください。発注先ごとに同じなら取引先一覧に書けば足ります。",
)
def toritekihou_not_judged(order: Order, project: Project) -> Judgement:
    """取適法の対象かどうかが決まっていない。

    ## 要旨
    2026年1月1日以後に発注した行で、取適法(空欄なら取引先一覧の取適法)が「未判定」か空欄のときに「要判断」とします。
    取適法(中小受託取引適正化法)は、この日以後の発注から適用されます。対象かどうかは人が決めるもので、
    pmo_xl は決めません。発注日のない行と取消の行は見ません。

    ## なぜ問題か
    対象の発注には、受領の日から60日以内の支払、手形の禁止、書面の交付などの義務があります。対象かどうかが
    決まっていないと、義務を守れているかどうかをだれも確かめられません。

    ## 違反例
    予算管理表
    | 発注ID | 件名 | 発注区分 | 発注先 | 発注日 | 取適法 | 指摘 |
    |---|---|---|---|---|---|---|
    | ORD-001 | 会員基盤の開発 | 当初 | あさひシステム | 2026/1/1 | 未判定 | 取適法 |
    | ORD-002 | 移行の支援 | 当初 | あさひシステム | 2026/5/1 | | 取適法 |
    | ORD-003 | 試験の支援 | 追加 | みどり情報 | 2026/5/1 | | 取適法 |
    | ORD-004 | 帳票の追加 | 追加 | 台帳にない会社 | 2026/5/1 | | 取適法 |

    取引先一覧
    | 取引先ID | 取引先名 | 取適法 |
    |---|---|---|
    | VEN-001 | あさひシステム | |
    | VEN-002 | みどり情報 | 未判定 |

    ## 適合例
    予算管理表
    | 発注ID | 件名 | 発注区分 | 発注先 | 発注日 | 取適法 |
    |---|---|---|---|---|---|
    | ORD-001 | 会員基盤の開発 | 当初 | あさひシステム | 2026/1/1 | |
    | ORD-002 | 移行の支援 | 当初 | みどり情報 | 2026/5/1 | 対象 |
    | ORD-003 | 前からの保守 | 当初 | みどり情報 | 2025/12/31 | 未判定 |
    | ORD-004 | やめた開発 | 取消 | みどり情報 | 2026/5/1 | 未判定 |
    | ORD-005 | 見積中の開発 | 当初 | みどり情報 | | 未判定 |

    取引先一覧
    | 取引先ID | 取引先名 | 取適法 |
    |---|---|---|
    | VEN-001 | あさひシステム | 対象外 |
    | VEN-002 | みどり情報 | 未判定 |
    """
    if order.ordered_on is None or not is_placed(order) or not is_toritekihou_in_force(order.ordered_on):
        return OUT_OF_SCOPE
    if effective(order, "toritekihou", project).value in (COVERED, NOT_COVERED):
        return FITS
    return question("toritekihou", expected="対象 / 対象外")
