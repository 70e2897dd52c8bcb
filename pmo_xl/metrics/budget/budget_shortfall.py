"""What a budget lacks: one that is asked for, or whose orders and estimates cost more than it holds (予算調整依頼書)."""

from __future__ import annotations

from dataclasses import dataclass

from pmo_xl.metrics.budget.budget import BudgetLine, budget_report
from pmo_xl.metrics.budget.budget_gap import BudgetGap, gap_of
from pmo_xl.model.budget import TURNED_DOWN, Budget
from pmo_xl.model.project import Project


@dataclass(frozen=True)
class Shortfall:
    """A budget with those of its 負担部門 and 年度. lines: each with its money. gap: of all of them together."""

    budget: Budget
    lines: tuple[tuple[BudgetLine, Budget], ...]
    gap: BudgetGap

    @property
    def own(self) -> int:
        """By how much orders and what is expected cost more than the budget itself holds; 0 where they fit, and of a request."""
        if self.budget.is_request:
            return 0
        return max(0, -sum(line.remaining or 0 for line, each in self.lines if each is self.budget))

    @property
    def together(self) -> int:
        """What is left of all of them, before any request; below 0 what lacks."""
        return sum(
            -(line.ordered + line.expected) if each.is_request else line.remaining or 0
            for line, each in self.lines
        )


def needs_adjusting(budget: Budget, project: Project) -> bool:
    """Whether somebody must decide on it: a request not turned down, or a budget that is overspent or over by its estimates."""
    if budget.is_request:
        return budget.kind != TURNED_DOWN
    line = _line(budget, project)
    is_overspent = line is not None and (line.remaining or 0) < 0
    return is_overspent or (
        bool(budget.id) and gap_of((budget,), project).is_over and bool(gap_of((budget,), project).summed)
    )


def shortfall(budget: Budget, project: Project) -> Shortfall:
    """What the budget and the granted ones of its department and year hold and cost; the request itself is none of them."""
    mine = [each for each in project.budgets if each is budget or _is_beside(each, budget)]
    lines = tuple((line, each) for each in mine if (line := _line(each, project)))
    return Shortfall(budget, lines, gap_of(tuple(mine), project))


def _is_beside(each: Budget, budget: Budget) -> bool:
    is_same = (each.department, each.fiscal_year) == (budget.department, budget.fiscal_year)
    return is_same and each.department is not None and not each.is_request


def _line(budget: Budget, project: Project) -> BudgetLine | None:
    lines = budget_report(project).budgets if budget.id else ()
    return next((line for line in lines if line.id == budget.id), None)
