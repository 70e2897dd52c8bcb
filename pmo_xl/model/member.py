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
        help="要員と役割。兼務は行を分けます。",
    )

    id: Annotated[
        str | None, Column("ID", Kind.ID, Need.AUTO, help="要員の番号。空欄なら fix が付けます。", width=9)
    ] = None
    name: Annotated[
        str | None,
        Column(
            "氏名",
            Kind.TEXT,
            Need.MUST,
            aliases=("名前", "要員名", "担当者名"),
            help="氏名。他のシートの担当などはこの名前で選びます。",
            width=14,
        ),
    ] = None
    company: Annotated[
        str | None,
        Column(
            "会社",
            Kind.TEXT,
            Need.MUST,
            aliases=("会社名", "所属会社"),
            help="会社名。自社の人も書きます。",
            width=24,
        ),
    ] = None
    department: Annotated[
        str | None, Column("部門", Kind.TEXT, aliases=("部署", "所属"), help="部門名。", width=18)
    ] = None
    role: Annotated[
        str | None,
        Column(
            "役割",
            Kind.CHOICE,
            Need.MUST,
            choices=("事業責任者", "PM", "PMO", "システム担当", "開発ベンダ", "経理", "その他"),
            help="役割を1つ。兼務する人は行を分けます。",
            width=13,
        ),
    ] = None
    systems: Annotated[
        tuple[str, ...],
        Column(
            "担当システム",
            Kind.REFS,
            refers_to=("システム一覧",),
            help="担当するシステム名。複数は 、 で区切ります。",
            width=22,
        ),
    ] = ()
    rank: Annotated[
        str | None,
        Column("主副", Kind.CHOICE, choices=("主", "副"), help="そのシステムの主担当か副担当か。", width=7),
    ] = None
    reports_to: Annotated[
        str | None, Column("報告先", Kind.PERSON, help="報告先の氏名。体制図の線になります。", width=12)
    ] = None
    email: Annotated[
        str | None,
        Column(
            "メール",
            Kind.TEXT,
            aliases=("メールアドレス", "E-mail", "Email"),
            help="メールアドレス。",
            width=26,
        ),
    ] = None
    phone: Annotated[
        str | None,
        Column("電話", Kind.TEXT, aliases=("電話番号", "連絡先", "TEL"), help="電話番号。", width=15),
    ] = None
    joined_on: Annotated[date | None, Column("着任日", Kind.DATE, help="案件に加わった日。", width=11)] = None
    left_on: Annotated[
        date | None,
        Column("離任日", Kind.DATE, help="案件を離れた日。過ぎた人の担当は指摘されます。", width=11),
    ] = None
    remarks: Annotated[
        str | None,
        Column("備考", Kind.LONGTEXT, aliases=REMARKS, help="補足。", width=24, is_rarely_read=True),
    ] = None
