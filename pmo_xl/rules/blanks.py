"""What several rules ask of a row's cells: are they filled, and could they be read at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmo_xl.model.blank_word import blank_word
from pmo_xl.model.column import Kind
from pmo_xl.model.record import UNCACHED, Record
from pmo_xl.rules.rule import Judgement, undeterminable, violation

_EMPTY = (None, "", ())

KIND_WORDS: Mapping[Kind, str] = {
    Kind.DATE: "日付",
    Kind.DATETIME: "日時",
    Kind.MONTH: "年月",
    Kind.MONEY: "金額",
    Kind.PERCENT: "割合",
    Kind.INT: "整数",
    Kind.NUMBER: "数",
    Kind.FLAG: "○か×の印",
    Kind.ID: "ID",
    Kind.REF: "ID",
    Kind.REFS: "IDの並び",
}
"""What a cell of a kind is to hold, for sentences; of other kinds a 値."""


def unknown(record: Record, *fields: str) -> Judgement | None:
    """判定不能 when one of the fields has no column or could not be read; None when all are known."""
    if record.is_known(*fields):
        return None
    field = next(name for name in fields if not record.is_known(name))
    if field in record.unread and record.unread[field].is_uncached:
        return undeterminable(f"「{record.columns[field].label}」の{UNCACHED}")
    return undeterminable(f"「{record.columns[field].label}」の列がないか、読み取れない行があります")


def unfilled(record: Record, *fields: str) -> Judgement | None:
    """判定不能 when one of these must cells is blank or not known; None when every one can be judged by."""
    if cannot := unknown(record, *fields):
        return cannot
    field = next((name for name in fields if getattr(record, name) in _EMPTY), None)
    return undeterminable(f"「{record.columns[field].label}」が空欄の行があります") if field else None


def blanks(record: Record, *fields: str) -> Iterator[Judgement]:
    """A violation (`problem` in its details) for each field that is empty, 判定不能 where it is not known."""
    for field in fields:
        if getattr(record, field) in _EMPTY:
            problem = f"{record.columns[field].label}が{blank_word(record, field)}です"
            yield unknown(record, field) or violation(field, problem=problem)
