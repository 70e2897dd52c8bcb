"""RFP(提案依頼書): purpose, scope, requirements, schedule and answer form, as it goes out to the proposers.

What proposers answered is no part of it: they would read each other's answers (see rfp_comparison.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pmo_xl.documents.deliverables.milestones import milestone_rows, milestones
from pmo_xl.documents.deliverables.rfp_readiness import draft_of
from pmo_xl.documents.word.audience import Audience
from pmo_xl.documents.word.content import UNFILLED, Content, Source, basis_of, rows_of
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Heading, Landscape, Layout, Pairs, Table, Text, identifier
from pmo_xl.documents.word.letter import Letter
from pmo_xl.model.display import kanji_day
from pmo_xl.model.project import Project
from pmo_xl.model.rfp_item import RfpItem
from pmo_xl.model.system import System
from pmo_xl.model.task import Task

TITLE = "提案依頼書(RFP)"

_EXAMPLE: Final = {
    "RFP_ID": "(記入例)RFP-001",
    "回答区分": "一部適合",
    "回答箇所": "提案書 3.2節",
    "説明": "標準機能で応じます。通知の文面の変更だけは個別に作ります(費用の差は見積書の項目7)。",
}
_EMPTY_ROWS: Final = 10


def build(source: Source) -> Content:
    """The demands of RFP照合表, each once, whoever answered it."""
    project = source.project
    asked = demands(list(project.rfp_items))
    outsourced = [system for system in project.systems if system.is_outsourced]
    fields = {
        "前文": "次のとおり、提案をお願いします。",
        **{
            identifier(name): project.settings.text(name) or f"({UNFILLED})"
            for name in ("目的", "サービス概要", "システム概要", "RFP.提出先", "RFP.評価基準", "RFP.契約条件")
        },
        **{identifier(name): _day_of(project, name) for name in ("RFP.質問期限", "RFP.提案期限")},
        "件数": len(asked),
        "必須件数": sum(1 for item in asked if item.obligation == "必須"),
        "依頼するシステム": rows_of(outsourced),
        "要求": rows_of(asked),
        "日程": milestone_rows(project),
        "回答の例": [_EXAMPLE, *[dict.fromkeys(_EXAMPLE, "")] * _EMPTY_ROWS],
    }
    return Content(fields, [
        basis_of(RfpItem, project, asked, "同じ要求への別の提案者の回答"),
        basis_of(System, project, outsourced, "外注しないシステム"),
        basis_of(Task, project, milestones(project), "マイルストーンでない作業"),
    ], title=TITLE, letter=Letter("提案者 各位", TITLE, reply_by=project.settings.day("RFP.提案期限"), draft=draft_of(project)))  # fmt: skip


def _day_of(project: Project, name: str) -> str:
    """A day of 設定; as written where it is none."""
    found = project.settings.day(name)
    return kanji_day(found) if found else project.settings.text(name) or f"({UNFILLED})"


def demands(items: Sequence[RfpItem]) -> list[RfpItem]:
    """The rows without those that only hold another proposer's answer to the same demand."""
    found: dict[object, RfpItem] = {}
    for item in items:
        key = (item.section, item.statement, item.requirement) if item.vendor else id(item)
        found.setdefault(key, item)
    return list(found.values())


DOCUMENT = WordDocument(
    "RFP",
    "提案者に渡す提案依頼書です。目的・範囲・要求・日程・回答の書き方が入ります。",
    build,
    Layout(
        (
            Heading("目的と範囲"),
            Heading("目的", 2),
            Text("{{ 目的 }}"),
            Heading("サービスの概要", 2),
            Text("{{ サービス概要 }}"),
            Heading("システムの概要", 2),
            Text("{{ システム概要 }}"),
            Heading("提案を依頼するシステム", 2),
            Table("依頼するシステム", "システム名:40 区分:20c 目的:70 応答要件:40 スペック:48", "提案を依頼するシステム",
                  "提案を依頼するシステムは決まっていません。"),
            Heading("日程"),
            Table("日程", "マイルストーン=作業名:80 予定日:30c システム:50", "主な日程", "日程は決まっていません。"),
            Heading("提案の手続き"),
            Pairs(("提出先=RFP_提出先", "質問の期限=RFP_質問期限 提案の期限=RFP_提案期限")),
            Heading("評価の基準", 2),
            Text("{{ RFP_評価基準 }}"),
            Heading("契約の条件", 2),
            Text("{{ RFP_契約条件 }}"),
            Heading("回答の書き方"),
            Text("要求ごとに、適合・一部適合・不適合・別途のどれかと、提案書での説明箇所を書いてください。"
                 "必須の要求に不適合または一部適合と答えるときは、代わりの案と費用の差を書いてください。"),
            Table("回答の例", "RFP-ID:30 回答区分:30c 回答箇所:50 説明・代わりの案=説明:80", "回答の様式"),
            Landscape(
                (
                    Heading("要求"),
                    Text("要求は {{ 件数 }} 件(うち必須 {{ 必須件数 }} 件)です。"),
                    Table("要求", "RFP-ID:22 RFP章:28c 要求:140 必須任意:18c 要件:20", "要求の一覧", "要求の記入はありません。"),
                )
            ),
        ),
        has_cover=False,
        has_contents=False,
        has_approval=True,
    ),
    sheets=(RfpItem,),
    audience=Audience.OUTSIDE,
)  # fmt: skip
