"""Tab tables: the further tables of a tab, below, above and beside the one it was known by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.workbook.file.package import TableRange
from pmo_xl.workbook.layout.column_values import column_values
from pmo_xl.workbook.layout.header_kind import is_clear
from pmo_xl.workbook.layout.header_rows import TopRows
from pmo_xl.workbook.layout.header_search import FoundHeader, good_headers, header_at, known_by_headings
from pmo_xl.workbook.layout.headings import label_key
from pmo_xl.workbook.layout.row_pairs import are_in_two_rows
from pmo_xl.workbook.layout.small_tables import last_row_above_the_next

# A further heading of the same kind has this share of the fields of the first one.
_LEAST_SHARE: Final = 0.6
_LEAST_FIELDS: Final = 3
_MOST_DIFFERENT: Final = 0.5
_BY_NAME, _BY_HEADINGS, _WITHOUT_TEXT = 0.95, 0.6, 0.15
_NEXT: Final = "{}（合う見出し {}、いまの読み方では {}）"
_NOT_READ: Final = "{}行目から下は見出しの違う別の表とみて、読みませんでした"
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
    found = list(_in_two_rows(top, found))
    tables = ending_above_the_next([table for each in found for table in _split(top, each)])
    return [_above_the_next(top, table) for table in tables]


def _in_two_rows(top: TopRows, tables: Sequence[FoundTable]) -> Sequence[FoundTable]:
    """The tables, two headings as one where every record has a row under each of them by turns."""
    ordered = sorted(tables, key=lambda table: table.header.first)
    for upper, lower in pairwise(ordered):
        if _is_said_twice(upper.header, lower.header):
            return [table for table in tables if table is not upper]
        if are_in_two_rows(top.grid, upper.header, lower.header):
            below = {f: match.heading.column for f, match in lower.header.matches.items()}
            known = upper.header.matches.keys()
            if "title" in below and "title" in known and "description" in upper.header.record_class.columns:
                below = {"description": below["title"], **below}
            own = {f: column for f, column in below.items() if f not in known}
            header = replace(upper.header, last=lower.header.last, lower=own)
            return [replace(upper, header=header), *(t for t in ordered if t is not upper and t is not lower)]
    return tables


def _is_said_twice(upper: FoundHeader, lower: FoundHeader) -> bool:
    """Whether a heading stands right below its own in another language: Owner over 担当者."""
    columns = [{f: match.heading.column for f, match in each.matches.items()} for each in (upper, lower)]
    shared = columns[0].items() & columns[1].items()
    is_of_one = upper.record_class is lower.record_class and upper.last + 1 == lower.first
    return is_of_one and len(shared) >= _LEAST_FIELDS and columns[0].items() <= columns[1].items()


def _above_the_next(top: TopRows, table: FoundTable) -> FoundTable:
    """The table, ending above the next one of whatever kind; that nothing below it was read is told."""
    last = last_row_above_the_next(top, table.header, table.last)
    if last == table.last:
        return table
    return replace(table, last=last, header=replace(table.header, doubts=(_NOT_READ.format(last + 1),)))


def _split(top: TopRows, table: FoundTable) -> Sequence[FoundTable]:
    """The table, or those that stand side by side under its heading."""
    apart = tables_apart(top, table.header)
    kept = next((h for h in apart if h.record_class is table.header.record_class), None)
    return [replace(table, header=h) if h is kept else _found(table, h) for h in apart] or [table]


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


def tables_apart(top: TopRows, header: FoundHeader) -> Sequence[FoundHeader]:
    """The tables that stand side by side under one heading row, blank columns between them; none where there is one.

    Each has a number and a text of its own: what has none is a part of the same table, or a list parked beside it.
    """
    columns = [heading.column for heading in header.headings]
    starts = [c for left, c in pairwise(columns) if c > left + 1]
    if not starts:
        return ()
    blocks = [range(start, end) for start, end in pairwise([columns[0], *starts, columns[-1] + 1])]
    found = [each for block in blocks if (each := _table_in(top, header, block))]
    return () if len(found) < 2 or _complete_each_other(found) else found


def _complete_each_other(headers: Sequence[FoundHeader]) -> bool:
    """Whether the parts of one kind have nothing but a number in common: one table with a blank column in it."""
    fields = [header.matches.keys() - {"id"} for header in headers]
    is_of_one_kind = len({header.record_class for header in headers}) == 1
    return is_of_one_kind and sum(map(len, fields)) == len(set[str]().union(*fields))


def _table_in(top: TopRows, header: FoundHeader, columns: range) -> FoundHeader | None:
    """The table that these columns of a heading are by themselves: of the same kind, or clearly of another."""
    kinds = (header.record_class, *_others(header.record_class))
    read = (header_at(top, kind, header.first, header.last, columns) for kind in kinds)
    able = [each for each in read if _is_numbered(top, each) and _is_a_table_beside(each, header)]
    return max(able, key=lambda each: (len(each.matches), _says_what(each), each.weight), default=None)


def _is_numbered(top: TopRows, header: FoundHeader) -> bool:
    """Whether it has a number of its own that tells its rows apart: 要確認 again and again under 画面ID is none."""
    match = header.matches.get("id")
    if match is None:
        return False
    column = match.heading.column
    values = column_values(top.grid, [column], header.last + 1, top.grid.last_row)[column]
    return not values.filled or values.unique >= _MOST_DIFFERENT


def _says_what(header: FoundHeader) -> bool:
    """Whether the heading holds what only its kind asks: a list without a question is one of issues."""
    return header.record_class is not Question or "question" in header.matches


def _is_a_table_beside(header: FoundHeader, main: FoundHeader) -> bool:
    if header.record_class is not main.record_class:
        return is_clear(header)
    return header.has_text and len(header.matches) >= _LEAST_FIELDS
