"""品質 and チェックリスト of the sample: the weekly figures of the tests, and what is confirmed before each gate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from pmo_xl.metrics.quality import DEFECTS, FINDINGS, range_key
from pmo_xl.model.checklist_item import ChecklistItem
from pmo_xl.model.quality_record import QualityRecord
from pmo_xl.model.setting import Setting
from pmo_xl.model.verification import Verification
from tests.sample.maker.bank import Row, bank
from tests.sample.maker.full.links import Links
from tests.sample.maker.organisation import Organisation
from tests.sample.maker.story import Story

_PHASES = (("結合試験", date(2026, 10, 23), 7), ("総合試験", date(2026, 12, 18), 4))
_NEW_DEFECTS = (9, 6, 4, 2, 1, 1, 0)
_SIZES = {"会員": 42, "サイト": 31, "決済": 24}


def quality_ranges() -> tuple[Setting, ...]:
    """The organisation's own ranges of density, in 設定."""
    ranges = {FINDINGS: "1-3/KL", DEFECTS: "0.1-3/KL"}
    keys = [(range_key(phase, kind), value) for phase, *_ in _PHASES for kind, value in ranges.items()]
    return tuple(Setting(key=key, value=value, help="品質の密度の範囲") for key, value in keys)


def quality_records(
    story: Story, organisation: Organisation, links: Links, tests: Sequence[Verification]
) -> tuple[QualityRecord, ...]:
    """A row per system and week while the tests run; the defects found grow fewer from week to week."""
    planned = _planned_cases(links, tests)
    rows = sorted(_weeks(story, organisation, planned), key=lambda each: (each.measured_on, each.system))
    return tuple(each.model_copy(update={"id": f"QLT-{n:03}"}) for n, each in enumerate(rows, 1))


def _planned_cases(links: Links, tests: Sequence[Verification]) -> Counter[tuple[str | None, str]]:
    """Σ 予定件数 by 工程 and system of the requirements that a test names."""
    systems = {row.id: row.systems for row in links.requirements}
    found: Counter[tuple[str | None, str]] = Counter()
    for test in tests:
        for system in {name for each in test.requirements for name in systems[each]}:
            found[test.phase, system] += test.planned_cases or 0
    return found


def _weeks(
    story: Story, organisation: Organisation, planned: Counter[tuple[str | None, str]]
) -> Iterator[QualityRecord]:
    for phase, first, weeks in _PHASES:
        for short, size in _SIZES.items():
            system = organisation.system_names[short]
            for week in range(weeks):
                on = first + timedelta(7 * week)
                if on > story.as_of:
                    break
                found = sum(_NEW_DEFECTS[: week + 1])
                yield QualityRecord(
                    measured_on=on,
                    system=system,
                    phase=phase,
                    size=Decimal(size),
                    size_unit="KL",
                    review_findings=size * 2,
                    executed_cases=planned[phase, system] * (week + 1) // weeks,
                    defects=found,
                    resolved=sum(_NEW_DEFECTS[:week]),
                    reopened=0,
                )


def checklist_items(story: Story, organisation: Organisation) -> tuple[ChecklistItem, ...]:
    """What is confirmed before each gate: done where its day has come."""
    return tuple(_item(n, row, story, organisation) for n, row in enumerate(bank("checklist"), 1))


def _item(n: int, row: Row, story: Story, organisation: Organisation) -> ChecklistItem:
    due_on, owner = date.fromisoformat(row["day"]), organisation.posts[row["owner"]]
    is_done = story.happened(due_on) is not None
    return ChecklistItem(
        id=f"CHK-{n:03}",
        kind=row["kind"],
        phase=row["phase"] or None,
        title=row["title"],
        basis=(f"KNW-{int(row['basis']):03}",) if row["basis"] else (),
        owner=owner,
        due_on=due_on,
        result="済" if is_done else None,
        checked_by=owner if is_done else None,
        checked_on=story.happened(due_on),
    )
