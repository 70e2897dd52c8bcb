"""TST004: a failed test that nobody repeats, and grave defects left."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.metrics.retesting import is_repeat, same_subject
from pmo_xl.metrics.testing import FAILED, PASSED, is_defect_in_release, phase_ends_on
from pmo_xl.metrics.waiting import is_over
from pmo_xl.model.project import Project
from pmo_xl.model.verification import Verification
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, undeterminable, violation

REPEATED_WITHIN = 5


@rule(
    "TST004",
    judges=Verification,
    reads=("result", "executed_on", "phase", "open_critical_defects"),
    severity=Severity.WARNING,
    message="{id} は{problem}。",
    remedy="やり直す試験の予定を書き、残っている重大な不具合の担当と期限を決めてください。",
)
def failure_left(test: Verification, project: Project) -> tuple[Judgement, ...] | Judgement:
    """不合格の試験がやり直されていない、または重大な不具合が残っている。

    ## 要旨
    試験管理の行について、次のときに指摘します。

    - 不合格のまま、実施日から5稼働日を過ぎた。同じ工程で、同じ要件かIFの試験が後で行われたか、これから行う予定
      (実施日が空欄で予定日が基準日以後)なら指摘しません。結果の欄の警告です。
    - 未解決高が1以上で、工程のマイルストーン(なければその工程の最後の作業の予定終了)を過ぎた。未解決高の欄のエラー
      です。リリースの5稼働日前からは REL007 が指摘するものを除きます。
    - 合格なのに、未解決高が1以上。未解決高の欄の警告です。

    ## なぜ問題か
    不合格のままの試験は、工程の終わりに一度に効いてきます。重大な不具合を残して次の工程に進むと、直すたびに
    次の工程の試験がやり直しになります。

    ## 違反例
    マスタスケジュール
    | 作業ID | 種別 | 工程 | システム | 予定終了 |
    |---|---|---|---|---|
    | WBS-001 | マイルストーン | 結合試験 | | 2026/11/27 |
    | WBS-002 | 作業 | 総合試験 | | 2026/12/11 |

    試験管理
    | 試験ID | 工程 | 対象要件 | 予定日 | 実施日 | 結果 | 未解決高 | 指摘 |
    |---|---|---|---|---|---|---|---|
    | TST-001 | 総合試験 | REQ-001 | 2026/11/19 | 2026/11/19 | 不合格 | 1 | 結果 |
    | TST-002 | 結合試験 | REQ-001 | 2026/11/26 | 2026/11/26 | 不合格 | 2 | 未解決高(エラー) |
    | TST-003 | 総合試験 | REQ-002 | 2026/11/26 | 2026/11/26 | 合格 | 1 | 未解決高 |

    要件一覧
    | 要件ID | 関連システム | 状態 |
    |---|---|---|
    | REQ-001 | 会員基盤 | 対象 |
    | REQ-002 | 会員基盤 | 対象 |

    ## 適合例
    マスタスケジュール
    | 作業ID | 種別 | 工程 | システム | 予定終了 |
    |---|---|---|---|---|
    | WBS-001 | マイルストーン | 結合試験 | | 2026/11/30 |
    | WBS-002 | マイルストーン | 結合試験 | 帳票 | 2026/11/2 |

    試験管理
    | 試験ID | 工程 | 対象要件 | 予定日 | 実施日 | 結果 | 未解決高 |
    |---|---|---|---|---|---|---|
    | TST-001 | 結合試験 | REQ-001 | 2026/11/20 | 2026/11/20 | 不合格 | 1 |
    | TST-002 | 結合試験 | REQ-002 | 2026/11/2 | 2026/11/2 | 不合格 | |
    | TST-003 | 結合試験 | REQ-002 | 2026/11/3 | 2026/11/4 | 保留 | 0 |
    | TST-004 | 総合試験 | REQ-002 | 2026/11/2 | 2026/11/2 | 不合格 | |
    | TST-005 | 総合試験 | REQ-002 | 2026/11/30 | | | |

    要件一覧
    | 要件ID | 関連システム | 状態 |
    |---|---|---|
    | REQ-001 | 会員基盤 | 対象 |
    | REQ-002 | 会員基盤 | 対象 |
    """
    said = (*_not_repeated(test, project), *_defects(test, project))
    if said:
        return said
    is_judged = test.result == FAILED or test.open_critical_defects is not None
    return FITS if is_judged else OUT_OF_SCOPE


def _not_repeated(test: Verification, project: Project) -> Iterator[Judgement]:
    if test.result != FAILED:
        return
    if test.executed_on is None:
        yield undeterminable("実施日が空欄の不合格の試験があります")
    elif is_over(test.executed_on, REPEATED_WITHIN, project):
        others = same_subject(test, project)
        if any(is_repeat(other, test.executed_on, project.as_of) for other in others):
            return
        doubts = (unknown(other, "executed_on", "planned_on", "phase") for other in others)
        problem = "不合格のまま、やり直しの記録も予定もありません"
        yield next(filter(None, doubts), None) or violation("result", problem=problem)


def _defects(test: Verification, project: Project) -> Iterator[Judgement]:
    number = test.open_critical_defects
    if not number:
        return
    ended_on = phase_ends_on(test, project)
    problems = []
    is_grave = ended_on is not None and ended_on < project.as_of and not is_defect_in_release(test, project)
    if is_grave:
        problems.append(
            f"{test.phase}の終わり {ended_on:%Y/%m/%d} を過ぎても、重大な不具合が {number} 件残っています"
        )
    if test.result == PASSED:
        problems.append(f"合格ですが、重大な不具合が {number} 件残っています")
    if problems:
        severity = Severity.ERROR if is_grave else None
        yield violation("open_critical_defects", severity=severity, problem="。また、".join(problems))
