"""WBS003: planned dates that a dependency forbids."""

from __future__ import annotations

from datetime import date

from pmo_xl.metrics.overdue import MILESTONE
from pmo_xl.metrics.schedule.dependency import Link, LinkKind
from pmo_xl.metrics.schedule.schedule import links_of, tasks_by_key
from pmo_xl.model.display import day
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Judgement, Severity, rule, violation

_HELD = {
    LinkKind.FS: ("planned_finish", "planned_start"),
    LinkKind.SS: ("planned_start", "planned_start"),
    LinkKind.FF: ("planned_finish", "planned_finish"),
    LinkKind.SF: ("planned_start", "planned_finish"),
}


@rule(
    "WBS003",
    judges=Task,
    reads=("predecessors",),
    needs={Task: ("id", "planned_start", "planned_finish")},
    severity=Severity.ERROR,
    message="{id} の{label} {value} は、先行作業 {link} の{before} {limit} {why}。",
    remedy="どちらの予定が正しいかを担当に確かめ、予定の日付か先行作業を直してください。並行して進めてよいなら SS や FS-2 のように書けます。",
)
def starts_before_predecessor(task: Task, project: Project) -> Judgement | tuple[Judgement, ...]:
    """先行作業が終わる前に始まる予定になっている。

    ## 要旨
    予定の日付を先行作業の予定と比べ、次のときに指摘します。比べるのは暦の日付で、実績は見ません。

    - FS(何も書かなければこれ): 予定開始が、先行作業の予定終了以前。どちらかがマイルストーンなら同じ日でもかまいません。
    - SS: 予定開始が、先行作業の予定開始より前。
    - FF: 予定終了が、先行作業の予定終了より前。
    - SF: 予定終了が、先行作業の予定開始より前。

    FS+3 のようにラグがあれば先行作業の日付を3稼働日後ろへ、FS-2 なら2稼働日前へ動かしてから比べます。
    見つからない先行作業や循環は WBS004 が指摘します。

    ## なぜ問題か
    前の作業が終わらないと始められないのに、予定ではもう始まっていることになります。このままの予定を約束すると、
    必ずどちらかが遅れます。

    ## 違反例
    マスタスケジュール
    | 作業ID | 種別 | 作業名 | 先行作業 | 予定開始 | 予定終了 | 指摘 |
    |---|---|---|---|---|---|---|
    | WBS-001 | 作業 | 設計 | | 2026/6/1 | 2026/6/5 | |
    | WBS-002 | 作業 | 製造 | WBS-001 | 2026/6/5 | 2026/6/19 | 予定開始 |
    | WBS-003 | 作業 | 試験の準備 | WBS-001 SS | 2026/5/29 | 2026/6/19 | 予定開始 |
    | WBS-004 | 作業 | 設計の確認 | WBS-001 FF | 2026/6/1 | 2026/6/4 | 予定終了 |
    | WBS-005 | 作業 | 旧手順の運用 | WBS-001 SF | 2026/5/1 | 2026/5/31 | 予定終了 |
    | WBS-006 | 作業 | 乾燥 | WBS-001 FS+2 | 2026/6/9 | 2026/6/19 | 予定開始 |
    | WBS-007 | 作業 | 早めの着手 | WBS-001 FS-2 | 2026/6/3 | 2026/6/19 | 予定開始 |
    | WBS-008 | マイルストーン | 設計の完了 | WBS-001 | 2026/6/4 | 2026/6/4 | 予定開始 |

    ## 適合例
    マスタスケジュール
    | 作業ID | 種別 | 作業名 | 先行作業 | 予定開始 | 予定終了 | 実績終了 |
    |---|---|---|---|---|---|---|
    | WBS-001 | 作業 | 設計 | | 2026/6/1 | 2026/6/5 | 2026/6/12 |
    | WBS-002 | 作業 | 製造 | WBS-001 | 2026/6/6 | 2026/6/19 | |
    | WBS-003 | 作業 | 試験の準備 | WBS-001 SS | 2026/6/1 | 2026/6/19 | |
    | WBS-004 | 作業 | 設計の確認 | WBS-001 FF | 2026/6/1 | 2026/6/5 | |
    | WBS-005 | 作業 | 旧手順の運用 | WBS-001 SF | 2026/5/1 | 2026/6/1 | |
    | WBS-006 | 作業 | 乾燥 | WBS-001 FS+2 | 2026/6/10 | 2026/6/19 | |
    | WBS-007 | 作業 | 早めの着手 | WBS-001 FS-2 | 2026/6/4 | 2026/6/19 | |
    | WBS-008 | マイルストーン | 設計の完了 | WBS-001 | 2026/6/5 | 2026/6/5 | |
    | WBS-009 | 作業 | 製造の準備 | WBS-008 | 2026/6/5 | 2026/6/9 | |
    | WBS-010 | 作業 | 先行作業の誤り | WBS-999 | 2026/6/1 | 2026/6/9 | |
    """
    if not task.predecessors:
        return OUT_OF_SCOPE
    rows = tasks_by_key(project)
    said = tuple([_judge(task, link, rows[link.predecessor], project) for link in links_of(task, project)])
    if said.count(FITS) == len(said):
        return FITS if said else OUT_OF_SCOPE
    hits = {judgement.field: judgement for judgement in reversed(said) if judgement.field}
    return tuple(hits.values()) + tuple(j for j in said if not j.field)


def _judge(task: Task, link: Link, before: Task, project: Project) -> Judgement:
    end, held = _HELD[link.kind]
    if cannot := unknown(before, end) or unknown(task, held):
        return cannot
    there, here = getattr(before, end), getattr(task, held)
    if there is None or here is None:
        return OUT_OF_SCOPE
    limit: date = project.calendar.add_business_days(there, link.lag)
    is_after = link.kind is LinkKind.FS and MILESTONE not in (task.kind, before.kind)
    if here > limit or (here == limit and not is_after):
        return FITS
    return violation(
        held,
        expected=f"{day(limit)} {'より後' if is_after else '以降'}",
        label=task.columns[held].label,
        value=day(here),
        link=link,
        before=before.columns[end].label,
        limit=day(there) + (f"({link.lag:+d} 稼働日で {day(limit)})" if link.lag else ""),
        why="以前です" if is_after else "より前です",
    )
