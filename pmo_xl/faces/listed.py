"""Results that are one listing per workbook: the four forms of `overdue` and `budget` alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from pmo_xl.faces.commands.common import Reading, as_one
from pmo_xl.faces.numbered import books_json, number_of, tells_of_none
from pmo_xl.faces.output import Forms, joined_csv, send

if TYPE_CHECKING:
    from pathlib import Path

    from pmo_xl.documents.listing import Listing, Summary
    from pmo_xl.operations.book import Book


@dataclass(frozen=True)
class Listed:
    """One workbook's result: its listing, and when asked for its JSON and what its workbook begins with."""

    book: Book
    listing: Listing
    json: Callable[[], Mapping[str, Any]]
    summary: Callable[[str], Summary] | None = None


Results: TypeAlias = Sequence[Mapping[str, Any]]
"""The JSON of each book."""


def _no_sums(_: Results) -> Mapping[str, object]:
    return {}


def send_listed(
    results: Sequence[Listed], reading: Reading, sums: Callable[[Results], Mapping[str, object]] = _no_sums
) -> int:
    """Send the results where they were asked for; 0, or 3 / 2 when workbooks could not be read.

    sums: of the JSON of every book, what is told of all of them together.
    """
    from pmo_xl.documents.list_book import write_listings
    from pmo_xl.faces.tables import print_listing
    from pmo_xl.metrics.stale_day import stale_day

    notices = [stale_day(result.book.project) or "" for result in results]
    listings = [
        replace(result.listing, notice=notice) for result, notice in zip(results, notices, strict=True)
    ]

    def table() -> None:
        """Every list on the screen, under its book's name."""
        for result, listing in zip(results, listings, strict=True):
            print_listing(result.book.path.name, listing)

    def json() -> Mapping[str, Any]:
        """One object a book, with its notices."""
        each = [
            {"workbook": result.book.path.name, "notices": [notice] if notice else [], **result.json()}
            for result, notice in zip(results, notices, strict=True)
        ]
        if number_of(reading.options) == 1:
            return as_one(each, reading.failures, reading.is_many)
        books = [result.book for result in results]
        told = [
            {**one, "as_of_source": book.project.as_of_source} for one, book in zip(each, books, strict=True)
        ]
        return books_json(reading.options.command, books, told, reading, **sums(told))

    def xlsx(path: Path) -> None:
        """The lists as sheets, with the summaries where there are any."""
        told = zip(results, notices, strict=True)
        summaries = [result.summary(notice) for result, notice in told if result.summary]
        write_listings(path, listings, summaries=summaries)

    if results or tells_of_none(reading.options):
        send(Forms(table, json, partial(_csv, listings), xlsx), reading.options)
    return reading.code(0)


def _csv(listings: Sequence[Listing]) -> bytes:
    from pmo_xl.documents.csv_file import csv_bytes

    return joined_csv([csv_bytes(listing) for listing in listings])
