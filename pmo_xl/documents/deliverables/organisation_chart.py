"""体制図: the chart drawn from 報告先, and who is to be reached where."""

from __future__ import annotations

from pmo_xl.charts.mermaid import organisation_mermaid
from pmo_xl.charts.organisation_chart import organisation_chart
from pmo_xl.documents.word.content import UNFILLED, Content, Source, basis_of, figures_of, rows_of
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Figures, Heading, Layout, Table, Text
from pmo_xl.model.member import Member
from pmo_xl.model.project import Project


def people_here(project: Project) -> list[Member]:
    """The rows of 体制表 of those who have not left by D."""
    return [m for m in project.members if m.left_on is None or m.left_on >= project.as_of]


def build(source: Source) -> Content:
    """Those who are here on D."""
    project = source.project
    here = people_here(project)
    escalation = project.settings.text("エスカレーション経路") or UNFILLED
    fields = {
        "体制図": figures_of(organisation_chart(project)),
        "エスカレーション経路": escalation,
        "連絡先": rows_of(here),
    }
    return Content(fields, [basis_of(Member, project, here, "離任した人")])


CONTACTS = "氏名:28 会社:52 部門:36 役割:26 担当システム:34 メール:56 電話:34"

DOCUMENT = WordDocument(
    "体制図",
    "体制表の報告先から描いた体制図と、連絡先の一覧です。",
    build,
    Layout(
        (
            Heading("体制"),
            Figures("体制図"),
            Heading("エスカレーション経路"),
            Text("{{ エスカレーション経路 }}"),
            Heading("連絡先"),
            Table("連絡先", CONTACTS, "連絡先"),
        ),
        is_landscape=True,
        has_cover=False,
        has_contents=False,
    ),
    sheets=(Member,),
    figures=organisation_chart,
    mermaid=organisation_mermaid,
)
