"""取引先一覧: a vendor and the defaults of its payments."""

from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
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
    )

    id: Annotated[
        str | None,
        Column(
            "取引先ID",
            Kind.ID,
            Need.MUST,
            aliases=("No", "項番", "取引先コード", "ベンダID"),
            help="取引先の番号。VEN-001 の形。",
            width=10,
        ),
    ] = None
    name: Annotated[
        str | None,
        Column(
            "取引先名",
            Kind.TEXT,
            Need.MUST,
            aliases=labels("ベンダ名 会社名 取引先 ベンダー名 業者名 委託先名"),
            help="会社名。他のシートではこの名前で選びます。",
            width=26,
        ),
    ] = None
    registration_number: Annotated[
        str | None, Column("登録番号", Kind.TEXT, help="適格請求書発行事業者の番号。T と13桁。", width=17)
    ] = None
    toritekihou: Annotated[
        str | None,
        Column("取適法", Kind.CHOICE, choice_list="取適法", help="取適法の対象か。人が判断します。", width=9),
    ] = None
    closing: Annotated[
        str | None, Column("締め区分", Kind.CHOICE, choice_list="締め区分", help="月締めか都度か。", width=9)
    ] = None
    payment_method: Annotated[
        str | None,
        Column("支払方法", Kind.CHOICE, choice_list="支払方法", help="ふだんの支払方法。", width=13),
    ] = None
    fee_borne_by: Annotated[
        str | None,
        Column(
            "手数料負担",
            Kind.CHOICE,
            choice_list="手数料負担",
            help="振込手数料を持つのはどちらか。",
            width=11,
        ),
    ] = None
    deferral_agreed: Annotated[
        bool | None,
        Column("順延合意", Kind.FLAG, help="銀行休業日に翌営業日払いとする書面の合意があれば ○。", width=8),
    ] = None
    contact: Annotated[
        str | None,
        Column(
            "窓口",
            Kind.TEXT,
            aliases=labels("担当窓口 連絡先"),
            help="催促や問い合わせの宛先。部署と氏名、メール。",
        ),
    ] = None
    payment_terms: Annotated[
        str | None, Column("支払条件", Kind.TEXT, help="月末締め翌月末払い など。", width=24)
    ] = None
    remarks: Annotated[
        str | None, Column("備考", Kind.LONGTEXT, aliases=REMARKS, help="補足。", width=28)
    ] = None
