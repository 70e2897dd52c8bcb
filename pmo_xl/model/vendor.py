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
    )

    id: Annotated[
        str | None,
        Column(
            "取引先ID",
            Kind.ID,
            Need.MUST,
            aliases=("No", "項番", "取引先コード", "ベンダID"),
        ),
    ] = None
    name: Annotated[
        str | None,
        Column(
            "取引先名",
            Kind.TEXT,
            Need.MUST,
            aliases=labels("ベンダ名 会社名 取引先 ベンダー名 業者名 委託先名"),
        ),
    ] = None
    registration_number: Annotated[str | None, Column("登録番号", Kind.TEXT)] = None
    toritekihou: Annotated[str | None, Column("取適法", Kind.CHOICE, choice_list="取適法")] = None
    closing: Annotated[str | None, Column("締め区分", Kind.CHOICE, choice_list="締め区分")] = None
    payment_method: Annotated[str | None, Column("支払方法", Kind.CHOICE, choice_list="支払方法")] = None
    fee_borne_by: Annotated[str | None, Column("手数料負担", Kind.CHOICE, choice_list="手数料負担")] = None
    deferral_agreed: Annotated[bool | None, Column("順延合意", Kind.FLAG)] = None
    payment_terms: Annotated[str | None, Column("支払条件", Kind.TEXT)] = None
    remarks: Annotated[str | None, Column("備考", Kind.LONGTEXT, aliases=REMARKS)] = None
