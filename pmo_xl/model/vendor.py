"""取引先一覧: a vendor and the defaults of its payments."""

from typing import ClassVar

from pmo_xl.model.column import Flag, Id, LongText, Text, Word, column, must
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import REMARKS, labels


class Vendor(Record):
    """One row of 取引先一覧: a vendor and the defaults of its payments."""

    sheet: ClassVar[Sheet] = Sheet(
        "取引先一覧",
        collection="vendors",
        prefix="VEN",
        aliases=labels("ベンダ一覧 取引先 ベンダー一覧 業者一覧 委託先一覧 協力会社一覧"),
        help="発注先と支払の約束。",
        guide="発注先を1行に1つ、取適法の対象か、締めと支払の約束を書きます。支払期日の計算と、支払の点検がここを使います。",
    )

    id: Id = column(
        "取引先ID",
        must,
        aliases="No 項番 取引先コード ベンダID",
        width=10,
        help="取引先の番号。VEN-001 の形。",
    )
    name: Text = column(
        "取引先名",
        must,
        aliases="ベンダ名 会社名 取引先 ベンダー名 業者名 委託先名",
        width=26,
        help="会社名。他のシートではこの名前で選びます。",
    )
    registration_number: Text = column("登録番号", width=17, help="適格請求書発行事業者の番号。T と13桁。")
    toritekihou: Word = column(
        "取適法", choice_list="取適法", width=9, help="取適法の対象か。人が判断します。"
    )
    closing: Word = column("締め区分", choice_list="締め区分", width=9, help="月締めか都度か。")
    payment_method: Word = column("支払方法", choice_list="支払方法", width=13, help="ふだんの支払方法。")
    fee_borne_by: Word = column(
        "手数料負担", choice_list="手数料負担", width=11, help="振込手数料を持つのはどちらか。"
    )
    deferral_agreed: Flag = column(
        "順延合意", width=8, help="銀行休業日に翌営業日払いとする書面の合意があれば ○。"
    )
    contact: Text = column(
        "窓口", aliases="担当窓口 連絡先", help="催促や問い合わせの宛先。部署と氏名、メール。"
    )
    payment_terms: Text = column("支払条件", width=24, help="月末締め翌月末払い など。")
    remarks: LongText = column("備考", aliases=REMARKS, width=28, help="補足。")
