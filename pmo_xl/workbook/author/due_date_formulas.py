"""How formulas say what `overdue` lists: the table of pmo_xl/metrics/overdue.py in Excel's words.

Each line is one DueDate. Its templates are filled in two ways: with whole table columns, to be summed over
all rows (dashboard), and with the cells of one row (conditional formats, which know no structured
references and read other sheets through defined names). `{field}` is the row's own cell or column,
`{*field}` the whole own column either way, `{sheet.field}` a column of another sheet. 語_… are lists of
state words, 当月初 and 期限_… days that the 集計 sheet computes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.announcement import Announcement
from pmo_xl.model.budget import Budget
from pmo_xl.model.checklist_item import ChecklistItem
from pmo_xl.model.estimate import Estimate
from pmo_xl.model.handed_out import HandedOut
from pmo_xl.model.interface import Interface
from pmo_xl.model.issue import Issue
from pmo_xl.model.meeting_item import MeetingItem
from pmo_xl.model.member import Member
from pmo_xl.model.option import Option
from pmo_xl.model.order import Order
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.review_record import ReviewRecord
from pmo_xl.model.risk import Risk
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.spec_review import SpecReview
from pmo_xl.model.task import Task
from pmo_xl.model.verification import Verification
from pmo_xl.workbook.author.plan import FIRST_ROW, LAST_ROW, Book, Ledger
from pmo_xl.workbook.author.postponement import (
    AGREED,
    AGREED_HERE,
    MOVED,
    MOVED_IN_A_WEEK,
    moved_by_vendor,
)
from pmo_xl.workbook.formulas import filled, whole_column

Fill = Callable[[str], str]

_FIELD = re.compile(r"\{(\*?)(\w+)\}")

_TODAY, _WEEK = "計算日", "期限_7日"
_MONTH, _MONTH_OF_WEEK = "当月初", "期限_7日の月"


@dataclass(frozen=True)
class DueDateFormula:
    """One line of the table. open: 1 while the row is open, else 0. mine: 1 when it is PERSON's.

    late_when, soon_when: where more than one date can be due, each with the condition under which it is.
    late_else, soon_else: 1 for an open row whose due date stands in another sheet, and is late (or due within a week).
    undated: set where a missing due date alone does not say it.
    moves: whether an agreement may move the due date to a bank day (postponement.py).
    """

    record_class: type[Record]
    due_field: str
    open: str
    mine: str
    is_month: bool = False
    late_when: tuple[tuple[str, str], ...] = ()
    soon_when: tuple[tuple[str, str], ...] = ()
    late_else: str = ""
    soon_else: str = ""
    undated: str = ""
    moves: bool = False

    def open_count(self) -> str:
        """How many rows are open."""
        return over_all_rows(self.open, self.record_class)

    def late_count(self) -> str:
        """How many rows are open and late."""
        counted = over_all_rows(self.late_rows(), self.record_class)
        return f"{counted}-{_moved_by_vendor(_TODAY, MOVED)}" if self.moves else counted

    def soon_count(self) -> str:
        """How many rows are open and due from D to D + 7 days."""
        counted = over_all_rows(self._any(rows for _, rows in self._marks(is_late=False)), self.record_class)
        if not self.moves:
            return counted
        moved, moved_on = _moved_by_vendor(_TODAY, MOVED), _moved_by_vendor(_WEEK, MOVED_IN_A_WEEK)
        return f"{counted}+{moved}-{moved_on}"

    def undated_count(self) -> str:
        """How many rows are open and have no due date."""
        return over_all_rows(self.undated_rows(), self.record_class)

    def late_rows(self) -> str:
        """1 for a row that is open and late; of one that moves, as far as its own cells tell."""
        return self._any(rows for _, rows in self._marks(is_late=True))

    def undated_rows(self) -> str:
        """1 for a row that is open and has no due date."""
        return f"{self.open}*" + (self.undated or f"(1-ISNUMBER({{{self.due_field}}}))")

    def marks(self, *, is_late: bool) -> tuple[tuple[str, str], ...]:
        """The due dates that can be late (or due within a week), each with the formula that is 1 for its row then."""
        return self._marks(is_late=is_late, agreed=AGREED)

    def _marks(self, *, is_late: bool, agreed: str = AGREED_HERE) -> tuple[tuple[str, str], ...]:
        today, last = (_MONTH, _MONTH_OF_WEEK) if self.is_month else (_TODAY, _WEEK)
        if self.moves:
            today, last = f"{today}-{agreed}*{MOVED}", f"{last}-{agreed}*{MOVED_IN_A_WEEK}"
        window = f"*({{DUE}}<{today})" if is_late else f"*({{DUE}}>={today})*({{DUE}}<{last})"
        fields = self.late_when if is_late else self.soon_when
        elsewhere = self.late_else if is_late else self.soon_else
        own = (
            (field, f"{self.open}*{condition}ISNUMBER({{DUE}}){window}".replace("{DUE}", f"{{{field}}}"))
            for field, condition in (fields or ((self.due_field, ""),))
        )
        return (*own, *([(self.due_field, f"{self.open}*{elsewhere}")] if elsewhere else []))

    @staticmethod
    def _any(alternatives: Iterable[str]) -> str:
        """1 where one of the alternatives is 1. Excel adds up no TRUE inside SUMPRODUCT, so never a bare (…>0)."""
        first, *others = alternatives
        return f"SIGN({'+'.join((first, *others))})" if others else first


def _has_owner(field: str) -> str:
    """1 when the first name of the person cell is PERSON's."""
    return f'(LEFT({{{field}}}&"、",LEN(PERSON)+1)=PERSON&"、")'


def system_is_mine(field: str) -> str:
    """1 when the 主担当 of the system that the cell names is PERSON."""
    found = f"COUNTIFS({{systems.name}},{field},{{systems.owner}},PERSON"
    return f'({found})+{found}&"、*")>0)'


_STATUS = '({status}<>"")*(COUNTIF(語_WORDS,{status})=0)'
_BEGUN = '(({actual_start}<>"")+(1-ISNUMBER({planned_start}))>0)'
_NOT_BEGUN = '({actual_start}="")*ISNUMBER({planned_start})'
_PASSED = "ISNUMBER({planned_finish})*({planned_finish}<計算日)"
_CHASED = (
    '(COUNTIFS({orders.id},{order},{orders.status},"取消")'
    '+COUNTIFS({orders.id},{order},{orders.order_kind},"減額")=0)'
)
_AWAITED = f'({{id}}&{{order}}<>"")*{_CHASED}'
_TO_DELIVER = (
    'ISNUMBER({ordered_on})*({status}<>"取消")*({order_kind}<>"減額")*(COUNTIF({acceptances.order},{id})=0)'
)
# The IDs of 紐づけ stand 99 blanks apart between marks, so that none is empty (COUNTIF would count blank cells).
_MOST_LINKS = 3
_LINKS = 'SUBSTITUTE(SUBSTITUTE("－、"&{links}&"、－、－、－",CHAR(10),"、"),",","、")'
_NO_ISSUE = "({}=0)".format(
    "+".join(
        f'COUNTIF({{issues.id}},TRIM(MID(SUBSTITUTE({_LINKS},"、",REPT(" ",99)),{99 * n + 1},99)))'
        for n in range(1, _MOST_LINKS + 1)
    )
)


def _moved_by_vendor(limit: str, moved: str) -> str:
    """How many open payments due in the `moved` days before `limit` may move because the vendor agreed."""
    return filled(moved_by_vendor(_CHASED.replace("{order}", "{orders.id}"), limit, moved))


def _by_payment_month(found: str, *limits: str) -> str:
    """1 for a delivery without 支払期日 whose order has (`<>0`) or has not (`=0`) a 支払月 within the limits."""
    months = "".join(f",{{orders.payment_month}},{limit}" for limit in limits)
    return f'({{payment_due_on}}="")*(COUNTIFS({{orders.id}},{{order}}{months}){found})'


_FIRST_DECIDER = f"""INDEX({{members.name}},SUMPRODUCT(MIN(ROW({{members.name}})
-ROW({Member.sheet.label}[[#Headers],[{Member.columns["name"].label}]])
+1000000*(1-({{members.role}}="事業責任者")*(1-ISNUMBER({{members.left_on}})*({{members.left_on}}<計算日))))))"""
_DECIDER_IS_MINE = f'(IFERROR({_FIRST_DECIDER},"")=PERSON)'
# A 論点 counts once: at its option with the earliest 判断期限 (of several their shares add up to 1), else at all of them.
_OF_TOPIC = "COUNTIFS({*subject},{subject}"
_UNSETTLED = f'({{subject}}<>"")*({_OF_TOPIC},{{*decision}},"採用")<>1)*({_OF_TOPIC})>{_OF_TOPIC},{{*decision}},"不採用"))'
_NO_DUE_OF_TOPIC = f'({_OF_TOPIC},{{*due_on}},">0")=0)'
_IS_EARLIEST = f'ISNUMBER({{due_on}})*({_OF_TOPIC},{{*due_on}},"<"&{{due_on}})=0)'
_SHARE = (
    f'({_NO_DUE_OF_TOPIC}/({_OF_TOPIC})+({{subject}}=""))'
    f'+{_IS_EARLIEST}/({_OF_TOPIC},{{*due_on}},{{due_on}})+(1-ISNUMBER({{due_on}}))+({{subject}}="")))'
)
_OPEN_TOPIC = f"{_UNSETTLED}*({_SHARE})"


DUE_DATE_FORMULAS: tuple[DueDateFormula, ...] = (
    DueDateFormula(
        Question,
        "due_on",
        open=_STATUS.replace("WORDS", "QA表_回答後"),
        mine=f'({_has_owner("answered_by")}+({{answered_by}}="")*{system_is_mine("{system}")})',
    ),
    DueDateFormula(
        Issue, "due_on", open=_STATUS.replace("WORDS", "課題管理表_終了"), mine=_has_owner("owner")
    ),
    DueDateFormula(
        Issue,
        "permanent_due_on",
        open='({needs_permanent_fix}="要")*(1-ISNUMBER({permanent_closed_on}))',
        mine=_has_owner("permanent_owner"),
    ),
    DueDateFormula(
        SpecChange,
        "due_on",
        open=_STATUS.replace("WORDS", "仕様変更管理表_判断後"),
        mine=f'({_has_owner("approved_by")}+({{approved_by}}="")*{_has_owner("raised_by")})',
    ),
    DueDateFormula(
        Task,
        "planned_finish",
        open='(1-ISNUMBER({actual_finish}))*({id}&{title}<>"")'
        '*((COUNTIF({*parent},{id})=0)+({kind}="マイルストーン")>0)',
        mine=_has_owner("owner"),
        late_when=(("planned_finish", ""), ("planned_start", f"{_NOT_BEGUN}*(1-{_PASSED})*")),
        soon_when=(("planned_finish", f"{_BEGUN}*"), ("planned_start", f"{_NOT_BEGUN}*(1-{_PASSED})*")),
        undated=f"(1-ISNUMBER({{planned_finish}}))*{_BEGUN}",
    ),
    DueDateFormula(
        Acceptance,
        "acceptance_due_on",
        open=f"(1-ISNUMBER({{accepted_on}}))*{_AWAITED}",
        mine="",  # through the order: see tally_owners.py
    ),
    DueDateFormula(
        Acceptance,
        "payment_due_on",
        open=f"(1-ISNUMBER({{paid_on}}))*{_AWAITED}",
        mine="",  # through the order: see tally_owners.py
        late_else=_by_payment_month("<>0", '"<"&当月初'),
        soon_else=_by_payment_month("<>0", '">="&当月初', '"<"&期限_7日の月'),
        undated=_by_payment_month("=0", '">0"'),
        moves=True,
    ),
    *(
        DueDateFormula(Order, field, open=_TO_DELIVER, mine=system_is_mine("{system}"), is_month=True)
        for field in ("acceptance_month", "payment_month")
    ),
    DueDateFormula(
        SpecReview, "due_on", open=_STATUS.replace("WORDS", "仕様書確認_終了"), mine=_has_owner("owner")
    ),
    DueDateFormula(
        MeetingItem,
        "due_on",
        open='({kind}="ToDo")*(({status}="")+(COUNTIF(語_議事録_終了,{status})=0)>0)*' + _NO_ISSUE,
        mine=_has_owner("owner"),
    ),
    DueDateFormula(
        Interface,
        "design_due_on",
        open='({specification_version}="")*({id}&{title}<>"")',
        mine=system_is_mine("{source}"),
    ),
    DueDateFormula(
        Interface,
        "connect_planned_on",
        open='(1-ISNUMBER({connected_on}))*({id}&{title}<>"")',
        mine=system_is_mine("{source}"),
    ),
    DueDateFormula(
        Interface,
        "fixed_on",
        open='({id}&{title}<>"")*(({status}="")+(COUNTIF(語_IF一覧_終了,{status})=0)>0)',
        mine=system_is_mine("{source}"),
    ),
    DueDateFormula(
        Verification,
        "planned_on",
        open='(1-ISNUMBER({executed_on}))*({id}&{scope}<>"")',
        mine="",  # 担当, else through the requirement or interface: see tally_owners.py
    ),
    DueDateFormula(
        Requirement,
        "agreement_due_on",
        open='({status}="対象")*(({agreement}="未合意")+({agreement}="再合意要")>0)',
        mine=system_is_mine('LEFT({systems},FIND("、",{systems}&"、")-1)'),
    ),
    DueDateFormula(
        Budget,
        "due_on",
        open='ISNUMBER({requested_on})*(1-ISNUMBER({approved_on}))*({kind}<>"却下")',
        mine=_DECIDER_IS_MINE,
    ),
    DueDateFormula(
        Estimate,
        "due_on",
        open='(({status}<>"")*(COUNTIF(語_見積一覧_終了,{status})=0)+({status}="")*({amount}="")>0)*({id}&{system}<>"")',
        mine=system_is_mine("{system}"),
    ),
    DueDateFormula(
        Option,
        "due_on",
        open=_OPEN_TOPIC,
        mine=_DECIDER_IS_MINE,
        undated=_NO_DUE_OF_TOPIC,
    ),
    DueDateFormula(
        Risk, "review_on", open=_STATUS.replace("WORDS", "リスク管理表_終了"), mine=_has_owner("owner")
    ),
    DueDateFormula(
        ChecklistItem,
        "due_on",
        open='({id}&{title}<>"")*(({result}="")+(COUNTIF(語_チェックリスト_終了,{result})=0)>0)',
        mine=_has_owner("owner"),
    ),
    DueDateFormula(
        Announcement,
        "due_on",
        open='(1-ISNUMBER({confirmed_on}))*({id}&{recipient}<>"")',
        mine=_has_owner("recipient"),
    ),
    DueDateFormula(
        ReviewRecord,
        "due_on",
        open='(1-ISNUMBER({reviewed_on}))*({id}&{reviewer}<>"")',
        mine=_has_owner("reviewer"),
    ),
    DueDateFormula(
        HandedOut,
        "due_on",
        open=_STATUS.replace("WORDS", "配布記録_終了"),
        mine=_has_owner("counterpart"),
    ),
)


def watch_formulas(book: Book) -> tuple[DueDateFormula, ...]:
    """The lines whose sheet this workbook has."""
    return tuple(formula for formula in DUE_DATE_FORMULAS if formula.record_class in book.ledgers)


def over_all_rows(template: str, record_class: type[Record], person: str = "") -> str:
    """The template summed over every row of the table; PERSON is the cell `person`."""
    own = _FIELD.sub(lambda found: whole_column(record_class, found.group(2)), template)
    return f"SUMPRODUCT({filled(own).replace('PERSON', person)})"


def of_first_row(template: str, ledger: Ledger) -> str:
    """The template for the first row of a ledger, as a conditional format copies it down."""

    def own(found: re.Match[str]) -> str:
        """The cell of the first row, or the whole column where it is asked for."""
        cell = ledger.row_cell(found.group(2))
        letters = cell.strip("$0123456789")
        return f"${letters}${FIRST_ROW + 1}:${letters}${LAST_ROW + 1}" if found.group(1) else cell

    return re.sub(r"(\w+)\[(\w+)\]", r"列_\1_\2", filled(_FIELD.sub(own, template)))


def names_in(formula: str) -> set[tuple[str, str]]:
    """The (sheet, label) of every 列_… name that a row's formula reads."""
    return set(re.findall(r"列_([^_]+)_(\w+)", formula))
