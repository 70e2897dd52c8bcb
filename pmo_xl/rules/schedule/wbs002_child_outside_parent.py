"""WBS002: planned dates that leave those of the row above, and rows that stand above themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from pmo_xl.model.display import day
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation


@rule(
    "WBS002",
    judges=Task,
    reads=("parent",),
    needs={Task: ("id", "planned_start", "planned_finish")},
    severity=Severity.ERROR,
    message="{id} の{problem}。",
    remedy="子の予定が正しければ親の期間を広げ、そうでなければ子の予定を直してください。親作業の書き間違いなら、正しい上の段のIDに直してください。",
)
def child_outside_parent(task: Task, project: Project) -> Judgement | tuple[Judgement, ...]:
    """子の作業の予定は、親の作業の予定の中に収まる。

    ## 要旨
    親作業に書いた行の予定と比べ、予定開始が親の予定開始より前のとき、または予定終了が親の予定終了より後のときに
    指摘します。同じ日なら収まっています。比べるのはすぐ上の親だけで、親の日付が空欄なら見ません。
    親作業をたどると自分に戻る行も指摘します。マスタスケジュールにない親作業は DAT005 が指摘します。

    ## なぜ問題か
    まとめの行(工程など)の日程を見て約束した相手には、はみ出した子の遅れが見えません。
    自分の上に自分がいる行は、作業とも工程とも数えられず、遅れの一覧からも漏れます。

    ## 違反例
    マスタスケジュール
    | 作業ID | 親作業 | 作業名 | 予定開始 | 予定終了 | 指摘 |
    |---|---|---|---|---|---|
    | WBS-001 | | 基本設計 | 2026/6/1 | 2026/6/30 | |
    | WBS-002 | WBS-001 | 画面の設計 | 2026/5/31 | 2026/6/30 | 予定開始 |
    | WBS-003 | WBS-001 | 帳票の設計 | 2026/6/1 | 2026/7/1 | 予定終了 |
    | WBS-004 | WBS-004 | 移行の設計 | 2026/6/1 | 2026/6/30 | 親作業 |
    | WBS-005 | WBS-006 | 製造 | 2026/6/1 | 2026/6/30 | 親作業 |
    | WBS-006 | WBS-005 | 単体試験 | 2026/6/1 | 2026/6/30 | 親作業 |

    ## 適合例
    マスタスケジュール
    | 作業ID | 親作業 | 作業名 | 予定開始 | 予定終了 |
    |---|---|---|---|---|
    | WBS-001 | | 基本設計 | 2026/6/1 | 2026/6/30 |
    | WBS-002 | WBS-001 | 画面の設計 | 2026/6/1 | 2026/6/30 |
    | WBS-003 | WBS-999 | 帳票の設計 | 2026/5/1 | 2026/7/31 |
    | WBS-004 | | 終結 | | |
    | WBS-005 | WBS-004 | 報告書 | 2026/12/1 | 2026/12/4 |
    """
    parent = project.tasks.get(task.parent)
    if parent is None:
        return OUT_OF_SCOPE
    if id(task) in project.cached("tasks above themselves", lambda: _above_themselves(project)):
        return violation("parent", problem=f"親作業 {task.parent} をたどると自分に戻ります")
    return tuple(_outside(task, parent)) or OUT_OF_SCOPE


def _outside(task: Task, parent: Task) -> Iterator[Judgement]:
    for name in ("planned_start", "planned_finish"):
        here, there = getattr(task, name), getattr(parent, name)
        if here and there:
            yield _compared(task, parent, name, here, there)
        elif name in task.unread or name in parent.unread:
            yield unknown(task, name) or unknown(parent, name) or FITS


def _compared(task: Task, parent: Task, name: str, here: date, there: date) -> Judgement:
    is_start = name == "planned_start"
    if here >= there if is_start else here <= there:
        return FITS
    side, limit = ("より前", "以降") if is_start else ("より後", "以前")
    label = task.columns[name].label
    problem = f"{label} {day(here)} が、親作業 {parent.id} の{label} {day(there)} {side}です"
    return violation(name, expected=f"{day(there)} {limit}", problem=problem)


def _above_themselves(project: Project) -> frozenset[int]:
    """The rows from which the parents lead back to themselves; every row is walked once."""
    above = {id(task): project.tasks.get(task.parent) for task in project.tasks}
    settled: set[int] = set()
    found: set[int] = set()
    for task in project.tasks:
        walk: dict[int, None] = {}
        row: Task | None = task
        while row is not None and id(row) not in settled and id(row) not in walk:
            walk[id(row)] = None
            row = above.get(id(row))
        if row is not None and id(row) in walk:
            found.update(_from(walk, id(row)))
        settled.update(walk)
    return frozenset(found)


def _from(walk: Iterable[int], start: int) -> list[int]:
    rows = list(walk)
    return rows[rows.index(start) :]
