"""What stands in a cell without a value: nothing, or a word that says so (未定, －)."""

from __future__ import annotations

import re
from functools import cache

from pmo_xl.model.record import Record


def blank_word(record: Record, field: str) -> str:
    """What stands in a cell without a value: 空欄, or the word that says so (「未定」)."""
    word = record.undecided.get(field)
    return f"「{word}」" if word else "空欄"


def as_it_stands(sentence: str, *records: Record | None) -> str:
    """A sentence of these rows that calls columns 空欄, with the word that stands in the cell where one does."""
    for record in records:
        if record is not None and record.undecided and "空欄" in sentence:
            sentence = _told(sentence, record)
    return sentence


def _told(sentence: str, record: Record) -> str:
    fields = {column.label: name for name, column in record.columns.items()}

    def told(found: re.Match[str]) -> str:
        """The match with the word for its blank field."""
        return f"{found[1]}{found[2]}{blank_word(record, fields[found[1]])}"

    return _called_blank(record.__class__).sub(told, sentence)


@cache
def _called_blank(record_class: type[Record]) -> re.Pattern[str]:
    """A column's label with what calls it blank: the longest label first (恒久対応期限 is not 期限)."""
    labels = sorted((column.label for column in record_class.columns.values()), key=len, reverse=True)
    return re.compile(f"({'|'.join(map(re.escape, labels))})([がは]|の欄が)空欄")
