"""Which columns of a list go on paper, and how names that every row bears are told there without filling the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from pmo_xl.documents.listing import Listing
from pmo_xl.model.display import half_widths
from pmo_xl.model.list_column import ListColumn

_SHORT_ENOUGH: Final = 20  # half-widths: two lines of a narrow column
_LEAST_LEFT: Final = 2
_GAP: Final = re.compile(r"[\s_・/＿]+")
_BACKWARDS: Final = re.compile(r"^[mx]slx\.|[\s_・/＿]+")  # an ending .xlsx too
SHORT = "(略称)"


def printed_first(listing: Listing) -> Listing:
    """The list with the columns that go on paper in front of those that do not."""
    order = sorted(range(len(listing.columns)), key=lambda at: not listing.columns[at].is_printed)
    rows = [[row[at] for at in order] for row in listing.rows]
    return replace(listing, columns=[listing.columns[at] for at in order], rows=rows)


def told_apart(listing: Listing) -> Listing:
    """The list with what tells its projects apart in place of their whole names, which stand beside the page.

    A name that every row bears is not printed row by row: the note above the list says it.
    """
    for at, column in enumerate(listing.columns):
        if column.is_whose and column.is_printed:
            listing = _told_apart(listing, at, column)
    return listing


def _told_apart(listing: Listing, at: int, column: ListColumn) -> Listing:
    rows = listing.rows[: len(listing.rows) - listing.has_total]
    names = list(dict.fromkeys(str(row[at]) for row in rows if row[at]))
    if len(names) == 1 and all(row[at] for row in rows) and half_widths(names[0]) > _SHORT_ENOUGH:
        columns = [replace(each, is_printed=False) if each is column else each for each in listing.columns]
        said = f"{column.label}はすべて「{names[0]}」。"
        return replace(listing, columns=columns, note="  ".join(filter(None, (said, listing.note))))
    short = short_names(names)
    if short == names:
        return listing
    shown = dict(zip(names, short, strict=True))
    columns = [*listing.columns[:at], replace(column, label=f"{column.label}{SHORT}"),
               replace(column, is_printed=False), *listing.columns[at + 1 :]]  # fmt: skip
    wide = [[*row[:at], shown.get(str(row[at]), row[at]), *row[at:]] for row in listing.rows]
    return replace(listing, columns=columns, rows=wide)


def short_names(names: Sequence[str]) -> list[str]:
    """What is left of long names without the words with which all of them begin or end; they as they are where that is nothing."""
    if len(names) < 2 or max(map(half_widths, names)) <= _SHORT_ENOUGH:
        return list(names)
    begin = _in_common(names, _GAP)
    end = _in_common([name[::-1] for name in names], _BACKWARDS)
    left = [name[begin : len(name) - end].strip() for name in names]
    return left if min(map(len, left)) >= _LEAST_LEFT and len({*left}) == len(left) else list(names)


def _in_common(names: Sequence[str], gap: re.Pattern[str]) -> int:
    """How many letters all begin with, as far as a gap between words."""
    same = len(list(takewhile(lambda letters: len({*letters}) == 1, zip(*names, strict=False))))
    return max((found.end() for found in gap.finditer(names[0][:same])), default=0)
