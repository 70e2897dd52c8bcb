"""予算管理表: The share of one order (or expected order) that one budget bears."""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import NUMBER, STATE


class Order(Record):
    """One row of 予算管理表: the share of one order (or expected order) that one budget bears."""

    sheet: ClassVar[Sheet] = Sheet(
        "予算管理表", collection="orders", prefix="ORD", aliases=("発注管理表", "執行管理表")
    )

    id: Annotated[str | None, Column("発注ID", Kind.ID, Need.MUST, aliases=(*NUMBER, "発注番号"))] = None
    budget: Annotated[str | None, Column("予算ID", Kind.REF, Need.MUST, refers_to=("予算枠",))] = None
    system: Annotated[
        str | None, Column("システム名", Kind.SYSTEM, Need.MUST, aliases=("システム", "対象システム"))
    ] = None
    title: Annotated[str | None, Column("件名", Kind.TEXT, Need.MUST)] = None
    order_kind: Annotated[
        str | None, Column("発注区分", Kind.CHOICE, Need.MUST, choices=("当初", "追加", "減額", "取消"))
    ] = None
    contract: Annotated[
        str | None,
        Column("契約形態", Kind.CHOICE, choices=("請負", "準委任", "派遣", "ライセンス", "保守", "その他")),
    ] = None
    vendor: Annotated[
        str | None, Column("発注先", Kind.VENDOR, Need.MUST, aliases=("ベンダ", "取引先", "委託先"))
    ] = None
    estimate: Annotated[str | None, Column("見積ID", Kind.REF, refers_to=("見積一覧",))] = None
    estimated: Annotated[int | None, Column("見積金額", Kind.MONEY, aliases=("見積額",))] = None
    estimated_on: Annotated[date | None, Column("見積日", Kind.DATE)] = None
    probability: Annotated[Decimal | None, Column("確度", Kind.PERCENT)] = None
    ordered: Annotated[int | None, Column("発注金額", Kind.MONEY, aliases=("発注額", "契約金額"))] = None
    ordered_on: Annotated[date | None, Column("発注日", Kind.DATE)] = None
    order_number: Annotated[
        str | None, Column("発注書番号", Kind.TEXT, aliases=("注文書番号", "注文番号"))
    ] = None
    approval_number: Annotated[str | None, Column("稟議番号", Kind.TEXT)] = None
    performs_from: Annotated[date | None, Column("履行開始", Kind.DATE)] = None
    performs_until: Annotated[date | None, Column("履行終了", Kind.DATE)] = None
    acceptance_month: Annotated[date | None, Column("検収月", Kind.MONTH, aliases=("検収予定月",))] = None
    payment_month: Annotated[date | None, Column("支払月", Kind.MONTH, aliases=("支払予定月",))] = None
    department: Annotated[str | None, Column("負担部門", Kind.CHOICE, Need.MUST, choice_list="部門")] = None
    share: Annotated[Decimal | None, Column("負担率", Kind.PERCENT)] = None
    origin: Annotated[tuple[str, ...], Column("起票元", Kind.REFS, refers_to=("仕様変更管理表",))] = ()
    toritekihou: Annotated[str | None, Column("取適法", Kind.CHOICE, choice_list="取適法")] = None
    status: Annotated[str | None, Column("状態", Kind.TEXT, Need.AUTO, aliases=STATE, is_derived=True)] = None
    remarks: Annotated[str | None, Column("備考", Kind.LONGTEXT, aliases=("コメント", "摘要"))] = None
