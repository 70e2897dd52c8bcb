"""A plug-in that fails is named by its package wherever it fails, not only where it is loaded."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest

import pmo_xl
from pmo_xl import plugins
from pmo_xl.conditions import plugged_functions
from pmo_xl.conditions.condition import condition
from pmo_xl.conditions.values import Unjudged
from pmo_xl.model.issue import Issue
from pmo_xl.plugins import Plugin
from pmo_xl.workbook import office_file

DAY = date(2026, 11, 30)


@pytest.fixture
def plugged(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Has these plug-ins alone for one test."""
    caches = (
        plugged_functions.plugged_functions,
        office_file.judged_plugins,
        office_file.plugged,
        plugins.every_plugin,
    )

    def _have(*given: Plugin) -> None:
        monkeypatch.setattr(
            plugins, "plugins", lambda group: tuple(each for each in given if each.group == group)
        )
        for each in caches:
            each.cache_clear()

    yield _have
    for each in caches:
        each.cache_clear()


def test_a_function_that_raises_is_named_in_the_reason_of_the_rows_that_it_left_unjudged(plugged):
    def divide(number):
        return 1 // number

    plugged(Plugin("pmo_xl.functions", "割る", "kaisha", "1.2.0", divide))
    rows = (Issue(id="ISS-001", title="a"), Issue(id="ISS-002", title="bb"))
    project = pmo_xl.Project(DAY, DAY, records={Issue: rows})
    first, second = condition("割る(LEN([@件名])-1)>0", Issue, project).answers()
    assert isinstance(first, Unjudged)
    assert (
        "#VALUE!" in str(first) and "kaisha 1.2.0(割る)" in str(first) and "ZeroDivisionError" in str(first)
    )
    assert second is True
    assert condition("IFERROR(割る(0),9)", Issue, project).answers() == [9, 9]


def test_what_a_function_gives_that_is_no_value_is_named_too(plugged):
    plugged(Plugin("pmo_xl.functions", "表", "kaisha", "1.2.0", lambda: [1]))
    project = pmo_xl.Project(DAY, DAY, records={Issue: (Issue(id="ISS-001"),)})
    (answer,) = condition("表()", Issue, project).answers()
    assert "list は値にできません" in str(answer)


@pytest.mark.parametrize(
    ("thing", "why"),
    [
        (7, "見出しと言葉の表"),
        (["課題管理表"], "見出しと言葉の表"),
        (lambda: {}, "見出しと言葉の表"),
        ({"headings": 7}, "[headings]"),
        ({"words": {"課題管理表.状態": 7}}, "課題管理表.状態"),
    ],
)
def test_headings_that_are_none_are_named_and_left_out(plugged, thing, why):
    good = {"headings": {"課題管理表": {"件名": ["懸案"]}}}
    plugged(
        Plugin("pmo_xl.sheets", "a", "kowareta", "0.1", thing),
        Plugin("pmo_xl.sheets", "b", "kaisha", "1.2.0", good),
    )
    found = office_file.plugged()
    assert [heading[2] for heading in found.headings] == ["懸案"]
    (told,) = found.remarks
    assert "kowareta 0.1(a) を使えません" in told and why in told
    assert [each.fault is None for each in plugins.every_plugin()] == [False, True]
    assert plugins.check_faults() == (told,)


def test_a_part_of_headings_that_is_not_used_is_named(plugged):
    plugged(Plugin("pmo_xl.sheets", "a", "kaisha", "1.2.0", {"heading": {}, "words": {}}))
    assert office_file.plugged().remarks == ("プラグイン kaisha 1.2.0(a) の「heading」は使われません。",)
