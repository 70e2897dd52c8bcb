"""Cuts what stands right of a sheet's table before it is read: the bars of a Gantt chart are fifty thousand cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pmo_xl.model.cell_address import column_letters

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
