"""RFP照合表 of the sample: every requirement of an outsourced system, as asked for and as answered."""

from __future__ import annotations

from datetime import date

from pmo_xl.metrics.fingerprint import stored_fingerprint
from pmo_xl.model.question import Question
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.rfp_item import RfpItem
from tests.sample.maker.full.links import Links
from tests.sample.maker.organisation import Organisation
from tests.sample.maker.story import Story

ISSUED_ON = date(2025, 12, 1)


def rfp_items(story: Story, organisation: Organisation, links: Links) -> tuple[RfpItem, ...]:
    """A row for every requirement 対象 whose first system is developed outside."""
    vendors = {system.name: system.vendor for system in organisation.systems if system.is_outsourced}
    asked = [each for each in links.requirements if each.status == "対象" and _system(each) in vendors]
    sections = list(dict.fromkeys((_system(each), each.category) for each in asked))
    return tuple(
        _item(n, each, sections.index((_system(each), each.category)), vendors[_system(each)], story, links)
        for n, each in enumerate(asked, 1)
    )


def _system(requirement: Requirement) -> str | None:
    """The system that is responsible for the requirement: the first one named."""
    return next(iter(requirement.systems), None)


def _item(
    n: int, requirement: Requirement, section: int, vendor: str | None, story: Story, links: Links
) -> RfpItem:
    rng = story.rng(f"rfp {requirement.id}")
    question = next((q for q in links.of(Question) if requirement.id in q.requirements), None)
    is_partial = question is not None and rng.random() < 0.3 and bool(question.id)
    return RfpItem(
        id=f"RFP-{n:03}",
        statement=requirement.statement,
        requirement=requirement.id,
        obligation="任意" if requirement.priority == "低" else "必須",
        section=f"{section // 8 + 3}.{section % 8 + 1}",
        issued_on=ISSUED_ON,
        vendor=vendor,
        answer_kind=rng.choice(("一部適合", "別途")) if is_partial else "適合",
        answer_location=f"提案書 {section // 8 + 2}.{section % 8 + 1}(p.{12 + n // 3})",
        questions=(question.id,) if is_partial and question and question.id else (),
        issued_fingerprint=stored_fingerprint(requirement, ISSUED_ON),
    )
