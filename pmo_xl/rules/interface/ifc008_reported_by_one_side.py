"""IFC008: an IF that only one of its ends has reported."""

from __future__ import annotations

from pmo_xl.metrics.interfaces import BUILT
from pmo_xl.metrics.phase_leaves import system_key
from pmo_xl.metrics.testing import ends_of
from pmo_xl.model.interface import Interface
from pmo_xl.model.project import Project
from pmo_xl.model.system import System
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, out_of_scope, rule, violation


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
    IF一覧の報告システムに1件でも記入があり、設定の「IF回収期限」を過ぎたとき(空欄なら、IFの端になっている新規・改修の
    システムのすべてが1件以上を報告したとき)、報告システムに両端のうち新規・改修のシステムがそろっていないIFを指摘します。
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
    if not _is_collected(reporters, project):
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
    """Whether the reports are in: the day has passed, or everybody who builds an end has told of one."""
    limit = project.settings.day("IF回収期限")
    if limit:
        return limit < project.as_of
    ends = {end for row in project.interfaces for end in ends_of(row) if _is_built(end, project)}
    return bool(ends) and all(system_key(end, project) in reporters for end in ends)
