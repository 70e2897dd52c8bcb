"""体制表: one person in one role (two roles = two rows of one 氏名)."""

from datetime import date
from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import REMARKS, labels


class Member(Record):
    """One row of 体制表: one person in one role (two roles = two rows of one 氏名)."""

    sheet: ClassVar[Sheet] = Sheet(
        "体制表",
        collection="members",
        prefix="PER",
        aliases=labels(
            "要員一覧 メンバー一覧 体制 要員表 メンバー メンバー表 連絡先一覧 プロジェクト体制 体制一覧"
        ),
    )

    id: Annotated[str | None, Column("ID", Kind.ID, Need.AUTO)] = None
    name: Annotated[
        str | None, Column("氏名", Kind.TEXT, Need.MUST, aliases=("名前", "要員名", "担当者名"))
    ] = None
    company: Annotated[str | None, Column("会社", Kind.TEXT, Need.MUST, aliases=("会社名", "所属会社"))] = (
        None
    )
    department: Annotated[str | None, Column("部門", Kind.TEXT, aliases=("部署", "所属"))] = None
    role: Annotated[
        str | None,
        Column(
            "役割",
            Kind.CHOICE,
            Need.MUST,
            choices=("事業責任者", "PM", "PMO", "システム担当", "開発ベンダ", "経理", "その他"),
        ),
    ] = None
    systems: Annotated[tuple[str, ...], Column("担当システム", Kind.REFS, refers_to=("システム一覧",))] = ()
    rank: Annotated[str | None, Column("主副", Kind.CHOICE, choices=("主", "副"))] = None
    reports_to: Annotated[str | None, Column("報告先", Kind.PERSON)] = None
    email: Annotated[
        str | None, Column("メール", Kind.TEXT, aliases=("メールアドレス", "E-mail", "Email"))
    ] = None
    phone: Annotated[str | None, Column("電話", Kind.TEXT, aliases=("電話番号", "連絡先", "TEL"))] = None
    joined_on: Annotated[date | None, Column("着任日", Kind.DATE)] = None
    left_on: Annotated[date | None, Column("離任日", Kind.DATE)] = None
    remarks: Annotated[str | None, Column("備考", Kind.LONGTEXT, aliases=REMARKS)] = None
