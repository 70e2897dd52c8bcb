"""The figures of the derived columns, each beside its formula in the workbook: both say the same.

Source: definitions.md, Money and States. None is an empty cell. derived.py lists them by column, and tells the
language of the formulas.
"""

from __future__ import annotations

from collections.abc import Iterable

from pmo_xl.metrics.budget.order_money import (
    accepted_amount,
    expected_amount,
    is_cancelled,
    is_placed,
    ordered_amount,
)
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.budget import Budget
from pmo_xl.model.choice import Choice
from pmo_xl.model.issue import Issue
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.model.vocabulary import STATES, StateClass, Vocabulary

_LONGEST_TEXT = 240

_CLASS = "COUNTIFS({choices.list_name},{list:NAME.status},{choices.value},{@status},{choices.state_class},"

AGE = f"""
IF(OR(NOT(ISNUMBER({{@asked_on}})),{_CLASS.replace("NAME", "questions")}"取消")>0),"",
 IF(ISNUMBER({{@answered_on}}),{{@answered_on}},計算日)-{{@asked_on}})"""


def age_of(question: Question, project: Project) -> int | None:
    """滞留日数: calendar days from 質問日 to 回答日 (else D); None when 取下げ or without 質問日."""
    if question.asked_on is None or project.state_of(question) is StateClass.CANCELLED:
        return None
    return ((question.answered_on or project.as_of) - question.asked_on).days


_IS_CLOSED = f"{_CLASS}'完了')+{_CLASS}'取消')>0".replace("NAME", "issues").replace("'", '"')

DAYS_OVERDUE = f"""
IF(OR(NOT(ISNUMBER({{@due_on}})),{{@status}}="",{_IS_CLOSED}),"",MAX(0,計算日-{{@due_on}}))"""


def days_overdue_of(issue: Issue, project: Project) -> int | None:
    """超過日数: calendar days that D lies after 期限, at least 0; None when closed or without 期限."""
    if issue.due_on is None or not project.is_open(issue):
        return None
    return max(0, (project.as_of - issue.due_on).days)


def placed_sum(where: str) -> str:
    """Σ of what placed orders cost (発注金額, blank: 見積金額) where these criteria of SUMIFS hold."""
    placed = f'{where}{{orders.ordered_on}},">0",{{orders.status}},"<>取消"'
    return f"""(SUMIFS({{orders.ordered}},{placed})
+SUMIFS({{orders.estimated}},{placed},{{orders.ordered}},"="))"""


def granted_sum(where: str) -> str:
    """Σ of 予算額 where these criteria of SUMIFS hold, without requests that nobody has granted and those turned down."""
    every = f"SUMIFS({{budgets.amount}},{where.removesuffix(',')})" if where else "SUM({budgets.amount})"
    return f"({every}-{requested_sum('amount', where)})"


def requested_sum(field: str, where: str = "") -> str:
    """Σ of a column of 予算枠 over the requests that nobody has granted and those turned down."""
    open_ones = '{budgets.kind},"<>却下",{budgets.requested_on},">0",{budgets.approved_on},"="'
    return f"""(SUMIFS({{budgets.{field}}},{where}{{budgets.kind}},"却下")
+SUMIFS({{budgets.{field}}},{where}{open_ones}))"""


def placed_of_rows(condition: str) -> str:
    """The same where the condition (1 or 0 a row) holds; text in a figure's cell counts as 0."""
    return rf"""SUMPRODUCT({condition}*ISNUMBER({{orders.ordered_on}})*({{orders.status}}<>"取消")
*(VALUE(TEXT({{orders.ordered}},"0;-0;0;\0"))+({{orders.ordered}}="")*VALUE(TEXT({{orders.estimated}},"0;-0;0;\0"))))"""


def expected_sum(condition: str) -> str:
    """Σ of what orders not placed may cost, rounded row by row, where the condition (1 or 0 a row) holds.

    Text in a figure's cell counts as 0 (the fourth part of TEXT's pattern) instead of breaking the sum.
    """
    return rf"""SUMPRODUCT({condition}*(1-ISNUMBER({{orders.ordered_on}}))*({{orders.status}}<>"取消")
*ROUND(VALUE(TEXT({{orders.estimated}},"0;-0;0;\0"))
*(VALUE(TEXT({{orders.probability}},"0.000000;-0.000000;0;\0"))+({{orders.probability}}="")),0))"""


BUDGET_ORDERED = f"""IF({{@id}}="","",{placed_sum("{orders.budget},{@id},")})"""

BUDGET_EXPECTED = f"""IF({{@id}}="","",{expected_sum("({orders.budget}={@id})")})"""

_IS_REQUEST = 'OR({@kind}="却下",AND(ISNUMBER({@requested_on}),{@approved_on}=""))'
BUDGET_REMAINING = f"""IF(OR(NOT(ISNUMBER({{@amount}})),{_IS_REQUEST}),"",
 {{@amount}}-SUM({{@ordered}},{{@expected}}))"""


def budget_ordered(budget: Budget, project: Project) -> int | None:
    """発注済額: what the orders placed on this budget cost."""
    orders = project.orders.naming("budget", budget.id)
    return sum([ordered_amount(order) or 0 for order in orders if order.ordered_on]) if budget.id else None


def budget_expected(budget: Budget, project: Project) -> int | None:
    """発注見込額: what the orders not placed yet may cost."""
    orders = project.orders.naming("budget", budget.id)
    return (
        sum([expected_amount(order) or 0 for order in orders if not order.ordered_on]) if budget.id else None
    )


def budget_remaining(budget: Budget, project: Project) -> int | None:
    """残予算: 予算額 − 発注済額 − 発注見込額; None without 予算額, and of a request that nobody has granted."""
    if budget.granted is None:
        return None
    return budget.granted - (budget_ordered(budget, project) or 0) - (budget_expected(budget, project) or 0)


_IS_CANCELLED = """
OR({@order_kind}="取消",COUNTIFS({choices.list_name},{list:orders.order_kind},
{choices.value},{@order_kind},{choices.meaning},"取消")>0)"""

_ACCEPTED = 'SUMIFS({acceptances.accepted},{acceptances.order},{@id},{acceptances.accepted_on},">0")'

ORDER_STATUS = f"""
IF(AND({{@id}}="",{{@order_kind}}=""),"",IF({_IS_CANCELLED},"取消",IF(NOT(ISNUMBER({{@ordered_on}})),"見積中",
IF({_ACCEPTED}=0,"発注済",
IF(ABS({_ACCEPTED})<ABS(IF({{@ordered}}="",N({{@estimated}}),N({{@ordered}}))),"一部検収",
IF(COUNTIFS({{acceptances.order}},{{@id}},{{acceptances.paid_on}},">0")
=COUNTIFS({{acceptances.order}},{{@id}}),"支払済","検収済"))))))"""


def order_status(order: Order, project: Project) -> str | None:
    """状態 of an order: 取消 / 見積中 / 発注済 / 一部検収 / 検収済 / 支払済."""
    if order.id is None and order.order_kind is None:
        return None
    if is_cancelled(order):
        return "取消"
    return _delivery_status(order, project) if is_placed(order) else "見積中"


def _delivery_status(order: Order, project: Project) -> str:
    rows = project.acceptances.naming("order", order.id)
    accepted = sum(map(accepted_amount, rows))
    if accepted == 0:
        return "発注済"
    if abs(accepted) < abs(ordered_amount(order) or 0):
        return "一部検収"
    return "支払済" if all(row.paid_on for row in rows) else "検収済"


ACCEPTANCE_STATUS = """
IF(AND({@id}="",{@order}=""),"",IF(ISNUMBER({@paid_on}),"支払済",IF(ISNUMBER({@invoiced_on}),"請求済",
IF(ISNUMBER({@accepted_on}),"検収済",IF(ISNUMBER({@received_on}),"検収待ち","未受領")))))"""

_STAGES = (
    ("paid_on", "支払済"),
    ("invoiced_on", "請求済"),
    ("accepted_on", "検収済"),
    ("received_on", "検収待ち"),
)


def acceptance_status(acceptance: Acceptance, project: Project) -> str | None:
    """状態 of a delivery by the last of 受領日, 検収日, 請求日 and 支払日 that is set; 未受領 without any."""
    if acceptance.id is None and acceptance.order is None:
        return None
    return next((word for field, word in _STAGES if getattr(acceptance, field)), "未受領")


def state_class_of(choice: Choice, project: Project) -> str | None:
    """区分 of a word of a state list; None for other lists and unfinished rows."""
    if not choice.value or not choice.list_name or choice.list_name not in STATES:
        return None
    word = choice.meaning or choice.value
    state_class = Vocabulary().class_of(choice.list_name, word)
    return state_class.value if state_class else None


def state_words(state_class: StateClass) -> Iterable[str]:
    """Every "list/word" whose class is this one, as the formula of 選択肢 looks it up."""
    return (
        f"{name}/{word}" for name, words in STATES.items() for word in words if words[word] is state_class
    )


def _state_class_formula() -> str:
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


def text_literal(text: str) -> str:
    """A text inside a formula; Excel allows 255 characters in one literal, so a longer one is joined."""
    pieces = [text[i : i + _LONGEST_TEXT] for i in range(0, len(text), _LONGEST_TEXT)] or [""]
    return "&".join('"{}"'.format(piece.replace('"', '""')) for piece in pieces)


STATE_CLASS = _state_class_formula()
