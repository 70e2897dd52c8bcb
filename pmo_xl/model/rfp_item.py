"""RFP照合表: one demand of the RFP and what a proposer answered."""

from datetime import date
from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import NUMBER, labels


class RfpItem(Record):
    """One row of RFP照合表: one demand of the RFP and what a proposer answered."""

    sheet: ClassVar[Sheet] = Sheet(
        "RFP照合表",
        collection="rfp_items",
        prefix="RFP",
        aliases=labels("RFP RFP要求一覧 提案依頼事項一覧 要求照合表 RFP対照表"),
        profile="full",
        help="RFPの要求と要件・提案回答の照合。",
    )

    id: Annotated[
        str | None,
        Column(
            "RFP-ID",
            Kind.ID,
            Need.MUST,
            aliases=(*NUMBER, "要求番号", "要求ID"),
            help="要求の番号。RFP-001 の形。",
            width=9.5,
        ),
    ] = None
    statement: Annotated[
        str | None,
        Column(
            "要求",
            Kind.LONGTEXT,
            Need.MUST,
            aliases=("要求内容", "要求事項", "依頼事項"),
            help="RFPに書いた要求。",
            width=40,
        ),
    ] = None
    requirement: Annotated[
        str | None,
        Column(
            "要件",
            Kind.REF,
            aliases=("要件ID",),
            refers_to=("要件一覧",),
            help="もとになった要件(要件一覧の要件ID)。",
            width=10,
        ),
    ] = None
    obligation: Annotated[
        str | None,
        Column(
            "必須任意",
            Kind.CHOICE,
            Need.MUST,
            aliases=("必須/任意", "区分"),
            choices=("必須", "任意"),
            help="必須か任意か。",
            width=8,
        ),
    ] = None
    section: Annotated[
        str | None, Column("RFP章", Kind.TEXT, aliases=("章", "章節"), help="RFPの章・節。", width=12)
    ] = None
    issued_on: Annotated[
        date | None, Column("発行日", Kind.DATE, aliases=("RFP発行日",), help="RFPを出した日。", width=11)
    ] = None
    vendor: Annotated[
        str | None,
        Column(
            "提案者",
            Kind.VENDOR,
            aliases=("提案会社", "提案ベンダ", "会社"),
            help="提案した会社(取引先一覧の取引先名)。",
            width=22,
        ),
    ] = None
    answer_kind: Annotated[
        str | None,
        Column(
            "回答区分",
            Kind.CHOICE,
            aliases=("回答", "適合判定"),
            choices=("適合", "一部適合", "不適合", "別途"),
            help="適合・一部適合・不適合・別途のどれか。",
            width=10,
        ),
    ] = None
    answer_location: Annotated[
        str | None,
        Column(
            "回答箇所",
            Kind.TEXT,
            aliases=("提案書箇所", "回答章"),
            help="提案書の章・頁。",
            width=16,
            is_rarely_read=True,
        ),
    ] = None
    questions: Annotated[
        tuple[str, ...],
        Column(
            "確認QA",
            Kind.REFS,
            aliases=("QA", "QA-ID"),
            refers_to=("QA表",),
            help="確認に使ったQA。複数は 、 で区切ります。",
            width=13,
            is_rarely_read=True,
        ),
    ] = ()
    issued_fingerprint: Annotated[
        str | None,
        Column(
            "発行時指紋",
            Kind.TEXT,
            Need.AUTO,
            help="RFPを出したときの要件内容の控え。出したあとの書き換えを見つけるために使います。",
            width=28,
            is_hidden=True,
        ),
    ] = None
