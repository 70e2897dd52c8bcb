"""The live formulas of the derived columns, as a file stores them (without the leading "=").

Keyed by record class and field; the library's side of the same columns is pmo_xl/metrics/derived.py, and
definitions.md says what both mean. Only functions that Excel 2016 and LibreOffice 7.4 both have. A formula
is written with the fields' own names and filled with the labels of the declarations: `{orders.ordered}` is
the whole column 予算管理表[発注金額], `{@ordered}` the cell of this row, `{list:orders.order_kind}` the
list's name in 選択肢. 計算日 is a defined name of the workbook.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from pmo_xl.metrics.measures import MEASURES
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.budget import Budget
from pmo_xl.model.choice import Choice
from pmo_xl.model.issue import Issue
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.order import Order
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.model.sheets import SHEETS
from pmo_xl.model.vocabulary import STATES, StateClass, list_name

_PLACE = re.compile(r"\{(list:)?(?:(\w+)\.)?(@?)(\w+)\}")
_SPECIAL = re.compile(r"[^\w]")
_LONGEST_TEXT = 240


def whole_column(record_class: type[Record], field: str) -> str:
    """The structured reference to a column of a ledger: 予算管理表[発注金額]."""
    label = record_class.columns[field].label
    quoted = f"[{label}]" if _SPECIAL.search(label) else label
    return f"{record_class.sheet.label}[{quoted}]"


def cell_of_row(record_class: type[Record], field: str) -> str:
    """The structured reference to this row's cell, as a file stores it: 予算管理表[[#This Row],[発注金額]]."""
    return f"{record_class.sheet.label}[[#This Row],[{record_class.columns[field].label}]]"


def filled(template: str, own: type[Record] | None = None) -> str:
    """The template with its fields as structured references; `{@field}` is a field of `own`."""

    def reference(place: re.Match[str]) -> str:
        is_list, collection, is_this_row, field = place.groups()
        sheet = by_collection[collection] if collection else own
        if sheet is None:
            raise KeyError(place.group())
        if is_list:
            return f'"{list_name(sheet, field)}"'
        return cell_of_row(sheet, field) if is_this_row else whole_column(sheet, field)

    by_collection = {sheet.sheet.collection: sheet for sheet in SHEETS}
    return _PLACE.sub(reference, re.sub(r"\n\s*", "", template))


def text_literal(text: str) -> str:
    """A text inside a formula; Excel allows 255 characters in one literal, so a longer one is joined."""
    pieces = [text[i : i + _LONGEST_TEXT] for i in range(0, len(text), _LONGEST_TEXT)] or [""]
    return "&".join('"{}"'.format(piece.replace('"', '""')) for piece in pieces)


def state_words(state_class: StateClass) -> Iterable[str]:
    """Every "list/word" whose class is this one, as the formula of 選択肢 looks it up."""
    return (
        f"{name}/{word}" for name, words in STATES.items() for word in words if words[word] is state_class
    )


def _state_class() -> str:
    """区分: the class of the word (of what it stands for), 進行中 when a state list does not know it."""
    tests = "".join(
        f"IF(ISNUMBER(FIND({word},{_among(state_words(state_class))})),{text_literal(state_class)},"
        for state_class in (StateClass.NOT_STARTED, StateClass.DONE, StateClass.CANCELLED)
        for word in ['"|"&{@list_name}&"/"&IF({@meaning}="",{@value},{@meaning})&"|"']
    )
    is_state = f'AND({{@value}}<>"",ISNUMBER(FIND("|"&{{@list_name}}&"|",{_among(STATES)})))'
    return f'IF({is_state},{tests}{text_literal(StateClass.IN_PROGRESS)}))),"")'


def _among(words: Iterable[str]) -> str:
    return text_literal(f"|{'|'.join(words)}|")


_CLASS = "COUNTIFS({choices.list_name},{list:NAME.status},{choices.value},{@status},{choices.state_class},"

_AGE = f"""
IF(OR(NOT(ISNUMBER({{@asked_on}})),{_CLASS.replace("NAME", "questions")}"取消")>0),"",
 IF(ISNUMBER({{@answered_on}}),{{@answered_on}},計算日)-{{@asked_on}})"""

_IS_CLOSED = f"{_CLASS}'完了')+{_CLASS}'取消')>0".replace("NAME", "issues").replace("'", '"')

_DAYS_OVERDUE = f"""
IF(OR(NOT(ISNUMBER({{@due_on}})),{{@status}}="",{_IS_CLOSED}),"",MAX(0,計算日-{{@due_on}}))"""


def placed_sum(where: str) -> str:
    """Σ of what placed orders cost (発注金額, blank: 見積金額) where these criteria of SUMIFS hold."""
    placed = f'{where}{{orders.ordered_on}},">0",{{orders.status}},"<>取消"'
    return f"""(SUMIFS({{orders.ordered}},{placed})
+SUMIFS({{orders.estimated}},{placed},{{orders.ordered}},"="))"""


def expected_sum(condition: str) -> str:
    """Σ of what orders not placed may cost, rounded row by row, where the condition (1 or 0 a row) holds.

    Text in a figure's cell counts as 0 (the fourth part of TEXT's pattern) instead of breaking the sum.
    """
    return rf"""SUMPRODUCT({condition}*(1-ISNUMBER({{orders.ordered_on}}))*({{orders.status}}<>"取消")
*ROUND(VALUE(TEXT({{orders.estimated}},"0;-0;0;\0"))
*(VALUE(TEXT({{orders.probability}},"0.000000;-0.000000;0;\0"))+({{orders.probability}}="")),0))"""


_BUDGET_ORDERED = f"""IF({{@id}}="","",{placed_sum("{orders.budget},{@id},")})"""

_BUDGET_EXPECTED = f"""IF({{@id}}="","",{expected_sum("({orders.budget}={@id})")})"""

_BUDGET_REMAINING = 'IF(ISNUMBER({@amount}),{@amount}-SUM({@ordered},{@expected}),"")'

_IS_CANCELLED = """
OR({@order_kind}="取消",COUNTIFS({choices.list_name},{list:orders.order_kind},
{choices.value},{@order_kind},{choices.meaning},"取消")>0)"""

_ACCEPTED = 'SUMIFS({acceptances.accepted},{acceptances.order},{@id},{acceptances.accepted_on},">0")'

_ORDER_STATUS = f"""
IF(AND({{@id}}="",{{@order_kind}}=""),"",IF({_IS_CANCELLED},"取消",IF(NOT(ISNUMBER({{@ordered_on}})),"見積中",
IF({_ACCEPTED}=0,"発注済",
IF(ABS({_ACCEPTED})<ABS(IF({{@ordered}}="",N({{@estimated}}),N({{@ordered}}))),"一部検収",
IF(COUNTIFS({{acceptances.order}},{{@id}},{{acceptances.paid_on}},">0")
=COUNTIFS({{acceptances.order}},{{@id}}),"支払済","検収済"))))))"""

_ACCEPTANCE_STATUS = """
IF(AND({@id}="",{@order}=""),"",IF(ISNUMBER({@paid_on}),"支払済",IF(ISNUMBER({@invoiced_on}),"請求済",
IF(ISNUMBER({@accepted_on}),"検収済",IF(ISNUMBER({@received_on}),"検収待ち","未受領")))))"""

# The measures are computed by the defined names that measure_formulas.py says.
_MEASURES = "".join(f'IF({{@formula}}="{name}",指標_{name},' for name in MEASURES)
_KPI_ACTUAL = f"""{_MEASURES}""{")" * len(MEASURES)}"""

_TEMPLATES: Mapping[tuple[type[Record], str], str] = {
    (Question, "age"): _AGE,
    (Issue, "days_overdue"): _DAYS_OVERDUE,
    (Budget, "ordered"): _BUDGET_ORDERED,
    (Budget, "expected"): _BUDGET_EXPECTED,
    (Budget, "remaining"): _BUDGET_REMAINING,
    (Order, "status"): _ORDER_STATUS,
    (Acceptance, "status"): _ACCEPTANCE_STATUS,
    (Choice, "state_class"): _state_class(),
    (Kpi, "actual"): _KPI_ACTUAL,
}

FORMULAS: Mapping[tuple[type[Record], str], str] = MappingProxyType(
    {(sheet, field): filled(template, sheet) for (sheet, field), template in _TEMPLATES.items()}
)
