"""TST002: what was passed before a change was reflected, and is not tested again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmo_xl.metrics.retesting import retests
from pmo_xl.model.project import Project
from pmo_xl.model.spec_change import CORRECTION, REFLECTED_OR_LATER, SpecChange
from pmo_xl.model.verification import Verification
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, undeterminable, violation


@rule(
    "TST002",
    judges=SpecChange,
    reads=("status", "kind", "requirements", "interfaces", "reflected_on", "test_impact"),
    needs={Verification: ("requirements", "interfaces", "result", "executed_on", "planned_on")},
    severity=Severity.ERROR,
    message="{id} {title}: {targets} は、反映日 {reflected_on} より前の試験に合格したままで、やり直しの予定がありません。",
    remedy="やり直す試験を試験管理に足してください。やり直さなくてよいと決めたなら、この指摘を例外にして理由を残してください。",
)
def retest_needed(change: SpecChange, project: Project) -> Judgement:
    """仕様変更の後、合格済みの試験をやり直していない。

    ## 要旨
    状態が「反映済」「周知済」で変更区分が「誤記訂正」でない仕様変更について、対象要件・対象IFごとに、合格した試験の
    最後の実施日が反映日より前で、やり直す予定(実施日が空欄で予定日が反映日以後の試験)もないときに指摘します。
    影響試験が ○ ならエラー、そうでなければ警告です。反映日と同じ日の試験は指摘しません。

    ## なぜ問題か
    合格は、変わる前の仕様についてのものです。変わった後を確かめた人はまだいません。

    ## 違反例
    仕様変更管理表
    | 変更ID | 変更区分 | 対象要件 | 対象IF | 影響試験 | 状態 | 反映日 | 指摘 |
    |---|---|---|---|---|---|---|---|
    | CHG-001 | 変更 | REQ-001 | | ○ | 反映済 | 2026/11/10 | 影響試験 |
    | CHG-002 | 変更 | | IF-001 | | 周知済 | 2026/11/10 | 影響試験(警告) |

    試験管理
    | 試験ID | 対象要件 | 対象IF | 予定日 | 実施日 | 結果 |
    |---|---|---|---|---|---|
    | TST-001 | REQ-001 | | 2026/11/9 | 2026/11/9 | 合格 |
    | TST-002 | REQ-001 | | 2026/11/9 | | |
    | TST-003 | | IF-001 | 2026/11/2 | 2026/11/2 | 合格 |

    要件一覧
    | 要件ID | 要件名 |
    |---|---|
    | REQ-001 | 会員の登録 |

    IF一覧
    | IF-ID | IF名 |
    |---|---|
    | IF-001 | 会員照会 |

    ## 適合例
    仕様変更管理表
    | 変更ID | 変更区分 | 対象要件 | 影響試験 | 状態 | 反映日 |
    |---|---|---|---|---|---|
    | CHG-001 | 変更 | REQ-001 | ○ | 反映済 | 2026/11/10 |
    | CHG-002 | 変更 | REQ-002 | ○ | 反映済 | 2026/11/10 |
    | CHG-003 | 変更 | REQ-003 | ○ | 反映済 | 2026/11/10 |
    | CHG-004 | 誤記訂正 | REQ-004 | ○ | 反映済 | 2026/11/10 |
    | CHG-005 | 変更 | REQ-004 | ○ | 承認済 | |

    試験管理
    | 試験ID | 対象要件 | 予定日 | 実施日 | 結果 |
    |---|---|---|---|---|
    | TST-001 | REQ-001 | 2026/11/10 | 2026/11/10 | 合格 |
    | TST-002 | REQ-002、REQ-004 | 2026/11/2 | 2026/11/2 | 合格 |
    | TST-003 | REQ-002 | 2026/11/10 | | |
    | TST-004 | REQ-003 | 2026/11/2 | 2026/11/2 | 不合格 |

    要件一覧
    | 要件ID | 要件名 |
    |---|---|
    | REQ-001 | 会員の登録 |
    | REQ-002 | 会員の登録 |
    | REQ-003 | 会員の登録 |
    | REQ-004 | 会員の登録 |
    """
    if change.status not in REFLECTED_OR_LATER or change.kind == CORRECTION:
        return OUT_OF_SCOPE
    if change.reflected_on is None:
        return undeterminable("反映日が空欄の変更があります")
    said = list(_of_targets(change, change.reflected_on, project))
    stale = [name for name, judgement in said if judgement is None]
    if stale:
        severity = None if change.test_impact else Severity.WARNING
        return violation("test_impact", severity=severity, targets="、".join(stale))
    doubts = [judgement for _, judgement in said if judgement not in (None, FITS)]
    return next(iter(doubts), None) or (FITS if said else OUT_OF_SCOPE)


def _of_targets(
    change: SpecChange, reflected_on: date, project: Project
) -> Iterator[tuple[str, Judgement | None]]:
    """Of every target with a passed test: None where it must be tested again."""
    for each in retests(change, reflected_on, project):
        doubts = (unknown(test, "executed_on", "planned_on") for test in each.tests)
        if each.is_needed is None:
            judged: Judgement | None = undeterminable("合格した試験の実施日が分かりません")
        else:
            judged = next(filter(None, doubts), None) if each.is_needed else FITS
        yield each.target.row_id or "", judged
