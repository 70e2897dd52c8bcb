"""CHG013: changes that were announced, but not to everybody concerned."""

from __future__ import annotations

from pmo_xl.metrics.announced import first_sent_on, has_owners, untold_owners
from pmo_xl.metrics.waiting import is_over
from pmo_xl.model.project import Project
from pmo_xl.model.settings import Threshold
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.system import System
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation

LOOKED_BACK = Threshold("周知先確認日数", 20, "周知先のもれを見る、周知日からの稼働日数")


@rule(
    "CHG013",
    judges=SpecChange,
    reads=("status", "kind", "announced_on", "announced_to", "raised_on", "systems"),
    needs={System: ("name", "owner")},
    severity=Severity.WARNING,
    thresholds=(LOOKED_BACK,),
    message="{id} の周知先に、影響するシステムの主担当が入っていません: {missing}。",
    remedy="主担当に変更点と文書の版を知らせ、周知先に名前を書くか、周知記録に行を足してください。",
)
def announced_to_too_few(change: SpecChange, project: Project) -> Judgement:
    """仕様変更が、影響するシステムの主担当に周知されていない。

    ## 要旨
    「周知済」または周知日のある仕様変更(誤記訂正を除く)について、影響システム(空欄なら対象要件と対象IFのシステム)の主担当が
    だれからも知らされていないときに、1件で指摘します。周知先に、主担当の氏名、体制表に1人だけの姓、システム名、または
    「全員」「全体」「全システム」「各システム」「主担当」「関係者」「各位」のどれかがあれば知らせたものとみなします。周知記録にその変更の
    行があり、宛先が主担当なら、それでもかまいません。
    見るのは、周知日から20稼働日(設定の `閾値.周知先確認日数`)以内のものと、周知記録を付け始めた日以後に起票したものです。

    ## なぜ問題か
    知らされなかった1人のところで、古い仕様のまま作業が進みます。

    ## 違反例
    基準日: 2026-11-30

    仕様変更管理表
    | 変更ID | 影響システム | 変更区分 | 状態 | 周知先 | 周知日 | 指摘 |
    |---|---|---|---|---|---|---|
    | CHG-001 | 会員基盤、決済連携 | 変更 | 周知済 | 佐藤 | 2026/10/29 | 周知先 |
    | CHG-002 | 会員基盤 | 追加 | 反映済 | | 2026/11/27 | 周知先 |

    システム一覧
    | ID | システム名 | 主担当 |
    |---|---|---|
    | SYS-001 | 会員基盤 | 佐藤 花子 |
    | SYS-002 | 決済連携 | 鈴木 一郎 |

    体制表
    | 氏名 | 役割 |
    |---|---|
    | 佐藤 花子 | システム担当 |
    | 鈴木 一郎 | システム担当 |

    ## 適合例
    基準日: 2026-11-30

    仕様変更管理表
    | 変更ID | 影響システム | 変更区分 | 起票日 | 状態 | 周知先 | 周知日 |
    |---|---|---|---|---|---|---|
    | CHG-001 | 会員基盤、決済連携 | 変更 | 2026/10/1 | 周知済 | 佐藤、決済連携 | 2026/11/27 |
    | CHG-002 | 会員基盤 | 追加 | 2026/10/1 | 周知済 | 各システム主担当 | 2026/11/27 |
    | CHG-003 | 会員基盤 | 誤記訂正 | 2026/10/1 | 周知済 | | 2026/11/27 |
    | CHG-004 | 会員基盤 | 変更 | 2026/9/1 | 周知済 | | 2026/10/28 |
    | CHG-005 | 会員基盤 | 変更 | 2026/10/1 | 承認済 | | |

    システム一覧
    | ID | システム名 | 主担当 |
    |---|---|---|
    | SYS-001 | 会員基盤 | 佐藤 花子 |
    | SYS-002 | 決済連携 | 鈴木 一郎 |

    体制表
    | 氏名 | 役割 |
    |---|---|
    | 佐藤 花子 | システム担当 |
    | 鈴木 一郎 | システム担当 |

    ## 適合例(周知記録で知らせた)
    基準日: 2026-11-30

    仕様変更管理表
    | 変更ID | 影響システム | 変更区分 | 起票日 | 状態 | 周知日 |
    |---|---|---|---|---|---|
    | CHG-001 | 会員基盤 | 変更 | 2026/10/1 | 周知済 | 2026/11/27 |

    システム一覧
    | ID | システム名 | 主担当 |
    |---|---|---|
    | SYS-001 | 会員基盤 | 佐藤 花子 |

    周知記録
    | 周知ID | 種別 | 対象 | 宛先 | 送付日 |
    |---|---|---|---|---|
    | ANN-001 | 仕様変更 | CHG-001 | 佐藤 花子様 | 2026/11/27 |
    """
    is_announced = change.status == "周知済" or change.announced_on is not None
    if not is_announced or change.kind == "誤記訂正" or change.status == "却下":
        return OUT_OF_SCOPE
    if not _is_looked_at(change, project) or not has_owners(change, project):
        return OUT_OF_SCOPE
    missing = untold_owners(change, project)
    return violation("announced_to", missing="、".join(missing)) if missing else FITS


def _is_looked_at(change: SpecChange, project: Project) -> bool:
    """Whether it was announced lately, or raised since 周知記録 is kept."""
    limit, since = project.settings.threshold(LOOKED_BACK), first_sent_on(project)
    is_late = change.announced_on is None or is_over(change.announced_on, limit, project)
    return not is_late or (since is not None and change.raised_on is not None and change.raised_on >= since)
