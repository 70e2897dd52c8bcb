"""ACC012: a covered order paid by promissory note or the like."""

from __future__ import annotations

from pmo_xl.metrics.payment import payment_method
from pmo_xl.metrics.payment.payment_defaults import coverage, effective, order_of
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.rules.acceptance.ruling_judgement import judged
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import OUT_OF_SCOPE, Judgement, Severity, rule, undeterminable


@rule(
    "ACC012",
    judges=Acceptance,
    reads=("order",),
    needs={Order: ("id", "toritekihou", "vendor", "ordered_on")},
    severity=Severity.ERROR,
    message="{id} の支払方法は「{method}」です。{reason}",
    remedy="支払方法を振込に改めてください。電子記録債権などを使うなら、支払期日までに満額を現金にできることを経理に確かめてください。",
)
def promissory_note(row: Acceptance, project: Project) -> Judgement:
    """取適法の対象の発注を、手形などで支払う。

    ## 要旨
    取適法が「対象」で、2026年1月1日以後に発注したものの支払方法(空欄なら取引先一覧)が「手形」のときはエラー、
    「電子記録債権」か「その他」のときは「要判断」とします。「振込」なら問題ありません。
    それより前の発注は見ません。支払方法がどこにも書かれていなければ判定不能です。

    ## なぜ問題か
    手形での支払は取適法で禁止されました。電子記録債権やファクタリングなども、支払期日までに手数料なしで満額を
    現金にできなければ認められません。

    ## 違反例
    検収支払
    | 検収ID | 発注ID | 支払方法 | 指摘 |
    |---|---|---|---|
    | ACC-001 | ORD-001 | 手形 | 支払方法 |
    | ACC-002 | ORD-001 | 電子記録債権 | 支払方法(要判断) |
    | ACC-003 | ORD-001 | その他 | 支払方法(要判断) |
    | ACC-004 | ORD-001 | | 支払方法 |

    予算管理表
    | 発注ID | 発注区分 | 発注先 | 発注日 | 取適法 |
    |---|---|---|---|---|
    | ORD-001 | 当初 | あさひシステム | 2026/1/1 | 対象 |

    取引先一覧
    | 取引先ID | 取引先名 | 支払方法 |
    |---|---|---|
    | VEN-001 | あさひシステム | 手形 |

    ## 適合例
    検収支払
    | 検収ID | 発注ID | 支払方法 |
    |---|---|---|
    | ACC-001 | ORD-001 | 振込 |
    | ACC-002 | ORD-002 | 手形 |
    | ACC-003 | ORD-003 | 手形 |
    | ACC-004 | ORD-001 | |

    予算管理表
    | 発注ID | 発注区分 | 発注先 | 発注日 | 取適法 |
    |---|---|---|---|---|
    | ORD-001 | 当初 | あさひシステム | 2026/1/1 | 対象 |
    | ORD-002 | 当初 | あさひシステム | 2025/12/31 | 対象 |
    | ORD-003 | 当初 | みどり情報 | 2026/5/1 | 対象外 |

    取引先一覧
    | 取引先ID | 取引先名 | 支払方法 |
    |---|---|---|
    | VEN-001 | あさひシステム | 振込 |
    | VEN-002 | みどり情報 | 手形 |
    """
    covered, order = coverage(row, project), order_of(row, project)
    if covered.unknown or order is None:
        return undeterminable(covered.unknown or "")
    if covered.value is False:
        return OUT_OF_SCOPE
    method = effective(row, "payment_method", project)
    if method.unknown:
        return undeterminable(method.unknown)
    if cannot := unknown(order, "ordered_on"):
        return cannot
    ruling = payment_method.promissory_note(method.value, order.ordered_on, covered.value)
    return judged(ruling, "payment_method", "振込", method=method.value)
