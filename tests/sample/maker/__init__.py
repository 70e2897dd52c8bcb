"""A realistic project made by code: clean, or with faults planted that are known one by one.

The same seed, scale and as-of date give the same records. `Sample.records` go straight into a Project or
into the author of workbooks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache

from tests.sample.maker.clean import clean_records
from tests.sample.maker.faults import FULL_PLANTS, plant
from tests.sample.maker.full import with_full_sheets
from tests.sample.maker.organisation import make_organisation
from tests.sample.maker.sample import PlantedFault, Sample
from tests.sample.maker.story import FIRST_AS_OF, LAST_AS_OF, Story

__all__ = ["AS_OF", "SEED", "PlantedFault", "Sample", "clean_project", "forget_samples", "planted_project"]

SEED = 2026
AS_OF = date(2026, 11, 30)
SMALLEST = 0.3


def clean_project(seed: int = SEED, scale: float = 1.0, as_of: date = AS_OF, profile: str = "core") -> Sample:
    """A project in which no rule finds anything.

    scale: 1.0 = 120 requirements, 40 changes, 80 QA, 100 issues, 30 orders, 80 tasks; 0.3 or more.
    as_of: 基準日, from 2026-10-26 to 2027-04-30. Raises ValueError outside of these. profile: "full" adds the
    sheets of the full profile.
    """
    return _own(_clean(_story(seed, scale, as_of), profile))


def planted_project(
    seed: int = SEED,
    scale: float = 1.0,
    as_of: date = AS_OF,
    rules: Iterable[str] | None = None,
    profile: str = "core",
) -> Sample:
    """The clean project of the same arguments with faults planted, each told in `Sample.faults`.

    rules: for which rules, by ID or prefix (("ACC", "BUD001") for a month end); None: all that one project can
    bear, which leaves out CLS001. A plant that no row of a small sample suits is left out. profile: "full" plants
    the faults of the full sheets as well.
    """
    return _own(_planted(_story(seed, scale, as_of), None if rules is None else tuple(rules), profile))


def forget_samples() -> None:
    """Have the next samples made anew: a process keeps the last ones, half a second of work each."""
    _clean.cache_clear()
    _planted.cache_clear()


def _own(sample: Sample) -> Sample:
    """The sample with a mapping of its own, so that nobody changes the one that is kept; the records are frozen."""
    return replace(sample, records=dict(sample.records))


@lru_cache(maxsize=32)
def _clean(story: Story, profile: str = "core") -> Sample:
    if profile == "core":
        return Sample(story.seed, story.as_of, clean_records(story))
    return _in_profile(_clean(story), story, profile)


@lru_cache(maxsize=32)
def _planted(story: Story, rules: tuple[str, ...] | None, profile: str) -> Sample:
    planted = _in_profile(plant(_clean(story), story, rules), story, profile)
    return planted if profile == "core" else plant(planted, story, rules, FULL_PLANTS)


def _in_profile(sample: Sample, story: Story, profile: str) -> Sample:
    if profile == "core":
        return sample
    return replace(sample, records=with_full_sheets(story, make_organisation(story), sample.records))


def _story(seed: int, scale: float, as_of: date) -> Story:
    if scale < SMALLEST or not FIRST_AS_OF <= as_of <= LAST_AS_OF:
        raise ValueError(
            f"scale {scale} < {SMALLEST}, or as_of {as_of} outside {FIRST_AS_OF} to {LAST_AS_OF}"
        )
    return Story(seed, scale, as_of)
