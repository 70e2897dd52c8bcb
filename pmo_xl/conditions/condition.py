"""Condition: a formula over the rows of one sheet, made ready once and asked of every row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from time import perf_counter, process_time
from typing import Any, Final, TypeAlias

from pmo_xl.conditions.columns import (
    NamedColumn,
    cells_of,
    column_of,
    columns_between,
    sheet_named,
    sheet_of,
)
from pmo_xl.conditions.function_names import OF_THE_DAY, READY, SCALAR
from pmo_xl.conditions.known_words import KnownWords, function_name
from pmo_xl.conditions.number_functions import divided, minus, plus, power, times
from pmo_xl.conditions.operand import Choice, Evaluate, Operand, Row, Surroundings, readable, single
from pmo_xl.conditions.plugged_functions import plugged_functions
from pmo_xl.conditions.reading import (
    Call,
    CellRef,
    Chain,
    ColumnRef,
    Literal,
    Node,
    Unary,
    UnreadableCondition,
    read_condition,
)
from pmo_xl.conditions.values import (
    ExcelError,
    Unjudged,
    Value,
    checked_text,
    compared,
    number_of,
    serial,
    text_of,
    value_error,
)
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record

Answer: TypeAlias = Value | Unjudged
"""What a condition gives for a row: a value, or why it gives none."""
_OPERATORS: Final[Mapping[str, Callable[[Value, Value], Value]]] = {
    "+": plus,
    "-": minus,
    "*": times,
    "/": divided,
    "^": power,
    "&": lambda left, right: checked_text(text_of(left) + text_of(right)),
    "=": lambda left, right: compared(left, right) == 0,
    "<>": lambda left, right: compared(left, right) != 0,
    "<": lambda left, right: compared(left, right) < 0,
    ">": lambda left, right: compared(left, right) > 0,
    "<=": lambda left, right: compared(left, right) <= 0,
    ">=": lambda left, right: compared(left, right) >= 0,
}


_LONGEST_ANSWER: Final = 1_000
LONGEST_SECONDS: Final = 30
"""For so long a formula is computed over the rows of a sheet; usual is a tenth of one second for 10,000 rows."""
TOO_LONG: Final = Unjudged("計算に時間がかかりすぎるため途中でやめました。条件を軽くしてください")
_SIGNS: Final[Mapping[str, Callable[[Value], Value]]] = {
    "-": lambda value: -number_of(value),
    "%": lambda value: divided(value, 100),
    "+": lambda value: value,
}


@dataclass(frozen=True)
class Condition:
    """A formula made ready for the rows of a sheet of one workbook.

    inputs: the columns of the row itself that it reads, in the order of the text. others: columns of other sheets.
    """

    text: str
    sheet: type[Record]
    inputs: tuple[NamedColumn, ...]
    others: tuple[NamedColumn, ...]
    _evaluate: Evaluate
    _project: Project

    def answers(self) -> list[Answer]:
        """What it gives for every row of the sheet, in their order. Equal rows are computed once."""
        columns = [cells_of(column, self._project) for column in self.inputs]
        if not columns:
            answer = self._answer(())
            return [answer] * len(self._project.of(self.sheet))
        rows = list(zip(*columns, strict=True))
        if any(bool in set(map(type, column)) for column in columns):
            rows = [(*row, *map(type, row)) for row in rows]  # TRUE and 1 would be one key of a dictionary
        in_time = _clock()
        known: dict[Any, Answer] = dict.fromkeys(rows)
        for row in known:
            known[row] = self._answer(row) if in_time() else TOO_LONG
        return list(map(known.__getitem__, rows))

    def _answer(self, row: Row) -> Answer:
        try:
            found = self._evaluate(row)
            if isinstance(found, str):  # a text says neither yes nor no; of a long one the beginning is kept
                return found[:_LONGEST_ANSWER]
            return 0 if found is None else found
        except Unjudged as reason:
            return reason
        except ExcelError as error:
            return Unjudged(f"式の結果が {error.code} になる行があります{error.why}")
        except ArithmeticError:  # a figure beyond what Decimals hold
            return Unjudged("式の結果が #NUM! になる行があります")


def _clock() -> Callable[[], bool]:
    """Says whether LONGEST_SECONDS of the processor are not yet over; a busy machine's clock alone says too much."""
    begun, until = process_time(), perf_counter() + LONGEST_SECONDS
    return lambda: perf_counter() < until or process_time() - begun < LONGEST_SECONDS


def condition(text: str, sheet: type[Record], project: Project) -> Condition:
    """The condition that a text says about the rows of a sheet. UnreadableCondition with its place otherwise."""
    around = Surroundings(project, sheet)
    made = _Maker(around).made(read_condition(text, KnownWords(project, sheet)))
    if made.columns:
        raise UnreadableCondition(
            "列全体では判定できません。その行の値なら [@列の名前] と書いてください", made.at
        )
    return Condition(
        text, sheet, tuple(around.inputs), tuple(dict.fromkeys(around.others)), made.evaluate, project
    )


class _Maker:
    """Makes operands of the nodes of a formula."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around

    def made(self, node: Node) -> Operand:
        """The node as an operand; what is the same for every row is computed once."""
        found = self._made(node)
        if not found.is_constant or isinstance(node, Literal) or found.columns:
            return found
        if isinstance(found.evaluate, Choice):  # which of its arguments it gives is still to be seen
            return found
        return replace(found, evaluate=_once(found.evaluate))

    def _made(self, node: Node) -> Operand:
        match node:
            case Literal(value, at):
                return Operand(lambda row: value, at, True, literal=value, is_omitted=value is None)
            case CellRef():
                return self._cell(node)
            case ColumnRef():
                return self._columns(node)
            case Unary():
                return self._unary(node)
            case Chain():
                return self._chain(node)
            case Call():
                return self._call(node)

    def _cell(self, node: CellRef) -> Operand:
        around = self._around
        if node.table and sheet_named(node.table, around.project) is not around.sheet:
            raise UnreadableCondition(
                f"{node.table[:30]}[@…] は使えません。対象シートは{around.sheet.sheet.label}です。ほかの表は 参照先 や XLOOKUP で引いてください",
                node.at,
            )
        place = around.input(column_of(around.sheet, node.column, around.project, node.at))
        return Operand(lambda row: readable(row[place]), node.at, is_cell=True, literal=place)

    def _columns(self, node: ColumnRef) -> Operand:
        project = self._around.project
        sheet = sheet_of(node.table, project, node.at)
        columns: tuple[NamedColumn, ...] = (column_of(sheet, node.column, project, node.at),)
        if node.last:
            columns = columns_between(columns[0], column_of(sheet, node.last, project, node.at), project)
        self._around.others.extend(columns)

        def _evaluate(row: Row) -> Value:
            raise value_error()

        return Operand(_evaluate, node.at, True, columns=columns)

    def _unary(self, node: Unary) -> Operand:
        operand = single(self.made(node.operand), node.operator)
        sign = _SIGNS[node.operator]
        return Operand(lambda row: sign(operand.evaluate(row)), node.at, operand.is_constant)

    def _chain(self, node: Chain) -> Operand:
        first = single(self.made(node.first), node.rest[0][0])
        rest = [(_OPERATORS[sign], single(self.made(each), sign)) for sign, each in node.rest]
        is_constant = all(operand.is_constant for operand in (first, *(operand for _, operand in rest)))
        if len(rest) == 1:
            operate, other = rest[0]
            return Operand(
                lambda row: operate(first.evaluate(row), other.evaluate(row)), node.at, is_constant
            )

        def _evaluate(row: Row) -> Value:
            value = first.evaluate(row)
            for operate, operand in rest:
                value = operate(value, operand.evaluate(row))
            return value

        return Operand(_evaluate, node.at, is_constant)

    def _call(self, node: Call) -> Operand:
        name = function_name(node.name)
        if name in OF_THE_DAY:
            self._counted(node, name, 0, 0)
            today = serial(self._around.project.as_of)
            return Operand(lambda row: today, node.at, True)
        if name in READY:
            least, most, ready = READY[name]
            operands = self._operands(node, name, least, most)
            is_found = name == "INDEX" or (name == "XLOOKUP" and len(operands) < 4)
            return Operand(
                ready(operands, self._around, name), node.at, _are_constant(operands), is_found=is_found
            )
        least, most, compute = SCALAR.get(name) or plugged_functions()[name]
        operands = [single(each, name) for each in self._operands(node, name, least, most)]
        return Operand(_scalar(compute, operands), node.at, _are_constant(operands))

    def _operands(self, node: Call, name: str, least: int, most: int) -> list[Operand]:
        self._counted(node, name, least, most)
        return [self.made(each) for each in node.arguments]

    def _counted(self, node: Call, name: str, least: int, most: int) -> None:
        if not least <= len(node.arguments) <= most:
            wanted = str(least) if least == most else f"{least}～{most}"
            raise UnreadableCondition(
                f"{name} の引数は{wanted}個です({len(node.arguments)}個あります)", node.at
            )


def _are_constant(operands: Sequence[Operand]) -> bool:
    return all(operand.is_constant for operand in operands)


def _scalar(compute: Callable[..., Any], operands: Sequence[Operand]) -> Evaluate:
    parts = [operand.evaluate for operand in operands]
    if len(parts) == 1:
        (only,) = parts
        return lambda row: compute(only(row))
    return lambda row: compute(*[part(row) for part in parts])


def _once(evaluate: Evaluate) -> Evaluate:
    kept: list[Value | ExcelError | Unjudged] = []

    def _constant(row: Row) -> Value:
        if not kept:
            try:
                kept.append(evaluate(row))
            except (ExcelError, Unjudged) as error:
                kept.append(error)
        value = kept[0]
        if isinstance(value, (ExcelError, Unjudged)):
            raise value
        return value

    return _constant


def is_true(answer: Value) -> bool | None:
    """Whether a row is hit; None where the answer is a text, which says neither."""
    if isinstance(answer, str):
        return None
    return bool(answer) if isinstance(answer, (bool, int, Decimal)) else False


def columns_read(found: Condition) -> Iterator[NamedColumn]:
    """All columns that a condition reads."""
    yield from found.inputs
    yield from found.others
