"""Layout: which tabs of a workbook are which sheets, and where their tables stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pmo_xl.model.record import Record
from pmo_xl.model.sheets import SHEETS
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.header_rows import labels_in
from pmo_xl.workbook.header_search import FoundHeader, best_header, header_at, recognised_by_headings
from pmo_xl.workbook.layout_facts import Layout, Layouts, LeftOut
from pmo_xl.workbook.package import TableRange
from pmo_xl.workbook.sheet_names import no_ledger_reason, old_copy_reason, record_class_named
from pmo_xl.workbook.table_layout import layout_of

__all__ = ["Layout", "Layouts", "LeftOut", "find_layouts"]

# The rows that may hold a title.
_TITLE_ROWS: Final = 5
_EMPTY: Final = "値がありません。"
_HIDDEN: Final = "隠してあり、名前も台帳の名前ではありません。"
_NOT_A_LEDGER: Final = "台帳の見出しが見つかりません。"
_UNDECIDED: Final = (
    "見出しが{}のどれにも見えます。シートの名前を台帳の名前にするか、--layout のファイルに書いてください。"
)
_COPY_NUMBER: Final = re.compile(r"_?[0-9]+$")


@dataclass(frozen=True, slots=True)
class _Found:
    """A heading on a tab, and why it is taken for this kind of sheet."""

    header: FoundHeader
    why: str
    is_ours: bool = False
    table: TableRange | None = None


def find_layouts(grids: Iterable[Grid]) -> Layouts:
    """The tables of the sheets that pmo_xl knows, and what was left with the reason. Never raises."""
    sheets = list(grids)
    titles = [grid.title for grid in sheets]
    found = {grid.title: _search(grid, titles) for grid in sheets}
    ours = {
        item.header.record_class
        for result in found.values()
        if not isinstance(result, LeftOut)
        for item in result
        if item.is_ours
    }
    tables: list[Layout] = []
    left: list[LeftOut] = []
    for grid in sheets:
        result = found[grid.title]
        if isinstance(result, LeftOut):
            left.append(result)
            continue
        for item in result:
            if item.is_ours or item.header.record_class not in ours:
                tables.append(layout_of(grid, item.header, item.why, item.table, is_ours=item.is_ours))
            else:
                left.append(LeftOut(grid.title, _beside_ours(item.header.record_class)))
    return Layouts(tuple(tables), tuple(left))


def _beside_ours(record_class: type[Record]) -> str:
    label = record_class.sheet.label
    return f"{label}にも見えますが、このブックには{label}の表が別にあるため、読みませんでした。"


def _search(grid: Grid, titles: Sequence[str]) -> Sequence[_Found] | LeftOut:
    """The tables of one tab, or why it has none."""
    if grid.unreadable:
        return LeftOut(grid.title, grid.unreadable)
    if not grid.rows:
        return LeftOut(grid.title, _EMPTY)
    reason = old_copy_reason(grid.title, titles)
    if reason:
        return LeftOut(grid.title, reason)
    return list(_own_tables(grid)) or _by_name(grid) or _unnamed(grid)


def _own_tables(grid: Grid) -> Iterator[_Found]:
    """The Excel tables that pmo_xl made on this tab; Excel itself numbers the table of a copied tab."""
    labels = {sheet.sheet.label: sheet for sheet in SHEETS}
    for table in grid.tables:
        record_class = labels.get(_COPY_NUMBER.sub("", table.display_name))
        if record_class and table.header_rows:
            ref = table.ref
            columns = range(ref.first_column, ref.last_column + 1)
            header = header_at(grid, record_class, ref.first_row, ref.first_row, columns, is_ours=True)
            if header.matches:
                why = f"Excelの表の名前「{table.display_name}」から{record_class.sheet.label}と判断しました。"
                yield _Found(header, why, True, table)


def _by_name(grid: Grid) -> Sequence[_Found]:
    record_class = record_class_named(grid.title)
    if record_class is None:
        return ()
    header = best_header(grid, record_class)
    why = f"シートの名前から{record_class.sheet.label}と判断しました。"
    return (_Found(header, why),) if header else ()


def _unnamed(grid: Grid) -> Sequence[_Found] | LeftOut:
    """A tab whose name says nothing: by its Excel table's name, a title above the table, or its headings."""
    reason = no_ledger_reason(grid.title)
    if reason or grid.state != "visible":
        return LeftOut(grid.title, reason or _HIDDEN)
    for table in grid.tables:
        record_class = record_class_named(table.display_name)
        header = best_header(grid, record_class) if record_class else None
        if record_class and header:
            why = f"Excelの表の名前「{table.display_name}」から{record_class.sheet.label}と判断しました。"
            return (_Found(header, why),)
    return _by_title_row(grid) or _by_headings(grid)


def _by_title_row(grid: Grid) -> Sequence[_Found]:
    """A tab whose first rows hold the name of a kind of sheet, as a title above its table."""
    for row in range(grid.first_row, grid.first_row + _TITLE_ROWS):
        for text in labels_in(grid, row).values():
            record_class = record_class_named(text)
            header = best_header(grid, record_class) if record_class else None
            if header and header.first > row:
                why = f"{row}行目の題「{text.strip()}」から{header.record_class.sheet.label}と判断しました。"
                return (_Found(header, why),)
    return ()


def _by_headings(grid: Grid) -> Sequence[_Found] | LeftOut:
    headers = recognised_by_headings(grid)
    kinds = [header.record_class.sheet.label for header in headers]
    if len(headers) != 1:
        return LeftOut(grid.title, _UNDECIDED.format("と".join(kinds)) if kinds else _NOT_A_LEDGER)
    return (_Found(headers[0], f"見出しの並びから{kinds[0]}と判断しました。"),)
