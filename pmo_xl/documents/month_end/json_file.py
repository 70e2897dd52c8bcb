"""The month end as JSON: every list with stable English field names, whole yen, 税抜 unless `_with_tax`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from pathlib import PurePath
from typing import Annotated, Any, Final, Literal, TypedDict

from pmo_xl.documents.findings import FindingJson, finding_json
from pmo_xl.documents.json_pieces import json_text, with_list
from pmo_xl.documents.month_end.result import LeftOutCopy, MonthEndResult, PreviousMonth, ProjectMonthEnd
from pmo_xl.documents.month_end.summary import failed_rules
from pmo_xl.documents.month_end.totals import (
    Agreement,
    Figures,
    agreement_line,
    agreements,
    by_department,
    by_month,
    by_project,
    by_vendor,
    total,
)
from pmo_xl.metrics.budget.budget import BudgetLine
from pmo_xl.metrics.month_end.late_money import Lateness
from pmo_xl.metrics.month_end.month_comparison import MonthDifference
from pmo_xl.metrics.month_end.month_end import MonthEnd
from pmo_xl.metrics.traffic_light import Light
from pmo_xl.model.display import hundredths
from pmo_xl.model.json_shape import Beside, Day, Failed, FieldsOf, Month, Words
from pmo_xl.plugins import LoadedJson, loaded
from pmo_xl.rules.leniency import Softened
from pmo_xl.rules.standing_breaches import Breaches

SCHEMA: Final = 2
_LISTS: Final = (
    "acceptances",
    "payments",
    "matches",
    "lawful",
    "unpaid",
    "invoices",
    "accruals",
    "awaited",
    "doubles",
    "overspent",
    "months",
)


NamedFigures = Annotated[Figures, Beside(name=str)]


class ReasonedLightJson(TypedDict):
    """The traffic light of a project, and why."""

    word: Annotated[str, Words(of=Light)]
    reasons: list[str]


class ProjectHead(TypedDict):
    """What is told of one project before the lists of its month."""

    key: str
    name: str
    code: str | None
    workbook: str
    sha256: str
    light: ReasonedLightJson
    policy: str
    rules_switched_off: list[str]
    rules_softened: list[Softened]
    waivers: int
    late_acceptances: Lateness
    late_payments: Lateness
    breaches: Breaches
    budget: BudgetLine
    departments: list[BudgetLine]


class ProjectEnd(TypedDict):
    """What is told behind them."""

    differences: list[MonthDifference]
    findings: list[FindingJson]


class ProjectFrame(ProjectHead, ProjectEnd):
    """Both."""


ProjectMonthEndJson = Annotated[ProjectFrame, FieldsOf(MonthEnd, _LISTS)]


class MonthEndSums(TypedDict):
    """What is told of all projects together; whole yen, 税抜 unless a name ends in _with_tax."""

    failed_rules: list[str]
    month: Month
    policy: str | None
    total: Figures
    late_acceptances: Lateness
    late_payments: Lateness
    breaches: Breaches
    by_project: list[NamedFigures]
    by_department: list[NamedFigures]
    by_vendor: list[NamedFigures]
    by_month: list[NamedFigures]
    agreements: list[Annotated[Agreement, Beside(agrees=bool)]]
    agreement: str
    previous: PreviousMonth | None
    copies: list[LeftOutCopy]
    failed: list[Failed]
    remarks: list[str]


class MonthEndFrame(MonthEndSums):
    """That, as number 1 begins it."""

    schema: Literal[1]
    version: str
    as_of: Day
    run_day: Day


class MonthEndJson(MonthEndFrame):
    """The month end of many workbooks; whole yen, 税抜 unless a name ends in _with_tax."""

    projects: list[ProjectMonthEndJson]


ClosingDaySource = Annotated[str, Words("option", "month", "today")]
"""Who said the day: month, where it is the last one of the month."""


class DayFrame(ProjectFrame):
    """One project and by which day it was examined."""

    as_of: Day
    as_of_source: ClosingDaySource


ProjectOfBookJson = Annotated[DayFrame, FieldsOf(MonthEnd, _LISTS)]


class MonthEndOfBooksFrame(MonthEndSums):
    """That, headed as every result."""

    schema: Literal[2]
    command: Literal["month-end"]
    version: str
    as_of: Day
    as_of_source: ClosingDaySource
    run_day: Day
    plugins: list[LoadedJson]


class MonthEndOfBooksJson(MonthEndOfBooksFrame):
    """The month end of many workbooks; whole yen, 税抜 unless a name ends in _with_tax."""

    workbooks: list[ProjectOfBookJson]


def month_end_json(result: MonthEndResult, number: int = SCHEMA) -> Iterator[str]:
    """The whole result as the text of one object, in pieces: memory holds one project at a time.

    number: of the shape; 1 has `projects` where 2 has `workbooks`.
    """
    as_of, source = result.month.as_of.isoformat(), result.month.said_by
    if number == 1:
        before: MonthEndFrame = {
            "schema": 1,
            "version": result.version,
            "as_of": as_of,
            "run_day": result.run_day.isoformat(),
            **_sums(result),
        }
        return with_list(before, "projects", _project_texts(result))
    frame: MonthEndOfBooksFrame = {
        "schema": 2,
        "command": "month-end",
        "version": result.version,
        "as_of": as_of,
        "as_of_source": source,
        "run_day": result.run_day.isoformat(),
        "plugins": loaded(),
        **_sums(result),
    }
    said = f'{{\n "as_of": {json_text(as_of)},\n "as_of_source": {json_text(source)},\n'
    texts = (said + text.removeprefix("{\n") for text in _project_texts(result))
    return with_list(frame, "workbooks", texts)


def _sums(result: MonthEndResult) -> MonthEndSums:
    """What is told of all projects together."""
    return {
        "failed_rules": list(failed_rules(result)),
        "month": f"{result.month.first:%Y-%m}",
        "policy": result.policy_file,
        "total": plain(total(result)),
        "late_acceptances": plain(result.late_acceptances),
        "late_payments": plain(result.late_payments),
        "breaches": plain(result.breaches),
        "by_project": _named(by_project(result).items()),
        "by_department": _named(by_department(result).items()),
        "by_vendor": _named(by_vendor(result).items()),
        "by_month": _named((f"{first:%Y-%m}", figures) for first, figures in by_month(result).items()),
        "agreements": [_agreement_json(each) for each in agreements(result)],
        "agreement": agreement_line(result),
        "previous": plain(result.previous),
        "copies": [plain(copy) for copy in result.copies],
        "failed": [{"workbook": str(each.path), "message": each.message} for each in result.failed],
        "remarks": list(result.remarks),
    }


def _project_texts(result: MonthEndResult) -> Iterator[str]:
    """Each project as JSON; what the process that read it has written of it is taken as it is."""
    for number in range(len(result.projects)):
        ready = result.ready(number)
        if ready is None:
            project = result.projects[number]
            yield project_text(project, result.differences.get(project.key, ()))
        else:
            yield _with_differences(ready.report, result.differences.get(ready.key, ()))


def project_text(project: ProjectMonthEnd, differences: Sequence[MonthDifference] = ()) -> str:
    """One project as JSON."""
    return json_text(_project_json(project, differences))


_NO_DIFFERENCES = '\n "differences": [],\n'
"""The line of a project that was compared with nothing: no text in JSON holds a line break, so there is no other."""


def _with_differences(text: str, differences: Sequence[MonthDifference]) -> str:
    if not differences:
        return text
    before, found, behind = text.partition(_NO_DIFFERENCES)
    if not found:
        raise ValueError(text)
    return f'{before}\n "differences": {json_text([plain(line) for line in differences], 1)},\n{behind}'


def _agreement_json(each: Agreement) -> Any:  # noqa: ANN401 - a dataclass as JSON, with a name beside
    return {**plain(each), "agrees": each.agrees}


def _named(items: Iterable[tuple[str, Figures]]) -> list[Any]:
    return [{"name": name, **plain(figures)} for name, figures in items]


def _project_json(project: ProjectMonthEnd, differences: Sequence[MonthDifference]) -> dict[str, Any]:
    end, reading = project.month_end, project.reading
    head: ProjectHead = {
        "key": project.key,
        "name": project.name,
        "code": project.code or None,
        "workbook": str(project.path),
        "sha256": reading.sha256,
        "light": {"word": project.light.light.value, "reasons": list(project.light.reasons)},
        "policy": reading.policy,
        "rules_switched_off": list(reading.own_leniency.off),
        "rules_softened": [plain(each) for each in reading.own_leniency.softened],
        "waivers": reading.waivers,
        "late_acceptances": plain(end.late_acceptances),
        "late_payments": plain(end.late_payments),
        "breaches": plain(project.breaches),
        "budget": plain(end.budget_total),
        "departments": [plain(line) for line in end.departments],
    }
    behind: ProjectEnd = {
        "differences": [plain(line) for line in differences],
        "findings": [finding_json(finding) for finding in project.findings],
    }
    return {**head, **{name: [plain(line) for line in getattr(end, name)] for name in _LISTS}, **behind}


def plain(value: Any) -> Any:  # noqa: ANN401 - whatever a dataclass of the month end holds
    """A value of the month end as JSON holds it: dates as ISO text, verdicts as their Japanese words."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Fraction):
        return str(hundredths(value))
    return str(value) if isinstance(value, PurePath | Decimal) else value
