"""Column match: which column of a heading is which field of a sheet, each to one at most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from statistics import median_low
from typing import Final

from pmo_xl.model.column import Kind
from pmo_xl.model.record import Record
from pmo_xl.workbook.layout.header_rows import Heading
from pmo_xl.workbook.layout.headings import (
    TELLING_GROUPS,
    Form,
    Meaning,
    bare_key,
    forms,
    label_key,
    without_number,
    words_of,
)

_TOLD_KINDS: Final = frozenset((Kind.DATE, Kind.DATETIME, Kind.MONTH, Kind.INT, Kind.NUMBER, Kind.MONEY))
# What heads a whole group says less of its first column than that column's own text.
_FOR_A_GROUP: Final = 3
_PLAN: Final = ("予定", "計画", "plan")
FACT: Final = ("実績", "実際", "実働", "actual")
WHO_RAISED: Final = frozenset(("起票", "登録", "依頼", "申請", "記入", "発生"))
_WHOLE_WORDS: Final = {"act": "actual"}
# Blank columns between the table and what is parked to its right.
_PARKING_GAP: Final = 2
_FEW_HEADINGS: Final = 2
_ALIKE, _ALIKE_IN_LATIN = 0.6, 0.8  # Start Date is no State
_Block = Sequence[tuple[int, Heading]]
_PARKING_GAP_ON_GRID_PAPER: Final = 3  # in usual columns, which differ in width there


@dataclass(frozen=True, slots=True)
class Match:
    """One column taken for a field. The smaller looseness and rank, the closer the heading is to the label.

    key: the reading of the heading that has the meaning. gaps: blank columns left of it. is_composed: the heading
    has the meaning only together with its group (予定 + 開始). by: what it is known by (見出し, 値, 推測).
    confidence: 0 … 1. rival: the heading of the column that would be next.
    """

    field: str
    heading: Heading
    key: str
    looseness: int
    rank: int
    gaps: int
    is_composed: bool = False
    by: str = "見出し"
    confidence: float = 1.0
    rival: str = ""

    @property
    def is_exact(self) -> bool:
        """Whether the heading is the column's own label."""
        return self.looseness == 0 and self.rank == 0


def match_columns(
    record_class: type[Record], headings: Sequence[Heading], *, is_ours: bool = False
) -> Mapping[str, Match]:
    """The fields of the sheet that the headings name, in the order of its columns."""
    find = _matched_again if is_ours else _matched
    return dict(find(record_class, tuple(headings), is_ours=is_ours))


def _matched(
    record_class: type[Record], headings: tuple[Heading, ...], *, is_ours: bool
) -> Mapping[str, Match]:
    matches = sorted(candidates(record_class, headings), key=nearness)
    chosen = assigned(record_class, matches, is_ours=is_ours)
    return {field: chosen[field] for field in record_class.columns if field in chosen}


_matched_again = lru_cache(maxsize=256)(_matched)
"""Tables of ours have the same headings in book after book."""


def candidates(record_class: type[Record], headings: Sequence[Heading]) -> Iterator[Match]:
    """Every field that every heading of the main block may mean.

    Of the block left of it too where only that says what the rows are about: タスク, two blank columns, 開始, 終了.
    """
    blocks = _blocks(headings)
    main = max(range(len(blocks)), key=lambda place: len(blocks[place]), default=0)
    found = [m for gaps, heading in _at(blocks, main) for m in _matches(record_class, heading, gaps)]
    if main and len(blocks[main - 1]) <= _FEW_HEADINGS and not _says_what(record_class, found):
        left = [m for gaps, heading in blocks[main - 1] for m in _matches(record_class, heading, gaps)]
        found = [*left, *found] if _says_what(record_class, left) else found
    return iter(found)


def _at(blocks: Sequence[_Block], place: int) -> _Block:
    return blocks[place] if blocks else ()


def _says_what(record_class: type[Record], matches: Sequence[Match]) -> bool:
    """Whether one of the headings may be what the rows are about."""
    columns = record_class.columns
    texts = {f for f in record_class.must_fields if columns[f].kind in (Kind.TEXT, Kind.LONGTEXT)}
    return not texts.isdisjoint(match.field for match in matches)


def nearness(match: Match) -> tuple[int, int, int, int]:
    """How near a heading is to the field's label; the smaller, the nearer."""
    return match.gaps, match.looseness, match.rank, match.heading.column


def assigned(
    record_class: type[Record], matches: Sequence[Match], *, is_ours: bool = False
) -> dict[str, Match]:
    """Each field its first match of those in order, and each column one field."""
    chosen: dict[str, Match] = {}
    taken: dict[int, Match] = {}
    for match in matches:
        if match.field not in chosen and match.heading.column not in taken:
            chosen[match.field] = taken[match.heading.column] = match
    if not is_ours:
        _fill_must_fields(record_class, matches, chosen, taken)
    return chosen


def near_labels(
    record_class: type[Record], matches: Mapping[str, Match], headings: Iterable[Heading]
) -> Mapping[str, str]:
    """For each must field without a column, the heading without a field that looks most like its label."""
    known = {match.heading.column for match in matches.values()}
    by_key = {bare_key(heading.text): heading.text for heading in headings if heading.column not in known}
    found: dict[str, str] = {}
    for field in record_class.must_fields:
        if field not in matches and (close := _closest(record_class, field, by_key)):
            found[field] = close
    return found


def _closest(record_class: type[Record], field: str, by_key: Mapping[str, str]) -> str | None:
    column = record_class.columns[field]
    keys = (label_key(label) for label in (column.label, *column.aliases))
    close = (
        get_close_matches(key, by_key, n=1, cutoff=_ALIKE_IN_LATIN if key.isascii() else _ALIKE)
        for key in keys
    )
    return next((by_key[names[0]] for names in close if names), None)


def _blocks(headings: Sequence[Heading]) -> Sequence[_Block]:
    """The headings in blocks with wide gaps between them: the largest is the table, what stands apart is parked.

    With each, the number of single blank columns left of it in the block: what stands behind such a gap
    may be a parked list too, so it only gets the fields that the others leave. On grid paper a column is as wide
    as the headings mostly are.
    """
    width = median_low([h.last_column - h.column + 1 for h in headings] or [1])
    blocks: list[list[tuple[int, Heading]]] = []
    end = gaps = 0
    for heading in headings:
        blank = heading.column - end - 1
        if not blocks or blank >= (_PARKING_GAP if width == 1 else _PARKING_GAP_ON_GRID_PAPER) * width:
            blocks.append([])
            gaps = 0
        elif blank >= width:
            gaps += 1
        blocks[-1].append((gaps, heading))
        end = max(end, heading.last_column)
    return blocks


def _matches(record_class: type[Record], heading: Heading, gaps: int) -> Iterator[Match]:
    words = words_of(record_class)
    for form, is_composed, base in _readings(heading):
        for meaning in words.get(form.key, ()):
            if is_composed or not _is_told_otherwise(record_class, heading, base, meaning):
                yield Match(meaning.field, heading, form.key, form.looseness, meaning.rank, gaps, is_composed)
    yield from _numbered_persons(record_class, heading, gaps)


def _numbered_persons(record_class: type[Record], heading: Heading, gaps: int) -> Iterator[Match]:
    """担当者1: the first of several columns with a person each."""
    stem = without_number(bare_key(heading.own[-1]))
    for meaning in words_of(record_class).get(stem, ()) if stem else ():
        if record_class.columns[meaning.field].kind is Kind.PERSON:
            yield Match(meaning.field, heading, stem, 2, meaning.rank, gaps)


def _readings(heading: Heading) -> Iterator[tuple[Form, bool, str]]:
    """Each reading of a heading, whether it is put together from several cells, and its lowest text."""
    texts = (*heading.over, *heading.own)
    if is_plan_over_fact(heading):
        yield from ((form, True, heading.own[0]) for form in forms(heading.own[0]))
        return
    if len(texts) == 1:
        yield from ((form, False, texts[0]) for form in forms(texts[0]))
        return
    keys = [bare_key(text) for text in texts]
    for parts in (keys, keys[::-1], (keys[0], keys[-1]), (keys[-1], keys[0])):
        yield Form("".join(parts), 0), True, texts[-1]
    for distance, text in enumerate(reversed(heading.own), 1):
        is_group = len(heading.own) - distance < heading.groups
        for form in forms(text):
            yield Form(form.key, form.looseness + distance + _FOR_A_GROUP * is_group), False, text


def is_plan_over_fact(heading: Heading) -> bool:
    """Whether one column is headed 予定工数 above 実績工数: of each pair of rows, the plan above what happened."""
    if len(heading.own) != 2:
        return False
    upper, lower = map(bare_key, heading.own)
    return upper.startswith(_PLAN) and lower.startswith(FACT)


def _is_told_otherwise(record_class: type[Record], heading: Heading, base: str, meaning: Meaning) -> bool:
    """Whether the group over a heading says that it is not the figure its own text alone would be."""
    column = record_class.columns[meaning.field]
    keys = (bare_key(text) for text in (*heading.over, *heading.own) if text != base)
    groups = {_WHOLE_WORDS.get(key, key) for key in keys}
    telling = {word for word in TELLING_GROUPS for group in groups if group.startswith(word)}
    if column.kind is Kind.PERSON and groups & WHO_RAISED and meaning.field == "owner":
        return True
    if not telling or column.kind not in _TOLD_KINDS:
        return False
    is_fact = telling <= set(FACT)
    return not (is_fact and not column.label.startswith(("予定", "基準", "期限")))


def _fill_must_fields(
    record_class: type[Record], matches: Sequence[Match], chosen: dict[str, Match], taken: dict[int, Match]
) -> None:
    """Give a must field without a column one that an optional field took by a word that means both.

    A must field gives its column up, too, where another column is free for it: 要件 beside 要件の内容.
    """
    for match in matches:
        holder = taken.get(match.heading.column)
        if match.field in chosen or holder is None or match.field not in record_class.must_fields:
            continue
        if chosen.get(holder.field) is not holder:
            continue
        other = next((m for m in matches if m.field == holder.field and m.heading.column not in taken), None)
        if holder.field in record_class.must_fields and other is None:
            continue
        del chosen[holder.field]
        chosen[match.field] = taken[match.heading.column] = match
        if other is not None:
            chosen[other.field] = taken[other.heading.column] = other
