"""The cells of a list on a page: text, what it is sorted and filtered by, the colour of a judged word, the link."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from urllib.parse import quote

from pmo_xl.documents.list_book import COLOURS
from pmo_xl.documents.listing import CellTarget, Listing
from pmo_xl.documents.page.parts import RANKS, Filtered, Opened, Part, Section, Table
from pmo_xl.model.column import Kind
from pmo_xl.model.display import half_widths
from pmo_xl.model.list_column import ListColumn
from pmo_xl.visible import visible, visible_line

_RANK = {word: number for number, word in enumerate(RANKS)}
_NUMBERS = (Kind.INT, Kind.MONEY, Kind.NUMBER, Kind.PERCENT)
_DAYS = (Kind.DATE, Kind.DATETIME, Kind.MONTH)
_ON_ONE_LINE, _LONG = 14, 60  # half-width characters


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as the frame writes it. key: what it is sorted by; values: what it can be filtered for."""

    label: str
    text: str
    look: str
    key: str = ""
    values: tuple[str, ...] = ()
    ground: str = ""
    href: str = ""
    lines: tuple[str, ...] = ()


def rows(listing: Listing, folder: Path | None) -> Iterator[list[Cell]]:
    """The rows of a list, one after the other. folder: where the page will lie; None: nobody knows."""
    targets = listing.targets or (None,) * len(listing.rows)
    looked = list(zip(listing.columns, looks(listing), strict=True))
    for row, target in zip(listing.rows, targets, strict=True):
        yield [
            _cell(column, look, value, target, folder)
            for (column, look), value in zip(looked, row, strict=True)
        ]


def looks(listing: Listing) -> list[str]:
    """How the cells of each column stand: figures to the right, short words on one line, long text wide."""
    return [
        _look(column, (row[place] for row in listing.rows)) for place, column in enumerate(listing.columns)
    ]


def _look(column: ListColumn, values: Iterable[object]) -> str:
    if column.kind in _NUMBERS:
        return "number"
    if column.kind in _DAYS:
        return "short"
    longest = max((half_widths(_text(column, value)) for value in values), default=0)
    if longest <= _ON_ONE_LINE:
        return "short"
    return "long" if longest >= _LONG else "text"


def ground_of(word: str) -> str:
    """The name of the ground that a judged word has on a page; nothing for other words."""
    colour = COLOURS.get(word)
    return f"g-{colour.name.lower()}" if colour else ""


def choices(part: Filtered) -> list[tuple[str, list[tuple[str, int]]]]:
    """For each label: the words that its cells hold, with how many rows have each, in their order."""
    counts: dict[str, Counter[str]] = {label: Counter() for label in part.labels}
    for table in _tables(part.parts):
        at = [(column, counts[column.label]) for column in table.listing.columns if column.label in counts]
        index = [list(table.listing.columns).index(column) for column, _ in at]
        for row in table.listing.rows:
            for (column, found), place in zip(at, index, strict=True):
                found.update(_values(column, row[place]))
    return [(label, sorted(found.items(), key=_order)) for label, found in counts.items()]


def count_rows(parts: Sequence[Part]) -> int:
    """How many rows the lists of these parts have."""
    return sum(len(table.listing.rows) - table.listing.has_total for table in _tables(parts))


def _order(choice: tuple[str, int]) -> tuple[int, str]:
    word, _ = choice
    return _RANK.get(word, len(_RANK)), word


def _tables(parts: Iterable[Part]) -> Iterator[Table]:
    for part in parts:
        if isinstance(part, Table):
            yield part
        elif isinstance(part, (Filtered, Section)):
            yield from _tables(part.parts)


def _cell(
    column: ListColumn, look: str, value: object, target: CellTarget | None, folder: Path | None
) -> Cell:
    text = _text(column, value)
    return Cell(
        label=column.label,
        text=text,
        look=look,
        key=_key(value, text),
        values=_values(column, value),
        ground=ground_of(text),
        href=(target and column.is_link and page_link(target, folder)) or "",
        lines=tuple(visible(line) for line in value.lines) if isinstance(value, Opened) else (),
    )


def _text(column: ListColumn, value: object) -> str:
    if isinstance(value, Opened):
        return visible_line(value.summary)
    if isinstance(value, tuple):
        return visible("、".join(value))
    return visible(column.text(value))


def _values(column: ListColumn, value: object) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return tuple(map(visible_line, value))
    text = " ".join(_text(column, value).split())
    return (text,) if text else ()


def _key(value: object, text: str) -> str:
    """Numbers and days by what they are, words of an order by it, all else by the text itself (nothing here)."""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, (int, Decimal)):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    rank = _RANK.get(text)
    return "" if rank is None else str(rank)


def page_link(target: CellTarget, folder: Path | None) -> str:
    """The address of a cell: relative to the page, for both may move together; from nowhere the whole file:// address.

    The part after # names the cell in words (#課題管理表!K12): browsers open the book and leave that to the reader.
    """
    whole = target.workbook.absolute()
    try:
        path = os.path.relpath(whole, folder).replace(os.sep, "/") if folder else ""
    except ValueError:  # another drive on Windows
        path = ""
    address = quote(os.fsencode(path)) if path else whole.as_uri()
    if path and ":" in path.split("/", 1)[0]:
        address = f"./{address}"
    return f"{address}#{quote(f'{target.sheet}!{target.cell}', safe='!')}" if target.sheet else address
