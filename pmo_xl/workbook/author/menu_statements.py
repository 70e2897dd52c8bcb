"""メニュー, right: what each picture says, as its heading; live, like everything that it is drawn from."""

from __future__ import annotations

from collections.abc import Mapping

from pmo_xl.metrics.budget.budget import BudgetReport
from pmo_xl.metrics.dashboard import Counts, counts_by_owner, fiscal_months
from pmo_xl.workbook.author.menu_layout import DEPARTMENTS, FIRST_FIGURE, LEFT, MONTHS, Menu, cell
from pmo_xl.workbook.author.menu_money import OTHER
from pmo_xl.workbook.author.tally_owners import NOBODY, TOP, owners_range, top_owners_range

Statement = tuple[str, str]
"""A formula and the text that it shows."""

_NOBODY_LATE = "期限を過ぎた仕事はありません(件)"
_NO_BUDGET, _WITHIN = "予算枠がありません(百万円)", "どの部門も予算内です(百万円)"
_NO_ACCEPTANCE = "今年度の検収予定はありません(百万円)"


def owners_statement(menu: Menu) -> Statement:
    """Who has most that is late."""
    names, late = top_owners_range("name"), top_owners_range("late")
    most = f"MAX({late})"  # Gnumeric counts by COUNTIF what a cell held before it was computed
    tied = f'(SUMPRODUCT(--({owners_range("late")}={most}))+SUMPRODUCT(({names}="{NOBODY}")*({late}={most})))'
    others = f'IF({tied}>1," ほか"&({tied}-1)&"人","")'
    said = f'"期限超過が多いのは "&INDEX({names},MATCH({most},{late},0))&{others}&" "&{most}&"件"'
    by_owner = counts_by_owner(menu.book.project)
    everybody = [(name or NOBODY, counts.late) for name, counts in _most_late_first(by_owner)]
    name, count = max(everybody, key=lambda pair: pair[1], default=("", 0))
    alike = sum(late == count for _, late in everybody) - 1
    more = f" ほか{alike}人" if alike > 0 else ""
    text = f"期限超過が多いのは {name}{more} {count}件" if count else _NOBODY_LATE
    return f'IF({most}=0,"{_NOBODY_LATE}",{said})', text


def others_statement(menu: Menu) -> Statement:
    """Who has something to do and no bar in the picture of the owners; empty where everybody has one."""
    opened, late = owners_range("open"), owners_range("late")
    top_late, top_rest = top_owners_range("late", persons=True), top_owners_range("rest", persons=True)
    count = f"SUMPRODUCT(--({opened}>0))-{TOP - 1}"
    parts = (count, f"SUM({late})-SUM({top_late})", f"SUM({opened})-SUM({top_late})-SUM({top_rest})")
    formula = '"図のほかに "&({})&" 人(期限超過 "&({})&" 件・未完了 "&({})&" 件)"'.format(*parts)
    persons = [
        counts
        for name, counts in _most_late_first(counts_by_owner(menu.book.project))
        if name and counts.open
    ]
    rest = persons[TOP - 1 :]
    figures = (len(rest), sum(each.late for each in rest), sum(each.open for each in rest))
    text = "図のほかに {} 人(期限超過 {} 件・未完了 {} 件)".format(*figures) if rest else ""
    return f'IF({count}<=0,"",{formula})', text


def _most_late_first(by_owner: Mapping[str | None, Counts]) -> list[tuple[str | None, Counts]]:
    """The people as the picture has them, the one line of nobody last."""
    return sorted(by_owner.items(), key=lambda pair: (pair[0] is None, -pair[1].late, -pair[1].open))


def departments_statement(menu: Menu, row: int, report: BudgetReport) -> Statement:
    """Whose budget is used up; row: of the heading of the table of departments."""
    first, last = row + 2, row + 2 + DEPARTMENTS
    names, left = (f"{cell(first, at)}:{cell(last, at)}" for at in (LEFT, FIRST_FIGURE + 3))
    count, total = f'COUNTIF({left},"<0")', cell(last + 1, FIRST_FIGURE)
    others = f'IF({count}>1," ほか"&({count}-1)&"部門","")'
    said = f'"残予算がマイナス: "&INDEX({names},MATCH(MIN({left}),{left},0))&{others}&"(百万円)"'
    formula = f'IF({count}=0,IF(N({total})=0,"{_NO_BUDGET}","{_WITHIN}"),{said})'
    short = sorted((line for line in _remaining(menu, report) if line[1] < 0), key=lambda line: line[1])
    if not short:
        return formula, _WITHIN if report.total.amount else _NO_BUDGET
    more = f" ほか{len(short) - 1}部門" if len(short) > 1 else ""
    return formula, f"残予算がマイナス: {short[0][0]}{more}(百万円)"


def _remaining(menu: Menu, report: BudgetReport) -> list[tuple[str, int]]:
    """What is left in each line of the table."""
    left = {line.department: line.remaining or 0 for line in report.departments}
    words = menu.book.project.vocabulary.words("部門")[:DEPARTMENTS]
    listed = [(word, left.get(word, 0)) for word in words]
    return [*listed, (OTHER, (report.total.remaining or 0) - sum(amount for _, amount in listed))]


def months_statement(menu: Menu, row: int, report: BudgetReport) -> Statement:
    """How much of what is planned for the year is accepted; row: of the heading of the table of months."""
    planned, accepted = (cell(row + 2 + MONTHS, FIRST_FIGURE + at) for at in (1, 2))
    said = f'"今年度の検収は予定の "&TEXT({accepted}/{planned},"0%")&"(百万円)"'
    sums = [each for _, each in fiscal_months(menu.book.project, report)]
    due, done = (sum(each.get(name, 0) for each in sums) for name in ("acceptance_planned", "accepted"))
    text = f"今年度の検収は予定の {int(done * 100 / due + 0.5)}%(百万円)" if due > 0 else _NO_ACCEPTANCE
    return f'IF(N({planned})<=0,"{_NO_ACCEPTANCE}",{said})', text
