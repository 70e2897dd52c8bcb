"""システム一覧: a system that the project builds, changes or touches."""

from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
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
    )

    id: Annotated[
        str | None,
        Column("ID", Kind.ID, Need.AUTO, help="システムの番号。空欄なら fix が付けます。", width=9),
    ] = None
    name: Annotated[
        str | None,
        Column(
            "システム名",
            Kind.TEXT,
            Need.MUST,
            aliases=("システム", "名称"),
            help="システムの名前。他のシートではこの名前で選びます。",
            width=20,
        ),
    ] = None
    change_kind: Annotated[
        str | None,
        Column(
            "区分",
            Kind.CHOICE,
            Need.MUST,
            choices=("新規", "改修", "影響なし"),
            help="新規・改修・影響なし。",
            width=9,
        ),
    ] = None
    purpose: Annotated[str | None, Column("目的", Kind.LONGTEXT, help="何のためのシステムか。", width=36)] = (
        None
    )
    owner: Annotated[
        str | None, Column("主担当", Kind.PERSON, Need.MUST, help="自社の主担当(体制表の氏名)。", width=12)
    ] = None
    vendor: Annotated[
        str | None, Column("開発ベンダ", Kind.VENDOR, help="開発を頼む会社(取引先一覧の取引先名)。", width=24)
    ] = None
    is_outsourced: Annotated[
        bool | None, Column("外注", Kind.FLAG, help="開発を外に頼むなら ○。", width=7)
    ] = None
    response_requirement: Annotated[
        str | None, Column("応答要件", Kind.TEXT, help="応答時間などの要件。", width=22)
    ] = None
    specification: Annotated[
        str | None, Column("スペック", Kind.TEXT, help="機器や環境の概要。", width=26)
    ] = None
    remarks: Annotated[
        str | None, Column("備考", Kind.LONGTEXT, aliases=REMARKS, help="補足。", width=26)
    ] = None
