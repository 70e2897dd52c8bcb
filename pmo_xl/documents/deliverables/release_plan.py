"""リリース計画書: timetable, order, preconditions, decision points with the time to turn back, contingency."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from pmo_xl.documents.word.content import (
    Content,
    Fields,
    Source,
    basis_of,
    fields_of,
    or_unfilled,
    rows_of,
    setting_day,
)
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Heading, Layout, Pairs, Table, Text
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
        "時程": [
            or_unfilled(row, "種別", "開始予定", "終了予定", "所要分", "担当")
            for row in rows_of((s for s in steps if s.kind not in (PRECONDITION, BACK)), 終了予定=_ends_at)
        ],
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
    if step.starts_at is None or step.minutes is None:
        return ""
    return f"{step.starts_at + timedelta(minutes=step.minutes):%Y/%m/%d %H:%M}"


def _back(step: ReleaseStep) -> Fields:
    """How a step is undone; one without a way back is shown as such, never left out."""
    shown = fields_of(step)
    if not shown["切戻し手順"] and step.kind != BACK:
        shown["切戻し手順"] = NO_WAY_BACK + ("、不可逆)" if step.is_irreversible else ")")
    return or_unfilled(shown, "切戻し所要分", "担当") if step.kind != BACK else shown


def stop_of(project: Project) -> str:
    """停止開始 to 停止終了 of 設定, 未定 where one is blank."""
    first, last = project.settings.text("停止開始"), project.settings.text("停止終了")
    return f"{first or '未定'} ～ {last or '未定'}"


def _decisions(steps: Sequence[ReleaseStep], project: Project) -> Iterator[Fields]:
    """For each point of decision, when everything done by then could be undone, against the end of the stop."""
    written = project.settings.text("停止終了")
    end, unknown = _instant(written), "停止終了を読めない" if written else "停止終了が未定"
    for step in _of(steps, DECISION):
        minutes, lacks = _minutes_back(step, list(_of(steps, WORK)))
        shown = or_unfilled(fields_of(step), "開始予定", "担当", "判断基準")
        if step.starts_at is None or minutes is None:
            yield shown | {"切戻し所要": lacks, "戻し終わり": NOT_KNOWN, "間に合うか": NOT_KNOWN}
            continue
        back = step.starts_at + timedelta(minutes=(step.minutes or 0) + minutes)
        in_time = "間に合う" if end and back <= end else "間に合わない"
        yield shown | {
            "切戻し所要": f"{minutes} 分",
            "戻し終わり": f"{back:%Y/%m/%d %H:%M}",
            "間に合うか": in_time if end else unknown,
        }


def _minutes_back(decision: ReleaseStep, work: Sequence[ReleaseStep]) -> tuple[int | None, str]:
    """The minutes to undo the work done by then; None, and what lacks, where a number of it is not known."""
    if decision.starts_at is None or decision.minutes is None:
        return None, "判断点の開始予定か所要分が分からない"
    undated = sum(1 for step in work if step.starts_at is None)
    if undated:
        return None, f"開始予定が分からない作業 {undated} 件"
    done = [step for step in work if step.starts_at and step.starts_at < decision.starts_at]
    blank = sum(1 for step in done if step.rollback_minutes is None)
    if blank:
        return None, f"切戻し所要分が分からない作業 {blank} 件"
    return sum(step.rollback_minutes or 0 for step in done), ""


def _instant(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(written.replace("/", "-").strip())
    except ValueError:
        return None


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
            Heading("時程"),
            Table("時程", "手順ID:19 種別:17c システム:32 内容:48 先行手順:34 開始予定:38c 終了予定:38c 所要分:16r 担当:24 連絡先:28 不可逆:16c",
                  "時程(開始の順)", "作業と判断点の記入はありません。"),
            Heading("判断点"),
            Text("判断点ごとに、それまでの作業をすべて戻すのにかかる時間を足し、停止の終わりに間に合うかを計算しています。"),
            Table("判断点", "手順ID:20 内容:50 開始予定:36c 担当:24 判断基準:50 切戻し所要:36 戻し終わり:36c 間に合うか:28c", "判断点と、戻すのにかかる時間",
                  "判断点がありません。"),
            Heading("切戻し"),
            Table("切戻し", "手順ID:20 内容:72 システム:36 種別:17c 切戻し手順:84 切戻し所要分:30r 担当:28", "切戻しの手順", "切戻しの記入はありません。"),
            Heading("もしもの備え"),
            Table("備え", "リスクID:20 リスク:70 発動条件:70 コンティンジェンシープラン:90 担当:28", "コンティンジェンシープラン", "備えの記入はありません。", of="リスク管理表"),
        ),
        is_landscape=True,
        has_approval=True,
    ),
    (ReleaseStep,),
)  # fmt: skip
