"""SHEETS: the table of contents of the master workbook, in the order of its tabs."""

from __future__ import annotations

from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.budget import Budget
from pmo_xl.model.choice import Choice
from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.holiday import Holiday
from pmo_xl.model.issue import Issue
from pmo_xl.model.member import Member
from pmo_xl.model.order import Order
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.model.recorded_finding import RecordedFinding
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.setting import Setting
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.system import System
from pmo_xl.model.task import Task
from pmo_xl.model.vendor import Vendor

SHEETS: tuple[type[Record], ...] = (
    Requirement,
    SpecChange,
    Question,
    Issue,
    Task,
    Budget,
    Order,
    Acceptance,
    Deliverable,
    RecordedFinding,
    Member,
    System,
    Vendor,
    Setting,
    Choice,
    Holiday,
)


def sheet_labelled(label: str) -> type[Record]:
    """The record class of the sheet with this label. KeyError when there is none."""
    return {sheet.sheet.label: sheet for sheet in SHEETS}[label]
