"""pmo_xl: keeps a project's master workbook honest.

import pmo_xl

book = pmo_xl.open_workbook("会員基盤刷新.xlsx")
book.issues["ISS-012"].due_on
book.check().errors
book.budget().total.remaining
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING

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
from pmo_xl.version import __version__

if TYPE_CHECKING:
    from pmo_xl.documents.month_end_result import FailedBook, MonthEndResult, ProjectMonthEnd
    from pmo_xl.metrics.budget import BudgetLine, BudgetReport
    from pmo_xl.metrics.budget_months import BudgetMonth
    from pmo_xl.metrics.critical_path import Schedule, ScheduledActivity
    from pmo_xl.metrics.overdue import OverdueItem, OverdueReport, Undated
    from pmo_xl.metrics.slip import Move, Slip
    from pmo_xl.model.acceptance import Acceptance
    from pmo_xl.model.budget import Budget
    from pmo_xl.model.choice import Choice
    from pmo_xl.model.deliverable import Deliverable
    from pmo_xl.model.estimate import Estimate
    from pmo_xl.model.holiday import Holiday
    from pmo_xl.model.interface import Interface
    from pmo_xl.model.issue import Issue
    from pmo_xl.model.kpi import Kpi
    from pmo_xl.model.lesson import Lesson
    from pmo_xl.model.meeting_item import MeetingItem
    from pmo_xl.model.member import Member
    from pmo_xl.model.message import Message
    from pmo_xl.model.option import Option
    from pmo_xl.model.order import Order
    from pmo_xl.model.project import Project
    from pmo_xl.model.question import Question
    from pmo_xl.model.record import Record
    from pmo_xl.model.record_set import RecordSet
    from pmo_xl.model.recorded_finding import RecordedFinding
    from pmo_xl.model.release_step import ReleaseStep
    from pmo_xl.model.requirement import Requirement
    from pmo_xl.model.retro_item import RetroItem
    from pmo_xl.model.rfp_item import RfpItem
    from pmo_xl.model.risk import Risk
    from pmo_xl.model.setting import Setting
    from pmo_xl.model.settings import Settings
    from pmo_xl.model.spec_change import SpecChange
    from pmo_xl.model.spec_review import SpecReview
    from pmo_xl.model.system import System
    from pmo_xl.model.task import Task
    from pmo_xl.model.vendor import Vendor
    from pmo_xl.model.verification import Verification
    from pmo_xl.operations.add_buttons import AddedButtons, add_buttons
    from pmo_xl.operations.book import Book, open_workbook
    from pmo_xl.operations.live import open_live
    from pmo_xl.operations.month_end import month_end
    from pmo_xl.operations.month_end_files import write_month_end
    from pmo_xl.operations.new import new_workbook
    from pmo_xl.operations.planned import Plan, PlannedChange
    from pmo_xl.operations.record import Recorded
    from pmo_xl.rules.finding import Finding, Waiver
    from pmo_xl.rules.policy import Policy
    from pmo_xl.rules.report import Report, RuleCount
    from pmo_xl.rules.rule import Severity
    from pmo_xl.workbook.changes import ChangeSet
    from pmo_xl.workbook.changes.editing import RecordChange
    from pmo_xl.workbook.closed_book import SaveReport

__all__ = [
    "Acceptance",
    "AddedButtons",
    "BadChange",
    "BadForm",
    "BadOption",
    "Book",
    "Budget",
    "BudgetLine",
    "BudgetMonth",
    "BudgetReport",
    "ChangeSet",
    "Choice",
    "Deliverable",
    "Estimate",
    "FailedBook",
    "Finding",
    "Holiday",
    "Interface",
    "Issue",
    "Kpi",
    "Lesson",
    "MeetingItem",
    "Member",
    "Message",
    "MonthEndResult",
    "Move",
    "NoLedgerSheet",
    "NoSuchRow",
    "Option",
    "Order",
    "OverdueItem",
    "OverdueReport",
    "Plan",
    "PlannedChange",
    "PmoXlError",
    "Policy",
    "Project",
    "ProjectMonthEnd",
    "Question",
    "Record",
    "RecordChange",
    "RecordSet",
    "Recorded",
    "RecordedFinding",
    "RefusedEdit",
    "ReleaseStep",
    "Report",
    "Requirement",
    "RetroItem",
    "RfpItem",
    "Risk",
    "RuleCount",
    "SaveReport",
    "Schedule",
    "ScheduledActivity",
    "Setting",
    "Settings",
    "Severity",
    "Slip",
    "SpecChange",
    "SpecReview",
    "System",
    "Task",
    "Undated",
    "UnreadableWorkbook",
    "UnwritableOutput",
    "Vendor",
    "Verification",
    "Waiver",
    "__version__",
    "add_buttons",
    "month_end",
    "new_workbook",
    "open_live",
    "open_workbook",
    "write_month_end",
]

_HOMES = {
    "add_buttons": "operations.add_buttons",
    "Book": "operations.book",
    "open_live": "operations.live",
    "open_workbook": "operations.book",
    "month_end": "operations.month_end",
    "write_month_end": "operations.month_end_files",
    "new_workbook": "operations.new",
    "Finding": "rules.finding",
    "Report": "rules.report",
    "Severity": "rules.rule",
    "Record": "model.record",
    "RecordSet": "model.record_set",
    "Project": "model.project",
    "Settings": "model.settings",
    "ChangeSet": "workbook.changes",
    "Plan": "operations.planned",
    "PlannedChange": "operations.planned",
    "RecordChange": "workbook.changes.editing",
    "SaveReport": "workbook.closed_book",
    "Recorded": "operations.record",
    "OverdueReport": "metrics.overdue",
    "OverdueItem": "metrics.overdue",
    "Undated": "metrics.overdue",
    "BudgetReport": "metrics.budget",
    "BudgetLine": "metrics.budget",
    "BudgetMonth": "metrics.budget_months",
    "Schedule": "metrics.critical_path",
    "ScheduledActivity": "metrics.critical_path",
    "Slip": "metrics.slip",
    "Move": "metrics.slip",
    "MonthEndResult": "documents.month_end_result",
    "ProjectMonthEnd": "documents.month_end_result",
    "FailedBook": "documents.month_end_result",
    "Waiver": "rules.finding",
    "RuleCount": "rules.report",
    "Policy": "rules.policy",
    "AddedButtons": "operations.add_buttons",
}
"""Where the names are that are imported when first used; a record class (SpecChange) lies in model.spec_change."""

if not TYPE_CHECKING:  # or a type checker would take any name for one of ours

    def __getattr__(name: str) -> object:
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        home = _HOMES.get(name) or f"model.{re.sub(r'(?<!^)(?=[A-Z])', '_', name).lower()}"
        globals()[name] = found = getattr(import_module(f"pmo_xl.{home}"), name)
        return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
