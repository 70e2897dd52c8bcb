"""What a sheet shall hold after a set of edits, worked out before any cell is written.

The closed book turns the plan into XML, the open book into blocks of cells; neither decides anything. A plan
that could lose something is refused with one sentence, whichever of the two asks.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.cells.address import CellRange, cell_name
from pmo_xl.workbook.edits.edit import CellValue, Formula, Scalar
from pmo_xl.workbook.edits.formula_text import with_this_row
from pmo_xl.workbook.edits.growth import Growth
from pmo_xl.workbook.edits.sheet_facts import SheetFacts, TableFacts
from pmo_xl.workbook.tab.sheet_scan import Address


@dataclass(frozen=True, slots=True)
class Planned:
    """What one cell shall hold.

    like: the row whose looks the cell takes (a new row); None keeps its own. number_format: what the value needs
    where the cell's own format cannot show it.
    """

    value: CellValue
    like: int | None = None
    number_format: str | None = None


@dataclass(frozen=True)
class NewRows:
    """Rows made below the data: where, and the row whose looks they take."""

    area: CellRange
    like: int


@dataclass
class SheetPlan:
    """The cells of one sheet that are written, and what happens around them.

    new_rows: rows made below the data. growths: where data rows end now. ends: by table, its range then.
    filled: tables whose row that waited for input is data now. gone: rows that are data no longer. links: by
    cell, the place of the workbook it leads to. relinked: rows of the library's own, replaced as a whole, with
    the links in them.
    """

    facts: SheetFacts
    cells: dict[Address, Planned] = field(default_factory=dict)
    new_rows: list[NewRows] = field(default_factory=list)
    growths: list[Growth] = field(default_factory=list)
    ends: dict[str, CellRange] = field(default_factory=dict)
    filled: set[str] = field(default_factory=set)
    gone: list[CellRange] = field(default_factory=list)
    links: dict[Address, str] = field(default_factory=dict)
    relinked: list[CellRange] = field(default_factory=list)

    # what a cell holds as far as the plan has come

    def value(self, row: int, column: int) -> Scalar:
        """The value of a cell as it will be."""
        planned = self.cells.get((row, column))
        if planned is None:
            return None if self._is_gone(row, column) else self.facts.value(row, column)
        return planned.value.result if isinstance(planned.value, Formula) else planned.value

    def has_formula(self, row: int, column: int) -> bool:
        """Whether a cell will hold a formula."""
        planned = self.cells.get((row, column))
        if planned is None:
            return not self._is_gone(row, column) and self.facts.has_formula(row, column)
        return isinstance(planned.value, Formula)

    def formula(self, row: int, column: int) -> str | None:
        """The formula that a cell will hold, in full."""
        planned = self.cells.get((row, column))
        if planned is None:
            return self.facts.formula(row, column) if self.has_formula(row, column) else None
        return planned.value.text if isinstance(planned.value, Formula) else None

    def has_content(self, row: int, column: int) -> bool:
        """Whether a cell will hold anything."""
        return self.value(row, column) is not None or self.has_formula(row, column)

    def has_content_in(self, row: int, columns: range) -> bool:
        """Whether a row will hold anything in these columns; where it has no cells, none is asked for."""
        places = {column for column in self.facts.filled_columns(row) if column in columns}
        places |= {column for column in columns if (row, column) in self.cells}
        return any(self.has_content(row, column) for column in places)

    def _is_gone(self, row: int, column: int) -> bool:
        return bool(self.gone) and any(area.holds(row, column) for area in self.gone)

    def data_of(self, table: TableFacts) -> CellRange:
        """The data rows of a table as they will be."""
        end = self.ends.get(table.name)
        return table.data(end.last_row if end else None)

    # writing

    def put(
        self, row: int, column: int, planned: Planned, *, is_own: bool = False, is_free: bool = False
    ) -> None:
        """Give a cell its value. RefusedEdit where it must not be written, or shall hold two different values.

        is_own: the protection of its sheet is ours and does not keep us out. is_free: nothing stands in the way there,
        as was asked before of all that is written.
        """
        if not is_free:
            self._refuse_obstacle(row, column, planned, is_own=is_own)
        known = self.cells.get((row, column))
        if known is None and planned.value is None:
            self.cells[row, column] = planned
            return
        value = self._completed(row, column, planned.value)
        if known is not None and known.value != value:
            where = f"「{self.facts.title}」{cell_name(row, column)}"
            raise RefusedEdit(f"{where} に二つの違う値を書こうとしたため、何も書き換えません。")
        is_as_given = value is planned.value
        self.cells[row, column] = (
            planned if is_as_given else Planned(value, planned.like, planned.number_format)
        )

    def _refuse_obstacle(self, row: int, column: int, planned: Planned, *, is_own: bool) -> None:
        locked_at = row if planned.like is None else planned.like
        obstacles = self.facts.obstacles
        is_asked = obstacles.is_protected and not is_own
        obstacles.check(row, column, is_locked=is_asked and self.facts.is_locked(locked_at, column))

    def _completed(self, row: int, column: int, value: CellValue) -> CellValue:
        """The value with its formula as a file stores it; an empty text is no value."""
        if isinstance(value, str):
            return value.replace("\r\n", "\n") or None
        if not isinstance(value, Formula):
            return value
        if value.text is None and not self.has_formula(row, column):
            where = f"「{self.facts.title}」{cell_name(row, column)}"
            raise RefusedEdit(f"{where} には数式が無いため、結果だけを更新できません。")
        if value.text is None:
            return value
        table = next((each for each in self.facts.tables if each.area.holds(row, column)), None)
        name = table.name if table else self._grown_into(row, column)
        return Formula(with_this_row(value.text.removeprefix("="), name), value.result)

    def _grown_into(self, row: int, column: int) -> str | None:
        return next((name for name, area in self.ends.items() if area.holds(row, column)), None)
