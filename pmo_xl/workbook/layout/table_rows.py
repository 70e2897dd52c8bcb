"""Table rows: where a table ends, and which rows below its heading are no records."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from pmo_xl.model.column import Kind
from pmo_xl.model.synonyms import NUMBER
from pmo_xl.workbook.cells.raw_cell import is_blank
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.layout.header_search import FoundHeader
from pmo_xl.workbook.layout.headings import LONGEST_LABEL, is_total, label_key

_SECTION: Final = "区切りの見出しの行"
_DIVIDER: Final = "区切り線の行"
_TOTAL: Final = "合計の行"
_NOTE: Final = "表の外の注記"
HEADING_AGAIN: Final = "見出しの繰り返し"
_PREFILLED: Final = "番号と選択欄のほかに何もない行"
_FORMULAS_ONLY: Final = "数式だけの行"
_FAR: Final = "表から離れた行"
EXAMPLE: Final = "記入例の行"
WAITING: Final = frozenset((_PREFILLED, _FORMULAS_ONLY))
"""Why rows are no records yet, and wait for input."""

_SECTION_MARK: Final = re.compile(r"[■□◆◇●▼▽▲△★☆◎【《§↓→▶⇒]|第[0-9０-９一二三四五六七八九十]+[章部期次]")
_NOTE_MARK: Final = re.compile(
    r"[※＊*©]|\(c\) ?\d{4}|https?://\S+$|[(（【\[](?:以下|これより|ここから)|[(（]?単位[:： 　]|注[)）意:：\d]|(以上|以下余白|EOF|END)$",
    re.IGNORECASE,
)
_EXAMPLE_MARK: Final = re.compile(
    r"[(\[【〈<]?(例|記入例|記載例|入力例|見本|サンプル|sample|example|ex)[0-9]{0,2}[)\]】〉>]?[.:]?",
    re.IGNORECASE,
)
_EXAMPLE_START: Final = re.compile(
    r"[(\[【〈<](例|記入例|記載例|入力例)[)\]】〉>]|(記入例|記載例|入力例)[ :]"
)
_EXAMPLE_STARTS: Final = frozenset("(（[［【〈<＜例記入見サｻsSeEｓＳｅＥ")
_RULE: Final = re.compile(r"[-‐‑–—―ー－─━═=＝*＊~〜～・.…_＿\s]+")
_ID_LIKE: Final = re.compile(r"[A-Z]{0,8}[-_. ]?[0-9０-９]+([-_.][0-9０-９]+)*\.?", re.IGNORECASE)
_NUMBER_KEYS: Final = frozenset(map(label_key, NUMBER))
_LEAST_CELLS: Final = 2
_COUNTED: Final = re.compile(r"[(\[]?([0-9]{1,2})[)\].]?")
_LEAST_COUNTED: Final = 4
# What stands below so many blank rows, and holds no figure or day, is of another list.
_MOST_BLANK: Final = 100
_FIGURES: Final = frozenset((Kind.DATE, Kind.PERCENT, Kind.NUMBER, Kind.INT, Kind.MONEY))
_GROUPING: Final = ("phase", "category")
# What people fill down over rows that nobody uses yet.
_PREFILLED_KINDS: Final = frozenset((Kind.ID, Kind.CHOICE, Kind.PERCENT, Kind.FLAG))
_TEXT_KINDS: Final = frozenset((Kind.TEXT, Kind.LONGTEXT))
_NO_COLUMNS: Final[Mapping[int, str]] = {}
# A merge over this share of a table's columns is a heading of a section, not a value.
_WIDE_MERGE: Final = 0.5


def last_filled_row(grid: Grid, columns: Collection[int], header_row: int, until: int = 0) -> int:
    """The last row below the heading with a value in one of the columns; header_row when there is none.

    until: the last row that may be it; 0 = the last of the sheet.
    """
    places = [column - grid.first_column for column in columns]
    end = min(len(grid.rows), until - grid.first_row + 1) if until else len(grid.rows)
    for index in range(end - 1, header_row - grid.first_row, -1):
        row = grid.rows[index]
        if any(0 <= place < len(row) and row[place] not in ("", None) for place in places):
            return grid.first_row + index
    return header_row


def skipped_rows(
    grid: Grid, header: FoundHeader, first: int, last: int, further: Mapping[int, str] = _NO_COLUMNS
) -> Mapping[int, str]:
    """The rows from first to last that are no records, and why: sections, dividers, totals, notes …

    Blank rows and rows with a number alone are not listed: the reader knows them by their values.
    further: columns that hold values of a field beside its own column, and the field.
    """
    judge, found, before = _RowJudge(grid, header, further), dict[int, str](), first
    for row in filter(judge.holds_anything, range(first, last + 1)):
        is_far = _FAR in found.values() or row - before > _MOST_BLANK
        if reason := _FAR if is_far and judge.is_of_words(row) else judge.reason(row):
            found[row] = reason
        before = row
    return found


class _RowJudge:
    """What tells a record from the other rows of one table."""

    def __init__(self, grid: Grid, header: FoundHeader, further: Mapping[int, str]) -> None:
        self._grid = grid
        own = {match.heading.column: field for field, match in header.matches.items()}
        self._fields = {**further, **own}
        self._kinds = {
            column: header.record_class.columns[field].kind for column, field in self._fields.items()
        }
        self._labels = {heading.column: frozenset(map(label_key, heading.own)) for heading in header.headings}
        self._all_labels = frozenset[str]().union(*self._labels.values())
        texts = (column for column, kind in self._kinds.items() if kind in _TEXT_KINDS)
        self._places = sorted(column - grid.first_column for column in self._fields)
        self._text_places = frozenset(column - grid.first_column for column in texts)
        self._ids = [column for column, kind in self._kinds.items() if kind is Kind.ID]
        self._groups = _groups_of(header)
        self._wide = set(_rows_of_wide_merges(grid, self._fields))
        self._covered = _covered(grid, self._wide)

    def holds_anything(self, row: int) -> bool:
        """Whether a cell of a field is filled."""
        cells = self._grid.rows[row - self._grid.first_row]
        return any(place < len(cells) and cells[place] != "" for place in self._places)

    def is_of_words(self, row: int) -> bool:
        """Whether a row holds words alone, some of them where no word belongs: a list of names that a choice is of."""
        filled = self._filled(row)
        is_odd = any(self._kinds[column] in _FIGURES for column in filled)
        return is_odd and all(isinstance(value, str) for value in filled.values())

    def reason(self, row: int) -> str | None:
        """Why a row is no record (a divider, a heading, a total …); None for one that is."""
        if self._is_plainly_a_record(row):
            return None
        filled = self._filled(row)
        if filled and all(column in self._covered.get(row, ()) for column in filled):
            return _SECTION
        texts = [value for value in filled.values() if isinstance(value, str)]
        is_named = any(self._kinds[column] in _TEXT_KINDS for column in filled)
        if filled and not is_named and self._is_totalled_beside(row, filled):
            return _TOTAL
        if _are_numbers_of_columns(list(filled.values())):
            return HEADING_AGAIN
        if not texts:
            return None
        if _is_example(texts[0]) or any(_is_example(self._grid.value(row, column)) for column in self._ids):
            return EXAMPLE
        if len(texts) == len(filled) and all(_RULE.fullmatch(text) for text in texts):
            return _DIVIDER
        if len(texts) > _LEAST_CELLS and len(texts) == len(filled) and _is_one_letter(texts):
            return _DIVIDER
        if self._is_heading(filled) or self._is_headed_again(filled):
            return HEADING_AGAIN
        if is_total(texts[0]) and not self._is_numbered(filled):
            return _TOTAL
        if len(filled) == 1:
            return self._reason_of_one(row, *next(iter(filled.items())))
        if {self._kinds[column] for column in filled} <= _PREFILLED_KINDS:
            return _PREFILLED
        return _FORMULAS_ONLY if self._is_all_formulas(row, filled) else None

    def _is_plainly_a_record(self, row: int) -> bool:
        """Whether the first cells already tell a record: most rows of a large table are no more work."""
        cells = self._grid.rows[row - self._grid.first_row]
        filled = [place for place in self._places if place < len(cells) and cells[place] != ""]
        if len(filled) < _LEAST_CELLS or self._text_places.isdisjoint(filled):
            return False
        first = next((value for place in filled if isinstance(value := cells[place], str)), "")
        if len(first) > LONGEST_LABEL:
            return True
        key = label_key(first)
        if (
            key in self._all_labels
            or key in _NUMBER_KEYS
            or len(key) == 1
            or is_blank(first)
            or _RULE.fullmatch(first)
        ):
            return False
        return not (is_total(first) or _is_example(first) or self._is_example_by_id(cells))

    def _is_example_by_id(self, cells: Sequence[object]) -> bool:
        places = (column - self._grid.first_column for column in self._ids)
        return any(_is_example(cells[place]) for place in places if place < len(cells))

    def _reason_of_one(self, row: int, column: int, value: object) -> str | None:
        text = str(value).strip()
        if _NOTE_MARK.match(text):
            return _NOTE
        if row in self._wide or column in self._groups or _SECTION_MARK.match(text):
            return _SECTION
        if self._kinds[column] is Kind.ID and not _ID_LIKE.fullmatch(text):
            return _SECTION
        return _FORMULAS_ONLY if self._is_all_formulas(row, (column,)) else None

    def _filled(self, row: int) -> Mapping[int, object]:
        values = ((column, self._grid.value(row, column)) for column in self._fields)
        return {column: value for column, value in sorted(values) if not is_blank(value)}

    def _is_heading(self, filled: Mapping[int, object]) -> bool:
        again = sum(
            isinstance(value, str) and label_key(value) in self._labels.get(column, ())
            for column, value in filled.items()
        )
        return again >= 2 and 2 * again >= len(filled)

    def _is_headed_again(self, filled: Mapping[int, object]) -> bool:
        """Whether the ID's own cell says NO or 項番, and only words stand beside it: another heading, not quite the same."""
        numbers = [value for column, value in filled.items() if self._kinds[column] is Kind.ID]
        is_label = any(isinstance(value, str) and label_key(value) in _NUMBER_KEYS for value in numbers)
        return is_label and all(isinstance(value, str) for value in filled.values())

    def _is_totalled_beside(self, row: int, filled: Mapping[int, object]) -> bool:
        """Whether figures stand beside 合計 in a column that is none of ours."""
        if any(self._kinds[column] is Kind.ID for column in filled):
            return False
        beside = (self._grid.value(row, column) for column in self._labels if column not in self._fields)
        return any(isinstance(value, str) and is_total(value) for value in beside)

    def _is_numbered(self, filled: Mapping[int, object]) -> bool:
        """Whether the ID's own cell is filled with something that is no word of a total."""
        ids = [value for column, value in filled.items() if self._kinds[column] is Kind.ID]
        return any(not is_total(str(value)) for value in ids)

    def _is_all_formulas(self, row: int, columns: Collection[int]) -> bool:
        """Whether nobody typed anything: formulas alone, filled down beyond the last record."""
        if any(self._kinds[column] in _TEXT_KINDS for column in columns):
            return False
        return all((row, column) in self._grid.formulas for column in columns)


def _groups_of(header: FoundHeader) -> frozenset[int]:
    """The columns that group the rows (工程, 大項目) beside the one that names them: alone, they head a section."""
    title = header.matches.get("title")
    columns = {match.heading.column for f, match in header.matches.items() if f in _GROUPING}
    return frozenset(columns - {title.heading.column}) if title else frozenset()


def _are_numbers_of_columns(values: Sequence[object]) -> bool:
    """Whether the cells say ①②③④ or 1 2 3 4: the columns are counted below their headings."""
    plain = [f"{v:g}" if isinstance(v, float) else unicodedata.normalize("NFKC", str(v)) for v in values]
    numbers = [int(found[1]) for text in plain if (found := _COUNTED.fullmatch(text.strip()))]
    return len(numbers) == len(values) >= _LEAST_COUNTED and all(b == a + 1 for a, b in pairwise(numbers))


def _is_one_letter(texts: Sequence[str]) -> bool:
    """Whether the same letter fills every cell: the last row of a table that says so (e, x)."""
    return len(set(texts)) == 1 and len(texts[0].strip()) == 1


def _is_example(text: object) -> bool:
    if not isinstance(text, str) or text.lstrip()[:1] not in _EXAMPLE_STARTS:
        return False
    plain = unicodedata.normalize("NFKC", text).strip()
    return _EXAMPLE_MARK.fullmatch(plain) is not None or _EXAMPLE_START.match(plain) is not None


def _covered(grid: Grid, rows: Collection[int]) -> Mapping[int, range]:
    """The columns of these rows that a text merged over them hides: nobody sees what stands there."""
    return {
        merge.first_row: range(merge.first_column + 1, merge.last_column + 1)
        for merge in grid.merges
        if merge.first_row in rows and isinstance(grid.value(merge.first_row, merge.first_column), str)
        if not is_blank(grid.value(merge.first_row, merge.first_column))
    }


def _rows_of_wide_merges(grid: Grid, columns: Collection[int]) -> Iterator[int]:
    first, last = min(columns), max(columns)
    for merge in grid.merges:
        width = min(merge.last_column, last) - max(merge.first_column, first) + 1
        if merge.first_row == merge.last_row and width > 1 and width >= _WIDE_MERGE * (last - first + 1):
            yield merge.first_row
