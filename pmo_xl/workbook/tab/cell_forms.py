"""The different ways in which the cells of a sheet are written: what is searched for in them is searched for once.

A ledger's cells look alike but for their digits: `<c r="B12" s="3" t="s"><v>17</v></c>`. With every digit from 1 to 9
written as 1, a sheet of 300,000 cells holds some thousand different ones, and a search through these tells what a
search through the sheet would, as long as the digits do not matter.
"""

from __future__ import annotations

import re

_SAME_DIGITS = bytes.maketrans(b"23456789", b"11111111")
_CHUNK = 1 << 20  # bytes that are looked at in one go: what is made of them stays in the processor's cache
_CELL = b"<c"


class CellForms:
    """The forms of the cells between two bytes of a sheet, together with what stands between cells (rows).

    count: how many cells there are, blank ones too.
    """

    def __init__(self, data: bytes, start: int, end: int) -> None:
        """Collect them."""
        found: set[bytes] = set()
        self.count = 0
        first = at = data.find(_CELL, start, end)
        while 0 <= at < end:
            stop = data.find(_CELL, at + _CHUNK, end)
            stop = end if stop < 0 else stop
            cells = data[at + len(_CELL) : stop].translate(_SAME_DIGITS).split(_CELL)
            self.count += len(cells)
            found.update(cells)
            at = stop
        self._text = _CELL.join((data[start:first] if first >= 0 else data[start:end], *found))

    def __contains__(self, text: bytes) -> bool:
        return text in self._text

    def have(self, pattern: re.Pattern[bytes]) -> bool:
        """Whether a pattern occurs; one that stops at the end of a cell, and that tells no digit from 1 to 9 from another."""
        return pattern.search(self._text) is not None
