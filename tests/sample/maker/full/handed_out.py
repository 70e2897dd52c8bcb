"""配布記録 of the sample: what was handed out to whom, what is back, and what is still waited for."""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.model.handed_out import HandedOut
from pmo_xl.model.question import Question
from tests.sample.maker.full.links import Links
from tests.sample.maker.organisation import Organisation
from tests.sample.maker.story import Story


def handed_out(story: Story, organisation: Organisation, links: Links) -> tuple[HandedOut, ...]:
    """A hand-out of questions that is back whole, then one that is still out and not late."""
    return tuple(_rows(story, organisation, links))


def _rows(story: Story, organisation: Organisation, links: Links) -> Iterator[HandedOut]:
    questions = links.of(Question)
    answered = [row for row in questions if row.is_answered][:4]
    waiting = [row for row in questions if not row.is_answered and row.id][:3]
    names = [vendor.name for vendor in organisation.vendors]
    sent_on = story.day(story.open_day(story.as_of), -20)
    number = f"H{sent_on:%Y%m%d}-01"
    yield HandedOut(
        id=number,
        target_sheet="QA表",
        counterpart=names[0],
        split_by="取引先",
        rows_given=len(answered),
        handed_out_on=sent_on,
        due_on=story.day(sent_on, 7),
        file=f"QA表_{names[0]}_{number}.xlsx",
        collected_on=story.day(sent_on, 6),
        rows_answered=len(answered),
        status="回収済",
    )
    if waiting:
        sent_on = story.day(story.open_day(story.as_of), -2)
        number = f"H{sent_on:%Y%m%d}-01"
        yield HandedOut(
            id=number,
            target_sheet="QA表",
            counterpart=names[1],
            split_by="取引先",
            rows_given=len(waiting),
            handed_out_on=sent_on,
            due_on=story.day(sent_on, 5),
            file=f"QA表_{names[1]}_{number}.xlsx",
            unanswered="、".join(row.id for row in waiting if row.id),
            status="配布済",
        )
