"""Random books of the full profile: every rule and figure gets through them, and no error of the work stands beside 緑.

PMO_XL_FULL=1 tries 200 of them; without it a tenth.
"""

from __future__ import annotations

import pytest

from pmo_xl.metrics.dashboard import counts_by_due_column, counts_by_owner
from pmo_xl.metrics.kpi import kpi_judgement
from pmo_xl.metrics.measures import MEASURES, measure
from pmo_xl.metrics.overdue import overdue_report
from pmo_xl.metrics.schedule.waiting_cost import waiting_cost
from pmo_xl.metrics.traffic_light import Light
from pmo_xl.metrics.waiting_decisions import waiting_decisions
from pmo_xl.rules.catalog import all_rules
from pmo_xl.rules.light import NOT_OF_THE_WORK, project_light
from pmo_xl.rules.run import run
from tests.support.month_end_books import is_full
from tests.support.random_full_books import random_full_book

pytestmark = pytest.mark.slow
BOOKS = range(200 if is_full() else 20)


@pytest.mark.parametrize("seed", BOOKS)
def test_no_rule_breaks_down_and_no_error_of_the_work_stands_beside_green(seed: int):
    project = random_full_book(seed)
    report = run(project, all_rules())
    assert report.failed_rules == ()
    light = project_light(project, report).light
    errors = [finding for finding in report.errors if not finding.rule.startswith(NOT_OF_THE_WORK)]
    assert not (errors and light is Light.GREEN), errors[:3]


@pytest.mark.parametrize("seed", BOOKS)
def test_every_figure_of_a_random_book_is_told_or_says_why_not(seed: int):
    project = random_full_book(seed)
    items = overdue_report(project).items
    assert sum(counts.late for counts in counts_by_due_column(project).values()) == len(items)
    assert sum(counts.late for counts in counts_by_owner(project).values()) == len(items)
    for name in MEASURES:
        found = measure(name, project)
        assert (found.value is None) == bool(found.reason), name
        assert 0 <= found.rows <= found.total, name
    for kpi in project.kpis:
        assert kpi_judgement(kpi, project) in (None, "達成", "未達", "判定不能")
    for decision in waiting_decisions(project):
        cost = waiting_cost(decision.at, project)
        assert (cost.days_lost is None) == bool(cost.reason)
