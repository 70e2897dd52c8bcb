"""Layout: which tabs of a workbook are which sheets, and where their tables stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from pmo_xl.model.schema import SCHEMA
from pmo_xl.workbook.cells.raw_cell import is_blank
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.layout.column_match import Match
from pmo_xl.workbook.layout.column_values import may_hold
from pmo_xl.workbook.layout.header_rows import Heading, TopRows
from pmo_xl.workbook.layout.header_search import FoundHeader, best_header, header_at
from pmo_xl.workbook.layout.layout_facts import KnownBy, Layout, Layouts, LeftOut
from pmo_xl.workbook.layout.layout_file import LayoutFile, SettledTable
from pmo_xl.workbook.layout.tab_search import search_tab
from pmo_xl.workbook.layout.tab_tables import FoundTable, ending_above_the_next
from pmo_xl.workbook.layout.table_copies import without_copies
from pmo_xl.workbook.layout.table_layout import by_values, layout_of

__all__ = ["Layout", "Layouts", "LeftOut", "find_layouts"]

STANDARD: Final = " (標準)"
"""Behind the label of a column of ours whose name a column of the office's own has already."""
_NOTHING_SETTLED: Final = LayoutFile()
_TOLD_TO_LEAVE: Final = "配置のファイルで読まないと決められています。"
_NOT_THERE: Final = "配置のファイルにありますが、このブックにありません。"
_NO_HEADING: Final = (
    "配置のファイルに{}とありますが、見出しが見つかりません。header = [最初の行, 最後の行] を書いてください。"
)
_BESIDE_OURS: Final = "{0}にも見えますが、このブックには{0}の表が別にあるため、読みませんでした。"


def find_layouts(
    grids: Iterable[Grid],
    settled: LayoutFile = _NOTHING_SETTLED,
    *,
    book: str = "",
    schema: int | None = SCHEMA,
) -> Layouts:
    """The tables of the sheets that pmo_xl knows, and what was left with the reason. Never raises.

    settled: what a person's layout file says; it goes before everything that is found. book: the name of the file.
    schema: of the book, as its mark says, None without one; it tells which columns of our tables the office may have
    added itself.
    """
    sheets = list(grids)
    titles = [grid.title for grid in sheets]
    searched = [(grid, _search(grid, titles, settled, book)) for grid in sheets]
    ours = {found.header.record_class for _, result in searched for found in _tables(result) if found.is_ours}
    tables: list[Layout] = []
    left: list[LeftOut] = []
    for grid, result in searched:
        left += [result] if isinstance(result, LeftOut) else []
        for found in _tables(result):
            if found.is_ours or found.is_settled or found.header.record_class not in ours:
                tables.append(_layout(grid, _without_own_columns(grid, found, schema), settled))
            else:
                left.append(LeftOut(grid.title, _BESIDE_OURS.format(found.header.record_class.sheet.label)))
    kept, copies = without_copies(tables, {grid.title: grid for grid in sheets}, _is_fixed(settled))
    absent = (LeftOut(sheet, _NOT_THERE) for sheet in settled.sheets if sheet not in titles)
    return Layouts(tuple(kept), (*left, *copies, *absent))


def _is_fixed(settled: LayoutFile) -> Callable[[Layout], bool]:
    return lambda layout: layout.is_ours or layout.title in settled.sheets


def _tables(result: Sequence[FoundTable] | LeftOut) -> Sequence[FoundTable]:
    return () if isinstance(result, LeftOut) else result


def _search(
    grid: Grid, titles: Sequence[str], settled: LayoutFile, book: str
) -> Sequence[FoundTable] | LeftOut:
    if grid.title in settled.leave:
        return LeftOut(grid.title, _TOLD_TO_LEAVE)
    entries = [entry for entry in settled.tables if entry.sheet == grid.title]
    if not entries or grid.unreadable:
        return search_tab(grid, titles, book)
    found = [table for entry in entries if (table := _settled_table(grid, entry))]
    kinds = "、".join(entry.record_class.sheet.label for entry in entries)
    return ending_above_the_next(found) or LeftOut(grid.title, _NO_HEADING.format(kinds))


def _settled_table(grid: Grid, entry: SettledTable) -> FoundTable | None:
    """The table as the file says; its heading and further columns as found, where the file is silent."""
    sheet, top = entry.record_class, TopRows(grid)
    header = header_at(top, sheet, *entry.header) if entry.header else best_header(top, sheet)
    if header is None:
        return None
    why = f"配置のファイルで{sheet.sheet.label}と決められています。"
    return FoundTable(replace(header, matches=_settled_matches(header, entry)), why, is_settled=True)


def _settled_matches(header: FoundHeader, entry: SettledTable) -> dict[str, Match]:
    headings = {heading.column: heading for heading in header.headings}
    placed = {name: column for name, column in entry.columns.items() if column is not None}
    found = {
        name: match
        for name, match in header.matches.items()
        if name not in entry.columns and match.heading.column not in placed.values()
    }
    for name, column in placed.items():
        found[name] = Match(name, headings.get(column, Heading(column, column, ())), "", 0, 0, 0)
    return {name: found[name] for name in entry.record_class.columns if name in found}


def _without_own_columns(grid: Grid, found: FoundTable, schema: int | None) -> FoundTable:
    """Of a table of ours: a column that the office added before we had one of its name is its own, if it holds something else.

    Where 「… (標準)」 stands beside it, that is ours.
    """
    if not found.is_ours or found.table is None:
        return found
    sheet, matches = found.header.record_class, dict(found.header.matches)
    known = _schema_of_table(grid, found) if schema is None else schema
    for name, match in found.header.matches.items():
        standard = found.header.by_text.get(f"{sheet.columns[name].label}{STANDARD}")
        if standard is not None:
            matches[name] = replace(match, heading=standard)
        elif sheet.columns[name].since > known and not _fits(grid, found, name, match.heading.column):
            del matches[name]
    if matches == found.header.matches:
        return found
    return replace(found, header=replace(found.header, matches=matches))


def _schema_of_table(grid: Grid, found: FoundTable) -> int:
    """The newest schema of whose own columns half stand in the table, for want of a mark."""
    matches = found.header.matches
    since = {name: column.since for name, column in found.header.record_class.columns.items()}
    for number in range(SCHEMA, 1, -1):
        new = [
            name in matches and _fits(grid, found, name, matches[name].heading.column)
            for name, first in since.items()
            if first == number
        ]
        if new and 2 * sum(new) >= len(new):
            return number
    return 1


def _fits(grid: Grid, found: FoundTable, name: str, column: int) -> bool:
    """Whether what stands in a column may be a field: nine of ten values, at least."""
    last = found.table.ref.last_row if found.table else 0
    values = [grid.value(row, column) for row in range(found.header.last + 1, last + 1)]
    filled = [value for value in values if not is_blank(value)]
    right = sum(may_hold(found.header.record_class, name, value) for value in filled)
    return 10 * right >= 9 * len(filled)


def _layout(grid: Grid, found: FoundTable, settled: LayoutFile) -> Layout:
    header = found.header if found.is_ours or found.is_settled else by_values(grid, found.header, found.last)
    layout = layout_of(grid, header, found.why, found.table, is_ours=found.is_ours, until=found.last)
    if (layout.confidence, layout.next_best) != (found.confidence, found.next_best):
        layout = replace(layout, confidence=found.confidence, next_best=found.next_best)
    if not found.is_settled:
        return layout
    fixed = {field for entry in settled.tables if entry.sheet == grid.title for field in entry.columns}
    known_by = {f: KnownBy("設定", 1.0) if f in fixed else known for f, known in layout.known_by.items()}
    return replace(layout, units={**layout.units, **_settled_units(layout, settled)}, known_by=known_by)


def _settled_units(layout: Layout, settled: LayoutFile) -> dict[str, int]:
    entries = (e for e in settled.tables if (e.sheet, e.record_class) == (layout.title, layout.record_class))
    return {name: unit for entry in entries for name, unit in entry.units.items() if name in layout.columns}
