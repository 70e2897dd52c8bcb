"""進捗 of other people's schedules: a figure, or a word that says as much (完了 is 100 %, 未着手 is 0 %)."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from pmo_xl.model.foreign_words import common_word
from pmo_xl.model.record import Unread
from pmo_xl.model.vocabulary import STATES, StateClass
from pmo_xl.workbook.cells.amounts import read_percent
from pmo_xl.workbook.cells.raw_cell import CellContext, unread

_STATES: Final = "課題管理表.状態"
_DROPPED: Final = "取りやめた作業です。進捗率の代わりに、行を消すか備考に書いてください"
_UNCLEAR: Final = "終わったかどうか分からない言葉です。進捗率を 50% のように書いてください"


def read_progress_of_others(raw: object, context: CellContext) -> Decimal | Unread | None:
    """The ratio; None for a word that only says that it is being done, Unread for one that says neither."""
    if isinstance(raw, bool):
        return Decimal(int(raw))
    read = read_percent(raw, context)
    if not isinstance(read, Unread) or not isinstance(raw, str):
        return read
    match STATES[_STATES].get(common_word(_STATES, raw) or ""):
        case StateClass.DONE:
            return Decimal(1)
        case StateClass.NOT_STARTED:
            return Decimal(0)
        case StateClass.IN_PROGRESS:
            return None
        case StateClass.CANCELLED:
            return unread(raw, _DROPPED)
    return unread(raw, _UNCLEAR)


def says_done(raw: object) -> bool:
    """Whether a cell is a word of what is done."""
    word = common_word(_STATES, raw) if isinstance(raw, str) else None
    return STATES[_STATES].get(word or "") is StateClass.DONE
