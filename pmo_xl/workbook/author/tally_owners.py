"""The counts by owner on the 集計 sheet: for each person of 体制表 what is open and late, and who has most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from pmo_xl.metrics.dashboard import Counts, counts_by_owner
from pmo_xl.metrics.overdue import DUE_DATES
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.cell_address import column_letters
from pmo_xl.model.member import Member
from pmo_xl.model.verification import Verification
from pmo_xl.theme import Colour
from pmo_xl.workbook.author.due_date_formulas import (
    DUE_DATE_FORMULAS,
    DueDateFormula,
    over_all_rows,
    system_is_mine,
    watch_formulas,
)
from pmo_xl.workbook.author.plan import Book, XlsxSheet
from pmo_xl.workbook.author.postponement import MOVED, moved_by_order
from pmo_xl.workbook.author.tally import OWNERS_ROW, TALLY
from pmo_xl.workbook.formulas import filled, whole_column

PERSONS = 60
TOP = 10
NOBODY = "体制表にない人・担当なし"
_ANYBODY = "ANYBODY"  # stands for the cell of a person

_FIRST = OWNERS_ROW + 2
_LAST = _FIRST + PERSONS - 1
_NAME, _PERSON, _OPEN, _LATE, _KEY = range(5)
_TOP_NAME, _TOP_LATE, _TOP_REST, _TOP_POSITION = range(6, 10)
_FURTHER = {_OPEN: 5, _LATE: 10}  # where the sheets are counted for which a formula has no room
_MOST_IN_A_FORMULA = 7_000  # characters; Excel takes 8,192 and offers to repair a book with more

_CHASED = 'MINE*({orders.status}<>"取消")*({orders.order_kind}<>"減額")'
_BY_ORDER = f"""
SUMPRODUCT({_CHASED}WHEN*COUNTIFS({{acceptances.order}},{{orders.id}},{{acceptances.DONE}},"="LATE))"""
_MONTH_PASSED = "*ISNUMBER({orders.payment_month})*({orders.payment_month}<当月初)"
# A test is its 担当's, else the owner's of the first system that it is about: by its first requirement, else its first IF.
_BY_REQUIREMENT = """
SUMPRODUCT(({requirements.id}<>"")*MINE*(COUNTIFS({verifications.requirements},{requirements.id},OPEN)
+COUNTIFS({verifications.requirements},{requirements.id}&"、*",OPEN)))"""
_BY_INTERFACE = """
SUMPRODUCT(({interfaces.id}<>"")*MINE*(COUNTIFS({verifications.requirements},"",{verifications.interfaces},{interfaces.id},OPEN)
+COUNTIFS({verifications.requirements},"",{verifications.interfaces},{interfaces.id}&"、*",OPEN)))"""
_FIRST_SYSTEM = 'LEFT({requirements.systems},FIND("、",{requirements.systems}&"、")-1)'
_DONE = {"acceptance_due_on": "accepted_on", "payment_due_on": "paid_on"}


def top_owners_range(what: str, *, persons: bool = False) -> str:
    """The cells of the dashboard's owners: their "name", "late" rows, or "rest" (open, not late).

    persons: without the last one, which is of everybody outside 体制表.
    """
    letters = column_letters({"name": _TOP_NAME, "late": _TOP_LATE, "rest": _TOP_REST}[what] + 1)
    return f"{TALLY}!${letters}${_FIRST + 1}:${letters}${_FIRST + TOP - persons}"


def owners_range(what: str) -> str:
    """The cells of everybody in 体制表: their "open" rows, or the "late" ones."""
    letters = column_letters({"open": _OPEN, "late": _LATE}[what] + 1)
    return f"{TALLY}!${letters}${_FIRST + 1}:${letters}${_LAST + 1}"


def write_owner_counts(book: Book) -> None:
    """Write a row for every person with what is open and late, and the persons with most of it."""
    sheet, by_owner = book.sheet(TALLY), counts_by_owner(book.project)
    further = {column: _further(book, column) for column in _FURTHER}
    _write_headings(book, sheet)
    for column, name in ((_OPEN, "未完了(ほかのシート)"), (_LATE, "期限超過(ほかのシート)")):
        if further[column].formulas:
            head = book.formats.get(bold=True, bg_color=Colour.FORMULA)
            sheet.write_string(OWNERS_ROW + 1, _FURTHER[column], name, head)
    members = [member.name for member in book.project.members]
    for index in range(PERSONS):
        typed = members[index] if index < len(members) else None
        person = typed if typed and typed not in members[:index] else None
        _write_person(sheet, _FIRST + index, typed or "", person or "")
        counts = by_owner[person] if person else Counts()
        _write_counts(book, _FIRST + index, counts, further, person)
    _write_top(book, by_owner, members)


def _write_headings(book: Book, sheet: XlsxSheet) -> None:
    head = book.formats.get(bold=True, bg_color=Colour.FORMULA)
    sheet.write_string(OWNERS_ROW, 0, "担当者別", head)
    labels = (
        "氏名",
        "担当者",
        "未完了",
        "期限超過",
        "並び順",
        "",
        "担当者",
        "期限超過",
        "期限内の未完了",
        "行",
    )
    for column, text in enumerate(labels):
        sheet.write_string(OWNERS_ROW + 1, column, text, head)


def _write_person(sheet: XlsxSheet, row: int, typed: str, person: str) -> None:
    names = whole_column(Member, "name")
    position = row - _FIRST + 1
    sheet.write_formula(
        row, _NAME, f'=IF({position}>ROWS({names}),"",INDEX({names},{position})&"")', None, typed
    )
    is_first = f"COUNTIF($A${_FIRST}:$A{row},$A{row + 1})=0"
    sheet.write_formula(row, _PERSON, f'=IF(AND($A{row + 1}<>"",{is_first}),$A{row + 1},"")', None, person)


@dataclass(frozen=True)
class _Further:
    """The lines of the due dates that a formula of all of them has no room for, and how much of them everybody has."""

    formulas: Sequence[DueDateFormula] = ()
    by_owner: Mapping[str | None, Counts] = field(default_factory=dict)


def _further(book: Book, column: int) -> _Further:
    """What is counted beside the column; nothing where one formula holds every line."""
    formulas, length = watch_formulas(book), 0
    for at, formula in enumerate(formulas):
        length += len(_count(formula, "$B999", is_late=column == _LATE)) + 1
        if length > _MOST_IN_A_FORMULA:
            keys = {(each.record_class, each.due_field) for each in formulas[at:]}
            among = [each for each in DUE_DATES if (each.record_class, each.due_field) in keys]
            return _Further(formulas[at:], counts_by_owner(book.project, among))
    return _Further()


def _write_counts(
    book: Book, row: int, counts: Counts, further: Mapping[int, _Further], person: str | None
) -> None:
    sheet = book.sheet(TALLY)
    cell, opened, late = (f"${column_letters(column + 1)}{row + 1}" for column in (_PERSON, _OPEN, _LATE))
    for column, name in ((_OPEN, "open"), (_LATE, "late")):
        beside = further[column]
        formulas = [each for each in watch_formulas(book) if each not in beside.formulas]
        terms = [_count(each, cell, is_late=column == _LATE) for each in formulas]
        if beside.formulas:
            rest = "+".join(_count(each, cell, is_late=column == _LATE) for each in beside.formulas)
            value = getattr(beside.by_owner[person], name) if person else 0
            sheet.write_formula(row, _FURTHER[column], f'=IF({cell}="",0,{rest})', None, value)
            terms.append(f"${column_letters(_FURTHER[column] + 1)}{row + 1}")
        sheet.write_formula(row, column, f'=IF({cell}="",0,{"+".join(terms)})', None, getattr(counts, name))
    tie_break = PERSONS - (row - _FIRST)
    key = f'=IF({cell}="",0,{late}*1000000+{opened}*1000+{tie_break})'
    sheet.write_formula(row, _KEY, key, None, _sort_key(counts, tie_break) if person else 0)


def _count(formula: DueDateFormula, person: str, *, is_late: bool) -> str:
    """How many rows of one line of the table are the person's, open, and (if asked) late."""
    return _count_of_anybody(formula, is_late=is_late).replace(_ANYBODY, person)


@cache
def _count_of_anybody(formula: DueDateFormula, *, is_late: bool) -> str:
    """The same for the cell `_ANYBODY`: worked out once for the sixty people that a workbook has room for."""
    if formula.record_class is Verification:
        return _count_tests(_ANYBODY, is_late=is_late)
    if formula.record_class is not Acceptance:
        rows = formula.late_rows() if is_late else formula.open
        return over_all_rows(f"{rows}*{formula.mine}", formula.record_class, _ANYBODY)
    return _count_deliveries(formula, _ANYBODY, is_late=is_late)


def payment_formula() -> DueDateFormula:
    """The line of the overdue table about open payments."""
    return next(formula for formula in DUE_DATE_FORMULAS if formula.moves)


def late_payments_of(person: str) -> str:
    """How many open payments are late whose order is about a system of the person."""
    return _count_deliveries(payment_formula(), person, is_late=True)


def _count_deliveries(formula: DueDateFormula, person: str, *, is_late: bool) -> str:
    due = f"{{acceptances.{formula.due_field}}}"
    counted = _by_order(formula, late=f',{due},"<"&計算日' if is_late else "")
    if is_late and formula.late_else:
        counted += "+" + _by_order(formula, late=f',{due},"="', when=_MONTH_PASSED)
    if is_late and formula.moves:
        mine = _CHASED.replace("MINE", system_is_mine("{orders.system}"))
        counted += f"-{moved_by_order(mine, '計算日', MOVED)}"
    return filled(counted).replace("PERSON", person)


def _by_order(formula: DueDateFormula, late: str, when: str = "") -> str:
    """How many open deliveries of a person's orders there are; late, when: what else of delivery and order."""
    template = _BY_ORDER.strip().replace("DONE", _DONE[formula.due_field])
    template = template.replace("LATE", late).replace("WHEN", when)
    return template.replace("MINE", system_is_mine("{orders.system}"))


def _count_tests(person: str, *, is_late: bool) -> str:
    waiting = '{verifications.executed_on},"="' + (
        ',{verifications.planned_on},"<"&計算日' if is_late else ""
    )
    own = "+".join(f"COUNTIFS({{verifications.owner}},PERSON{rest},{waiting})" for rest in ("", '&"、*"'))
    found = (
        template.strip()
        .replace("OPEN", f'{{verifications.owner}},"",{waiting}')
        .replace("MINE", system_is_mine(first))
        for template, first in ((_BY_REQUIREMENT, _FIRST_SYSTEM), (_BY_INTERFACE, "{interfaces.source}"))
    )
    return filled("+".join((own, *found))).replace("PERSON", person)


def _sort_key(counts: Counts, tie_break: int) -> int:
    return counts.late * 1_000_000 + counts.open * 1_000 + tie_break


def _write_top(book: Book, by_owner: dict[str | None, Counts], members: list[str | None]) -> None:
    """The persons with most late rows first; the last line is everybody who is not in 体制表."""
    sheet = book.sheet(TALLY)
    keys = _column_of(_KEY)
    named = [(name, counts) for name, counts in by_owner.items() if name]
    named.sort(key=lambda pair: (-pair[1].late, -pair[1].open))
    for n in range(TOP - 1):
        row = _FIRST + n
        name, counts = named[n] if n < len(named) else (None, Counts())
        position = f"=IF(LARGE({keys},{n + 1})=0,0,MATCH(LARGE({keys},{n + 1}),{keys},0))"
        at = f"{column_letters(_TOP_POSITION + 1)}{row + 1}"
        sheet.write_formula(row, _TOP_POSITION, position, None, members.index(name) + 1 if name else 0)
        late, opened = (f"INDEX({_column_of(c)},{at})" for c in (_LATE, _OPEN))
        person = f"INDEX({_column_of(_PERSON)},{at})"
        sheet.write_formula(row, _TOP_NAME, f'=IF({at}=0,"",{person})', None, name or "")
        sheet.write_formula(row, _TOP_LATE, f"=IF({at}=0,0,{late})", None, counts.late)
        sheet.write_formula(row, _TOP_REST, f"=IF({at}=0,0,{opened}-{late})", None, counts.open - counts.late)
    _write_nobody(book, by_owner.get(None, Counts()))


def _write_nobody(book: Book, counts: Counts) -> None:
    sheet, row = book.sheet(TALLY), _FIRST + TOP - 1
    late = "+".join(formula.late_count() for formula in watch_formulas(book))
    opened = "+".join(formula.open_count() for formula in watch_formulas(book))
    sheet.write_string(row, _TOP_NAME, NOBODY)
    late_of_persons, open_of_persons = f"SUM({_column_of(_LATE)})", f"SUM({_column_of(_OPEN)})"
    sheet.write_formula(row, _TOP_LATE, f"={late}-{late_of_persons}", None, counts.late)
    rest = f"={opened}-{open_of_persons}-{column_letters(_TOP_LATE + 1)}{row + 1}"
    sheet.write_formula(row, _TOP_REST, rest, None, counts.open - counts.late)


def _column_of(column: int) -> str:
    letters = column_letters(column + 1)
    return f"${letters}${_FIRST + 1}:${letters}${_LAST + 1}"
