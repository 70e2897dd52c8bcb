"""PMO憲章: why there is a PMO, for what, what it does and leaves, who leads whom, its phases, how its effect is measured."""

from __future__ import annotations

from pmo_xl.documents.deliverables.organisation_chart import people_here
from pmo_xl.documents.word.content import (
    UNFILLED,
    Content,
    Fields,
    Source,
    basis_of,
    fields_of,
    or_unfilled,
    rows_of,
)
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Block, Heading, Layout, Pairs, Table, Text, When
from pmo_xl.metrics.approvers import entitled_roles
from pmo_xl.metrics.measures import BY_HAND, MEASURES
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.meeting import Meeting
from pmo_xl.model.member import Member
from pmo_xl.model.project import Project
from pmo_xl.model.settings import default_of

PARTS = ("目的", "範囲", "機能", "指揮命令", "段階")
_LEADS = ("PM", "PMO")
_LINES = 3


def build(source: Source) -> Content:
    """The five texts of 設定 (a blank one as lines to fill), and what 体制表, 会議体 and KPI say beside them."""
    project = source.project
    texts = {part: project.settings.text(f"PMO.{part}") for part in PARTS}
    leads = _leads(project)
    fields = {
        **texts,
        "記入欄": [{"記入欄": ""} for _ in range(_LINES)],
        "未記入": "、".join(f"PMO.{part}" for part, text in texts.items() if not text),
        "承認者役割": project.settings.text("承認者役割") or default_of("承認者役割"),
        "エスカレーション経路": project.settings.text("エスカレーション経路") or UNFILLED,
        "体制": [or_unfilled(row, "責任・権限", "報告先") for row in rows_of(leads)],
        "PMOの有無": any(member.role == "PMO" for member in leads),
        "会議": [or_unfilled(fields_of(each), "目的", "頻度", "決定者", "主催") for each in project.meetings],
        "KPI": [_kpi(each) for each in project.kpis],
    }
    return Content(fields, [
        basis_of(Member, project, leads, "事業責任者・PM・PMOでないか、離任した人"),
        basis_of(Meeting, project, list(project.meetings)),
        basis_of(Kpi, project, list(project.kpis)),
    ])  # fmt: skip


def _leads(project: Project) -> list[Member]:
    """Who decides, leads and supports, on D."""
    roles = {*entitled_roles(project), *_LEADS}
    return [member for member in people_here(project) if member.role in roles]


def _kpi(kpi: Kpi) -> Fields:
    """The measure with what it counts; its unit and direction are the row's, else the measure's own."""
    found = MEASURES.get(kpi.formula or "")
    shown = fields_of(kpi)
    own = {"単位": found.unit, "向き": found.direction} if found else {}
    named = {name: shown[name] or own.get(name, "") for name in ("単位", "向き")}
    counted = found.meaning if found else "決まっていません"
    how = "手で測って書く" if kpi.formula == BY_HAND else counted
    return or_unfilled(shown | named | {"測り方": how}, "目標", "基準値", "向き")


def _part(title: str, part: str) -> tuple[Block, ...]:
    """The text of 設定, or lines to fill that say where to write it."""
    return (
        Heading(title),
        When(part, (Text(f"{{{{ {part} }}}}"),),
             (Text(f"まだ書かれていません。設定シートの「PMO.{part}」に書くと、ここに入ります。"), Table("記入欄", "記入欄:170", f"{title}(記入欄)"))),
    )  # fmt: skip


DOCUMENT = WordDocument(
    "PMO憲章",
    "PMOの目的・範囲・すること・しないこと・PMとの境目・段階と、効果の測り方を定めます。",
    build,
    Layout(
        (
            When("未記入", (Text("記入待ち: {{ 未記入 }}(設定シート)。決まってから承認を受けてください。"),)),
            *_part("目的", "目的"),
            *_part("範囲(この案件・部門・全社)", "範囲"),
            *_part("機能(すること・しないこと)", "機能"),
            *_part("指揮命令と、PMとの境目", "指揮命令"),
            Pairs(("承認する役割=承認者役割", "エスカレーション経路")),
            Table("体制", "役割:28 氏名:28 部門:44 責任・権限:70 報告先:28", "事業責任者・PM・PMO", "体制表に、事業責任者・PM・PMOの人がいません。", of="体制表"),
            When("体制 and not PMOの有無", (Text("体制表に、役割がPMOの人がいません。"),)),
            Heading("会議体"),
            Table("会議", "会議名:40 目的:60 頻度:18c 主催:26 決定者:28", "PMOが回す会議と、決める人", "会議体の記入はありません。", of="会議体"),
            *_part("導入の段階", "段階"),
            Heading("効果の測り方"),
            Table("KPI", "指標名:46 測り方:60 基準値:20r 目標:18r 単位:14c 向き:28c", "効果を測る指標(基準値 = 取り組む前の値)", "KPIの記入はありません。", of="KPI"),
        ),
        has_cover=False,
        has_contents=False,
        has_approval=True,
    ),
)  # fmt: skip
