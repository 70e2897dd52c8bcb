"""休日: a public holiday, a company holiday, or a weekend day that is worked."""

from datetime import date
from typing import Annotated, ClassVar

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.model.record import Record, Sheet


class Holiday(Record):
    """One row of 休日: a public holiday, a company holiday, or a weekend day that is worked."""

    sheet: ClassVar[Sheet] = Sheet("休日", collection="holidays", help="祝日・会社休日・稼働日。")

    on: Annotated[
        date | None, Column("日付", Kind.DATE, Need.MUST, help="休日、または稼働日にする土日祝。", width=13)
    ] = None
    kind: Annotated[
        str | None,
        Column(
            "区分",
            Kind.CHOICE,
            Need.MUST,
            choices=("祝日", "会社休日", "稼働日"),
            help="祝日・会社休日は休み、稼働日は土日祝でも働く日です。",
            width=12,
        ),
    ] = None
