"""シーケンス: one message of a sequence diagram."""

from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import NUMBER, labels


class Message(Record):
    """One row of シーケンス: one message of a sequence diagram."""

    sheet: ClassVar[Sheet] = Sheet(
        "シーケンス",
        collection="messages",
        prefix="SEQ",
        aliases=labels("シーケンス一覧 シーケンス表"),
        profile="full",
        help="機能ごとのやりとり。1行 = 1つの矢印。",
    )

    id: Annotated[
        str | None,
        Column(
            "シーケンスID", Kind.ID, Need.MUST, aliases=NUMBER, help="矢印の番号。SEQ-001 の形。", width=9.5
        ),
    ] = None
    function: Annotated[
        str | None,
        Column(
            "機能",
            Kind.TEXT,
            Need.MUST,
            aliases=("機能名", "処理名"),
            help="どの機能の流れか。同じ名前の行が1つの図になります。",
            width=24,
        ),
    ] = None
    order: Annotated[
        int | None,
        Column(
            "順序", Kind.INT, Need.MUST, aliases=("順番", "連番", "手順"), help="図の中の順番。", width=7.5
        ),
    ] = None
    source: Annotated[
        str | None,
        Column(
            "送信元",
            Kind.TEXT,
            Need.MUST,
            aliases=("From", "発信元"),
            help="送る側(システムか人)。",
            width=18,
        ),
    ] = None
    target: Annotated[
        str | None,
        Column(
            "送信先", Kind.TEXT, Need.MUST, aliases=("To", "宛先"), help="受ける側(システムか人)。", width=18
        ),
    ] = None
    kind: Annotated[
        str | None,
        Column(
            "種類",
            Kind.CHOICE,
            Need.MUST,
            aliases=("種別", "区分"),
            choices=("同期", "非同期", "応答"),
            help="同期・非同期・応答のどれか。",
            width=9,
        ),
    ] = None
    data: Annotated[
        str | None,
        Column(
            "情報",
            Kind.TEXT,
            Need.MUST,
            aliases=("メッセージ", "内容", "データ"),
            help="渡す情報。",
            width=30,
        ),
    ] = None
    interface: Annotated[
        str | None,
        Column(
            "IF-ID",
            Kind.REF,
            aliases=("IF",),
            refers_to=("IF一覧",),
            help="使うIF(IF一覧のIF-ID)。",
            width=10,
        ),
    ] = None
    stored_data: Annotated[
        str | None,
        Column(
            "保持データ",
            Kind.TEXT,
            aliases=("保存データ", "更新データ"),
            help="受けた側が残すデータ。",
            width=26,
        ),
    ] = None
