"""ISS005: open issues that nobody has touched, or urgent ones without a plan."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.metrics.waiting import is_over
from pmo_xl.model.display import day
from pmo_xl.model.issue import Issue
from pmo_xl.model.project import Project
from pmo_xl.model.settings import Threshold
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, undeterminable, violation

STALLED_DAYS = Threshold("停滞日数", 10, "更新のない課題を停滞とみなす稼働日数")


@rule(
    "ISS005",
    judges=Issue,
    reads=("status",),
    severity=Severity.WARNING,
    thresholds=(STALLED_DAYS,),
    message="{id} は未完了ですが、{problem}(担当 {owner})。",
    remedy="担当に状況を聞き、対応方針と次にすることを書いて、更新日を今日にしてください。",
)
def stalled(issue: Issue, project: Project) -> Judgement | tuple[Judgement, ...]:
    """未完了の課題が長く更新されていない、または優先度「高」なのに対応方針がない。

    ## 要旨
    状態が完了・取下げでない課題について、次のどちらかのときに指摘します(両方なら2件)。

    - 更新日(空欄なら起票日)から10稼働日(設定の `閾値.停滞日数`)を過ぎた。10稼働日目の当日は指摘しません。
    - 優先度が「高」なのに、対応方針が空欄である。

    ## なぜ問題か
    期限がまだ先の課題でも、動きが止まっていれば、期限には間に合いません。期限超過(ISS001)より前に
    気づくための規則です。

    ## 違反例
    基準日: 2026-11-30

    課題管理表
    | 課題ID | 優先度 | 起票日 | 更新日 | 状態 | 対応方針 | 指摘 |
    |---|---|---|---|---|---|---|
    | ISS-001 | 中 | 2026/10/1 | 2026/11/12 | 対応中 | 再送で対応する | 更新日 |
    | ISS-002 | 低 | 2026/11/12 | | 未着手 | | 更新日 |
    | ISS-003 | 高 | 2026/11/25 | 2026/11/27 | 対応中 | | 対応方針 |
    | ISS-004 | 高 | 2026/10/1 | 2026/10/1 | 確認待ち | | 更新日、対応方針 |

    ## 適合例
    基準日: 2026-11-30

    課題管理表
    | 課題ID | 優先度 | 起票日 | 更新日 | 状態 | 対応方針 |
    |---|---|---|---|---|---|
    | ISS-001 | 高 | 2026/10/1 | 2026/11/13 | 対応中 | 再送で対応する |
    | ISS-002 | 中 | 2026/11/13 | | 未着手 | |
    | ISS-003 | 高 | 2026/10/1 | 2026/10/1 | 完了 | |
    | ISS-004 | 高 | 2026/10/1 | 2026/10/1 | 取下げ | |
    """
    if not project.is_open(issue):
        return OUT_OF_SCOPE
    return (*_untouched(issue, project), *_without_plan(issue)) or FITS


def _untouched(issue: Issue, project: Project) -> Iterator[Judgement]:
    last = issue.updated_on or issue.raised_on
    if cannot := unknown(issue, "updated_on"):
        yield cannot
    elif last is None:
        yield unknown(issue, "raised_on") or undeterminable("更新日にも起票日にも日付のない行があります")
    elif is_over(last, project.settings.threshold(STALLED_DAYS), project):
        days = (project.as_of - last).days
        yield violation("updated_on", problem=f"{day(last)} から {days} 日更新されていません")


def _without_plan(issue: Issue) -> Iterator[Judgement]:
    if cannot := unknown(issue, "priority", "plan"):
        yield cannot
    elif issue.priority == "高" and not issue.plan:
        yield violation("plan", problem="優先度「高」なのに対応方針が空欄です")
