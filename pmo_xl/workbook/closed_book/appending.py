"""Rows added at the end of a table or of a plain range: number-only rows first, then the range grows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.address import MAX_ROW, CellRange
from pmo_xl.workbook.closed_book import sheet_ranges
from pmo_xl.workbook.closed_book.edits import AppendRows, CellValue, Formula, ReplaceSheet
from pmo_xl.workbook.closed_book.formula_text import Growth, copied
from pmo_xl.workbook.closed_book.part_xml import main
from pmo_xl.workbook.closed_book.sheet import Sheet
from pmo_xl.workbook.closed_book.tables import Table

Row = Mapping[int, CellValue]


@dataclass(frozen=True)
class DataRange:
    """The data rows that an edit means: an Excel table's, or a plain range's."""

    area: CellRange
    table: Table | None


def find_range(sheet: Sheet, edit: AppendRows | ReplaceSheet) -> DataRange:
    """The data rows an edit means; RefusedEdit where they cannot be found."""
    if edit.table is not None:
        named = _table_named(sheet, edit.table)
        return DataRange(named.data, named)
    if edit.header_row is None:
        raise RefusedEdit(f"「{sheet.name}」に行を足すには、表の名前か見出しの行が要ります。")
    first, last = edit.columns or _columns_of(sheet, edit.header_row)
    found = _last_row(sheet, edit.header_row, first, last) if edit.last_row is None else edit.last_row
    area = CellRange(edit.header_row + 1, first, max(found, edit.header_row + 1), last)
    table = next((each for each in sheet.tables if each.data.meets(area)), None)
    return DataRange(table.data if table else area, table)


def _table_named(sheet: Sheet, name: str) -> Table:
    for table in sheet.tables:
        if table.name.casefold() == name.casefold():
            return table
    raise RefusedEdit(f"「{sheet.name}」に表「{name}」が見つからないため書き換えません。")


def _columns_of(sheet: Sheet, row: int) -> tuple[int, int]:
    columns = [column for column in sheet.rows.cells(row) if sheet.value(row, column) is not None]
    if not columns:
        raise RefusedEdit(f"「{sheet.name}」の{row}行目に見出しが無いため、行を足せません。")
    return columns[0], columns[-1]


def _last_row(sheet: Sheet, header: int, first: int, last: int) -> int:
    for number in reversed(sheet.rows.numbers):
        if number <= header:
            break
        if any(_has_content(sheet, number, column) for column in range(first, last + 1)):
            return number
    return header


def _has_content(sheet: Sheet, row: int, column: int) -> bool:
    return sheet.value(row, column) is not None or _has_formula(sheet, row, column)


def _has_formula(sheet: Sheet, row: int, column: int) -> bool:
    cell = sheet.rows.cell(row, column)
    return cell is not None and cell.find(main("f")) is not None


def append(sheet: Sheet, edit: AppendRows) -> Growth | None:
    """Write the rows; returns how far the range grew, if it had to."""
    target = find_range(sheet, edit)
    check_columns(sheet, target.area, edit.rows)
    free = _free_rows(sheet, target.area, edit.number_columns)
    for number, row in zip(free, edit.rows, strict=False):
        _fill(sheet, number, row)
    if target.table is not None and free and edit.rows:
        target.table.fill_insert_row()
    rest = edit.rows[len(free) :]
    return grow(sheet, target, rest) if rest else None


def check_columns(sheet: Sheet, area: CellRange, rows: tuple[Row, ...]) -> None:
    """RefusedEdit when a row names a column outside the range."""
    outside = {
        column for row in rows for column in row if not area.first_column <= column <= area.last_column
    }
    if outside:
        raise RefusedEdit(f"「{sheet.name}」の表の外の列（{min(outside)}列目）へ行を足そうとしました。")


def _free_rows(sheet: Sheet, area: CellRange, number_columns: frozenset[int]) -> list[int]:
    """The rows at the end that hold nothing but formulas and numbers of their own, from the top."""
    free: list[int] = []
    for number in range(area.last_row, area.first_row - 1, -1):
        if any(_is_used(sheet, number, column, number_columns) for column in _columns(area)):
            break
        free.insert(0, number)
    return free


def _is_used(sheet: Sheet, row: int, column: int, number_columns: frozenset[int]) -> bool:
    if column in number_columns or _has_formula(sheet, row, column):
        return False
    return sheet.value(row, column) is not None


def _columns(area: CellRange) -> range:
    return range(area.first_column, area.last_column + 1)


def _fill(sheet: Sheet, number: int, row: Row) -> None:
    for column, value in row.items():
        sheet.write(number, column, value)


def grow(sheet: Sheet, target: DataRange, rows: tuple[Row, ...]) -> Growth:
    """Write rows below the last one, looking like it, and let everything over the data reach them."""
    area, table = target.area, target.table
    last_row = area.last_row + len(rows)
    new = CellRange(area.last_row + 1, area.first_column, last_row, area.last_column)
    check_growable(sheet, target, new)
    formulas = column_formulas(sheet, target)
    for number, row in enumerate(rows, new.first_row):
        sheet.rows.make_row_like(number, area.last_row)
        write_row(sheet, number, area, area.last_row, row, formulas)
    if table is not None:
        table.end_at(last_row)
    sheet_ranges.stretch(sheet.part.root, area, last_row)
    sheet.part.is_changed = True
    return Growth(sheet.name, area, last_row)


def check_growable(sheet: Sheet, target: DataRange, new: CellRange) -> None:
    """RefusedEdit when the range cannot grow over the rows of `new`."""
    if target.table is not None:
        target.table.check_growable()
    if new.last_row > MAX_ROW:
        raise RefusedEdit(f"「{sheet.name}」の行数がExcelの上限を超えるため、行を足せません。")
    sheet.obstacles.check_free(new)
    for number in range(new.first_row, new.last_row + 1):
        if any(_has_content(sheet, number, column) for column in _columns(new)):
            raise RefusedEdit(
                f"「{sheet.name}」の表の下（{number}行目）に別の内容があるため、行を足せません。先に移してください。"
            )
    for other in sheet.tables:
        if other is not target.table and other.area.meets(new):
            raise RefusedEdit(
                f"「{sheet.name}」の表の下に表「{other.name}」があるため、行を足せません。先に移してください。"
            )


def column_formulas(sheet: Sheet, target: DataRange) -> dict[int, tuple[str, int | None]]:
    """The formula of each column that has one, with the row it is written for (None: the same in every row)."""
    area = target.area
    found: dict[int, tuple[str, int | None]] = {}
    for column in _columns(area):
        formula = sheet.formula(area.last_row, column)
        if formula is not None:
            found[column] = (formula, area.last_row)
    for column, formula in (target.table.formulas if target.table else {}).items():
        found[column] = (formula, None)
    return found


def write_row(
    sheet: Sheet,
    number: int,
    area: CellRange,
    model: int,
    row: Row,
    formulas: Mapping[int, tuple[str, int | None]],
) -> None:
    """Write one whole row in the looks of the row `model`, each column with its value or its formula."""
    for column in _columns(area):
        value = row.get(column)
        formula = _formula_for(number, formulas.get(column))
        if formula is not None and (column not in row or _is_result_only(value)):
            value = Formula(formula, value.result if isinstance(value, Formula) else None)
        sheet.write(number, column, value, style=sheet.style(model, column))


def _is_result_only(value: CellValue) -> bool:
    return isinstance(value, Formula) and value.text is None


def _formula_for(number: int, formula: tuple[str, int | None] | None) -> str | None:
    if formula is None:
        return None
    text, row = formula
    return text if row is None else copied(text, number - row, 0)
