"""Header search: the rows of a tab that head a table, and the kind of sheet that headings alone speak for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from typing import Final

from pmo_xl.model.column import Kind
from pmo_xl.model.record import Record
from pmo_xl.model.sheets import sheets_of
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.layout.column_choice import PARTS
from pmo_xl.workbook.layout.column_match import WHO_RAISED, Match, match_columns
from pmo_xl.workbook.layout.column_values import column_values, is_like_a_day
from pmo_xl.workbook.layout.header_rows import HeaderBlock, Heading, TopRows, simple_headings
from pmo_xl.workbook.layout.headings import (
    TELLING_GROUPS,
    bare_key,
    forms,
    is_any_label,
    label_key,
    words_of,
)
from pmo_xl.workbook.layout.id_choice import PARTS_OF_A_NUMBER
from pmo_xl.workbook.layout.no_heading import ends_in_a_record, is_no_heading
from pmo_xl.workbook.layout.sheet_names import record_class_named
from pmo_xl.workbook.layout.text_below import text_below, text_fields, unheaded
from pmo_xl.workbook.tab.calamine_feed import CellValue

_FIGURES: Final = frozenset((Kind.PERCENT, Kind.NUMBER, Kind.INT, Kind.MONEY))
_TALLEST_HEADER: Final = 3
# Rows that repeat a text in most of their columns are a heading and the data below it.
_MOST_DOUBLED: Final = 0.6
_LONGEST_PART: Final = 8
_ROWS_BELOW: Final = 40
_LEAST_LABELS: Final = 2
# 【基本設計】 alone below a heading is the first section, no unit.
_SECTION_BRACKETS: Final = ("【", "《", "〈", "＜", "<")
_OF_A_FORM: Final = re.compile(
    "(?:作成|更新|最終更新|改訂|改版|承認|発行|印刷|出力)(?:日時?|日付|者|年月日)|版数?|文書番号"
)
_LEAST_FIELDS: Final = 3
_WHO_DEALS: Final = frozenset(("対応", "回答", "処理", "解決", "完了"))
_OWN_ID: Final = re.compile("[A-Za-z]+[-_ ]?[0-9]{2,}")


@dataclass(frozen=True)
class FoundHeader:
    """The heading of a table: its rows, what it is headed with, and which column is which field.

    doubled: the share of its columns with a text of their own in several rows. doubts: sentences about columns
    that were not read because nothing decides what they are. is_told_below: no heading says what a row is about, but a
    column has a text of its own in nearly every row. lower: the columns of the fields that a second row of each record
    holds, where its heading has two rows for them.
    """

    record_class: type[Record]
    first: int
    last: int
    headings: tuple[Heading, ...]
    matches: Mapping[str, Match]
    doubled: float = 0
    doubts: tuple[str, ...] = ()
    is_told_below: bool = False
    lower: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The text of the heading of each field."""
        return {field: match.heading.text for field, match in self.matches.items()}

    @cached_property
    def by_text(self) -> Mapping[str, Heading]:
        """The headings by their texts."""
        return {heading.text: heading for heading in self.headings}

    @property
    def score(self) -> float:
        """How well it fits: a point per field, more for must fields and for the label itself."""
        must = self.record_class.must_fields
        return (
            sum(
                1 + 0.5 * (match.field in must) + 0.25 * match.is_exact - 0.1 * match.looseness
                for match in self.matches.values()
            )
            + sum(len(self.persons(field)) > 1 for field in self.matches)
            + (2 * self.has_split_id)
        )

    @property
    def has_split_id(self) -> bool:
        """Whether the ID's heading stands over parts that are no labels by themselves: 項番 over 大 中 小."""
        words = words_of(self.record_class)
        parts = [h for h in self.headings if bare_key(h.own[-1]) in PARTS_OF_A_NUMBER]
        groups = {text for h in parts for text in (*h.over[-1:], *h.own[:-1])}
        above = {g for g in groups for m in words.get(bare_key(g), ()) if m.field == "id"}
        return len(parts) > 1 and bool(above)

    def persons(self, field: str) -> tuple[Heading, ...]:
        """The headings that stand side by side under the heading of a person field: a column per person."""
        own = self.matches[field].heading.own
        if len(own) < 2 or self.record_class.columns[field].kind is not Kind.PERSON:
            return ()
        words = words_of(self.record_class)
        if not any(m.field == field for form in forms(own[0]) for m in words.get(form.key, ())):
            return ()
        return tuple(h for h in self.headings if own[0] in (*h.over, *h.own[:-1]))

    @property
    def weight(self) -> float:
        """How much the headings speak for this kind of sheet: what few kinds have weighs more."""
        kinds = _kinds_by_key()
        return sum(1 / kinds.get(match.key, 1) for match in self.matches.values())

    @property
    def has_text(self) -> bool:
        """Whether it heads a text that rows of this kind must have: what the issue, question, task … is."""
        texts = text_fields(self.record_class)
        return not texts or not self.matches.keys().isdisjoint(texts)

    @property
    def may_have_text(self) -> bool:
        """Whether a heading that is no field yet holds a word of what rows of this kind are about (照会事項)."""
        if self.is_told_below:
            return True
        known = {match.heading.column for match in self.matches.values()}
        free = [bare_key(heading.own[-1]) for heading in self.headings if heading.column not in known]
        texts = text_fields(self.record_class)
        return any(word in key for field in texts for word in PARTS.get(field, ()) for key in free)

    @property
    def share(self) -> float:
        """The share of the headings that are fields of this kind, up to the last one that is."""
        end = max((match.heading.column for match in self.matches.values()), default=0)
        return len(self.matches) / max(1, sum(heading.column <= end for heading in self.headings))


def header_at(
    top: TopRows,
    record_class: type[Record],
    first: int,
    last: int,
    columns: Iterable[int] = (),
    *,
    is_ours: bool = False,
) -> FoundHeader:
    """The rows first … last read as a heading, whatever fits. columns: of an Excel table; all without it."""
    block = HeaderBlock(top, first, last, columns)
    if is_ours and block.is_simple:
        return _our_header(record_class, first, block.texts)
    matches = match_columns(record_class, block.headings, is_ours=is_ours)
    return FoundHeader(record_class, first, last, block.headings, matches, block.doubled)


@lru_cache(maxsize=256)
def _our_header(record_class: type[Record], row: int, texts: tuple[tuple[int, str], ...]) -> FoundHeader:
    """The heading of a table of ours, one row of texts by column: the same in book after book of a template."""
    headings = simple_headings(texts)
    matches = match_columns(record_class, headings, is_ours=True)
    return FoundHeader(record_class, row, row, headings, matches, 0.0 if texts else 1.0)


def best_header(top: TopRows, record_class: type[Record]) -> FoundHeader | None:
    """The rows near the top that head a table of this kind best; None when none does."""
    return next(iter(good_headers(top, record_class)), None)


def good_headers(top: TopRows, record_class: type[Record]) -> Sequence[FoundHeader]:
    """All rows that may head a table of this kind, the best first; looked for once per tab."""
    if record_class not in top.found:
        enough = filter(_is_enough, _headers(top, record_class))
        found = [h for h in enough if not is_no_heading(top.grid, h.headings, h.first)]
        worth = {id(header): header.score + _is_told_by_groups(top, header) for header in found}
        found.sort(key=lambda header: (-worth[id(header)], header.last - header.first, header.first))
        top.found[record_class] = [_with_text(top, _with_units(top, header)) for header in found]
    known: Sequence[FoundHeader] = top.found[record_class]
    return known


def _is_told_by_groups(top: TopRows, header: FoundHeader) -> int:
    """Whether the first of several rows says nothing but 予定 and 実績: without it the days below mean something else.

    As much and more where it says 起票 over 担当者: that person is no 担当.
    """
    groups = [label_key(text) for text in top.labels(header.first).values()]
    is_telling = header.first < header.last and all(
        key.startswith(TELLING_GROUPS) or key in WHO_RAISED or key in _WHO_DEALS for key in groups
    )
    composed = [match for match in header.matches.values() if match.is_composed]
    if not is_telling or not composed:
        return 0
    columns = header.record_class.columns
    return 2 if any(columns[m.field].kind is Kind.PERSON and _is_raised(m) for m in composed) else 1


def _is_raised(match: Match) -> bool:
    heading = match.heading
    return not WHO_RAISED.isdisjoint(map(label_key, (*heading.over, *heading.own[:-1])))


def _is_enough(header: FoundHeader) -> bool:
    """Whether this many columns make a table of its kind: three, or two where they say what a row is about."""
    least = (
        _LEAST_LABELS if header.has_text else min(_LEAST_FIELDS, len(header.record_class.must_fields) or 2)
    )
    return len(header.matches) >= least


def _with_text(top: TopRows, header: FoundHeader) -> FoundHeader:
    """The heading, with whether a column below it tells what each row is about that no heading names."""
    if header.has_text or len(header.matches) < _LEAST_FIELDS:
        return header
    taken = {match.heading.column for match in header.matches.values()}
    columns, end = [h.column for h in header.headings], min(top.grid.last_row, header.last + _ROWS_BELOW)
    values = column_values(top.grid, columns, header.last + 1, end)
    rows, has_id = range(header.last + 1, end + 1), "id" in header.matches
    found = text_below(header.record_class, header.headings, taken, values) or unheaded(
        top.grid, header.headings, rows, taken, has_id=has_id
    )
    return replace(header, is_told_below=bool(found))


def _with_units(top: TopRows, header: FoundHeader) -> FoundHeader:
    """The heading with the rows below it that hold nothing but units in brackets, or the parts of its groups."""
    last = header.last
    while _is_units_row(top.grid, last + 1, header) or _is_row_of_parts(top, last + 1, header):
        last += 1
    return header if last == header.last else header_at(top, header.record_class, header.first, last)


def _is_row_of_parts(top: TopRows, row: int, header: FoundHeader) -> bool:
    """Whether a row holds short words below a heading that is merged over several columns, and nothing else."""
    reach = top.reach(header.last)
    parts = {c for first, last in reach.items() if last > first for c in range(first, last + 1)}
    end = max((match.heading.last_column for match in header.matches.values()), default=0)
    columns = range(top.grid.first_column, end + 1)
    filled = {c: value for c in columns if (value := top.grid.value(row, c)) not in ("", None)}
    is_short = all(isinstance(value, str) and len(value) <= _LONGEST_PART for value in filled.values())
    is_parted = any(sum(first <= c <= last for c in filled) > 1 for first, last in reach.items())
    return is_parted and is_short and filled.keys() <= parts


def _is_units_row(grid: Grid, row: int, header: FoundHeader) -> bool:
    kinds, matches = header.record_class.columns, header.matches
    values = [(kinds[f].kind, grid.value(row, match.heading.column)) for f, match in matches.items()]
    filled = [value for _, value in values if value != ""]
    figures = [value for kind, value in values if kind in _FIGURES and value != ""]
    beside = {kind for kind, value in values if kind not in _FIGURES and value != ""}
    if figures and beside <= {Kind.LONGTEXT}:
        filled = figures
    if len(filled) == 1 and _heads_a_section(filled[0]):
        return False
    return bool(filled) and all(isinstance(value, str) and not bare_key(value) for value in filled)


def _is_section(grid: Grid, row: int) -> bool:
    filled = [cell for cell in grid.rows[row - grid.first_row] if cell not in ("", None)]
    return len(filled) == 1 and _heads_a_section(filled[0])


def _is_a_name_alone(grid: Grid, row: int) -> bool:
    """Whether a row holds one text that is no label and no unit: the first record of a plan that is indented by level."""
    filled = [cell for cell in grid.rows[row - grid.first_row] if cell not in ("", None)]
    return len(filled) == 1 and bool(bare_key(str(filled[0]))) and not is_any_label(str(filled[0]))


def _heads_a_section(cell: CellValue) -> bool:
    return str(cell).startswith(_SECTION_BRACKETS) and "円" not in str(cell)


def _headers(top: TopRows, record_class: type[Record]) -> Iterator[FoundHeader]:
    """Rows near the top that hold words of the sheet, each alone and with the rows after it."""
    known = {row: _known_labels(top.labels(row).values(), record_class) for row in top.rows}
    for first in top.rows:
        for last in range(first, min(first + _TALLEST_HEADER, top.rows.stop)):
            if sum(known[row] for row in range(first, last + 1)) < _LEAST_LABELS:
                continue
            if last > first and _is_a_title(top, first, record_class):
                break
            header = header_at(top, record_class, first, last)
            if first == last or _is_one_heading(top, header):
                yield header
    for row in top.far_rows:
        if _known_labels(top.labels(row).values(), record_class) >= _LEAST_LABELS:
            for first, last in ((row, row), (row - 1, row), (row, row + 1)):
                header = header_at(top, record_class, first, last)
                if first == last or _is_one_heading(top, header):
                    yield header


def _is_a_title(top: TopRows, row: int, record_class: type[Record]) -> bool:
    """Whether a row says the name of the table and nothing else: WBS above the heading is no heading of the number."""
    texts = list(top.labels(row).values())
    return len(texts) == 1 and record_class_named(texts[0], is_whole=True) is record_class


def _known_labels(texts: Iterable[str], record_class: type[Record]) -> int:
    words = words_of(record_class)
    return sum(any(form.key in words for form in forms(text)) for text in texts)


def _is_one_heading(top: TopRows, header: FoundHeader) -> bool:
    """Whether the rows belong together: none is blank, no figure stands in a field's column, no day between the

    fields (作成日 2026/11/27 above the table), and few columns are doubled.
    """
    grid, rows = top.grid, range(header.first, header.last + 1)
    if any(_is_blank_row(top, row) for row in rows) or _is_section(grid, header.last):
        return False
    if any(_is_a_name_alone(grid, row) for row in rows[1:]):
        return False
    own_id = header.matches["id"].heading.own if "id" in header.matches else ()
    if len(own_id) > 1 and _OWN_ID.fullmatch(own_id[-1].strip()):
        return False  # the lower row is the first record
    columns = sorted(match.heading.column for match in header.matches.values())
    for column in columns:
        if not all(isinstance(grid.value(row, column), str) for row in rows):
            return False
    between = range(columns[0], columns[-1]) if columns else ()
    if any(_is_a_day(grid.value(row, column)) for row in rows for column in between):
        return False
    if any(_is_of_a_form(grid, row) for row in rows[:-1]):
        return False
    if any(match.is_composed for match in header.matches.values()):
        return True
    lowest = top.labels(header.last).values()
    return header.doubled <= _MOST_DOUBLED and not ends_in_a_record(header.headings, lowest)


def _is_blank_row(top: TopRows, row: int) -> bool:
    """Whether a row holds nothing, and no cell above is merged over it."""
    cells = top.grid.rows[row - top.grid.first_row]
    return all(cell in ("", None) for cell in cells) and not top.reach(row)


def _is_of_a_form(grid: Grid, row: int) -> bool:
    """Whether a row holds labels of the document (更新日, 作成者) alone, or one with its day beside it."""
    texts = [cell for cell in grid.rows[row - grid.first_row] if cell not in ("", None)]
    if not texts:
        return False
    if all(map(_labels_a_form, texts)):
        return True
    places = [place for place, text in enumerate(texts[:-1]) if _labels_a_form(text)]
    return any(_is_a_day(texts[p + 1]) and not any(map(_is_a_day, texts[p + 2 : p + 3])) for p in places)


@lru_cache(maxsize=20_000)
def _labels_a_form(cell: CellValue) -> bool:
    return isinstance(cell, str) and _OF_A_FORM.fullmatch(label_key(cell)) is not None


def _is_a_day(cell: CellValue) -> bool:
    return isinstance(cell, date) or is_like_a_day(cell)


@lru_cache(maxsize=1)
def _kinds_by_key() -> Mapping[str, int]:
    """In how many kinds of ledger a label occurs."""
    counts: dict[str, int] = {}
    for sheet in known_by_headings():
        for key in words_of(sheet):
            counts[key] = counts.get(key, 0) + 1
    return counts


def known_by_headings() -> tuple[type[Record], ...]:
    """The ledgers that a tab may be taken for by its headings alone; those of the full profile go by name."""
    return tuple(sheet for sheet in sheets_of("core") if sheet.sheet.prefix)
