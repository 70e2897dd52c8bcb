"""Table layout: from the heading that was found to the whole table: rows, columns, units, what is unknown."""

from __future__ import annotations

from collections.abc import Mapping

from pmo_xl.model.column import Kind
from pmo_xl.workbook.amounts import unit_of_header
from pmo_xl.workbook.column_match import near_labels
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.header_rows import labels_in
from pmo_xl.workbook.header_search import FoundHeader
from pmo_xl.workbook.layout_facts import Layout
from pmo_xl.workbook.package import TableRange
from pmo_xl.workbook.table_rows import last_filled_row


def layout_of(
    grid: Grid, header: FoundHeader, why: str, table: TableRange | None = None, *, is_ours: bool = False
) -> Layout:
    """The layout of the table below a heading. table: the Excel table it is; why: what it was known by."""
    columns = {field: match.heading.column for field, match in header.matches.items()}
    unknown = [heading for heading in header.headings if heading.column not in columns.values()]
    end = last_filled_row(grid, columns.values(), header.last)
    return Layout(
        record_class=header.record_class,
        title=grid.title,
        header_rows=(header.first, header.last),
        first_row=header.last + 1,
        last_row=end,
        columns=columns,
        units=_units(grid, header),
        unknown={heading.column: heading.text for heading in unknown},
        near_labels=near_labels(header.record_class, header.matches, unknown),
        reasons=(why,),
        is_ours=is_ours,
        skipped_rows=_totals(table),
        headings={field: match.heading.text for field, match in header.matches.items()},
    )


def _totals(table: TableRange | None) -> Mapping[int, str]:
    return {table.ref.last_row: "Excelの表の集計行"} if table and table.totals_rows else {}


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
    for row in range(grid.first_row, header_row):
        for text in labels_in(grid, row).values():
            if "単位" in text:
                return unit_of_header(text)
    return 1
