"""REL007: what goes into the release without a passed test, or with grave defects left."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.metrics.release import is_release_within, release_moment, released_systems
from pmo_xl.metrics.testing import (
    PASSED,
    RELEASE_WATCH,
    counts_for_release,
    is_defect_in_release,
    is_to_be_released,
    tests_naming,
)
from pmo_xl.model.interface import Interface
from pmo_xl.model.project import Project
from pmo_xl.model.release_step import ReleaseStep
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.verification import Verification
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, Subject, rule, violation


@rule(
    "REL007",
    judges=Project,
    needs={
        ReleaseStep: ("kind", "system"),
        Verification: ("phase", "requirements", "interfaces", "result"),
        Requirement: ("status", "systems"),
    },
    severity=Severity.ERROR,
    message="{problem}。",
    remedy="試験を終えて結果を書くか、対象要件・対象IFを直してください。間に合わないものは、リリースから外すかどうかを決めてください。",
)
def released_untested(project: Project) -> Iterator[tuple[Subject, Judgement]]:
    """リリースが近いのに、合格した試験のない要件・IFや、重大な不具合が残っている。

    ## 要旨
    リリースの時点(設定の停止開始、なければ最初の作業)の5稼働日前から、リリース計画の作業にあるシステムについて、
    次を指摘します。

    - 状態「対象」の要件、区分が新規・改修のIFで、結合試験・対向試験・総合試験・受入試験に合格した行が1つもないもの。
      単体試験の合格は、そのシステムにこれらの試験の作業がないときだけ数えます。
    - それらの要件・IFの試験で、未解決高が1以上のもの。

    リリース計画にシステムのある作業がなければ対象外です。

    ## なぜ問題か
    試験の抜けは、当日より前に見つかれば外すか待つかを選べます。後から見つかれば障害です。

    ## 違反例
    基準日: 2027-02-12

    設定
    | 項目 | 値 |
    |---|---|
    | 停止開始 | 2027-02-19 22:00 |

    リリース計画
    | 手順ID | 種別 | システム |
    |---|---|---|
    | REL-001 | 作業 | 会員基盤 |

    要件一覧
    | 要件ID | 関連システム | 状態 | 指摘 |
    |---|---|---|---|
    | REQ-001 | 会員基盤 | 対象 | |
    | REQ-002 | 会員基盤 | 対象 | 要件ID |
    | REQ-003 | 会員基盤 | 対象外 | |
    | REQ-004 | 帳票 | 対象 | |

    IF一覧
    | IF-ID | 区分 | 接続元 | 接続先 | 指摘 |
    |---|---|---|---|---|
    | IF-001 | 改修 | 帳票 | 会員基盤 | IF-ID |

    試験管理
    | 試験ID | 工程 | 対象要件 | 結果 | 未解決高 | 指摘 |
    |---|---|---|---|---|---|
    | TST-001 | 総合試験 | REQ-001 | 合格 | 0 | |
    | TST-002 | 総合試験 | REQ-001、REQ-002 | 不合格 | 1 | 未解決高 |
    | TST-003 | 単体試験 | REQ-002 | 合格 | | |

    マスタスケジュール
    | 作業ID | 種別 | 工程 | システム |
    |---|---|---|---|
    | WBS-001 | 作業 | 総合試験 | 会員基盤 |

    ## 適合例
    基準日: 2027-02-12

    設定
    | 項目 | 値 |
    |---|---|
    | 停止開始 | 2027-02-19 22:00 |

    リリース計画
    | 手順ID | 種別 | システム |
    |---|---|---|
    | REL-001 | 作業 | 会員基盤 |

    要件一覧
    | 要件ID | 関連システム | 状態 |
    |---|---|---|
    | REQ-001 | 会員基盤 | 対象 |

    試験管理
    | 試験ID | 工程 | 対象要件 | 結果 | 未解決高 |
    |---|---|---|---|---|
    | TST-001 | 単体試験 | REQ-001 | 合格 | 0 |

    ## 適合例(6稼働日前)
    基準日: 2027-02-10

    設定
    | 項目 | 値 |
    |---|---|
    | 停止開始 | 2027-02-19 22:00 |

    リリース計画
    | 手順ID | 種別 | システム |
    |---|---|---|
    | REL-001 | 作業 | 会員基盤 |

    要件一覧
    | 要件ID | 関連システム | 状態 |
    |---|---|---|
    | REQ-001 | 会員基盤 | 対象 |

    試験管理
    | 試験ID | 工程 | 対象要件 | 結果 | 未解決高 |
    |---|---|---|---|---|
    | TST-001 | 総合試験 | REQ-001 | | 1 |
    """
    if release_moment(project) is None or not released_systems(project):
        yield ReleaseStep, OUT_OF_SCOPE
        return
    if not is_release_within(RELEASE_WATCH, project):
        yield ReleaseStep, OUT_OF_SCOPE
        return
    for target in (*project.requirements, *project.interfaces):
        yield target, _tested(target, project)
    for test in project.verifications:
        yield test, _defects(test, project)


def _tested(target: Requirement | Interface, project: Project) -> Judgement:
    reads = ("status", "systems") if isinstance(target, Requirement) else ("change_kind", "source", "target")
    if cannot := unknown(target, "id", *reads):
        return cannot
    if not is_to_be_released(target, project):
        return OUT_OF_SCOPE
    tests = tests_naming(target, project)
    if any(test.result == PASSED and counts_for_release(test, target, project) for test in tests):
        return FITS
    doubts = (unknown(test, "result", "phase") for test in tests)
    problem = f"{target.row_id or ''} {target.title or ''}はリリースの対象ですが、合格した試験がありません"
    return next(filter(None, doubts), None) or violation("id", problem=problem)


def _defects(test: Verification, project: Project) -> Judgement:
    if cannot := unknown(test, "open_critical_defects", "requirements", "interfaces"):
        return cannot
    if not test.open_critical_defects:
        return OUT_OF_SCOPE
    problem = (
        f"{test.row_id or ''} に、リリースの対象の重大な不具合が {test.open_critical_defects} 件残っています"
    )
    is_left = is_defect_in_release(test, project)
    return violation("open_critical_defects", problem=problem) if is_left else OUT_OF_SCOPE
