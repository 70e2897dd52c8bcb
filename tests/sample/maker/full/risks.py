"""リスク管理表 of the sample: for every system of the release one risk with its contingency, and two more."""

from __future__ import annotations

from pmo_xl.model.risk import Risk
from tests.sample.maker.bank import Row, bank
from tests.sample.maker.full.links import Links
from tests.sample.maker.organisation import Organisation
from tests.sample.maker.story import Story


def risks(story: Story, organisation: Organisation, links: Links) -> tuple[Risk, ...]:
    """The risks; one that has occurred names the issue where that issue is in the story."""
    return tuple(_risk(n, row, story, organisation, links) for n, row in enumerate(bank("risks"), 1))


def _risk(n: int, row: Row, story: Story, organisation: Organisation, links: Links) -> Risk:
    issues = links.ids(f"課題:{row['issue']}")
    return Risk(
        id=f"RSK-{n:03}",
        title=row["title"],
        probability=int(row["probability"]),
        impact=int(row["impact"]),
        mitigation=row["mitigation"],
        trigger=row["trigger"],
        contingency=row["contingency"],
        owner=organisation.at(row["owner"], row["system"]),
        is_occurred=True if issues else None,
        issues=issues,
        status=row["state"],
        review_on=None if row["state"] == "終了" else story.day(story.as_of, 5),
    )
