"""pmo_xl: keeps a project's master workbook honest.

import pmo_xl

book = pmo_xl.open_workbook("会員基盤刷新.xlsx")
book.issues["ISS-012"].due_on
book.check().errors
book.budget().total.remaining
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from pmo_xl.errors import (
    BadChange,
    BadForm,
    BadOption,
    NoLedgerSheet,
    NoSuchRow,
    PmoXlError,
    RefusedEdit,
    UnreadableWorkbook,
    UnwritableOutput,
)
from pmo_xl.model.contents import SHEET_FILES, class_name
from pmo_xl.version import __version__

_HOMES: Mapping[str, str] = {
    name: home
    for home, names in {
        "documents.month_end.result": "FailedBook LeftOutCopy MonthEndResult PreviousMonth ProjectMonthEnd Reading",
        "documents.portfolio.facts": "BookFacts BookReading",
        "documents.portfolio.result": "Portfolio",
        "documents.reminders": "Reminder",
        "exchange.handing_out": "HandOut",
        "metrics.budget.budget": "BudgetLine BudgetReport",
        "metrics.budget.budget_months": "BudgetMonth",
        "metrics.schedule.critical_path": "Schedule ScheduledActivity",
        "metrics.month_end.closing_month": "ClosingMonth",
        "metrics.month_end.late_money": "Lateness",
        "metrics.month_end.month_comparison": "MonthChange MonthDifference",
        "metrics.month_end.month_end": "MonthEnd",
        "metrics.overdue": "OverdueItem OverdueReport Undated",
        "metrics.unjudged_rows": "StandingDate Unjudged",
        "metrics.schedule.slip": "Move Slip",
        "metrics.traffic_light": "Light ProjectLight",
        "model.calendar": "BusinessCalendar",
        "model.column": "Column",
        "model.item_report": "ItemReport",
        "model.kind": "Kind",
        "model.list_column": "ListColumn",
        "model.own_columns": "OwnColumn",
        "model.passage": "Delivery Document Passage UnreadPart",
        "model.precheck_words": "PrecheckWords",
        "model.project": "Project",
        "model.record": "Place Record Sheet Unread",
        "model.record_set": "RecordSet",
        "model.settings": "Settings",
        "operations.add_buttons": "AddedButtons add_buttons",
        "operations.collect": "Collected",
        "operations.returned_counts": "HandOutReturn",
        "operations.book": "Book open_workbook",
        "operations.check_in_one_call": "check",
        "operations.try_condition": "TriedCondition",
        "exchange.result": "Exchange",
        "exchange.differences": "Difference Differences",
        "operations.diff": "diff",
        "rules.change_check": "ChangeCheck",
        "exchange.book_changes": "BookChanges",
        "operations.lessons": "GatheredLessons lessons",
        "operations.read_source": "Source read_source",
        "operations.live": "open_live",
        "operations.month_end": "month_end",
        "operations.month_end_files": "write_month_end",
        "operations.new": "new_workbook",
        "operations.portfolio": "portfolio",
        "operations.portfolio_files": "write_portfolio",
        "operations.precheck": "Precheck precheck",
        "operations.planned": "Plan PlannedChange",
        "operations.record": "Recorded",
        "operations.upgrading.step": "Step Upgrade",
        "history.port": "RunName",
        "papers.reading": "read_document",
        "rules.paper_report": "PaperFinding",
        "rules.finding": "Finding Waiver",
        "rules.policy": "Policy",
        "rules.report": "Report RuleCount",
        "rules.leniency": "Leniency Softened",
        "rules.rule": "Judgement Rule Severity",
        "rules.standing_breaches": "Breaches",
        "workbook.changes": "ChangeSet",
        "workbook.changes.record_change": "RecordChange RecordChanges",
        "workbook.edits.edit": "CellChange",
        "workbook.closed_book": "SaveReport",
    }.items()
    for name in names.split()
} | {class_name(file): f"model.{file}" for file in SHEET_FILES}
"""Where each public name lies that is imported when first used."""

__all__ = [
    "BadChange",
    "BadForm",
    "BadOption",
    "NoLedgerSheet",
    "NoSuchRow",
    "PmoXlError",
    "RefusedEdit",
    "UnreadableWorkbook",
    "UnwritableOutput",
    "__version__",
    *_HOMES,
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = found = getattr(import_module(f"pmo_xl.{_HOMES[name]}"), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
