"""振り返り: a Keep, a Problem or a Try of a retrospective."""

from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import NUMBER, labels


class RetroItem(Record):
    """One row of 振り返り: a Keep, a Problem or a Try of a retrospective."""

    sheet: ClassVar[Sheet] = Sheet(
        "振り返り",
        collection="retro_items",
        prefix="KPT",
        aliases=labels("KPT ふりかえり 振り返り一覧 レトロスペクティブ"),
        profile="full",
        help="よかったこと・問題・次に試すこと。",
    )

    id: Annotated[
        str | None,
        Column("振り返りID", Kind.ID, Need.MUST, aliases=NUMBER, help="番号。KPT-001 の形。", width=9.5),
    ] = None
    kind: Annotated[
        str | None,
        Column(
            "区分",
            Kind.CHOICE,
            Need.MUST,
            aliases=("KPT", "種別", "分類"),
            choices=("Keep", "Problem", "Try"),
            help="Keep(続ける)・Problem(問題)・Try(試す)のどれか。",
            width=10,
        ),
    ] = None
    statement: Annotated[
        str | None,
        Column(
            "内容", Kind.LONGTEXT, Need.MUST, aliases=("意見", "コメント"), help="具体的な内容。", width=56
        ),
    ] = None
    lessons: Annotated[
        tuple[str, ...],
        Column(
            "教訓",
            Kind.REFS,
            aliases=("教訓ID",),
            refers_to=("ナレッジ",),
            help="この問題から残した教訓のID(KNW-001 など)。",
            width=14,
        ),
    ] = ()
