"""Table layout: from the heading that was found to the whole table: rows, columns, units, what is unknown."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Final

from pmo_xl.model.column import Kind
from pmo_xl.model.status_words import common_word, marks_only_what_is_done
from pmo_xl.model.vocabulary import list_name
from pmo_xl.workbook.cells.amounts import unit_of_header
from pmo_xl.workbook.cells.raw_cell import is_blank
from pmo_xl.workbook.file.package import TableRange
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.layout.column_match import near_labels
from pmo_xl.workbook.layout.header_rows import TopRows
from pmo_xl.workbook.layout.header_search import FoundHeader
from pmo_xl.workbook.layout.layout_facts import Layout
from pmo_xl.workbook.layout.row_pairs import SECOND_ROW, fields_below, second_rows
from pmo_xl.workbook.layout.table_rows import last_filled_row, skipped_rows
from pmo_xl.workbook.layout.value_columns import marks, spans

_TOTALS_ROW: Final = "Excelの表の集計行"


def layout_of(
    grid: Grid, header: FoundHeader, why: str, table: TableRange | None = None, *, is_ours: bool = False
) -> Layout:
    """The layout of the table below a heading. table: the Excel table it is; why: what it was known by."""
    columns = {field: match.heading.column for field, match in header.matches.items()}
    end = last_filled_row(grid, columns.values(), header.last)
    plain = Layout(
        record_class=header.record_class,
        title=grid.title,
        header_rows=(header.first, header.last),
        first_row=header.last + 1,
        last_row=end,
        columns=columns,
        units=_units(grid, header),
        unknown=_unknown(header, frozenset(columns.values())),
        near_labels=near_labels(header.record_class, header.matches, header.headings),
        reasons=(why,),
        is_ours=is_ours,
        skipped_rows=_outside(grid, header, table, end) if table and is_ours else {},
        headings={field: match.heading.text for field, match in header.matches.items()},
    )
    return plain if is_ours else _as_staff_lay_it_out(grid, header, plain)


def _as_staff_lay_it_out(grid: Grid, header: FoundHeader, plain: Layout) -> Layout:
    """The layout with what only other people's tables have: sections, indents, pairs of rows, marks."""
    marked = marks(grid, header, plain.last_row)
    spread = {f: columns for f, columns in spans(grid, header, plain.last_row).items() if f not in marked}
    further = {column: field for field, columns in (*spread.items(), *marked.items()) for column in columns}
    last = last_filled_row(grid, {*plain.columns.values(), *further}, header.last)
    lower = second_rows(grid, header, last)
    below = fields_below(header) if lower else {}
    skipped = skipped_rows(grid, header, plain.first_row, last, further)
    return replace(
        plain,
        last_row=last,
        columns={**plain.columns, **below},
        skipped_rows={**skipped, **dict.fromkeys(sorted(lower), SECOND_ROW)},
        headings={**plain.headings, **dict.fromkeys(below, SECOND_ROW)},
        unknown={column: text for column, text in plain.unknown.items() if column not in further},
        spans=spread,
        below=frozenset(below),
        marks=marked,
        is_blank_open=_is_blank_open(grid, header, last),
    )


def _is_blank_open(grid: Grid, header: FoundHeader, last: int) -> bool:
    """Whether the 状態 column holds words for done rows only, and leaves the others blank."""
    match = header.matches.get("status")
    if match is None:
        return False
    cells = {grid.value(row, match.heading.column) for row in range(header.last + 1, last + 1)}
    name, sheet = list_name(header.record_class, "status"), header.record_class
    words = {str(cell).strip() for cell in cells if not is_blank(cell)}
    return marks_only_what_is_done(sheet, {common_word(name, word) or word for word in words})


def _unknown(header: FoundHeader, known: Collection[int]) -> Mapping[int, str]:
    return {heading.column: heading.text for heading in header.headings if heading.column not in known}


def _outside(grid: Grid, header: FoundHeader, table: TableRange, last: int) -> Mapping[int, str]:
    """Of our own table: its row of totals, and the notes below its end."""
    totals = {table.ref.last_row: _TOTALS_ROW} if table.totals_rows else {}
    return {**skipped_rows(grid, header, table.ref.last_row + 1, last), **totals}


def _units(grid: Grid, header: FoundHeader) -> Mapping[str, int]:
    """Yen per 1 of the money columns: by their own heading, else by a 単位 noted above the table."""
    noted = _noted_unit(grid, header.first)
    units = {
        field: unit_of_header("".join((*match.heading.over, *match.heading.own)))
        for field, match in header.matches.items()
        if header.record_class.columns[field].kind is Kind.MONEY
    }
    return {field: unit if unit != 1 else noted for field, unit in units.items() if unit != 1 or noted != 1}


def _noted_unit(grid: Grid, header_row: int) -> int:
    top = TopRows(grid)
    for row in range(grid.first_row, header_row):
        for text in top.labels(row).values():
            if "単位" in text:
                return unit_of_header(text)
    return 1
