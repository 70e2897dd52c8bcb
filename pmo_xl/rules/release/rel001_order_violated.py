"""REL001: a step that starts before what it waits for is done, and circles of steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmo_xl.metrics.release import PRECONDITION, ends_at, is_release_over
from pmo_xl.metrics.schedule.circles import circles_of
from pmo_xl.model.project import Project
from pmo_xl.model.release_step import ReleaseStep
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, undeterminable, violation


@rule(
    "REL001",
    judges=ReleaseStep,
    reads=("predecessors",),
    severity=Severity.ERROR,
    message="{id} {title}: {problem}。",
    remedy="先行手順が終わってから始まるように、開始予定・所要分か先行手順を直してください。循環は、どれか1つの先行手順を消すとほどけます。",
)
def order_violated(step: ReleaseStep, project: Project) -> Iterator[Judgement]:
    """リリースの手順が、先行手順の終わる前に始まる予定になっている。

    ## 要旨
    リリース計画の行について、次のときに指摘します。

    - 開始予定が、先行手順の終わり(開始予定+所要分)より前。ちょうど同じ時刻は指摘しません。先行手順が「前提」の
      行なら、時刻は比べません(満たされているかは REL005 が見ます)。
    - 先行手順が自分自身、または先行手順をたどると自分に戻る。循環は、その中でいちばん上の行に1件だけ指摘します。

    リリースが終わった後(すべての作業に実績終了がある、または停止終了の日の次の稼働日を過ぎた)は見ません。

    ## なぜ問題か
    当日の夜に「前の作業が終わっていない」と分かっても、人も時間も動かせません。順番の誤りは、紙の上で直すのが
    いちばん安く済みます。

    ## 違反例
    リリース計画
    | 手順ID | 種別 | 内容 | 先行手順 | 開始予定 | 所要分 | 指摘 |
    |---|---|---|---|---|---|---|
    | REL-001 | 作業 | サイトを止める | | 2027/2/19 22:00 | 30 | |
    | REL-002 | 作業 | 退避を取る | REL-001 | 2027/2/19 22:29 | 60 | 開始予定 |
    | REL-003 | 作業 | 移行する | REL-003 | 2027/2/20 1:00 | 60 | 先行手順 |

    ## 違反例(循環)
    リリース計画
    | 手順ID | 種別 | 内容 | 先行手順 | 開始予定 | 所要分 | 指摘 |
    |---|---|---|---|---|---|---|
    | REL-001 | 作業 | 止める | REL-002 | 2027/2/19 22:00 | 0 | 先行手順 |
    | REL-002 | 作業 | 退避を取る | REL-001 | 2027/2/19 22:00 | 0 | |

    ## 適合例
    リリース計画
    | 手順ID | 種別 | 内容 | 先行手順 | 開始予定 | 所要分 |
    |---|---|---|---|---|---|
    | REL-001 | 作業 | サイトを止める | REL-003 | 2027/2/19 22:00 | 30 |
    | REL-002 | 作業 | 退避を取る | REL-001 | 2027/2/19 22:30 | 60 |
    | REL-003 | 前提 | 案内を配信した | | 2027/2/19 23:00 | 60 |
    """
    if is_release_over(project):
        yield OUT_OF_SCOPE
        return
    if walk := _circles(project).get(id(step)):
        yield violation("predecessors", problem=f"先行手順が {walk} と循環しています")
    before = [found for name in step.predecessors if (found := project.release_steps.get(name))]
    yield _too_early(step, [each for each in before if each is not step and each.kind != PRECONDITION])


def _too_early(step: ReleaseStep, before: list[ReleaseStep]) -> Judgement:
    if not before:
        return OUT_OF_SCOPE if not step.predecessors else FITS
    if step.starts_at is None:
        return unknown(step, "starts_at") or undeterminable("開始予定が空欄の手順があります")
    ends = [(end, each) for each in before if (end := ends_at(each))]
    late = [(end, each) for end, each in ends if step.starts_at < end]
    if late:
        end, each = max(late, key=lambda pair: pair[0])
        problem = f"先行手順 {each.row_id} が終わる {end:%m/%d %H:%M} より前に始まる予定です"
        return violation("starts_at", expected=f"{end:%Y/%m/%d %H:%M} 以降", problem=problem)
    return FITS if len(ends) == len(before) else undeterminable("先行手順の開始予定か所要分が分かりません")


def _circles(project: Project) -> Mapping[int, str]:
    """By the uppermost step of each circle, the way around it."""

    def made() -> Mapping[int, str]:
        """All circles, each told once."""
        numbered = project.release_steps
        steps = numbered.by_id
        order = {name: number for number, name in enumerate(steps)}
        graph = {
            name: [each for each in step.predecessors if each in numbered] for name, step in steps.items()
        }
        found: dict[int, str] = {}
        for circle in circles_of(graph):
            start = min(range(len(circle)), key=lambda n: order[circle[n]])
            walk = (*circle[start:], *circle[:start], circle[start])
            found[id(steps[circle[start]])] = " → ".join(walk)
        return found

    return project.cached("circles of リリース計画", made)
