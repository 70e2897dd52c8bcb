"""PLANTS: which faults can be planted for each rule, in the order in which they find their rows.

Plants that few rows suit come first. Those that read the figures of the whole project come last: a budget is
exceeded after every order stands, a cached value is stale after every budget stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from tests.sample.maker.faults import (
    acceptance,
    budget,
    data,
    estimate,
    hand_out,
    interface,
    issue,
    lessons,
    meeting,
    network,
    organisation,
    own_rule,
    payment,
    question,
    release,
    requirement,
    rfp,
    schedule,
    spec_change,
    specification,
    verification,
)
from tests.sample.maker.faults.field import Field, Plant
from tests.sample.maker.sample import Sample
from tests.sample.maker.story import Story

PLANTS: tuple[Mapping[str, tuple[Plant, ...]], ...] = (
    payment.PLANTS,
    acceptance.PLANTS,
    schedule.FIRST_PLANTS,
    network.PLANTS,
    schedule.PLANTS,
    spec_change.PLANTS,
    requirement.PLANTS,
    question.PLANTS,
    budget.ORDERS,
    issue.PLANTS,
    data.PLANTS,
    organisation.PLANTS,
    issue.LAST_PLANTS,
    network.LAST_PLANTS,
    budget.BUDGETS,
    data.LAST_PLANTS,
    organisation.LAST_PLANTS,
)
FULL_PLANTS: tuple[Mapping[str, tuple[Plant, ...]], ...] = (
    specification.PLANTS,
    estimate.PLANTS,
    meeting.PLANTS,
    requirement.FULL_PLANTS,
    interface.PLANTS,
    release.PLANTS,
    verification.PLANTS,
    organisation.FULL_PLANTS,
    schedule.FULL_PLANTS,
    rfp.PLANTS,
    interface.LAST_PLANTS,
    lessons.PLANTS,
    lessons.LAST_PLANTS,
    hand_out.PLANTS,
    own_rule.PLANTS,
)
"""Those that need a sheet of the full profile; planted after all others."""
ONLY_NEAR_RELEASE = release.ONLY_NEAR_RELEASE
ALONE = organisation.ALONE


def plant(
    sample: Sample,
    story: Story,
    rules: Iterable[str] | None = None,
    offered: tuple[Mapping[str, tuple[Plant, ...]], ...] = PLANTS,
) -> Sample:
    """The sample with a fault or more for each of the rules.

    rules: IDs or prefixes (ACC, QST003); None: all but those of ALONE, which only a project of their own bears.
    """
    field = Field(sample, story)
    for rule, plants in _wanted(None if rules is None else tuple(rules), offered):
        field.plant(rule, plants)
    return field.planted()


def _wanted(
    names: tuple[str, ...] | None, offered: tuple[Mapping[str, tuple[Plant, ...]], ...]
) -> Iterator[tuple[str, tuple[Plant, ...]]]:
    for plants in offered:
        yield from (
            (rule, found) for rule, found in plants.items() if names is None or rule.startswith(names)
        )
    if names is not None and offered is PLANTS:
        yield from ((rule, found) for rule, found in ALONE.items() if rule in names)
