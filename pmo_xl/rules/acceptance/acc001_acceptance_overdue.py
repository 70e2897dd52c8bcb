"""ACC001: deliveries that should have been accepted by now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmo_xl.metrics.overdue import is_awaited, is_to_deliver
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.calendar import add_months, month_end
from pmo_xl.model.display import day, month
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
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
    "ACC001",
    judges=Project,
    needs={Acceptance: ("order",), Order: ("id",)},
    severity=Severity.WARNING,
    group=Group.BASIC,
    message="{id} は{planned}を {days} 日過ぎましたが、検収されていません。",
    remedy="検収が済んでいれば検収支払に検収日と検収額を書き、まだなら受領の見通しを確かめて予定を直してください。",
)
def acceptance_overdue(project: Project) -> Iterator[tuple[Subject, Judgement]]:
    """検収の予定を過ぎても検収されていない。

    ## 要旨
    検収支払の行で、検収予定日が基準日より前なのに検収日が空欄のときに指摘します。検収支払に1行もない発注は、
    検収月の末日を過ぎたときに予算管理表の検収月を指摘します。予定の当日は遅れではありません。
    ふつうは警告で、予定から1か月(翌月の同じ日。検収月なら翌月の末日)を過ぎるとエラーです。

    発注区分が「減額」「取消」の発注は見ません。発注日のない見込みの行も見ません。検収日も検収予定日も空欄の行は、
    遅れていないとは言えないので判定不能です。

    ## なぜ問題か
    検収が遅れると支払も遅れます。取適法の対象なら、検収が済んでいなくても受領の日から60日以内に支払う義務があります。
    年度をまたぐと予算も使えなくなります。検収支払に行がない発注は、忘れられていることがよくあります。

    ## 違反例
    基準日: 2026-11-30

    検収支払
    | 検収ID | 発注ID | 検収予定日 | 検収日 | 指摘 |
    |---|---|---|---|---|
    | ACC-001 | ORD-001 | 2026/11/29 | | 検収予定日 |
    | ACC-002 | ORD-001 | 2026/10/30 | | 検収予定日 |
    | ACC-003 | ORD-001 | 2026/10/29 | | 検収予定日(エラー) |

    予算管理表
    | 発注ID | 件名 | 発注区分 | 発注日 | 検収月 | 指摘 |
    |---|---|---|---|---|---|
    | ORD-001 | 会員基盤の開発 | 当初 | 2026/5/1 | 2026年9月 | |
    | ORD-002 | 移行の支援 | 当初 | 2026/5/1 | 2026年10月 | 検収月 |
    | ORD-003 | 帳票の追加 | 追加 | 2026/5/1 | 2026年9月 | 検収月(エラー) |

    ## 違反例(短い月の末日から1か月)
    基準日: 2027-03-31

    予算管理表
    | 発注ID | 発注区分 | 発注日 | 検収月 | 指摘 |
    |---|---|---|---|---|
    | ORD-001 | 当初 | 2026/5/1 | 2027年2月 | 検収月 |
    | ORD-002 | 当初 | 2026/5/1 | 2027年1月 | 検収月(エラー) |

    ## 適合例
    基準日: 2026-11-30

    検収支払
    | 検収ID | 発注ID | 検収予定日 | 検収日 |
    |---|---|---|---|
    | ACC-001 | ORD-001 | 2026/11/30 | |
    | ACC-002 | ORD-001 | 2026/10/30 | 2026/11/10 |
    | ACC-003 | ORD-003 | 2026/10/30 | |

    予算管理表
    | 発注ID | 件名 | 発注区分 | 発注日 | 検収月 |
    |---|---|---|---|---|
    | ORD-001 | 会員基盤の開発 | 当初 | 2026/5/1 | 2026年9月 |
    | ORD-002 | 移行の支援 | 当初 | 2026/5/1 | 2026年11月 |
    | ORD-003 | やめた開発 | 取消 | 2026/5/1 | 2026年9月 |
    | ORD-004 | 範囲の縮小 | 減額 | 2026/5/1 | 2026年9月 |
    | ORD-005 | 見積中の開発 | 当初 | | 2026年9月 |
    """
    for row in project.acceptances:
        yield row, _of_delivery(row, project)
    for order in project.orders:
        yield order, _of_order(order, project)


def _of_delivery(row: Acceptance, project: Project) -> Judgement:
    if not is_awaited(row, project):
        return OUT_OF_SCOPE
    if cannot := unknown(row, "accepted_on"):
        return cannot
    if row.accepted_on is not None:
        return FITS
    due = row.acceptance_due_on
    if cannot := unknown(row, "acceptance_due_on"):
        return cannot
    if due is None:
        return undeterminable("検収日にも検収予定日にも日付のない行があります")
    planned = f"検収予定日 {day(due)} "
    return _judge("acceptance_due_on", due, add_months(due, 1), planned, project)


def _of_order(order: Order, project: Project) -> Judgement:
    if cannot := unknown(order, "order_kind", "ordered_on"):
        return cannot
    if not is_to_deliver(order, project):
        return OUT_OF_SCOPE
    if cannot := unknown(order, "acceptance_month"):
        return cannot
    if order.acceptance_month is None:
        return undeterminable("検収月が空欄で検収支払に行がない発注があります")
    due, limit = month_end(order.acceptance_month), month_end(add_months(order.acceptance_month, 1))
    return _judge("acceptance_month", due, limit, f"検収月 {month(due)}の末日", project)


def _judge(field: str, due: date, limit: date, planned: str, project: Project) -> Judgement:
    """limit: the last day on which the delay is a warning only."""
    if due >= project.as_of:
        return FITS
    severity = Severity.ERROR if project.as_of > limit else None
    return violation(field, severity=severity, planned=planned, days=(project.as_of - due).days)
