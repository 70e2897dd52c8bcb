"""The clean sample: a project in which no rule finds anything, made sheet by sheet from one story."""

from __future__ import annotations

from collections.abc import Mapping

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
from tests.sample.maker.acceptances import acceptances
from tests.sample.maker.deliverables import proven, reflected
from tests.sample.maker.issues import issues
from tests.sample.maker.orders import budgets, planned_orders
from tests.sample.maker.organisation import Organisation, make_organisation
from tests.sample.maker.questions import questions
from tests.sample.maker.requirements import agreed_again, requirements
from tests.sample.maker.settings import choices, holidays, settings
from tests.sample.maker.spec_changes import Sources, spec_changes
from tests.sample.maker.story import Story
from tests.sample.maker.tasks import tasks

Records = Mapping[type[Record], tuple[Record, ...]]


def clean_records(story: Story) -> Records:
    """The records of every sheet of the story."""
    organisation = make_organisation(story)
    return {
        Setting: settings(story, organisation),
        Choice: choices(),
        Holiday: holidays(),
        Member: organisation.members,
        System: organisation.systems,
        Vendor: organisation.vendors,
        Task: tasks(story, organisation),
        RecordedFinding: (),
        **_work(story, organisation),
    }


def _work(story: Story, organisation: Organisation) -> Records:
    """Requirements, questions, issues, changes, documents and money, each made from those before it."""
    needs, raised = requirements(story, organisation), issues(story, organisation)
    ids = {each.title or "": each.id or "" for each in needs}
    asked = questions(story, organisation, ids)
    sources = Sources(
        ids, {each.title or "": each for each in asked}, {each.title or "": each for each in raised}
    )
    changes, documents = reflected(story, organisation, spec_changes(story, organisation, sources))
    return {
        Requirement: _after(needs, changes),
        Question: _answered_by(asked, changes),
        Issue: raised,
        SpecChange: changes,
        **_money(story, organisation, changes, documents),
    }


def _money(
    story: Story,
    organisation: Organisation,
    changes: tuple[SpecChange, ...],
    documents: tuple[Deliverable, ...],
) -> Records:
    """Budgets, orders and acceptances, and the documents with the proofs of acceptance."""
    planned = planned_orders(story, organisation, changes)
    vendor_of = {each.order.id or "": each.order.vendor or "" for each in planned}
    accepted = acceptances(story, organisation, planned)
    accepted, proofs = proven(organisation, accepted, vendor_of, first=len(documents) + 1)
    return {
        Budget: budgets(story, planned),
        Order: tuple(each.order for each in planned),
        Acceptance: accepted,
        Deliverable: (*documents, *proofs),
    }


def _after(needs: tuple[Requirement, ...], changes: tuple[SpecChange, ...]) -> tuple[Requirement, ...]:
    """The requirements after their changes: agreed again where reflected, to be agreed again where approved."""
    found = {each.id: each for each in needs}
    for change in changes:
        for key in change.requirements:
            found[key] = _changed(found[key], change)
    return tuple(found.values())


def _changed(requirement: Requirement, change: SpecChange) -> Requirement:
    if requirement.agreement != "合意済" or change.approved_on is None:
        return requirement
    if change.reflected_on is None:
        updated_on = max(change.approved_on, requirement.updated_on or change.approved_on)
        return requirement.model_copy(update={"agreement": "再合意要", "updated_on": updated_on})
    on = max(change.approved_on, requirement.agreed_on or change.approved_on)
    return agreed_again(requirement, on, max(change.reflected_on, requirement.updated_on or on))


def _answered_by(asked: tuple[Question, ...], changes: tuple[SpecChange, ...]) -> tuple[Question, ...]:
    """The questions with the changes that came of them."""
    found: dict[str, tuple[str, ...]] = {}
    for change in changes:
        for origin in change.origin:
            found[origin] = (*found.get(origin, ()), change.id or "")
    return tuple(each.model_copy(update={"changes": found.get(each.id or "", ())}) for each in asked)
