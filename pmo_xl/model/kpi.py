"""KPI: a measure of the project with its target."""

from decimal import Decimal
from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import NUMBER, labels


class Kpi(Record):
    """One row of KPI: a measure of the project with its target."""

    sheet: ClassVar[Sheet] = Sheet(
        "KPI",
        collection="kpis",
        prefix="KPI",
        aliases=labels("KPI一覧 KPI管理表 指標一覧"),
        profile="full",
        help="案件の指標と目標。実績は自動計算。",
    )

    id: Annotated[
        str | None,
        Column(
            "指標ID",
            Kind.ID,
            Need.MUST,
            aliases=(*NUMBER, "KPI番号"),
            help="指標の番号。KPI-001 の形。",
            width=9.5,
        ),
    ] = None
    title: Annotated[
        str | None,
        Column(
            "指標名", Kind.TEXT, Need.MUST, aliases=("KPI", "KPI名", "指標"), help="指標の名前。", width=28
        ),
    ] = None
    formula: Annotated[
        str | None,
        Column(
            "算式",
            Kind.TEXT,
            Need.MUST,
            aliases=("計算式", "算出方法"),
            help="ライブラリが計算する指標の名前(期限超過件数、QA平均滞留日数 など)。",
            width=22,
        ),
    ] = None
    target: Annotated[
        Decimal | None,
        Column("目標", Kind.NUMBER, Need.MUST, aliases=("目標値",), help="目標の値。", width=10),
    ] = None
    actual: Annotated[
        Decimal | None,
        Column(
            "実績",
            Kind.NUMBER,
            Need.AUTO,
            aliases=("実績値",),
            is_derived=True,
            help="算式のとおりに計算した値。",
            width=10,
        ),
    ] = None
