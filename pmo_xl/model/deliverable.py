"""成果物一覧: a document and its newest version."""

from datetime import date
from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import NUMBER


class Deliverable(Record):
    """One row of 成果物一覧: a document and its newest version."""

    sheet: ClassVar[Sheet] = Sheet(
        "成果物一覧", collection="deliverables", prefix="DOC", aliases=("納品物一覧", "文書一覧")
    )

    id: Annotated[str | None, Column("文書ID", Kind.ID, Need.MUST, aliases=NUMBER)] = None
    title: Annotated[
        str | None,
        Column("文書名", Kind.TEXT, Need.MUST, aliases=("成果物名", "ドキュメント名", "資料名", "成果物")),
    ] = None
    phase: Annotated[str | None, Column("工程", Kind.CHOICE, choice_list="工程")] = None
    author: Annotated[str | None, Column("作成担当", Kind.PERSON, aliases=("作成者", "担当", "担当者"))] = (
        None
    )
    version: Annotated[
        str | None, Column("最新版", Kind.TEXT, Need.MUST, aliases=("版", "版数", "バージョン"))
    ] = None
    updated_on: Annotated[date | None, Column("更新日", Kind.DATE, Need.MUST)] = None
    location: Annotated[str | None, Column("格納先", Kind.TEXT)] = None
    is_deliverable: Annotated[bool | None, Column("納品対象", Kind.FLAG)] = None
    received_on: Annotated[date | None, Column("受領日", Kind.DATE)] = None
    remarks: Annotated[str | None, Column("備考", Kind.LONGTEXT, aliases=("コメント", "摘要"))] = None
