"""メニュー, money: 残予算 by department, and orders, acceptances and payments by month of the fiscal year."""

from __future__ import annotations

from datetime import date

from pmo_xl.metrics.budget.budget import BudgetLine, BudgetReport
from pmo_xl.metrics.dashboard import fiscal_months
from pmo_xl.metrics.derived_figures import expected_sum, granted_sum, placed_sum
from pmo_xl.theme import Colour
from pmo_xl.workbook.author.menu_layout import (
    DEPARTMENTS,
    FIRST_FIGURE,
    LAST_LEFT,
    LEFT,
    MONTHS,
    TEXT,
    Menu,
    cell,
)
from pmo_xl.workbook.author.plan import serial
from pmo_xl.workbook.formulas import filled

OTHER = "ほかの部門・部門なし"

_DEPARTMENT_HEADS = ("部門", "使った割合", "予算額", "発注済", "発注見込", "残予算", "残り")
_MONTH_HEADS = ("月", "", "発注", "検収予定", "検収済", "支払予定", "支払済")
_MONTH_FIGURES = ("ordered", "acceptance_planned", "accepted", "payment_planned", "paid")
_BAR = 12


def write_departments(menu: Menu, row: int, report: BudgetReport) -> None:
    """Write the departments of the list 部門, the others together, and the total, from this row on."""
    menu.heading(row, LEFT, LAST_LEFT, "部門別の予算(円・税抜、全年度)")
    menu.heads(row + 1, LEFT, _DEPARTMENT_HEADS)
    lines = {line.department: line for line in report.departments}
    words = menu.book.project.vocabulary.words("部門")[:DEPARTMENTS]
    first = row + 2
    for n in range(DEPARTMENTS):
        line = lines.pop(words[n], BudgetLine(department=words[n])) if n < len(words) else None
        _write_department(menu, first + n, n, line)
    _write_other(
        menu,
        first,
        report.total,
        [lines_of for lines_of in report.departments if lines_of.department in words],
    )
    _write_department_total(menu, first, report.total)


def department_rows(row: int) -> tuple[int, int]:
    """The first and last row of the departments when the section begins at `row` (the others included)."""
    return row + 2, row + 2 + DEPARTMENTS


def _write_department(menu: Menu, row: int, n: int, line: BudgetLine | None) -> None:
    name = cell(row, LEFT)
    menu.formula(row, LEFT, f'IFERROR(INDEX(一覧_部門,{n + 1})&"","")', menu.text(), line and line.department)
    where = f"{{orders.department}},{name},"
    formulas = (
        granted_sum(f"{{budgets.department}},{name},"),
        placed_sum(where),
        expected_sum(f"({{orders.department}}={name})"),
    )
    values = (line.amount, line.ordered, line.expected) if line else (None, None, None)
    for column, formula, value in zip(range(FIRST_FIGURE, FIRST_FIGURE + 3), formulas, values, strict=True):
        menu.formula(row, column, filled(f'IF({name}="","",{formula})'), menu.money(), value)
    _write_rest(menu, row, line, f'{name}=""')


def _write_rest(menu: Menu, row: int, line: BudgetLine | None, is_empty: str, **look: object) -> None:
    """The remaining budget, its share, and the bar of what is used."""
    amount, ordered, expected, remaining = (cell(row, FIRST_FIGURE + n) for n in range(4))
    left = f"{amount}-{ordered}-{expected}"
    menu.formula(
        row, FIRST_FIGURE + 3, f'IF({is_empty},"",{left})', menu.money(**look), line and line.remaining
    )
    share = f'IF(OR({is_empty},N({amount})=0),"",{remaining}/{amount})'
    menu.formula(
        row, LAST_LEFT, share, menu.text(num_format='0%;[Red]"▲"0%', align="right", **look), _share_left(line)
    )
    used = f"MAX(0,MIN({_BAR},ROUND((1-{cell(row, LAST_LEFT)})*{_BAR},0)))"
    bar = f'IF({cell(row, LAST_LEFT)}="","",REPT("■",{used})&REPT("□",{_BAR}-{used}))'
    menu.formula(row, TEXT, bar, menu.text(font_color=Colour.NAVY, shrink=True, **look), _bar(line))


def _share_left(line: BudgetLine | None) -> float | None:
    return line.remaining / line.amount if line and line.amount and line.remaining is not None else None


def _bar(line: BudgetLine | None) -> str:
    share = _share_left(line)
    if share is None:
        return ""
    used = max(0, min(_BAR, int((1 - share) * _BAR + 0.5)))
    return "■" * used + "□" * (_BAR - used)


def _write_other(menu: Menu, first: int, total: BudgetLine, named: list[BudgetLine]) -> None:
    """What no listed department bears: the total less the listed ones."""
    row, last = first + DEPARTMENTS, first + DEPARTMENTS - 1
    amount = (total.amount or 0) - sum(line.amount or 0 for line in named)
    ordered = total.ordered - sum(line.ordered for line in named)
    expected = total.expected - sum(line.expected for line in named)
    line = BudgetLine(
        amount=amount, ordered=ordered, expected=expected, remaining=amount - ordered - expected
    )
    menu.sheet.write_string(row, LEFT, OTHER, menu.text(shrink=True))
    for column, value in zip(range(FIRST_FIGURE, LAST_LEFT), (amount, ordered, expected), strict=False):
        formula = f"{cell(row + 1, column)}-SUM({cell(first, column)}:{cell(last, column)})"
        menu.formula(row, column, formula, menu.money(), value)
    _write_rest(menu, row, line, "FALSE")


def _write_department_total(menu: Menu, first: int, total: BudgetLine) -> None:
    row = first + DEPARTMENTS + 1
    look = {"bold": True, "bg_color": Colour.PALE}
    menu.sheet.write_string(row, LEFT, "合計", menu.text(**look))
    formulas = (granted_sum(""), placed_sum(""), expected_sum("1"))
    for column, formula, value in zip(
        range(FIRST_FIGURE, LAST_LEFT), formulas, (total.amount, total.ordered, total.expected), strict=False
    ):
        menu.formula(row, column, filled(formula), menu.money(**look), value)
    _write_rest(menu, row, total, "FALSE", **look)


_MONTH = 'FIELD,">="&FROM,FIELD,"<"&EDATE(FROM,1)'
_OWN_AMOUNT = placed_sum("{orders.id},{orders.id},")
_OF_ORDER = "{acceptances.order},{orders.id},"
_ACCEPTANCE_COVERED = (
    f'SUMIFS({{acceptances.acceptance_planned}},{_OF_ORDER}{{acceptances.acceptance_due_on}},">0")'
)


def _in_month(field: str) -> str:
    return _MONTH.replace("FIELD", field)


def _payable(where: str) -> str:
    """Σ of 請求額, else 検収額, else 検収予定額 of deliveries where these criteria hold."""
    return (
        f"SUMIFS({{acceptances.invoiced}},{where})"
        f'+SUMIFS({{acceptances.accepted}},{where},{{acceptances.invoiced}},"=")'
        f'+SUMIFS({{acceptances.acceptance_planned}},{where},{{acceptances.invoiced}},"=",'
        f'{{acceptances.accepted}},"=")'
    )


def _payable_on(days: str, where: str = "") -> str:
    """The same by 支払予定日, else 支払期日; `days` are criteria on DAY."""
    first = days.replace("DAY", "{acceptances.payment_planned_on}")
    second = days.replace("DAY", "{acceptances.payment_due_on}") + ',{acceptances.payment_planned_on},"="'
    return f"{_payable(where + first)}+{_payable(where + second)}"


def _uncovered(month: str, covered: str) -> str:
    """Σ of what the deliveries of an order do not cover, of the orders planned in the month."""
    rest = f"({_OWN_AMOUNT}-({covered}))"
    sign = f"(SIGN({_OWN_AMOUNT})+({_OWN_AMOUNT}=0))"
    is_planned = f"ISNUMBER({month})*({month}>=FROM)*({month}<EDATE(FROM,1))"
    return f"SUMPRODUCT({is_planned}*({rest}+{sign}*ABS({rest}))/2)"


def month_formulas() -> dict[str, str]:
    """The formula of each figure of a month; FROM is the cell with the month's first day."""
    planned, accepted, paid = (
        _in_month(f"{{acceptances.{field}}}") for field in ("acceptance_due_on", "accepted_on", "paid_on")
    )
    payment_covered = _payable_on('DAY,">0"', _OF_ORDER)
    return {
        "ordered": placed_sum(_in_month("{orders.ordered_on}") + ","),
        "acceptance_planned": f"SUMIFS({{acceptances.acceptance_planned}},{planned})"
        f"+{_uncovered('{orders.acceptance_month}', _ACCEPTANCE_COVERED)}",
        "accepted": f"SUMIFS({{acceptances.accepted}},{accepted})",
        "payment_planned": f"{_payable_on(_in_month('DAY'))}"
        f"+{_uncovered('{orders.payment_month}', payment_covered)}",
        "paid": f"SUMIFS({{acceptances.invoiced}},{paid})"
        f'+SUMIFS({{acceptances.accepted}},{paid},{{acceptances.invoiced}},"=")',
    }


def write_months(menu: Menu, row: int, report: BudgetReport) -> None:
    """Write the twelve months of the fiscal year of 計算日 and their sums, from this row on."""
    menu.heading(row, LEFT, LAST_LEFT, "月別の発注・検収・支払(円・税抜、今年度)")
    menu.heads(row + 1, LEFT, _MONTH_HEADS)
    months = fiscal_months(menu.book.project, report)
    for n, (month, sums) in enumerate(months):
        _write_month(menu, row + 2 + n, n, month, sums)
    total, look = row + 2 + MONTHS, {"bold": True, "bg_color": Colour.PALE}
    menu.sheet.write_string(total, LEFT, "今年度計", menu.text(**look))
    menu.sheet.write_string(total, TEXT, "", menu.text(**look))
    for column, figure in enumerate(_MONTH_FIGURES, FIRST_FIGURE):
        value = sum(sums.get(figure, 0) for _, sums in months)
        summed = f"SUM({cell(row + 2, column)}:{cell(total - 1, column)})"
        menu.formula(total, column, summed, menu.money(**look), value)


def _write_month(menu: Menu, row: int, n: int, month: date, sums: dict[str, int]) -> None:
    look = menu.text(num_format='yyyy"年"m"月"', align="left")
    menu.formula(row, LEFT, f"EDATE(年度初,{n})", look, serial(month))
    first = cell(row, LEFT)
    is_now = month == menu.book.project.as_of.replace(day=1)
    menu.formula(
        row,
        TEXT,
        f'IF({first}=当月初,"◀ 今月","")',
        menu.text(font_color=Colour.LATE_INK),
        "◀ 今月" if is_now else "",
    )
    for column, figure in enumerate(_MONTH_FIGURES, FIRST_FIGURE):
        formula = filled(month_formulas()[figure]).replace("FROM", first)
        menu.formula(row, column, formula, menu.money(), sums.get(figure, 0))
