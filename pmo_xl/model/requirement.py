"""要件一覧: a requirement, functional or not, and the agreement on it."""

from datetime import date
from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import NUMBER, PRIORITY, STATE


class Requirement(Record):
    """One row of 要件一覧: a requirement, functional or not, and the agreement on it."""

    sheet: ClassVar[Sheet] = Sheet(
        "要件一覧", collection="requirements", prefix="REQ", aliases=("要件定義一覧", "要求一覧")
    )

    id: Annotated[str | None, Column("要件ID", Kind.ID, Need.MUST, aliases=(*NUMBER, "要件番号"))] = None
    kind: Annotated[str | None, Column("種別", Kind.CHOICE, Need.MUST, choices=("機能", "非機能"))] = None
    category: Annotated[str | None, Column("大項目", Kind.TEXT, Need.MUST, aliases=("分類", "機能分類"))] = (
        None
    )
    title: Annotated[
        str | None, Column("要件名", Kind.TEXT, Need.MUST, aliases=("件名", "名称", "要求名"))
    ] = None
    statement: Annotated[
        str | None,
        Column("要件内容", Kind.LONGTEXT, Need.MUST, aliases=("内容", "要求内容", "要件詳細", "要件")),
    ] = None
    source: Annotated[str | None, Column("出典", Kind.TEXT, Need.MUST)] = None
    systems: Annotated[
        tuple[str, ...],
        Column(
            "関連システム",
            Kind.REFS,
            Need.MUST,
            aliases=("対象システム", "システム"),
            refers_to=("システム一覧",),
        ),
    ] = ()
    priority: Annotated[
        str | None, Column("優先度", Kind.CHOICE, Need.MUST, aliases=PRIORITY, choice_list="優先度")
    ] = None
    acceptance_criteria: Annotated[str | None, Column("受入条件", Kind.LONGTEXT)] = None
    agreement: Annotated[
        str | None, Column("合意状態", Kind.CHOICE, Need.MUST, choices=("未合意", "合意済", "再合意要"))
    ] = None
    agreed_by: Annotated[str | None, Column("合意者", Kind.PERSON)] = None
    agreed_on: Annotated[date | None, Column("合意日", Kind.DATE)] = None
    status: Annotated[
        str | None, Column("状態", Kind.CHOICE, Need.MUST, aliases=(*STATE, "要件トレース概況"))
    ] = None
    updated_on: Annotated[date | None, Column("更新日", Kind.DATE, aliases=("最終更新日",))] = None
    remarks: Annotated[str | None, Column("備考", Kind.LONGTEXT, aliases=("コメント", "摘要"))] = None
    agreed_fingerprint: Annotated[str | None, Column("合意時指紋", Kind.TEXT, Need.AUTO, is_hidden=True)] = (
        None
    )
