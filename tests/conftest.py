"""The fixtures of an open workbook, in which order files run, and what the quick run leaves out.

Hypothesis: no deadlines (machines are busy), the same cases every time in CI, few in the quick run.

Order: a file is run by one worker, so the longest come first; begun last, one would run on while the other
worker has nothing left. Where the suite's time goes is told in docs/speed.md.

The quick run is for another Python: it imports every module. With PMO_XL_QUICK=1 it runs every test with one of its
parameters, the middle one: a rule or a paper more is data to the Python, all of it is tried on the first one. With
PMO_XL_QUICK=4 it runs every fourth test of each file: what a Python between the oldest and the newest refuses, one of
these two refuses as well. Tests that look at the text of our code, or ask another program about a file, come out the
same on every Python: they are `slow`.
"""

from __future__ import annotations

import gc
import os

import pytest
from hypothesis import HealthCheck, settings

from tests.excel_stand_in.fixtures import live_excel, live_office

__all__ = ["live_excel", "live_office"]  # fixtures for every test

settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", settings.get_profile("ci"), max_examples=15)
settings.load_profile(
    "quick" if os.environ.get("PMO_XL_QUICK") else "ci" if os.environ.get("CI") else "local"
)
os.environ["PMO_XL_CONTENTS_PAGES"] = "no"  # LibreOffice is not started for each paper that a test makes
os.environ["PMO_XL_TODAY"] = "2026-11-30"  # the samples\' day; later their 基準日 counts as left standing
os.environ["LC_MESSAGES"] = "C"  # the explanations are Japanese here, whatever language a developer reads
gc.set_threshold(
    20_000, 20, 20
)  # the tests read books of fifty thousand cells: 40 % of openpyxl's time is Python's collector

LONGEST = (
    "tests/operations/test_live.py",
    "tests/faces/test_buttons.py",
    "tests/documents/deliverables/test_every_document.py",
    "tests/operations/test_upgrade.py",
    "tests/operations/test_fact_cache.py",
    "tests/operations/test_saved_while_a_verb_writes.py",
    "tests/operations/test_demo.py",
    "tests/operations/test_fix_shipped_payments.py",
    "tests/operations/test_month_end.py",
    "tests/documents/deliverables/test_awkward_text.py",
    "tests/workbook/author/test_formulas_in_two_engines.py",
    "tests/faces/test_export_command.py",
    "tests/faces/test_hostile_names_and_places.py",
    "tests/faces/test_widths.py",
    "tests/faces/test_schemas.py",
    "tests/operations/test_lessons.py",
)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The longest files first; in the quick run one parameter of each test."""
    if step := os.environ.get("PMO_XL_QUICK"):
        kept = one_of_each(items, int(step))
        config.hook.pytest_deselected(items=[item for item in items if id(item) not in kept])
        items[:] = [item for item in items if id(item) in kept]
    ranks = {name: rank for rank, name in enumerate(LONGEST)}
    items.sort(key=lambda item: ranks.get(item.nodeid.partition("::")[0], len(ranks)))


def pytest_collection_finish() -> None:
    """Python's collector leaves what was collected alone: a million objects that live to the end of the run."""
    gc.collect()
    gc.freeze()


def one_of_each(items: list[pytest.Item], step: int) -> set[int]:
    """The middle parameter of every test, or of every step-th one: the `id` of the items. Every file has its first test."""
    tests: dict[str, list[pytest.Item]] = {}
    for item in items:
        tests.setdefault(item.nodeid.partition("[")[0], []).append(item)
    files: dict[str, list[list[pytest.Item]]] = {}
    for name, many in tests.items():
        files.setdefault(name.partition("::")[0], []).append(many)
    return {id(many[len(many) // 2]) for each in files.values() for many in each[::step]}
