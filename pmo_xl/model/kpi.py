"""KPI: a measure of the project with its target."""

from typing import ClassVar

from pmo_xl.model.column import Id, Number, Text, auto, column, must
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

    id: Id = column(
        "指標ID", must, aliases=(*NUMBER, "KPI番号"), width=9.5, help="指標の番号。KPI-001 の形。"
    )
    title: Text = column("指標名", must, aliases="KPI KPI名 指標", width=28, help="指標の名前。")
    formula: Text = column(
        "算式",
        must,
        aliases="計算式 算出方法",
        width=22,
        help="ライブラリが計算する指標の名前(期限超過件数、QA平均滞留日数 など)。",
    )
    target: Number = column("目標", must, aliases="目標値", width=10, help="目標の値。")
    actual: Number = column(
        "実績", auto, aliases="実績値", is_derived=True, width=10, help="算式のとおりに計算した値。"
    )
