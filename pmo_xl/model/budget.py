"""予算枠: a budget (or an increase of one) of a department and fiscal year."""

from datetime import date
from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet


class Budget(Record):
    """One row of 予算枠: a budget (or an increase of one) of a department and fiscal year."""

    sheet: ClassVar[Sheet] = Sheet("予算枠", collection="budgets", prefix="BUD")

    id: Annotated[str | None, Column("予算ID", Kind.ID, Need.MUST)] = None
    fiscal_year: Annotated[int | None, Column("年度", Kind.INT, Need.MUST)] = None
    department: Annotated[
        str | None, Column("負担部門", Kind.CHOICE, Need.MUST, aliases=("部門", "部署"), choice_list="部門")
    ] = None
    category: Annotated[str | None, Column("費目", Kind.TEXT)] = None
    kind: Annotated[str | None, Column("区分", Kind.CHOICE, choices=("当初", "補正", "流用"))] = None
    amount: Annotated[int | None, Column("予算額", Kind.MONEY, Need.MUST, aliases=("予算", "予算金額"))] = (
        None
    )
    approved_on: Annotated[date | None, Column("承認日", Kind.DATE, Need.MUST)] = None
    ordered: Annotated[int | None, Column("発注済額", Kind.MONEY, Need.AUTO, is_derived=True)] = None
    expected: Annotated[int | None, Column("発注見込額", Kind.MONEY, Need.AUTO, is_derived=True)] = None
    remaining: Annotated[
        int | None, Column("残予算", Kind.MONEY, Need.AUTO, aliases=("残額", "予算残"), is_derived=True)
    ] = None
    remarks: Annotated[str | None, Column("備考", Kind.LONGTEXT, aliases=("コメント", "摘要"))] = None
