"""Column formulas: derived columns that still hold an earlier version's formula in every row get the one of this version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pmo_xl.model.budget import Budget
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.operations.upgrading.step import Step, StepState
from pmo_xl.workbook.changes.derived_results import result_of
from pmo_xl.workbook.edits.edit import Edit, Formula, SetCell
from pmo_xl.workbook.edits.structure import SetColumnFormula
from pmo_xl.workbook.formulas import FORMULAS, is_of_earlier_version, plain
from pmo_xl.workbook.grid import BookGrids
from pmo_xl.workbook.layout.layout_facts import Layout
from pmo_xl.workbook.records.record_cells import RecordCells

_TOLD_OF: Final[Mapping[tuple[type[Record], str], str]] = {
    (Budget, "remaining"): "(承認前と却下の予算を数えません)"
}
_OF_STAFF: Final = "書かれたものは変えません(点検と報告書は pmo_xl の決まりで計算します)"


@dataclass(frozen=True)
class ColumnFormulas:
    """The derived columns of one table of ours: which are renewed, and which hold something of the office's own."""

    project: Project
    cells: RecordCells
    grids: BookGrids
    layout: Layout

    @cached_property
    def _odd(self) -> Counter[str]:
        """By field, how many rows hold something else than their column's formula."""
        return Counter(
            name
            for record in self._records
            if record.place
            for name, fact in record.place.formulas.items()
            if fact.state in ("constant", "other")
        )

    @property
    def _records(self) -> tuple[Record, ...]:
        return tuple(self.project.of(self.layout.record_class))

    @cached_property
    def renewed(self) -> tuple[str, ...]:
        """The fields whose every row has the formula of an earlier version."""
        sheet, table = self.layout.record_class, self.cells.table_of(self.layout)
        even = [
            name for name in self.layout.columns if sheet.columns[name].is_derived and name not in self._odd
        ]
        return tuple(n for n in even if table and is_of_earlier_version(sheet, n, self._formula(n)))

    def steps(self) -> Iterator[Step]:
        """What is done, and what stays and is told."""
        sheet = self.layout.record_class
        for name, count in self._odd.items():
            yield self._kept(sheet.columns[name].label, f"{count} 行は、この列の数式ではありません")
        for name in self.renewed:
            told = f"この版の数式にします{_TOLD_OF.get((sheet, name), '')}"
            yield Step("数式", self.layout.title, self._heading(name), told, "全行が前の版の数式のまま")
        for name in self.layout.columns:
            if name not in (*self._odd, *self.renewed) and self._is_of_staff(name):
                yield self._kept(self._heading(name), "全行が別の数式です")

    def _kept(self, target: str, text: str) -> Step:
        return Step("数式", self.layout.title, target, text, _OF_STAFF, StepState.KEEP)

    def _heading(self, name: str) -> str:
        return self.layout.headings.get(name, self.layout.record_class.columns[name].label)

    def _is_of_staff(self, name: str) -> bool:
        """Whether a column has one formula that no version gave it; where headings were renamed, that is not known."""
        columns = self.layout.record_class.columns
        is_renamed = any(heading != columns[each].label for each, heading in self.layout.headings.items())
        ours = FORMULAS.get((self.layout.record_class, name))
        return ours is not None and not is_renamed and plain(self._formula(name)) != plain(ours)

    def _formula(self, name: str) -> str:
        return self.cells.column_formula(self.layout, name, self.layout.first_row)

    def edits(self) -> Iterator[Edit]:
        """The edits that give each such column this version's formula, with its results, in every row that has one."""
        table = self.cells.table_of(self.layout)
        rows = {record.row: record for record in self._records if self._is_here(record)}
        for name in self.renewed if table else ():
            text, at = FORMULAS[self.layout.record_class, name], self.layout.columns[name]
            for row, column in self.grids.grid(self.layout.title).formulas:
                if table and column == at and table.ref.first_row < row <= table.ref.last_row:
                    record = rows.get(row)
                    result = result_of(record, name, self.project) if record else ""
                    yield SetCell(self.layout.title, row, at, Formula(text, result))
            if table:
                yield SetColumnFormula(self.layout.title, table.display_name, self._heading(name), text)

    def _is_here(self, record: Record) -> bool:
        return record.place is not None and record.place.table.sheet_title == self.layout.title
