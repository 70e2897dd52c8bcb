"""ACC019: received, accepted, invoiced and paid in an order that cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.metrics.payment.payment_defaults import order_of
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.blank_word import blank_word
from pmo_xl.model.display import day
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation

_PAID_AHEAD = ("ライセンス", "保守")


@rule(
    "ACC019",
    judges=Acceptance,
    needs={Order: ("id",)},
    severity=Severity.ERROR,
    message="{id} は{problem}。",
    remedy="納品書・検収書・請求書で日付を確かめて直してください。前払いの契約なら、その旨を備考に書いてください。",
)
def accepted_before_received(row: Acceptance, project: Project) -> Judgement | tuple[Judgement, ...]:
    """受領・検収・請求・支払の順が逆になっている。

    ## 要旨
    次のときに指摘します。同じ日は問題ありません。

    - 検収日が受領日より前(エラー)。
    - 支払日が検収日より前か、検収日が空欄のまま支払っている(エラー。前払いのある契約形態「ライセンス」「保守」では警告)。
    - 請求日が検収日より前(警告)。

    ## なぜ問題か
    受け取っていないものを検収したことになっていれば、日付の誤りか、検収の見せかけです。検収の前の支払は、
    出来を確かめずに払ったことになります。請求書が検収より前に出ていると、検収の結果が金額に反映されません。

    ## 違反例
    検収支払
    | 検収ID | 発注ID | 受領日 | 検収日 | 請求日 | 支払日 | 指摘 |
    |---|---|---|---|---|---|---|
    | ACC-001 | ORD-001 | 2026/9/30 | 2026/9/29 | | | 検収日 |
    | ACC-002 | ORD-001 | 2026/9/20 | 2026/9/30 | 2026/9/30 | 2026/9/29 | 支払日 |
    | ACC-003 | ORD-001 | 2026/9/20 | 2026/9/30 | 2026/9/29 | 2026/10/30 | 請求日(警告) |
    | ACC-004 | ORD-001 | 2026/9/20 | | 2026/9/30 | 2026/10/30 | 支払日 |
    | ACC-005 | ORD-002 | 2026/9/20 | 2026/9/30 | 2026/9/30 | 2026/9/29 | 支払日(警告) |
    | ACC-006 | ORD-003 | | | | 2026/4/30 | 支払日(警告) |

    予算管理表
    | 発注ID | 件名 | 発注区分 | 契約形態 |
    |---|---|---|---|
    | ORD-001 | 会員基盤の開発 | 当初 | 請負 |
    | ORD-002 | 利用権 | 当初 | ライセンス |
    | ORD-003 | 保守 | 当初 | 保守 |

    ## 適合例
    検収支払
    | 検収ID | 発注ID | 受領日 | 検収日 | 請求日 | 支払日 |
    |---|---|---|---|---|---|
    | ACC-001 | ORD-001 | 2026/9/30 | 2026/9/30 | 2026/9/30 | 2026/9/30 |
    | ACC-002 | ORD-001 | 2026/9/20 | 2026/9/30 | 2026/10/1 | 2026/10/30 |
    | ACC-003 | ORD-001 | 2026/9/20 | | 2026/9/30 | |
    | ACC-004 | ORD-001 | | | | |

    予算管理表
    | 発注ID | 件名 | 発注区分 | 契約形態 |
    |---|---|---|---|
    | ORD-001 | 会員基盤の開発 | 当初 | 請負 |
    """
    if cannot := unknown(row, "accepted_on"):
        return cannot
    if row.accepted_on is None and row.paid_on is None:
        return unknown(row, "paid_on") or OUT_OF_SCOPE
    return (*_accepted(row), *_paid(row, project), *_invoiced(row)) or FITS


def _accepted(row: Acceptance) -> Iterator[Judgement]:
    if cannot := unknown(row, "received_on"):
        yield cannot
    elif row.accepted_on and row.received_on and row.accepted_on < row.received_on:
        problem = f"検収日 {day(row.accepted_on)} が受領日 {day(row.received_on)} より前です"
        yield violation("accepted_on", expected=f"{day(row.received_on)} 以降", problem=problem)


def _paid(row: Acceptance, project: Project) -> Iterator[Judgement]:
    order = order_of(row, project)
    severity = Severity.WARNING if order and order.contract in _PAID_AHEAD else None
    if cannot := unknown(row, "paid_on"):
        yield cannot
    elif row.paid_on and row.accepted_on is None:
        problem = f"検収日が{blank_word(row, 'accepted_on')}のまま {day(row.paid_on)} に支払っています"
        yield violation("paid_on", severity=severity, problem=problem)
    elif row.paid_on and row.accepted_on and row.paid_on < row.accepted_on:
        problem = f"支払日 {day(row.paid_on)} が検収日 {day(row.accepted_on)} より前です"
        expected = f"{day(row.accepted_on)} 以降"
        yield violation("paid_on", expected=expected, severity=severity, problem=problem)


def _invoiced(row: Acceptance) -> Iterator[Judgement]:
    if cannot := unknown(row, "invoiced_on"):
        yield cannot
    elif row.invoiced_on and row.accepted_on and row.invoiced_on < row.accepted_on:
        problem = f"請求日 {day(row.invoiced_on)} が検収日 {day(row.accepted_on)} より前です"
        expected = f"{day(row.accepted_on)} 以降"
        yield violation("invoiced_on", expected=expected, severity=Severity.WARNING, problem=problem)
