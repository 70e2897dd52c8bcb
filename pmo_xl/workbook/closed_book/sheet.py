"""One worksheet that is being edited: every cell is written through here, and remembered for the proof."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property

from lxml import etree

from pmo_xl.workbook.cells.address import CellRange, parse_range
from pmo_xl.workbook.cells.number_formats import DATE_FORMAT, DATE_TIME_FORMAT
from pmo_xl.workbook.closed_book import cell_xml
from pmo_xl.workbook.closed_book.cell_xml import BookContext
from pmo_xl.workbook.closed_book.formulas import Formulas
from pmo_xl.workbook.closed_book.part_xml import PartXml, is_on, main
from pmo_xl.workbook.closed_book.rows import Rows
from pmo_xl.workbook.closed_book.tables import Table
from pmo_xl.workbook.edits.edit import CellChange, CellValue, Formula, Scalar, is_same
from pmo_xl.workbook.edits.obstacles import Obstacles

_NOT_FOR_NUMBERS = (0, 49)  # General and text: a number typed there gets the format that the edit names


@dataclass(frozen=True)
class Written:
    """What a written cell must hold when the new file is read back."""

    value: Scalar
    style: int
    formula: str | None


class Sheet:
    """One worksheet: its cells, tables and obstacles, and what was written so far."""

    def __init__(
        self,
        name: str,
        part: PartXml,
        context: BookContext,
        tables: list[Table],
        pivots: list[CellRange],
        *,
        are_cells_named: bool = False,
        are_formulas_single: bool = False,
    ) -> None:
        """Take the parsed sheet; nothing is changed until something is written.

        are_cells_named, are_formulas_single: what its bytes told at a glance, so that nobody has to walk over all cells.
        """
        self._are_single = are_formulas_single
        self.name, self.part, self.context, self.tables = name, part, context, tables
        self.rows = Rows(part.root, name, are_cells_named=are_cells_named)
        self.pivot_areas = pivots
        self.written: dict[tuple[int, int], Written] = {}
        self.new_formulas: dict[tuple[int, int], str] = {}
        self.relinked: list[CellRange] = []
        self.fitted: dict[int, str] = {}
        self.changes: list[CellChange] = []
        self.has_formula_changes = False

    @cached_property
    def formulas(self) -> Formulas:
        """The formulas that several cells share, and the areas that arrays fill."""
        return Formulas(self.part.root, are_single=self._are_single)

    @cached_property
    def obstacles(self) -> Obstacles:
        """The cells that must not be written."""
        root = self.part.root
        merges = root.iterfind(f"{main('mergeCells')}/{main('mergeCell')}")
        protection = root.find(main("sheetProtection"))
        obstacles = Obstacles(
            self.name,
            [area for each in merges if (area := parse_range(each.get("ref", "")))],
            is_protected=protection is not None and is_on(protection.get("sheet")),
        )
        for area in self.formulas.fixed_areas:
            obstacles.add(area, "配列数式")
        for area in self.pivot_areas:
            obstacles.add(area, "ピボットテーブル")
        for table in self.tables:
            obstacles.add_table(
                table.name, table.area, header_rows=table.header_rows, totals_rows=table.totals_rows
            )
        return obstacles

    def value(self, row: int, column: int) -> Scalar:
        """The stored value of a cell."""
        cell = self.rows.cell(row, column)
        return None if cell is None else cell_xml.value_of(cell, self.context)

    def formula(self, row: int, column: int) -> str | None:
        """The formula of a cell in full."""
        cell = self.rows.cell(row, column)
        return None if cell is None else self.formulas.text_of(cell)

    def style(self, row: int, column: int) -> int:
        """The style of a cell, also of one that does not exist yet."""
        cell = self.rows.cell(row, column)
        return self.rows.default_style(row, column) if cell is None else cell_xml.style_of(cell)

    def before(self, row: int, column: int) -> CellValue:
        """What a cell holds, for showing before → after."""
        formula, value = self._formula_to_show(row, column), self.value(row, column)
        return value if formula is None else Formula(formula, value)

    def _formula_to_show(self, row: int, column: int) -> str | None:
        cell = self.rows.cell(row, column)
        if cell is None or cell.find(main("f")) is None:
            return None
        return self.formulas.text_of(cell)

    def write(
        self,
        row: int,
        column: int,
        value: CellValue,
        *,
        style: int | None = None,
        number_format: str | None = None,
    ) -> None:
        """Give a cell a value; its style stays unless another is given or the value needs one.

        Whether the cell may be written was decided by the plan.
        """
        base = self.style(row, column) if style is None else style
        before, after = self.before(row, column), self._completed(row, column, value)
        wanted = base if isinstance(after, Formula) else self._style_for(after, base, number_format)
        if is_same(before, after) and self._looks_so(row, column, wanted, is_new=style is not None):
            return
        self._put(row, column, after, wanted)
        if before != after:
            self.changes.append(CellChange(self.name, row, column, before, after))

    def _looks_so(self, row: int, column: int, style: int, *, is_new: bool) -> bool:
        """Whether a cell has this style already; in a new row a styled cell must be there, too."""
        cell = self.rows.cell(row, column)
        if cell is None:
            return style == 0 if is_new else style == self.style(row, column)
        return style == cell_xml.style_of(cell) and cell.get("t") != "e"

    def _completed(self, row: int, column: int, value: CellValue) -> CellValue:
        """The value; of a result alone, with the formula that the cell has."""
        if isinstance(value, Formula) and value.text is None:
            return Formula(self.formula(row, column), value.result)
        return value

    def _style_for(self, value: Scalar, style: int, number_format: str | None) -> int:
        """The style, or one like it with a number format that shows the value."""
        styles = self.context.styles
        if isinstance(value, date):
            default = DATE_TIME_FORMAT if isinstance(value, datetime) else DATE_FORMAT
            return style if styles.shows_dates(style) else styles.with_format(style, number_format or default)
        is_number = isinstance(value, (int, Decimal)) and not isinstance(value, bool)
        if is_number and number_format and styles.format_id(style) in _NOT_FOR_NUMBERS:
            return styles.with_format(style, number_format)
        return style

    def _put(self, row: int, column: int, value: CellValue, style: int) -> None:
        cell = self.rows.make_cell(row, column)
        self._restyle(cell, style)
        if isinstance(value, Formula) and value.text == self._formula_to_show(row, column):
            cell_xml.put_result(cell, value.result, self.context)
        else:
            self._replace_content(cell, value)
        formula = value.text if isinstance(value, Formula) else None
        result = value.result if isinstance(value, Formula) else value
        self.written[row, column] = Written(result, style, formula)
        self.part.is_changed = True

    def _restyle(self, cell: etree._Element, style: int) -> None:
        if style != cell_xml.style_of(cell):
            cell.set("s", str(style))

    def _replace_content(self, cell: etree._Element, value: CellValue) -> None:
        had_formula = cell.find(main("f")) is not None
        if had_formula:
            self._release(cell)
        cell_xml.clear(cell)
        if isinstance(value, Formula):
            cell_xml.put_formula(cell, value.text or "", value.result, self.context)
        else:
            cell_xml.put_scalar(cell, value, self.context)
        self.has_formula_changes |= had_formula or isinstance(value, Formula)

    def _release(self, cell: etree._Element) -> None:
        """Let go of the cell's formula; a cell that takes over as master keeps its value and meaning."""
        heir = self.formulas.release(cell)
        if heir is not None:
            self.new_formulas[heir[0]] = heir[1]

    def remove_cell(self, row: int, column: int) -> None:
        """Take a cell of a generated sheet away altogether."""
        cell = self.rows.cell(row, column)
        if cell is None:
            return
        before = self.before(row, column)
        self._replace_content(cell, None)
        self.rows.remove_cell(row, column)
        self.written[row, column] = Written(None, 0, None)
        self.part.is_changed = True
        if before is not None:
            self.changes.append(CellChange(self.name, row, column, before, None))
