"""検収依頼書: asks for the acceptance of what was delivered."""

from __future__ import annotations

from pmo_xl.documents.deliverables.delivery import delivery_content, delivery_fields, unknown_day
from pmo_xl.documents.word.audience import Audience
from pmo_xl.documents.word.content import Content, Source, fields_of
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Heading, Layout, Pairs, Table, Text
from pmo_xl.documents.word.letter import Letter, to_person
from pmo_xl.model.acceptance import Acceptance


def build(source: Source, acceptance: Acceptance) -> Content:
    """The delivery, and the documents that are to be delivered with it."""
    project = source.project
    fields = delivery_fields(acceptance, project)
    owner = project.system(fields["システム名"])
    received = [
        d
        for d in project.deliverables
        if acceptance.received_on and d.is_deliverable and d.received_on == acceptance.received_on
    ]
    fields |= {
        "記入欄": "",
        "前文": _opening(acceptance),
        "納品物": [fields_of(document) for document in received],
    }
    letter = Letter(
        to_person(owner.owner if owner else None, project, "主担当"), "検収のお願い", acceptance.row_id or ""
    )
    return delivery_content(acceptance, fields, project, letter)


def _opening(acceptance: Acceptance) -> str:
    """What is asked, and what of it the ledger does not bear out."""
    shown = fields_of(acceptance)
    if acceptance.accepted_on:
        return f"次の納品物は {shown['検収日']} に検収済みです。"
    if acceptance.received_on:
        return "次の納品物を受領しましたので、検収をお願いします。"
    return f"次の納品物の検収をお願いします。受領日は{unknown_day(shown['受領日'])}。"


DOCUMENT = WordDocument(
    "検収依頼書",
    "納品物の検収を依頼します(検収支払の1行に1枚)。",
    build,
    Layout(
        (
            Pairs(("検収ID 検収予定日", "取引先", "発注書番号 発注日", "件名", "システム名 契約形態", "受領日 履行期間")),
            Table("金額", "税率:30c 対象額=対象額:45r 消費税額=消費税額:45r 合計=合計:50r", "検収の対象額(円)", "金額は記載できません。"),
            Text("{{ 税の説明 }}", "Note"),
            Heading("納品物", 3),
            Table("納品物", "文書ID:20 文書名:80 最新版:20c 受領日:26c 格納先:44", "受領日が同じ納品対象の文書", "成果物一覧に、受領日が同じ納品対象の文書はありません。", of="成果物一覧"),
            Heading("検収の結果(記入欄)", 3),
            Pairs(("合否=記入欄 検収日=記入欄", "所見=記入欄")),
        ),
        is_form=True,
        has_approval=True,
    ),
    sheets=(Acceptance,),
    per_row=Acceptance,
    wanted=lambda row, project: row.received_on is not None and row.accepted_on is None,
    audience=Audience.OUTSIDE,
)  # fmt: skip
