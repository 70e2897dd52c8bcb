"""WBS001: dates of one row that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmo_xl.metrics.overdue import MILESTONE
from pmo_xl.model.display import day
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task
from pmo_xl.rules.blanks import unknown
from pmo_xl.rules.rule import FITS, OUT_OF_SCOPE, Group, Judgement, Severity, rule, undeterminable, violation

_PERIODS = (
    ("planned_start", "planned_finish"),
    ("actual_start", "actual_finish"),
    ("baseline_start", "baseline_finish"),
)


@rule(
    "WBS001",
    judges=Task,
    severity=Severity.ERROR,
    group=Group.BASIC,
    message="{id} の{problem}。",
    remedy="日付の年月日を確かめて直してください。期間のある作業なら種別を「作業」に、案件の期間が変わったなら設定の開始日・終了日を直してください。",
)
def finish_before_start(task: Task, project: Project) -> Judgement | tuple[Judgement, ...]:
    """終了日は開始日より前にならない。マイルストーンは1日で終わり、予定は案件の期間に収まる。

    ## 要旨
    マスタスケジュールの各行について、次のときに指摘します。

    - 予定終了が予定開始より前。実績終了が実績開始より前。基準終了が基準開始より前。同じ日なら問題ありません。
    - マイルストーンなのに、予定終了が予定開始より後。
    - 予定開始が設定の開始日より前、または予定終了が設定の終了日より後。設定が空欄なら見ません。

    1つのセルには1つだけ、上にあるものから指摘します。

    ## なぜ問題か
    開始と終了が逆の行は、期間も遅れも計算できません。年の打ち間違い(2026年を2027年など)がいちばん多い原因です。

    ## 違反例
    マスタスケジュール
    | 作業ID | 種別 | 作業名 | 予定開始 | 予定終了 | 実績開始 | 実績終了 | 基準開始 | 基準終了 | 指摘 |
    |---|---|---|---|---|---|---|---|---|---|
    | WBS-001 | 作業 | 画面の設計 | 2026/6/2 | 2026/6/1 | | | | | 予定終了 |
    | WBS-002 | 作業 | 帳票の設計 | 2026/6/1 | 2026/6/5 | 2026/6/5 | 2026/6/4 | | | 実績終了 |
    | WBS-003 | 作業 | 移行の設計 | 2026/6/1 | 2026/6/5 | | | 2026/6/5 | 2025/6/5 | 基準終了 |
    | WBS-004 | マイルストーン | 設計の完了 | 2026/6/5 | 2026/6/6 | | | | | 予定終了 |
    | WBS-005 | 作業 | 準備 | 2026/3/31 | 2026/4/10 | | | | | 予定開始 |
    | WBS-006 | 作業 | 引継ぎ | 2027/3/1 | 2027/4/1 | | | | | 予定終了 |

    設定
    | 項目 | 値 |
    |---|---|
    | 開始日 | 2026-04-01 |
    | 終了日 | 2027-03-31 |

    ## 適合例
    マスタスケジュール
    | 作業ID | 種別 | 作業名 | 予定開始 | 予定終了 | 実績開始 | 実績終了 | 基準開始 | 基準終了 |
    |---|---|---|---|---|---|---|---|---|
    | WBS-001 | 作業 | 画面の設計 | 2026/6/1 | 2026/6/1 | 2026/6/4 | 2026/6/4 | 2026/6/1 | 2026/6/1 |
    | WBS-002 | マイルストーン | 設計の完了 | 2026/6/5 | 2026/6/5 | | | | |
    | WBS-003 | 作業 | 準備 | 2026/4/1 | 2026/4/10 | 2026/3/31 | | | |
    | WBS-004 | 作業 | 引継ぎ | 2027/3/1 | 2027/3/31 | 2027/3/1 | 2027/4/1 | | |
    | WBS-005 | 作業 | 日付のまだない作業 | | | | | | |

    設定
    | 項目 | 値 |
    |---|---|
    | 開始日 | 2026-04-01 |
    | 終了日 | 2027-03-31 |
    """
    said = tuple(_said(task, project))
    if all(judgement is FITS for judgement in said):
        return FITS if said else OUT_OF_SCOPE
    hits = {judgement.field: judgement for judgement in reversed(said) if judgement.field}
    return tuple(hits.values()) + tuple(j for j in said if not j.field) or OUT_OF_SCOPE


def _said(task: Task, project: Project) -> Iterator[Judgement]:
    unread = task.unread
    for start, finish in _PERIODS:
        begins, ends = getattr(task, start), getattr(task, finish)
        if begins and ends:
            yield FITS if ends >= begins else _late(task, start, finish)
        elif unread and (start in unread or finish in unread):
            yield unknown(task, start, finish) or FITS
    if task.kind == MILESTONE and task.planned_start and task.planned_finish:
        yield _lasting(task)
    yield from _inside(task, project)


def _late(task: Task, start: str, finish: str) -> Judgement:
    begins, ends = getattr(task, start), getattr(task, finish)
    labels = task.columns[finish].label, task.columns[start].label
    problem = f"{labels[0]} {day(ends)} が{labels[1]} {day(begins)} より前です"
    return violation(finish, expected=f"{day(begins)} 以降", problem=problem)


def _lasting(task: Task) -> Judgement:
    begins, ends = task.planned_start, task.planned_finish
    if begins is None or ends is None or ends <= begins:
        return FITS
    problem = f"種別はマイルストーンですが、予定が {day(begins)} から {day(ends)} まで続きます"
    return violation("planned_finish", expected=day(begins), problem=problem)


def _inside(task: Task, project: Project) -> Iterator[Judgement]:
    """Whether the plan lies between 開始日 and 終了日 of 設定."""
    first, last, unread = project.cached("project period", lambda: _period(project))
    start, finish = task.planned_start, task.planned_finish
    if unread:
        yield undeterminable(f"設定の「{unread}」を日付として読み取れません")
    if first and start:
        yield FITS if start >= first else _too_early(start, first)
    if last and finish:
        yield FITS if finish <= last else _too_late(finish, last)


def _too_early(start: date, first: date) -> Judgement:
    problem = f"予定開始 {day(start)} が案件の開始日 {day(first)} より前です"
    return violation("planned_start", expected=f"{day(first)} 以降", problem=problem)


def _too_late(finish: date, last: date) -> Judgement:
    problem = f"予定終了 {day(finish)} が案件の終了日 {day(last)} より後です"
    return violation("planned_finish", expected=f"{day(last)} 以前", problem=problem)


def _period(project: Project) -> tuple[date | None, date | None, str | None]:
    """開始日 and 終了日 of 設定, and which of them is written but cannot be read."""
    settings = project.settings
    unread = (key for key in ("開始日", "終了日") if settings.text(key) and settings.day(key) is None)
    return settings.day("開始日"), settings.day("終了日"), next(unread, None)
