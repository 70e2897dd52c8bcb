"""The planner: edits of one sheet → the plan of its cells; rows find their place, what they keep and what grows.

`plan_of` is the one way from edits to cells, of a file and of a book that is open in Excel.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.cells.address import MAX_ROW, CellRange
from pmo_xl.workbook.edits.edit import AppendRows, CellEdit, CellValue, Formula, ReplaceSheet, SetCell
from pmo_xl.workbook.edits.formula_text import copied
from pmo_xl.workbook.edits.growth import Growth
from pmo_xl.workbook.edits.plan import NewRows, Planned, SheetPlan
from pmo_xl.workbook.edits.sheet_facts import SheetFacts, TableFacts
from pmo_xl.workbook.tab.shared_formula import moved

Row = Mapping[int, CellValue]


@dataclass(frozen=True)
class Target:
    """The data rows that an edit means: an Excel table's, or a plain range's."""

    area: CellRange
    table: TableFacts | None


@dataclass(frozen=True)
class ColumnFormula:
    """The formula of a column, and the row it is written for; None where it is the same in every row."""

    text: str
    row: int | None

    def at(self, row: int) -> str:
        """The formula as it reads in another row."""
        return self.text if self.row is None else copied(self.text, row - self.row, 0)


Formulas = Mapping[int, ColumnFormula]


def plan_of(facts: SheetFacts, edits: Sequence[CellEdit]) -> SheetPlan:
    """What the edits of one sheet come to, in their order. RefusedEdit when any could lose something."""
    plan = SheetPlan(facts)
    for edit in edits:
        if isinstance(edit, SetCell):
            planned = Planned(edit.value, None, edit.number_format)
            plan.put(edit.row, edit.column, planned, is_own=edit.is_own)
        elif isinstance(edit, AppendRows):
            _append(plan, edit)
        else:
            _replace(plan, edit)
    return plan


def _append(plan: SheetPlan, edit: AppendRows) -> None:
    """Add rows: into those at the end that hold nothing but numbers and formulas first, then below."""
    target = _target(plan, edit)
    _check_columns(plan, target.area, edit.rows)
    free = _free_rows(plan, target.area, edit.number_columns)[: len(edit.rows)]
    formulas = _column_formulas(plan, target)
    for number, row in zip(free, edit.rows, strict=False):
        _fill_row(plan, number, target.area, row, formulas)
    if target.table is not None and free:
        plan.filled.add(target.table.name)
    rest = edit.rows[len(free) :]
    if rest:
        last = target.area.last_row
        _check_growable(plan, target, last + len(rest))
        _end_at(plan, target, last + len(rest), like=last)
        _write_rows(plan, target.area, last + 1, last, rest, formulas, is_free=True)


def _replace(plan: SheetPlan, edit: ReplaceSheet) -> None:
    """Write the rows over the old ones, in the looks of the first; the table ends where they end."""
    target = _target(plan, edit)
    area = target.area
    _check_columns(plan, area, edit.rows)
    _check_table(target.table)
    last = max(area.first_row, area.first_row + len(edit.rows) - 1)
    if last > area.last_row:
        _check_growable(plan, target, last)
    formulas = _column_formulas(plan, target) if edit.rows else {}
    if last != area.last_row:
        _end_at(plan, target, last, like=area.first_row)
    _write_rows(plan, area, area.first_row, area.first_row, edit.rows or ({},), formulas)
    if last < area.last_row:
        _take_away(plan, area._replace(first_row=last + 1))
    _link(plan, edit, area, last)
    if target.table is not None:
        plan.filled.add(target.table.name)


def _target(plan: SheetPlan, edit: AppendRows | ReplaceSheet) -> Target:
    """The data rows an edit means; RefusedEdit where they cannot be found."""
    facts, title = plan.facts, plan.facts.title
    if edit.table is not None:
        wanted = edit.table.casefold()
        named = next((table for table in facts.tables if table.name.casefold() == wanted), None)
        if named is None:
            raise RefusedEdit(f"「{title}」に表「{edit.table}」が見つからないため書き換えません。")
        return Target(plan.data_of(named), named)
    if edit.header_row is None:
        raise RefusedEdit(f"「{title}」に行を足すには、表の名前か見出しの行が要ります。")
    first, last = edit.columns or _columns_under(plan, edit.header_row)
    header = edit.header_row
    found = _last_row(plan, header, first, last) if edit.last_row is None else edit.last_row
    area = CellRange(header + 1, first, max(found, header + 1), last)
    table = next((each for each in facts.tables if plan.data_of(each).meets(area)), None)
    return Target(plan.data_of(table) if table else area, table)


def _columns_under(plan: SheetPlan, row: int) -> tuple[int, int]:
    columns = [
        column for column in plan.facts.filled_columns(row) if plan.facts.value(row, column) is not None
    ]
    if not columns:
        raise RefusedEdit(f"「{plan.facts.title}」の{row}行目に見出しが無いため、行を足せません。")
    return columns[0], columns[-1]


def _last_row(plan: SheetPlan, header: int, first: int, last: int) -> int:
    """The last row before the first one that is empty in these columns."""
    number = header
    while any(plan.has_content(number + 1, column) for column in range(first, last + 1)):
        number += 1
    return number


def _check_columns(plan: SheetPlan, area: CellRange, rows: Sequence[Row]) -> None:
    """RefusedEdit when a row names a column outside the range."""
    columns = _columns(area)
    outside = {column for row in rows for column in row if column not in columns}
    if outside:
        raise RefusedEdit(f"「{plan.facts.title}」の表の外の列（{min(outside)}列目）へ行を足そうとしました。")


def _free_rows(plan: SheetPlan, area: CellRange, number_columns: frozenset[int]) -> list[int]:
    """The rows at the end that hold nothing but formulas and numbers of their own, from the top."""
    others = [column for column in _columns(area) if column not in number_columns]
    number = area.last_row
    while number >= area.first_row and not any(_is_used(plan, number, column) for column in others):
        number -= 1
    return list(range(number + 1, area.last_row + 1))


def _is_used(plan: SheetPlan, row: int, column: int) -> bool:
    return not plan.has_formula(row, column) and plan.value(row, column) is not None


def _columns(area: CellRange) -> range:
    return range(area.first_column, area.last_column + 1)


def _column_formulas(plan: SheetPlan, target: Target) -> dict[int, ColumnFormula]:
    """The formula of each column that has one.

    A calculated column's is taken as the table states it, unless it moves with its row: then, and in a plain
    range, the last cell that has it is copied.
    """
    area, stated = target.area, target.table.stated() if target.table else {}
    found: dict[int, ColumnFormula] = {}
    for column in _columns(area):
        text = stated.get(column)
        if text is not None and moved(text, 1, 0) == text:
            found[column] = ColumnFormula(text, None)
            continue
        rows = range(area.last_row, area.first_row - 1, -1) if text is not None else (area.last_row,)
        row = next((number for number in rows if plan.has_formula(number, column)), None)
        if row is not None:
            found[column] = ColumnFormula(plan.formula(row, column) or "", row)
    return found


def _fill_row(plan: SheetPlan, number: int, area: CellRange, row: Row, formulas: Formulas) -> None:
    """Write into a row that waited for input: what it has already stays, missing formulas come."""
    for column in _columns(area):
        if column in row or (column in formulas and not plan.has_content(number, column)):
            formula = None if plan.has_formula(number, column) else formulas.get(column)
            plan.put(number, column, Planned(_with_formula(row, column, number, formula)))


def _write_rows(
    plan: SheetPlan,
    area: CellRange,
    first: int,
    like: int,
    rows: Sequence[Row],
    formulas: Formulas,
    *,
    is_free: bool = False,
) -> None:
    """Write whole rows, each column with its value or its formula. is_free: nothing stands in their way."""
    columns, blank = _columns(area), Planned(None, like)
    for number, row in enumerate(rows, first):
        for column in columns:
            value = _with_formula(row, column, number, formulas.get(column))
            planned = blank if value is None else Planned(value, like)
            plan.put(number, column, planned, is_free=is_free)


def _with_formula(row: Row, column: int, number: int, formula: ColumnFormula | None) -> CellValue:
    """The value for a column; where none is given, or only a result, the column's formula with it."""
    value = row.get(column)
    is_result_only = isinstance(value, Formula) and value.text is None
    if formula is None or (column in row and not is_result_only):
        return value
    return Formula(formula.at(number), value.result if isinstance(value, Formula) else None)


def _check_table(table: TableFacts | None) -> None:
    """RefusedEdit for tables whose rows come from elsewhere, or that end in a totals row."""
    if table is not None and table.totals_rows:
        raise RefusedEdit(
            f"表「{table.name}」に集計行があるため行を足せません。Excelで集計行を消してからやり直してください。"
        )
    if table is not None and table.is_linked:
        raise RefusedEdit(f"表「{table.name}」は外部データにつながっているため、行を足せません。")


def _check_growable(plan: SheetPlan, target: Target, last_row: int) -> None:
    """RefusedEdit when the range cannot grow down to this row."""
    title, area = plan.facts.title, target.area
    _check_table(target.table)
    if last_row > MAX_ROW:
        raise RefusedEdit(f"「{title}」の行数がExcelの上限を超えるため、行を足せません。")
    new = area._replace(first_row=area.last_row + 1, last_row=last_row)
    plan.facts.obstacles.check_free(new)
    for number in range(new.first_row, new.last_row + 1):
        if plan.has_content_in(number, _columns(new)):
            raise RefusedEdit(
                f"「{title}」の表の下（{number}行目）に別の内容があるため、行を足せません。先に移してください。"
            )
    for other in plan.facts.tables:
        if other is not target.table and other.area.meets(new):
            raise RefusedEdit(
                f"「{title}」の表の下に表「{other.name}」があるため、行を足せません。先に移してください。"
            )


def _end_at(plan: SheetPlan, target: Target, last_row: int, *, like: int) -> None:
    """Let the data rows end in another row."""
    area, table = target.area, target.table
    plan.growths.append(Growth(plan.facts.title, area, last_row))
    if table is not None:
        plan.ends[table.name] = table.area.ending_at(last_row)
    if last_row > area.last_row:
        new = area._replace(first_row=area.last_row + 1, last_row=last_row)
        plan.new_rows.append(NewRows(new, like))


def _take_away(plan: SheetPlan, gone: CellRange) -> None:
    for row in range(gone.first_row, gone.last_row + 1):
        for column in _columns(gone):
            if plan.has_content(row, column):
                is_locked = plan.facts.is_locked(row, column)
                plan.facts.obstacles.check(row, column, is_locked=is_locked)
    plan.gone.append(gone)


def _link(plan: SheetPlan, edit: ReplaceSheet, area: CellRange, last_row: int) -> None:
    """The links inside the old and the new rows are replaced; links elsewhere on the sheet stay."""
    plan.relinked.append(area.ending_at(max(area.last_row, last_row)))
    for (at, column), to in edit.links.items():
        plan.links[area.first_row + at, column] = to
