"""What is tested: test preparation, which tests name a requirement or IF, what is released (definitions.md, Words)."""

from __future__ import annotations

from datetime import date

from pmo_xl.metrics.milestones import day_of, milestone_of
from pmo_xl.metrics.phase_leaves import leaves_for, leaves_of, system_key
from pmo_xl.metrics.release import is_release_within, released_systems
from pmo_xl.model.interface import Interface
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.settings import Threshold
from pmo_xl.model.verification import Verification

PREPARATION_DAYS = Threshold(
    "試験準備日数", 20, "最初の試験の予定開始より前に、試験の範囲をそろえ始める稼働日数"
)
PASSED, FAILED, ON_HOLD = "合格", "不合格", "保留"
UNIT_TEST = "単体試験"
JOINT_TESTS = ("結合試験", "対向試験", "総合試験", "受入試験")
RELEASE_WATCH = 5
"""So many business days before the release moment what is released must be tested (REL007)."""


def is_in_test_preparation(system: str | None, project: Project) -> bool:
    """Whether test preparation of a system has begun; without such leaves, as soon as 試験管理 has a row."""
    key = system_key(system, project)
    return project.cached(("test preparation", key), lambda: _is_being_prepared(system, project))


def _is_being_prepared(system: str | None, project: Project) -> bool:
    starts = [
        leaf.planned_start
        for phase in JOINT_TESTS
        for leaf in leaves_for(phase, system, project)
        if leaf.planned_start
    ]
    if not starts:
        return len(project.verifications) > 0
    days = project.settings.threshold(PREPARATION_DAYS)
    return project.as_of >= project.calendar.add_business_days(min(starts), -days)


def tests_naming(target: Record, project: Project) -> tuple[Verification, ...]:
    """The tests that name a requirement in 対象要件, or an IF in 対象IF."""
    field = "requirements" if isinstance(target, Requirement) else "interfaces"
    return project.verifications.naming(field, target.row_id) if target.row_id else ()


def systems_tested(test: Verification, project: Project) -> tuple[str, ...]:
    """The systems of what a test names, each once: 関連システム of its requirements, both ends of its IF."""
    names: list[str] = []
    for requirement in filter(None, map(project.requirements.get, test.requirements)):
        names += requirement.systems
    for interface in filter(None, map(project.interfaces.get, test.interfaces)):
        names += ends_of(interface)
    return tuple(dict.fromkeys(names))


def ends_of(interface: Interface) -> tuple[str, ...]:
    """接続元 and 接続先 of an IF, where they are filled."""
    return tuple(filter(None, (interface.source, interface.target)))


def phase_ends_on(test: Verification, project: Project) -> date | None:
    """The day by which the 工程 of a test ends for its systems: the milestone, else the last leaf; the latest."""
    if not test.phase:
        return None
    systems: tuple[str | None, ...] = systems_tested(test, project) or (None,)
    days = [day for system in systems if (day := _phase_end(test.phase, system, project))]
    return max(days, default=None)


def _phase_end(phase: str, system: str | None, project: Project) -> date | None:
    milestone = milestone_of(phase, system, project)
    day = day_of(milestone) if milestone else None
    rows = leaves_for(phase, system, project) if system else leaves_of(phase, project)
    return day or max((row.planned_finish for row in rows if row.planned_finish), default=None)


def is_to_be_released(target: Record, project: Project) -> bool:
    """Whether a requirement (対象) or an IF (新規, 改修) belongs to a system of the release."""
    released = released_systems(project)
    if isinstance(target, Requirement):
        return target.status == "対象" and any(system_key(s, project) in released for s in target.systems)
    if isinstance(target, Interface):
        return target.change_kind in ("新規", "改修") and any(
            system_key(end, project) in released for end in ends_of(target)
        )
    return False


def counts_for_release(test: Verification, target: Record, project: Project) -> bool:
    """Whether the 工程 of a test counts: 単体試験 only where a released system has no leaf of the later ones."""
    if test.phase != UNIT_TEST:
        return test.phase in JOINT_TESTS
    systems = target.systems if isinstance(target, Requirement) else ()
    systems = ends_of(target) if isinstance(target, Interface) else systems
    released = [s for s in systems if system_key(s, project) in released_systems(project)]
    return any(not any(leaves_for(phase, s, project) for phase in JOINT_TESTS) for s in released)


def is_defect_in_release(test: Verification, project: Project) -> bool:
    """Whether a test with grave open defects is one of what goes into a release at most BD5 away (REL007's E)."""
    if not test.open_critical_defects or not released_systems(project):
        return False
    if not is_release_within(RELEASE_WATCH, project):
        return False
    named = (*map(project.requirements.get, test.requirements), *map(project.interfaces.get, test.interfaces))
    return any(is_to_be_released(target, project) for target in named if target)
