"""What one sheet of an open book shall hold after a set of edits: worked out on its grid, before any is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.cells.address import MAX_ROW, CellRange, cell_name
from pmo_xl.workbook.closed_book.edits import (
    AppendRows,
    CellChange,
    CellValue,
    Formula,
    ReplaceSheet,
    SetCell,
)
from pmo_xl.workbook.closed_book.formula_text import copied
from pmo_xl.workbook.closed_book.obstacles import Obstacles
from pmo_xl.workbook.closed_book.sheet import is_same
from pmo_xl.workbook.file.package import TableRange
from pmo_xl.workbook.grid import Grid
from pmo_xl.workbook.open_book.links import link_formula
from pmo_xl.workbook.open_book.values import scalar_of
from pmo_xl.workbook.tab.sheet_scan import Address

Row = Mapping[int, CellValue]


@dataclass(frozen=True)
class Target:
    """The data rows that an edit means, and the Excel table they stand in."""

    area: CellRange
    table: TableRange | None


@dataclass
class SheetPlan:
    """The cells of one sheet that are written, and what happens around them.

    cells: what each shall hold. formats: the number format that an edit names for a cell. grown: new rows with
    the row whose looks they take. ends: the last row that each named table shall have. left: rows that no longer
    belong to their table. relinked: cells whose own links go.
    """

    grid: Grid
    obstacles: Obstacles
    cells: dict[Address, CellValue] = field(default_factory=dict)
    formats: dict[Address, str] = field(default_factory=dict)
    grown: list[tuple[CellRange, int]] = field(default_factory=list)
    ends: dict[str, CellRange] = field(default_factory=dict)
    left: list[CellRange] = field(default_factory=list)
    relinked: list[CellRange] = field(default_factory=list)

    def changes(self) -> Iterator[CellChange]:
        """Every cell that will hold something else."""
        for (row, column), after in sorted(self.cells.items()):
            before = self.before(row, column)
            if not is_same(_without_result(before), _without_result(after)):
                yield CellChange(self.grid.title, row, column, before, after)

    def before(self, row: int, column: int) -> CellValue:
        """What a cell holds now: its formula with the result, else its value; an error is its own text."""
        value = scalar_of(self.grid.value(row, column))
        text = self.grid.formulas.get((row, column))
        if text is not None:
            return Formula(text, value)
        return self.grid.errors.get((row, column), value)

    def set_cell(self, edit: SetCell) -> None:
        """Give one cell a value. A formula's result alone is Excel's own affair."""
        if isinstance(edit.value, Formula) and edit.value.text is None:
            return
        self.obstacles.check(edit.row, edit.column, is_locked=True)
        self._put(edit.row, edit.column, edit.value)
        if edit.number_format:
            self.formats[edit.row, edit.column] = edit.number_format

    def _put(self, row: int, column: int, value: CellValue) -> None:
        known = self.cells.setdefault((row, column), value)
        if known != value:
            where = f"「{self.grid.title}」{cell_name(row, column)}"
            raise RefusedEdit(f"{where} に二つの違う値を書こうとしたため、何も書き換えません。")

    def append(self, edit: AppendRows) -> None:
        """Add rows: into those at the end that hold nothing but numbers and formulas first."""
        target = self._target(edit)
        self._check_columns(target.area, edit.rows)
        free = self._free_rows(target.area, edit.number_columns)[: len(edit.rows)]
        formulas = self._column_formulas(target)
        for number, row in zip(free, edit.rows, strict=False):
            self._fill(number, target.area, row, formulas)
        rest = edit.rows[len(free) :]
        if rest:
            first = target.area.last_row + 1
            self._grow(target, first + len(rest) - 1, model=target.area.last_row)
            self._write_rows(first, target.area, rest, formulas)

    def replace(self, edit: ReplaceSheet) -> None:
        """Write the rows over the old ones; the table ends where they end."""
        target = self._target(edit)
        area = target.area
        self._check_columns(area, edit.rows)
        last = max(area.first_row, area.first_row + len(edit.rows) - 1)
        if last > area.last_row:
            self._grow(target, last, model=area.first_row)
        rows = _with_links(edit) or [{}]
        self._write_rows(area.first_row, area, rows, self._column_formulas(target) if edit.rows else {})
        if last < area.last_row:
            self._shrink(target, last)
        self.relinked.append(area.ending_at(max(last, area.last_row)))

    def _target(self, edit: AppendRows | ReplaceSheet) -> Target:
        if edit.table is not None:
            table = next((t for t in self.grid.tables if t.display_name == edit.table), None)
            if table is None:
                raise RefusedEdit(f"「{edit.sheet}」に表「{edit.table}」が見つからないため書き換えません。")
            first, last = table.ref.first_row + table.header_rows, table.ref.last_row - table.totals_rows
            return Target(table.ref._replace(first_row=first, last_row=max(first, last)), table)
        if edit.header_row is None or edit.columns is None or edit.last_row is None:
            raise RefusedEdit(f"「{edit.sheet}」に行を足すには、表の名前か、見出しの行と範囲が要ります。")
        first = edit.header_row + 1
        return Target(CellRange(first, edit.columns[0], max(edit.last_row, first), edit.columns[1]), None)

    def _check_columns(self, area: CellRange, rows: Sequence[Row]) -> None:
        outside = {c for row in rows for c in row if not area.first_column <= c <= area.last_column}
        if outside:
            title = self.grid.title
            raise RefusedEdit(f"「{title}」の表の外の列（{min(outside)}列目）へ行を足そうとしました。")

    def _free_rows(self, area: CellRange, number_columns: frozenset[int]) -> list[int]:
        free: list[int] = []
        for number in range(area.last_row, area.first_row - 1, -1):
            if any(self._is_used(number, c) for c in _columns(area) if c not in number_columns):
                break
            free.insert(0, number)
        return free

    def _is_used(self, row: int, column: int) -> bool:
        return (row, column) not in self.grid.formulas and self._has_content(row, column)

    def _has_content(self, row: int, column: int) -> bool:
        place = (row, column)
        return self.grid.value(row, column) != "" or place in self.grid.formulas or place in self.grid.errors

    def _column_formulas(self, target: Target) -> dict[int, tuple[str, int]]:
        """The formula of each column that has one, with its row: of the last row, in a table of most rows."""
        area, found = target.area, {}
        rows_of: dict[int, list[int]] = {}
        for row, column in self.grid.formulas:
            if area.holds(row, column):
                rows_of.setdefault(column, []).append(row)
        for column, rows in rows_of.items():
            last = max(rows)
            is_usual = target.table is not None and 2 * len(rows) > area.last_row - area.first_row + 1
            if last == area.last_row or is_usual:
                found[column] = (self.grid.formulas[last, column], last)
        return found

    def _fill(self, number: int, area: CellRange, row: Row, formulas: Mapping[int, tuple[str, int]]) -> None:
        """Write into a row that waited for input: what it has already stays, missing formulas come."""
        for column in _columns(area):
            if column in row or (column in formulas and not self._has_content(number, column)):
                self.obstacles.check(number, column, is_locked=True)
                value = self._completed(number, column, row, formulas)
                if not (isinstance(value, Formula) and value.text is None):
                    self._put(number, column, value)

    def _write_rows(
        self, first: int, area: CellRange, rows: Sequence[Row], formulas: Mapping[int, tuple[str, int]]
    ) -> None:
        for number, row in enumerate(rows, first):
            for column in _columns(area):
                self.obstacles.check(number, column, is_locked=True)
                self._put(number, column, self._completed(number, column, row, formulas))

    @staticmethod
    def _completed(number: int, column: int, row: Row, formulas: Mapping[int, tuple[str, int]]) -> CellValue:
        """The value for a column; where none is given, or only a result, the column's formula."""
        value = row.get(column)
        is_result_only = isinstance(value, Formula) and value.text is None
        if column not in formulas or (column in row and not is_result_only):
            return value
        text, at = formulas[column]
        return Formula(copied(text, number - at, 0), value.result if isinstance(value, Formula) else None)

    def _grow(self, target: Target, last: int, *, model: int) -> None:
        area, table, title = target.area, target.table, self.grid.title
        if table is not None and table.totals_rows:
            raise RefusedEdit(
                f"表「{table.name}」に集計行があるため行を足せません。Excelで集計行を消してからやり直してください。"
            )
        if last > MAX_ROW:
            raise RefusedEdit(f"「{title}」の行数がExcelの上限を超えるため、行を足せません。")
        new = area._replace(first_row=area.last_row + 1, last_row=last)
        self.obstacles.check_free(new)
        self._refuse_occupied(new, table)
        self.grown.append((new, self._seen_row(area, model)))
        if table is not None:
            self.ends[table.name] = table.ref.ending_at(last)

    def _refuse_occupied(self, new: CellRange, table: TableRange | None) -> None:
        title = self.grid.title
        for number in range(new.first_row, new.last_row + 1):
            if any(self._has_content(number, column) for column in _columns(new)):
                raise RefusedEdit(
                    f"「{title}」の表の下（{number}行目）に別の内容があるため、行を足せません。先に移してください。"
                )
        for other in self.grid.tables:
            if other is not table and other.ref.meets(new):
                raise RefusedEdit(
                    f"「{title}」の表の下に表「{other.name}」があるため、行を足せません。先に移してください。"
                )

    def _seen_row(self, area: CellRange, wanted: int) -> int:
        """The row whose looks new rows take: Excel copies nothing from a hidden one."""
        rows = sorted(range(area.first_row, area.last_row + 1), key=lambda row: abs(row - wanted))
        return next((row for row in rows if row not in self.grid.hidden_rows), wanted)

    def _shrink(self, target: Target, last: int) -> None:
        area = target.area
        gone = area._replace(first_row=last + 1)
        for row in range(gone.first_row, gone.last_row + 1):
            for column in _columns(gone):
                self.obstacles.check(row, column, is_locked=True)
                self._put(row, column, None)
        if target.table is not None and not target.table.totals_rows:
            self.ends[target.table.name] = target.table.ref.ending_at(last)
            self.left.append(gone)


def _with_links(edit: ReplaceSheet) -> list[Row]:
    """The rows, their linked cells made formulas that lead somewhere."""
    rows = [dict(row) for row in edit.rows]
    for (at, column), target in edit.links.items():
        rows[at][column] = link_formula(target, rows[at].get(column))
    return list(rows)


def _columns(area: CellRange) -> range:
    return range(area.first_column, area.last_column + 1)


def _without_result(value: CellValue) -> CellValue:
    return Formula(value.text) if isinstance(value, Formula) else (None if value == "" else value)
