"""ACC002: what should have been paid by now."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.metrics.overdue import is_awaited, is_to_deliver
from pmo_xl.metrics.payment.delivery_late_charge import charge_text
from pmo_xl.metrics.payment.open_payment import open_payment
from pmo_xl.metrics.payment.payment_deadline import payment_deadline
from pmo_xl.metrics.payment.toritekihou_last_day import toritekihou_last_day
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.calendar import month_end
from pmo_xl.model.display import day, month
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.verdict import Verdict
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import (
    FITS,
    OUT_OF_SCOPE,
    Group,
    Judgement,
    Severity,
    Subject,
    rule,
    undeterminable,
    violation,
)


@rule(
    "ACC002",
    judges=Project,
    needs={Acceptance: ("order",), Order: ("id",)},
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="{id} は{planned}を {days} 日過ぎましたが、支払われていません。{law}",
    remedy="支払が済んでいれば検収支払に支払日と支払額を書き、まだなら経理に確かめてすぐに支払ってください。",
)
def payment_overdue(project: Project) -> Iterator[tuple[Subject, Judgement]]:
    """支払の期限を過ぎても支払われていない。

    ## 要旨
    検収支払の行で、支払期日が基準日より前なのに支払日が空欄のときに指摘します。期日の当日は遅れではありません。
    支払期日が空欄の行は、発注の支払月の末日を期限とみなします。検収支払に1行もない発注は、支払月の末日を過ぎたときに
    予算管理表の支払月を指摘します。

    期日が銀行の休業日(土日・祝日・12月31日から1月3日)で、順延合意(空欄なら取引先一覧の順延合意)が ○ なら、
    2日以内の翌営業日までは遅れとせず、日数もその日から数えます。発注区分が「減額」「取消」の発注は見ません。

    取適法が「対象」なら、支払の遅れは法律の違反でもあるので、60日の最終日(月締めは2か月)と、61日目から基準日までの
    遅延利息の目安を添えます。

    ## なぜ問題か
    支払の遅れは契約違反で、取適法の対象なら年14.6%の遅延利息がかかり、勧告や公表を受けることもあります。
    実際には支払っているのに書き忘れていることも多く、そのままでは予算の執行額が正しく見えません。

    ## 違反例
    基準日: 2026-11-30

    検収支払
    | 検収ID | 発注ID | 検収日 | 支払期日 | 支払日 | 指摘 |
    |---|---|---|---|---|---|
    | ACC-001 | ORD-001 | 2026/10/20 | 2026/11/29 | | 支払期日 |
    | ACC-002 | ORD-001 | 2026/9/20 | | | 支払期日 |
    | ACC-003 | ORD-001 | | | | 支払期日 |

    予算管理表
    | 発注ID | 件名 | 発注区分 | 発注日 | 支払月 | 指摘 |
    |---|---|---|---|---|---|
    | ORD-001 | 会員基盤の開発 | 当初 | 2026/5/1 | 2026年10月 | |
    | ORD-002 | 移行の支援 | 当初 | 2026/5/1 | 2026年10月 | 支払月 |

    ## 違反例(期日が土曜日の10月31日。順延の合意がない。翌営業日の11月2日も過ぎた)
    基準日: 2026-11-03

    検収支払
    | 検収ID | 発注ID | 支払期日 | 順延合意 | 支払日 | 指摘 |
    |---|---|---|---|---|---|
    | ACC-001 | ORD-001 | 2026/10/31 | × | | 支払期日 |
    | ACC-002 | ORD-001 | 2026/10/31 | ○ | | 支払期日 |

    予算管理表
    | 発注ID | 件名 | 発注区分 | 発注日 |
    |---|---|---|---|
    | ORD-001 | 会員基盤の開発 | 当初 | 2026/5/1 |

    ## 適合例
    基準日: 2026-11-30

    検収支払
    | 検収ID | 発注ID | 検収日 | 支払期日 | 支払日 |
    |---|---|---|---|---|
    | ACC-001 | ORD-001 | 2026/10/20 | 2026/11/30 | |
    | ACC-002 | ORD-001 | 2026/9/20 | 2026/10/30 | 2026/11/10 |
    | ACC-003 | ORD-006 | | | |
    | ACC-004 | ORD-003 | 2026/9/20 | 2026/10/30 | |
    | ACC-005 | ORD-006 | 2026/9/20 | | |

    予算管理表
    | 発注ID | 件名 | 発注区分 | 発注日 | 支払月 |
    |---|---|---|---|---|
    | ORD-001 | 会員基盤の開発 | 当初 | 2026/5/1 | 2026年10月 |
    | ORD-002 | 移行の支援 | 当初 | 2026/5/1 | 2026年11月 |
    | ORD-003 | やめた開発 | 取消 | 2026/5/1 | 2026年10月 |
    | ORD-004 | 範囲の縮小 | 減額 | 2026/5/1 | 2026年10月 |
    | ORD-005 | 見積中の開発 | 当初 | | 2026年10月 |
    | ORD-006 | 帳票の追加 | 追加 | 2026/5/1 | 2026年11月 |

    ## 適合例(期日が土曜日の10月31日で、月曜日の11月2日に払うことを合意している)
    基準日: 2026-11-02

    検収支払
    | 検収ID | 発注ID | 支払期日 | 順延合意 | 支払日 |
    |---|---|---|---|---|
    | ACC-001 | ORD-001 | 2026/10/31 | ○ | |
    | ACC-002 | ORD-001 | 2026/10/31 | | |

    予算管理表
    | 発注ID | 件名 | 発注区分 | 発注先 | 発注日 |
    |---|---|---|---|---|
    | ORD-001 | 会員基盤の開発 | 当初 | あさひシステム | 2026/5/1 |

    取引先一覧
    | 取引先ID | 取引先名 | 順延合意 |
    |---|---|---|
    | VEN-001 | あさひシステム | ○ |
    """
    for row in project.acceptances:
        yield row, _of_delivery(row, project)
    for order in project.orders:
        yield order, _of_order(order, project)


def _of_delivery(row: Acceptance, project: Project) -> Judgement:
    if not is_awaited(row, project):
        return OUT_OF_SCOPE
    if cannot := unknown(row, "paid_on"):
        return cannot
    if row.paid_on is not None:
        return FITS
    if cannot := unknown(row, "payment_due_on"):
        return cannot
    if payment_deadline(row, project) is None:
        return _without_deadline(row)
    ruling = open_payment(row, project)
    if ruling.verdict is Verdict.VIOLATION:
        planned, law = _planned(row, project), _law(row, project)
        return violation("payment_due_on", planned=planned, days=ruling.days, law=law)
    return FITS if ruling.verdict is Verdict.FITS else undeterminable(ruling.reason)


def _without_deadline(row: Acceptance) -> Judgement:
    """A delivery of which neither 支払期日 nor the order's 支払月 is known."""
    if cannot := unknown(row, "accepted_on", "invoiced_on"):
        return cannot
    if row.accepted_on is None and row.invoiced_on is None:
        return OUT_OF_SCOPE
    return undeterminable("検収・請求済みで、支払期日も発注の支払月も分からない行があります")


def _planned(row: Acceptance, project: Project) -> str:
    """What was passed, as the message names it."""
    deadline = payment_deadline(row, project)
    if row.payment_due_on is None:
        return f"支払月 {month(deadline)}の末日" if deadline else ""
    deferred = f"(順延後の {day(deadline)})" if deadline and deadline != row.payment_due_on else ""
    return f"支払期日 {day(row.payment_due_on)} {deferred}"


def _law(row: Acceptance, project: Project) -> str:
    """What the payment law adds for a covered delivery."""
    last = toritekihou_last_day(row, project)
    if last is None:
        return ""
    return f"取適法の支払遅延です(60日の最終日 {day(last)})。{charge_text(row, project)}"


def _of_order(order: Order, project: Project) -> Judgement:
    if cannot := unknown(order, "order_kind", "ordered_on"):
        return cannot
    if not is_to_deliver(order, project):
        return OUT_OF_SCOPE
    if cannot := unknown(order, "payment_month"):
        return cannot
    if order.payment_month is None:
        return undeterminable("支払月が空欄で検収支払に行がない発注があります")
    due = month_end(order.payment_month)
    if due >= project.as_of:
        return FITS
    planned = f"支払月 {month(due)}の末日"
    return violation("payment_month", planned=planned, days=(project.as_of - due).days, law="")
