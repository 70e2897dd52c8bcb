"""ACC002: what should have been paid by now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmo_xl.metrics.late_payment import unpaid
from pmo_xl.metrics.overdue import is_awaited, is_to_deliver
from pmo_xl.metrics.payment_defaults import order_of, rule_on
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
    message="{id} は{planned}を {days} 日過ぎましたが、支払われていません。",
    remedy="支払が済んでいれば検収支払に支払日と支払額を書き、まだなら経理に確かめてすぐに支払ってください。",
)
def payment_overdue(project: Project) -> Iterator[tuple[Subject, Judgement]]:
    """支払の期限を過ぎても支払われていない。

    ## 要旨
    検収支払の行で、支払期日が基準日より前なのに支払日が空欄のときに指摘します。期日の当日は遅れではありません。
    支払期日が空欄で、検収日か請求日がある行は、発注の支払月の末日を期限とみなします。検収支払に1行もない発注は、
    支払月の末日を過ぎたときに予算管理表の支払月を指摘します。

    期日が銀行の休業日(土日・祝日・12月31日から1月3日)で、順延合意(空欄なら取引先一覧の順延合意)が ○ なら、
    2日以内の翌営業日までは遅れとしません。発注区分が「減額」「取消」の発注は見ません。

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
    | ACC-003 | ORD-001 | | | |
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
    if row.payment_due_on is not None:
        return _judge(row, row.payment_due_on, f"支払期日 {day(row.payment_due_on)} ", project)
    if cannot := unknown(row, "accepted_on", "invoiced_on"):
        return cannot
    if row.accepted_on is None and row.invoiced_on is None:
        return OUT_OF_SCOPE
    return _by_month(row, project)


def _by_month(row: Acceptance, project: Project) -> Judgement:
    """A delivery accepted or invoiced without 支払期日: the 支払月 of its order counts."""
    order = order_of(row, project)
    if order is None or order.payment_month is None:
        return undeterminable("検収・請求済みで、支払期日も発注の支払月も分からない行があります")
    return _judge(row, month_end(order.payment_month), f"支払月 {month(order.payment_month)}の末日", project)


def _judge(row: Acceptance, due: date, planned: str, project: Project) -> Judgement:
    if due >= project.as_of:
        return FITS
    calendar = project.calendar
    ruling = rule_on(row, project, lambda terms: unpaid(terms, due, project.as_of, calendar), is_any=True)
    if ruling.verdict is Verdict.VIOLATION:
        return violation("payment_due_on", planned=planned, days=ruling.days)
    return FITS if ruling.verdict is Verdict.FITS else undeterminable(ruling.reason)


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
    return violation("payment_month", planned=planned, days=(project.as_of - due).days)
