"""Functions of our own: business days of the project, the class of a state, the row that an ID names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from pmo_xl.conditions.columns import NamedColumn, NotRead, cells_of, column_of
from pmo_xl.conditions.operand import Evaluate, Operand, Row, Surroundings, readable, single
from pmo_xl.conditions.range_functions import Make
from pmo_xl.conditions.reading import UnreadableCondition
from pmo_xl.conditions.values import ExcelError, Unjudged, Value, day_of, truncated, value_error
from pmo_xl.model.kind import Kind
from pmo_xl.model.member import Member
from pmo_xl.model.record import Record
from pmo_xl.model.references import id_key
from pmo_xl.model.sheets import sheet_labelled
from pmo_xl.model.system import System
from pmo_xl.model.vendor import Vendor
from pmo_xl.model.vocabulary import STATES, list_name

_NAMED: Final[Mapping[Kind, type[Record]]] = {Kind.PERSON: Member, Kind.SYSTEM: System, Kind.VENDOR: Vendor}


def _in_business_days(operands: Sequence[Operand], around: Surroundings, name: str) -> Evaluate:
    """以内営業日(開始,終了,n): whether the end is not later than n business days after the start."""
    start, end, count = (single(each, name) for each in operands)
    calendar = around.project.calendar

    def _evaluate(row: Row) -> Value:
        first, last = start.evaluate(row), end.evaluate(row)
        if first in (None, "") or last in (None, ""):
            raise value_error()
        return day_of(last) <= calendar.add_business_days(day_of(first), truncated(count.evaluate(row)))

    return _evaluate


def _own_cell(operand: Operand, around: Surroundings, name: str) -> NamedColumn:
    """The column of the row itself that an argument must be."""
    if not operand.is_cell:
        raise UnreadableCondition(f"{name} のここには [@列の名前] が要ります", operand.at)
    return around.inputs[truncated(operand.literal)]


def _state_class(operands: Sequence[Operand], around: Surroundings, name: str) -> Evaluate:
    """区分([@状態]): 未着手 進行中 完了 取消 of a state; nothing of a blank."""
    column = _own_cell(operands[0], around, name)
    words = STATES.get(list_name(column.sheet, column.field)) if column.field else None
    if words is None or column.field is None:
        raise UnreadableCondition(
            f"{column.label}は状態の列ではありません。区分 は状態の列に使ってください", operands[0].at
        )
    lists, vocabulary = list_name(column.sheet, column.field), around.project.vocabulary
    cell = operands[0]

    def _evaluate(row: Row) -> Value:
        word = cell.evaluate(row)
        if word is None or not isinstance(word, str):
            return ""
        return str(vocabulary.class_of(lists, vocabulary.canonical(lists, word) or word) or "")

    return _evaluate


def _named_row(operands: Sequence[Operand], around: Surroundings, name: str) -> Evaluate:
    """参照先([@列],"列名"): what the row shows in that column which an ID (a person, a system) names."""
    column = _own_cell(operands[0], around, name)
    wanted = operands[1].literal
    if not isinstance(wanted, str) or not operands[1].is_constant:
        raise UnreadableCondition(f'{name} の列の名前は "列の名前" と書いてください', operands[1].at)
    declared = column.sheet.columns[column.field] if column.field else None
    sheets = _sheets_named(column)
    if declared is None or not sheets:
        raise UnreadableCondition(f"{column.label}は、ほかの行を指す列ではありません", operands[0].at)
    found = {sheet: column_of(sheet, wanted, around.project, operands[1].at) for sheet in sheets[:1]}
    for sheet in sheets[1:]:
        if any(wanted == each.label for each in sheet.columns.values()):
            found[sheet] = column_of(sheet, wanted, around.project, operands[1].at)
    around.others.extend(found.values())
    shown: dict[type[Record], dict[int, Any]] = {}
    cell = operands[0]

    def _evaluate(row: Row) -> Value:
        value = cell.evaluate(row)
        if value is None:
            raise ExcelError("#N/A")
        results = []
        for text in str(value).replace("\n", "、").split("、"):
            record = _row_named(text.strip(), declared.kind, tuple(found), around)
            if record is None:
                raise ExcelError("#N/A")
            sheet = record.__class__
            if sheet not in shown:
                rows = around.project.of(sheet)
                cells = cells_of(found[sheet], around.project)
                shown[sheet] = {id(each): seen for each, seen in zip(rows, cells, strict=True)}
            seen = shown[sheet][id(record)]
            if isinstance(seen, NotRead):
                raise Unjudged(seen.reason)
            results.append(readable(seen))
        if any(each != results[0] for each in results):
            raise value_error()
        return results[0]

    return _evaluate


def _sheets_named(column: NamedColumn) -> list[type[Record]]:
    declared = column.sheet.columns[column.field] if column.field else None
    if declared is None:
        return []
    if declared.kind in _NAMED:
        return [_NAMED[declared.kind]]
    return [sheet_labelled(label) for label in declared.refers_to]


def _row_named(text: str, kind: Kind, sheets: Sequence[type[Record]], around: Surroundings) -> Record | None:
    project = around.project
    if kind is Kind.PERSON:
        return project.member(text)
    if kind is Kind.VENDOR:
        return project.vendor(text)
    if kind is Kind.SYSTEM or System in sheets:
        return project.system(text)
    return next((row for sheet in sheets if (row := project.of(sheet).get(id_key(text)))), None)


LEDGER_FUNCTIONS: Final[Mapping[str, tuple[int, int, Make]]] = {
    "以内営業日": (3, 3, _in_business_days),
    "区分": (1, 1, _state_class),
    "参照先": (2, 2, _named_row),
}
"""By name: fewest and most arguments, and what makes it ready."""
