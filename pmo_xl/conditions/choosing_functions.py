"""Functions that choose: IF and its kin, AND, OR, what kind a value is, errors. They look at what they need alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from pmo_xl.conditions.operand import Choice, Evaluate, Operand, Row, Surroundings, gathered, single
from pmo_xl.conditions.range_functions import Make
from pmo_xl.conditions.reading import UnreadableCondition
from pmo_xl.conditions.values import ExcelError, Unjudged, Value, compared, number_of, truth_of, value_error


def _if(operands: Sequence[Operand], around: Surroundings, name: str) -> Evaluate:
    asked, then, *rest = (single(each, name) for each in operands)
    otherwise = rest[0] if rest else Operand(lambda row: False, asked.at, True)
    return Choice(lambda row: then if truth_of(asked.evaluate(row)) else otherwise)


def _ifs(operands: Sequence[Operand], around: Surroundings, name: str) -> Evaluate:
    if len(operands) % 2:
        raise UnreadableCondition("IFS の引数は、条件と値の組で書いてください", operands[-1].at)
    pairs = [(single(a, name), single(b, name)) for a, b in zip(operands[::2], operands[1::2], strict=True)]

    def _choose(row: Row) -> Operand:
        for asked, then in pairs:
            if truth_of(asked.evaluate(row)):
                return then
        raise ExcelError("#N/A")

    return Choice(_choose)


def _switch(operands: Sequence[Operand], around: Surroundings, name: str) -> Evaluate:
    subject, *rest = (single(each, name) for each in operands)
    pairs, otherwise = list(zip(rest[::2], rest[1::2], strict=False)), rest[-1] if len(rest) % 2 else None

    def _choose(row: Row) -> Operand:
        value = subject.evaluate(row)
        for case, then in pairs:
            if compared(value, case.evaluate(row)) == 0:
                return then
        if otherwise is None:
            raise ExcelError("#N/A")
        return otherwise

    return Choice(_choose)


def _truths(operand: Operand, row: Row, around: Surroundings) -> list[bool]:
    """The truth values of an argument of AND: a cell's text and blank count as none."""
    found = []
    for value, is_in_cell in gathered([operand], row, around):
        if is_in_cell and (value is None or isinstance(value, str)):
            continue
        found.append(truth_of(value))
    return found


def _all_or_any(decisive: bool) -> Make:
    """AND (False decides) and OR (True decides). What cannot be read is of no matter where another argument decides."""

    def _make(operands: Sequence[Operand], around: Surroundings, name: str) -> Evaluate:
        def _evaluate(row: Row) -> Value:
            seen: list[bool] = []
            unread: Unjudged | None = None
            for operand in operands:
                try:
                    seen += _truths(operand, row, around)
                except Unjudged as reason:
                    unread = unread or reason
            if decisive in seen:
                return decisive
            if unread:
                raise unread
            if not seen:
                raise value_error()
            return not decisive

        return _evaluate

    return _make


def _xor(operands: Sequence[Operand], around: Surroundings, name: str) -> Evaluate:
    def _evaluate(row: Row) -> Value:
        seen = [truth for operand in operands for truth in _truths(operand, row, around)]
        if not seen:
            raise value_error()
        return sum(seen) % 2 == 1

    return _evaluate


def _not(operands: Sequence[Operand], around: Surroundings, name: str) -> Evaluate:
    asked = single(operands[0], name)
    return lambda row: not truth_of(asked.evaluate(row))


def _instead_of_error(is_caught: Callable[[str], bool]) -> Make:
    def _make(operands: Sequence[Operand], around: Surroundings, name: str) -> Evaluate:
        first, second = (single(each, name) for each in operands)

        def _evaluate(row: Row) -> Value:
            try:
                return first.given(row)
            except ExcelError as error:
                if not is_caught(error.code):
                    raise
            return second.given(row)

        return _evaluate

    return _make


def _is_error(is_meant: Callable[[str], bool]) -> Make:
    def _make(operands: Sequence[Operand], around: Surroundings, name: str) -> Evaluate:
        asked = single(operands[0], name)

        def _evaluate(row: Row) -> Value:
            try:
                asked.evaluate(row)
            except ExcelError as error:
                return is_meant(error.code)
            return False

        return _evaluate

    return _make


def _is(test: Callable[[Value], bool]) -> Make:
    def _make(operands: Sequence[Operand], around: Surroundings, name: str) -> Evaluate:
        asked = single(operands[0], name)

        def _evaluate(row: Row) -> Value:
            try:
                return test(asked.evaluate(row))
            except ExcelError:
                return False

        return _evaluate

    return _make


def _is_number(value: Value) -> bool:
    return isinstance(value, (int, Decimal)) and not isinstance(value, bool)


def _parity(odd: bool) -> Make:
    def _make(operands: Sequence[Operand], around: Surroundings, name: str) -> Evaluate:
        asked = single(operands[0], name)
        return lambda row: (int(number_of(asked.evaluate(row))) % 2 == 1) is odd

    return _make


def _constant(value: Value) -> Make:
    return lambda operands, around, name: lambda row: value


def _not_available(operands: Sequence[Operand], around: Surroundings, name: str) -> Evaluate:
    def _evaluate(row: Row) -> Value:
        raise ExcelError("#N/A")

    return _evaluate


CHOOSING_FUNCTIONS: Final[Mapping[str, tuple[int, int, Make]]] = {
    "IF": (2, 3, _if),
    "IFS": (2, 254, _ifs),
    "SWITCH": (3, 254, _switch),
    "AND": (1, 255, _all_or_any(False)),
    "OR": (1, 255, _all_or_any(True)),
    "XOR": (1, 255, _xor),
    "NOT": (1, 1, _not),
    "TRUE": (0, 0, _constant(True)),
    "FALSE": (0, 0, _constant(False)),
    "NA": (0, 0, _not_available),
    "IFERROR": (2, 2, _instead_of_error(lambda code: True)),
    "IFNA": (2, 2, _instead_of_error(lambda code: code == "#N/A")),
    "ISERROR": (1, 1, _is_error(lambda code: True)),
    "ISERR": (1, 1, _is_error(lambda code: code != "#N/A")),
    "ISNA": (1, 1, _is_error(lambda code: code == "#N/A")),
    "ISBLANK": (1, 1, _is(lambda value: value is None)),
    "ISNUMBER": (1, 1, _is(_is_number)),
    "ISTEXT": (1, 1, _is(lambda value: isinstance(value, str))),
    "ISNONTEXT": (1, 1, _is(lambda value: not isinstance(value, str))),
    "ISLOGICAL": (1, 1, _is(lambda value: isinstance(value, bool))),
    "ISEVEN": (1, 1, _parity(False)),
    "ISODD": (1, 1, _parity(True)),
}
"""By name: fewest and most arguments, and what makes it ready."""
