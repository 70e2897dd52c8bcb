"""WBS013: the critical path does not hold, or leaves no room."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.metrics.schedule.dcma import TEST_DAYS, DcmaPoint, cpli, critical_path_test
from pmo_xl.metrics.schedule.schedule import project_schedule
from pmo_xl.model.project import Project
from pmo_xl.model.settings import Threshold
from pmo_xl.model.task import Task
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Group, Judgement, Severity, rule, undeterminable, violation
from pmo_xl.rules.schedule.measured import has_open_work, index_judgement, undatable

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

LEAST_CPLI = Threshold("CPLI下限", 95, "残りの日程に無理がないとみなす CPLI の下限(%)")


@rule(
    "WBS013",
    judges=Project,
    needs={Task: (*_FIELDS, "baseline_finish")},
    severity=Severity.WARNING,
    group=Group.STRICT,
    thresholds=(LEAST_CPLI,),
    message="{problem}。",
    remedy="pmo-xl schedule でクリティカルパスを見て、最終マイルストーンまで先行作業がつながっているか、見込みの日付に無理がないかを確かめてください。",
)
def critical_path_broken(project: Project) -> Iterator[tuple[type[Task], Judgement]]:
    """クリティカルパスが最終マイルストーンまで通っていない、または残りの日程に無理がある。

    ## 要旨
    いちばん遅い未完了のマイルストーンについて、次のときにマスタスケジュール全体の指摘とします。

    - CPLI((残りの稼働日 + 基準までの余裕)÷ 残りの稼働日)が 0.95(設定の `閾値.CPLI下限`、95%)を下回る。
      余裕は、見込みの日から基準終了(なければ予定終了)までの稼働日で、間に合わなければ負です。
    - クリティカルパス上の未完了の作業を試しに 600 稼働日延ばしても、最終マイルストーンが動かない。
      先行作業のつながりが途中で切れているということです。

    未完了のマイルストーンがない、循環がある、日付の空欄があるときは判定不能です。未完了の作業がつながっていない
    マイルストーンの CPLI は、目安に届いていても確かではないので、届かないときだけ指摘し、ほかは判定不能です。
    残りの作業がなければ対象外です。

    ## なぜ問題か
    つながりの切れた日程では、どの作業が遅れてもリリース日が動かず、「予定どおり」のまま当日を迎えます。
    目安は DCMA の日程点検の12番と13番です。

    ## 違反例
    基準日: 2026-11-30
    指摘: マスタスケジュール、マスタスケジュール

    マスタスケジュール
    | 作業ID | 種別 | 作業名 | 先行作業 | 基準終了 | 予定開始 | 予定終了 |
    |---|---|---|---|---|---|---|
    | WBS-001 | 作業 | 製造 | | 2026/12/11 | 2026/11/30 | 2026/12/18 |
    | WBS-002 | マイルストーン | サービスイン | | 2026/12/11 | 2026/12/18 | 2026/12/18 |

    ## 適合例
    基準日: 2026-11-30

    マスタスケジュール
    | 作業ID | 種別 | 作業名 | 先行作業 | 基準終了 | 予定開始 | 予定終了 |
    |---|---|---|---|---|---|---|
    | WBS-001 | 作業 | 製造 | | 2026/12/18 | 2026/11/30 | 2026/12/18 |
    | WBS-002 | マイルストーン | サービスイン | WBS-001 | 2026/12/18 | 2026/12/18 | 2026/12/18 |
    """
    schedule = project_schedule(project)
    if not has_open_work(project):
        yield Task, OUT_OF_SCOPE
        return
    unsure = undatable(project)
    index, test = cpli(schedule), critical_path_test(schedule)
    yield Task, index_judgement(index, project.settings.threshold(LEAST_CPLI), unsure or _reason(index))
    yield Task, unsure or _reason(test) or _tested(test)


def _reason(measure: DcmaPoint) -> Judgement | None:
    return undeterminable(measure.reason) if measure.reason else None


def _tested(test: DcmaPoint) -> Judgement:
    if not test.count:
        return FITS
    problem = f"クリティカルパス上の {'、'.join(test.ids)} を {TEST_DAYS} 稼働日延ばしても最終マイルストーンが動きません"
    return violation(key=test.name, problem=problem)
