"""The results of a workbook's formulas, cell by cell, beside those that they should be."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from tests.support.flat_references import as_number
from tests.support.libreoffice import shown_values

_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_WITH_FORMULA = re.compile(rb'<c\b[^>]*?\br="([A-Z]+\d+)"[^>]*><f\b')


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
    """The sheet and the address of every formula; openpyxl would make objects of fifty thousand cells to find them."""
    with ZipFile(book) as archive:
        targets = {
            link.get("Id"): posixpath.normpath(posixpath.join("/xl", link.get("Target", "")))[1:]
            for link in etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        }
        for sheet in etree.fromstring(archive.read("xl/workbook.xml")).iter("{*}sheet"):
            part = targets[sheet.get(_LINK)]
            for cell in _WITH_FORMULA.finditer(archive.read(part)):
                yield str(sheet.get("name")), cell[1].decode()


def _plain(value: object) -> object:
    """The empty text and no result look alike to a reader; a day is its number."""
    return "" if value is None else as_number(value)


def _agree(one: object, other: object) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return other == pytest.approx(one)
    return one == other
