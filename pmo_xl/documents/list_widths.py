"""How wide the columns of a list are, how high its rows and how many its pages: by content, 9 points on A4, 8 to save a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil

from pmo_xl.documents.listing import Listing
from pmo_xl.model.column import Kind
from pmo_xl.model.display import half_widths
from pmo_xl.model.list_column import ListColumn

PAPER = 1_160
"""Pixels of a sheet that A4 landscape holds with margins of 8 mm where 10 points print as 9."""
_LINE, _SIDE, _MOST_HEIGHT = (
    13.5,
    5.5,
    400,
)  # points: a line at 10 pt, above and below it, the most Excel takes
_LEAST, _LEAST_LONG, _MOST_LONG, _NEARLY = 8, 20, 90, 4
_GLYPH, _BESIDE = (
    6.67,
    16,
)  # pixels: a half-width letter at 10 points, and what a cell keeps free at its sides
_WHOLE_LINK = 24  # not every program folds a link, so that it has its room before texts have

_ROOM = 572.0
"""Points of rows that A4 landscape holds between its margins where 10 points print as 9."""
_BEGINNING, _LITTLE = 4, 0.4  # rows: title, heading and one or two; of a page
_BLANK = 12.0
_WHOLE_ROOM, _WHOLE_WIDTH = (
    512.0,
    1_062,
)  # points and pixels between the margins of a page that is not made smaller
_MOST_SHRUNK = 0.085
"""By how much letters may become smaller: 9 points still print as 8.2."""


def pixels(width: float) -> float:
    """What a column of this width takes on the sheet."""
    return 7 * width + 5


def fitted(listing: Listing) -> list[float]:
    """A width for each column: figures and dates whole, text up to its own width, the paper never overfull."""
    every = [_content(listing, at) for at in range(len(listing.columns))]
    widths = [_wanted(column, content) for column, content in zip(listing.columns, every, strict=True)]
    printed = [at for at, column in enumerate(listing.columns) if column.is_printed]
    contents = {at: every[at] for at in printed}
    texts = [at for at in printed if _is_text(listing.columns[at])]
    least = {at: _least(listing.columns[at]) for at in texts}
    whole = {at: max(least[at], min(every[at], _WHOLE_LINK)) for at in texts if listing.columns[at].is_link}
    _narrow(widths, printed, contents, least | whole)
    _narrow(widths, printed, contents, least)
    _spread(listing, widths, contents)
    return widths


def fitted_together(tables: Sequence[Listing]) -> list[float]:
    """Widths that serve every table of a sheet; what is left of the page goes to headings, then to long texts."""
    each = [fitted(table) for table in tables]
    widths = [max(w[at] for w in each if at < len(w)) for at in range(max(map(len, each), default=0))]
    if all(column.is_printed for table in tables for column in table.columns):
        columns = [(at, table, column) for table in tables for at, column in enumerate(table.columns)]
        for at, _, column in columns:
            _widen(widths, at, _width_of(half_widths(column.label) + 3))
        for at, table, column in columns:
            if column.kind is Kind.LONGTEXT:
                _widen(widths, at, min(_content(table, at), _MOST_LONG))
    return widths


def _widen(widths: list[float], at: int, wanted: float) -> None:
    """Let a column have what it wants of the room that the page still has."""
    room = (PAPER - 12 - sum(map(pixels, widths))) / 7
    widths[at] += max(0.0, min(wanted - widths[at], room))


def _narrow(
    widths: list[float], printed: Sequence[int], contents: Mapping[int, float], least: Mapping[int, float]
) -> None:
    """Take from the text with the fewest lines until the page holds all, none narrower than its least."""
    while sum(pixels(widths[at]) for at in printed) > PAPER:
        wide = [at for at in least if widths[at] > least[at]]
        if not wide:
            return
        widths[min(wide, key=lambda at: contents[at] / widths[at])] -= 1


def _spread(listing: Listing, widths: list[float], printed: Mapping[int, float]) -> None:
    """Let texts that are folded have the room that is left on the page."""
    needs = {at: content for at, content in printed.items() if _is_text(listing.columns[at])}
    while sum(pixels(widths[at]) for at in printed) <= PAPER - 7:
        narrow = [at for at, need in needs.items() if widths[at] < min(need, _MOST_LONG)]
        if not narrow:
            return
        widths[max(narrow, key=lambda at: needs[at] / widths[at])] += 1


def _wanted(column: ListColumn, content: float) -> float:
    label = _width_of(half_widths(column.label))
    if _is_text(column):
        most = content if content <= column.width + _NEARLY else column.width
        return max(min(content, most), min(label, _least(column)), _LEAST)
    return max(content, min(label, _LEAST))


def _content(listing: Listing, at: int) -> float:
    column = listing.columns[at]
    texts = {column.text(row[at]) for row in listing.rows}
    return _width_of(max((half_widths(line) for text in texts for line in text.split("\n")), default=0))


def _width_of(columns: int) -> float:
    """The width of a sheet's column that holds so many half-width characters of the body, with room at their side."""
    return columns * 0.97 + 2.5


def _is_text(column: ListColumn) -> bool:
    return column.kind in (Kind.TEXT, Kind.LONGTEXT)


def _least(column: ListColumn) -> float:
    return _LEAST_LONG if column.kind is Kind.LONGTEXT else min(column.width, 12)


def row_height(values: Sequence[object], widths: Sequence[float]) -> float:
    """The height a row needs for its wrapped texts: no reader is left to guess it."""
    lines = [_lines(value, width) for value, width in zip(values, widths, strict=True)]
    return min(_LINE * max(lines, default=1) + _SIDE, _MOST_HEIGHT)


def _lines(value: object, width: float) -> int:
    if not isinstance(value, str):
        return 1
    room = max((pixels(width) - _BESIDE) / _GLYPH, 3)
    takes = (half_widths(line) for line in value.split("\n"))
    return sum(1 if each <= room else ceil(each / (room * 0.94)) for each in takes)  # no mark begins a line


def free_on_page(heights: Sequence[float], room: float = _ROOM) -> float:
    """The points of rows that the last of the pages has left on which these rows stand. room: of a whole page."""
    used = 0.0
    for height in heights:
        used = height if used + height > room else used + height
    return room - used


def room_of(widths: Sequence[float]) -> float:
    """The points of rows that a page of columns of these widths holds: the wider they are, the smaller it is printed."""
    return _WHOLE_ROOM * max(1.0, sum(map(pixels, widths)) / _WHOLE_WIDTH)


def rooms_of(room: float) -> tuple[float, float]:
    """What a page holds in Excel, and in a program that measures columns by parts of a pixel, as LibreOffice does."""
    return room, room * 1.06


def kept_together(heights: Sequence[float]) -> float:
    """What of a table's rows must stand on one page: all of it where that is little, else how it begins."""
    whole = sum(heights)
    return whole if whole <= _LITTLE * _ROOM else sum(heights[:_BEGINNING])


def rows_of_blank(points: float) -> list[float]:
    """The heights of empty rows that end a page with so many points left, also where a program puts a little more on it."""
    return [_BLANK] * (ceil(points / _BLANK) + 2)


def pages_without_a_short_last(heights: Sequence[float], head: float = 0) -> int:
    """The pages to fit the rows on, where the last would hold so few that the others can take them; else 0, as many as it takes.

    heights: of the printed rows in points. head: of the row that every page after the first repeats.
    """
    pages, used = 1, 0.0
    for height in heights:
        if used + height > _ROOM:
            pages, used = pages + 1, head
        used += height
    is_short = pages > 1 and used - head <= _MOST_SHRUNK * _ROOM * (pages - 1)
    return pages - 1 if is_short else 0
