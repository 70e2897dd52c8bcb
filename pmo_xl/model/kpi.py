"""KPI: a measure of the project with its target."""

from typing import ClassVar

from pmo_xl.model.column import Date, Id, Number, Text, Word, auto, column, must
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
        guide="指標と目標を1行に1つ書き、算式の一覧から測り方を選びます(自分で測るものは「手入力」にし、値と測定日を書きます)。実績と判定は自動で入り、記録を残すと推移が週次報告書に出ます。",
        brief="案件の指標と目標。",
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
    unit: Text = column("単位", width=7, help="数の単位。空欄は算式の単位。", since=2)
    direction: Word = column(
        "向き",
        choices="多いほど良い 少ないほど良い",
        width=14,
        help="多いほど良いか、少ないほど良いか。空欄は算式の向き。",
        since=2,
    )
    base: Number = column(
        "基準値",
        aliases="ベースライン 基準",
        width=9,
        help="取り組む前の値。良くなったかを比べます。",
        since=2,
    )
    manual_actual: Number = column(
        "手入力実績",
        aliases="実績(手入力) 手入力",
        width=10,
        help="算式が「手入力」のとき、測った値。",
        since=2,
    )
    measured_on: Date = column("測定日", width=11, help="手入力の値を測った日。", since=2)
    judgement: Word = column(
        "判定",
        auto,
        choices="達成 未達 判定不能",
        is_derived=True,
        width=9,
        help="達成・未達・判定不能。",
        since=2,
    )
