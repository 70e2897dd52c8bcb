"""WBS010: links that hide work or waiting."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.metrics.schedule.dcma import lags, leads, other_links
from pmo_xl.metrics.schedule.schedule import project_schedule
from pmo_xl.model.project import Project
from pmo_xl.model.settings import Threshold
from pmo_xl.model.task import Task
from pmo_xl.rules.rule import Group, Judgement, Severity, rule
from pmo_xl.rules.schedule.measured import share_judgement, unreadable

LAG_SHARE = Threshold("ラグ割合", 5, "ラグのある依存を許す割合(%)")
OTHER_LINKS_SHARE = Threshold("FS以外割合", 10, "FS以外の依存を許す割合(%)")


@rule(
    "WBS010",
    judges=Project,
    needs={Task: ("id", "parent", "predecessors", "actual_finish")},
    severity=Severity.WARNING,
    group=Group.STRICT,
    thresholds=(LAG_SHARE, OTHER_LINKS_SHARE),
    message="{problem}。",
    remedy="リードは、前の作業を「先に要る分」と「残り」に分けてください。ラグは、待つ理由(審査、乾燥など)を1つの作業として書いてください。",
)
def leads_and_lags(project: Project) -> Iterator[tuple[type[Task], Judgement]]:
    """先行作業の書き方に、リード・ラグ・FS以外の関係が多い。

    ## 要旨
    まだ終わっていない行の先行作業について、次のときにマスタスケジュール全体の指摘とします。

    - リード(FS-2 のような負のラグ)が1つでもある。
    - ラグ(FS+3 など)のあるものが 5%(設定の `閾値.ラグ割合`)を超える。
    - FS 以外の関係(SS・FF・SF)が 10%(設定の `閾値.FS以外割合`)を超える。

    数える先行作業が30件に満たないときは、割合では語れないので、ラグと FS 以外は「情報」として件数を示します。
    リードはいつでも警告です。

    ## なぜ問題か
    リードは「前が終わる少し前に始める」という約束で、前が遅れると成り立ちません。ラグの中には、担当も進みも
    見えない待ち時間が隠れます。目安は DCMA の日程点検の2番から4番です。

    ## 違反例
    指摘: マスタスケジュール、マスタスケジュール(情報)

    マスタスケジュール
    | 作業ID | 種別 | 作業名 | 先行作業 | 実績終了 |
    |---|---|---|---|---|
    | WBS-001 | 作業 | 設計 | | |
    | WBS-002 | 作業 | 製造 | WBS-001 FS-2 | |
    | WBS-003 | 作業 | 試験の準備 | WBS-001 FS+3 | |

    ## 適合例
    マスタスケジュール
    | 作業ID | 種別 | 作業名 | 先行作業 | 実績終了 |
    |---|---|---|---|---|
    | WBS-001 | 作業 | 設計 | | |
    | WBS-002 | 作業 | 製造 | WBS-001 | |
    | WBS-003 | 作業 | 終わった作業 | WBS-001 SS-2 | 2026/6/5 |
    """
    schedule, doubt = project_schedule(project), unreadable(project, "predecessors")
    limits = project.settings.threshold(LAG_SHARE), project.settings.threshold(OTHER_LINKS_SHARE)
    yield Task, share_judgement(leads(schedule), 0, doubt, Severity.WARNING)
    yield Task, share_judgement(lags(schedule), limits[0], doubt)
    yield Task, share_judgement(other_links(schedule), limits[1], doubt)
