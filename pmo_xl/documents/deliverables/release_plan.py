"""リリース計画書: timetable, order, preconditions, decision points with the time to turn back, contingency."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from pmo_xl.documents.word.content import Content, Fields, Source, basis_of, fields_of, rows_of, setting_day
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Heading, Layout, Pairs, Table, Text
from pmo_xl.model.project import Project
from pmo_xl.model.release_step import ReleaseStep
from pmo_xl.model.risk import Risk

DECISION, WORK, PRECONDITION, BACK = "判断点", "作業", "前提", "切戻し"


def build(source: Source) -> Content:
    """The steps by the time they begin, and the risks with a contingency."""
    project = source.project
    steps = sorted(project.release_steps, key=lambda step: (step.starts_at is None, step.starts_at))
    ready = [risk for risk in project.risks if risk.contingency]
    fields = {
        "停止": _stop(project),
        "サービスイン日": setting_day(project, "サービスイン日"),
        "前提": rows_of((s for s in steps if s.kind == PRECONDITION), 満たしたか=_met),
        "時程": rows_of((s for s in steps if s.kind in (WORK, DECISION)), 終了予定=_ends_at),
        "判断点": list(_decisions(steps, project)),
        "切戻し": rows_of(s for s in steps if s.rollback or s.kind == BACK),
        "備え": rows_of(ready),
    }
    return Content(fields, [
        basis_of(ReleaseStep, project, steps),
        basis_of(Risk, project, ready, "備えの記入がない"),
    ])  # fmt: skip


def _met(step: ReleaseStep) -> str:
    return "○" if step.is_met else "まだ"


def _ends_at(step: ReleaseStep) -> str:
    if step.starts_at is None or step.minutes is None:
        return ""
    return f"{step.starts_at + timedelta(minutes=step.minutes):%Y/%m/%d %H:%M}"


def _stop(project: Project) -> str:
    first, last = project.settings.text("停止開始"), project.settings.text("停止終了")
    return f"{first or '未定'} ～ {last or '未定'}"


def _decisions(steps: Sequence[ReleaseStep], project: Project) -> Iterator[Fields]:
    """For each point of decision, when everything done by then could be undone, against the end of the stop."""
    end = _instant(project.settings.text("停止終了"))
    for step in steps:
        if step.kind == DECISION and step.starts_at:
            done = [s for s in steps if s.kind == WORK and s.starts_at and s.starts_at < step.starts_at]
            minutes = sum(s.rollback_minutes or 0 for s in done)
            back = step.starts_at + timedelta(minutes=(step.minutes or 0) + minutes)
            yield fields_of(step) | {
                "切戻し所要": f"{minutes} 分",
                "戻し終わり": f"{back:%Y/%m/%d %H:%M}",
                "間に合うか": "停止終了が未定"
                if end is None
                else "間に合う"
                if back <= end
                else "間に合わない",
            }


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
            Table("判断点", "手順ID:20 内容:54 開始予定:36c 担当:26 判断基準:54 切戻し所要:24r 戻し終わり:36c 間に合うか:24c", "判断点と、戻すのにかかる時間",
                  "判断点がありません。"),
            Heading("切戻し"),
            Table("切戻し", "手順ID:20 内容:76 システム:36 切戻し手順:90 切戻し所要分:24r 担当:28", "切戻しの手順", "切戻しの記入はありません。"),
            Heading("もしもの備え"),
            Table("備え", "リスクID:20 リスク:70 発動条件:70 コンティンジェンシープラン:90 担当:28", "コンティンジェンシープラン", "備えの記入はありません。"),
        ),
        is_landscape=True,
        has_approval=True,
    ),
    (ReleaseStep,),
)  # fmt: skip
