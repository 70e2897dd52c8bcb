"""The full sample with the cells that figures stand on changed at random, in ways that stay readable: written as a file.

The same seed makes the same file.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from pmo_xl.model.allocation import Allocation
from pmo_xl.model.issue import Issue
from pmo_xl.model.kpi import Kpi
from pmo_xl.model.member import Member
from pmo_xl.model.phase_definition import PhaseDefinition
from pmo_xl.model.quality_record import QualityRecord
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.model.setting import Setting
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.task import Task
from pmo_xl.model.verification import Verification
from tests.sample.maker import Sample, clean_project, planted_project
from tests.sample.maker.workbook import write_sample

DAYS = (date(2026, 10, 26), date(2026, 11, 30), date(2027, 1, 29), date(2027, 2, 18))
CAUSES = (None, None, "仕様変更", "要員不足", "その他", "手戻り")


def shaken_book(folder: Path, seed: int) -> Path:
    """The file of a seed; every fourth is made of the planted sample."""
    rng = random.Random(seed)
    make = planted_project if seed % 4 == 3 else clean_project
    sample = make(seed % 7, 0.3, DAYS[seed % len(DAYS)], profile="full")
    for record_class, change in _CHANGES.items():
        rows = sample.records.get(record_class, ())
        sample.records[record_class] = [_changed(row, change(row, rng, sample), rng) for row in rows]
    if seed % 2:
        rows = [row for row in sample.records[Setting] if row.key != "予定工数の意味"]
        sample.records[Setting] = [*rows, Setting(key="予定工数の意味", value="個人")]
    return write_sample(folder / f"{seed}.xlsx", sample)


def _changed(row: Record, change: dict[str, Any], rng: random.Random) -> Record:
    """The row with about one in three of the changes."""
    return row.model_copy(update={name: value for name, value in change.items() if rng.random() < 0.35})


def _task(row: Any, rng: random.Random, sample: Sample) -> dict[str, Any]:
    if row.kind == "工程":
        return {}
    changes = [each.id for each in sample.records[SpecChange]]
    moved = timedelta(rng.randrange(-15, 40))
    made: dict[str, Any] = {"delay_cause": rng.choice(CAUSES)}
    if row.actual_finish is None:
        made["planned_finish"] = row.planned_finish and row.planned_finish + max(moved, timedelta(0))
        made["baseline_finish"] = row.baseline_finish and row.baseline_finish + moved
        made["waits_for"] = tuple(rng.sample(changes, 1)) if row.actual_start is None else ()
    if row.kind == "作業":
        made["planned_effort"] = rng.choice((None, Decimal(rng.randrange(1, 900)) / 10))
        made["actual_effort"] = rng.choice((None, Decimal(rng.randrange(1, 900)) / 10))
        made["progress"] = rng.choice((None, Decimal(rng.randrange(0, 101)) / 100))
        made["owner"] = rng.choice((None, *_people(sample, 2)))
    return made


def _people(sample: Sample, count: int) -> tuple[str, str]:
    named = [each.name for each in sample.records[Member]]
    return named[0], "、".join(named[1 : count + 1])


def _number(rng: random.Random, most: int) -> int | None:
    return rng.choice((None, 0, *(rng.randrange(most) for _ in range(4))))


def _quality(row: Any, rng: random.Random, sample: Sample) -> dict[str, Any]:
    names = ("review_findings", "executed_cases", "defects", "resolved", "reopened")
    found: dict[str, Any] = {name: _number(rng, 60) for name in names}
    return {
        **found,
        "size": rng.choice((None, Decimal(rng.randrange(1, 900)) / 10)),
        "system": rng.choice((None, row.system)),
    }


def _test(row: Any, rng: random.Random, sample: Sample) -> dict[str, Any]:
    return {
        "result": rng.choice((None, "合格", "不合格", "保留")),
        "executed_on": rng.choice((None, sample.as_of)),
        "defects": _number(rng, 9),
        "planned_cases": _number(rng, 40),
        "executed_cases": _number(rng, 40),
        "open_critical_defects": rng.choice((None, 0, 0, 1)),
    }


def _allocation(row: Any, rng: random.Random, sample: Sample) -> dict[str, Any]:
    return {
        "planned_effort": Decimal(rng.randrange(1, 300)) / 10,
        "capacity": rng.choice((None, Decimal(rng.randrange(0, 220)) / 10)),
        "member": rng.choice(sample.records[Member]).name,
    }


def _member(row: Any, rng: random.Random, sample: Sample) -> dict[str, Any]:
    near = sample.as_of + timedelta(rng.randrange(-60, 60))
    return {
        "availability": rng.choice((None, Decimal("0.5"), Decimal("0.75"))),
        "joined_on": rng.choice((None, near)),
        "left_on": rng.choice((None, near + timedelta(rng.randrange(20, 90)))),
    }


def _kpi(row: Any, rng: random.Random, sample: Sample) -> dict[str, Any]:
    return {
        "target": Decimal(rng.randrange(0, 100)),
        "base": rng.choice((None, Decimal(0), Decimal(rng.randrange(1, 100)))),
        "direction": rng.choice((None, "多いほど良い", "少ないほど良い")),
    }


def _change(row: Any, rng: random.Random, sample: Sample) -> dict[str, Any]:
    near = sample.as_of + timedelta(rng.randrange(-40, 40))
    return {
        "status": rng.choice(("起票", "影響調査中", "承認待ち", "承認済", "保留")),
        "due_on": rng.choice((None, near)),
    }


_CHANGES: dict[type[Record], Any] = {
    SpecChange: _change,
    Task: _task,
    Member: _member,
    Allocation: _allocation,
    QualityRecord: _quality,
    Verification: _test,
    Kpi: _kpi,
    Issue: lambda row, rng, sample: {
        "status": rng.choice(("未着手", "対応中", "完了", "取下げ")),
        "kind": rng.choice(("課題", "クレーム")),
    },
    Question: lambda row, rng, sample: {"status": rng.choice(("未回答", "完了", "取下げ"))},
    PhaseDefinition: lambda row, rng, sample: {"progress_basis": rng.choice((None, "0/100", "申告"))},
}
