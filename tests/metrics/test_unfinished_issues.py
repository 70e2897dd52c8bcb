"""未完了の課題 and 恒久対応待ち: side by side, never one in the other."""

from datetime import date

from pmo_xl.metrics.measures import measure
from pmo_xl.metrics.unfinished_issues import permanent_fixes, unfinished_issues
from pmo_xl.metrics.weekly_counts import issue_counts
from pmo_xl.model.issue import Issue
from pmo_xl.model.project import Project

D = date(2026, 11, 30)
ISSUES = (
    Issue(id="ISS-001", status="対応中", needs_permanent_fix="要"),
    Issue(id="ISS-002", status="完了", needs_permanent_fix="要"),
    Issue(id="ISS-003", status="完了", needs_permanent_fix="要", permanent_closed_on=D),
    Issue(id="ISS-004", status="取下げ", needs_permanent_fix="否"),
    Issue(id="ISS-005", status="未着手"),
    Issue(id="ISS-006"),
)


def test_an_open_issue_counts_once_however_many_due_dates_it_has():
    project = Project(as_of=D, run_day=D, records={Issue: ISSUES})
    assert [issue.id for issue in unfinished_issues(project)] == ["ISS-001", "ISS-005"]
    assert [issue.id for issue in permanent_fixes(project)] == ["ISS-001", "ISS-002"]


def test_the_measures_of_the_same_name_give_the_same_figures():
    project = Project(as_of=D, run_day=D, records={Issue: ISSUES})
    assert measure("未完了課題件数", project).value == 2
    assert measure("恒久対応未完了件数", project).value == 2


def test_the_last_week_of_the_curve_has_as_many_open_issues_as_the_list():
    issues = tuple(issue.model_copy(update={"raised_on": D, "closed_on": D}) for issue in ISSUES)
    project = Project(as_of=D, run_day=D, records={Issue: issues})
    counts = issue_counts(project)
    assert (counts.weeks[-1].open, counts.undated) == (len(unfinished_issues(project)), 1)
