"""休日: a public holiday, a company holiday, or a weekend day that is worked."""

from typing import ClassVar

from pmo_xl.model.column import Date, Word, column, must
from pmo_xl.model.record import Record, Sheet


class Holiday(Record):
    """One row of 休日: a public holiday, a company holiday, or a weekend day that is worked."""

    sheet: ClassVar[Sheet] = Sheet(
        "休日",
        collection="holidays",
        help="祝日・会社休日・稼働日。",
        guide="会社の休日と、休日でも働く日を書きます(祝日は入っています)。稼働日の計算は、すべてこの表で行います。",
    )

    on: Date = column("日付", must, width=13, help="休日、または稼働日にする土日祝。")
    kind: Word = column(
        "区分",
        must,
        width=12,
        help="祝日・会社休日は休み、稼働日は土日祝でも働く日です。",
    )
