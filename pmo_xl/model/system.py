"""システム一覧: a system that the project builds, changes or touches."""

from typing import ClassVar

from pmo_xl.model.column import Flag, Id, LongText, Person, Text, VendorName, Word, auto, column, must
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import REMARKS


class System(Record):
    """One row of システム一覧: a system that the project builds, changes or touches."""

    sheet: ClassVar[Sheet] = Sheet(
        "システム一覧",
        collection="systems",
        prefix="SYS",
        aliases=("システム", "対象システム一覧", "関連システム一覧"),
        help="関わるシステム。",
        guide="関わるシステムを1行に1つ、主担当と開発ベンダを付けて書きます。ほかのシートのシステム名はここから選びます。",
    )

    id: Id = column("ID", auto, width=9, help="システムの番号。空欄なら fix が付けます。")
    name: Text = column(
        "システム名",
        must,
        aliases="システム 名称",
        width=20,
        help="システムの名前。他のシートではこの名前で選びます。",
    )
    change_kind: Word = column(
        "区分", must, choices="新規 改修 影響なし", width=9, help="新規・改修・影響なし。"
    )
    purpose: LongText = column("目的", width=36, help="何のためのシステムか。")
    owner: Person = column("主担当", must, width=12, help="自社の主担当(体制表の氏名)。")
    vendor: VendorName = column("開発ベンダ", width=24, help="開発を頼む会社(取引先一覧の取引先名)。")
    is_outsourced: Flag = column("外注", width=7, help="開発を外に頼むなら ○。")
    response_requirement: Text = column("応答要件", width=22, help="応答時間などの要件。")
    specification: Text = column("スペック", width=26, help="機器や環境の概要。")
    remarks: LongText = column("備考", aliases=REMARKS, width=26, help="補足。")
