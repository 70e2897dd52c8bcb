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
        help="発注と発注見込みを1行に1つ。",
    )

    id: Annotated[
        str | None,
        Column(
            "発注ID",
            Kind.ID,
            Need.MUST,
            aliases=NUMBER + labels("発注番号 発注No 契約番号 契約No 案件番号 管理No"),
            help="発注の番号。ORD-001 の形。1行 = 1つの予算が負担する発注の分。",
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
            help="負担する予算枠のID。",
            width=9.5,
        ),
    ] = None
    system: Annotated[
        str | None,
        Column(
            "システム名",
            Kind.SYSTEM,
            Need.MUST,
            aliases=("システム", "対象システム"),
            help="どのシステムの発注か。",
            width=18,
        ),
    ] = None
    title: Annotated[
        str | None,
        Column(
            "件名",
            Kind.TEXT,
            Need.MUST,
            aliases=labels(
                "タイトル 案件名 発注件名 契約件名 業務名 委託業務名 品名 名称 内容 発注内容 項目"
            ),
            help="何を頼むか。",
            width=26,
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
            help="取り消しは行を消さずに 取消 にします。減額はマイナスの金額で書きます。",
            width=8.5,
        ),
    ] = None
    contract: Annotated[
        str | None,
        Column(
            "契約形態",
            Kind.CHOICE,
            aliases=("契約種別", "契約区分", "契約"),
            choices=("請負", "準委任", "派遣", "ライセンス", "保守", "その他"),
            help="契約の形。",
            width=10,
            is_rarely_read=True,
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
            help="頼む相手(取引先一覧の取引先名)。",
            width=24,
        ),
    ] = None
    estimate: Annotated[
        str | None,
        Column(
            "見積ID",
            Kind.REF,
            refers_to=("見積一覧",),
            help="もとにした見積のID。",
            width=9.5,
            is_rarely_read=True,
        ),
    ] = None
    estimated: Annotated[
        int | None,
        Column(
            "見積金額",
            Kind.MONEY,
            aliases=labels("見積額 見積 見積り金額 見積もり金額 御見積金額 概算金額 概算額"),
            help="見積の額(円・税抜)。",
            width=13,
        ),
    ] = None
    estimated_on: Annotated[
        date | None,
        Column(
            "見積日",
            Kind.DATE,
            aliases=("見積取得日", "見積年月日"),
            help="見積を受け取った日。",
            width=11,
            is_rarely_read=True,
        ),
    ] = None
    probability: Annotated[
        Decimal | None,
        Column(
            "確度",
            Kind.PERCENT,
            aliases=("見込確度", "発注確度"),
            help="まだ発注していない行が実現する見込み。空欄は100%。",
            width=7.5,
        ),
    ] = None
    ordered: Annotated[
        int | None,
        Column(
            "発注金額",
            Kind.MONEY,
            aliases=labels("発注額 契約金額 発注 契約額 契約金額 注文金額 確定金額 確定額 金額"),
            help="発注した額(円・税抜)。予算を分け合うときは自分の分だけ。",
            width=13,
        ),
    ] = None
    ordered_on: Annotated[
        date | None,
        Column(
            "発注日",
            Kind.DATE,
            aliases=("発注年月日", "契約日", "契約締結日", "注文日"),
            help="発注した日。入れると発注済になります。",
            width=11,
        ),
    ] = None
    order_number: Annotated[
        str | None,
        Column(
            "発注書番号",
            Kind.TEXT,
            aliases=labels("注文書番号 注文番号 発注書No 注文書No PO番号 PONo"),
            help="発注書の番号。同じ番号の行は1つの発注とみなします。",
            width=14,
            is_rarely_read=True,
        ),
    ] = None
    approval_number: Annotated[
        str | None,
        Column(
            "稟議番号",
            Kind.TEXT,
            aliases=("稟議No", "決裁番号", "決裁No"),
            help="社内の稟議の番号。",
            width=14,
            is_rarely_read=True,
        ),
    ] = None
    performs_from: Annotated[
        date | None,
        Column(
            "履行開始",
            Kind.DATE,
            aliases=labels("履行開始日 契約開始 契約開始日 契約期間開始 履行期間開始 開始日"),
            help="履行期間の最初の日。",
            width=11,
            is_rarely_read=True,
        ),
    ] = None
    performs_until: Annotated[
        date | None,
        Column(
            "履行終了",
            Kind.DATE,
            aliases=labels("履行終了日 履行期限 契約終了 契約終了日 契約期間終了 履行期間終了 納期 終了日"),
            help="履行期間の最後の日。",
            width=11,
            is_rarely_read=True,
        ),
    ] = None
    acceptance_month: Annotated[
        date | None,
        Column(
            "検収月",
            Kind.MONTH,
            aliases=("検収予定月", "検収予定", "検収年月"),
            help="検収する予定の月。",
            width=11,
        ),
    ] = None
    payment_month: Annotated[
        date | None,
        Column(
            "支払月",
            Kind.MONTH,
            aliases=("支払予定月", "支払予定", "支払年月"),
            help="支払う予定の月。",
            width=11,
        ),
    ] = None
    department: Annotated[
        str | None,
        Column(
            "負担部門",
            Kind.CHOICE,
            Need.MUST,
            aliases=labels("部門 部署 担当部門 担当部署 予算部門 負担部署"),
            choice_list="部門",
            help="費用を負担する部門(予算枠と同じ)。",
            width=18,
        ),
    ] = None
    share: Annotated[
        Decimal | None,
        Column(
            "負担率",
            Kind.PERCENT,
            help="1つの発注書を分け合うときの割合。合わせて100%にします。",
            width=7.5,
            is_rarely_read=True,
        ),
    ] = None
    origin: Annotated[
        tuple[str, ...],
        Column(
            "起票元",
            Kind.REFS,
            refers_to=("仕様変更管理表",),
            help="追加発注のきっかけになった仕様変更のID。",
            width=12,
            is_rarely_read=True,
        ),
    ] = ()
    toritekihou: Annotated[
        str | None,
        Column(
            "取適法",
            Kind.CHOICE,
            choice_list="取適法",
            help="取適法の対象か。人が判断します。空欄は取引先一覧のとおり。",
            width=9,
            is_rarely_read=True,
        ),
    ] = None
    status: Annotated[
        str | None,
        Column(
            "状態",
            Kind.TEXT,
            Need.AUTO,
            aliases=STATE,
            is_derived=True,
            help="見積中 → 発注済 → 一部検収 → 検収済 → 支払済。取消はそのまま。",
            width=9.5,
        ),
    ] = None
    remarks: Annotated[
        str | None, Column("備考", Kind.LONGTEXT, aliases=REMARKS, help="補足。", is_rarely_read=True)
    ] = None
