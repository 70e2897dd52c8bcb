"""ID choice: of the columns that may be the ID of a table's rows, the one that names them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from pmo_xl.model.record import Record
from pmo_xl.model.synonyms import NUMBER
from pmo_xl.workbook.cells.cell_text import read_refs
from pmo_xl.workbook.cells.raw_cell import PLAIN
from pmo_xl.workbook.layout.column_match import Match
from pmo_xl.workbook.layout.column_values import ColumnValues
from pmo_xl.workbook.layout.header_rows import Heading
from pmo_xl.workbook.layout.headings import LOOSENESS_OF_PARTS, bare_key, is_total, label_key

PARTS_OF_A_NUMBER: Final = frozenset("大中小細")
_RUNNING_NUMBERS: Final = frozenset(map(label_key, (*NUMBER, "行", "行番号"))) - {label_key("管理番号")}
_MOST_KEYED: Final = 0.7
_LEAST_UNIQUE: Final = 0.95
# What a tool shows people (KIBAN-12) goes before the number it keeps for itself.
_KEY: Final = re.compile("[A-Z][A-Z0-9_]*-[0-9]+")


def best_id(
    record_class: type[Record],
    free: Sequence[Match],
    chosen: Mapping[str, Match],
    values: Mapping[int, ColumnValues],
    headings: Sequence[Heading],
) -> Match | None:
    """The one of these matches that is the ID. chosen: of the other fields. None where there is none of them."""
    named = _referred_to(chosen, record_class, values)
    text = next((chosen[f] for f in record_class.must_fields if f != "id" and f in chosen), None)
    scores = _Scores(values, headings, named, text.gaps if text else 0)
    return max(free, key=scores.of, default=None)


class _Scores:
    """How much speaks for a column being the ID."""

    def __init__(
        self,
        values: Mapping[int, ColumnValues],
        headings: Sequence[Heading],
        named: frozenset[str],
        beside: int,
    ) -> None:
        """Take what the columns hold. named: the IDs that rows refer to. beside: gaps left of what a row is about."""
        self._values, self._headings, self._named, self._beside = values, headings, named, beside
        self._rows = max((each.rows for each in values.values()), default=0)

    def of(self, match: Match) -> float:
        """The score of a column; the greatest is the ID."""
        values = self._values.get(match.heading.column, ColumnValues())
        own = {_as_id(value) for value in values.plain}
        is_referred_to = bool(self._named) and len(self._named & own) >= 0.5 * len(self._named)
        is_loose = match.looseness >= LOOSENESS_OF_PARTS
        gaps = abs(match.gaps - self._beside)  # blank columns between it and what the rows are about
        is_parted = self._is_parted(match)
        is_specific = is_parted or (match.key not in _RUNNING_NUMBERS and gaps == 0 and not is_loose)
        filled = len(values.plain) / max(1, self._rows)
        keys = [text for text in values.texts if _KEY.fullmatch(text)]
        texts = [text for text in values.texts if not is_total(text)]  # 小計 may stand in the same column
        is_keyed = bool(keys) and len(keys) >= _MOST_KEYED * len(texts) and len(set(keys)) == len(keys)
        is_unique = is_keyed or is_parted or values.unique >= _LEAST_UNIQUE
        score = 4.0 * is_referred_to + 2.0 * is_unique + min(filled, 1.0) + 0.5 * is_specific
        return score + 0.75 * (is_keyed and not is_loose) - 0.01 * match.looseness - 0.001 * match.rank - gaps

    def _is_parted(self, match: Match) -> bool:
        """Whether it is the first part of a number over several columns (大 中 小): together they tell every row."""
        own = match.heading.own
        if bare_key(own[-1]) not in PARTS_OF_A_NUMBER:
            return False
        beside = (h for h in self._headings if h.column > match.heading.column)
        return any(own[0] in h.over and bare_key(h.own[-1]) in PARTS_OF_A_NUMBER for h in beside)


def _referred_to(
    chosen: Mapping[str, Match], record_class: type[Record], values: Mapping[int, ColumnValues]
) -> frozenset[str]:
    """The IDs that the rows of a table name of its own rows: in 先行作業, 親作業 …"""
    label = record_class.sheet.label
    columns: Callable[[str], bool] = lambda field: label in record_class.columns[field].refers_to  # noqa: E731
    found = set[str]()
    for field, match in chosen.items():
        if columns(field):
            for raw in values.get(match.heading.column, ColumnValues()).plain:
                read = read_refs(raw, PLAIN)
                found.update(map(_as_id, read if isinstance(read, tuple) else ()))
    return frozenset(found)


def _as_id(value: object) -> str:
    text = f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)
    return text.strip().upper().partition(" ")[0]
