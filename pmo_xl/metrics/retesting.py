"""What must be tested again: after a failure, and after a change (TST002, TST004, 試験状況報告, 変更影響書)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pmo_xl.metrics.testing import PASSED, tests_naming
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.verification import Verification


def same_subject(test: Verification, project: Project) -> list[Verification]:
    """The other tests of the same 工程 that name one of its requirements or IF."""
    named = (*map(project.requirements.get, test.requirements), *map(project.interfaces.get, test.interfaces))
    found = {id(other): other for target in named if target for other in tests_naming(target, project)}
    return [other for other in found.values() if other is not test and other.phase == test.phase]


def is_repeat(other: Verification, failed_on: date, as_of: date) -> bool:
    """Whether a test of the same subject was made after the failure, or is planned for D or later."""
    if other.executed_on is not None:
        return other.executed_on > failed_on
    return "executed_on" not in other.unread and other.planned_on is not None and other.planned_on >= as_of


def repeats_of(test: Verification, project: Project) -> list[Verification]:
    """The tests that repeat a failed one, or are to; none where nobody knows when it failed."""
    if test.executed_on is None:
        return []
    return [
        other for other in same_subject(test, project) if is_repeat(other, test.executed_on, project.as_of)
    ]


def targets_of(change: SpecChange, project: Project) -> tuple[Record, ...]:
    """The requirements and IFs that a change names and that are there."""
    named = (
        *map(project.requirements.get, change.requirements),
        *map(project.interfaces.get, change.interfaces),
    )
    return tuple(filter(None, named))


@dataclass(frozen=True)
class Retest:
    """A target of a change with passed tests. is_needed: whether it must be tested again; None: nobody can say."""

    target: Record
    tests: tuple[Verification, ...]
    is_needed: bool | None


def retests(change: SpecChange, reflected_on: date, project: Project) -> Iterator[Retest]:
    """Each target that had passed: whether it was tested since the change was reflected, or is to be."""
    for target in targets_of(change, project):
        tests = tests_naming(target, project)
        passed = [test for test in tests if test.result == PASSED]
        if not passed:
            continue
        latest = max((test.executed_on for test in passed if test.executed_on), default=None)
        if (latest and latest >= reflected_on) or any(_is_planned(test, reflected_on) for test in tests):
            yield Retest(target, tests, is_needed=False)
        else:
            yield Retest(target, tests, is_needed=None if latest is None else True)


def _is_planned(test: Verification, since: date) -> bool:
    return test.executed_on is None and test.planned_on is not None and test.planned_on >= since


def executed_tests(change: SpecChange, project: Project) -> tuple[Verification, ...]:
    """The tests that were made of what a change touches, and not again since it was reflected, each once."""
    found = {
        id(test): test for target in targets_of(change, project) for test in tests_naming(target, project)
    }
    since = change.reflected_on
    return tuple(
        test
        for test in found.values()
        if test.executed_on is not None and (since is None or test.executed_on < since)
    )
