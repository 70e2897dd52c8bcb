"""リスク管理表: something that may happen and harm the project."""

from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import NUMBER, OWNER, STATE, labels


class Risk(Record):
    """One row of リスク管理表: something that may happen and harm the project."""

    sheet: ClassVar[Sheet] = Sheet(
        "リスク管理表",
        collection="risks",
        prefix="RSK",
        aliases=labels("リスク一覧 リスク管理 リスク台帳 リスク登録簿 RiskLog"),
        profile="full",
        help="起こりうる問題と備え。",
    )

    id: Annotated[
        str | None,
        Column(
            "リスクID",
            Kind.ID,
            Need.MUST,
            aliases=(*NUMBER, "リスク番号"),
            help="リスクの番号。RSK-001 の形。",
            width=9.5,
        ),
    ] = None
    title: Annotated[
        str | None,
        Column(
            "リスク",
            Kind.TEXT,
            Need.MUST,
            aliases=("リスク名", "リスク内容", "件名", "内容"),
            help="何が起こりうるか。",
            width=34,
        ),
    ] = None
    probability: Annotated[
        int | None,
        Column(
            "確率",
            Kind.INT,
            Need.MUST,
            aliases=("発生確率", "発生可能性"),
            help="起こりやすさ。1(低い)から5(高い)。",
            width=7.5,
        ),
    ] = None
    impact: Annotated[
        int | None,
        Column(
            "影響",
            Kind.INT,
            Need.MUST,
            aliases=("影響度",),
            help="起きたときの重さ。1(軽い)から5(重い)。",
            width=7.5,
        ),
    ] = None
    mitigation: Annotated[
        str | None,
        Column(
            "対策",
            Kind.LONGTEXT,
            aliases=("対応策", "予防策", "対応方針"),
            help="起こらないように、または軽くするためにすること。",
            width=34,
        ),
    ] = None
    trigger: Annotated[
        str | None,
        Column(
            "発動条件", Kind.LONGTEXT, aliases=("トリガー", "発動基準"), help="何が起きたら動くか。", width=28
        ),
    ] = None
    contingency: Annotated[
        str | None,
        Column(
            "コンティンジェンシープラン",
            Kind.LONGTEXT,
            aliases=("発生時対応", "代替策", "緊急時対応"),
            help="起きてしまったときの手順。",
            width=34,
        ),
    ] = None
    owner: Annotated[
        str | None,
        Column("担当", Kind.PERSON, Need.MUST, aliases=OWNER, help="見張る人(体制表の氏名)。", width=12),
    ] = None
    is_occurred: Annotated[
        bool | None,
        Column("顕在化", Kind.FLAG, aliases=("発生", "発生有無"), help="起きてしまったら ○。", width=7.5),
    ] = None
    issues: Annotated[
        tuple[str, ...],
        Column(
            "対応課題",
            Kind.REFS,
            aliases=("課題ID", "関連課題"),
            refers_to=("課題管理表",),
            help="起きたあとを追う課題のID。複数は 、 で区切ります。",
            width=13,
        ),
    ] = ()
    status: Annotated[
        str | None, Column("状態", Kind.CHOICE, Need.MUST, aliases=STATE, help="いまの段階。", width=9)
    ] = None
