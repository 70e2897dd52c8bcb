"""The look of the master workbook in the colours of the theme: formats, number formats and widths, each said once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pmo_xl.model.column import Column, Kind, Need
from pmo_xl.theme import GOTHIC, Colour
from pmo_xl.workbook.cells.number_formats import NUMBER_FORMATS

XlsxFormat = Any  # xlsxwriter ships no type hints
XlsxWorkbook = Any
Property = Any

FONT_SIZE = 10
BASE: Mapping[str, Any] = {"font_name": GOTHIC, "font_size": FONT_SIZE}


TEXT_FORMAT = "@"

WIDTHS: Mapping[Kind, float] = {
    Kind.ID: 10,
    Kind.TEXT: 18,
    Kind.LONGTEXT: 34,
    Kind.DATE: 11.5,
    Kind.DATETIME: 17,
    Kind.MONTH: 11.5,
    Kind.MONEY: 13.5,
    Kind.PERCENT: 8,
    Kind.INT: 8,
    Kind.NUMBER: 8.5,
    Kind.CHOICE: 10,
    Kind.REF: 10.5,
    Kind.REFS: 15,
    Kind.PERSON: 12,
    Kind.SYSTEM: 18,
    Kind.VENDOR: 22,
    Kind.FLAG: 7.5,
}
_RIGHT = (Kind.MONEY, Kind.PERCENT, Kind.INT, Kind.NUMBER)
_CENTRE = (Kind.DATE, Kind.DATETIME, Kind.MONTH, Kind.CHOICE, Kind.FLAG, Kind.ID, Kind.REF)


def is_library_owned(column: Column) -> bool:
    """Whether the library fills the column (指紋, チェック結果): neither typed nor a formula."""
    return column.need is Need.AUTO and not column.is_derived and column.kind is not Kind.ID


def number_format(column: Column) -> str:
    """The number format of a column's cells; text cells keep 1.10 and "- 項目" as typed."""
    return NUMBER_FORMATS.get(column.kind, "General" if column.is_derived else TEXT_FORMAT)


def width(column: Column) -> float:
    """The column's width in characters."""
    return column.width or WIDTHS[column.kind]


def cell_properties(column: Column) -> dict[str, Any]:
    """How a cell of the column looks, in XlsxWriter's words."""
    properties: dict[str, Any] = {"num_format": number_format(column), "valign": "top"}
    if column.kind in _RIGHT:
        properties["align"] = "right"
    elif column.kind in _CENTRE or (column.is_derived and column.kind is Kind.TEXT):
        properties["align"] = "center"
    else:
        properties["text_wrap"] = True
    return properties


def row_colour(column: Column) -> str | None:
    """The quiet colour of the column's cells in rows that hold something; None for columns people type in."""
    if column.is_derived:
        return Colour.FORMULA_CELL
    return Colour.LIBRARY_CELL if is_library_owned(column) else None


def header_properties(column: Column) -> dict[str, Any]:
    """How the heading of the column looks: one quiet colour each for input, formula and library."""
    colour = Colour.HEAD_MUST if column.is_must else Colour.HEAD
    if column.is_derived:
        colour = Colour.FORMULA
    elif is_library_owned(column):
        colour = Colour.LIBRARY
    return {
        "bold": column.is_must,
        "bg_color": colour,
        "align": "center",
        "valign": "vcenter",
        "text_wrap": True,
        "border": 1,
        "border_color": Colour.LINE,
        "font_color": Colour.INK,
    }


class Formats:
    """The formats of one workbook; asked twice for the same look, it gives the same format."""

    def __init__(self, workbook: XlsxWorkbook) -> None:
        """Make formats in this xlsxwriter workbook."""
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def get(self, **properties: Property) -> XlsxFormat:
        """A cell format with these properties over the base font."""
        return self._get({**BASE, **properties})

    def difference(self, **properties: Property) -> XlsxFormat:
        """A format for a conditional format: only what it changes."""
        return self._get(properties)

    def _get(self, properties: dict[str, Property]) -> XlsxFormat:
        key = tuple(sorted((name, str(value)) for name, value in properties.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format({k: _plain(v) for k, v in properties.items()})
        return self._made[key]


def _plain(value: Property) -> Property:
    return str(value) if isinstance(value, Colour) else value
