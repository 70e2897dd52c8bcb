"""The figures of quality: densities, 消化率, 未解決, 再オープン率, 不合格率 (definitions.md, 品質).

Rows of 品質 are cumulative at 測定日. Ratios are exact fractions; None where a figure cannot be computed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from pmo_xl.metrics.phase_leaves import system_key
from pmo_xl.metrics.testing import FAILED, PASSED, systems_tested
from pmo_xl.model.project import Project
from pmo_xl.model.quality_record import QualityRecord
from pmo_xl.model.verification import Verification

FINDINGS, DEFECTS = "指摘", "不具合"
_NUMBER = r"(\d+(?:\.\d+)?)"
_TO = "[-‐‑‒–—―−ー~〜]"
_BETWEEN = re.compile(rf"{_NUMBER}{_TO}{_NUMBER}/(KL|FP|頁|項目)")
_ONE_SIDED = re.compile(rf"([≤≦≥≧]){_NUMBER}/(KL|FP|頁|項目)")


@dataclass(frozen=True, slots=True)
class DensityRange:
    """The range that the organisation gives for a density; = is inside. unit: of 規模."""

    low: Fraction | None
    high: Fraction | None
    unit: str

    def is_below(self, density: Fraction) -> bool:
        """Whether the density lies under the range."""
        return self.low is not None and density < self.low

    def is_above(self, density: Fraction) -> bool:
        """Whether the density lies over the range."""
        return self.high is not None and density > self.high

    def __str__(self) -> str:
        low, high = (f"{float(each):g}" if each is not None else "" for each in (self.low, self.high))
        return (
            f"{low}~{high}/{self.unit}" if low and high else f"{'≥' if low else '≤'}{low or high}/{self.unit}"
        )


def range_key(phase: str, kind: str) -> str:
    """The key of 設定 that holds the range of a 工程 for 指摘 or 不具合."""
    return f"品質基準.{phase}.{kind}"


def density_range(phase: str, kind: str, project: Project) -> DensityRange | str | None:
    """The range of 設定; None where none is set, the text where it cannot be understood."""
    written = project.settings.text(range_key(phase, kind))
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", written))
    if not text:
        return None
    if found := _BETWEEN.fullmatch(text):
        low, high = Fraction(found[1]), Fraction(found[2])
        return DensityRange(low, high, found[3]) if low <= high else written
    if found := _ONE_SIDED.fullmatch(text):
        limit, is_upper = Fraction(found[2]), found[1] in "≤≦"
        return DensityRange(None if is_upper else limit, limit if is_upper else None, found[3])
    return written


def quality_series(project: Project) -> Mapping[tuple[str, str], tuple[QualityRecord, ...]]:
    """The rows of 品質 by system and 工程, one per 測定日 (of several the last), the newest last."""

    def made() -> Mapping[tuple[str, str], tuple[QualityRecord, ...]]:
        """The rows that say when and of what 工程 they are."""
        found: dict[tuple[str, str], dict[date, QualityRecord]] = {}
        for row in project.quality_records:
            if row.measured_on and row.phase and "system" not in row.unread:
                series = found.setdefault((system_key(row.system, project), row.phase), {})
                series[row.measured_on] = row
        return {key: tuple(rows[day] for day in sorted(rows)) for key, rows in found.items()}

    return project.cached("rows of 品質 by system and 工程", made)


def series_of(row: QualityRecord, project: Project) -> tuple[QualityRecord, ...]:
    """The rows of its system and 工程, the newest last; empty where the row does not say which it belongs to."""
    if not row.phase or not row.measured_on:
        return ()
    return quality_series(project).get((system_key(row.system, project), row.phase), ())


def is_newest(row: QualityRecord, project: Project) -> bool:
    """Whether the row is the newest of its system and 工程."""
    return any(row is last for last in series_of(row, project)[-1:])


def density(count: int | None, row: QualityRecord) -> Fraction | None:
    """指摘密度 or 不具合密度: a count per 規模."""
    return None if count is None or not row.size else Fraction(count) / Fraction(row.size)


def planned_cases(phase: str, system: str | None, project: Project) -> int | None:
    """Σ 予定件数 of 試験管理 of a 工程 and a system (blank: all of them); None where one cannot be read."""
    tests = tests_of(phase, system, project)
    if any("planned_cases" in test.unread for test in tests):
        return None
    return sum(test.planned_cases or 0 for test in tests)


def consumption(row: QualityRecord, project: Project) -> Fraction | None:
    """消化率: 消化項目数 ÷ Σ 予定件数 of 試験管理."""
    planned = planned_cases(row.phase or "", row.system, project)
    return None if row.executed_cases is None or not planned else Fraction(row.executed_cases, planned)


def unresolved(row: QualityRecord) -> int | None:
    """未解決: 不具合数 − 解決済数."""
    return None if row.defects is None or row.resolved is None else row.defects - row.resolved


def reopen_rate(row: QualityRecord) -> Fraction | None:
    """再オープン率: 再オープン数 ÷ 解決済数."""
    return None if row.reopened is None or not row.resolved else Fraction(row.reopened, row.resolved)


def failure_rate(phase: str, system: str | None, project: Project) -> Fraction | None:
    """不合格率: 不合格 ÷ (合格 + 不合格) rows of 試験管理."""
    results = [test.result for test in tests_of(phase, system, project)]
    failed, passed = results.count(FAILED), results.count(PASSED)
    return Fraction(failed, failed + passed) if failed + passed else None


def latest_growth(rows: tuple[QualityRecord, ...]) -> tuple[int, int] | None:
    """New defects and new cases of the last two rows between which 消化項目数 grew; None where none did."""
    for before, after in reversed(list(pairwise(rows))):
        if None in (before.executed_cases, after.executed_cases, before.defects, after.defects):
            continue
        cases = (after.executed_cases or 0) - (before.executed_cases or 0)
        if cases > 0:
            return (after.defects or 0) - (before.defects or 0), cases
    return None


CUMULATIVE = ("review_findings", "executed_cases", "defects", "resolved", "reopened")


def fallen(rows: tuple[QualityRecord, ...], *fields: str) -> str | None:
    """The column whose cumulative figure falls from one row to the next, with the 測定日; None where none does."""
    for before, after in pairwise(rows):
        for field in fields or CUMULATIVE:
            one, other = getattr(before, field), getattr(after, field)
            if one is not None and other is not None and other < one:
                return (
                    f"{after.measured_on:%Y/%m/%d} の{after.columns[field].label}が、前の行より減っています"
                )
    return None


def tests_of(phase: str, system: str | None, project: Project) -> tuple[Verification, ...]:
    """The rows of 試験管理 of a 工程 and of a system (blank: all of them)."""
    tests = project.verifications.naming("phase", phase)
    key = system_key(system, project)
    if not key:
        return tests
    return tuple(
        test for test in tests if key in {system_key(s, project) for s in systems_tested(test, project)}
    )
