"""予算枠: a budget (or an increase of one) of a department and fiscal year."""

from datetime import date
from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet
from pmo_xl.model.synonyms import REMARKS, labels


class Budget(Record):
    """One row of 予算枠: a budget (or an increase of one) of a department and fiscal year."""

    sheet: ClassVar[Sheet] = Sheet(
        "予算枠",
        collection="budgets",
        prefix="BUD",
        aliases=labels("予算 予算一覧 予算台帳 予算計画 年度予算 予算枠一覧 予算表"),
        help="部門・年度ごとの予算。",
    )

    id: Annotated[
        str | None,
        Column(
            "予算ID",
            Kind.ID,
            Need.MUST,
            aliases=labels("No 項番 予算番号 予算No 予算コード"),
            help="予算枠の番号。BUD-001 の形。",
        ),
    ] = None
    fiscal_year: Annotated[
        int | None,
        Column(
            "年度",
            Kind.INT,
            Need.MUST,
            aliases=("会計年度", "予算年度"),
            help="会計年度が始まる年(2026 = 2026年度)。",
            width=7.5,
        ),
    ] = None
    department: Annotated[
        str | None,
        Column(
            "負担部門",
            Kind.CHOICE,
            Need.MUST,
            aliases=labels("部門 部署 担当部門 担当部署 所管部門 所管 負担部署 部門名 部署名"),
            choice_list="部門",
            help="予算を持つ部門(選択肢の 部門)。",
            width=18,
        ),
    ] = None
    category: Annotated[
        str | None,
        Column(
            "費目",
            Kind.TEXT,
            aliases=labels("科目 勘定科目 費目名 予算科目 予算費目 項目"),
            help="外注費、ライセンス費など。",
            width=14,
        ),
    ] = None
    kind: Annotated[
        str | None,
        Column(
            "区分",
            Kind.CHOICE,
            aliases=("予算区分", "種別"),
            choices=("当初", "補正", "流用"),
            help="空欄は当初。増額は補正として行を足します。",
            width=9,
        ),
    ] = None
    amount: Annotated[
        int | None,
        Column(
            "予算額",
            Kind.MONEY,
            Need.MUST,
            aliases=labels("予算 予算金額 当初予算 当初予算額 承認額 承認予算額 計画額"),
            help="承認された額(円・税抜)。",
            width=14,
        ),
    ] = None
    approved_on: Annotated[
        date | None,
        Column(
            "承認日",
            Kind.DATE,
            Need.MUST,
            aliases=("決裁日", "承認年月日"),
            help="予算が承認された日。",
            width=11,
        ),
    ] = None
    ordered: Annotated[
        int | None,
        Column(
            "発注済額",
            Kind.MONEY,
            Need.AUTO,
            aliases=labels("執行額 執行済額 発注額 発注済 契約済額 実績額"),
            is_derived=True,
            help="この予算で発注した額の合計(取消を除く)。",
            width=14,
        ),
    ] = None
    expected: Annotated[
        int | None,
        Column(
            "発注見込額",
            Kind.MONEY,
            Need.AUTO,
            aliases=("執行見込額", "見込額", "発注見込"),
            is_derived=True,
            help="まだ発注していない行の 見積金額 × 確度 の合計。",
            width=14,
        ),
    ] = None
    remaining: Annotated[
        int | None,
        Column(
            "残予算",
            Kind.MONEY,
            Need.AUTO,
            aliases=labels("残額 予算残 予算残額 予算残高 残高 残"),
            is_derived=True,
            help="予算額 − 発注済額 − 発注見込額。",
            width=14,
        ),
    ] = None
    remarks: Annotated[
        str | None, Column("備考", Kind.LONGTEXT, aliases=REMARKS, help="補足。", width=28)
    ] = None
