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
    )

    id: Annotated[str | None, Column("ID", Kind.ID, Need.AUTO)] = None
    name: Annotated[str | None, Column("システム名", Kind.TEXT, Need.MUST, aliases=("システム", "名称"))] = (
        None
    )
    change_kind: Annotated[
        str | None, Column("区分", Kind.CHOICE, Need.MUST, choices=("新規", "改修", "影響なし"))
    ] = None
    purpose: Annotated[str | None, Column("目的", Kind.LONGTEXT)] = None
    owner: Annotated[str | None, Column("主担当", Kind.PERSON, Need.MUST)] = None
    vendor: Annotated[str | None, Column("開発ベンダ", Kind.VENDOR)] = None
    is_outsourced: Annotated[bool | None, Column("外注", Kind.FLAG)] = None
    response_requirement: Annotated[str | None, Column("応答要件", Kind.TEXT)] = None
    specification: Annotated[str | None, Column("スペック", Kind.TEXT)] = None
    remarks: Annotated[str | None, Column("備考", Kind.LONGTEXT, aliases=REMARKS)] = None
