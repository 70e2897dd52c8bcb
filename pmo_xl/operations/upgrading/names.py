"""Names that what is added reads: drop-downs and groups of words, brought from a new book with their helper columns.

A list of 選択肢 is gathered in a helper column of 集計, at a place that differs from book to book; here it gets the next
free column there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from pmo_xl.workbook.author.menu_layout import MENU
from pmo_xl.workbook.author.tally import TALLY
from pmo_xl.workbook.cells.address import column_letters, column_number
from pmo_xl.workbook.edits.edit import Edit, Formula, SetCell
from pmo_xl.workbook.edits.structure import AddName
from pmo_xl.workbook.grid import BookGrids, Grid
from pmo_xl.workbook.tab.shared_formula import moved

_HELPER: Final = re.compile(rf"{TALLY}!\$([A-Z]{{1,3}})\$([0-9]+)")
_TOTAL: Final = "合計"
_HEAD: Final = "期限超過"


@dataclass
class NamesToAdd:
    """Which names of a new book are wanted in an old one, and the edits that bring them."""

    book: BookGrids
    donor: BookGrids
    edits: list[Edit] = field(default_factory=list)
    blocked: dict[str, str] = field(default_factory=dict)
    _done: set[str] = field(default_factory=set)
    _free: int = 0

    def __post_init__(self) -> None:
        """Know the names of both books, and where 集計 has room."""
        self._known = {each.name for each in self.book.defined_names}
        self._offered = {
            each.name: each.refers_to for each in self.donor.defined_names if each.sheet_title is None
        }
        if TALLY in self.book.titles:
            self._free = _last_column(self.book.grid(TALLY)) + 1

    def want(self, formulas: Iterable[str]) -> None:
        """Bring every name that these formulas read and the book lacks, and what those names read."""
        for name in self._named_in(formulas):
            self._done.add(name)
            self._bring(name, self._offered[name])

    def _named_in(self, formulas: Iterable[str]) -> Iterator[str]:
        texts = list(formulas)
        for name in self._offered:
            if name not in self._known | self._done and any(_reads(text, name) for text in texts):
                yield name

    def _bring(self, name: str, text: str) -> None:
        helpers = list(_HELPER.finditer(text))
        if helpers and not self._free:
            self.blocked[name] = f"「{TALLY}」シートがないため、この一覧は選べません"
            return
        if helpers:
            columns = {column_number(each[1]) for each in helpers}
            rows = [int(each[2]) for each in helpers]
            text = self._with_helpers(text, min(columns), min(rows), max(rows))
        elif text.startswith(f"{MENU}!"):
            text = self._total_cell() or text
        self.edits.append(AddName(name, text))
        self.want([text])

    def _with_helpers(self, text: str, column: int, first: int, last: int) -> str:
        """Copy the helper column into the next free one, its heading too; what the name means there."""
        grid, shift = self.donor.grid(TALLY), self._free - column
        for row in range(first - 1, last + 1):
            formula, value = grid.formulas.get((row, column)), grid.value(row, column)
            if formula is not None:
                self.want([formula])
                shown = value if isinstance(value, str) else ""
                cell = Formula(moved(formula, 0, shift), shown)
                self.edits.append(SetCell(TALLY, row, self._free, cell, is_own=True))
            elif isinstance(value, str) and value:
                self.edits.append(SetCell(TALLY, row, self._free, value, is_own=True))
        letters = column_letters(self._free)
        self._free += 1
        return _HELPER.sub(lambda each: f"{TALLY}!${letters}${each[2]}", text)

    def _total_cell(self) -> str | None:
        """Where メニュー of the book has the sum of what is late."""
        if MENU not in self.book.titles:
            return None
        grid = self.book.grid(MENU)
        cells = [
            (row, column, grid.value(row, column))
            for row in range(grid.first_row, grid.last_row + 1)
            for column in range(grid.first_column, grid.last_column + 1)
        ]
        head = next(((row, column) for row, column, value in cells if value == _HEAD), None)
        total = next((row for row, _, value in cells if value == _TOTAL and head and row > head[0]), None)
        return f"{MENU}!${column_letters(head[1])}${total}" if head and total else None


def _reads(formula: str, name: str) -> bool:
    return name in formula and re.search(rf"(?<![\w.]){re.escape(name)}(?![\w.])", formula) is not None


def _last_column(grid: Grid) -> int:
    return max([grid.last_column, *(column for _, column in grid.formulas)])
