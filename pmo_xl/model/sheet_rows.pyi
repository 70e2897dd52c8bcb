"""Made by `make regenerate` from pmo_xl/model/contents.py; do not edit."""

from typing import ClassVar, Generic, TypeVar, overload

from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.allocation import Allocation
from pmo_xl.model.announcement import Announcement
from pmo_xl.model.budget import Budget
from pmo_xl.model.checklist_item import ChecklistItem
from pmo_xl.model.choice import Choice
from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.estimate import Estimate
from pmo_xl.model.handed_out import HandedOut
from pmo_xl.model.holiday import Holiday
from pmo_xl.model.interface import Interface
from pmo_xl.model.issue import Issue
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.lesson import Lesson
from pmo_xl.model.meeting import Meeting
from pmo_xl.model.meeting_item import MeetingItem
from pmo_xl.model.member import Member
from pmo_xl.model.message import Message
from pmo_xl.model.option import Option
from pmo_xl.model.order import Order
from pmo_xl.model.own_rule import OwnRule
from pmo_xl.model.phase_definition import PhaseDefinition
from pmo_xl.model.project_tool import ProjectTool
from pmo_xl.model.quality_record import QualityRecord
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.model.record_set import RecordSet
from pmo_xl.model.recorded_finding import RecordedFinding
from pmo_xl.model.release_step import ReleaseStep
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.retro_item import RetroItem
from pmo_xl.model.review_record import ReviewRecord
from pmo_xl.model.rfp_item import RfpItem
from pmo_xl.model.risk import Risk
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.spec_review import SpecReview
from pmo_xl.model.system import System
from pmo_xl.model.task import Task
from pmo_xl.model.vendor import Vendor
from pmo_xl.model.verification import Verification

R = TypeVar("R", bound=Record)

class Rows(Generic[R]):
    record_class: type[R]
    def __init__(self, record_class: type[R]) -> None: ...
    @overload
    def __get__(self, owner: None, owner_class: type) -> Rows[R]: ...
    @overload
    def __get__(self, owner: SheetRows, owner_class: type) -> RecordSet[R]: ...

class SheetRows:
    is_fixed: ClassVar[bool]
    requirements: Rows[Requirement]
    spec_reviews: Rows[SpecReview]
    review_records: Rows[ReviewRecord]
    spec_changes: Rows[SpecChange]
    announcements: Rows[Announcement]
    handed_out: Rows[HandedOut]
    questions: Rows[Question]
    issues: Rows[Issue]
    risks: Rows[Risk]
    meetings: Rows[Meeting]
    meeting_items: Rows[MeetingItem]
    tasks: Rows[Task]
    phase_definitions: Rows[PhaseDefinition]
    allocations: Rows[Allocation]
    verifications: Rows[Verification]
    quality_records: Rows[QualityRecord]
    release_steps: Rows[ReleaseStep]
    checklist_items: Rows[ChecklistItem]
    budgets: Rows[Budget]
    orders: Rows[Order]
    acceptances: Rows[Acceptance]
    estimates: Rows[Estimate]
    options: Rows[Option]
    rfp_items: Rows[RfpItem]
    deliverables: Rows[Deliverable]
    interfaces: Rows[Interface]
    messages: Rows[Message]
    kpis: Rows[Kpi]
    retro_items: Rows[RetroItem]
    lessons: Rows[Lesson]
    recorded_findings: Rows[RecordedFinding]
    members: Rows[Member]
    systems: Rows[System]
    vendors: Rows[Vendor]
    project_tools: Rows[ProjectTool]
    own_rules: Rows[OwnRule]
    choices: Rows[Choice]
    holidays: Rows[Holiday]
    def of(self, record_class: type[R]) -> RecordSet[R]: ...
