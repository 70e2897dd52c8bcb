"""検収書: that one delivery was accepted: what, when, for how much, with its tax."""

from __future__ import annotations

from pmo_xl.documents.deliverables.delivery import delivery_content, delivery_fields, unknown_day, vendor_name
from pmo_xl.documents.word.audience import Audience
from pmo_xl.documents.word.content import Content, Source, fields_of
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Layout, Pairs, Table, Text, When
from pmo_xl.documents.word.letter import Letter, to_vendor
from pmo_xl.model.acceptance import Acceptance


def build(source: Source, acceptance: Acceptance) -> Content:
    """The certificate of one delivery."""
    fields = delivery_fields(acceptance, source.project) | {"前文": _opening(acceptance)}
    letter = Letter(to_vendor(vendor_name(acceptance, source.project)), "検収書", acceptance.row_id or "")
    return delivery_content(acceptance, fields, source.project, letter)


def _opening(acceptance: Acceptance) -> str:
    """That it was accepted, only of a delivery whose 検収日 says so."""
    if acceptance.accepted_on:
        return "次の納品物を検査し、合格と認めましたので、検収したことをお知らせします。"
    return f"次の納品物は、まだ検収を確かめられていません。検収日は{unknown_day(fields_of(acceptance)['検収日'])}。"


DOCUMENT = WordDocument(
    "検収書",
    "納品を検収したことを示します(検収支払の1行に1枚)。",
    build,
    Layout(
        (
            Pairs(
                (
                    "検収ID 検収日",
                    "発注書番号 発注日",
                    "件名",
                    "システム名 契約形態",
                    "受領日 履行期間",
                    "検収書番号=検収書",
                )
            ),
            Table(
                "金額",
                "税率:30c 対象額=対象額:45r 消費税額=消費税額:45r 合計=合計:50r",
                "検収した額(円)",
                "金額は記載できません。",
            ),
            Text("{{ 税の説明 }}", "Note"),
            When("備考", (Text("備考: {{ 備考 }}"),)),
        ),
        is_form=True,
        has_approval=True,
    ),
    sheets=(Acceptance,),
    per_row=Acceptance,
    wanted=lambda row, project: row.accepted_on is not None,
    audience=Audience.OUTSIDE,
)
