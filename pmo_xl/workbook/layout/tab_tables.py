"""Tab tables: the further tables of a tab, below, above and beside the one it was known by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from pmo_xl.model.record import Record
from pmo_xl.workbook.file.package import TableRange
from pmo_xl.workbook.layout.header_rows import TopRows
from pmo_xl.workbook.layout.header_search import (
    FoundHeader,
    good_headers,
    header_at,
    is_clear,
    known_by_headings,
)
from pmo_xl.workbook.layout.headings import label_key

# A further heading of the same kind has this share of the fields of the first one.
_LEAST_SHARE: Final = 0.6
_LEAST_FIELDS: Final = 3
_BY_NAME, _BY_HEADINGS, _WITHOUT_TEXT = 0.95, 0.6, 0.15
_NEXT: Final = "{}（合う見出し {}、いまの読み方では {}）"
_FURTHER: Final = "同じシートの{}行目に、もう1つの表があります。"


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A heading on a tab, and why it is taken for this kind of sheet.

    is_ours: an Excel table that pmo_xl made. is_settled: a person's layout file says so. last: the last row that
    may belong to it; 0 = as far as its rows go. confidence: 0 … 1. next_best: the kind it would be taken for else.
    """

    header: FoundHeader
    why: str
    is_ours: bool = False
    table: TableRange | None = None
    is_settled: bool = False
    last: int = 0
    confidence: float = 1.0
    next_best: str = ""


def with_further_tables(top: TopRows, main: FoundTable) -> Sequence[FoundTable]:
    """The table, and every other one of the tab, from top to bottom, each ending above the next."""
    kinds = (main.header.record_class, *_others(main.header.record_class))
    headers = {kind: good_headers(top, kind) for kind in kinds}
    main = _weighed(main, headers)
    found = [main, *(_found(main, header) for header in _stacked(main.header, headers))]
    beside = [_found(main, header) for each in found for header in _beside(top, each.header)]
    found = [replace(each, header=_without(each.header, beside)) for each in found]
    found += [each for each in beside if all(each.header != other.header for other in found)]
    return ending_above_the_next(found)


def ending_above_the_next(tables: Iterable[FoundTable]) -> Sequence[FoundTable]:
    """The tables of one tab from top to bottom, each ending above the heading of the next."""
    found = sorted(tables, key=lambda table: (table.header.first, min(_columns(table.header), default=0)))
    starts = sorted({table.header.first for table in found})
    ends = dict(zip(starts, [*(start - 1 for start in starts[1:]), 0], strict=True))
    return [replace(table, last=ends[table.header.first]) for table in found]


def _columns(header: FoundHeader) -> list[int]:
    return [heading.column for heading in header.headings]


def _found(main: FoundTable, header: FoundHeader) -> FoundTable:
    return replace(main, header=header, why=f"{main.why}{_FURTHER.format(header.first)}", table=None)


def _weighed(main: FoundTable, headers: Mapping[type[Record], Sequence[FoundHeader]]) -> FoundTable:
    """The table with how sure its kind is: a name says most, headings as much as no other kind has them."""
    others = [h for kind, found in headers.items() if kind is not main.header.record_class for h in found]
    rivals = (h for h in others if not _is_apart(h, main.header))
    rival = max(rivals, key=lambda header: header.weight, default=None)
    margin = 1 - min(1, rival.weight / main.header.weight) if rival and main.header.weight else 1
    sure = _BY_HEADINGS + (1 - _BY_HEADINGS) * margin if "見出しの並び" in main.why else _BY_NAME
    told = rival and _NEXT.format(
        rival.record_class.sheet.label, len(rival.matches), len(main.header.matches)
    )
    sure -= 0 if main.header.has_text else _WITHOUT_TEXT
    return replace(main, confidence=round(sure, 2), next_best=told or "")


def _stacked(
    main: FoundHeader, headers: Mapping[type[Record], Sequence[FoundHeader]]
) -> Iterator[FoundHeader]:
    """Further headings in other rows: of the same kind with most of its fields, or clearly of another kind."""
    taken = [main]
    for found in headers.values():
        for header in found:
            if all(_is_apart(header, other) for other in taken) and _is_a_table(header, main):
                taken.append(header)
                if not _is_repeated(header, main):
                    yield header


def _others(record_class: type[Record]) -> Sequence[type[Record]]:
    return [sheet for sheet in known_by_headings() if sheet is not record_class]


def _is_apart(header: FoundHeader, other: FoundHeader) -> bool:
    return header.last < other.first or header.first > other.last


def _is_a_table(header: FoundHeader, main: FoundHeader) -> bool:
    if header.record_class is not main.record_class:
        return is_clear(header)
    least = max(_LEAST_FIELDS, _LEAST_SHARE * len(main.matches))
    return header.has_text and len(header.matches) >= least


def _is_repeated(header: FoundHeader, main: FoundHeader) -> bool:
    """Whether the rows repeat the heading of the table above them, as on each printed page."""
    if header.record_class is not main.record_class or header.first < main.first:
        return False
    above = {heading.column: label_key(heading.own[-1]) for heading in main.headings}
    own = {heading.column: label_key(heading.own[-1]) for heading in header.headings}
    return own.items() <= above.items()


def _beside(top: TopRows, header: FoundHeader) -> Iterator[FoundHeader]:
    """Tables in the same rows, behind a blank column, that have a heading of their own for what a row is about."""
    columns = [heading.column for heading in header.headings]
    starts = [c for left, c in pairwise(columns) if c > left + 1]
    for start, end in pairwise([*starts, columns[-1] + 1]):
        right = header_at(top, header.record_class, header.first, header.last, range(start, end))
        if right.has_text and len(right.matches) >= _LEAST_FIELDS and "id" in right.matches:
            yield right


def _without(header: FoundHeader, beside: Sequence[FoundTable]) -> FoundHeader:
    """The heading without the columns of the tables that stand to its right."""
    rights = (each.header for each in beside if each.header.first == header.first)
    starts = [
        right.headings[0].column for right in rights if right.headings[0].column > header.headings[0].column
    ]
    if not starts:
        return header
    kept = tuple(heading for heading in header.headings if heading.column < min(starts))
    matches = {f: match for f, match in header.matches.items() if match.heading.column < min(starts)}
    return replace(header, headings=kept, matches=matches)
