"""Functions over whole columns: sums, conditional sums and counts, look-ups, working days with holidays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, TypeAlias

from pmo_xl.conditions.columns import NotRead
from pmo_xl.conditions.criteria import IndexedColumn, Selection, key_of
from pmo_xl.conditions.date_functions import networkdays, workday
from pmo_xl.conditions.number_functions import divided, plus
from pmo_xl.conditions.operand import (
    Evaluate,
    Operand,
    Row,
    Surroundings,
    gathered,
    one_column,
    readable,
    single,
)
from pmo_xl.conditions.reading import UnreadableCondition
from pmo_xl.conditions.values import (
    ExcelError,
    Number,
    Value,
    checked_text,
    compared,
    folded,
    number_in,
    number_of,
    text_of,
    truncated,
    truth_of,
    value_error,
)
from pmo_xl.conditions.wildcards import is_pattern, like, signs_of, work_of

Make: TypeAlias = Callable[[Sequence[Operand], Surroundings, str], Evaluate]


def total(numbers: Sequence[Number]) -> Number:
    """The sum of numbers, exact."""
    if all(isinstance(number, int) for number in numbers):
        return sum(numbers)
    found: Number = 0
    for number in numbers:
        found = plus(found, number)
    return found


def average(numbers: Sequence[Number]) -> Number:
    """The mean. #DIV/0! of none."""
    return divided(total(numbers), len(numbers))


def _numbers(operands: Sequence[Operand], row: Row, around: Surroundings) -> list[Number]:
    """The numbers as SUM takes them: of cells the numbers alone, of what is written in the formula texts too."""
    found = []
    for value, is_in_cell in gathered(operands, row, around):
        if is_in_cell and (value is None or isinstance(value, (str, bool))):
            continue
        found.append(number_of(value))
    return found


def _of_numbers(compute: Callable[[list[Number]], Number]) -> Make:
    def _make(operands: Sequence[Operand], around: Surroundings, name: str) -> Evaluate:
        return lambda row: compute(_numbers(operands, row, around))

    return _make


def _count(operands: Sequence[Operand], around: Surroundings, name: str) -> Evaluate:
    return lambda row: _counted(operands, row, around, _is_counted, 0)


def _counted(
    operands: Sequence[Operand],
    row: Row,
    around: Surroundings,
    is_meant: Callable[[Value, bool], bool],
    of_error: int,
) -> int:
    """How many values of the arguments are meant. of_error: as how many an argument counts that is an error."""
    count = 0
    for operand in operands:
        try:
            count += sum(is_meant(*each) for each in gathered([operand], row, around))
        except ExcelError:
            count += of_error
    return count


def _is_counted(value: Value, is_in_cell: bool) -> bool:
    """Whether COUNT takes a value for a number: of what is written in the formula truth values and number texts too."""
    if isinstance(value, bool):
        return not is_in_cell
    if isinstance(value, str):
        return not is_in_cell and number_in(value) is not None
    return value is not None


def _count_all(operands: Sequence[Operand], around: Surroundings, name: str) -> Evaluate:
    return lambda row: _counted(operands, row, around, lambda value, _: value is not None, 1)


def _count_blank(operands: Sequence[Operand], around: Surroundings, name: str) -> Evaluate:
    one_column(operands[0], name)
    return lambda row: sum(value is None or value == "" for value, _ in gathered(operands, row, around))


def _concat(operands: Sequence[Operand], around: Surroundings, name: str) -> Evaluate:
    return lambda row: checked_text("".join(text_of(value) for value, _ in gathered(operands, row, around)))


def _textjoin(operands: Sequence[Operand], around: Surroundings, name: str) -> Evaluate:
    separator, skips = single(operands[0], name), single(operands[1], name)

    def _evaluate(row: Row) -> Value:
        between, is_skipping = text_of(separator.evaluate(row)), truth_of(skips.evaluate(row))
        texts = [text_of(value) for value, _ in gathered(operands[2:], row, around)]
        return checked_text(between.join(text for text in texts if text or not is_skipping))

    return _evaluate


def _pairs(operands: Sequence[Operand], around: Surroundings, name: str) -> tuple[Selection, list[Operand]]:
    """The rows that column, criterion, column, criterion … choose."""
    if len(operands) % 2:
        raise UnreadableCondition(f"{name} の引数は、列と条件の組で書いてください", operands[-1].at)
    columns = [one_column(each, name) for each in operands[::2]]
    if len({column.sheet for column in columns}) > 1:
        raise UnreadableCondition(f"{name} の列は、すべて同じ表の列にしてください", operands[0].at)
    criteria = [single(each, name) for each in operands[1::2]]
    return Selection([around.indexed(column) for column in columns], around.budget), criteria


def _values_where(
    operands: Sequence[Operand], around: Surroundings, name: str
) -> Callable[[Row], list[Number]]:
    """The numbers of the first column in the rows that the criteria choose."""
    column = one_column(operands[0], name)
    if any(each.columns and each.columns[0].sheet is not column.sheet for each in operands[1::2]):
        raise UnreadableCondition(f"{name} の列は、すべて同じ表の列にしてください", operands[0].at)
    selection, criteria = _pairs(operands[1:], around, name)
    cells = around.indexed(column).cells

    def _values(row: Row) -> list[Number]:
        rows = selection.rows([each.evaluate(row) for each in criteria])
        around.budget.spend(len(rows))
        shown = (readable(cells[place]) for place in rows)
        return [value for value in shown if value is not None and not isinstance(value, (str, bool))]

    return _values


def _where(compute: Callable[[list[Number]], Number]) -> Make:
    def _make(operands: Sequence[Operand], around: Surroundings, name: str) -> Evaluate:
        values = _values_where(operands, around, name)
        return lambda row: compute(values(row))

    return _make


def _single_where(compute: Callable[[list[Number]], Number]) -> Make:
    """SUMIF and AVERAGEIF: the criterion stands before the column that is summed."""

    def _make(operands: Sequence[Operand], around: Surroundings, name: str) -> Evaluate:
        column, criterion = operands[:2]
        values = _values_where(
            [operands[-1] if len(operands) == 3 else column, column, criterion], around, name
        )
        return lambda row: compute(values(row))

    return _make


def _countifs(operands: Sequence[Operand], around: Surroundings, name: str) -> Evaluate:
    selection, criteria = _pairs(operands, around, name)
    return lambda row: len(selection.rows([each.evaluate(row) for each in criteria]))


def _least(numbers: list[Number]) -> Number:
    return min(numbers, default=0)


def _most(numbers: list[Number]) -> Number:
    return max(numbers, default=0)


def _exact_places(
    wanted: Value, column: IndexedColumn, around: Surroundings, has_wildcards: bool
) -> list[int]:
    if has_wildcards and isinstance(wanted, str) and is_pattern(wanted):
        pattern = signs_of(wanted)
        around.budget.spend(len(column.cells) + work_of(pattern, column.length))
        return [
            at
            for at, cell in enumerate(column.cells)
            if isinstance(cell, str) and like(folded(cell), pattern)
        ]
    places = column.by_key.get(key_of(wanted), [])
    kind = (str,) if isinstance(wanted, str) else (bool,) if isinstance(wanted, bool) else (int, Decimal)
    return [at for at in places if wanted is None or isinstance(column.cells[at], kind)]


def _place_of(
    wanted: Value,
    column: IndexedColumn,
    around: Surroundings,
    mode: int,
    has_wildcards: bool,
    *,
    is_last: bool = False,
) -> int | None:
    """Where a value stands: mode 0 exactly, -1 it or the next smaller, 1 it or the next larger.

    is_last: the last of equal ones, as the halving search of MATCH and VLOOKUP ends; the first one otherwise.
    wanted: None finds a blank cell, as XLOOKUP does.
    """
    exact = _exact_places(wanted, column, around, has_wildcards)
    found = exact[-1 if is_last else 0] if exact else None
    if column.unread and (
        found is None or (column.unread[-1] > found if is_last else column.unread[0] < found)
    ):
        readable(column.cells[column.unread[0]])
    if found is not None or mode == 0:
        return found
    around.budget.spend(len(column.cells))
    best: int | None = None
    for at, cell in enumerate(column.cells):
        if cell is None or isinstance(cell, NotRead) or isinstance(cell, str) != isinstance(wanted, str):
            continue
        if compared(cell, wanted) != mode:
            continue
        held = column.cells[best] if best is not None else None
        closer = -mode if best is None else compared(cell, readable(held))
        if closer == -mode or (is_last and closer == 0):
            best = at
    return best


def _zero_for_blank(wanted: Operand, row: Row) -> Value:
    """What MATCH and VLOOKUP look for: a blank cell is 0 to them."""
    value = wanted.evaluate(row)
    return 0 if value is None else value


def _match(operands: Sequence[Operand], around: Surroundings, name: str) -> Evaluate:
    wanted, column = single(operands[0], name), around.indexed(one_column(operands[1], name))
    mode = single(operands[2], name) if len(operands) > 2 else None

    def _evaluate(row: Row) -> Value:
        how = truncated(mode.evaluate(row)) if mode else 1
        near = -1 if how > 0 else 1 if how < 0 else 0
        place = _place_of(_zero_for_blank(wanted, row), column, around, near, how == 0, is_last=how > 0)
        if place is None:
            raise ExcelError("#N/A")
        return place + 1

    return _evaluate


def _xlookup(operands: Sequence[Operand], around: Surroundings, name: str) -> Evaluate:
    wanted, keys = single(operands[0], name), one_column(operands[1], name)
    results = one_column(operands[2], name)
    if results.sheet is not keys.sheet:
        raise UnreadableCondition(f"{name} の検索する列と返す列は、同じ表の列にしてください", operands[2].at)
    column, cells = around.indexed(keys), around.indexed(results).cells
    otherwise, mode, backwards = ([single(each, name) for each in operands[3:6]] + [None] * 3)[:3]

    def _evaluate(row: Row) -> Value:
        how = truncated(mode.evaluate(row)) if mode else 0
        order = truncated(backwards.evaluate(row)) if backwards else 1
        if how not in (0, -1, 1, 2) or order not in (1, -1, 2, -2):
            raise value_error()
        near = how if how in (-1, 1) else 0
        place = _place_of(wanted.evaluate(row), column, around, near, how == 2, is_last=order == -1)
        if place is not None:
            return readable(cells[place])
        if otherwise is None or otherwise.is_omitted:
            raise ExcelError("#N/A")
        return otherwise.evaluate(row)

    return _evaluate


def _vlookup(operands: Sequence[Operand], around: Surroundings, name: str) -> Evaluate:
    wanted, span, number = single(operands[0], name), operands[1], single(operands[2], name)
    if not span.columns:
        raise UnreadableCondition(f"{name} のここには 表の名前[[列]:[列]] が要ります", span.at)
    nearly = single(operands[3], name) if len(operands) > 3 else None
    column = around.indexed(span.columns[0])

    def _evaluate(row: Row) -> Value:
        which = truncated(number.evaluate(row))
        if which < 1:
            raise value_error()
        if which > len(span.columns):
            raise ExcelError("#REF!")
        is_near = truth_of(nearly.evaluate(row)) if nearly else True
        near = -1 if is_near else 0
        place = _place_of(_zero_for_blank(wanted, row), column, around, near, not is_near, is_last=is_near)
        if place is None:
            raise ExcelError("#N/A")
        return readable(around.indexed(span.columns[which - 1]).cells[place])

    return _evaluate


def _index(operands: Sequence[Operand], around: Surroundings, name: str) -> Evaluate:
    span, numbers = operands[0], [single(each, name) for each in operands[1:]]
    if not span.columns:
        raise UnreadableCondition(f"{name} のここには 表の名前[列の名前] が要ります", span.at)

    def _evaluate(row: Row) -> Value:
        places = [truncated(each.evaluate(row)) for each in numbers]
        place, which = places[0], places[1] if len(places) > 1 else 1
        if place < 1 or which < 1:
            raise value_error()
        if which > len(span.columns) or place > len(around.indexed(span.columns[which - 1]).cells):
            raise ExcelError("#REF!")
        return readable(around.indexed(span.columns[which - 1]).cells[place - 1])

    return _evaluate


def _holidays(operands: Sequence[Operand], row: Row, around: Surroundings) -> Iterator[Value]:
    return (value for value, _ in gathered(operands, row, around) if value is not None and value != "")


def _working(compute: Callable[..., int], has_weekend: bool) -> Make:
    def _make(operands: Sequence[Operand], around: Surroundings, name: str) -> Evaluate:
        start, end = single(operands[0], name), single(operands[1], name)
        weekend = single(operands[2], name) if has_weekend and len(operands) > 2 else None
        off = operands[3 if has_weekend else 2 :]
        kept = list(_holidays(off, (), around)) if all(each.columns for each in off) else None

        def _evaluate(row: Row) -> Value:
            days = kept if kept is not None else list(_holidays(off, row, around))
            return compute(
                start.evaluate(row), end.evaluate(row), days, weekend.evaluate(row) if weekend else 1
            )

        return _evaluate

    return _make


RANGE_FUNCTIONS: Final[Mapping[str, tuple[int, int, Make]]] = {
    "SUM": (1, 255, _of_numbers(total)),
    "AVERAGE": (1, 255, _of_numbers(average)),
    "MIN": (1, 255, _of_numbers(_least)),
    "MAX": (1, 255, _of_numbers(_most)),
    "COUNT": (1, 255, _count),
    "COUNTA": (1, 255, _count_all),
    "COUNTBLANK": (1, 1, _count_blank),
    "CONCAT": (1, 255, _concat),
    "CONCATENATE": (1, 255, _concat),
    "TEXTJOIN": (3, 255, _textjoin),
    "SUMIF": (2, 3, _single_where(total)),
    "SUMIFS": (3, 255, _where(total)),
    "COUNTIF": (2, 2, _countifs),
    "COUNTIFS": (2, 254, _countifs),
    "AVERAGEIF": (2, 3, _single_where(average)),
    "AVERAGEIFS": (3, 255, _where(average)),
    "MAXIFS": (3, 255, _where(_most)),
    "MINIFS": (3, 255, _where(_least)),
    "MATCH": (2, 3, _match),
    "XLOOKUP": (3, 6, _xlookup),
    "VLOOKUP": (3, 4, _vlookup),
    "INDEX": (2, 3, _index),
    "NETWORKDAYS": (2, 3, _working(networkdays, False)),
    "NETWORKDAYS.INTL": (2, 4, _working(networkdays, True)),
    "WORKDAY": (2, 3, _working(workday, False)),
    "WORKDAY.INTL": (2, 4, _working(workday, True)),
}
"""By name: fewest and most arguments, and what makes it ready."""
