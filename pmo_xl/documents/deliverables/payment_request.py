"""支払依頼書: asks for the payment of an accepted delivery, with the days that the payment law counts."""

from __future__ import annotations

from pmo_xl.documents.deliverables.delivery import delivery_basis, delivery_fields, delivery_row, unknown_day
from pmo_xl.documents.word.content import Content, Fields, Source, fields_of, text
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Heading, Layout, Pairs, Table, Text, When
from pmo_xl.metrics.payment.toritekihou_payment import toritekihou_payment
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.display import yen
from pmo_xl.model.project import Project


def build(source: Source, acceptance: Acceptance) -> Content:
    """The delivery with its invoice, and what the law says of its payment."""
    project = source.project
    fields = delivery_fields(acceptance, project) | _law(acceptance, project)
    fields["前文"] = _opening(acceptance)
    return Content(fields, delivery_basis(project), row=delivery_row(acceptance))


def _opening(acceptance: Acceptance) -> str:
    """What is asked, and what of it the ledger does not bear out."""
    shown = fields_of(acceptance)
    if acceptance.paid_on:
        return f"次の支払は {shown['支払日']} に済んでいます。"
    if acceptance.accepted_on:
        return "次のとおり支払をお願いします。"
    return f"次のとおり支払をお願いします。検収日は{unknown_day(shown['検収日'])}。"


def _law(acceptance: Acceptance, project: Project) -> Fields:
    ruling = toritekihou_payment(acceptance, project)
    checks = [
        {"確認すること": c.name, "結果": c.ruling.verdict.value, "理由": c.ruling.reason}
        for c in ruling.checks
    ]
    return {
        "取適法": ruling.coverage,
        "取適法の判定": ruling.word,
        "取適法の理由": ruling.reason,
        "最終日": text(ruling.last_on) or "－",
        "遅延利息の目安": yen(ruling.late_charge) if ruling.late_charge else "",
        "取適法の確認": checks,
    }


DOCUMENT = WordDocument(
    "支払依頼書",
    "検収した納品の支払を依頼します(検収支払の1行に1枚)。支払期日の確認つきです。",
    build,
    Layout(
        (
            Text("経理担当 御中"),
            Text("{{ 前文 }}"),
            Pairs(("検収ID 検収日", "支払先=取引先", "登録番号 請求書番号", "件名", "発注書番号 稟議番号", "予算ID 負担部門", "受領日 請求日",
                   "支払期日 支払予定日", "支払方法 取適法")),
            Table("金額", "税率:30c 対象額=対象額:45r 消費税額=消費税額:45r 合計=合計:50r", "支払う額(円)", "金額は記載できません。"),
            Text("{{ 税の説明 }}", "Note"),
            Heading("支払期日の確認", 3),
            Text("取適法の判定: {{ 取適法の判定 }}(60日の最終日 {{ 最終日 }})。{{ 取適法の理由 }}"),
            When("遅延利息の目安", (Text("遅延利息の目安は {{ 遅延利息の目安 }} 円です(61日目から基準日まで。率は告示で確かめてください)。"),)),
            Table("取適法の確認", "確認すること:44 結果:24c 理由:104", "取適法に照らした確認", "取適法の確認はありません(対象外、または判定に要る日付がありません)。"),
        ),
        is_form=True,
        has_approval=True,
    ),
    sheets=(Acceptance,),
    per_row=Acceptance,
    wanted=lambda row, project: row.accepted_on is not None and row.paid_on is None,
)  # fmt: skip
