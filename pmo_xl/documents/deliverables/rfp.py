"""RFP(提案依頼書): purpose, scope, requirements, schedule and answer form; and the answers side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pmo_xl.documents.deliverables.milestones import milestone_rows, milestones
from pmo_xl.documents.word.content import Content, Fields, Source, basis_of, rows_of
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Heading, Landscape, Layout, Table, Text
from pmo_xl.model.rfp_item import RfpItem
from pmo_xl.model.system import System
from pmo_xl.model.task import Task

ANSWERS = ("適合", "一部適合", "不適合", "別途")


def build(source: Source) -> Content:
    """The demands of RFP照合表; a requirement 対象 that no demand names is counted."""
    project = source.project
    items = list(project.rfp_items)
    asked = {item.requirement for item in items}
    wanted = [r for r in project.requirements if r.status == "対象"]
    outsourced = [system for system in project.systems if system.is_outsourced]
    fields = {
        **{
            name: project.settings.text(name) or "(設定に記入がありません)"
            for name in ("目的", "サービス概要", "システム概要")
        },
        "件数": len(items),
        "必須件数": sum(1 for item in items if item.obligation == "必須"),
        "照合なし": sum(1 for requirement in wanted if requirement.id not in asked),
        "依頼するシステム": rows_of(outsourced),
        "要求": rows_of(items),
        "日程": milestone_rows(project),
        "回答の例": [{"RFP_ID": "", "回答区分": "", "回答箇所": "", "説明": ""}] * 3,
        "回答状況": list(_answers(items)),
        "確認が要る回答": rows_of(item for item in items if item.answer_kind and item.answer_kind != "適合"),
    }
    return Content(fields, [
        basis_of(RfpItem, project, items),
        basis_of(System, project, outsourced, "外注しないシステム"),
        basis_of(Task, project, milestones(project), "マイルストーンでない作業"),
    ], title="提案依頼書(RFP)")  # fmt: skip


def _answers(items: Sequence[RfpItem]) -> Iterator[Fields]:
    for vendor in dict.fromkeys(item.vendor for item in items if item.vendor):
        counts = Counter(item.answer_kind or "未回答" for item in items if item.vendor == vendor)
        words = {word: counts[word] for word in ANSWERS}
        yield {"提案者": vendor, **words, "未回答": counts["未回答"], "計": sum(counts.values())}


DOCUMENT = WordDocument(
    "RFP",
    "提案依頼書です。目的・範囲・要求・日程・回答の書き方と、受け取った回答の比較が入ります。",
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
            Table("依頼するシステム", "システム名:40 区分:18c 目的:70 応答要件:40 スペック:50", "提案を依頼するシステム"),
            Heading("日程"),
            Table("日程", "マイルストーン=作業名:80 予定日:30c システム:50", "主な日程"),
            Heading("回答の書き方"),
            Text("要求ごとに、適合・一部適合・不適合・別途のどれかと、提案書での説明箇所を書いてください。"
                 "必須の要求に不適合または一部適合と答えるときは、代わりの案と費用の差を書いてください。"),
            Table("回答の例", "RFP-ID:30 回答区分:30c 回答箇所:50 説明・代わりの案=説明:80", "回答の様式"),
            Landscape(
                (
                    Heading("要求"),
                    Text("要求は {{ 件数 }} 件(うち必須 {{ 必須件数 }} 件)です。要件一覧で対象の要件のうち、この依頼に含めていないものは {{ 照合なし }} 件です。"),
                    Table("要求", "RFP-ID:22 RFP章:18c 要求:150 必須任意:18c 要件:20", "要求の一覧"),
                    Heading("回答の比較"),
                    Table("回答状況", "提案者:70 適合:24r 一部適合:24r 不適合:24r 別途:24r 未回答:24r 計:24r", "提案者ごとの回答(件)",
                          "回答はまだありません。"),
                    Table("確認が要る回答", "RFP-ID:22 要求:110 必須任意:18c 提案者:44 回答区分:22c 回答箇所:36 確認QA:24", "適合でない回答",
                          "適合でない回答はありません。"),
                )
            ),
        ),
        has_approval=True,
    ),
    (RfpItem,),
)  # fmt: skip
