"""Operand: a part of a condition made ready to be computed row by row, and what its functions may know."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from pmo_xl.conditions.columns import Cell, NamedColumn, NotRead, cells_of
from pmo_xl.conditions.criteria import Budget, IndexedColumn
from pmo_xl.conditions.reading import UnreadableCondition
from pmo_xl.conditions.values import Unjudged, Value
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record

Row: TypeAlias = Sequence[Cell]
"""What the row shows in the columns that the condition names."""
Evaluate: TypeAlias = Callable[[Row], Value]


@dataclass(frozen=True, slots=True)
class Operand:
    """One part. is_constant: the same for every row. is_cell: a cell of the row, whose text counts as none in sums.

    columns: of a reference to columns of a sheet, those. at: its place in the text. literal: what it is as written.
    is_omitted: nothing stands between its commas. is_found: INDEX and XLOOKUP, which give a cell of a column.
    """

    evaluate: Evaluate
    at: int
    is_constant: bool = False
    is_cell: bool = False
    columns: tuple[NamedColumn, ...] = ()
    literal: Value = None
    is_omitted: bool = False
    is_found: bool = False

    def given(self, row: Row) -> Value:
        """What it gives as a choice of IF: the cell itself, which may be blank; 0 for an argument left out."""
        return 0 if self.is_omitted else self.evaluate(row)


@dataclass(frozen=True, slots=True)
class Choice:
    """The evaluation of IF and its kin, which give one of their arguments: the cell itself where that is one."""

    choose: Callable[[Row], Operand]

    def __call__(self, row: Row) -> Value:
        """The value of the argument that is chosen."""
        return self.choose(row).given(row)


@dataclass
class Surroundings:
    """The workbook and the sheet that a condition is about, and what it has asked for so far.

    inputs: the columns of the row that are read, in the order of their first mention; their places are a Row's.
    """

    project: Project
    sheet: type[Record]
    budget: Budget = field(default_factory=Budget)
    inputs: list[NamedColumn] = field(default_factory=list)
    others: list[NamedColumn] = field(default_factory=list)

    def input(self, column: NamedColumn) -> int:
        """The place of a column of the row's own in a Row."""
        if column not in self.inputs:
            self.inputs.append(column)
        return self.inputs.index(column)

    def indexed(self, column: NamedColumn) -> IndexedColumn:
        """A whole column with its index; the same for every condition on the workbook."""
        return self.project.cached(
            ("条件の索引", column),
            lambda: IndexedColumn(cells_of(column, self.project), self.project.as_of.year),
        )


def one_column(operand: Operand, name: str) -> NamedColumn:
    """The single column that an argument must be. UnreadableCondition for anything else."""
    if len(operand.columns) != 1:
        raise UnreadableCondition(f"{name} のここには 表の名前[列の名前] が要ります", operand.at)
    return operand.columns[0]


def single(operand: Operand, name: str) -> Operand:
    """The argument, which must not be a whole column."""
    if operand.columns:
        raise UnreadableCondition(f"{name} のここには列全体は使えません。1つの値が要ります", operand.at)
    return operand


def readable(cell: Cell) -> Value:
    """What a cell shows. Unjudged for one that could not be read."""
    if isinstance(cell, NotRead):
        raise Unjudged(cell.reason)
    return cell


def gathered(operands: Sequence[Operand], row: Row, around: Surroundings) -> Iterator[tuple[Value, bool]]:
    """Every value of the arguments, and whether it stands in a cell (where texts count as none)."""
    for operand in operands:
        if operand.columns:
            for column in operand.columns:
                cells = around.indexed(column).cells
                around.budget.spend(len(cells))
                for cell in cells:
                    yield readable(cell), True
        else:
            part = operand
            while isinstance(part.evaluate, Choice):
                part = part.evaluate.choose(row)
            yield part.given(row), part.is_cell or part.is_found
