"""Rows added at the end of a table or of a plain range: number-only rows first, then the range grows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.cells.address import MAX_ROW, CellRange
from pmo_xl.workbook.closed_book import sheet_ranges
from pmo_xl.workbook.closed_book.edits import AppendRows, CellValue, Formula, ReplaceSheet
from pmo_xl.workbook.closed_book.formula_text import copied
from pmo_xl.workbook.closed_book.growth import Growth
from pmo_xl.workbook.closed_book.part_xml import main
from pmo_xl.workbook.closed_book.sheet import Sheet
from pmo_xl.workbook.closed_book.tables import Table
from pmo_xl.workbook.tab.shared_formula import moved

Row = Mapping[int, CellValue]


@dataclass(frozen=True)
class DataRange:
    """The data rows that an edit means: an Excel table's, or a plain range's."""

    area: CellRange
    table: Table | None


@dataclass(frozen=True)
class ColumnFormula:
    """The formula of a column, and the row it is written for; None where it is the same in every row."""

    text: str
    row: int | None


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
    """The last row before the first one that is empty in these columns."""
    number = header
    while any(_has_content(sheet, number + 1, column) for column in range(first, last + 1)):
        number += 1
    return number


def _has_content(sheet: Sheet, row: int, column: int) -> bool:
    return sheet.value(row, column) is not None or _has_formula(sheet, row, column)


def _has_formula(sheet: Sheet, row: int, column: int) -> bool:
    cell = sheet.rows.cell(row, column)
    return cell is not None and cell.find(main("f")) is not None


def append(sheet: Sheet, edit: AppendRows) -> Growth | None:
    """Write the rows; returns how far the range grew, if it had to."""
    target = find_range(sheet, edit)
    check_columns(sheet, target.area, edit.rows)
    free = _free_rows(sheet, target.area, edit.number_columns)[: len(edit.rows)]
    formulas = column_formulas(sheet, target)
    for number, row in zip(free, edit.rows, strict=False):
        _fill_row(sheet, number, target.area, row, formulas)
    if target.table is not None and free:
        target.table.fill_insert_row()
    rest = edit.rows[len(free) :]
    return grow(sheet, target, rest, formulas) if rest else None


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


def _fill_row(
    sheet: Sheet, number: int, area: CellRange, row: Row, formulas: Mapping[int, ColumnFormula]
) -> None:
    """Write into a row that waited for input: what it has already stays, missing formulas come."""
    for column in _columns(area):
        if column in row or (column in formulas and not _has_content(sheet, number, column)):
            has_formula = _has_formula(sheet, number, column)
            formula = None if has_formula else _formula_for(number, formulas.get(column))
            sheet.write(number, column, _with_formula(row, column, formula))


def grow(
    sheet: Sheet, target: DataRange, rows: tuple[Row, ...], formulas: Mapping[int, ColumnFormula]
) -> Growth:
    """Write rows below the last one, looking like it, and let everything over the data reach them."""
    area, table = target.area, target.table
    last_row = area.last_row + len(rows)
    new = CellRange(area.last_row + 1, area.first_column, last_row, area.last_column)
    check_growable(sheet, target, new)
    for number, row in enumerate(rows, new.first_row):
        sheet.rows.make_row_like(number, area.last_row)
        write_row(sheet, number, area, area.last_row, row, formulas)
    if table is not None:
        table.end_at(last_row)
    growth = Growth(sheet.name, area, last_row)
    sheet_ranges.stretch(sheet.part.root, growth)
    sheet.part.is_changed = True
    return growth


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


def column_formulas(sheet: Sheet, target: DataRange) -> dict[int, ColumnFormula]:
    """The formula of each column that has one.

    A calculated column's is taken as the table states it, unless it moves with its row: then, and in a
    plain range, the last cell that has it is copied.
    """
    area, stated = target.area, target.table.formulas if target.table else {}
    found: dict[int, ColumnFormula] = {}
    for column in _columns(area):
        text = stated.get(column)
        if text is not None and moved(text, 1, 0) == text:
            found[column] = ColumnFormula(text, None)
            continue
        rows = range(area.last_row, area.first_row - 1, -1) if text is not None else (area.last_row,)
        row = next((number for number in rows if _has_formula(sheet, number, column)), None)
        if row is not None:
            found[column] = ColumnFormula(sheet.formula(row, column) or "", row)
    return found


def write_row(
    sheet: Sheet, number: int, area: CellRange, model: int, row: Row, formulas: Mapping[int, ColumnFormula]
) -> None:
    """Write one whole row in the looks of the row `model`, each column with its value or its formula."""
    for column in _columns(area):
        value = _with_formula(row, column, _formula_for(number, formulas.get(column)))
        sheet.write(number, column, value, style=sheet.style(model, column))


def _with_formula(row: Row, column: int, formula: str | None) -> CellValue:
    """The value for a column; where none is given, or only a result, the column's formula with it."""
    value = row.get(column)
    is_result_only = isinstance(value, Formula) and value.text is None
    if formula is None or (column in row and not is_result_only):
        return value
    return Formula(formula, value.result if isinstance(value, Formula) else None)


def _formula_for(number: int, formula: ColumnFormula | None) -> str | None:
    if formula is None or formula.row is None:
        return None if formula is None else formula.text
    return copied(formula.text, number - formula.row, 0)
