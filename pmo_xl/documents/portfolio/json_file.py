"""The portfolio as JSON: one object a workbook, and the sums over all beside them. No time of the run is in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Final, Literal, TypedDict

from pmo_xl.documents.json_pieces import json_text, with_list
from pmo_xl.documents.month_end.json_file import plain
from pmo_xl.documents.month_end.result import LeftOutCopy
from pmo_xl.documents.portfolio.facts import BookFacts
from pmo_xl.documents.portfolio.people import Person
from pmo_xl.documents.portfolio.result import Portfolio
from pmo_xl.documents.portfolio.sums import (
    Clash,
    Problem,
    ProjectDecision,
    ProjectMilestone,
    Vendor,
    Week,
)
from pmo_xl.model.json_shape import Day, DaySource, Failed, FieldsOf
from pmo_xl.plugins import LoadedJson, loaded

SCHEMA: Final = 2
_FIELDS: Final = (
    "key", "name", "code", "pm", "department", "phase", "light", "reported", "next_milestone", "open_issues",
    "overdue", "money", "findings", "against", "on_hold", "reading", "release", "people", "troubles", "vendors",
    "trend", "absent",
)  # fmt: skip


class BookHead(TypedDict):
    """What every object of a workbook begins with. hidden_steps: how much better it is reported than it is."""

    workbook: str
    as_of: Day
    as_of_source: DaySource
    hidden_steps: int


BookFactsJson = Annotated[BookHead, FieldsOf(BookFacts, _FIELDS)]


class PortfolioFrame(TypedDict):
    """What is told of all projects together; whole yen without tax, person-days as decimal text."""

    schema: Literal[2]
    command: Literal["portfolio"]
    version: str
    as_of: Day | None
    as_of_source: DaySource | None
    run_day: Day
    plugins: list[LoadedJson]
    policy: str | None
    milestones: list[ProjectMilestone]
    clashes: list[Clash]
    people: list[Person]
    decisions: list[ProjectDecision]
    problems: list[Problem]
    vendors: list[Vendor]
    trend: list[Week]
    copies: list[LeftOutCopy]
    failed: list[Failed]
    remarks: list[str]


class PortfolioJson(PortfolioFrame):
    """All projects on one page."""

    workbooks: list[BookFactsJson]


def portfolio_json(result: Portfolio) -> Iterator[str]:
    """The whole result as the text of one object, in pieces: memory holds one project and the sums."""
    frame: dict[str, Any] = {  # a PortfolioFrame whose long lists come one by one
        "schema": SCHEMA,
        "command": "portfolio",
        "version": result.version,
        "as_of": result.as_of.isoformat() if result.as_of else None,
        "as_of_source": _source(result),
        "run_day": result.run_day.isoformat(),
        "plugins": loaded(),
        "policy": result.policy_file,
        "milestones": map(plain, result.milestones),
        "clashes": map(plain, result.clashes),
        "people": map(plain, result.people),
        "decisions": map(plain, result.decisions),
        "problems": map(plain, result.problems),
        "vendors": map(plain, result.vendors),
        "trend": map(plain, result.trend),
        "copies": map(plain, result.copies),
        "failed": [{"workbook": str(each.path), "message": each.message} for each in result.failed],
        "remarks": list(result.remarks),
    }
    return with_list(frame, "workbooks", (json_text(_book(project)) for project in result.projects))


def _source(result: Portfolio) -> str | None:
    """Who said the day of every workbook; None where they differ."""
    told = {project.reading.as_of_source for project in result.projects}
    return told.pop() if len(told) == 1 else None


def _book(project: BookFacts) -> dict[str, Any]:
    head: BookHead = {
        "workbook": str(project.path),
        "as_of": project.reading.as_of.isoformat(),
        "as_of_source": project.reading.as_of_source,
        "hidden_steps": project.hidden_steps,
    }
    return {**head, **{name: plain(getattr(project, name)) for name in _FIELDS}}
