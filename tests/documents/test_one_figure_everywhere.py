"""A figure of money, payment law or month end is the same wherever it is shown: on the samples and on random books."""

from __future__ import annotations

from collections import Counter

import pytest

from pmo_xl.model.project import Project
from pmo_xl.sample import planted_project
from tests.support.figure_places import figures_shown, last_days_shown, verdicts_shown
from tests.support.random_money import random_project

RANDOM = range(24)


def books() -> list[object]:
    """The two samples, and random books."""
    named = {"見本": None, "見本(全シート)": "full"} | {f"乱数 {seed}": seed for seed in RANDOM}
    return [pytest.param(which, id=name) for name, which in named.items()]


def project_of(which: int | str | None) -> Project:
    if isinstance(which, int):
        return random_project(which)
    return planted_project(profile=which or "core").project()


@pytest.mark.parametrize("which", books())
def test_every_place_shows_the_same_value(which: int | str | None):
    for figure, places in figures_shown(project_of(which)).items():
        assert len(places) > 2
        assert len(set(places.values())) == 1, (figure, places)


@pytest.mark.parametrize("which", books())
def test_every_place_shows_the_same_last_day_and_the_same_verdict_of_a_delivery(which: int | str | None):
    project = project_of(which)
    for found in (last_days_shown(project), verdicts_shown(project)):
        assert found
        assert {row: said for row, said in found.items() if len(said) > 1} == {}


def test_the_random_books_have_what_the_comparison_is_about():
    seen: Counter[str] = Counter()
    for seed in RANDOM:
        figures = figures_shown(random_project(seed))
        seen.update(name for name, places in figures.items() if any(places.values()))
        seen.update(word for words in verdicts_shown(random_project(seed)).values() for word in words)
    wanted = (
        "検収の遅れ",
        "支払の遅れ",
        "取適法の違反(台帳全体)",
        "最終日を過ぎた未払",
        "適合(支払前)",
        "要判断",
        "判定不能",
    )
    assert all(seen[name] > 3 for name in wanted), seen
