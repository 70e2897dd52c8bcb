"""How far the tests are: rows of 試験管理 by result and their cases, by 工程 and by system."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pmo_xl.metrics.phase_leaves import system_key
from pmo_xl.metrics.quality import quality_series
from pmo_xl.metrics.testing import FAILED, ON_HOLD, PASSED, systems_tested
from pmo_xl.model.project import Project
from pmo_xl.model.verification import Verification
from pmo_xl.model.vocabulary import TEST_PHASES


@dataclass(frozen=True)
class VerificationCounts:
    """The tests of a 工程 or system. A sum of cases is of the rows that have them; `without_cases` have no 予定件数."""

    tests: tuple[Verification, ...]

    @property
    def executed(self) -> int:
        """Rows with 実施日."""
        return sum(test.executed_on is not None for test in self.tests)

    def of(self, result: str) -> int:
        """Rows with this 結果."""
        return sum(test.result == result for test in self.tests)

    @property
    def results(self) -> tuple[int, int, int]:
        """合格, 不合格 and 保留."""
        return self.of(PASSED), self.of(FAILED), self.of(ON_HOLD)

    def cases(self, field: str) -> int | None:
        """Σ of 予定件数, 実施件数 or 合格件数; None where no row has one, or one cannot be read."""
        values = [getattr(test, field) for test in self.tests]
        known = [value for value in values if value is not None]
        is_unread = any(field in test.unread for test in self.tests)
        return sum(known) if known and not is_unread else None

    @property
    def without_cases(self) -> int:
        """Rows without 予定件数, which no 消化率 counts."""
        return sum(test.planned_cases is None for test in self.tests)

    @property
    def waiting(self) -> tuple[Verification, ...]:
        """Those that are not made and whose 予定日 is known, the earliest first."""
        waiting = [test for test in self.tests if test.executed_on is None and test.planned_on]
        return tuple(sorted(waiting, key=lambda test: test.planned_on or date.max))


def counts_by_phase(project: Project) -> Mapping[str, VerificationCounts]:
    """By 工程 in the order of the test phases, those that have tests; other 工程 behind them, blank ones last."""
    found: dict[str, list[Verification]] = {phase: [] for phase in TEST_PHASES}
    for test in project.verifications:
        found.setdefault(test.phase or "", []).append(test)
    ordered = sorted(found.items(), key=lambda pair: pair[0] == "")
    return {phase: VerificationCounts(tuple(tests)) for phase, tests in ordered if tests}


def counts_by_system(project: Project) -> Mapping[str, VerificationCounts]:
    """By system as システム一覧 writes it: a test of two systems counts in both; "" for tests that name none."""
    found: dict[str, list[Verification]] = {}
    names: dict[str, str] = {}
    for test in project.verifications:
        for name in systems_tested(test, project) or ("",):
            system = project.system(name)
            key = system_key(name, project)
            names.setdefault(key, (system.name if system else None) or name)
            found.setdefault(key, []).append(test)
    order = {system_key(system.name, project): n for n, system in enumerate(project.systems)}
    keys = sorted(found, key=lambda key: (key == "", order.get(key, len(order))))
    return {names[key]: VerificationCounts(tuple(found[key])) for key in keys}


@dataclass(frozen=True, slots=True)
class GrowthPoint:
    """What was known at the end of a day, all cumulative; None where nothing says it."""

    on: date
    executed: int | None
    defects: int | None
    resolved: int | None


def growth_of_testing(project: Project) -> Sequence[GrowthPoint]:
    """消化 and 不具合 over time: by 測定日 of 品質, else by 実施日 of 試験管理; nothing later than D."""
    found = [*_by_measurement(project)] or [*_by_execution(project)]
    return tuple(point for point in found if point.on <= project.as_of)


def _by_measurement(project: Project) -> Iterator[GrowthPoint]:
    """On every 測定日 the newest row of each system and 工程 by then, added up."""
    series = quality_series(project).values()
    for on in sorted({row.measured_on for rows in series for row in rows if row.measured_on}):
        newest = [
            past[-1]
            for rows in series
            if (past := [r for r in rows if r.measured_on and r.measured_on <= on])
        ]
        fields = ("executed_cases", "defects", "resolved")
        yield GrowthPoint(on, *(_sum(getattr(row, name) for row in newest) for name in fields))


def _by_execution(project: Project) -> Iterator[GrowthPoint]:
    dated = [test for test in project.verifications if test.executed_on]
    for on in sorted({test.executed_on for test in dated if test.executed_on}):
        past = [test for test in dated if test.executed_on and test.executed_on <= on]
        yield GrowthPoint(on, _sum(t.executed_cases for t in past), _sum(t.defects for t in past), None)


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
