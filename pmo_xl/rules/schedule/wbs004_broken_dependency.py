"""WBS004: predecessors that make no sense, and circles of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmo_xl.metrics.schedule.network import BrokenLink, LinkFault
from pmo_xl.metrics.schedule.schedule import broken_links, project_network, task_at
from pmo_xl.model.near import NearMisses
from pmo_xl.model.project import Project
from pmo_xl.model.references import id_key
from pmo_xl.model.task import Task
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Group, Judgement, Severity, rule, violation


@rule(
    "WBS004",
    judges=Task,
    reads=("predecessors",),
    needs={Task: ("id",)},
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="{id} の先行作業: {problem}。",
    remedy="先行作業を、マスタスケジュールにある別の作業のIDに直してください。循環は、どれか1つの先行作業を消すとほどけます。",
)
def broken_dependency(task: Task, project: Project) -> Judgement:
    """先行作業は実在する別の作業を指し、たどって自分に戻らない。

    ## 要旨
    先行作業に書いたものが、次のどれかのときに指摘します。1つの行には1件にまとめます。

    - マスタスケジュールにない作業(近いIDがあれば示します)
    - 自分自身
    - 自分の親作業、または自分の下の作業
    - 同じ作業と同じ関係の二度書き(WBS-010 SS と WBS-010 FF の両方を書くのはかまいません)
    - 先行作業をたどると自分に戻る循環。循環は、その中でいちばん上の行に1件だけ、道順を付けて指摘します。

    先行作業の書き方は WBS-010、WBS-010 SS、WBS-010 FS+3 です。

    ## なぜ問題か
    循環があると、どの作業も先に始められず、クリティカルパスも余裕も計算できません。ない作業を待つ行は、
    本当は何を待っているのかがわからなくなっています。

    ## 違反例
    マスタスケジュール
    | 作業ID | 親作業 | 作業名 | 先行作業 | 指摘 |
    |---|---|---|---|---|
    | WBS-001 | | 設計 | | |
    | WBS-002 | WBS-001 | 画面の設計 | WBS-999 | 先行作業 |
    | WBS-003 | WBS-001 | 帳票の設計 | WBS-003 | 先行作業 |
    | WBS-004 | WBS-001 | 移行の設計 | WBS-001 | 先行作業 |
    | WBS-005 | | 製造 | WBS-002、WBS-002 | 先行作業 |

    ## 違反例(循環)
    マスタスケジュール
    | 作業ID | 作業名 | 先行作業 | 指摘 |
    |---|---|---|---|
    | WBS-001 | 設計 | WBS-003 | 先行作業 |
    | WBS-002 | 製造 | WBS-001 | |
    | WBS-003 | 試験 | WBS-002 | |
    | WBS-004 | リリース | WBS-003 | |

    ## 適合例
    マスタスケジュール
    | 作業ID | 親作業 | 作業名 | 先行作業 |
    |---|---|---|---|
    | WBS-001 | | 設計 | |
    | WBS-002 | WBS-001 | 画面の設計 | |
    | WBS-003 | WBS-001 | 帳票の設計 | ｗｂｓ－００２ |
    | WBS-004 | | 製造 | WBS-001 SS+5、WBS-001 FF |
    """
    problems = [_said(broken, project) for broken in broken_links(task, project)]
    problems += [f"{' → '.join(circle)} と循環しています" for circle in _circles_at(task, project)]
    if not problems:
        return FITS if task.predecessors else OUT_OF_SCOPE
    return violation("predecessors", problem="、".join(dict.fromkeys(problems)))


def _said(broken: BrokenLink, project: Project) -> str:
    """What is wrong with a link, with the nearest ID where there is none of this name."""
    name = broken.link.predecessor
    near = _near(project).of(name, 1) if broken.fault is LinkFault.UNKNOWN else ()
    hint = f"({near[0]} のことではありませんか)" if near else ""
    return f"{broken.link}: {broken.fault}{hint}"


def _near(project: Project) -> NearMisses:
    return project.cached(("near", Task), lambda: NearMisses(task.id for task in project.tasks if task.id))


def _circles_at(task: Task, project: Project) -> Iterator[tuple[str, ...]]:
    """The circles told at this row, as closed walks."""
    circles = project.cached("circles by row", lambda: _circles(project))
    return iter(circles.get(id(task), ()))


def _circles(project: Project) -> Mapping[int, tuple[tuple[str, ...], ...]]:
    order = {id(task): number for number, task in enumerate(project.tasks)}
    found: dict[int, tuple[tuple[str, ...], ...]] = {}
    for circle in project_network(project).circles:
        rows = [task_at(id_key(name), project) for name in circle]
        with_links = [row for row in rows if row.predecessors] or rows
        first = min(with_links, key=lambda row: order[id(row)])
        start = rows.index(first)
        walk = (*circle[start:], *circle[:start], circle[start])
        found[id(first)] = (*found.get(id(first), ()), walk)
    return found
