"""役割分担表: who has which role and authority, and per 工程 who does it, answers for it, is asked and is told."""

from __future__ import annotations

from pmo_xl.documents.deliverables.organisation_chart import people_here
from pmo_xl.documents.word.content import Content, Fields, Source, basis_of, is_absent, or_unfilled, rows_of
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Heading, Layout, Pairs, Table, Text, When
from pmo_xl.metrics.approvers import entitled_roles
from pmo_xl.metrics.phase_leaves import leaves_of
from pmo_xl.model.member import Member
from pmo_xl.model.phase_definition import PhaseDefinition
from pmo_xl.model.project import Project
from pmo_xl.model.references import people
from pmo_xl.model.task import Task

_NOBODY = "未定"


def build(source: Source) -> Content:
    """Those who are here on D, and the 工程 of 工程定義 and of the schedule."""
    project = source.project
    here = people_here(project)
    duties = _duties(project)
    approvers = [m.name or "" for m in here if m.role in entitled_roles(project)]
    fields = {
        "要員": [
            or_unfilled(row, "責任・権限", "役割")
            for row in rows_of(here)
        ],
        "分担": duties,
        "責任者の不備": [row for row in duties if row["不備"]],
        "承認者": "、".join(dict.fromkeys(filter(None, approvers))) or "承認者役割の人が体制表にいません",
        "エスカレーション経路": project.settings.text("エスカレーション経路") or "未記入",
    }  # fmt: skip
    return Content(fields, [
        basis_of(Member, project, here, "離任した人"),
        basis_of(PhaseDefinition, project, list(project.phase_definitions)),
        basis_of(Task, project, list(project.tasks)),
    ])  # fmt: skip


def _duties(project: Project) -> list[Fields]:
    """A row for each 工程 and システム that 工程定義 names, then for the phases that only the schedule knows."""
    found = [_defined(each, project) for each in project.phase_definitions]
    named = {each.phase for each in project.phase_definitions}
    only_tasks = dict.fromkeys(t.phase for t in project.tasks if t.phase and t.phase not in named)
    return found + [_duty(phase, "", "", "", "", project) for phase in only_tasks]


def _defined(row: PhaseDefinition, project: Project) -> Fields:
    """The duty of a row; what a system's own row leaves blank is what the row of every system says."""
    common = [each for each in project.phase_definitions if each.phase == row.phase and not each.system]

    def said(name: str) -> str:
        """What stands there for this system, else for all."""
        return next((value for each in (row, *common) if (value := getattr(each, name))), "")

    return _duty(
        row.phase or "", row.system or "", said("accountable"), said("consulted"), said("informed"), project
    )


def _duty(
    phase: str, system: str, accountable: str, consulted: str, informed: str, project: Project
) -> Fields:
    who = people(accountable)
    lack = "責任者がいません" if not who else f"責任者が {len(who)} 人います" if len(who) > 1 else ""
    return {
        "工程": phase or "未記入",
        "システム": system or "すべて",
        "R": _doers(phase, system, project),
        "A": accountable or _NOBODY,
        "C": consulted or "－",
        "I": informed or "－",
        "不備": lack,
    }


def _doers(phase: str, system: str, project: Project) -> str:
    """担当 of the tasks of the 工程, each once."""
    if is_absent(Task, project):
        return "マスタスケジュールシートがありません"
    key = project.system(system)
    tasks = [
        task for task in leaves_of(phase, project)
        if not system or (key is not None and project.system(task.system) is key)
    ]  # fmt: skip
    names = dict.fromkeys(name for task in tasks for name in people(task.owner or ""))
    return "、".join(names) or _NOBODY


DOCUMENT = WordDocument(
    "役割分担表",
    "人ごとの役割・責任・権限と、工程ごとの実行者・責任者・相談先・共有先(RACI)です。",
    build,
    Layout(
        (
            Heading("決める人と上げ方"),
            Pairs(("承認者", "エスカレーション経路")),
            Heading("人ごとの役割"),
            Table("要員", "氏名:28 会社:46 部門:34 役割:26 責任・権限:76 担当システム:40 主副:12c 報告先:26", "役割と責任・権限", "体制表の記入はありません。"),
            Heading("工程ごとの分担"),
            Text("R = 実行する人(作業の担当)、A = 結果に責任を持つ人(1人)、C = 決める前に相談する人、I = 結果を知らせる人です。"),
            Table("分担", "工程:26 システム:34 R:84 A:28 C:50 I:50", "工程ごとの分担(RACI)", "工程の記入はありません。",
                  of="工程定義 マスタスケジュール"),
            When("責任者の不備", (Text("責任者(A)が1人に決まっていない工程は次のとおりです。"),
                 Table("責任者の不備", "工程:40 システム:60 内容=不備:60", "責任者が1人に決まっていない工程"))),
        ),
        is_landscape=True,
        has_cover=False,
        has_contents=False,
    ),
    sheets=(Member,),
)  # fmt: skip
