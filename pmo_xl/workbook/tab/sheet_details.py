"""What is rarely asked about a sheet (formulas, formats, strike-through), worked out when it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Protocol

from pmo_xl.workbook.tab import sheet_scan
from pmo_xl.workbook.tab.cell_styles import GENERAL, CellStyles
from pmo_xl.workbook.tab.plain_sheet import PlainSheet
from pmo_xl.workbook.tab.sheet_scan import Address


class SheetDetails(Protocol):
    """What a grid asks for late; cells are (row, column), counted from 1."""

    @property
    def formulas(self) -> Mapping[Address, str]:
        """The formula of each formula cell, without "="; empty where the file does not tell it."""

    def number_format(self, row: int, column: int) -> str:
        """The format code of a cell."""

    def struck_cells(self) -> frozenset[Address]:
        """The filled cells whose text is struck through."""


class StatedDetails:
    """Details that a caller states: for tests and rule examples, where there is no file."""

    def __init__(
        self,
        formulas: Mapping[Address, str] | None = None,
        number_formats: Mapping[Address, str] | None = None,
        struck: frozenset[Address] = frozenset(),
    ) -> None:
        """Keep what is stated; the rest is an ordinary cell."""
        self.formulas: Mapping[Address, str] = formulas or {}
        self._number_formats = number_formats or {}
        self._struck = struck

    def number_format(self, row: int, column: int) -> str:
        """The stated code, General where none is."""
        return self._number_formats.get((row, column), GENERAL)

    def struck_cells(self) -> frozenset[Address]:
        """The cells stated to be struck through."""
        return self._struck


class FileDetails:
    """Details read from the sheet's part, which is inflated anew when first asked for."""

    def __init__(self, load: Callable[[], PlainSheet], styles: CellStyles) -> None:
        """load: gives the sheet's plain XML. styles: the workbook's cell styles."""
        self._load = load
        self._styles = styles

    @cached_property
    def _sheet(self) -> PlainSheet:
        return self._load()

    @cached_property
    def _rows(self) -> dict[int, tuple[int, int]]:
        return sheet_scan.row_offsets(self._sheet)

    @cached_property
    def formulas(self) -> Mapping[Address, str]:
        """The formula of each formula cell, read at once for the whole sheet."""
        return sheet_scan.formulas(self._sheet)

    def number_format(self, row: int, column: int) -> str:
        """The format code of a cell, looked up in its row."""
        span = self._rows.get(row)
        style = sheet_scan.style_in_row(self._sheet, span, row, column) if span else 0
        return self._styles.number_format(style)

    def struck_cells(self) -> frozenset[Address]:
        """The filled cells whose style strikes through; the sheet is scanned only if a style does."""
        struck = self._styles.struck
        return frozenset(sheet_scan.cell_styles(self._sheet, struck)) if struck else frozenset()
