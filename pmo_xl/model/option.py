"""対応案比較: one option for a gap or a design question."""

from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import NUMBER, labels


class Option(Record):
    """One row of 対応案比較: one option for a gap or a design question."""

    sheet: ClassVar[Sheet] = Sheet(
        "対応案比較",
        collection="options",
        prefix="OPT",
        aliases=labels("対応案一覧 案比較 方式比較 比較検討表 対応案比較表"),
        profile="full",
        help="論点ごとの対応案。費用・日程の差と採否。",
    )

    id: Annotated[
        str | None,
        Column(
            "案ID",
            Kind.ID,
            Need.MUST,
            aliases=(*NUMBER, "案番号"),
            help="案の番号。OPT-001 の形。",
            width=9.5,
        ),
    ] = None
    subject: Annotated[
        str | None,
        Column(
            "論点",
            Kind.TEXT,
            Need.MUST,
            aliases=("検討事項", "テーマ", "課題"),
            help="何についての案か。同じ論点の案を並べます。",
            width=24,
        ),
    ] = None
    title: Annotated[
        str | None,
        Column(
            "案",
            Kind.TEXT,
            Need.MUST,
            aliases=("対応案", "案名", "方式"),
            help="案を一言で表す名前。",
            width=28,
        ),
    ] = None
    effort_delta: Annotated[
        Decimal | None,
        Column("工数差", Kind.NUMBER, aliases=("工数", "工数増減"), help="増減する工数(人月)。", width=8.5),
    ] = None
    cost_delta: Annotated[
        int | None,
        Column(
            "費用差",
            Kind.MONEY,
            aliases=("費用", "費用増減", "コスト"),
            help="増減する費用(円・税抜)。減るなら負の数。",
            width=14,
        ),
    ] = None
    schedule_delta: Annotated[
        int | None,
        Column("日程差", Kind.INT, aliases=("日程", "工期", "日程増減"), help="増減する稼働日。", width=8.5),
    ] = None
    response: Annotated[
        str | None, Column("応答要件", Kind.TEXT, aliases=("性能",), help="応答時間などへの影響。", width=20)
    ] = None
    operations: Annotated[
        str | None, Column("運用負荷", Kind.TEXT, aliases=("運用",), help="運用の手間への影響。", width=20)
    ] = None
    merits: Annotated[
        str | None, Column("メリット", Kind.LONGTEXT, aliases=("利点", "長所"), help="よい点。", width=32)
    ] = None
    demerits: Annotated[
        str | None, Column("デメリット", Kind.LONGTEXT, aliases=("欠点", "短所"), help="悪い点。", width=32)
    ] = None
    decision: Annotated[
        str | None,
        Column(
            "採否",
            Kind.CHOICE,
            aliases=("判定", "結論"),
            choices=("採用", "不採用", "保留"),
            help="採用・不採用・保留のどれか。1つの論点で採用は1つ。",
            width=9,
        ),
    ] = None
    decided_by: Annotated[
        str | None,
        Column("決定者", Kind.PERSON, aliases=("承認者",), help="決めた人(体制表の氏名)。", width=12),
    ] = None
    decided_on: Annotated[
        date | None, Column("決定日", Kind.DATE, aliases=("判定日",), help="決めた日。", width=11)
    ] = None
