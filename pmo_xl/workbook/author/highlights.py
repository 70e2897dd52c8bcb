"""Conditional formats of the ledgers, down to row 2,000: late, due within a week, done, missing, and lines.

They follow the same formulas as the dashboard (due_date_formulas.py), so a red cell is a row that `overdue` lists.
Lines are drawn under rows that hold something, because LibreOffice shows no table styles and a new row
should look like its neighbours before Excel has extended the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.cell_address import column_letters
from pmo_xl.model.column import Column, Kind
from pmo_xl.model.member import Member
from pmo_xl.model.order import Order
from pmo_xl.model.record import Record
from pmo_xl.model.recorded_finding import RecordedFinding
from pmo_xl.model.task import Task
from pmo_xl.model.vocabulary import STATES, list_name
from pmo_xl.theme import Colour
from pmo_xl.workbook.author.due_date_formulas import DUE_DATE_FORMULAS, names_in, of_first_row, watch_formulas
from pmo_xl.workbook.author.formats import row_colour
from pmo_xl.workbook.author.plan import FIRST_ROW, LAST_ROW, Book, Ledger
from pmo_xl.workbook.author.tally import day_off_formula

_LINES = {f"{side}{what}": value for side in ("left", "right", "top", "bottom")
          for what, value in (("", 1), ("_color", Colour.LINE))}  # fmt: skip

# When a row of these sheets is over, beside the sheets whose 状態 is a list of STATES.
_DONE: Mapping[type[Record], str] = {
    Task: "ISNUMBER({actual_finish})",
    Order: '({status}="支払済")+({status}="取消")',
    Acceptance: '{status}="支払済"',
    Member: "ISNUMBER({left_on})*({left_on}<計算日)",
    RecordedFinding: '({state}="解消")+({response}="免除")',
}


def write_highlights(book: Book, ledger: Ledger) -> None:
    """Give the ledger its conditional formats, the most urgent first."""
    for first, last, formula, look in (
        *_missing(ledger),
        *_due(ledger),
        *_levels(ledger),
        *_done(ledger),
        *_lines(ledger),
    ):
        shown = book.formats.difference(**_LINES | look)
        options = {"type": "formula", "criteria": f"={formula}", "format": shown}
        book.sheet(ledger.label).conditional_format(FIRST_ROW, first, LAST_ROW, last, options)


def define_column_names(book: Book) -> None:
    """Define the names by which conditional formats read columns of other sheets."""
    read = set()
    for formula in watch_formulas(book):
        ledger = book.ledgers[formula.record_class]
        for _, rows in (*formula.marks(is_late=True), *formula.marks(is_late=False)):
            read |= names_in(of_first_row(rows, ledger))
    read |= names_in(day_off_formula("A1"))
    for sheet, label in sorted(read):
        book.workbook.define_name(f"列_{sheet}_{label}", f"={sheet}[{label}]")


_Rule = tuple[int, int, str, dict[str, Any]]


def _typed_columns(ledger: Ledger) -> list[int]:
    """The columns that make a row a row: neither its number nor a figure the workbook fills itself."""
    return [
        index
        for index, column in enumerate(ledger.record_class.columns.values())
        if column.kind is not Kind.ID and not column.is_derived
    ]


def _has_content(ledger: Ledger) -> str:
    """True for a row in which anything is typed."""
    spans: list[list[int]] = []
    for index in _typed_columns(ledger):
        if spans and spans[-1][1] == index - 1:
            spans[-1][1] = index
        else:
            spans.append([index, index])
    row = FIRST_ROW + 1
    cells = ",".join(f"${column_letters(a + 1)}{row}:${column_letters(b + 1)}{row}" for a, b in spans)
    return f"COUNTA({cells})>0"


def _missing(ledger: Ledger) -> Iterator[_Rule]:
    for index, (name, column) in enumerate(ledger.record_class.columns.items()):
        if column.is_must:
            formula = f'AND({ledger.row_cell(name)}="",{_has_content(ledger)})'
            yield index, index, formula, {"bg_color": Colour.MISSING}


def _due(ledger: Ledger) -> Iterator[_Rule]:
    """Late and soon: on the due date, and on the ID so that it is seen wherever one has scrolled."""
    late = {"bg_color": Colour.LATE, "font_color": Colour.LATE_INK, "bold": True}
    soon = {"bg_color": Colour.SOON, "font_color": Colour.SOON_INK}
    mine = [formula for formula in DUE_DATE_FORMULAS if formula.record_class is ledger.record_class]
    for look, is_late in ((late, True), (soon, False)):
        for formula in mine:
            for name, rows in formula.marks(is_late=is_late):
                for field in ("id", name):
                    yield ledger.column(field), ledger.column(field), of_first_row(rows, ledger), look


def _levels(ledger: Ledger) -> Iterator[_Rule]:
    """Rows of a 工程 as bands, and each 作業名 as far in as its level; the text itself stays as typed."""
    if ledger.record_class is not Task:
        return
    title, parent = ledger.column("title"), ledger.row_cell("parent")
    ids, parents = (_down(ledger, name) for name in ("id", "parent"))
    above = f'INDEX({parents},MATCH({parent},{ids},0))<>""'
    is_third = f'IF({parent}="",FALSE,IFERROR({above},FALSE))'  # blank rows cost nothing
    yield title, title, is_third, {"num_format": '"\u3000\u3000"@'}
    yield title, title, f'{parent}<>""', {"num_format": '"\u3000"@'}
    band = {"bold": True, "bg_color": Colour.HEAD}
    yield 0, ledger.last_column, f'{ledger.row_cell("kind")}="工程"', band


def _down(ledger: Ledger, name: str) -> str:
    letters = column_letters(ledger.column(name) + 1)
    return f"${letters}${FIRST_ROW + 1}:${letters}${LAST_ROW + 1}"


def _done(ledger: Ledger) -> Iterator[_Rule]:
    look = {"font_color": Colour.QUIET}
    columns: Mapping[str, Column] = ledger.record_class.columns
    formula = _DONE.get(ledger.record_class)
    if formula is None and "status" in columns and list_name(ledger.record_class, "status") in STATES:
        formula = f'({{status}}<>"")*COUNTIF(語_{ledger.label}_終了,{{status}})'
    if formula:
        yield 0, ledger.last_column, of_first_row(formula, ledger), look


def _lines(ledger: Ledger) -> Iterator[_Rule]:
    """Lines around every row that holds something, and around the first row of an empty table."""
    formula = f"OR(ROW()={FIRST_ROW + 1},{_has_content(ledger)})"
    for index, column in enumerate(ledger.record_class.columns.values()):
        colour = row_colour(column)
        if colour:
            yield index, index, formula, {"bg_color": colour}
    yield 0, ledger.last_column, formula, {}
