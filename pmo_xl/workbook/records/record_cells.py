"""Record cells: which cell of which tab holds a record's field, and what stands there before it means anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pmo_xl.errors import BadChange
from pmo_xl.model.column import Kind
from pmo_xl.model.record import Record, Table
from pmo_xl.workbook.cells import read_value
from pmo_xl.workbook.cells.address import column_letters
from pmo_xl.workbook.cells.money_format import money_format
from pmo_xl.workbook.cells.raw_cell import is_blank
from pmo_xl.workbook.file.package import TableRange
from pmo_xl.workbook.formulas import FORMULAS
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.layout.layout_facts import Layout
from pmo_xl.workbook.layout.second_views import SECOND_VIEW, TOLD_BY
from pmo_xl.workbook.layout.value_columns import is_left_to_right, place_said
from pmo_xl.workbook.records.column_units import currency_of_heading, tax_of_heading, unit_of_column
from pmo_xl.workbook.records.own_cells import GridOwnCells
from pmo_xl.workbook.records.record_rows import as_shown
from pmo_xl.workbook.records.room import Room, room_below, waiting_columns
from pmo_xl.workbook.tab.calamine_feed import CellValue
from pmo_xl.workbook.tab.shared_formula import moved


@dataclass(frozen=True, slots=True)
class CellPlace:
    """One cell: the tab's own name, row and column (1-based)."""

    title: str
    row: int
    column: int


class RecordCells:
    """The cells behind the records of one workbook, found through the layouts they were read by."""

    def __init__(self, grid_of: Callable[[str], Grid], layouts: Sequence[Layout]) -> None:
        """grid_of: gives the sheet with a tab name. layouts: which table was taken for what."""
        self._grid_of, self.layouts = grid_of, tuple(layouts)
        self._usual: dict[tuple[str, int], str] = {}
        self._partly_strikethrough: dict[str, frozenset[tuple[int, int]]] = {}
        self._own: dict[tuple[str, int], GridOwnCells] = {}
        self._layout_of: dict[int, tuple[Table, Layout]] = {}
        self._columns: dict[tuple[int, str, bool], tuple[Layout, int]] = {}

    def layout_of(self, record: Record) -> Layout:
        """The table a record was read from. BadChange for a record of no table here."""
        place = record.place
        if place is not None:
            known = self._layout_of.get(id(place.table))
            if known is not None and known[1].record_class is record.__class__:
                return known[1]
            for layout in self.layouts:
                if (layout.title, layout.record_class, layout.header_rows[1], dict(layout.columns)) == (
                    place.table.sheet_title,
                    record.__class__,
                    place.table.header_row,
                    dict(place.table.columns),
                ):
                    self._layout_of[id(place.table)] = (
                        place.table,
                        layout,
                    )  # the table kept: its id stays its own
                    return layout
        label, row_id = record.sheet.label, record.row_id or "番号なし"
        raise BadChange(f"{label}の {row_id} はこのブックから読んだ行ではありません。")

    def layouts_of(self, record_class: type[Record]) -> tuple[Layout, ...]:
        """The tables of one kind of sheet, in the order of the tabs."""
        return tuple(layout for layout in self.layouts if layout.record_class is record_class)

    def place_of(self, record: Record, field: str) -> CellPlace:
        """The cell that holds a field. BadChange where the table has none that can be written."""
        layout = self.layout_of(record)
        self.column_of(layout, field)
        if record.row in layout.joined and self._takes_lines(layout, record, field):
            label = record.columns[field].label
            raise BadChange(
                f"「{layout.title}」の{record.row}行目の「{label}」は複数の行に書かれているため書き込めません。"
            )
        return self._place(layout, record.row or 0, field)

    def _takes_lines(self, layout: Layout, record: Record, field: str) -> bool:
        """Whether the value of a record over several rows stands in more than the first of them."""
        if record.columns[field].kind is Kind.LONGTEXT:
            return True
        grid, column = self._grid_of(layout.title), layout.columns[field]
        below = (grid.value(row, column) for row in layout.joined[record.row or 0])
        return not all(map(is_blank, below))

    def _place(self, layout: Layout, row: int, field: str) -> CellPlace:
        column = layout.columns[field]
        if field in layout.below:
            return CellPlace(layout.title, row + 1, column)
        columns = layout.spans.get(field, ())
        is_in_either = bool(columns) and layout.record_class.columns[field].kind is not Kind.PERCENT
        if is_in_either and field == "due_on" and columns[0] > columns[-1]:
            return CellPlace(layout.title, row, columns[0])  # 変更後期限, never over 当初期限
        if is_in_either:
            grid = self._grid_of(layout.title)
            cells = [grid.value(row, c) for c in columns]
            place = place_said(cells, is_name=is_left_to_right(field, columns))
            column = column if place is None else columns[place]
        return CellPlace(layout.title, row, column)

    def places_of(self, record: Record, fields: Iterable[str]) -> Iterator[tuple[str, CellPlace]]:
        """The cells of those of the fields that have one which can be written."""
        layout = self.layout_of(record)
        for field in fields:
            if field in layout.columns and field not in _not_written(layout):
                yield field, self._place(layout, record.row or 0, field)

    def column_of(self, layout: Layout, field: str, *, is_new: bool = False) -> int:
        """The column number of a field. BadChange where the table has none that can be written.

        is_new: in a new row, where a value of several columns goes into the first of them.
        """
        key = id(layout), field, is_new
        if key not in self._columns:  # the layout is kept: its id stays its own
            self._columns[key] = layout, self._column_of(layout, field, is_new=is_new)
        return self._columns[key][1]

    def _column_of(self, layout: Layout, field: str, *, is_new: bool) -> int:
        label = layout.record_class.columns[field].label
        if field in layout.marks:
            raise BadChange(
                f"「{layout.title}」の「{label}」は人ごとの列の印で表されているため書き込めません。"
            )
        if field in layout.outlined:
            raise BadChange(f"「{layout.title}」の「{label}」は階層と期間から決まるため書き込めません。")
        if field in layout.parts and not is_new:
            raise BadChange(
                f"「{layout.title}」の「{label}」は複数の列に分けて書かれているため書き込めません。"
            )
        if field not in layout.columns:
            raise BadChange(f"「{layout.title}」に「{label}」の列がないため書き込めません。")
        if not is_new and field in TOLD_BY and SECOND_VIEW in layout.skipped_rows.values():
            raise BadChange(
                f"「{layout.title}」には同じ行の写しが下にもあるため、「{label}」は書き換えません(上と下が食い違います)。"
            )
        if tax_of_heading(layout, field):
            heading = layout.headings[field]
            raise BadChange(
                f"「{layout.title}」の「{heading}」は{label}と税の扱いが違う列のため書き込めません。"
            )
        if currency_of_heading(layout, field):
            raise BadChange(
                f"「{layout.title}」の「{layout.headings[field]}」は円の列ではないため書き込めません。"
            )
        if not is_new and list(layout.columns.values()).count(layout.columns[field]) > 1 + len(layout.below):
            raise BadChange(
                f"「{layout.title}」の「{label}」の列は、ほかの項目も表しているため書き込めません。"
            )
        return layout.columns[field]

    def own_cells(self, layout: Layout) -> GridOwnCells:
        """The staff's own columns of a table."""
        key = (layout.title, layout.header_rows[1])
        if key not in self._own:
            self._own[key] = GridOwnCells(self._grid_of(layout.title), layout)
        return self._own[key]

    def unit_at(self, layout: Layout, field: str, place: CellPlace) -> int | Decimal:
        """What 1 in a cell is worth: by the heading of its column and, of an amount, by the cell's format.

        BadChange where the two do not agree, or the format shows another currency than yen.
        """
        unit = unit_of_column(layout, field)
        if layout.record_class.columns[field].kind is not Kind.MONEY:
            return unit
        said = money_format(self.number_format(place))
        own = None if said.currency else said.yen_per_one(unit)
        if own is None:
            label = layout.record_class.columns[field].label
            raise BadChange(
                f"「{layout.title}」の「{label}」は表示形式の単位か通貨が見出しと違うため書き込めません。"
            )
        return unit if own == unit else own

    def raw(self, place: CellPlace) -> CellValue:
        """What stands in a cell, as the file gives it."""
        return self._grid_of(place.title).value(place.row, place.column)

    def number_format(self, place: CellPlace) -> str:
        """The number format of a cell; General where none is set."""
        return self._grid_of(place.title).number_format(place.row, place.column)

    def typed_value(self, layout: Layout, row: int, column: int) -> CellValue | None:
        """What a person typed into a cell; None for a blank or a formula."""
        grid = self._grid_of(layout.title)
        return grid.value(row, column) if _is_typed(grid, row, column) else None

    def is_partly_strikethrough(self, place: CellPlace) -> bool:
        """Whether a part of the cell's text is in strikethrough, which writing would lose."""
        if place.title not in self._partly_strikethrough:
            self._partly_strikethrough[place.title] = self._grid_of(place.title).partly_strikethrough_cells()
        return (place.row, place.column) in self._partly_strikethrough[place.title]

    def has_formula(self, place: CellPlace) -> bool:
        """Whether a cell holds a formula."""
        return (place.row, place.column) in self._grid_of(place.title).formulas

    def has_result(self, place: CellPlace) -> bool:
        """Whether a formula's cell holds a cached value."""
        return (place.row, place.column) not in self._grid_of(place.title).uncached

    def table_of(self, layout: Layout) -> TableRange | None:
        """The Excel table that a layout's rows stand in."""
        header, columns = layout.header_rows[1], layout.columns.values()
        tables = self._grid_of(layout.title).tables
        return next((t for t in tables if all(t.ref.holds(header, column) for column in columns)), None)

    def column_formula(self, layout: Layout, field: str, row: int) -> str:
        """The formula of a derived column for one row: the one most cells of the column have, else ours."""
        key = (layout.title, layout.columns[field])
        if key not in self._usual:
            self._usual[key] = self._usual_formula(layout, field)
        return moved(self._usual[key], row - layout.first_row, 0)

    def _usual_formula(self, layout: Layout, field: str) -> str:
        """The usual formula as it reads in the first row."""
        ours = FORMULAS.get((layout.record_class, field), "")
        column = layout.columns[field]
        reads_the_same = lru_cache(maxsize=64)(lambda text: moved(text, 1, 0) == text)
        texts = Counter(
            text if reads_the_same(text) else moved(text, layout.first_row - row, 0)
            for (row, each), text in self._grid_of(layout.title).formulas.items()
            if each == column and layout.first_row <= row <= layout.last_row
        )
        return max(texts, key=lambda text: (texts[text], text == ours), default=ours)

    def end_of(self, layout: Layout) -> int:
        """The last row of a table, number-only rows at its end among them."""
        table = self.table_of(layout)
        if not table and not layout.is_ours:
            return self.room_of(layout).end
        return table.ref.last_row - table.totals_rows if table else layout.last_row

    def rows_below(self, layout: Layout) -> range:
        """The rows at a table's end that hold nothing but formulas and numbers: new rows go there first."""
        grid, end = self._grid_of(layout.title), self.end_of(layout)
        numbers = self.waiting_columns(layout)
        columns = [column for column in self.columns_of(layout) if column not in numbers]
        first = end + 1
        while first > layout.first_row and not any(_is_typed(grid, first - 1, c) for c in columns):
            first -= 1
        return range(first, end + 1)

    def room_of(self, layout: Layout) -> Room:
        """Where the next rows of somebody else's table go."""
        return room_below(self._grid_of(layout.title), layout)

    def waiting_columns(self, layout: Layout) -> frozenset[int]:
        """The columns that may hold something in rows that nobody uses yet: the number, and what is picked before."""
        if layout.is_ours:
            return frozenset(layout.columns[name] for name in ("id",) if name in layout.columns)
        return waiting_columns(layout)

    def id_style(self, layout: Layout) -> str:
        """How the IDs of a table stand in their cells: "formula", "number" or "text", by the last one."""
        grid, column = self._grid_of(layout.title), layout.parts.get("id", (layout.columns["id"],))[-1]
        for row in range(layout.last_row, layout.first_row - 1, -1):
            if not is_blank(grid.value(row, column)):
                if (row, column) in grid.formulas:
                    return "formula"
                return "number" if isinstance(grid.value(row, column), float) else "text"
        return "text"

    def columns_of(self, layout: Layout) -> range:
        """The columns a table's rows reach over, the staff's own among them."""
        table = self.table_of(layout)
        if table:
            return range(table.ref.first_column, table.ref.last_column + 1)
        known = [*layout.columns.values(), *layout.unknown]
        return range(min(known), max(known) + 1)

    def layout_at(self, title: str, row: int) -> Layout | None:
        """The table whose rows reach to this row of a tab: the one whose heading stands last above it."""
        above: list[Layout] = [
            each for each in self.layouts if each.title == title and each.header_rows[1] < row
        ]
        return max(above, key=lambda each: each.header_rows[1], default=None)

    def field_at(self, layout: Layout, column: int) -> str | None:
        """The field whose values stand in a column."""
        return next((name for name, number in layout.columns.items() if number == column), None)

    def kind_at(self, title: str, row: int, column: int) -> Kind:
        """What the column of a cell holds; text where the column is none of ours."""
        layout = self.layout_at(title, row)
        field = self.field_at(layout, column) if layout else None
        return layout.record_class.columns[field].kind if layout and field else Kind.TEXT

    def heading_at(self, title: str, row: int, column: int) -> str:
        """What the column of a cell is called: the field's label, else the staff's own heading."""
        layout = self.layout_at(title, row)
        if layout is None:
            return column_letters(column)
        field = self.field_at(layout, column)
        label = layout.record_class.columns[field].label if field else layout.unknown.get(column)
        return label or column_letters(column)

    def id_in(self, layout: Layout, row: int) -> str | None:
        """The ID that stands in a row, records or not; None where there is none or it cannot be read."""
        if "id" not in layout.columns:
            return None
        read = read_value(Kind.ID, as_shown(self._grid_of(layout.title), row, layout.columns["id"]))
        return read if isinstance(read, str) else None


def _not_written(layout: Layout) -> frozenset[str]:
    """The fields that no single cell of a row holds."""
    return frozenset((*layout.marks, *layout.parts, *layout.outlined))


def _is_typed(grid: Grid, row: int, column: int) -> bool:
    return not is_blank(grid.value(row, column)) and (row, column) not in grid.formulas
