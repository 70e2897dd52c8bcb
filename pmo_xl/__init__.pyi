"""Made by `make regenerate` from pmo_xl/__init__.py; do not edit."""

from pmo_xl.documents.month_end.result import FailedBook as FailedBook
from pmo_xl.documents.month_end.result import LeftOutCopy as LeftOutCopy
from pmo_xl.documents.month_end.result import MonthEndResult as MonthEndResult
from pmo_xl.documents.month_end.result import PreviousMonth as PreviousMonth
from pmo_xl.documents.month_end.result import ProjectMonthEnd as ProjectMonthEnd
from pmo_xl.documents.month_end.result import Reading as Reading
from pmo_xl.documents.portfolio.facts import BookFacts as BookFacts
from pmo_xl.documents.portfolio.facts import BookReading as BookReading
from pmo_xl.documents.portfolio.result import Portfolio as Portfolio
from pmo_xl.documents.reminders import Reminder as Reminder
from pmo_xl.errors import BadChange as BadChange
from pmo_xl.errors import BadForm as BadForm
from pmo_xl.errors import BadOption as BadOption
from pmo_xl.errors import NoLedgerSheet as NoLedgerSheet
from pmo_xl.errors import NoSuchRow as NoSuchRow
from pmo_xl.errors import PmoXlError as PmoXlError
from pmo_xl.errors import RefusedEdit as RefusedEdit
from pmo_xl.errors import UnreadableWorkbook as UnreadableWorkbook
from pmo_xl.errors import UnwritableOutput as UnwritableOutput
from pmo_xl.exchange.book_changes import BookChanges as BookChanges
from pmo_xl.exchange.differences import Difference as Difference
from pmo_xl.exchange.differences import Differences as Differences
from pmo_xl.exchange.handing_out import HandOut as HandOut
from pmo_xl.exchange.result import Exchange as Exchange
from pmo_xl.history.port import RunName as RunName
from pmo_xl.metrics.budget.budget import BudgetLine as BudgetLine
from pmo_xl.metrics.budget.budget import BudgetReport as BudgetReport
from pmo_xl.metrics.budget.budget_months import BudgetMonth as BudgetMonth
from pmo_xl.metrics.month_end.closing_month import ClosingMonth as ClosingMonth
from pmo_xl.metrics.month_end.late_money import Lateness as Lateness
from pmo_xl.metrics.month_end.month_comparison import MonthChange as MonthChange
from pmo_xl.metrics.month_end.month_comparison import MonthDifference as MonthDifference
from pmo_xl.metrics.month_end.month_end import MonthEnd as MonthEnd
from pmo_xl.metrics.overdue import OverdueItem as OverdueItem
from pmo_xl.metrics.overdue import OverdueReport as OverdueReport
from pmo_xl.metrics.overdue import Undated as Undated
from pmo_xl.metrics.schedule.critical_path import Schedule as Schedule
from pmo_xl.metrics.schedule.critical_path import ScheduledActivity as ScheduledActivity
from pmo_xl.metrics.schedule.slip import Move as Move
from pmo_xl.metrics.schedule.slip import Slip as Slip
from pmo_xl.metrics.traffic_light import Light as Light
from pmo_xl.metrics.traffic_light import ProjectLight as ProjectLight
from pmo_xl.metrics.unjudged_rows import StandingDate as StandingDate
from pmo_xl.metrics.unjudged_rows import Unjudged as Unjudged
from pmo_xl.model.acceptance import Acceptance as Acceptance
from pmo_xl.model.allocation import Allocation as Allocation
from pmo_xl.model.announcement import Announcement as Announcement
from pmo_xl.model.budget import Budget as Budget
from pmo_xl.model.calendar import BusinessCalendar as BusinessCalendar
from pmo_xl.model.checklist_item import ChecklistItem as ChecklistItem
from pmo_xl.model.choice import Choice as Choice
from pmo_xl.model.column import Column as Column
from pmo_xl.model.deliverable import Deliverable as Deliverable
from pmo_xl.model.estimate import Estimate as Estimate
from pmo_xl.model.handed_out import HandedOut as HandedOut
from pmo_xl.model.holiday import Holiday as Holiday
from pmo_xl.model.interface import Interface as Interface
from pmo_xl.model.issue import Issue as Issue
from pmo_xl.model.item_report import ItemReport as ItemReport
from pmo_xl.model.kind import Kind as Kind
from pmo_xl.model.kpi import Kpi as Kpi
from pmo_xl.model.lesson import Lesson as Lesson
from pmo_xl.model.list_column import ListColumn as ListColumn
from pmo_xl.model.meeting import Meeting as Meeting
from pmo_xl.model.meeting_item import MeetingItem as MeetingItem
from pmo_xl.model.member import Member as Member
from pmo_xl.model.message import Message as Message
from pmo_xl.model.option import Option as Option
from pmo_xl.model.order import Order as Order
from pmo_xl.model.own_columns import OwnColumn as OwnColumn
from pmo_xl.model.own_rule import OwnRule as OwnRule
from pmo_xl.model.passage import Delivery as Delivery
from pmo_xl.model.passage import Document as Document
from pmo_xl.model.passage import Passage as Passage
from pmo_xl.model.passage import UnreadPart as UnreadPart
from pmo_xl.model.phase_definition import PhaseDefinition as PhaseDefinition
from pmo_xl.model.precheck_words import PrecheckWords as PrecheckWords
from pmo_xl.model.project import Project as Project
from pmo_xl.model.project_tool import ProjectTool as ProjectTool
from pmo_xl.model.quality_record import QualityRecord as QualityRecord
from pmo_xl.model.question import Question as Question
from pmo_xl.model.record import Place as Place
from pmo_xl.model.record import Record as Record
from pmo_xl.model.record import Sheet as Sheet
from pmo_xl.model.record import Unread as Unread
from pmo_xl.model.record_set import RecordSet as RecordSet
from pmo_xl.model.recorded_finding import RecordedFinding as RecordedFinding
from pmo_xl.model.release_step import ReleaseStep as ReleaseStep
from pmo_xl.model.requirement import Requirement as Requirement
from pmo_xl.model.retro_item import RetroItem as RetroItem
from pmo_xl.model.review_record import ReviewRecord as ReviewRecord
from pmo_xl.model.rfp_item import RfpItem as RfpItem
from pmo_xl.model.risk import Risk as Risk
from pmo_xl.model.setting import Setting as Setting
from pmo_xl.model.settings import Settings as Settings
from pmo_xl.model.spec_change import SpecChange as SpecChange
from pmo_xl.model.spec_review import SpecReview as SpecReview
from pmo_xl.model.system import System as System
from pmo_xl.model.task import Task as Task
from pmo_xl.model.vendor import Vendor as Vendor
from pmo_xl.model.verification import Verification as Verification
from pmo_xl.operations.add_buttons import AddedButtons as AddedButtons
from pmo_xl.operations.add_buttons import add_buttons as add_buttons
from pmo_xl.operations.book import Book as Book
from pmo_xl.operations.book import open_workbook as open_workbook
from pmo_xl.operations.check_in_one_call import check as check
from pmo_xl.operations.collect import Collected as Collected
from pmo_xl.operations.diff import diff as diff
from pmo_xl.operations.lessons import GatheredLessons as GatheredLessons
from pmo_xl.operations.lessons import lessons as lessons
from pmo_xl.operations.live import open_live as open_live
from pmo_xl.operations.month_end import month_end as month_end
from pmo_xl.operations.month_end_files import write_month_end as write_month_end
from pmo_xl.operations.new import new_workbook as new_workbook
from pmo_xl.operations.planned import Plan as Plan
from pmo_xl.operations.planned import PlannedChange as PlannedChange
from pmo_xl.operations.portfolio import portfolio as portfolio
from pmo_xl.operations.portfolio_files import write_portfolio as write_portfolio
from pmo_xl.operations.precheck import Precheck as Precheck
from pmo_xl.operations.precheck import precheck as precheck
from pmo_xl.operations.read_source import Source as Source
from pmo_xl.operations.read_source import read_source as read_source
from pmo_xl.operations.record import Recorded as Recorded
from pmo_xl.operations.returned_counts import HandOutReturn as HandOutReturn
from pmo_xl.operations.try_condition import TriedCondition as TriedCondition
from pmo_xl.operations.upgrading.step import Step as Step
from pmo_xl.operations.upgrading.step import Upgrade as Upgrade
from pmo_xl.papers.reading import read_document as read_document
from pmo_xl.rules.change_check import ChangeCheck as ChangeCheck
from pmo_xl.rules.finding import Finding as Finding
from pmo_xl.rules.finding import Waiver as Waiver
from pmo_xl.rules.leniency import Leniency as Leniency
from pmo_xl.rules.leniency import Softened as Softened
from pmo_xl.rules.paper_report import PaperFinding as PaperFinding
from pmo_xl.rules.policy import Policy as Policy
from pmo_xl.rules.report import Report as Report
from pmo_xl.rules.report import RuleCount as RuleCount
from pmo_xl.rules.rule import Judgement as Judgement
from pmo_xl.rules.rule import Rule as Rule
from pmo_xl.rules.rule import Severity as Severity
from pmo_xl.rules.standing_breaches import Breaches as Breaches
from pmo_xl.version import __version__ as __version__
from pmo_xl.workbook.changes import ChangeSet as ChangeSet
from pmo_xl.workbook.changes.record_change import RecordChange as RecordChange
from pmo_xl.workbook.changes.record_change import RecordChanges as RecordChanges
from pmo_xl.workbook.closed_book import SaveReport as SaveReport
from pmo_xl.workbook.edits.edit import CellChange as CellChange

__all__ = [
    "Acceptance",
    "AddedButtons",
    "Allocation",
    "Announcement",
    "BadChange",
    "BadForm",
    "BadOption",
    "Book",
    "BookChanges",
    "BookFacts",
    "BookReading",
    "Breaches",
    "Budget",
    "BudgetLine",
    "BudgetMonth",
    "BudgetReport",
    "BusinessCalendar",
    "CellChange",
    "ChangeCheck",
    "ChangeSet",
    "ChecklistItem",
    "Choice",
    "ClosingMonth",
    "Collected",
    "Column",
    "Deliverable",
    "Delivery",
    "Difference",
    "Differences",
    "Document",
    "Estimate",
    "Exchange",
    "FailedBook",
    "Finding",
    "GatheredLessons",
    "HandOut",
    "HandOutReturn",
    "HandedOut",
    "Holiday",
    "Interface",
    "Issue",
    "ItemReport",
    "Judgement",
    "Kind",
    "Kpi",
    "Lateness",
    "LeftOutCopy",
    "Leniency",
    "Lesson",
    "Light",
    "ListColumn",
    "Meeting",
    "MeetingItem",
    "Member",
    "Message",
    "MonthChange",
    "MonthDifference",
    "MonthEnd",
    "MonthEndResult",
    "Move",
    "NoLedgerSheet",
    "NoSuchRow",
    "Option",
    "Order",
    "OverdueItem",
    "OverdueReport",
    "OwnColumn",
    "OwnRule",
    "PaperFinding",
    "Passage",
    "PhaseDefinition",
    "Place",
    "Plan",
    "PlannedChange",
    "PmoXlError",
    "Policy",
    "Portfolio",
    "Precheck",
    "PrecheckWords",
    "PreviousMonth",
    "Project",
    "ProjectLight",
    "ProjectMonthEnd",
    "ProjectTool",
    "QualityRecord",
    "Question",
    "Reading",
    "Record",
    "RecordChange",
    "RecordChanges",
    "RecordSet",
    "Recorded",
    "RecordedFinding",
    "RefusedEdit",
    "ReleaseStep",
    "Reminder",
    "Report",
    "Requirement",
    "RetroItem",
    "ReviewRecord",
    "RfpItem",
    "Risk",
    "Rule",
    "RuleCount",
    "RunName",
    "SaveReport",
    "Schedule",
    "ScheduledActivity",
    "Setting",
    "Settings",
    "Severity",
    "Sheet",
    "Slip",
    "Softened",
    "Source",
    "SpecChange",
    "SpecReview",
    "StandingDate",
    "Step",
    "System",
    "Task",
    "TriedCondition",
    "Undated",
    "Unjudged",
    "Unread",
    "UnreadPart",
    "UnreadableWorkbook",
    "UnwritableOutput",
    "Upgrade",
    "Vendor",
    "Verification",
    "Waiver",
    "__version__",
    "add_buttons",
    "check",
    "diff",
    "lessons",
    "month_end",
    "new_workbook",
    "open_live",
    "open_workbook",
    "portfolio",
    "precheck",
    "read_document",
    "read_source",
    "write_month_end",
    "write_portfolio",
]
