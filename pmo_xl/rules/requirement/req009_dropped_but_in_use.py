"""REQ009: work that goes on for a requirement that was dropped."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.metrics.derived_figures import order_status
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.vocabulary import StateClass
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation


@rule(
    "REQ009",
    judges=Requirement,
    reads=("id", "status"),
    needs={
        SpecChange: ("id", "requirements", "kind", "status"),
        Question: ("requirements", "status"),
        Order: ("id", "origin", "order_kind", "ordered_on"),
        Acceptance: ("order", "paid_on"),
    },
    severity=Severity.ERROR,
    message="{id} は「{status}」ですが、{users} がまだ動いています。",
    remedy="{users} を取り下げるか、要件の状態を「対象」に戻してください。発注済みのものは取消・減額を発注先と相談してください。",
)
def dropped_but_in_use(requirement: Requirement, project: Project) -> Judgement:
    """取下げ・対象外にした要件のための作業や発注が残っている。

    ## 要旨
    状態が「取下げ」か「対象外」の要件について、次のどれかが残っているときに、まとめて1件指摘します。

    - その要件を対象要件に書いた、未完了の仕様変更(変更区分が「削除」のものを除く)
    - その要件を対象要件に書いた、未完了のQA
    - その要件を対象要件に書いた仕様変更(変更区分「削除」を除く)を起票元とする、支払済・取消でない発注
    - その要件を対象要件に書いた、実施日が空欄の試験(試験管理シートがある台帳だけ)

    要件を外すための仕様変更(変更区分「削除」)と、そのための発注は、残っていて当然なので指摘しません。

    ## なぜ問題か
    外した要件のために設計が続き、発注が進み、費用が出ていきます。要件一覧だけを直しても、
    それを頼りに動いている人には伝わりません。

    ## 違反例
    要件一覧
    | 要件ID | 要件名 | 状態 | 指摘 |
    |---|---|---|---|
    | REQ-001 | 会員の退会 | 取下げ | 状態 |
    | REQ-002 | 会員の検索 | 対象外 | 状態 |
    | REQ-003 | 会員の一括登録 | 取下げ | 状態 |
    | REQ-004 | 会員の統合 | 取下げ | 状態 |

    試験管理
    | 試験ID | 対象要件 | 予定日 | 実施日 |
    |---|---|---|---|
    | TST-004 | REQ-004 | 2026/12/10 | |

    仕様変更管理表
    | 変更ID | 対象要件 | 変更区分 | 状態 |
    |---|---|---|---|
    | CHG-001 | REQ-001 | 変更 | 承認待ち |
    | CHG-003 | REQ-003 | 追加 | 周知済 |

    QA表
    | QA-ID | 対象要件 | 状態 |
    |---|---|---|
    | QA-002 | REQ-002、REQ-009 | 未回答 |

    予算管理表
    | 発注ID | 発注区分 | 発注金額 | 発注日 | 起票元 |
    |---|---|---|---|---|
    | ORD-003 | 追加 | 500,000 | 2026/10/1 | CHG-003 |

    ## 適合例
    要件一覧
    | 要件ID | 要件名 | 状態 |
    |---|---|---|
    | REQ-001 | 会員の退会 | 取下げ |
    | REQ-002 | 会員の検索 | 対象外 |
    | REQ-003 | 会員の一括登録 | 対象 |
    | REQ-004 | 会員の統合 | 取下げ |

    試験管理
    | 試験ID | 対象要件 | 予定日 | 実施日 |
    |---|---|---|---|
    | TST-004 | REQ-004 | 2026/10/1 | 2026/10/2 |

    仕様変更管理表
    | 変更ID | 対象要件 | 変更区分 | 状態 |
    |---|---|---|---|
    | CHG-001 | REQ-001 | 削除 | 承認待ち |
    | CHG-002 | REQ-001、REQ-002 | 変更 | 却下 |
    | CHG-003 | REQ-003 | 追加 | 承認済 |
    | CHG-004 | REQ-002 | 変更 | 周知済 |

    QA表
    | QA-ID | 対象要件 | 状態 |
    |---|---|---|
    | QA-001 | REQ-001 | 完了 |
    | QA-002 | REQ-002 | 取下げ |

    予算管理表
    | 発注ID | 発注区分 | 発注金額 | 発注日 | 起票元 |
    |---|---|---|---|---|
    | ORD-001 | 減額 | ▲200,000 | 2026/10/1 | CHG-001 |
    | ORD-002 | 取消 | 500,000 | 2026/10/1 | CHG-002 |
    | ORD-003 | 追加 | 500,000 | 2026/10/1 | CHG-003 |
    | ORD-004 | 追加 | 300,000 | 2026/8/1 | CHG-004 |

    検収支払
    | 検収ID | 発注ID | 検収日 | 検収額 | 支払日 |
    |---|---|---|---|---|
    | ACC-004 | ORD-004 | 2026/9/1 | 300,000 | 2026/9/30 |
    """
    if project.state_of(requirement) is not StateClass.CANCELLED:
        return OUT_OF_SCOPE
    users = [user.row_id or "(番号なし)" for user in _users(requirement, project)]
    if users:
        return violation("status", users="、".join(dict.fromkeys(users)))
    return next(_doubts(requirement, project), FITS)


def _users(requirement: Requirement, project: Project) -> Iterator[Record]:
    for change in _changes(requirement, project):
        if project.is_open(change):
            yield change
        yield from (order for order in _orders(change, project) if _is_unpaid(order, project))
    for qa in project.questions.naming("requirements", requirement.id):
        if project.is_open(qa):
            yield qa
    for test in project.verifications.naming("requirements", requirement.id):
        if test.executed_on is None and test.is_known("executed_on"):
            yield test


def _changes(requirement: Requirement, project: Project) -> Iterator[SpecChange]:
    """The changes that name the requirement, but for those that take it out."""
    changes = project.spec_changes.naming("requirements", requirement.id)
    return (change for change in changes if change.kind != "削除")


def _orders(change: SpecChange, project: Project) -> tuple[Order, ...]:
    return project.orders.naming("origin", change.id)


def _is_unpaid(order: Order, project: Project) -> bool:
    return order_status(order, project) not in ("支払済", "取消")


def _doubts(requirement: Requirement, project: Project) -> Iterator[Judgement]:
    """判定不能 for each change, QA or test that names the requirement and of which it could not be read whether it is done."""
    named = (*_changes(requirement, project), *project.questions.naming("requirements", requirement.id))
    yield from (cannot for record in named if (cannot := unknown(record, "status")))
    tests = project.verifications.naming("requirements", requirement.id)
    yield from (cannot for test in tests if (cannot := unknown(test, "executed_on")))
