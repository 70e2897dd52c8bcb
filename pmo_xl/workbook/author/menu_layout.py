"""Where the parts of メニュー stand (rows and columns from 0), and the looks they share."""

from __future__ import annotations

from dataclasses import dataclass

from pmo_xl.model.allocation import Allocation
from pmo_xl.model.cell_address import column_letters
from pmo_xl.model.column import Kind
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.option import Option
from pmo_xl.model.risk import Risk
from pmo_xl.model.verification import Verification
from pmo_xl.theme import Colour
from pmo_xl.workbook.author.formats import Property, XlsxFormat
from pmo_xl.workbook.author.plan import Book, XlsxSheet
from pmo_xl.workbook.cells.number_formats import NUMBER_FORMATS

MENU = "メニュー"

WIDTHS = (1, 25, 27.5, 13.2, 13.2, 13.2, 13.2, 13.2, 1.2, *([8.6] * 7))
LEFT, TEXT, FIRST_FIGURE, LAST_LEFT = 1, 2, 3, 7
RIGHT, LAST_RIGHT = 9, 15

TITLE_ROW, AS_OF_ROW = 0, 1
BUTTON_ROW, BUTTON_ROW_HEIGHT = 2, 50  # in a workbook with macros; else an ordinary empty row
TILE_ROW = 3
SHEETS_ROW = 7  # of the first section below the tiles
FIRST_HEIGHT = 38  # pixels of one of its lines
FIRST_ROWS = 10  # of まずこれから, which stands there in the full profile
DEPARTMENTS = 6
MILESTONES = 6
MONTHS = 12


@dataclass(frozen=True)
class Menu:
    """The メニュー sheet being written, with its looks."""

    book: Book
    sheet: XlsxSheet

    @property
    def asks_first(self) -> bool:
        """Whether the book has the sheets that まずこれから counts: those of the full profile."""
        return all(sheet in self.book.ledgers for sheet in (Option, Risk, Verification, Allocation, Kpi))

    @property
    def sheets_row(self) -> int:
        """Where the list of sheets begins."""
        return SHEETS_ROW + (FIRST_ROWS if self.asks_first else 0)

    def look(self, **properties: Property) -> XlsxFormat:
        """A cell format of the menu."""
        return self.book.formats.get(**{"valign": "vcenter", **properties})

    def heading(self, row: int, column: int, last: int, text: str, formula: str = "") -> None:
        """A section's heading with a line under it; formula: what it is where the text may change."""
        look = self.look(bold=True, font_size=12, font_color=Colour.NAVY, bottom=2, bottom_color=Colour.NAVY)
        for index in range(column, last + 1):
            self.sheet.write_blank(row, index, None, look)
        if formula:
            self.formula(row, column, formula, look, text)
        else:
            self.sheet.write_string(row, column, text, look)
        if column == LEFT:  # the right side stands beside other rows
            self.sheet.set_row(row, 22)

    def heads(self, row: int, column: int, labels: tuple[str, ...]) -> None:
        """The headings of a table."""
        for index, label in enumerate(labels, column):
            self.sheet.write_string(row, index, label, self.head())

    def head(self) -> XlsxFormat:
        """A table heading's look."""
        return self.look(bold=True, bg_color=Colour.HEAD, align="center", border=1, border_color=Colour.LINE)

    def text(self, **properties: Property) -> XlsxFormat:
        """A table cell with text."""
        return self.look(**{"bottom": 4, "bottom_color": Colour.LINE, **properties})

    def count(self, **properties: Property) -> XlsxFormat:
        """A table cell with a number of rows; nothing is shown for 0."""
        return self.text(**{"num_format": '#,##0;▲#,##0;"－"', "align": "right", **properties})

    def money(self, **properties: Property) -> XlsxFormat:
        """A table cell with yen; a dash for 0."""
        return self.text(
            **{"num_format": f'{NUMBER_FORMATS[Kind.MONEY]};"－"_ ', "align": "right", **properties}
        )

    def formula(self, row: int, column: int, formula: str, look: XlsxFormat, value: object) -> None:
        """A live formula with the library's own figure as its cached value."""
        self.sheet.write_formula(row, column, f"={formula}", look, "" if value is None else value)


def cell(row: int, column: int) -> str:
    """A cell of the menu, fixed: $D$10."""
    return f"${column_letters(column + 1)}${row + 1}"


def cells(column: int, first: int, last: int) -> str:
    """Some cells of a column, with the sheet's name, as charts want them."""
    return f"={MENU}!{cell(first, column)}:{cell(last, column)}"
