"""IFC005: an IF that no test names when the tests are prepared."""

from __future__ import annotations

from pmo_xl.metrics.testing import ends_of, is_in_test_preparation, tests_naming
from pmo_xl.model.interface import Interface
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task
from pmo_xl.model.verification import Verification
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, out_of_scope, rule, violation


@rule(
    "IFC005",
    judges=Interface,
    reads=("id", "source", "target"),
    needs={Task: ("phase", "system", "planned_start")},
    severity=Severity.ERROR,
    message="{id} {title} を確かめる試験が、試験管理にありません。",
    remedy="試験管理の行の対象IFに {id} を書いてください。",
)
def interface_without_test(interface: Interface, project: Project) -> Judgement:
    """試験の準備に入ったのに、IFを確かめる試験がない。

    ## 要旨
    IF一覧のIFが、試験管理のどの行の対象IFにも書かれていないときに指摘します。見るのは、両端のどちらかのシステムで
    試験の準備に入ってからです(TST001 と同じで、結合試験から受入試験のうちいちばん早い予定開始の20稼働日前から)。
    試験管理のシートがなければ対象外です。

    ## なぜ問題か
    どの試験にも載っていないIFは、両端がそれぞれ「相手が試すだろう」と思ったままリリースされます。

    ## 違反例
    基準日: 2026-10-30

    IF一覧
    | IF-ID | IF名 | 接続元 | 接続先 | 指摘 |
    |---|---|---|---|---|
    | IF-001 | 会員照会 | サイト | 会員基盤 | |
    | IF-002 | 残高照会 | サイト | 会員基盤 | IF-ID |

    試験管理
    | 試験ID | 工程 | 対象IF |
    |---|---|---|
    | TST-001 | 対向試験 | IF-001 |

    マスタスケジュール
    | 作業ID | 種別 | 工程 | システム | 予定開始 |
    |---|---|---|---|---|
    | WBS-001 | 作業 | 対向試験 | 会員基盤 | 2026/12/1 |
    | WBS-002 | 作業 | 対向試験 | サイト | 2027/1/12 |

    ## 適合例
    基準日: 2026-10-29

    IF一覧
    | IF-ID | IF名 | 接続元 | 接続先 |
    |---|---|---|---|
    | IF-001 | 会員照会 | 会計 | 会員基盤 |

    試験管理
    | 試験ID | 工程 | 対象IF |
    |---|---|---|
    | TST-001 | 対向試験 | IF-009 |

    マスタスケジュール
    | 作業ID | 種別 | 工程 | システム | 予定開始 |
    |---|---|---|---|---|
    | WBS-001 | 作業 | 対向試験 | 会員基盤 | 2026/12/1 |
    | WBS-002 | 作業 | 対向試験 | 会計 | 2027/1/12 |
    """
    if not project.has(Verification):
        return out_of_scope("「試験管理」シートがありません")
    if not any(is_in_test_preparation(end, project) for end in ends_of(interface)):
        return OUT_OF_SCOPE
    if tests_naming(interface, project):
        return FITS
    return project.cached("tests of no known IF", lambda: _doubt(project)) or violation("id")


def _doubt(project: Project) -> Judgement | None:
    """判定不能 where a test does not say which IF it is of."""
    return next(filter(None, (unknown(test, "interfaces") for test in project.verifications)), None)
