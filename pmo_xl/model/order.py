"""予算管理表: The share of one order (or expected order) that one budget bears."""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import NUMBER, REMARKS, STATE, labels


class Order(Record):
    """One row of 予算管理表: the share of one order (or expected order) that one budget bears."""

    sheet: ClassVar[Sheet] = Sheet(
        "予算管理表",
        collection="orders",
        prefix="ORD",
        aliases=labels(
            "発注管理表 執行管理表 発注 発注一覧 発注管理 発注台帳 契約一覧 契約管理表 "
            "契約台帳 予算執行管理表 予算執行表 予実管理表 見積発注一覧 見積発注管理表 "
            "外注管理表 調達一覧 調達管理表"
        ),
    )

    id: Annotated[
        str | None,
        Column(
            "発注ID",
            Kind.ID,
            Need.MUST,
            aliases=NUMBER + labels("発注番号 発注No 契約番号 契約No 案件番号 管理No"),
        ),
    ] = None
    budget: Annotated[
        str | None,
        Column(
            "予算ID",
            Kind.REF,
            Need.MUST,
            aliases=("予算番号", "予算No", "予算コード", "予算"),
            refers_to=("予算枠",),
        ),
    ] = None
    system: Annotated[
        str | None, Column("システム名", Kind.SYSTEM, Need.MUST, aliases=("システム", "対象システム"))
    ] = None
    title: Annotated[
        str | None,
        Column(
            "件名",
            Kind.TEXT,
            Need.MUST,
            aliases=labels("案件名 発注件名 契約件名 業務名 委託業務名 品名 名称 内容 発注内容 項目"),
        ),
    ] = None
    order_kind: Annotated[
        str | None,
        Column(
            "発注区分",
            Kind.CHOICE,
            Need.MUST,
            aliases=("区分", "種別"),
            choices=("当初", "追加", "減額", "取消"),
        ),
    ] = None
    contract: Annotated[
        str | None,
        Column(
            "契約形態",
            Kind.CHOICE,
            aliases=("契約種別", "契約区分", "契約"),
            choices=("請負", "準委任", "派遣", "ライセンス", "保守", "その他"),
        ),
    ] = None
    vendor: Annotated[
        str | None,
        Column(
            "発注先",
            Kind.VENDOR,
            Need.MUST,
            aliases=labels(
                "ベンダ 取引先 委託先 ベンダー ベンダ名 ベンダー名 取引先名 業者 業者名 委託先名 "
                "発注先名 契約先 会社名 協力会社 外注先 仕入先"
            ),
        ),
    ] = None
    estimate: Annotated[str | None, Column("見積ID", Kind.REF, refers_to=("見積一覧",))] = None
    estimated: Annotated[
        int | None,
        Column(
            "見積金額",
            Kind.MONEY,
            aliases=labels("見積額 見積 見積り金額 見積もり金額 御見積金額 概算金額 概算額"),
        ),
    ] = None
    estimated_on: Annotated[
        date | None,
        Column(
            "見積日",
            Kind.DATE,
            aliases=("見積取得日", "見積年月日"),
        ),
    ] = None
    probability: Annotated[
        Decimal | None,
        Column(
            "確度",
            Kind.PERCENT,
            aliases=("見込確度", "発注確度"),
        ),
    ] = None
    ordered: Annotated[
        int | None,
        Column(
            "発注金額",
            Kind.MONEY,
            aliases=labels("発注額 契約金額 発注 契約額 契約金額 注文金額 確定金額 確定額 金額"),
        ),
    ] = None
    ordered_on: Annotated[
        date | None,
        Column(
            "発注日",
            Kind.DATE,
            aliases=("発注年月日", "契約日", "契約締結日", "注文日"),
        ),
    ] = None
    order_number: Annotated[
        str | None,
        Column(
            "発注書番号",
            Kind.TEXT,
            aliases=labels("注文書番号 注文番号 発注書No 注文書No PO番号 PONo"),
        ),
    ] = None
    approval_number: Annotated[
        str | None,
        Column(
            "稟議番号",
            Kind.TEXT,
            aliases=("稟議No", "決裁番号", "決裁No"),
        ),
    ] = None
    performs_from: Annotated[
        date | None,
        Column(
            "履行開始",
            Kind.DATE,
            aliases=labels("履行開始日 契約開始 契約開始日 契約期間開始 履行期間開始 開始日"),
        ),
    ] = None
    performs_until: Annotated[
        date | None,
        Column(
            "履行終了",
            Kind.DATE,
            aliases=labels("履行終了日 履行期限 契約終了 契約終了日 契約期間終了 履行期間終了 納期 終了日"),
        ),
    ] = None
    acceptance_month: Annotated[
        date | None, Column("検収月", Kind.MONTH, aliases=("検収予定月", "検収予定", "検収年月"))
    ] = None
    payment_month: Annotated[
        date | None, Column("支払月", Kind.MONTH, aliases=("支払予定月", "支払予定", "支払年月"))
    ] = None
    department: Annotated[
        str | None,
        Column(
            "負担部門",
            Kind.CHOICE,
            Need.MUST,
            aliases=labels("部門 部署 担当部門 担当部署 予算部門 負担部署"),
            choice_list="部門",
        ),
    ] = None
    share: Annotated[Decimal | None, Column("負担率", Kind.PERCENT)] = None
    origin: Annotated[tuple[str, ...], Column("起票元", Kind.REFS, refers_to=("仕様変更管理表",))] = ()
    toritekihou: Annotated[str | None, Column("取適法", Kind.CHOICE, choice_list="取適法")] = None
    status: Annotated[str | None, Column("状態", Kind.TEXT, Need.AUTO, aliases=STATE, is_derived=True)] = None
    remarks: Annotated[str | None, Column("備考", Kind.LONGTEXT, aliases=REMARKS)] = None
