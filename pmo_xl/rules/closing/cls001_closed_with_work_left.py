"""CLS001: a closed project with issues that nobody took over, or orders not settled."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.metrics.budget.order_money import is_chased
from pmo_xl.metrics.derived_figures import order_status
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.blank_word import blank_word
from pmo_xl.model.issue import Issue
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.setting import Setting
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, Subject, rule, violation

CLOSED = "終結"


@rule(
    "CLS001",
    judges=Project,
    needs={
        Setting: ("key", "value"),
        Issue: ("status", "handed_to"),
        Order: ("id", "order_kind", "ordered_on", "ordered"),
        Acceptance: ("order", "accepted", "accepted_on", "paid_on"),
    },
    severity=Severity.ERROR,
    message="案件は終結していますが、{problem}。",
    remedy="課題は引継先を決めて書き、発注は検収と支払を終えるか、やめたものを「取消」にしてください。まだ終わっていないなら、案件状態を「進行中」に戻してください。",
)
def closed_with_work_left(project: Project) -> Iterator[tuple[Subject, Judgement]]:
    """終結した案件に、引き継がれていない課題や、支払の済んでいない発注が残っている。

    ## 要旨
    設定の案件状態が「終結」のときに、残っている行をそれぞれ指摘します。

    - 課題管理表: 状態が完了・取下げでなく、引継先が空欄の課題。
    - 予算管理表: 状態が「支払済」でない発注。発注区分が「取消」「減額」の行は見ません。状態は、台帳の数式と同じ計算で
      決めます(全額を検収し、すべての検収支払の行に支払日があれば支払済)。

    案件状態が「進行中」か空欄なら対象外です。

    ## なぜ問題か
    終結すると見る人がいなくなります。引継先のない課題は運用の障害として戻り、残った発注は決算で見つかります。

    ## 違反例
    設定
    | 項目 | 値 |
    |---|---|
    | 案件状態 | 終結 |

    課題管理表
    | 課題ID | 件名 | 状態 | 引継先 | 指摘 |
    |---|---|---|---|---|
    | ISS-001 | 帳票の文字化け | 対応中 | | 引継先 |

    予算管理表
    | 発注ID | 件名 | 発注区分 | 発注金額 | 発注日 | 指摘 |
    |---|---|---|---|---|---|
    | ORD-001 | 開発 | 当初 | 1000000 | 2026/5/1 | 状態 |
    | ORD-002 | 移行 | 当初 | 1000000 | 2026/5/1 | 状態 |
    | ORD-003 | 見積中の作業 | 追加 | | | 状態 |

    検収支払
    | 検収ID | 発注ID | 検収額 | 検収日 | 支払日 |
    |---|---|---|---|---|
    | ACC-001 | ORD-001 | 1000000 | 2026/10/30 | |
    | ACC-002 | ORD-002 | 999999 | 2026/10/30 | 2026/11/30 |

    ## 適合例
    設定
    | 項目 | 値 |
    |---|---|
    | 案件状態 | 終結 |

    課題管理表
    | 課題ID | 件名 | 状態 | 引継先 |
    |---|---|---|---|
    | ISS-001 | 帳票の文字化け | 対応中 | 佐藤 花子 |
    | ISS-002 | 移行データの件数 | 完了 | |

    予算管理表
    | 発注ID | 件名 | 発注区分 | 発注金額 | 発注日 |
    |---|---|---|---|---|
    | ORD-001 | 開発 | 当初 | 1000000 | 2026/5/1 |
    | ORD-002 | やめた作業 | 取消 | 1000000 | 2026/5/1 |
    | ORD-003 | 範囲の縮小 | 減額 | -100000 | 2026/9/1 |

    検収支払
    | 検収ID | 発注ID | 検収額 | 検収日 | 支払日 |
    |---|---|---|---|---|
    | ACC-001 | ORD-001 | 1000000 | 2026/10/30 | 2026/11/30 |

    ## 適合例(まだ進行中)
    設定
    | 項目 | 値 |
    |---|---|
    | 案件状態 | 進行中 |

    課題管理表
    | 課題ID | 件名 | 状態 | 引継先 |
    |---|---|---|---|
    | ISS-001 | 帳票の文字化け | 対応中 | |
    """
    is_closed = project.settings.text("案件状態") == CLOSED
    for issue in project.issues:
        yield issue, _issue(issue, project) if is_closed else OUT_OF_SCOPE
    for order in project.orders:
        yield order, _order(order, project) if is_closed else OUT_OF_SCOPE


def _issue(issue: Issue, project: Project) -> Judgement:
    if cannot := unknown(issue, "status", "handed_to"):
        return cannot
    if not project.is_open(issue):
        return OUT_OF_SCOPE
    problem = f"{issue.row_id or '課題'} が未完了のまま、引継先が{blank_word(issue, 'handed_to')}です"
    return FITS if issue.handed_to else violation("handed_to", expected="引継先の氏名", problem=problem)


def _order(order: Order, project: Project) -> Judgement:
    if not is_chased(order):
        return OUT_OF_SCOPE
    status = order_status(order, project)
    if status == "支払済":
        return FITS
    rows = project.acceptances.naming("order", order.id)
    doubts = (unknown(row, "accepted", "accepted_on", "paid_on") for row in rows)
    cannot = unknown(order, "order_kind", "ordered_on", "ordered") or next(filter(None, doubts), None)
    problem = f"{order.row_id or '発注'} の支払が済んでいません(状態 {status})"
    return cannot or violation("status", expected="支払済 か 取消", problem=problem)
