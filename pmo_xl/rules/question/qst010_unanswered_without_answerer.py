"""QST010: questions that nobody can be asked about."""

from __future__ import annotations

from collections.abc import Sequence

from pmo_xl.metrics.on_the_project import has_left
from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.model.system import System
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, undeterminable, violation


@rule(
    "QST010",
    judges=Question,
    reads=("status", "answered_by", "system"),
    needs={System: ("name", "owner")},
    severity=Severity.WARNING,
    message="{id} は未回答ですが、{problem}。",
    remedy="答える人を決めて、回答者に書いてください。",
)
def unanswered_without_answerer(qa: Question, project: Project) -> Judgement:
    """未回答のQAに、答える人がいない。

    ## 要旨
    未回答で回答者が空欄のQAについて、対象システムも空欄のとき、対象システムがシステム一覧にないとき、その主担当が空欄か離任日を
    過ぎているときに指摘します。対象システムの主担当がいれば、その人が答える人です。離任日の当日はまだいる人です。
    どの未回答のQAにも回答者と対象システムが書かれていない表では、最初の1行にまとめて指摘します。

    ## なぜ問題か
    聞く相手の決まっていない質問は、期限が来ても催促する先がありません。

    ## 違反例
    基準日: 2026-11-30

    QA表
    | QA-ID | 件名 | 対象システム | 回答者 | 状態 | 指摘 |
    |---|---|---|---|---|---|
    | QA-001 | 桁数 | | | 未回答 | 回答者 |
    | QA-002 | 上限 | 帳票 | | 未回答 | 回答者 |
    | QA-003 | 時点 | 会員基盤 | | 未回答 | 回答者 |

    システム一覧
    | ID | システム名 | 主担当 |
    |---|---|---|
    | SYS-001 | 帳票 | |
    | SYS-002 | 会員基盤 | 高橋 健 |

    体制表
    | 氏名 | 役割 | 離任日 |
    |---|---|---|
    | 高橋 健 | システム担当 | 2026/11/29 |

    ## 適合例
    基準日: 2026-11-30

    QA表
    | QA-ID | 件名 | 対象システム | 回答者 | 状態 |
    |---|---|---|---|---|
    | QA-001 | 桁数 | | 佐藤 花子 | 未回答 |
    | QA-002 | 時点 | 会員基盤 | | 未回答 |
    | QA-003 | 上限 | | | 取下げ |

    システム一覧
    | ID | システム名 | 主担当 |
    |---|---|---|
    | SYS-001 | 会員基盤 | 高橋 健 |

    体制表
    | 氏名 | 役割 | 離任日 |
    |---|---|---|
    | 高橋 健 | システム担当 | 2026/11/30 |
    """
    if qa.status != "未回答":
        return OUT_OF_SCOPE
    if qa.answered_by:
        return FITS
    if not qa.system:
        unnamed = project.cached("questions to nobody", lambda: _to_nobody(project))
        if unnamed:
            return _all_at_once(unnamed) if qa is unnamed[0] else FITS
        return violation("answered_by", problem="回答者も対象システムも空欄で、聞く相手がいません")
    system = project.system(qa.system)
    if system is None:
        return violation(
            "answered_by", problem=f"回答者が空欄で、対象システム「{qa.system}」がシステム一覧にありません"
        )
    if cannot := unknown(system, "owner"):
        return cannot
    if not system.owner:
        return violation(
            "answered_by", problem=f"回答者が空欄で、対象システム「{qa.system}」の主担当も空欄です"
        )
    left = has_left(system.owner, project)
    if left is None:
        return undeterminable("主担当の離任日を読み取れない行があります")
    problem = f"回答者が空欄で、対象システム「{qa.system}」の主担当 {system.owner} さんは離任日を過ぎています"
    return violation("answered_by", problem=problem) if left else FITS


def _to_nobody(project: Project) -> Sequence[Question]:
    """All 未回答 rows, where several stand there and none of them names a person or a system."""
    rows = [row for row in project.of(Question) if row.status == "未回答"]
    return rows if len(rows) > 1 and not any(row.answered_by or row.system for row in rows) else []


def _all_at_once(rows: Sequence[Question]) -> Judgement:
    problem = f"回答者も対象システムも空欄です(未回答の{len(rows)}件すべて)"
    return violation("answered_by", problem=problem)
