"""Header kind: what kind of ledger a heading speaks for, by its name and by its headings alone."""

from __future__ import annotations

from collections import Counter
from typing import Final

from pmo_xl.model.column import Kind
from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.issue import Issue
from pmo_xl.model.task import Task
from pmo_xl.workbook.layout.column_match import candidates
from pmo_xl.workbook.layout.header_rows import TopRows
from pmo_xl.workbook.layout.header_search import FoundHeader, best_header, known_by_headings
from pmo_xl.workbook.layout.headings import bare_key
from pmo_xl.workbook.layout.no_heading import is_of_test_cases

_LEAST_FIELDS: Final = 3
_LEAST_LABELS: Final = 2
_OF_TICKETS: Final = frozenset(
    (
        "トラッカー",
        "tracker",
        "課題タイプ",
        "課題キー",
        "issuekey",
        "バケット名",
        "bucketname",
        "キーid",
        "keyid",
    )
)
_PLANNED_DAYS: Final = ("planned_start", "planned_finish")
_LEAST_PHASES: Final = 3
_LEAST_FIELDS_UNNAMED: Final = 4
_MANY_FIELDS: Final = 6
_VERY_MANY_FIELDS: Final = 8
_OPEN_POINTS: Final = frozenset(("title", "owner", "due_on", "status"))
_DEFECTS: Final = frozenset(("id", "title", "owner", "priority", "status"))
_TO_DO: Final = frozenset(("title", "due_on", "priority", "status"))
_PLAN: Final = frozenset(("owner", "planned_start", "planned_finish", "progress"))
_PLAN_AND_FACT: Final = frozenset(("planned_start", "planned_finish", "actual_start", "actual_finish"))
# The headings of a tab whose name says nothing must speak this clearly, and this much more than for others.
_LEAST_WEIGHT: Final = 1.5
_LEAST_SHARE: Final = 0.4
_MARGIN: Final = 1.15


def is_a_ledger(header: FoundHeader) -> bool:
    """Whether the headings go with the name or the title that says what the table is: two words are not enough.

    They must say what a row is about, or be four; a list with few must columns needs all of them. Two are enough
    where they are our own labels, the ID among them.
    """
    must = header.record_class.must_fields
    exact = [field for field, match in header.matches.items() if match.is_exact]
    if "id" in exact and len(exact) >= _LEAST_LABELS:
        return True
    if header.record_class.sheet.prefix and len(header.matches) < min(_LEAST_FIELDS, len(must)):
        return False
    if not header.record_class.sheet.prefix and not set(must) <= header.matches.keys():
        return False
    says_what = header.has_text or "phase" in header.matches or header.may_have_text
    columns = header.record_class.columns
    is_of_days = all(columns[field].kind is Kind.DATE for field in header.matches)
    return says_what or (len(header.matches) >= _LEAST_FIELDS_UNNAMED and not is_of_days)


def has_phases_side_by_side(header: FoundHeader) -> bool:
    """Whether the plan of each phase stands beside that of the last one: no row is one task, and no day its end."""
    if header.record_class is not Task:
        return False
    days = {(m.field, m.heading.column) for m in candidates(Task, header.headings) if m.is_composed}
    counts = Counter(field for field, _ in days)
    return all(counts[field] >= _LEAST_PHASES for field in _PLANNED_DAYS)


def is_clear(header: FoundHeader) -> bool:
    """Whether the headings alone speak for this kind of sheet, whatever the tab is called."""
    is_much = _is_a_plan(header) or (
        len(header.matches) >= _LEAST_FIELDS_UNNAMED and header.weight >= _LEAST_WEIGHT
    )
    is_clear_enough = is_much or _is_a_list_of_issues(header)
    return (
        is_clear_enough
        and (header.share >= _LEAST_SHARE or len(header.matches) >= _VERY_MANY_FIELDS)
        and (header.has_text or _is_a_plan(header) or _is_a_list_of_issues(header))
        and not _is_a_list_of_files(header)
        and not is_of_test_cases(heading.own[-1] for heading in header.headings)
    )


def _is_a_plan(header: FoundHeader) -> bool:
    """Whether it has much of a schedule, and a heading that is not known but holds a word of its tasks."""
    found = header.matches.keys()
    is_whole = (
        len(found) >= _MANY_FIELDS or found >= _PLAN_AND_FACT or (header.is_told_below and found >= _PLAN)
    )
    return header.record_class is Task and is_whole and header.may_have_text


def _is_a_list_of_files(header: FoundHeader) -> bool:
    """Whether it lists the files of a program: names and folders, without a version or a word of documents."""
    if header.record_class is not Deliverable:
        return False
    title = header.matches.get("title")
    is_file = title is not None and "ファイル" in title.heading.own[-1]
    return is_file and "version" not in header.matches


def _is_a_list_of_issues(header: FoundHeader) -> bool:
    """Whether it has what every list of open points has and nothing that would make it another ledger."""
    wanted = _OPEN_POINTS - {"title"} if header.is_told_below else _OPEN_POINTS
    told = header.matches.keys() | ({"title"} if header.is_told_below else set())
    return header.record_class is Issue and (
        header.matches.keys() >= wanted or told >= _DEFECTS or told >= _TO_DO
    )


def recognised_by_headings(top: TopRows) -> tuple[FoundHeader, ...]:
    """What the headings of a tab whose name says nothing speak for: one kind of sheet, none, or too close a few."""
    found = [header for sheet in known_by_headings() if (header := best_header(top, sheet))]
    ranked = sorted(filter(is_clear, found), key=lambda header: header.weight, reverse=True)
    if tickets := [header for header in ranked if _is_of_tickets(header)]:
        return (tickets[0],)
    return tuple(header for header in ranked if _MARGIN * header.weight > ranked[0].weight)


def _is_of_tickets(header: FoundHeader) -> bool:
    """Whether it is a list of issues with a heading that only the export of a ticket system has."""
    keys = (bare_key(heading.own[-1]) for heading in header.headings)
    return header.record_class is Issue and not _OF_TICKETS.isdisjoint(keys)
