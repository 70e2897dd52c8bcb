"""IFC008: an IF that only one of its ends has reported."""

from __future__ import annotations

from datetime import date

from pmo_xl.metrics.interfaces import BUILT
from pmo_xl.metrics.phase_leaves import system_key
from pmo_xl.metrics.testing import ends_of
from pmo_xl.model.interface import Interface
from pmo_xl.model.project import Project
from pmo_xl.model.system import System
from pmo_xl.model.vocabulary import StateClass
from pmo_xl.rules.rule import (
    FITS,
    OUT_OF_SCOPE,
    Judgement,
    Severity,
    out_of_scope,
    rule,
    undeterminable,
    violation,
)

DEADLINE = "IF回収期限"


@rule(
    "IFC008",
    judges=Interface,
    reads=("source", "target", "reported_by"),
    needs={System: ("name", "change_kind")},
    severity=Severity.ERROR,
    message="{id} {title} は、{silent} からの報告がありません(報告したのは {reporters})。",
    remedy="報告のない側に、このIFを知っているか、使うかを確かめ、報告システムに書いてください。",
)
def reported_by_one_side(interface: Interface, project: Project) -> Judgement:
    """IFを、片方のシステムしか報告していない。

    ## 要旨
    IF一覧の報告システムに1件でも記入があり、設定の「IF回収期限」を過ぎたとき、報告システムに両端のうち新規・改修のシステムが
    そろっていないIFを指摘します。IF回収期限が空欄なら、IFの端になっている新規・改修のシステムのすべてが1件以上を報告したとき、
    または配布記録にあるIF一覧の配布(取消を除く)のいちばん遅い回答期限を過ぎたときです。
    どのIFにも報告システムの記入がなければ対象外です。

    ## なぜ問題か
    片方だけが挙げたIFは、もう片方が知らないまま設計を進めています。集めた後に突き合わせるのがいちばん早い発見です。

    ## 違反例
    設定
    | 項目 | 値 |
    |---|---|
    | IF回収期限 | 2026-11-29 |

    IF一覧
    | IF-ID | IF名 | 接続元 | 接続先 | 報告システム | 指摘 |
    |---|---|---|---|---|---|
    | IF-001 | 会員照会 | サイト | 会員基盤 | サイト、会員基盤 | |
    | IF-002 | 残高照会 | サイト | 会員基盤 | サイト | 報告システム |
    | IF-003 | 認証 | サイト | 会員基盤 | | 報告システム |

    システム一覧
    | システム名 | 区分 |
    |---|---|
    | サイト | 新規 |
    | 会員基盤 | 改修 |

    ## 違反例(期限がなく、どのシステムも報告した)
    IF一覧
    | IF-ID | IF名 | 接続元 | 接続先 | 報告システム | 指摘 |
    |---|---|---|---|---|---|
    | IF-001 | 会員照会 | サイト | 会員基盤 | 会員基盤 | 報告システム |
    | IF-002 | 残高照会 | サイト | 会員基盤 | サイト | 報告システム |

    システム一覧
    | システム名 | 区分 |
    |---|---|
    | サイト | 新規 |
    | 会員基盤 | 改修 |

    ## 違反例(期限がなく、配布の回答期限を過ぎた)
    基準日: 2026-11-30

    IF一覧
    | IF-ID | IF名 | 接続元 | 接続先 | 報告システム | 指摘 |
    |---|---|---|---|---|---|
    | IF-001 | 会員照会 | サイト | 会員基盤 | サイト | 報告システム |

    システム一覧
    | システム名 | 区分 |
    |---|---|
    | サイト | 新規 |
    | 会員基盤 | 改修 |

    配布記録
    | 配布番号 | 対象シート | 相手 | 回答期限 | 状態 |
    |---|---|---|---|---|
    | H20261102-01 | IF一覧 | サイト | 2026/11/16 | 回収済 |
    | H20261102-02 | IF一覧 | 会員基盤 | 2026/11/27 | 配布済 |
    | H20261102-03 | QA表 | 会員基盤 | 2026/12/11 | 配布済 |

    ## 適合例
    設定
    | 項目 | 値 |
    |---|---|
    | IF回収期限 | 2026-11-29 |

    IF一覧
    | IF-ID | IF名 | 接続元 | 接続先 | 報告システム |
    |---|---|---|---|---|
    | IF-001 | 会員照会 | サイト | 会員基盤 | サイト、会員基盤 |
    | IF-002 | 売上明細 | サイト | 会計 | サイト |

    システム一覧
    | システム名 | 区分 |
    |---|---|
    | サイト | 新規 |
    | 会員基盤 | 改修 |
    | 会計 | 影響なし |

    ## 適合例(期限の日)
    設定
    | 項目 | 値 |
    |---|---|
    | IF回収期限 | 2026-11-30 |

    IF一覧
    | IF-ID | IF名 | 接続元 | 接続先 | 報告システム |
    |---|---|---|---|---|
    | IF-001 | 会員照会 | サイト | 会員基盤 | サイト |

    システム一覧
    | システム名 | 区分 |
    |---|---|
    | サイト | 新規 |
    | 会員基盤 | 改修 |
    """
    reporters = _reporters(project)
    if not reporters:
        return out_of_scope("報告システムの記入がありません")
    if project.settings.text(DEADLINE).strip() and project.settings.day(DEADLINE) is None:
        return undeterminable(f"設定の「{DEADLINE}」を日付として読み取れません")
    if not project.cached("IFs are collected", lambda: _is_collected(reporters, project)):
        return OUT_OF_SCOPE
    own = {system_key(name, project) for name in interface.reported_by}
    silent = [
        end for end in ends_of(interface) if _is_built(end, project) and system_key(end, project) not in own
    ]
    if not silent:
        return FITS
    told = "、".join(interface.reported_by) or "なし"
    return violation("reported_by", reporters=told, silent="、".join(silent))


def _is_built(end: str, project: Project) -> bool:
    system = project.system(end)
    return system is not None and system.change_kind in BUILT


def _reporters(project: Project) -> frozenset[str]:
    """The systems that have reported an IF."""

    def made() -> frozenset[str]:
        """All of 報告システム."""
        return frozenset(system_key(name, project) for row in project.interfaces for name in row.reported_by)

    return project.cached("systems that reported an IF", made)


def _is_collected(reporters: frozenset[str], project: Project) -> bool:
    """Whether the reports are in: their last day has passed, or everybody who builds an end has told of one."""
    limit, last = project.settings.day(DEADLINE), _last_return(project)
    if limit:
        return limit < project.as_of
    if last and last < project.as_of:
        return True
    ends = {end for row in project.interfaces for end in ends_of(row) if _is_built(end, project)}
    return bool(ends) and all(system_key(end, project) in reporters for end in ends)


def _last_return(project: Project) -> date | None:
    """The last 回答期限 by which IF一覧 was to come back from those it was handed to."""
    rows = (row for row in project.handed_out if project.state_of(row) is not StateClass.CANCELLED)
    label = Interface.sheet.label
    return max((row.due_on for row in rows if row.target_sheet == label and row.due_on), default=None)
