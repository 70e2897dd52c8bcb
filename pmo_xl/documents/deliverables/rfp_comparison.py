"""RFP回答比較書: what the proposers answered, side by side; for the office only, never part of the RFP."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from pmo_xl.documents.word.content import Content, Fields, Source, basis_of, rows_of
from pmo_xl.documents.word.document import WordDocument
from pmo_xl.documents.word.layout import Heading, Layout, Table, Text
from pmo_xl.model.rfp_item import RfpItem

ANSWERS = ("適合", "一部適合", "不適合", "別途")


def build(source: Source) -> Content:
    """The answers by proposer, those that do not fit, and the requirements 対象 that no demand names."""
    project = source.project
    items = list(project.rfp_items)
    asked = {item.requirement for item in items}
    left_out = [r for r in project.requirements if r.status == "対象" and r.id not in asked]
    answered = [item for item in items if item.answer_kind]
    fields = {
        "回答件数": len(answered),
        "回答状況": list(_answers(items)),
        "確認が要る回答": rows_of(item for item in answered if item.answer_kind != "適合"),
        "照合のない要件": rows_of(left_out),
    }
    return Content(fields, [basis_of(RfpItem, project, answered, "回答がない")])


def _answers(items: Sequence[RfpItem]) -> Iterator[Fields]:
    told = [item for item in items if item.vendor or item.answer_kind]
    for vendor in dict.fromkeys(item.vendor for item in told):
        counts = Counter(item.answer_kind or "未回答" for item in told if item.vendor == vendor)
        words = {word: counts[word] for word in ANSWERS}
        rest = sum(counts.values()) - sum(words.values()) - counts["未回答"]
        yield {"提案者": vendor or "(提案者の記入なし)", **words, "未回答": counts["未回答"], "その他": rest,
               "計": sum(counts.values())}  # fmt: skip


DOCUMENT = WordDocument(
    "RFP回答比較書",
    "提案者の回答を比べ、適合でない回答とRFPに含めていない要件を示します(提案者には渡しません)。",
    build,
    Layout(
        (
            Heading("回答の比較"),
            Text("回答のある要求は {{ 回答件数 }} 件です。この文書は提案者に渡さないでください。"),
            Table("回答状況", "提案者:70 適合:24r 一部適合:24r 不適合:24r 別途:24r 未回答:24r その他:24r 計:24r", "提案者ごとの回答(件)",
                  "回答はまだありません。"),
            Heading("適合でない回答"),
            Table("確認が要る回答", "RFP-ID:22 要求:106 必須任意:18c 提案者:48 回答区分:22c 回答箇所:36 確認QA:24", "適合でない回答",
                  "適合でない回答はありません。"),
            Heading("RFPに含めていない要件"),
            Table("照合のない要件", "要件ID:22 要件名:60 要件内容:120 関連システム:50", "要件一覧で対象の要件のうち、RFPの要求にないもの",
                  "RFPの要求にない対象の要件はありません。", of="要件一覧"),
        ),
        is_landscape=True,
        has_cover=False,
        has_contents=False,
        has_approval=True,
    ),
    sheets=(RfpItem,),
)  # fmt: skip
