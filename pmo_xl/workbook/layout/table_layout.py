"""Table layout: from the heading that was found to the whole table: rows, columns, units, what is unknown."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

from pmo_xl.model.column import Kind
from pmo_xl.model.foreign_words import common_word
from pmo_xl.model.record import Record
from pmo_xl.model.status_words import marks_only_what_is_done
from pmo_xl.model.vocabulary import list_name
from pmo_xl.workbook.cells.amounts import unit_of_header, unit_of_note
from pmo_xl.workbook.cells.raw_cell import is_blank
from pmo_xl.workbook.file.package import TableRange
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.layout.column_choice import CONFIDENT, Choice, chosen_columns
from pmo_xl.workbook.layout.column_match import Match, near_labels
from pmo_xl.workbook.layout.column_values import column_values
from pmo_xl.workbook.layout.header_rows import Heading, TopRows
from pmo_xl.workbook.layout.header_search import FoundHeader
from pmo_xl.workbook.layout.layout_facts import KnownBy, Layout
from pmo_xl.workbook.layout.row_pairs import LOWER_ROW, SECOND_ROW, filled_below, second_rows
from pmo_xl.workbook.layout.second_views import DOUBT, SECOND_VIEW, second_views
from pmo_xl.workbook.layout.table_rows import last_filled_row, skipped_rows
from pmo_xl.workbook.layout.table_shape import GOES_ON, OUTSIDE, SECTION, TableShape
from pmo_xl.workbook.layout.text_below import text_fields, unheaded
from pmo_xl.workbook.layout.value_columns import (
    GROUPING,
    beside_department,
    carried,
    marks,
    outlined,
    parts,
    shown,
    spans,
)

_TOTALS_ROW: Final = "Excelの表の集計行"
_NOTES_BELOW: Final = 8


def layout_of(
    grid: Grid,
    header: FoundHeader,
    why: str,
    table: TableRange | None = None,
    *,
    is_ours: bool = False,
    until: int = 0,
) -> Layout:
    """The layout of the table below a heading. table: the Excel table it is; why: what it was known by.

    until: the last row that may belong to it; 0 = as far as its rows go.
    """
    columns = {field: match.heading.column for field, match in header.matches.items()}
    end = last_filled_row(grid, columns.values(), header.last, until)
    plain = Layout(
        record_class=header.record_class,
        title=grid.title,
        header_rows=(header.first, header.last),
        first_row=header.last + 1,
        last_row=end,
        columns=columns,
        units=_units(grid, header, end),
        unknown=_unknown(header, frozenset(columns.values())),
        near_labels=near_labels(header.record_class, header.matches, header.headings),
        reasons=(why,),
        is_ours=is_ours,
        skipped_rows=_outside(grid, header, table, end) if table and is_ours else {},
        headings=dict(header.texts),
    )
    return plain if is_ours else _as_staff_lay_it_out(grid, header, plain, until)


def by_values(grid: Grid, header: FoundHeader, until: int = 0) -> FoundHeader:
    """The heading with the column of each field decided by what stands below it."""
    columns = [heading.column for heading in header.headings]
    last = last_filled_row(grid, columns, header.last, until)
    choice = _choice(grid, header, last)
    if own := _without_heading(grid, header, choice, last):
        header = replace(header, headings=tuple(sorted((*header.headings, *own), key=lambda h: h.column)))
        choice = _with_names(_choice(grid, header, last), header.record_class, own)
    named = {f: beside_department(grid, header, match, last) for f, match in choice.matches.items()}
    return replace(header, matches=named, doubts=(*header.doubts, *choice.doubts))


def _choice(grid: Grid, header: FoundHeader, last: int) -> Choice:
    columns = [heading.column for heading in header.headings]
    values = column_values(grid, columns, header.last + 1, last)
    return chosen_columns(header.record_class, header.headings, values)


def _without_heading(grid: Grid, header: FoundHeader, choice: Choice, last: int) -> Sequence[Heading]:
    """The columns without a heading that say what the rows are about, where no heading does; their number first."""
    texts = text_fields(header.record_class)
    if not texts or not choice.matches.keys().isdisjoint(texts):
        return ()
    taken = [match.heading.column for match in choice.matches.values()]
    rows = range(header.last + 1, last + 1)
    return unheaded(grid, header.headings, rows, taken, has_id="id" in choice.matches)


def _with_names(choice: Choice, record_class: type[Record], own: Sequence[Heading]) -> Choice:
    """The choice with the columns without a heading: the name last, before it the number where it stands there too."""
    fields = dict(zip((text_fields(record_class)[0], "id"), reversed(own), strict=False))
    guessed = {f: Match(f, heading, "", 6, 300, 0, False, "推測", CONFIDENT) for f, heading in fields.items()}
    phase, title = choice.matches.get("phase"), choice.matches.get("title")
    is_by_phase = phase is not None and title is not None and phase.heading.column == title.heading.column
    found = {**choice.matches, **guessed} if is_by_phase else {**guessed, **choice.matches}
    return replace(choice, matches={f: found[f] for f in record_class.columns if f in found})


def _as_staff_lay_it_out(grid: Grid, header: FoundHeader, plain: Layout, until: int) -> Layout:
    """The layout with what only other people's tables have: sections, indents, pairs of rows, marks."""
    marked = marks(grid, header, plain.last_row)
    spread = {f: columns for f, columns in spans(grid, header, plain.last_row).items() if f not in marked}
    put_together = parts(grid, header, plain.last_row)
    several = (*spread.items(), *marked.items(), *put_together.items())
    further = {column: field for field, columns in several for column in columns}
    last = last_filled_row(grid, {*plain.columns.values(), *further}, header.last, until)
    lower = second_rows(grid, header, last)
    below = filled_below(grid, header, lower) if lower else {}
    second = LOWER_ROW if header.lower else SECOND_ROW
    skipped = skipped_rows(grid, header, plain.first_row, last, further)
    views = second_views(grid, header, skipped, last)
    again = {row: SECOND_VIEW for first, end in views for row in range(first, end + 1)}
    skipped = {**again, **skipped}
    rest = [row for row in range(plain.first_row, last + 1) if row not in skipped and row not in lower]
    joined, lines, going_on = _by_shape(grid, header, rest, further, is_paired=bool(lower))
    skipped = {**skipped, **lines}
    dated = _days_of_lines(grid, header, joined)
    by_level = outlined(grid, header, last)
    named = frozenset(spread.get("title", ()))
    own = {f: c for f, c in plain.columns.items() if f not in dated and (f == "title" or c not in named)}
    return replace(
        plain,
        last_row=last,
        columns={**own, **below, **by_level},
        skipped_rows={**skipped, **dict.fromkeys(sorted(lower), second)},
        headings={
            **plain.headings,
            **dict.fromkeys(below, second),
            **{field: plain.unknown.get(column, "") for field, column in by_level.items()},
        },
        unknown={
            **{c: t for c, t in plain.unknown.items() if c not in further and c not in by_level.values()},
            **{column: plain.headings.get(field, "") for field, column in dated.items()},
        },
        joined=joined,
        spans=spread,
        below=frozenset(below),
        marks=marked,
        parts={f: columns for f, columns in put_together.items() if f not in marked},
        outlined=by_level,
        shown=shown(grid, header, last) - put_together.keys(),
        carried=(carried(grid, header, last) | going_on) & own.keys() - spread.keys(),
        known_by={f: KnownBy(m.by, m.confidence, m.rival) for f, m in header.matches.items()},
        doubts=(*header.doubts, *(DOUBT.format(first, end) for first, end in views)),
        is_blank_open=_is_blank_open(grid, header, last, skipped),
    )


def _by_shape(
    grid: Grid, header: FoundHeader, rows: Sequence[int], further: Mapping[int, str], *, is_paired: bool
) -> tuple[Mapping[int, tuple[int, ...]], Mapping[int, str], frozenset[str]]:
    """The rows that go on with a record, and further rows that are none, by what the rows of the table usually hold.

    Also the fields of what the rows are about, where a row of a further person leaves them to the row above.
    """
    shape = TableShape(grid, header, rows, further)
    joined = {} if is_paired else shape.joined()
    found = dict.fromkeys((row for lines in joined.values() for row in lines), GOES_ON)
    found |= dict.fromkeys(shape.sections(found), SECTION)
    is_shared = not is_paired and shape.has_persons_below()
    named = (
        frozenset(text_fields(header.record_class)).difference(GROUPING) if is_shared else frozenset[str]()
    )
    return joined, found | dict.fromkeys(shape.below(found), OUTSIDE), named


def _days_of_lines(
    grid: Grid, header: FoundHeader, joined: Mapping[int, tuple[int, ...]]
) -> Mapping[str, int]:
    """The date fields that have a day of their own in the lines of one record: the days of its history."""
    rows = [row for lines in joined.values() for row in lines]
    kinds = {field: header.record_class.columns[field].kind for field in header.matches}
    days = {f: m.heading.column for f, m in header.matches.items() if kinds[f] is Kind.DATE}
    return {f: c for f, c in days.items() if any(not is_blank(grid.value(row, c)) for row in rows)}


def _is_blank_open(grid: Grid, header: FoundHeader, last: int, skipped: Collection[int]) -> bool:
    """Whether the 状態 column holds words for done rows only, and leaves the others blank."""
    match = header.matches.get("status")
    if match is None:
        return False
    rows = (row for row in range(header.last + 1, last + 1) if row not in skipped)
    cells = {grid.value(row, match.heading.column) for row in rows}
    name, sheet = list_name(header.record_class, "status"), header.record_class
    words = {str(cell).strip() for cell in cells if not is_blank(cell)}
    return marks_only_what_is_done(sheet, {common_word(name, word) or word for word in words})


def _unknown(header: FoundHeader, known: Collection[int]) -> Mapping[int, str]:
    return {heading.column: heading.text for heading in header.headings if heading.column not in known}


def _outside(grid: Grid, header: FoundHeader, table: TableRange, last: int) -> Mapping[int, str]:
    """Of our own table: its row of totals, and the notes below its end."""
    totals = {table.ref.last_row: _TOTALS_ROW} if table.totals_rows else {}
    if last <= table.ref.last_row:
        return totals
    return {**skipped_rows(grid, header, table.ref.last_row + 1, last), **totals}


def _units(grid: Grid, header: FoundHeader, end: int) -> Mapping[str, int]:
    """Yen per 1 of the money columns: by their own heading, else by a 単位 noted above the table or below it."""
    units = {
        field: unit_of_header("".join((*match.heading.over, *match.heading.own)))
        for field, match in header.matches.items()
        if header.record_class.columns[field].kind is Kind.MONEY
    }
    noted = _noted_unit(grid, header, end) if units else 1
    return {field: unit if unit != 1 else noted for field, unit in units.items() if unit != 1 or noted != 1}


def _noted_unit(grid: Grid, header: FoundHeader, end: int) -> int:
    top = TopRows(grid)
    below = range(max(header.last, end - _NOTES_BELOW) + 1, min(grid.last_row, end + _NOTES_BELOW) + 1)
    alone = (row for row in below if sum(c not in ("", None) for c in grid.rows[row - grid.first_row]) == 1)
    for row in (*range(grid.first_row, header.first), *alone):
        for text in top.labels(row).values():
            if "単位" in text:
                return unit_of_note(text)
    return 1
