"""WBS011: tasks too long to steer, with too much float, or with less than none."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.metrics.schedule.dcma import high_float, long_duration, negative_float
from pmo_xl.metrics.schedule.schedule import project_schedule
from pmo_xl.model.project import Project
from pmo_xl.model.settings import Threshold
from pmo_xl.model.task import Task
from pmo_xl.rules.rule import Group, Judgement, Severity, rule
from pmo_xl.rules.schedule.measured import share_judgement, undatable, unlinked, unreadable

_FIELDS = (
    "id",
    "parent",
    "kind",
    "predecessors",
    "planned_start",
    "planned_finish",
    "actual_start",
    "actual_finish",
)

LONG_DAYS = Threshold("長い作業の稼働日", 44, "長すぎるとみなす作業の稼働日数")
FLOAT_DAYS = Threshold("余裕の稼働日", 44, "余裕が大きすぎるとみなす稼働日数")
LONG_SHARE = Threshold("長い作業割合", 5, "長すぎる作業、余裕の大きすぎる作業を許す割合(%)")


@rule(
    "WBS011",
    judges=Project,
    needs={Task: _FIELDS},
    severity=Severity.WARNING,
    group=Group.STRICT,
    thresholds=(LONG_DAYS, FLOAT_DAYS, LONG_SHARE),
    message="{problem}。",
    remedy="長い作業は成果物ごとに分け、余裕の大きい作業は後続の書き漏れを疑ってください。余裕が負の作業は、並行・増員・範囲の見直しか、マイルストーンの再合意が要ります。",
)
def long_or_loose(project: Project) -> Iterator[tuple[type[Task], Judgement]]:
    """長すぎる作業、余裕の大きすぎる作業が多い。または余裕が負の作業がある。

    ## 要旨
    未完了の作業(種別が「作業」で下に作業のない行)について、次のときにマスタスケジュール全体の指摘とします。

    - 予定の期間が 44 稼働日(設定の `閾値.長い作業の稼働日`)を超える作業が 5%(設定の `閾値.長い作業割合`)を超える。
    - 最終マイルストーンまでの余裕(トータルフロート)が 44 稼働日(設定の `閾値.余裕の稼働日`)を超える作業が、
      同じ割合を超える。
    - 余裕が負の作業が1つでもある。予定どおりでは最終マイルストーンに間に合わないということで、エラーです。

    余裕は基準日から見込みで計算します(pmo-xl schedule で作業ごとに見られます)。数える作業が30件に満たないときは、
    長い作業と余裕の大きい作業は「情報」として件数を示します。循環や日付の空欄があるとき、未完了の作業が最終マイルストーンに
    つながっていないときは、余裕は判定不能です。

    ## なぜ問題か
    2か月を超える作業は、終わりの日まで遅れが見えません。余裕が大きすぎる作業は、後続を書き漏らしていることがほとんどです。
    目安は DCMA の日程点検の6番から8番です。

    ## 違反例
    基準日: 2026-11-30
    指摘: マスタスケジュール(情報)、マスタスケジュール(情報)、マスタスケジュール(エラー)

    マスタスケジュール
    | 作業ID | 種別 | 作業名 | 先行作業 | 予定開始 | 予定終了 |
    |---|---|---|---|---|---|
    | WBS-001 | 作業 | 45稼働日の作業 | | 2026/11/30 | 2027/2/2 |
    | WBS-002 | 作業 | 間に合わない作業 | WBS-001 | 2027/2/3 | 2027/3/2 |
    | WBS-003 | 作業 | 余裕の大きい作業 | | 2026/11/30 | 2026/12/11 |
    | WBS-004 | マイルストーン | サービスイン | WBS-002、WBS-003 | 2027/3/1 | 2027/3/1 |

    ## 適合例
    基準日: 2026-11-30

    マスタスケジュール
    | 作業ID | 種別 | 作業名 | 先行作業 | 予定開始 | 予定終了 | 実績終了 |
    |---|---|---|---|---|---|---|
    | WBS-001 | 作業 | 終わった長い作業 | | 2026/4/1 | 2026/11/27 | 2026/11/27 |
    | WBS-002 | 作業 | ちょうど44稼働日の作業 | WBS-001 | 2026/11/30 | 2027/2/1 | |
    | WBS-003 | 作業 | 余裕が44稼働日の作業 | WBS-001 | 2026/11/30 | 2026/11/30 | |
    | WBS-004 | マイルストーン | サービスイン | WBS-002、WBS-003 | 2027/2/3 | 2027/2/3 | |
    """
    schedule, settings = project_schedule(project), project.settings
    most = settings.threshold(LONG_SHARE)
    lengths = long_duration(schedule, settings.threshold(LONG_DAYS))
    floats = high_float(schedule, settings.threshold(FLOAT_DAYS))
    unsure = undatable(project) or unlinked(project)
    yield Task, share_judgement(lengths, most, unreadable(project, "planned_start", "planned_finish"))
    yield Task, share_judgement(floats, most, unsure)
    late = negative_float(schedule)
    yield Task, share_judgement(late, 0, None if late.count else unsure, Severity.ERROR)
