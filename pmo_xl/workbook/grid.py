"""A workbook as plain grids: values and where each came from, before any layout or record exists."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from os import PathLike
from pathlib import Path

from pmo_xl.workbook.cells.address import CellRange
from pmo_xl.workbook.file.container import Container, open_container, refusal
from pmo_xl.workbook.file.custom_properties import custom_properties
from pmo_xl.workbook.file.package import (
    DefinedName,
    SheetEntry,
    State,
    TableRange,
    defined_names,
    read_package,
    sheet_objects,
    sheet_tables,
)
from pmo_xl.workbook.file.safe_xml import BrokenPart
from pmo_xl.workbook.tab import sheet_scan, sheet_size
from pmo_xl.workbook.tab.beside import Beside
from pmo_xl.workbook.tab.calamine_feed import CalamineFeed, CellValue, Values
from pmo_xl.workbook.tab.cell_styles import read_styles
from pmo_xl.workbook.tab.own_tables import last_own_column
from pmo_xl.workbook.tab.plain_sheet import FEWEST_BYTES, PlainSheet, respelled
from pmo_xl.workbook.tab.rich_values import RichValue, rich_values
from pmo_xl.workbook.tab.sheet_details import FileDetails, SheetDetails, StatedDetails
from pmo_xl.workbook.tab.sheet_scan import Address, SheetFacts
from pmo_xl.workbook.tab.sheet_size import SharedTexts

LOST_TEXT = "(失われた文字)"
"""Stands for a text that a cell names and the file does not hold."""
_LARGE = 1 << 20  # bytes of XML from which a thread is worth its while
_MISSING_PART = "中身がファイルにありません（Excelで開いて修復し、保存し直してください）"


@dataclass(eq=False)
class Grid:
    """One sheet as values and provenance. Rows and columns are Excel's own numbers, counted from 1.

    rows: the values as python-calamine gives them (numbers are floats, "" is an empty cell or an error);
    rows[0][0] stands at (first_row, first_column). errors: the error in a cell ("#REF!").
    uncached: formula cells without a cached value. hidden_rows: hidden by hand or by a filter.
    left_out: filled cells too far outside the table to be read. unreadable: why the sheet could not be
    read, a Japanese sentence; None when it was. pictures: the cells that hold a picture in place of a value.
    """

    title: str
    rows: Sequence[Sequence[CellValue]]
    first_row: int = 1
    first_column: int = 1
    state: State = "visible"
    errors: Mapping[Address, str] = field(default_factory=dict)
    uncached: Collection[Address] = frozenset()
    hidden_rows: Collection[int] = frozenset()
    merges: Sequence[CellRange] = ()
    tables: Sequence[TableRange] = ()
    left_out: Sequence[Address] = ()
    unreadable: str | None = None
    details: SheetDetails = field(default_factory=StatedDetails)
    pictures: Collection[Address] = frozenset()

    @classmethod
    def from_rows(
        cls,
        title: str,
        rows: Sequence[Sequence[CellValue]],
        first_row: int = 1,
        first_column: int = 1,
        details: SheetDetails | None = None,
    ) -> Grid:
        """A grid without a file, for tests and rule examples."""
        return cls(title, rows, first_row, first_column, details=details or StatedDetails())

    @property
    def last_row(self) -> int:
        """The last row that holds a value; first_row − 1 in an empty sheet."""
        return self.first_row + len(self.rows) - 1

    @property
    def last_column(self) -> int:
        """The last column that holds a value; first_column − 1 in an empty sheet."""
        return self.first_column + max(map(len, self.rows), default=0) - 1

    @property
    def formulas(self) -> Mapping[Address, str]:
        """The formula of each formula cell as stored, without "="; read when first asked for."""
        return self.details.formulas

    def value(self, row: int, column: int) -> CellValue:
        """The value of a cell; "" outside the grid."""
        down, right = row - self.first_row, column - self.first_column
        if 0 <= down < len(self.rows) and 0 <= right < len(self.rows[down]):
            return self.rows[down][right]
        return ""

    def number_format(self, row: int, column: int) -> str:
        """The format code of a cell ("0%", "yyyy/m/d"); General where none is set."""
        return self.details.number_format(row, column)

    def cells_formatted(
        self, columns: Collection[int], is_wanted: Callable[[str], bool]
    ) -> Mapping[Address, str]:
        """The filled cells of these columns whose format code is wanted, with it."""
        return self.details.cells_formatted(columns, is_wanted) if columns else {}

    @property
    def are_zeros_hidden(self) -> bool:
        """Whether the sheet shows nothing for 0, whatever the format of a cell."""
        return self.details.are_zeros_hidden

    def partly_strikethrough_cells(self) -> frozenset[Address]:
        """The cells of whose text a part is in strikethrough; it is not among their values."""
        return self.details.partly_strikethrough_cells()

    def strikethrough_rows(self) -> frozenset[int]:
        """The rows at least half of whose filled cells are in strikethrough (取り消し線)."""
        strikethrough: dict[int, int] = {}
        for row, column in self.details.strikethrough_cells():
            if self.value(row, column) != "":
                strikethrough[row] = strikethrough.get(row, 0) + 1
        return frozenset(row for row, count in strikethrough.items() if 2 * count >= self._filled(row))

    def _filled(self, row: int) -> int:
        return sum(value != "" for value in self.rows[row - self.first_row])


def _unreadable(sheet: SheetEntry, error: BrokenPart) -> Grid:
    reason = f"シート「{sheet.title}」は{error.message}。"
    return Grid(sheet.title, [], state=sheet.state, unreadable=reason)


class BookGrids:
    """A workbook file whose sheets are read one at a time, when asked for, and then kept.

    path: as given. sha256: of the file on disk, hex. is_strict: a Strict OOXML file (read, never edited).
    """

    def __init__(self, path: Path, container: Container, *, is_partly_read: bool = False) -> None:
        """Read the table of contents. is_partly_read: which tabs to expect is told later. Raises UnreadableWorkbook."""
        self.path = path
        self.sha256 = container.sha256
        self._container = container
        self._package = read_package(container)
        self._grids: dict[str, Grid] = {}
        self._tables_of: dict[str, Sequence[TableRange]] = {}
        self._filled: dict[str, int] = {}
        try:
            self._feed = CalamineFeed(container, self._package, leaves_strikethrough_away=True)
            self._styles = read_styles(self._feed.styles)
        except BrokenPart as error:
            raise refusal(container.file_name, error.message) from error
        if not is_partly_read:
            self.expect()

    def expect(self, titles: Collection[str] | None = None) -> None:
        """Make ready to read these tabs (None: all). Raises UnreadableWorkbook."""
        parts = {
            sheet.part for sheet in self.sheets if sheet.part and (titles is None or sheet.title in titles)
        }
        try:
            self._feed.open(parts)
        except BrokenPart as error:
            raise refusal(self._container.file_name, error.message) from error

    @property
    def sheets(self) -> Sequence[SheetEntry]:
        """Every tab in order, chart sheets and hidden ones too."""
        return self._package.sheets

    @property
    def kept_cells(self) -> int:
        """How many cells, blank ones between them too, the sheets have that were read so far."""
        return sum(sum(map(len, grid.rows)) for grid in self._grids.values())

    @cached_property
    def defined_names(self) -> Sequence[DefinedName]:
        """The names of the workbook and of its sheets, broken ones too."""
        return defined_names(self._container, self._package)

    @property
    def is_1904(self) -> bool:
        """Whether dates count from 1904."""
        return self._package.is_1904

    @cached_property
    def properties(self) -> Mapping[str, str]:
        """The file's own properties by name, as texts; none where the part is lacking or damaged."""
        return custom_properties(self._container)

    @property
    def is_strict(self) -> bool:
        """Whether the file is Strict OOXML."""
        return self._package.is_strict

    @property
    def titles(self) -> Sequence[str]:
        """The names of the worksheets' tabs, in order."""
        return [sheet.title for sheet in self.sheets if sheet.kind == "worksheet"]

    def __iter__(self) -> Iterator[Grid]:
        """The sheets in order; while the values of one are read beside, the next is looked through."""
        begun: Callable[[], Grid] | None = None
        for title in self.titles:
            following = self._begun(title)
            if begun:
                yield begun()
            begun = following
        if begun:
            yield begun()

    def grid(self, title: str) -> Grid:
        """The sheet with this tab name; one that cannot be read is empty and says why. KeyError, UnreadableWorkbook (bomb)."""
        return self._grids[title] if title in self._grids else self._begun(title)()

    def _begun(self, title: str) -> Callable[[], Grid]:
        """What gives the sheet with this tab name, its reading begun."""
        if title in self._grids:
            return lambda: self._grids[title]
        sheet = next((sheet for sheet in self.sheets if sheet.title == title), None)
        if sheet is None:
            raise KeyError(title)
        begun = self._begin(sheet)

        def finished() -> Grid:
            """The sheet, kept."""
            if title not in self._grids:
                self._grids[title] = begun()
            return self._grids[title]

        return finished

    def tables(self, title: str) -> Sequence[TableRange]:
        """The Excel tables on a tab, known without reading its cells; none on a tab that is not there."""
        part = next((sheet.part for sheet in self.sheets if sheet.title == title), None)
        return self._tables(part) if part else ()

    def objects(self, title: str) -> Mapping[str, int]:
        """How many 画像, コメント and 埋め込みファイル lie over the cells of a tab; none on a tab that is not there."""
        part = next((sheet.part for sheet in self.sheets if sheet.title == title), None)
        return sheet_objects(self._container, part) if part else {}

    def _begin(self, sheet: SheetEntry) -> Callable[[], Grid]:
        """Look a sheet through and begin to read its values."""
        if sheet.kind != "worksheet":
            return lambda: Grid(sheet.title, [], state=sheet.state)
        try:
            if sheet.part is None:
                raise BrokenPart(_MISSING_PART)
            finish = self._begin_part(sheet, sheet.part)
        except BrokenPart as error:
            unreadable = _unreadable(sheet, error)
            return lambda: unreadable

        def finished() -> Grid:
            """The sheet; one that proves unreadable says why."""
            try:
                return finish()
            except BrokenPart as error:
                return _unreadable(sheet, error)

        return finished

    def _begin_part(self, sheet: SheetEntry, part: str) -> Callable[[], Grid]:
        tables = self._tables(part)
        last_column = last_own_column(tables)
        plain = self._plain(part, last_column)
        is_large = len(plain.data) > _LARGE
        beside = Beside(lambda: self._values(part, plain)) if is_large else None
        facts = sheet_scan.scan(plain, needs_formulas=last_column is not None)

        def finished() -> Grid:
            """The sheet, as soon as its values are there."""
            values = beside.result() if beside else self._values(part, plain)
            return self._grid(sheet, part, plain, facts, values)

        return finished

    def _grid(
        self, sheet: SheetEntry, part: str, plain: PlainSheet, facts: SheetFacts, values: Values
    ) -> Grid:
        tables = self._tables(part)
        facts.errors.update(dict.fromkeys(values.lost, LOST_TEXT))
        pictures = self._without_rich_values(facts, values)
        return Grid(
            sheet.title,
            values.rows,
            values.first_row,
            values.first_column,
            sheet.state,
            facts.errors,
            facts.uncached,
            facts.hidden_rows,
            facts.merges,
            tables,
            plain.left_out,
            details=FileDetails(
                self._loader(part, tables, plain.is_original),
                self._styles,
                self._feed.partly_strikethrough,
                facts.formulas,
            ),
            pictures=pictures,
        )

    def _without_rich_values(self, facts: SheetFacts, values: Values) -> frozenset[Address]:
        """Put the texts of linked records into their cells, and give the cells that hold pictures: both are no errors."""
        found = {at: self._rich_values.get(number) for at, number in facts.metadata.items()}
        for (row, column), rich in found.items():
            if rich is not None:
                del facts.errors[row, column]
                values.rows[row - values.first_row][column - values.first_column] = rich.text
        return frozenset(at for at, rich in found.items() if rich and rich.is_picture)

    @cached_property
    def _rich_values(self) -> Mapping[int, RichValue]:
        return rich_values(self._container, self._package.linked)

    def _plain(self, part: str, last_column: int | None) -> PlainSheet:
        """A sheet ready to be read; of a table of ours, only the columns of the table."""
        whole = self._feed.take(part) or self._container.part(part)
        plain, is_ready_now = sheet_size.within_table(whole, last_column)
        if is_ready_now:
            self._refuse_too_many(part, len(whole) // FEWEST_BYTES)
        else:
            self._refuse_too_many(part, sheet_size.filled_cells(whole))
        plain = sheet_size.spelled_plainly(plain, whole, is_ready_now=is_ready_now)
        sheet_size.refuse_repeated_text(plain, self._shared_texts)
        return plain

    def _refuse_too_many(self, part: str, at_most: int) -> None:
        """Raise TooManyCells; the cells are counted only where the sheets so far are large enough to hold so many."""
        self._filled[part] = at_most
        if sum(self._filled.values()) > sheet_size.MOST_CELLS:
            self._filled |= {
                each: sheet_size.filled_cells(self._container.part(each)) for each in self._filled
            }
        if sum(self._filled.values()) > sheet_size.MOST_CELLS:
            raise sheet_size.TooManyCells

    def _loader(self, part: str, tables: Sequence[TableRange], is_original: bool) -> Callable[[], PlainSheet]:
        """What gives the sheet's XML again: keeping it costs memory, checking it anew costs time.

        It holds the container alone: a sheet that held the book whose sheet it is would be a circle, which only
        Python's collector finds, hundreds of rows of every book of a month end.
        """
        container, last_column = self._container, last_own_column(tables)
        if is_original:
            return lambda: PlainSheet(container.part(part))

        def again() -> PlainSheet:
            """The sheet as it was spelled before, when it was found to be of a bearable size."""
            whole = container.part(part)
            plain, is_ready_now = sheet_size.within_table(whole, last_column)
            return sheet_size.spelled_plainly(plain, whole, is_ready_now=is_ready_now)

        return again

    def _values(self, part: str, plain: PlainSheet) -> Values:
        """The values of a sheet; a text that the file has lost costs its cell, not the sheet."""
        try:
            return self._feed.values(part) if plain.is_original else self._feed.values_of(plain.data)
        except BrokenPart:
            spelt = respelled(plain.data)
        try:
            return self._feed.values_of(spelt.data)
        except BrokenPart:
            mended = respelled(plain.data, texts=self._feed.texts)
            return self._feed.values_of(mended.data)._replace(lost=mended.lost)

    def _tables(self, part: str) -> Sequence[TableRange]:
        if part not in self._tables_of:
            try:
                self._tables_of[part] = sheet_tables(self._container, part)
            except BrokenPart:
                self._tables_of[part] = ()  # Excel repairs a damaged table away and keeps the cells
        return self._tables_of[part]

    @cached_property
    def _shared_texts(self) -> SharedTexts:
        return SharedTexts(self._feed.shared_texts)


def open_grids(
    path: str | PathLike[str], password: str | None = None, *, is_partly_read: bool = False
) -> BookGrids:
    """Open a workbook for reading. is_partly_read: as BookGrids. Raises UnreadableWorkbook with one Japanese sentence."""
    given = Path(path)
    return BookGrids(given, open_container(given, password), is_partly_read=is_partly_read)
