"""試験管理 of the sample: for every chapter of requirements a test in each phase, and one for each interface."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmo_xl.model.interface import Interface
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.verification import Verification
from tests.sample.maker.full.links import Links
from tests.sample.maker.story import Story

_PHASES = (("単体試験", date(2026, 10, 15)), ("結合試験", date(2026, 12, 9)), ("総合試験", date(2027, 1, 19)),
           ("受入試験", date(2027, 2, 10)))  # fmt: skip
_QUALITY_PHASES = _PHASES[2:]


def verifications(story: Story, links: Links, found: tuple[Interface, ...]) -> tuple[Verification, ...]:
    """The tests, phase by phase; those whose day has come were passed where nothing has changed since."""
    made = [*_of_chapters(links), *(_of_interface(each) for each in found)]
    made.sort(key=lambda each: (each.planned_on, each.scope))
    return tuple(_executed(n, each, story, links) for n, each in enumerate(made, 1))


def _of_chapters(links: Links) -> Iterator[Verification]:
    chapters: dict[tuple[str, str | None, str | None], list[Requirement]] = {}
    for each in links.requirements:
        if each.status == "対象" and each.systems:
            chapters.setdefault((each.systems[0], each.kind, each.category), []).append(each)
    for (system, kind, category), needs in chapters.items():
        for phase, on in _PHASES if kind == "機能" else _QUALITY_PHASES:
            ids = tuple(each.id for each in needs if each.id)
            scope = f"{system} {category}の要件{len(ids)}件を確かめる"
            cases = 8 * len(ids)
            yield Verification(phase=phase, requirements=ids, scope=scope, planned_on=on, planned_cases=cases)


def _of_interface(interface: Interface) -> Verification:
    scope = f"{interface.title}({interface.source}から{interface.target}へ)の対向試験"
    ids = (interface.id,) if interface.id else ()
    values = {"interfaces": ids, "scope": scope, "planned_on": interface.fixed_on, "planned_cases": 10}
    return Verification(phase="対向試験", **values)


def _executed(n: int, test: Verification, story: Story, links: Links) -> Verification:
    planned_on = test.planned_on or story.as_of
    rng = story.rng(f"test {n}")
    numbered = test.model_copy(update={"id": f"TST-{n:03}"})
    if planned_on > story.as_of:
        return numbered
    changed = [
        change.reflected_on
        for change in links.changes
        if change.reflected_on and set(change.requirements) & set(test.requirements)
    ]
    changed_on = max(changed, default=planned_on)
    is_stale = test.phase == "単体試験" and changed_on >= planned_on
    executed_on = planned_on if is_stale else max(planned_on, changed_on)  # what has changed is tested again
    told = {"executed_on": executed_on, "defects": rng.randint(0, 5), "open_critical_defects": 0}
    result = {"result": "保留" if is_stale else "合格", "evidence": f"40_試験/証跡/{test.phase}/TST-{n:03}"}
    cases = {"executed_cases": test.planned_cases, "passed_cases": None if is_stale else test.planned_cases}
    return numbered.model_copy(update=told | result | cases)
