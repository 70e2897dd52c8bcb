"""集計: what is left of every 負担部門 and 年度, as `department_balances` says it; the light of メニュー reads it.

First those of 予算枠 in the order of its rows, then departments that bear orders of a year in which 予算枠 gives
them nothing. An order bears the department of its own row, one that names none that of its budget.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pmo_xl.metrics.budget.budget_balance import department_balances
from pmo_xl.metrics.derived_figures import expected_sum, granted_sum, placed_of_rows
from pmo_xl.metrics.traffic_light import Money, department_money
from pmo_xl.model.cell_address import column_letters
from pmo_xl.model.project import Project
from pmo_xl.theme import Colour
from pmo_xl.workbook.author.plan import Book, XlsxSheet
from pmo_xl.workbook.author.tally import OWNERS_ROW, TALLY
from pmo_xl.workbook.author.tally_owners import PERSONS
from pmo_xl.workbook.formulas import filled

BUDGETED = 40  # departments and years of 予算枠
YEARS, UNBUDGETED = 4, 6  # of the newest years, so many departments each without a budget

_FIRST = OWNERS_ROW + PERSONS + 5  # of 集計, beside the steps of the light
_HEADS = ("行", "部門", "年度", "予算額", "残予算", "残りの割合")
_ROW, _NAME, _YEAR, _AMOUNT, _LEFT, _SHARE = range(8, 14)
_YEARS = 15  # the years of 予算枠, the newest first
_FAR = 1_000_000

_BUDGET_ROW = "(ROW({budgets.department})-ROW(予算枠[[#Headers],[予算額]]))"
_ORDER_ROW = "(ROW({orders.department})-ROW(予算管理表[[#Headers],[発注ID]]))"
_IS_GRANTED = '({budgets.kind}<>"却下")*(1-ISNUMBER({budgets.requested_on})*({budgets.approved_on}=""))'
_IS_NEW = f"""({{budgets.department}}<>"")*ISNUMBER({{budgets.fiscal_year}})*{_IS_GRANTED}
*(COUNTIFS(NAMES,{{budgets.department}},YEARS,{{budgets.fiscal_year}})=0)"""
_OF_DEPARTMENT = "{budgets.department},{orders.department},{budgets.fiscal_year},YEAR"
_OF_YEAR = '({orders.budget}<>"")*(COUNTIFS({budgets.id},{orders.budget},{budgets.fiscal_year},YEAR)>0)'
_IS_UNBUDGETED = f"""({{orders.department}}<>"")*{_OF_YEAR}
*(COUNTIFS({_OF_DEPARTMENT})-COUNTIFS({_OF_DEPARTMENT},{{budgets.kind}},"却下")
-COUNTIFS({_OF_DEPARTMENT},{{budgets.kind}},"<>却下",{{budgets.requested_on}},">0",{{budgets.approved_on}},"=")=0)
*(COUNTIFS(NAMES,{{orders.department}},YEARS,YEAR)=0)"""
_BEARS = f"""(({{orders.department}}=NAME)*{_OF_YEAR}+({{orders.department}}="")*({{orders.budget}}<>"")
*(COUNTIFS({{budgets.id}},{{orders.budget}},{{budgets.fiscal_year}},YEAR,{{budgets.department}},NAME)>0))"""


@dataclass(frozen=True)
class _Slot:
    """One row of the list. year_cell: where the year of an order's department stands; None for one of 予算枠."""

    row: int
    year_cell: str | None
    money: Money | None


def write_department_groups(book: Book) -> None:
    """Write the list and name its columns 部門年度_…."""
    sheet = book.sheet(TALLY)
    head = book.formats.get(bold=True, bg_color=Colour.FORMULA)
    for n, label in enumerate(_HEADS):
        sheet.write_string(_FIRST - 1, _ROW + n, label, head)
    sheet.write_string(_FIRST - 1, _YEARS, "予算枠の年度", head)
    years = _years(book.project)
    for n in range(YEARS):
        _write_year(sheet, n, years[n] if n < len(years) else 0)
    slots = list(_slots(book.project, years))
    for slot in slots:
        _write_slot(book, sheet, slot)
    for label, column in (
        ("部門", _NAME),
        ("年度", _YEAR),
        ("予算", _AMOUNT),
        ("残", _LEFT),
        ("残割合", _SHARE),
    ):
        cells = (
            f"${column_letters(column + 1)}${_FIRST + 1}:${column_letters(column + 1)}${_FIRST + len(slots)}"
        )
        book.workbook.define_name(f"部門年度_{label}", f"={TALLY}!{cells}")


def listed_money(project: Project) -> list[Money | None]:
    """What stands in the list, row by row; None for an empty one."""
    return [slot.money for slot in _slots(project, _years(project))]


def _years(project: Project) -> list[int]:
    years = {budget.fiscal_year for budget in project.budgets if budget.fiscal_year is not None}
    return sorted(years, reverse=True)


def _slots(project: Project, years: list[int]) -> Iterator[_Slot]:
    balances, money = department_balances(project), department_money(project)
    budgeted = [money[key] for key, balance in balances.items() if balance.budgets]
    for n in range(BUDGETED):
        yield _Slot(_FIRST + n, None, budgeted[n] if n < len(budgeted) else None)
    row = _FIRST + BUDGETED
    for y in range(YEARS):
        year = years[y] if y < len(years) else None
        others = [money[key] for key, balance in balances.items() if not balance.budgets and key[1] == year]
        for n in range(UNBUDGETED):
            yield _Slot(row, _cell(_YEARS, _FIRST + y), others[n] if n < len(others) else None)
            row += 1


def _write_year(sheet: XlsxSheet, n: int, year: int) -> None:
    """The n-th newest year of 予算枠, 0 without one."""
    all_years, above = "{budgets.fiscal_year}", _cell(_YEARS, _FIRST + n - 1)
    nth = f'LARGE({all_years},1+COUNTIF({all_years},">="&{above}))' if n else f"MAX({all_years})"
    formula = f"IF({above}=0,0,IFERROR({nth},0))" if n else f"IF(COUNT({all_years})=0,0,{nth})"
    sheet.write_formula(_FIRST + n, _YEARS, f"={filled(formula)}", None, year)


def _write_slot(book: Book, sheet: XlsxSheet, slot: _Slot) -> None:
    row, money = slot.row, slot.money
    at, name, year, amount, left = (_cell(column, row) for column in (_ROW, _NAME, _YEAR, _AMOUNT, _LEFT))
    found, department, of_year = _of_budgets(slot, at) if slot.year_cell is None else _of_orders(slot, at)
    spent = f"{placed_of_rows(_BEARS)}-{expected_sum(_BEARS)}".replace("NAME", name).replace("YEAR", year)
    given = granted_sum(f"{{budgets.department}},{name},{{budgets.fiscal_year}},{year},")
    is_short = f"AND({year}>=YEAR(年度初),{amount}>0,{left}>=0,{left}*10<{amount})"
    empty = f'{at}>={_FAR},""'
    share = float(money.share) if money and money.is_short else ""
    cells: tuple[tuple[int, str, object], ...] = (
        (_ROW, found, _position(book, slot)),
        (_NAME, f'IF({empty},{department}&"")', money.name if money else ""),
        (_YEAR, f"IF({empty},{of_year})", money.year if money else ""),
        (_AMOUNT, f"IF({empty},{given})", money.amount if money else ""),
        (_LEFT, f"IF({empty},{amount}-{spent})", money.remaining if money else ""),
        (_SHARE, f'IF({empty},IF({is_short},{left}/{amount},""))', share),
    )
    for column, formula, value in cells:
        sheet.write_formula(row, column, f"={filled(formula)}", None, value)


def _of_budgets(slot: _Slot, at: str) -> tuple[str, str, str]:
    """Where the next department and year of 予算枠 stand, and the two."""
    found = _next(_BUDGET_ROW, _IS_NEW, slot.row)
    return found, f"INDEX({{budgets.department}},{at})", f"INDEX({{budgets.fiscal_year}},{at})"


def _of_orders(slot: _Slot, at: str) -> tuple[str, str, str]:
    """Where the next department of 予算管理表 without a budget of the year stands, and the two."""
    year = slot.year_cell or ""
    found = _next(_ORDER_ROW, _IS_UNBUDGETED, slot.row).replace("YEAR", year)
    return f"IF({year}=0,{_FAR},{found})", f"INDEX({{orders.department}},{at})", year


def _next(rows: str, condition: str, row: int) -> str:
    """The first row that fulfils the condition and does not stand above yet; a million or more without one."""
    names, years = (f"{_cell(column, _FIRST - 1)}:{_cell(column, row - 1)}" for column in (_NAME, _YEAR))
    wanted = condition.replace("NAMES", names).replace("YEARS", years)
    return f"MIN({_FAR},SUMPRODUCT(MIN({rows}+{_FAR}*(1-{wanted}))))"


def _position(book: Book, slot: _Slot) -> int:
    money = slot.money
    if money is None:
        return _FAR
    project = book.project
    if slot.year_cell is None:
        rows = ((n, row) for n, row in enumerate(project.budgets, 1) if not row.is_request)
        return next(n for n, row in rows if (row.department, row.fiscal_year) == (money.name, money.year))
    years = {budget.id: budget.fiscal_year for budget in reversed(list(project.budgets))}
    orders = enumerate(project.orders, 1)
    return next(n for n, row in orders if (row.department, years.get(row.budget)) == (money.name, money.year))


def _cell(column: int, row: int) -> str:
    return f"${column_letters(column + 1)}${row + 1}"
