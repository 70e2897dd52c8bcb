"""見積一覧: an estimate of a vendor for a system."""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import NUMBER, labels


class Estimate(Record):
    """One row of 見積一覧: an estimate of a vendor for a system."""

    sheet: ClassVar[Sheet] = Sheet(
        "見積一覧",
        collection="estimates",
        prefix="EST",
        aliases=labels("見積管理表 見積台帳 見積書一覧"),
        profile="full",
        help="ベンダから受け取った見積。",
    )

    id: Annotated[
        str | None,
        Column(
            "見積ID",
            Kind.ID,
            Need.MUST,
            aliases=(*NUMBER, "見積番号", "見積No"),
            help="見積の番号。EST-001 の形。",
            width=9.5,
        ),
    ] = None
    system: Annotated[
        str | None,
        Column(
            "システム",
            Kind.SYSTEM,
            Need.MUST,
            aliases=("システム名", "対象システム"),
            help="どのシステムの見積か。",
            width=16,
        ),
    ] = None
    vendor: Annotated[
        str | None,
        Column(
            "提出者",
            Kind.VENDOR,
            Need.MUST,
            aliases=("取引先", "見積先", "会社", "ベンダ"),
            help="見積を出した会社(取引先一覧の取引先名)。",
            width=24,
        ),
    ] = None
    kind: Annotated[
        str | None,
        Column(
            "種別",
            Kind.CHOICE,
            Need.MUST,
            aliases=("区分", "見積区分"),
            choices=("概算", "正式"),
            help="概算か正式か。",
            width=8,
        ),
    ] = None
    tax_basis: Annotated[
        str | None,
        Column(
            "税区分",
            Kind.CHOICE,
            Need.MUST,
            aliases=("税", "税込税抜"),
            choices=("税抜", "税込"),
            help="金額が税抜か税込か。",
            width=8,
        ),
    ] = None
    effort: Annotated[
        Decimal | None, Column("工数", Kind.NUMBER, aliases=("人月", "工数(人月)"), help="人月。", width=8)
    ] = None
    unit_price: Annotated[
        int | None, Column("単価", Kind.MONEY, aliases=("人月単価",), help="1人月あたりの円。", width=12)
    ] = None
    amount: Annotated[
        int | None,
        Column(
            "金額",
            Kind.MONEY,
            Need.MUST,
            aliases=("見積金額", "見積額", "総額", "合計金額"),
            help="見積の総額(円)。",
            width=14,
        ),
    ] = None
    breakdown_total: Annotated[
        int | None,
        Column(
            "内訳合計",
            Kind.MONEY,
            aliases=("内訳金額", "内訳計"),
            help="内訳を足した額(円)。金額と一致するはずです。",
            width=14,
        ),
    ] = None
    assumptions: Annotated[
        str | None,
        Column(
            "前提条件",
            Kind.LONGTEXT,
            aliases=("前提", "備考", "除外事項"),
            help="見積の前提・含まないもの。",
            width=36,
        ),
    ] = None
    received_on: Annotated[
        date | None,
        Column(
            "取得日",
            Kind.DATE,
            Need.MUST,
            aliases=("受領日", "見積日", "提出日"),
            help="見積を受け取った日。",
            width=11,
        ),
    ] = None
    valid_until: Annotated[
        date | None,
        Column("有効期限", Kind.DATE, aliases=("見積有効期限", "期限"), help="この日まで有効。", width=11),
    ] = None
    origin: Annotated[
        tuple[str, ...],
        Column(
            "起票元",
            Kind.REFS,
            aliases=("変更ID", "仕様変更"),
            refers_to=("仕様変更管理表",),
            help="もとになった仕様変更のID。複数は 、 で区切ります。",
            width=13,
        ),
    ] = ()
    is_adopted: Annotated[
        bool | None,
        Column("採用", Kind.FLAG, aliases=("採否", "採用可否"), help="採用した見積なら ○。", width=7.5),
    ] = None
