"""Damaged and hostile files give grids or one sentence, quickly and in little memory."""

import multiprocessing
import os
from collections import Counter

import pytest

from tests.support.memory import peak_megabytes
from tests.workbook.fuzz import DAMAGES, Outcome, read_all

COUNT = 500 if os.environ.get("PMO_XL_FULL") else 50


def _read_and_measure(count: int) -> tuple[list[Outcome], int]:
    """The outcomes and the most memory this process ever held, in MB (0 where the system does not say)."""
    return read_all(count), peak_megabytes()


@pytest.fixture(scope="module")
def measured() -> tuple[list[Outcome], int]:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_read_and_measure, (COUNT,))


def test_every_damaged_file_gives_grids_or_one_sentence(measured):
    outcomes, _ = measured
    assert len(outcomes) == COUNT
    assert [outcome for outcome in outcomes if outcome.result not in ("read", "refused")] == []


def test_the_damage_is_of_every_kind_and_some_of_it_is_survived(measured):
    outcomes, _ = measured
    assert Counter(outcome.name[4:] for outcome in outcomes) == {
        damage.__name__.strip("_"): COUNT // len(DAMAGES) for damage in DAMAGES
    }
    assert {outcome.result for outcome in outcomes} >= {"read", "refused"}


def test_no_damaged_file_takes_ten_seconds_or_500_megabytes(measured):
    outcomes, megabytes = measured
    slowest = max(outcomes, key=lambda outcome: outcome.seconds)
    assert slowest.seconds < 10, slowest
    assert megabytes < 500
