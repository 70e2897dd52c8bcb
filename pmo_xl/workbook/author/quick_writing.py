"""What XlsxWriter would write too, sooner: formulas of old functions, and many cells that are all alike.

XlsxWriter looks through every formula for each of some 150 functions younger than Excel 2010, to prefix them:
more than half of the time in which a workbook is written. Of what was left, half were the fifty thousand calls
for the cells of the Gantt.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from xlsxwriter.worksheet import Worksheet

from pmo_xl.model.cell_address import column_letters
from pmo_xl.workbook.author.formats import XlsxFormat

_FUNCTION = re.compile(r"([A-Za-z0-9._]+)\(")
_NAMES = """ABS AND CHAR CHOOSE COUNT COUNTA COUNTBLANK COUNTIF COUNTIFS DATE DATEVALUE DAY EDATE EOMONTH EXACT FIND IF
    IFERROR INDEX INDIRECT INT ISBLANK ISERROR ISNUMBER ISTEXT LARGE LEFT LEN LOOKUP MATCH MAX MID MIN MOD MONTH N
    NETWORKDAYS NOT OFFSET OR REPT RIGHT ROUND ROUNDDOWN ROUNDUP ROW ROWS SEARCH SIGN SMALL SUBSTITUTE SUBTOTAL SUM
    SUMIF SUMIFS SUMPRODUCT TEXT TODAY TRIM VALUE WEEKDAY WORKDAY YEAR"""
_OLD = frozenset(_NAMES.split())
"""Functions of Excel 2007: no version of XlsxWriter has anything to do about them."""


@dataclass(frozen=True)
class _Alike:
    """Cells side by side: their XML with places for numbers, and the numbers of this row."""

    template: str
    format: XlsxFormat
    numbers: Mapping[str, float]


class QuickSheet(Worksheet):  # type: ignore[misc, unused-ignore] # XlsxWriter ships no type hints
    """Writes what its parent writes, sooner."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """The formula as the file stores it, without "="; any function that is not an old one is the parent's."""
        if formula.startswith("{") or not _OLD.issuperset(_FUNCTION.findall(formula)):
            prepared: str = super()._prepare_formula(formula, expand_future_functions)
            return prepared
        return formula.removeprefix("=").removesuffix("}")

    def write_alike(
        self,
        row: int,
        column: int,
        formulas: Sequence[str],
        results: Sequence[Sequence[float]],
        look: XlsxFormat,
    ) -> None:
        """Write the formulas side by side into a row for each of the results, from `row` and `column` (from 0) on.

        {above} in a formula is the number of the row above its own. XlsxWriter looks at each
        formula of each row, which takes longer than all that is computed for them.
        """
        template = "".join(
            f'<c r="{column_letters(column + n + 1)}{{row}}" s="{{look}}"><f>{escape(formula)}</f><v>{{v{n}}}</v></c>'
            for n, formula in enumerate(formulas)
        )
        for at, numbers in enumerate(results, row):
            self._check_dimensions(at, column)
            stored = {f"v{n}": number for n, number in enumerate(numbers)}
            self.table[at][column] = _Alike(template, look, {"row": at + 1, "above": at, **stored})

    def _write_cell(self, row: int, col: int, cell: object) -> None:
        if isinstance(cell, _Alike):
            self.fh.write(cell.template.format(look=cell.format._get_xf_index(), **cell.numbers))
        else:
            super()._write_cell(row, col, cell)


def with_cells_between(content: bytes, first: int, last: int) -> bytes:
    """The written sheet with all cells from column `first` to `last` (from 0) in rows that have only these two of them.

    Both hold the same word and look alike, and so will those between.
    """
    start, end = column_letters(first + 1), column_letters(last + 1)
    ends = re.compile(
        f'''(<c r="{start}(\\d+)(" s="\\d+" t="s"><v>\\d+</v></c>))(<c r="{end}\\2\\3)'''.encode()
    )
    between = "".join(f'<c r="{column_letters(column + 1)}ROW' for column in range(first + 1, last))

    def full(row: re.Match[bytes]) -> bytes:
        """The first cell, those between, the last cell."""
        start, number, rest, end = row.groups()
        return start + between.replace("ROW", (number + rest).decode()).encode() + end

    return ends.sub(full, content)
