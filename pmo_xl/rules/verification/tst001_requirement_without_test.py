"""TST001: a requirement that no test names when the tests are prepared."""

from __future__ import annotations

from pmo_xl.metrics.testing import PREPARATION_DAYS, is_in_test_preparation, tests_naming
from pmo_xl.model.project import Project
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.task import Task
from pmo_xl.model.verification import Verification
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation


@rule(
    "TST001",
    judges=Requirement,
    reads=("id", "status", "systems"),
    needs={Verification: ("requirements",), Task: ("phase", "system", "planned_start")},
    severity=Severity.ERROR,
    thresholds=(PREPARATION_DAYS,),
    message="{id} {title} を確かめる試験が、試験管理にありません。",
    remedy="試験管理の行の対象要件に {id} を書いてください。試験しないと決めたなら、要件の状態を見直してください。",
)
def requirement_without_test(requirement: Requirement, project: Project) -> Judgement:
    """試験の準備に入ったのに、対象の要件を確かめる試験がない。

    ## 要旨
    状態が「対象」の要件が、試験管理のどの行の対象要件にも書かれていないときに指摘します。
    見るのは、関連システムのどれかの結合試験・対向試験・総合試験・受入試験のうち、いちばん早い予定開始の
    20稼働日前(設定の `閾値.試験準備日数`)からです(システムが空欄の作業は、どのシステムのものともみなします)。
    これらの作業がなければ、試験管理に行ができたときからです。

    ## なぜ問題か
    試験の範囲から漏れた要件は、だれも確かめないままリリースされます。試験の準備の間なら、1行足すだけで済みます。

    ## 違反例
    基準日: 2026-10-30

    要件一覧
    | 要件ID | 関連システム | 状態 | 指摘 |
    |---|---|---|---|
    | REQ-001 | 会員基盤 | 対象 | |
    | REQ-002 | 帳票、会員基盤 | 対象 | 要件ID |
    | REQ-003 | 決済連携 | 対象 | 要件ID |

    試験管理
    | 試験ID | 工程 | 対象要件 |
    |---|---|---|
    | TST-001 | 結合試験 | REQ-001、REQ-009 |

    マスタスケジュール
    | 作業ID | 種別 | 工程 | システム | 予定開始 |
    |---|---|---|---|---|
    | WBS-001 | 作業 | 結合試験 | 会員基盤 | 2026/12/1 |
    | WBS-002 | 作業 | 総合試験 | 帳票 | 2026/12/14 |

    ## 適合例
    基準日: 2026-10-29

    要件一覧
    | 要件ID | 関連システム | 状態 |
    |---|---|---|
    | REQ-001 | 会員基盤 | 対象 |
    | REQ-002 | 会員基盤 | 対象外 |
    | REQ-003 | 会員基盤 | 検討中 |

    試験管理
    | 試験ID | 工程 | 対象要件 |
    |---|---|---|
    | TST-001 | 結合試験 | REQ-002 |

    マスタスケジュール
    | 作業ID | 種別 | 工程 | システム | 予定開始 |
    |---|---|---|---|---|
    | WBS-001 | 作業 | 結合試験 | 会員基盤 | 2026/12/1 |
    """
    if requirement.status != "対象" or not requirement.systems:
        return OUT_OF_SCOPE
    if not any(is_in_test_preparation(system, project) for system in requirement.systems):
        return OUT_OF_SCOPE
    if tests_naming(requirement, project):
        return FITS
    return project.cached("tests of no known requirement", lambda: _doubt(project)) or violation("id")


def _doubt(project: Project) -> Judgement | None:
    """判定不能 where a test does not say which requirement it is of."""
    return next(filter(None, (unknown(test, "requirements") for test in project.verifications)), None)
