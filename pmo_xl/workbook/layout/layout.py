"""Layout: which tabs of a workbook are which sheets, and where their tables stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.layout.column_match import Match
from pmo_xl.workbook.layout.header_rows import Heading, TopRows
from pmo_xl.workbook.layout.header_search import FoundHeader, best_header, header_at
from pmo_xl.workbook.layout.layout_facts import KnownBy, Layout, Layouts, LeftOut
from pmo_xl.workbook.layout.layout_file import LayoutFile, SettledTable
from pmo_xl.workbook.layout.tab_search import search_tab
from pmo_xl.workbook.layout.tab_tables import FoundTable, ending_above_the_next
from pmo_xl.workbook.layout.table_copies import without_copies
from pmo_xl.workbook.layout.table_layout import by_values, layout_of

__all__ = ["Layout", "Layouts", "LeftOut", "find_layouts"]

_NOTHING_SETTLED: Final = LayoutFile()
_TOLD_TO_LEAVE: Final = "配置のファイルで読まないと決められています。"
_NOT_THERE: Final = "配置のファイルにありますが、このブックにありません。"
_NO_HEADING: Final = (
    "配置のファイルに{}とありますが、見出しが見つかりません。header = [最初の行, 最後の行] を書いてください。"
)
_BESIDE_OURS: Final = "{0}にも見えますが、このブックには{0}の表が別にあるため、読みませんでした。"


def find_layouts(grids: Iterable[Grid], settled: LayoutFile = _NOTHING_SETTLED, *, book: str = "") -> Layouts:
    """The tables of the sheets that pmo_xl knows, and what was left with the reason. Never raises.

    settled: what a person's layout file says; it goes before everything that is found. book: the name of the file.
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
                tables.append(_layout(grid, found, settled))
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


def _layout(grid: Grid, found: FoundTable, settled: LayoutFile) -> Layout:
    header = found.header if found.is_ours or found.is_settled else by_values(grid, found.header, found.last)
    layout = layout_of(grid, header, found.why, found.table, is_ours=found.is_ours, until=found.last)
    layout = replace(layout, confidence=found.confidence, next_best=found.next_best)
    if not found.is_settled:
        return layout
    fixed = {field for entry in settled.tables if entry.sheet == grid.title for field in entry.columns}
    known_by = {f: KnownBy("設定", 1.0) if f in fixed else known for f, known in layout.known_by.items()}
    return replace(layout, units={**layout.units, **_settled_units(layout, settled)}, known_by=known_by)


def _settled_units(layout: Layout, settled: LayoutFile) -> dict[str, int]:
    entries = (e for e in settled.tables if (e.sheet, e.record_class) == (layout.title, layout.record_class))
    return {name: unit for entry in entries for name, unit in entry.units.items() if name in layout.columns}
