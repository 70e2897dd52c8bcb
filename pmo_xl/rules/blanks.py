"""What several rules ask of a row's cells: are they filled, and could they be read at all."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.model.record import Record
from pmo_xl.rules.rule import Judgement, undeterminable, violation

_EMPTY = (None, "", ())


def unknown(record: Record, *fields: str) -> Judgement | None:
    """判定不能 when one of the fields has no column or could not be read; None when all are known."""
    if record.is_known(*fields):
        return None
    field = next(name for name in fields if not record.is_known(name))
    return undeterminable(f"「{record.columns[field].label}」の列がないか、読み取れない行があります")


def blanks(record: Record, *fields: str) -> Iterator[Judgement]:
    """A violation (`problem` in its details) for each field that is empty, 判定不能 where it is not known."""
    for field in fields:
        if getattr(record, field) in _EMPTY:
            problem = f"{record.columns[field].label}が空欄です"
            yield unknown(record, field) or violation(field, problem=problem)
