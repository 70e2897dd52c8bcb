"""見通し: what only a check can tell メニュー, a line each: the forecast, what waiting costs, who has too much, what nobody judged."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pmo_xl.documents.forecast import UNJUDGED, finish_sentence
from pmo_xl.metrics.load import MonthLoad, capacity_of, is_effort_of_one, load_of, loads
from pmo_xl.metrics.schedule.waiting_cost import WaitingCost, waiting_cost
from pmo_xl.metrics.waiting_decisions import waiting_decisions
from pmo_xl.model.display import month as in_words
from pmo_xl.model.display import yen
from pmo_xl.model.member import Member
from pmo_xl.model.project import Project
from pmo_xl.model.task import Task
from pmo_xl.rules.report import Report


def outlook_lines(project: Project, report: Report) -> tuple[str, ...]:
    """The lines in the order in which メニュー knows them (`OUTLOOK` of its module): 日程, 判断待ち, 要員, 判定できなかったもの."""
    return (
        finish_sentence(project) if project.tasks else f"{UNJUDGED}: マスタスケジュールに行がありません",
        dearest_wait(project),
        overload_line(project),
        unjudged_line(report),
    )


def cost_sentence(cost: WaitingCost) -> str:
    """What waiting has cost so far and costs further, in words; why it cannot be told where it cannot."""
    if cost.reason:
        return f"待つことの影響: {UNJUDGED}({cost.reason})"
    more = "さらに1稼働日待つと、もう1日遅れます" if cost.days_more else "さらに1稼働日待っても動きません"
    return f"待つことで最終マイルストーンが {cost.days_lost} 稼働日遅れています{_amount(cost)}。{more}"


def _amount(cost: WaitingCost) -> str:
    if cost.amount is not None:
        return f"({yen(cost.amount)}円)" if cost.days_lost else ""
    return f"({cost.why_no_amount})" if cost.days_lost and cost.why_no_amount else ""


def dearest_wait(project: Project) -> str:
    """The waiting decision that has taken most days from the last milestone, and how many cannot be told."""
    waiting = waiting_decisions(project)
    if not waiting:
        return "判断を待っているものはありません"
    costs = [(each.at.row_id or each.at.sheet.label, waiting_cost(each.at, project)) for each in waiting]
    told = [(name, cost) for name, cost in costs if cost.days_lost is not None]
    lost = max(told, key=lambda pair: pair[1].days_lost or 0, default=None)
    if not told:
        return f"判断待ち {len(costs)} 件(判断点・課題を含む)は、待つことの影響がどれも分かりません"
    untold = f"、影響が分からないもの {len(costs) - len(told)} 件" if len(told) < len(costs) else ""
    if lost is None or not lost[1].days_lost:
        return f"最終マイルストーンを遅らせているもの 0 件{untold}"
    amount = f"({yen(lost[1].amount)}円)" if lost[1].amount is not None else ""
    return f"{lost[0]} を待って {lost[1].days_lost} 稼働日遅れ{amount}{untold}"


def overload_line(project: Project) -> str:
    """How many person-months hold more than they can, and the worst; begins with the number where it is known."""
    if not project.allocations and not is_effort_of_one(project):
        return f"{UNJUDGED}: 要員計画に行がありません"
    if not project.knows(Member, "name") or (is_effort_of_one(project) and not project.knows(Task, "owner")):
        return f"{UNJUDGED}: 体制表かマスタスケジュールが読めません"
    over = sorted(_overloads(project), key=lambda found: -found[0])
    if not over:
        return "0 人月が超過"
    share, person, month = over[0]
    member = project.roles_of(person)[0].name or person
    how = f" {int(share * 100 + Fraction(1, 2))}%" if share < 100 else ""
    return f"{len(over)} 人月が超過(最も重いのは {member} {in_words(month.month)}{how})"


def _overloads(project: Project) -> Iterator[tuple[Fraction, str, MonthLoad]]:
    """From D's month on, each with 負荷 ÷ what the person can work (a very large one where that is nothing)."""
    for (person, month), found in loads(project).by_person.items():
        load = load_of(found, project)
        if load is None or month < project.as_of.replace(day=1):
            continue
        capacity = capacity_of(person, found, project)
        if load > capacity:
            yield (load / capacity if capacity else Fraction(1000)), person, found


def unjudged_line(report: Report) -> str:
    """How many rules and rows the check could not judge: said beside every light."""
    rules, rows = report.summary["rules_not_evaluated"], report.summary["rows_undeterminable"]
    return f"判定できなかった規則 {rules}・判定不能の行 {rows}"
