"""SHEETS: the table of contents of the master workbook, in the order of its tabs."""

from __future__ import annotations

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
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.model.recorded_finding import RecordedFinding
from pmo_xl.model.release_step import ReleaseStep
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.retro_item import RetroItem
from pmo_xl.model.rfp_item import RfpItem
from pmo_xl.model.risk import Risk
from pmo_xl.model.setting import Setting
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.spec_review import SpecReview
from pmo_xl.model.system import System
from pmo_xl.model.task import Task
from pmo_xl.model.vendor import Vendor
from pmo_xl.model.verification import Verification

SHEETS: tuple[type[Record], ...] = (
    Requirement,
    SpecReview,
    SpecChange,
    Question,
    Issue,
    Risk,
    MeetingItem,
    Task,
    Verification,
    ReleaseStep,
    Budget,
    Order,
    Acceptance,
    Estimate,
    Option,
    RfpItem,
    Deliverable,
    Interface,
    Message,
    Kpi,
    RetroItem,
    Lesson,
    RecordedFinding,
    Member,
    System,
    Vendor,
    Setting,
    Choice,
    Holiday,
)


def sheets_of(profile: str) -> tuple[type[Record], ...]:
    """The sheets of a profile: "core" = those of every workbook, "full" = all."""
    return tuple(sheet for sheet in SHEETS if profile == "full" or sheet.sheet.profile == "core")


def sheet_labelled(label: str) -> type[Record]:
    """The record class of the sheet with this label. KeyError when there is none."""
    return {sheet.sheet.label: sheet for sheet in SHEETS}[label]
