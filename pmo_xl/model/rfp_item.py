"""RFP照合表: one demand of the RFP and what a proposer answered."""

from typing import ClassVar

from pmo_xl.model.column import (
    Date,
    Id,
    LongText,
    Number,
    Ref,
    Refs,
    Text,
    VendorName,
    Word,
    auto,
    column,
    must,
)
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
        guide="RFPに入れる要求と、提案者ごとの回答を1行に1つ書きます。要件の入れ漏れ、発行した後の変更、確かめていない回答を点検します。",
        brief="RFPの要求と提案の回答。",
    )

    id: Id = column(
        "RFP-ID", must, aliases=(*NUMBER, "要求番号", "要求ID"), width=9.5, help="要求の番号。RFP-001 の形。"
    )
    statement: LongText = column(
        "要求", must, aliases="要求内容 要求事項 依頼事項", width=40, help="RFPに書いた要求。"
    )
    requirement: Ref = column(
        "要件", aliases="要件ID", refers_to="要件一覧", width=10, help="もとになった要件(要件一覧の要件ID)。"
    )
    obligation: Word = column(
        "必須任意", must, aliases="必須/任意 区分", choices="必須 任意", width=8, help="必須か任意か。"
    )
    section: Text = column("RFP章", aliases="章 章節", width=12, help="RFPの章・節。")
    issued_on: Date = column("発行日", aliases="RFP発行日", width=11, help="RFPを出した日。")
    vendor: VendorName = column(
        "提案者", aliases="提案会社 提案ベンダ 会社", width=22, help="提案した会社(取引先一覧の取引先名)。"
    )
    answer_kind: Word = column(
        "回答区分",
        aliases="回答 適合判定",
        choices="適合 一部適合 不適合 別途",
        width=10,
        help="適合・一部適合・不適合・別途のどれか。",
    )
    answer_location: Text = column(
        "回答箇所", aliases="提案書箇所 回答章", is_rarely_read=True, width=16, help="提案書の章・頁。"
    )
    questions: Refs = column(
        "確認QA",
        aliases="QA QA-ID",
        refers_to="QA表",
        is_rarely_read=True,
        width=13,
        help="確認に使ったQA。複数は 、 で区切ります。",
    )
    score: Number = column(
        "評価点", aliases="点数 評価 スコア", width=7, help="0〜5 の評価点。提案者ごとに平均します。", since=2
    )
    issued_fingerprint: Text = column(
        "発行時指紋",
        auto,
        is_hidden=True,
        width=28,
        help="RFPを出したときの要件内容の控え。出したあとの書き換えを見つけるために使います。",
    )
