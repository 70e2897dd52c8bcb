"""What is rarely asked about a sheet (formulas, formats, strike-through), worked out when it is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
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

    def cells_formatted(
        self, columns: Collection[int], is_wanted: Callable[[str], bool]
    ) -> Mapping[Address, str]:
        """The filled cells of these columns whose format code is wanted, with it."""

    @property
    def are_zeros_hidden(self) -> bool:
        """Whether the sheet shows nothing for 0."""

    def strikethrough_cells(self) -> frozenset[Address]:
        """The filled cells whose text is in strikethrough."""

    def partly_strikethrough_cells(self) -> frozenset[Address]:
        """The cells of whose text a part is in strikethrough."""


class StatedDetails:
    """Details that a caller states: for tests and rule examples, where there is no file."""

    def __init__(
        self,
        formulas: Mapping[Address, str] | None = None,
        number_formats: Mapping[Address, str] | None = None,
        strikethrough: frozenset[Address] = frozenset(),
        *,
        are_zeros_hidden: bool = False,
    ) -> None:
        """Keep what is stated; the rest is an ordinary cell."""
        self.are_zeros_hidden = are_zeros_hidden
        self.formulas: Mapping[Address, str] = formulas or {}
        self._number_formats = number_formats or {}
        self._strikethrough = strikethrough

    def number_format(self, row: int, column: int) -> str:
        """The stated code, General where none is."""
        return self._number_formats.get((row, column), GENERAL)

    def cells_formatted(
        self, columns: Collection[int], is_wanted: Callable[[str], bool]
    ) -> Mapping[Address, str]:
        """The stated cells of these columns whose format is wanted."""
        return {at: code for at, code in self._number_formats.items() if at[1] in columns and is_wanted(code)}

    def strikethrough_cells(self) -> frozenset[Address]:
        """The cells stated to be in strikethrough."""
        return self._strikethrough

    def partly_strikethrough_cells(self) -> frozenset[Address]:
        """None: no part of a text is stated."""
        return frozenset()


class FileDetails:
    """Details read from the sheet's part, which is inflated anew when first asked for."""

    def __init__(
        self,
        load: Callable[[], PlainSheet],
        styles: CellStyles,
        partly_strikethrough: frozenset[int] = frozenset(),
        formulas: Mapping[Address, str] | None = None,
    ) -> None:
        """load: gives the sheet's plain XML. styles: the workbook's cell styles. partly_strikethrough: shared texts.

        formulas: where they are known already.
        """
        self._load = load
        self._styles = styles
        self._partly_strikethrough = partly_strikethrough
        self._known = formulas

    @cached_property
    def _sheet(self) -> PlainSheet:
        return self._load()

    @cached_property
    def _rows(self) -> dict[int, tuple[int, int]]:
        return sheet_scan.row_offsets(self._sheet)

    @cached_property
    def formulas(self) -> Mapping[Address, str]:
        """The formula of each formula cell, read at once for the whole sheet."""
        return sheet_scan.formulas(self._sheet) if self._known is None else self._known

    def number_format(self, row: int, column: int) -> str:
        """The format code of a cell, looked up in its row."""
        span = self._rows.get(row)
        style = sheet_scan.style_in_row(self._sheet, span, row, column) if span else 0
        return self._styles.number_format(style)

    def cells_formatted(
        self, columns: Collection[int], is_wanted: Callable[[str], bool]
    ) -> Mapping[Address, str]:
        """The filled cells of these columns whose format is wanted; the sheet is scanned only if a style has one."""
        codes = self._styles.number_formats
        styles = frozenset(number for number, code in enumerate(codes) if is_wanted(code))
        found = sheet_scan.cells_by_style(self._sheet, styles) if styles else ()
        return {at: codes[style] for at, style in found if at[1] in columns}

    @cached_property
    def are_zeros_hidden(self) -> bool:
        """Whether the view of the sheet says so."""
        return sheet_scan.are_zeros_hidden(self._sheet)

    def strikethrough_cells(self) -> frozenset[Address]:
        """The filled cells whose style strikes through; the sheet is scanned only if a style does."""
        strikethrough = self._styles.strikethrough
        return (
            frozenset(at for at, _ in sheet_scan.cells_by_style(self._sheet, strikethrough))
            if strikethrough
            else frozenset()
        )

    def partly_strikethrough_cells(self) -> frozenset[Address]:
        """The cells that hold a shared text with a part in strikethrough; the sheet is scanned only if there is such a text."""
        texts = self._partly_strikethrough
        return frozenset(sheet_scan.texts_in_cells(self._sheet, texts)) if texts else frozenset()
