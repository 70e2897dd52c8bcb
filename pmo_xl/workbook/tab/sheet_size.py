"""Guards against sheets that are small in the file and enormous in memory.

A grid is dense: one stray value in XFD1048576 would make 17 billion cells of a sheet that holds two. And one
long text that a million cells share is stored once, but becomes a million texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from heapq import nlargest
from itertools import pairwise, takewhile
from operator import itemgetter

from pmo_xl.model.cell_address import column_letters
from pmo_xl.workbook.file.safe_xml import BrokenPart
from pmo_xl.workbook.tab import sheet_scan
from pmo_xl.workbook.tab.plain_sheet import Bounds, PlainSheet, is_ready, plain_sheet, respelled

_MAX_AREA = 2_000_000
_MAX_AREA_PER_CELL = 20
_LARGEST_AREA = 20_000_000
MOST_CELLS = 4_000_000
"""What one workbook may hold: a ledger of 60,000 rows holds two million, and each costs half a kilobyte of memory."""
# A gap this wide parts a table from a stray cell; no ledger has one inside.
_ROW_GAP = 5_000
_COLUMN_GAP = 200
_MAX_TEXT_BYTES = 512 << 20
_FEW_TEXTS = 20
_NUMBER = rb"(?:><v>(0|[1-9]\d*+)</v>)"
_NUMBERED = re.compile(rb't="s"' + _NUMBER + b"?")
_ODD_NUMBER = re.compile(rb't="s"(?!' + _NUMBER + rb"|/>)")
_ODD_TEXT = re.compile(rb"<[!?]|</?\w+:si\b|</?si(?!>)")
_SHARED_TEXT = b't="s"'
_FEWEST_BYTES_OF_A_TEXT = len('<c t="s"><v>0</v></c>')


class TooLargeSheet(BrokenPart):
    """A sheet that would not fit into memory."""

    message = "使われている範囲が広すぎて読めません（表の外の離れたセルを消してから保存し直してください）"


class TooManyCells(BrokenPart):
    """A workbook of more cells than can be read in a bearable time."""

    message = f"値のあるセルが多すぎて読めません（1冊に{MOST_CELLS // 10_000}万個までです。使わない行を消すか、ブックを分けてください）"


def filled_cells(data: bytes) -> int:
    """How many cells of a sheet's XML hold a value, counted before anything is read."""
    return sum(data.count(end) for end in (b"</v>", b":v>", b"</is>", b":is>"))


def without_stray_cells(sheet: PlainSheet) -> PlainSheet:
    """The sheet, cells far outside its table left out if they make it too large.

    Raises TooLargeSheet when it is too large even so.
    """
    if sheet.is_small or _is_surely_fit(sheet):
        return sheet
    rows, columns, count = sheet_scan.filled_rows_and_columns(sheet)
    allowed = min(_LARGEST_AREA, max(_MAX_AREA, _MAX_AREA_PER_CELL * count))
    if _area(rows, columns) <= allowed and not _beyond_excel(rows, columns):
        return sheet
    near_rows, near_columns = _before_gap(rows, _ROW_GAP), _before_gap(columns, _COLUMN_GAP)
    if _area(near_rows, near_columns) > allowed:
        raise TooLargeSheet
    return respelled(sheet.data, Bounds(near_rows[-1], near_columns[-1]))


def _is_surely_fit(sheet: PlainSheet) -> bool:
    """Whether quick bounds already say that the sheet is of an ordinary size."""
    area = sheet_scan.largest_area(sheet)
    if area is None:
        return False
    fit = max(_MAX_AREA, _MAX_AREA_PER_CELL * sheet_scan.filled_cells_at_least(sheet))
    return area <= min(_LARGEST_AREA, fit)


def refuse_repeated_text(sheet: PlainSheet, texts: SharedTexts) -> None:
    """Raise TooLargeSheet when the sheet's cells repeat shared texts beyond what memory holds."""
    may_hold = len(sheet.data) // _FEWEST_BYTES_OF_A_TEXT
    if texts.size * may_hold <= _MAX_TEXT_BYTES:
        return
    may_hold = min(may_hold, sheet.forms.count)  # long formulas make a sheet of few cells large
    if texts.size * may_hold <= _MAX_TEXT_BYTES:
        return
    if texts.longest * may_hold > _MAX_TEXT_BYTES < texts.at_most(sheet):
        raise TooLargeSheet


class SharedTexts:
    """How long the shared texts of a file are, in bytes, their markup included. size: of all of them."""

    def __init__(self, shared_strings: bytes) -> None:
        """Take the texts; they are parted when asked for."""
        self._texts = shared_strings
        self.size = len(shared_strings)

    @cached_property
    def longest(self) -> int:
        """The longest of them."""
        return max(map(len, self._texts.split(b"</si>")))

    def at_most(self, sheet: PlainSheet) -> int:
        """No fewer bytes than the texts of a sheet take, each counted in every cell that holds it.

        First as if every cell held the longest text; where that is too much, long texts are told from short ones, and
        where that is, too, every cell is looked at.
        """
        cells = sheet.forms.count
        if self.longest * cells <= _MAX_TEXT_BYTES:
            return self.longest * cells
        if not self._are_plain:
            return self.longest * sheet.data.count(_SHARED_TEXT)
        short = 3 * _MAX_TEXT_BYTES // (4 * cells)
        long = dict(takewhile(lambda text: text[1] > short, self._longest_first))
        if len(long) <= _FEW_TEXTS and not sheet.forms.have(_ODD_NUMBER):
            of_long = sum(sheet.data.count(b"<v>%d</v>" % n) * size for n, size in long.items())
            if cells * short + of_long <= _MAX_TEXT_BYTES:
                return cells * short + of_long
        return self._in_each_cell(sheet.data)

    def _in_each_cell(self, data: bytes) -> int:
        """The bytes of every text of a sheet; a cell without a plain number, or of a lost text, may hold any."""
        size = {b"%d" % number: size for number, size in enumerate(self._sizes)}
        return sum(size.get(number, self.longest) for number in _NUMBERED.findall(data))

    @cached_property
    def _are_plain(self) -> bool:
        """Whether the texts are spelled so that their numbers are known."""
        return _ODD_TEXT.search(self._texts, max(0, self._texts.find(b"<si"))) is None

    @cached_property
    def _longest_first(self) -> Sequence[tuple[int, int]]:
        """The number and the length of the longest texts, one more of them than are few."""
        return nlargest(_FEW_TEXTS + 1, enumerate(self._sizes), key=itemgetter(1))

    @cached_property
    def _sizes(self) -> Sequence[int]:
        """The length of each text, by its number."""
        return list(map(len, self._texts.split(b"</si>")))


def _area(rows: Sequence[int], columns: Sequence[int]) -> int:
    if not rows or not columns:
        return 0
    return (rows[-1] - rows[0] + 1) * (columns[-1] - columns[0] + 1)


def _beyond_excel(rows: Sequence[int], columns: Sequence[int]) -> bool:
    bounds = Bounds()
    return bool(rows) and (rows[-1] > bounds.row or columns[-1] > bounds.column)


def _before_gap(numbers: Sequence[int], gap: int) -> Sequence[int]:
    """The numbers before the first gap that is wider than allowed."""
    for index, (number, following) in enumerate(pairwise(numbers), start=1):
        if following - number > gap:
            return numbers[:index]
    return numbers


_ROW = re.compile(rb"<row[ >]")
_CELL = b'<c r="'


def within_columns(data: bytes, last: int) -> bytes:
    """A sheet's XML without the cells right of column `last`; as it is where its rows cannot be cut simply."""
    start, end = data.find(b"<sheetData"), data.rfind(b"</sheetData>")
    beyond = _cell_beyond(last)
    if start < 0 or end < 0 or not beyond.search(data, start, end):
        return data
    rows = [match.start() for match in _ROW.finditer(data, start, end)]
    pieces: list[bytes] = []
    for first, stop in zip(rows, [*rows[1:], end], strict=True):
        kept = tuple(_kept(data, first, stop, beyond))
        if not kept:
            return data
        pieces += kept
    return b"".join((data[: rows[0]], *pieces, data[end:]))


def _kept(data: bytes, first: int, stop: int, beyond: re.Pattern[bytes]) -> Iterator[bytes]:
    """The parts of a row that stay; none when its cells are not in ascending order."""
    cut = beyond.search(data, first, stop)
    if cut is None:
        yield data[first:stop]
        return
    close = data.rfind(b"</row>", cut.start(), stop)
    last_cell = data.rfind(_CELL, cut.start(), stop)
    if close >= 0 and beyond.match(data, last_cell):
        yield data[first : cut.start()]
        yield data[close:stop]


@lru_cache(maxsize=256)
def _cell_beyond(last: int) -> re.Pattern[bytes]:
    """Matches a cell whose column comes after column `last`."""
    letters = column_letters(last)
    ways = [f"[A-Z]{{{len(letters) + 1},3}}"] if len(letters) < 3 else []
    for place, letter in enumerate(letters):
        if letter < "Z":
            rest = len(letters) - place - 1
            ways.append(f"{letters[:place]}[{chr(ord(letter) + 1)}-Z][A-Z]{{{rest}}}")
    return re.compile(f'<c r="(?:{"|".join(ways) or "(?!)"})[1-9]'.encode())


def within_table(whole: bytes, last_column: int | None) -> tuple[PlainSheet, bool]:
    """A sheet, of a table of ours only the columns of the table, and whether it can be read as it is."""
    plain = PlainSheet(whole, is_small=True)
    is_ready_now = is_ready(plain, last_column)
    if not is_ready_now and last_column is not None:
        plain = PlainSheet(within_columns(whole, last_column), is_small=True)
        is_ready_now = plain.data is not whole and is_ready(plain, last_column)
    return plain, is_ready_now


def spelled_plainly(plain: PlainSheet, whole: bytes, *, is_ready_now: bool) -> PlainSheet:
    """The sheet in plain spelling, without stray cells; it knows whether it is the file's own."""
    if not is_ready_now:
        plain = without_stray_cells(plain_sheet(plain.data))
    plain.is_original = plain.is_original and plain.data is whole
    return plain
