"""WBS012: the baseline is not kept."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.metrics.schedule.dcma import missed
from pmo_xl.metrics.schedule.progress import project_progress
from pmo_xl.metrics.schedule.schedule import project_schedule
from pmo_xl.model.project import Project
from pmo_xl.model.settings import Threshold
from pmo_xl.model.task import Task
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import Group, Judgement, Severity, rule
from pmo_xl.rules.schedule.measured import index_judgement, share_judgement

MISSED_SHARE = Threshold("基準遅れ割合", 5, "基準終了に遅れた作業を許す割合(%)")
LEAST_BEI = Threshold("BEI下限", 95, "終えた作業が基準に追いついているとみなす BEI の下限(%)")


@rule(
    "WBS012",
    judges=Project,
    needs={Task: ("id", "parent", "kind", "baseline_finish", "actual_finish")},
    severity=Severity.WARNING,
    group=Group.STRICT,
    thresholds=(MISSED_SHARE, LEAST_BEI),
    message="{problem}。",
    remedy="遅れた作業に共通する原因(人、前提、見積り)を探し、残りの作業の予定を見直してください。計画の変更が承認されたなら、理由を残して基準を引き直してください。",
)
def missed_baseline(project: Project) -> Iterator[tuple[type[Task], Judgement]]:
    """基準の日程に間に合わなかった作業が多い。

    ## 要旨
    種別が「作業」で下に作業のない行について、次のときにマスタスケジュール全体の指摘とします。

    - 基準日までに基準終了を迎えた作業のうち、基準終了より遅れて終わったか、まだ終わっていないものが
      5%(設定の `閾値.基準遅れ割合`)を超える。基準終了が基準日当日で終わっていない作業は、まだ遅れではありません。
    - BEI(終わった作業の数 ÷ 基準では終わっているはずの作業の数)が 0.95(設定の `閾値.BEI下限`、95%)を下回る。

    基準終了を迎えた作業が30件に満たないときは「情報」とします。基準終了のない作業は数えません(WBS017 が指摘します)。

    ## なぜ問題か
    予定は引き直すたびに「予定どおり」に戻ります。最初に合意した基準と比べて初めて、遅れの積み重ねが見えます。
    目安は DCMA の日程点検の11番と14番です。

    ## 違反例
    基準日: 2026-11-30
    指摘: マスタスケジュール(情報)、マスタスケジュール(情報)

    マスタスケジュール
    | 作業ID | 種別 | 作業名 | 基準終了 | 予定終了 | 実績終了 |
    |---|---|---|---|---|---|
    | WBS-001 | 作業 | 設計 | 2026/6/5 | 2026/6/5 | 2026/6/5 |
    | WBS-002 | 作業 | 製造 | 2026/11/29 | 2026/12/11 | |

    ## 適合例
    基準日: 2026-11-30

    マスタスケジュール
    | 作業ID | 種別 | 作業名 | 基準終了 | 予定終了 | 実績終了 |
    |---|---|---|---|---|---|
    | WBS-001 | 作業 | 設計 | 2026/6/5 | 2026/6/5 | 2026/6/5 |
    | WBS-002 | 作業 | 製造 | 2026/11/30 | 2026/11/30 | 2026/11/30 |
    | WBS-003 | 作業 | これからの作業 | 2026/12/1 | 2026/12/11 | |
    | WBS-004 | マイルストーン | 数えないマイルストーン | 2026/6/5 | 2026/6/5 | |
    | WBS-005 | 作業 | 基準のない作業 | | 2026/6/5 | |
    """
    settings, cells = project.settings, ("baseline_finish", "actual_finish", "kind")
    doubts = (unknown(task, *cells) for task in project.tasks if not task.is_known(*cells))
    doubt = next(filter(None, doubts), None)
    yield Task, share_judgement(missed(project_schedule(project)), settings.threshold(MISSED_SHARE), doubt)
    yield Task, index_judgement(project_progress(project).bei, settings.threshold(LEAST_BEI), doubt)
