"""The results of a workbook's formulas, cell by cell, beside those that they should be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.support.flat_references import as_number
from tests.support.libreoffice import shown_values


@dataclass(frozen=True)
class Comparison:
    """How many formulas were compared, and where the engine says something else than the library."""

    compared: int
    differing: dict[str, tuple[object, object]]


def compared(book: Path, library: Path, computed: Path) -> Comparison:
    """Every formula of `book` as an engine computed it, against the result the library stored in `library`."""
    expected, found = shown_values(library), shown_values(computed)
    pairs = {
        f"{sheet}!{cell}": (_plain(expected[sheet][cell].value), _plain(found[sheet][cell].value))
        for sheet, cell in formula_cells(book)
    }
    return Comparison(len(pairs), {place: pair for place, pair in pairs.items() if not _agree(*pair)})


def formula_cells(book: Path) -> Iterator[tuple[str, str]]:
    """The sheet and the address of every formula."""
    for sheet in load_workbook(book):
        for row in sheet.iter_rows():
            yield from ((sheet.title, cell.coordinate) for cell in row if cell.data_type == "f")


def _plain(value: object) -> object:
    """The empty text and no result look alike to a reader; a day is its number."""
    return "" if value is None else as_number(value)


def _agree(one: object, other: object) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return other == pytest.approx(one)
    return one == other
