"""QST005: a QA is closed only when what it decided has reached the document."""

from __future__ import annotations

from pmo_xl.metrics.change_links import changes_of
from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation
from pmo_xl.rules.screens import where


@rule(
    "QST005",
    judges=Question,
    screen=where("status", "完了"),
    reads=("id", "status", "needs_change", "changes"),
    needs={SpecChange: ("id", "origin", "status", "reflected_on")},
    severity=Severity.ERROR,
    message="{id} は完了ですが、仕様変更 {waiting} の反映日がありません。",
    remedy="{waiting} を文書に反映して反映日を書いてください。反映がまだなら {id} の状態を「回答済」に戻してください。",
)
def closed_before_reflection(qa: Question, project: Project) -> Judgement:
    """仕様変更が文書に反映される前に、元のQAが完了になっている。

    ## 要旨
    状態が「完了」で仕様反映要否が「要」のQAについて、そのQAの仕様変更(起票元にQAを書いたもの、
    またはQAの仕様変更IDが指すもの)に、「却下」でなく反映日も空欄のものがあるときに指摘します。
    仕様変更が1件もないQAは QST003 が指摘します。

    ## なぜ問題か
    QAを閉じると、だれもその論点を見なくなります。文書への反映を待っている仕様変更が残っていると、
    決まった仕様が設計書に載らないまま開発と試験が進みます。

    ## 違反例
    QA表
    | QA-ID | 仕様反映要否 | 仕様変更ID | 状態 | 指摘 |
    |---|---|---|---|---|
    | QA-001 | 要 | | 完了 | 状態 |
    | QA-002 | 要 | CHG-002 | 完了 | 状態 |
    | QA-003 | 要 | | 完了 | 状態 |

    仕様変更管理表
    | 変更ID | 起票元 | 状態 | 反映日 |
    |---|---|---|---|
    | CHG-001 | QA-001 | 承認済 | |
    | CHG-002 | | 起票 | |
    | CHG-003 | QA-003 | 周知済 | 2026/11/20 |
    | CHG-004 | QA-003 | 保留 | |

    ## 適合例
    QA表
    | QA-ID | 仕様反映要否 | 仕様変更ID | 状態 |
    |---|---|---|---|
    | QA-001 | 要 | | 完了 |
    | QA-002 | 要 | CHG-002 | 完了 |
    | QA-003 | 要 | | 回答済 |
    | QA-004 | 不要 | CHG-003 | 完了 |
    | QA-005 | 要 | | 完了 |

    仕様変更管理表
    | 変更ID | 起票元 | 状態 | 反映日 |
    |---|---|---|---|
    | CHG-001 | QA-001 | 反映済 | 2026/11/20 |
    | CHG-002 | | 却下 | |
    | CHG-003 | QA-003 | 承認済 | |
    """
    if qa.status != "完了" or qa.needs_change != "要":
        return OUT_OF_SCOPE
    changes = changes_of(qa, project)
    if not changes:
        return OUT_OF_SCOPE
    doubtful = [cannot for change in changes if (cannot := unknown(change, "status", "reflected_on"))]
    waiting = [change for change in changes if _is_waiting(change)]
    if waiting:
        ids = "、".join(change.row_id or "(番号なし)" for change in waiting)
        return violation("status", expected="回答済", waiting=ids)
    return doubtful[0] if doubtful else FITS


def _is_waiting(change: SpecChange) -> bool:
    is_read = change.is_known("status", "reflected_on")
    return is_read and change.status != "却下" and change.reflected_on is None
