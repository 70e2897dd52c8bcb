"""The sheets of an open book as grids: the values of each in one call, the rest when it is asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar, overload

from pmo_xl.errors import UnreadableWorkbook
from pmo_xl.workbook.cells.address import CellRange
from pmo_xl.workbook.cells.number_formats import is_date_format
from pmo_xl.workbook.file.package import State, TableRange
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.open_book import excel
from pmo_xl.workbook.open_book.areas import merged_areas, parts_where
from pmo_xl.workbook.open_book.details import OpenDetails, range_of, rows_of
from pmo_xl.workbook.open_book.values import read_rows, time_of
from pmo_xl.workbook.tab.calamine_feed import CellValue
from pmo_xl.workbook.tab.own_tables import last_own_column

if TYPE_CHECKING:
    import xlwings

T = TypeVar("T")

_VERY_HIDDEN: Final = 2
_MAX_CELLS: Final = 4_000_000
_TOO_LARGE: Final = (
    "シート「{}」は使われている範囲({})が広すぎて読めません。"
    "表の外の離れたセルや、行全体・列全体に付けた書式を消してください。"
)


class OpenBookGrids:
    """A book open in Excel whose sheets are read one at a time, when asked for, and then kept.

    path: the book's file, or its bare name where it has none on a disk.
    """

    def __init__(self, book: xlwings.Book, on_sheet: Callable[[str], None] | None = None) -> None:
        """Read the names of the tabs. Raises UnreadableWorkbook when Excel does not answer.

        on_sheet: told the name of each tab before it is read for the first time.
        """
        self.book, self._on_sheet = book, on_sheet
        name = excel.asked(lambda: book.name) or "ブック"
        with excel.told_plainly(book, name, UnreadableWorkbook):
            self.path = excel.path_of(book) or Path(book.name)
            self.is_1904 = excel.is_1904(book)
            self.titles = tuple(sheet.name for sheet in book.sheets)
        self._grids: dict[str, Grid] = {}

    @property
    def properties(self) -> Mapping[str, str]:
        """Nothing: a book that is open is never brought to another schema."""
        return {}

    def __iter__(self) -> Iterator[Grid]:
        return (self.grid(title) for title in self.titles)

    def grid(self, title: str) -> Grid:
        """The sheet with this tab name. KeyError for one that is not there."""
        if title not in self._grids:
            if title not in self.titles:
                raise KeyError(title)
            if self._on_sheet:
                self._on_sheet(title)
            self._grids[title] = self.read(title)
        return self._grids[title]

    def read(self, title: str) -> Grid:
        """The sheet as it stands now, whatever was read before."""
        with excel.told_plainly(self.book, self.path.name, UnreadableWorkbook):
            return _read(self.book.sheets[title], self.is_1904)

    @cached_property
    def sha256(self) -> str:
        """The fingerprint of every value that was read, hex."""
        return fingerprint(self)

    def remarks(self, titles: Collection[str]) -> tuple[str, ...]:
        """What could not be told of these sheets, a sentence each."""
        details = (self.grid(title).details for title in titles)
        if all(not isinstance(each, OpenDetails) or each.tells_strikes for each in details):
            return ()
        return (
            f"{self.path.name}: 取り消し線はこのプログラムからは分からないため、状態の手がかりに使っていません。",
        )


def fingerprint(grids: Iterable[Grid]) -> str:
    """The fingerprint of the values of these sheets, hex."""
    digest = hashlib.sha256()
    for grid in grids:
        digest.update(repr((grid.title, grid.first_row, grid.first_column, grid.rows)).encode())
    return digest.hexdigest()


def _read(sheet: xlwings.Sheet, is_1904: bool) -> Grid:
    tables = tuple(_tables(sheet))
    used = area_of(sheet.used_range)
    last = last_own_column(tables)
    area = (
        used
        if last is None
        else used._replace(last_column=max(min(used.last_column, last), used.first_column))
    )
    cells = (area.last_row - area.first_row + 1) * (area.last_column - area.first_column + 1)
    state = _state(sheet)
    if cells > _MAX_CELLS:
        return Grid(sheet.name, [], state=state, unreadable=_TOO_LARGE.format(sheet.name, area))
    raw = rows_of(range_of(sheet, area).raw_value)
    rows, errors = read_rows(raw, area[:2], is_1904=is_1904)
    first, rows = _without_blank_edges(area.first_row, rows, errors)
    grid = Grid(sheet.name, rows, first, area.first_column, state, errors, tables=tables)
    grid.details = OpenDetails(sheet, area, grid.value, tables)
    _settle_times(rows, (first, area.first_column), grid.details)
    grid.hidden_rows = Later(lambda: _hidden_rows(sheet, area))
    grid.merges = Later(lambda: _merges(sheet, area, tables))
    return grid


def area_of(cells: xlwings.Range) -> CellRange:
    """The place of a range of xlwings."""
    rows, columns = cells.shape
    return CellRange(cells.row, cells.column, cells.row + rows - 1, cells.column + columns - 1)


def _state(sheet: xlwings.Sheet) -> State:
    """Excel says -1, 0 or 2, others True or False."""
    visible: Any = sheet.visible
    if visible == _VERY_HIDDEN:
        return "veryHidden"
    return "visible" if visible else "hidden"


def _tables(sheet: xlwings.Sheet) -> Iterator[TableRange]:
    for table in excel.asked(lambda: list(sheet.tables)) or ():
        ref = area_of(table.range)
        has_header, has_totals = bool(table.show_headers), bool(table.show_totals)
        yield TableRange(table.name, table.display_name, ref, (), int(has_header), int(has_totals))


def _without_blank_edges(
    first: int, rows: list[list[CellValue]], errors: Collection[tuple[int, int]]
) -> tuple[int, list[list[CellValue]]]:
    """The rows without blank ones above and below, and the number of the first."""
    filled = {row - first for row, _ in errors}
    kept = [at for at, row in enumerate(rows) if at in filled or any(value != "" for value in row)]
    return (first + kept[0], rows[kept[0] : kept[-1] + 1]) if kept else (first, [])


def _settle_times(rows: list[list[CellValue]], first: tuple[int, int], details: OpenDetails) -> None:
    """Excel gives a time of day (9:30) as a part of a day: the cell's format says which numbers are times."""
    for row, cells in enumerate(rows, first[0]):
        for at, value in enumerate(cells):
            if value.__class__ is float and value % 1:
                code = details.number_format(row, first[1] + at)
                cells[at] = time_of(float(value), code) if is_date_format(code) else value


def _hidden_rows(sheet: xlwings.Sheet, area: CellRange) -> list[int]:
    column = area._replace(last_column=area.first_column)
    parts = parts_where(column, lambda rows: excel.are_rows_hidden(range_of(sheet, rows)))
    return [row for part in parts for row in range(part.first_row, part.last_row + 1)]


def _merges(sheet: xlwings.Sheet, area: CellRange, tables: Sequence[TableRange]) -> list[CellRange]:
    """Excel allows no merged cells inside a table: what lies in one is not asked about."""

    def is_merged(cells: CellRange) -> bool | None:
        """Whether Excel says that cells of this range are merged; None where only some are."""
        if any(t.ref.holds(*cells[:2]) and t.ref.holds(*cells[2:]) for t in tables):
            return False
        answer: Any = range_of(sheet, cells).merge_cells
        return None if answer is None else bool(answer)

    return merged_areas(area, is_merged, lambda row, column: area_of(sheet.range((row, column)).merge_area))


class Later(Sequence[T]):
    """A list that is made when something first looks into it."""

    def __init__(self, make: Callable[[], list[T]]) -> None:
        """make: gives the list."""
        self._make = make

    @cached_property
    def _items(self) -> list[T]:
        return self._make()

    @cached_property
    def _set(self) -> frozenset[T]:
        return frozenset(self._items)

    def __contains__(self, item: object) -> bool:
        return item in self._set

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        return self._items[index]
