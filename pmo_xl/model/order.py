"""予算管理表: The share of one order (or expected order) that one budget bears."""

from typing import ClassVar

from pmo_xl.model.column import (
    Date,
    Id,
    LongText,
    Money,
    Month,
    Percent,
    Ref,
    Refs,
    SystemName,
    Text,
    VendorName,
    Word,
    auto,
    column,
    must,
)
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
        amounts="金額は円・税抜。",
        guide="発注と、これからの発注見込みを1行に1つ書きます(1つの発注を複数の予算で負担するときは行を分けます)。見積との差、発注前の着手、検収月と支払月の矛盾を点検します。",
    )

    id: Id = column(
        "発注ID",
        must,
        aliases=NUMBER + labels("発注番号 発注No 契約番号 契約No 案件番号 管理No"),
        help="発注の番号。ORD-001 の形。1行 = 1つの予算が負担する発注の分。",
    )
    budget: Ref = column(
        "予算ID",
        must,
        aliases="予算番号 予算No 予算コード 予算",
        refers_to="予算枠",
        width=9.5,
        help="負担する予算枠のID。",
    )
    system: SystemName = column(
        "システム名", must, aliases="システム 対象システム", width=18, help="どのシステムの発注か。"
    )
    title: Text = column(
        "件名",
        must,
        aliases="タイトル 案件名 発注件名 契約件名 業務名 委託業務名 品名 名称 内容 発注内容 項目",
        width=24,
        help="何を頼むか。",
    )
    order_kind: Word = column(
        "発注区分",
        must,
        aliases="区分 種別",
        width=8.5,
        help="取り消しは行を消さずに 取消 にします。減額はマイナスの金額で書きます。",
    )
    contract: Word = column(
        "契約形態",
        aliases="契約種別 契約区分 契約",
        choices="請負 準委任 派遣 ライセンス 保守 その他",
        is_rarely_read=True,
        width=10,
        help="契約の形。",
    )
    vendor: VendorName = column(
        "発注先",
        must,
        aliases="ベンダ 取引先 委託先 ベンダー ベンダ名 ベンダー名 取引先名 業者 業者名 委託先名 発注先名 契約先 会社名 協力会社 外注先 仕入先",
        width=24,
        help="頼む相手(取引先一覧の取引先名)。",
    )
    estimate: Ref = column(
        "見積ID", refers_to="見積一覧", is_rarely_read=True, width=9.5, help="もとにした見積のID。"
    )
    estimated: Money = column(
        "見積金額",
        aliases="見積額 見積 見積り金額 見積もり金額 御見積金額 概算金額 概算額",
        width=13,
        help="見積の額(円・税抜)。",
    )
    estimated_on: Date = column(
        "見積日", aliases="見積取得日 見積年月日", is_rarely_read=True, width=11, help="見積を受け取った日。"
    )
    probability: Percent = column(
        "確度",
        aliases="見込確度 発注確度",
        width=7.5,
        help="まだ発注していない行が実現する見込み。空欄は100%。",
    )
    ordered: Money = column(
        "発注金額",
        aliases="発注額 契約金額 発注 契約額 契約金額 注文金額 確定金額 確定額 金額",
        width=13,
        help="発注した額(円・税抜)。予算を分け合うときは自分の分だけ。",
    )
    ordered_on: Date = column(
        "発注日",
        aliases="発注年月日 契約日 契約締結日 注文日",
        width=11,
        help="発注した日。入れると発注済になります。",
    )
    order_number: Text = column(
        "発注書番号",
        aliases="注文書番号 注文番号 発注書No 注文書No PO番号 PONo",
        is_rarely_read=True,
        width=14,
        help="発注書の番号。同じ番号の行は1つの発注とみなします。",
    )
    approval_number: Text = column(
        "稟議番号", aliases="稟議No 決裁番号 決裁No", is_rarely_read=True, width=14, help="社内の稟議の番号。"
    )
    performs_from: Date = column(
        "履行開始",
        aliases="履行開始日 契約開始 契約開始日 契約期間開始 履行期間開始 開始日",
        is_rarely_read=True,
        width=11,
        help="履行期間の最初の日。",
    )
    performs_until: Date = column(
        "履行終了",
        aliases="履行終了日 履行期限 契約終了 契約終了日 契約期間終了 履行期間終了 納期 終了日",
        is_rarely_read=True,
        width=11,
        help="履行期間の最後の日。",
    )
    acceptance_month: Month = column(
        "検収月", aliases="検収予定月 検収予定 検収年月", width=11, help="検収する予定の月。"
    )
    payment_month: Month = column(
        "支払月", aliases="支払予定月 支払予定 支払年月", width=11, help="支払う予定の月。"
    )
    department: Word = column(
        "負担部門",
        must,
        aliases="部門 部署 担当部門 担当部署 予算部門 負担部署",
        choice_list="部門",
        width=18,
        help="費用を負担する部門(予算枠と同じ)。",
    )
    share: Percent = column(
        "負担率",
        is_rarely_read=True,
        width=7.5,
        help="1つの発注書を分け合うときの割合。合わせて100%にします。",
    )
    origin: Refs = column(
        "起票元",
        refers_to="仕様変更管理表",
        is_rarely_read=True,
        width=12,
        help="追加発注のきっかけになった仕様変更のID。",
    )
    toritekihou: Word = column(
        "取適法",
        choice_list="取適法",
        is_rarely_read=True,
        width=9,
        help="取適法の対象か。人が判断します。空欄は取引先一覧のとおり。",
    )
    status: Text = column(
        "状態",
        auto,
        aliases=STATE,
        is_derived=True,
        width=9.5,
        help="見積中 → 発注済 → 一部検収 → 検収済 → 支払済。取消はそのまま。",
    )
    remarks: LongText = column("備考", aliases=REMARKS, is_rarely_read=True, help="補足。")
