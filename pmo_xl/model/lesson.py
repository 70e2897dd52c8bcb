"""ナレッジ: a lesson of earlier work that this project should know."""

from datetime import date
from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import NUMBER, labels


class Lesson(Record):
    """One row of ナレッジ: a lesson of earlier work that this project should know."""

    sheet: ClassVar[Sheet] = Sheet(
        "ナレッジ",
        collection="lessons",
        prefix="KNW",
        aliases=labels("教訓一覧 教訓 ナレッジ一覧 教訓集"),
        profile="full",
        help="過去の案件の教訓。着手時に目を通します。",
    )

    id: Annotated[
        str | None,
        Column(
            "教訓ID",
            Kind.ID,
            Need.MUST,
            aliases=(*NUMBER, "教訓番号"),
            help="教訓の番号。KNW-001 の形。",
            width=9.5,
        ),
    ] = None
    phase: Annotated[
        str | None,
        Column(
            "工程",
            Kind.CHOICE,
            Need.MUST,
            aliases=("適用工程",),
            choice_list="工程",
            help="どの工程で役立つか。",
            width=10,
        ),
    ] = None
    category: Annotated[
        str | None,
        Column(
            "分類",
            Kind.CHOICE,
            Need.MUST,
            aliases=("区分", "種別"),
            choices=("要件", "IF", "試験", "予算", "体制", "ベンダ", "リリース", "その他"),
            help="教訓の分類。",
            width=10,
        ),
    ] = None
    situation: Annotated[
        str | None,
        Column("状況", Kind.LONGTEXT, Need.MUST, aliases=("事象", "背景"), help="何が起きたか。", width=40),
    ] = None
    cause: Annotated[
        str | None, Column("原因", Kind.LONGTEXT, aliases=("要因",), help="なぜ起きたか。", width=34)
    ] = None
    countermeasure: Annotated[
        str | None,
        Column(
            "対策", Kind.LONGTEXT, Need.MUST, aliases=("対応策", "教訓"), help="次はどうするか。", width=40
        ),
    ] = None
    confirmed_on: Annotated[
        date | None, Column("確認日", Kind.DATE, aliases=("確認",), help="この案件で目を通した日。", width=11)
    ] = None
