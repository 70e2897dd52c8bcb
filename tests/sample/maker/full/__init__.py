"""The sheets of the full profile of the sample, made from the story and the core sheets."""

from __future__ import annotations

from collections.abc import Mapping

from pmo_xl.model.allocation import Allocation
from pmo_xl.model.announcement import Announcement
from pmo_xl.model.checklist_item import ChecklistItem
from pmo_xl.model.choice import Choice
from pmo_xl.model.estimate import Estimate
from pmo_xl.model.handed_out import HandedOut
from pmo_xl.model.interface import Interface
from pmo_xl.model.issue import Issue
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.lesson import Lesson
from pmo_xl.model.meeting import Meeting
from pmo_xl.model.meeting_item import MeetingItem
from pmo_xl.model.message import Message
from pmo_xl.model.option import Option
from pmo_xl.model.order import Order
from pmo_xl.model.own_rule import OwnRule
from pmo_xl.model.phase_definition import PhaseDefinition
from pmo_xl.model.project_tool import ProjectTool
from pmo_xl.model.quality_record import QualityRecord
from pmo_xl.model.record import Record
from pmo_xl.model.release_step import ReleaseStep
from pmo_xl.model.retro_item import RetroItem
from pmo_xl.model.review_record import ReviewRecord
from pmo_xl.model.rfp_item import RfpItem
from pmo_xl.model.risk import Risk
from pmo_xl.model.setting import Setting
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.spec_review import SpecReview
from pmo_xl.model.task import Task
from pmo_xl.model.verification import Verification
from pmo_xl.workbook.author.own_rule_examples import EXAMPLES
from tests.sample.maker.full.allocations import allocations
from tests.sample.maker.full.announcements import announcements
from tests.sample.maker.full.closing import kpis, lessons, retro_items
from tests.sample.maker.full.estimates import estimates, with_estimates
from tests.sample.maker.full.handed_out import handed_out
from tests.sample.maker.full.interfaces import interfaces, with_interfaces
from tests.sample.maker.full.links import Links
from tests.sample.maker.full.meeting_items import meeting_items, with_decisions
from tests.sample.maker.full.messages import messages
from tests.sample.maker.full.options import options
from tests.sample.maker.full.procurement import with_procurement
from tests.sample.maker.full.quality import checklist_items, quality_ranges, quality_records
from tests.sample.maker.full.release_steps import release_steps
from tests.sample.maker.full.review_records import review_records
from tests.sample.maker.full.rfp_items import rfp_items
from tests.sample.maker.full.risks import risks
from tests.sample.maker.full.spec_reviews import spec_reviews
from tests.sample.maker.full.verifications import verifications
from tests.sample.maker.full.ways_of_working import meetings, phase_definitions, tools
from tests.sample.maker.organisation import Organisation
from tests.sample.maker.settings import choices
from tests.sample.maker.story import Story

Records = Mapping[type[Record], tuple[Record, ...]]


def with_full_sheets(story: Story, organisation: Organisation, core: Records) -> Records:
    """The core sheets and those of the full profile: changes name meetings and interfaces, orders estimates."""
    core = {**core, Task: with_procurement(core[Task], organisation)}
    links = Links(core)
    found, priced = risks(story, organisation, links), estimates(story, organisation, links)
    said, connected = meeting_items(story, organisation, links, found), interfaces(story, organisation, links)
    tests = verifications(story, links, connected)
    return {
        **core,
        Setting: (*core[Setting], *quality_ranges()),
        Choice: _choices(core[Choice]),
        SpecChange: with_interfaces(with_decisions(links.changes, said)),
        Order: with_estimates(links.orders),
        SpecReview: spec_reviews(story, organisation, links),
        ReviewRecord: review_records(organisation, messages(organisation)),
        Announcement: announcements(story, organisation, links),
        HandedOut: handed_out(story, organisation, links),
        RfpItem: rfp_items(story, organisation, links),
        Estimate: priced,
        Option: options(story, organisation),
        Risk: found,
        Meeting: meetings(organisation),
        MeetingItem: said,
        Interface: connected,
        Message: messages(organisation),
        Verification: tests,
        PhaseDefinition: phase_definitions(organisation, links),
        Allocation: allocations(story, organisation),
        QualityRecord: quality_records(story, organisation, links, tests),
        ChecklistItem: checklist_items(story, organisation),
        ProjectTool: tools(organisation),
        ReleaseStep: release_steps(story, organisation),
        RetroItem: retro_items(core[Issue]),
        Lesson: lessons(),
        Kpi: kpis(story),
        OwnRule: EXAMPLES,
    }


def _choices(core: tuple[Record, ...]) -> tuple[Record, ...]:
    """The words of the core sheets as they stand, then the lists that only the full sheets have."""
    known = {row.list_name for row in core if isinstance(row, Choice)}
    return (*core, *(row for row in choices("full") if row.list_name not in known))
