"""What one book comes to: its facts, of its project, its check and its recorded runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction

from pmo_xl.documents.deliverables.milestones import milestone_standing, milestones
from pmo_xl.documents.outlook_lines import cost_sentence
from pmo_xl.documents.portfolio.facts import (
    FINISHED,
    Against,
    BookFacts,
    BookReading,
    Counts,
    DecisionFact,
    LoadFacts,
    LoadRow,
    MilestoneFact,
    Money,
    PersonMonth,
    ReleaseFact,
    TrendPoint,
    mail_key,
)
from pmo_xl.documents.portfolio.of_partners import place_of, troubles_of, vendor_facts
from pmo_xl.history.run import Run, project_of
from pmo_xl.metrics.budget.budget import budget_report
from pmo_xl.metrics.load import MonthLoad, capacity_of, load_of, loads
from pmo_xl.metrics.overdue import MILESTONE as MILESTONE_KIND
from pmo_xl.metrics.overdue import OverdueReport, is_leaf, overdue_report
from pmo_xl.metrics.release import RELEASE_PHASE, is_release_over, release_moment, released_systems
from pmo_xl.metrics.schedule.outlook import outlook
from pmo_xl.metrics.schedule.progress import project_progress
from pmo_xl.metrics.schedule.schedule import key_of, project_schedule
from pmo_xl.metrics.schedule.waiting_cost import waiting_cost
from pmo_xl.metrics.unfinished_issues import unfinished_issues
from pmo_xl.metrics.waiting_decisions import WaitingDecision, decider_of, waiting_decisions, what_is_asked
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.budget import Budget
from pmo_xl.model.calendar import month_end
from pmo_xl.model.issue import Issue
from pmo_xl.model.member import Member
from pmo_xl.model.option import Option
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.model.references import person_key
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.task import Task
from pmo_xl.rules.finding import Finding
from pmo_xl.rules.light import project_light
from pmo_xl.rules.report import Report

ON_HOLD = "保留"
PLANNED, WORKED = "計画", "作業"
SHOWN = (Task, Issue, Question, SpecChange, Budget, Order, Member)
"""The sheets of every workbook whose figures the list of projects shows."""
DATED = (Task, Issue, Question)
"""Those without which 期限超過 is no 0."""


def facts_of(
    name: str, reading: BookReading, project: Project, report: Report, runs: Iterable[Run]
) -> BookFacts:
    """The facts of a book. name: of its file, where 設定 has no 案件名. runs: the last recorded one of each week, the oldest first."""
    overdue = overdue_report(project)
    code = project.settings.text("案件コード")
    found = tuple(_milestone(task, project) for task in milestones(project))
    pm = next((member for member in project.members if member.role == "PM" and member.name), None)
    trend, last = trend_points(runs, project, report, overdue)
    return BookFacts(
        key=code or str(reading.path),
        name=project.settings.project_name or name,
        code=code,
        pm=(pm.name or "") if pm else "",
        department=(pm.department or "") if pm else "",
        phase=phase_of(project),
        light=report.light or project_light(project, report),
        reported=project.settings.text("報告状況"),
        next_milestone=next((each for each in found if each.reached is None), None),
        open_issues=len(unfinished_issues(project)) if _has(Issue, project) else None,
        overdue=_late(project, overdue),
        money=_money(project),
        findings=_counts(report),
        against=_against(last, report.findings) if last else None,
        on_hold=sum(change.status == ON_HOLD for change in project.spec_changes),
        reading=reading,
        milestones=found,
        release=_release(project),
        people=_people(project),
        decisions=tuple(_decision(each, project) for each in waiting_decisions(project)),
        troubles=troubles_of(project, overdue),
        vendors=vendor_facts(project),
        trend=trend,
        absent=_absent(SHOWN, project),
    )


def _has(sheet: type[Record], project: Project) -> bool:
    """Whether a book has a sheet, or had it when a run was recorded: a run keeps the rows of sheets, not their tables."""
    return project.has(sheet) or (not project.tables and sheet in project.records)


def _absent(sheets: Iterable[type[Record]], project: Project) -> tuple[str, ...]:
    return tuple(sheet.sheet.label for sheet in sheets if not _has(sheet, project))


def _late(project: Project, overdue: OverdueReport) -> int | None:
    """What is late; None where nothing is known to be and sheets with due dates are not there."""
    return overdue.counts["期限超過"] or (None if _absent(DATED, project) else 0)


def phase_of(project: Project) -> str:
    """工程 of the open leaf with the earliest 予定開始; 終結 without an open one, "" where it names none."""
    open_leaves = [
        task
        for task in project.tasks
        if task.kind != MILESTONE_KIND and task.actual_finish is None and is_leaf(task, project)
    ]
    if not open_leaves:
        return FINISHED if project.tasks else ""
    first = min(open_leaves, key=lambda task: task.planned_start or date.max)
    return first.phase or ""


def _milestone(task: Task, project: Project) -> MilestoneFact:
    found = outlook(project_schedule(project), key_of(task, project))
    is_open = task.actual_finish is None
    released = [step.system for step in released_systems(project).values() if step.system]
    own = (task.system,) if task.system else tuple(released) if task.phase == RELEASE_PHASE else ()
    return MilestoneFact(
        place_of(task),
        task.title or "",
        task.phase or "",
        own,
        task.planned_finish,
        task.baseline_finish,
        found.forecast if is_open else None,
        found.is_lower_bound and is_open,
        task.actual_finish,
        found.known_delay if is_open else None,
        milestone_standing(task, project),
    )


def _release(project: Project) -> ReleaseFact | None:
    """The release that is not over and not past; its systems those of its 作業, else of its milestones."""
    moment = release_moment(project)
    if moment is None or is_release_over(project) or moment.date() < project.as_of:
        return None
    named = [step.system for step in released_systems(project).values()]
    named = named or [
        task.system
        for task in project.tasks
        if task.kind == MILESTONE_KIND and task.phase == RELEASE_PHASE and task.actual_finish is None
    ]
    return ReleaseFact(moment.date(), tuple(dict.fromkeys(filter(None, named))))


def _money(project: Project) -> Money:
    total = budget_report(project).total
    has_budget, has_orders = bool(project.budgets), _has(Order, project)
    return Money(
        total.amount if has_budget else None,
        total.ordered if has_orders else None,
        total.expected if has_orders else None,
        total.accepted if _has(Acceptance, project) else None,
        total.remaining if has_budget and has_orders else None,
        total.forecast if has_orders else None,
    )


def _counts(report: Report) -> Counts:
    found = report.summary
    return Counts(*(found[name] for name in ("error", "question", "warning", "info", "waived")))


def _standing_ids(findings: Iterable[Finding]) -> frozenset[str]:
    return frozenset(finding.id for finding in findings if finding.waived is None)


def _ids_of(run: Run) -> frozenset[str]:
    return frozenset(each["id"] for each in run.findings if not each.get("waived"))


def _against(run: Run, findings: Sequence[Finding]) -> Against:
    now, before = _standing_ids(findings), _ids_of(run)
    return Against(run.as_of, len(now - before), len(before - now))


def trend_points(
    runs: Iterable[Run], project: Project, report: Report, overdue: OverdueReport
) -> tuple[tuple[TrendPoint, ...], Run | None]:
    """The points of the runs and of today, and the last run."""
    points: list[TrendPoint] = []
    before: frozenset[str] | None = None
    last: Run | None = None
    for run in runs:
        ids = _ids_of(run)
        weights = [each["severity"] for each in run.findings if not each.get("waived")]
        counts = [weights.count(word) for word in ("error", "question", "warning")]
        points.append(_point(project_of(run), counts, ids, before))
        before, last = ids, run
    counts = [report.summary[word] for word in ("error", "question", "warning")]
    points.append(_point(project, counts, _standing_ids(report.findings), before, overdue))
    return tuple(points), last


def _point(
    project: Project,
    counts: Sequence[int],
    ids: frozenset[str],
    before: frozenset[str] | None,
    overdue: OverdueReport | None = None,
) -> TrendPoint:
    late = overdue or overdue_report(project)
    errors, questions, warnings = counts
    return TrendPoint(
        project.as_of,
        _late(project, late),
        len(unfinished_issues(project)) if _has(Issue, project) else None,
        project_progress(project).spi,
        _money(project).remaining,
        errors,
        questions,
        warnings,
        None if before is None else len(ids - before),
        None if before is None else len(before - ids),
    )


def _decision(waiting: WaitingDecision, project: Project) -> DecisionFact:
    cost = waiting_cost(waiting.at, project)
    is_late = waiting.is_late(project) and waiting.due_on is not None
    days = (
        project.calendar.business_days_between(waiting.due_on, project.as_of)
        if is_late and waiting.due_on
        else 0
    )
    return DecisionFact(
        place_of(waiting.at),
        what_is_asked(waiting, project),
        decider_of(waiting, project),
        _asked_since(waiting.at, project),
        waiting.due_on,
        days,
        len(cost.held),
        cost.days_lost,
        cost.days_more,
        cost.amount,
        cost_sentence(cost),
    )


def _asked_since(row: Record, project: Project) -> date | None:
    """起票日 or 申請日; of an option 起票日 of what its 起票元 names; None where nobody can say."""
    if isinstance(row, Budget):
        return row.requested_on
    if isinstance(row, Option):
        sheets = (project.spec_changes, project.issues)
        found = (sheet.get(name) for name in row.origin for sheet in sheets)
        return min((day for each in found if each and (day := each.raised_on)), default=None)
    return getattr(row, "raised_on", None)


def _people(project: Project) -> LoadFacts:
    found = loads(project)
    first = project.as_of.replace(day=1)
    months = (
        _person_month(person, load, project)
        for (person, month), load in found.by_person.items()
        if month >= first
    )
    return LoadFacts(
        tuple(sorted(months, key=lambda each: (each.name, each.month))),
        sum((days for month, days in found.elsewhere.items() if month >= first), start=Fraction(0)),
        len(found.unmeasured),
        len(found.unowned),
        len(found.unplaced),
        _shared_mails(project),
    )


def _shared_mails(project: Project) -> tuple[str, ...]:
    """The addresses that stand beside several names: that of a team, or one that was copied."""
    names: dict[str, set[str]] = {}
    for member in project.members:
        if member.email and member.name:
            names.setdefault(mail_key(member.email), set()).add(person_key(member.name))
    return tuple(mail for mail, people in names.items() if len(people) > 1)


def _person_month(person: str, load: MonthLoad, project: Project) -> PersonMonth:
    rows = project.roles_of(person)
    mail = next((row.email for row in rows if row.email), "") or ""
    company = next((row.company for row in rows if row.company), "") or ""
    return PersonMonth(
        rows[0].name or "",
        mail,
        company,
        load.month,
        load.plan,
        load.work,
        load_of(load, project),
        capacity_of(person, load, project),
        project.calendar.business_days_in(load.month, month_end(load.month)),
        load.is_doubtful,
        tuple(_load_rows(load)),
    )


def _load_rows(load: MonthLoad) -> Iterator[LoadRow]:
    for row in load.rows:
        days = Fraction(row.planned_effort or 0)
        yield LoadRow(place_of(row), PLANNED, row.remarks or "", row.system or "", row.phase or "", days)
    for task, days in load.tasks:
        yield LoadRow(place_of(task), WORKED, task.title or "", task.system or "", task.phase or "", days)
