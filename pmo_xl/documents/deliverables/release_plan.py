"""リリース計画書: timetable, order, preconditions, decision points with the time to turn back, contingency."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from pmo_xl.charts.release_hours import release_hours
from pmo_xl.documents.word.content import (
    UNFILLED,
    Content,
    Fields,
    Source,
    basis_of,
    fields_of,
    figures_of,
    or_unfilled,
    rows_of,
    setting_day,
)
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Figures, Heading, Layout, Pairs, Table, Text, When
from pmo_xl.metrics.release import ends_at
from pmo_xl.metrics.turning_back import TurningBack, turning_back
from pmo_xl.model.calendar import minutes_later
from pmo_xl.model.project import Project
from pmo_xl.model.release_step import ReleaseStep
from pmo_xl.model.risk import Risk

DECISION, WORK, PRECONDITION, BACK = "判断点", "作業", "前提", "切戻し"
NO_WAY_BACK = "手順なし(未記入"
NOT_KNOWN = "計算できません"


def build(source: Source) -> Content:
    """The steps by the time they begin, and the open risks with their contingency; blanks are shown as such."""
    project = source.project
    steps = sorted(project.release_steps, key=lambda step: (step.starts_at is None, step.starts_at))
    ready = [risk for risk in project.risks if risk.contingency or project.is_open(risk)]
    fields = {
        "停止": stop_of(project),
        "サービスイン日": setting_day(project, "サービスイン日"),
        "前提": [
            or_unfilled(row, "開始予定", "担当") for row in rows_of(_of(steps, PRECONDITION), 満たしたか=_met)
        ],
        "図_時間割": figures_of(release_hours(project)),
        "時程": [
            or_unfilled(row, "種別", "開始予定", "終了予定", "所要分", "担当")
            for row in rows_of((s for s in steps if s.kind not in (PRECONDITION, BACK)), 終了予定=_ends_at)
        ],
        "実績": [
            _actual(step) for step in steps if step.kind not in (PRECONDITION, BACK) and _has_begun(step)
        ],
        "順序": [_order(step, project) for step in steps if step.predecessors],
        "判断点": list(_decisions(steps, project)),
        "切戻し": [_back(step) for step in steps if step.kind in (WORK, BACK) or step.rollback],
        "備え": [
            or_unfilled(row, "発動条件", "コンティンジェンシープラン", "担当") for row in rows_of(ready)
        ],
    }
    return Content(fields, [
        basis_of(ReleaseStep, project, steps),
        basis_of(Risk, project, ready, "終了で、備えの記入がない"),
    ])  # fmt: skip


def _of(steps: Sequence[ReleaseStep], kind: str) -> Iterator[ReleaseStep]:
    return (step for step in steps if step.kind == kind)


def _met(step: ReleaseStep) -> str:
    if "is_met" in step.unread:
        return step.unread["is_met"].text
    return "○" if step.is_met else "まだ"


def _ends_at(step: ReleaseStep) -> str:
    end = ends_at(step)
    return f"{end:%Y/%m/%d %H:%M}" if end else ""


def _has_begun(step: ReleaseStep) -> bool:
    """Whether something is written of what really happened."""
    return bool(
        step.actual_start or step.actual_finish or {"actual_start", "actual_finish"} & step.unread.keys()
    )


def _actual(step: ReleaseStep) -> Fields:
    """The plan beside what happened, in minutes; a blank end is a step under way."""
    shown = or_unfilled(fields_of(step), "実績開始")
    start, finish = step.actual_start, step.actual_finish
    taken = int((finish - start) / timedelta(minutes=1)) if start and finish else None
    planned_end = ends_at(step)
    late = int((finish - planned_end) / timedelta(minutes=1)) if finish and planned_end else None
    return shown | {
        "実績終了": shown["実績終了"] or "終わっていません",
        "終了予定": _ends_at(step) or UNFILLED,
        "実績分": "－" if taken is None else str(taken),
        "差": "－"
        if late is None
        else f"{abs(late)} 分遅い"
        if late > 0
        else f"{abs(late)} 分早い"
        if late
        else "予定どおり",
    }


def _order(step: ReleaseStep, project: Project) -> Fields:
    """What a step waits for, and whether the plan leaves room for it."""
    before = [(key, project.release_steps.get(key)) for key in step.predecessors]
    told = "\n".join(
        f"{key} {row.title or ''} {_ends_at(row) or '終わりが分かりません'}".strip()
        if row
        else f"{key}(行がありません)"
        for key, row in before
    )
    ends = [ends_at(row) if row else None for _, row in before]
    known = [end for end in ends if end]
    if step.starts_at is None or len(known) < len(ends):
        fits = NOT_KNOWN
    else:
        fits = "先行の終わりより前に始まる" if max(known) > step.starts_at else "先行の後に始まる"
    return or_unfilled(fields_of(step), "開始予定") | {"先行": told, "判定": fits}


def _back(step: ReleaseStep) -> Fields:
    """How a step is undone; one without a way back is shown as such, never left out."""
    shown = fields_of(step)
    if not shown["切戻し手順"] and step.kind != BACK:
        shown["切戻し手順"] = NO_WAY_BACK + ("、不可逆)" if step.is_irreversible else ")")
    if step.kind == BACK:
        return shown | {"切戻し手順": shown["切戻し手順"] or "(内容のとおり)"}
    return or_unfilled(shown, "切戻し所要分", "担当")


def stop_of(project: Project) -> str:
    """停止開始 to 停止終了 of 設定, 未定 where one is blank."""
    first, last = project.settings.text("停止開始"), project.settings.text("停止終了")
    return f"{first or '未定'} ～ {last or '未定'}"


def _decisions(steps: Sequence[ReleaseStep], project: Project) -> Iterator[Fields]:
    """For each point of decision, how long turning back takes as REL003 counts it, against the end of the stop."""
    end = project.settings.moment("停止終了")
    unknown = "停止終了を読めない" if project.settings.text("停止終了") else "停止終了が未定"
    for step in _of(steps, DECISION):
        found = turning_back(step, project)
        shown = or_unfilled(fields_of(step), "開始予定", "担当", "判断基準")
        if isinstance(found, str):
            yield shown | {"切戻し所要": found, "戻し終わり": NOT_KNOWN, "間に合うか": NOT_KNOWN}
            continue
        yield shown | {
            "切戻し所要": _both(f"{found.side_by_side} 分", f"{found.in_turn} 分"),
            "戻し終わり": _both(_after(found, found.side_by_side), _after(found, found.in_turn)),
            "間に合うか": _in_time(found, end) if end else unknown,
        }


def _both(side_by_side: str, in_turn: str) -> str:
    return side_by_side if side_by_side == in_turn else f"並行 {side_by_side}\n順に {in_turn}"


def _after(found: TurningBack, minutes: int) -> str:
    return f"{minutes_later(found.decided_at, minutes):%Y/%m/%d %H:%M}"


def _in_time(found: TurningBack, end: datetime) -> str:
    if not found.is_done_by(end, found.side_by_side):
        return "間に合わない"
    return "間に合う" if found.is_done_by(end, found.in_turn) else "並行なら間に合う"


DOCUMENT = WordDocument(
    "リリース計画書",
    "リリースの時程・前提・判断点・切戻しにかかる時間と、もしもの備えです。",
    build,
    Layout(
        (
            Heading("概要"),
            Pairs(("停止する時間=停止", "サービスイン日")),
            Heading("前提"),
            Table("前提", "手順ID:20 内容:100 システム:36 開始予定:34c 担当:30 満たしたか:24c", "リリースの前提", "前提の記入はありません。"),
            Heading("時間割"),
            Figures("図_時間割"),
            Heading("時程"),
            Table("時程", "手順ID:19 種別:17c システム:32 内容:48 先行手順:34 開始予定:38c 終了予定:38c 所要分:16r 担当:24 連絡先:28 不可逆:16c",
                  "時程(開始の順)", "作業と判断点の記入はありません。"),
            When("実績", (Table("実績", "手順ID:20 内容:60 担当:26 開始予定:36c 終了予定:36c 実績開始:36c 実績終了:36c 予定分=所要分:18r 実績分:18r 終わりの差=差:26",
                                "予定と実績"),)),
            Heading("順序と先行"),
            Table("順序", "手順ID:20 内容:66 開始予定:36c 先行する手順=先行:104 判定:56", "先行する手順と、その終わり", "先行手順の記入はありません。"),
            Heading("判断点"),
            Text("判断点ごとに、それまでに始まった作業を戻すのにかかる時間を足し、停止の終わりに間に合うかを計算しています。システムは並行して戻す場合と、1つずつ順に戻す場合を示します。"),
            Table("判断点", "手順ID:20 内容:50 開始予定:36c 担当:24 判断基準:50 切戻し所要:36 戻し終わり:36c 間に合うか:28c", "判断点と、戻すのにかかる時間",
                  "判断点がありません。"),
            Heading("切戻し"),
            Table("切戻し", "手順ID:20 内容:72 システム:36 種別:17c 切戻し手順:84 切戻し所要分:30r 担当:28", "切戻しの手順", "切戻しの記入はありません。"),
            Heading("もしもの備え"),
            Table("備え", "リスクID:20 リスク:70 発動条件:70 コンティンジェンシープラン:90 担当:28", "コンティンジェンシープラン", "備えの記入はありません。", of="リスク管理表"),
        ),
        is_landscape=True,
        has_cover=False,
        has_contents=False,
        has_approval=True,
    ),
    sheets=(ReleaseStep,),
)  # fmt: skip
