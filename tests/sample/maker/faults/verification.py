"""Faults of 試験管理 and 品質 (TST001–TST004, QLT001–QLT003)."""

from __future__ import annotations

from collections.abc import Mapping

from pmo_xl.metrics.quality import is_newest, series_of
from pmo_xl.metrics.release import is_release_within
from pmo_xl.metrics.testing import RELEASE_WATCH
from pmo_xl.model.quality_record import QualityRecord
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.spec_change import CORRECTION, REFLECTED_OR_LATER, SpecChange
from pmo_xl.model.verification import Verification
from tests.sample.maker.faults.field import Field, NoRoom, Plant


def _tests(field: Field, requirement_id: str | None) -> list[Verification]:
    return [row for row in field.all(Verification) if requirement_id in row.requirements]


def _can_be_dropped(field: Field, requirement: Requirement) -> bool:
    """Whether the requirement is 対象 and no test stands for it alone, so that its tests keep a target."""
    tests = _tests(field, requirement.id)
    return requirement.status == "対象" and bool(tests) and all(len(test.requirements) > 1 for test in tests)


def _drop(field: Field, requirement_id: str | None) -> None:
    for test in _tests(field, requirement_id):
        field.put(test, requirements=tuple(each for each in test.requirements if each != requirement_id))


def _without_test(field: Field) -> None:
    if is_release_within(RELEASE_WATCH, field.project()):  # then REL007 speaks of it as well
        raise NoRoom(Requirement.sheet.label)
    changed = {target for change in field.all(SpecChange) for target in change.requirements}
    requirement = field.pick(Requirement, lambda row: row.id not in changed and _can_be_dropped(field, row))
    _drop(field, requirement.id)
    field.broken("TST001", requirement, "id", "対象の要件なのに、どの試験の対象要件にもない")


def _not_tested_again(field: Field) -> None:
    """Passed the business day before the change was reflected, and named by no other test."""
    counts: dict[str, int] = {}
    for change in field.all(SpecChange):
        for target in change.requirements:
            counts[target] = counts.get(target, 0) + 1
    droppable = {row.id for row in field.free(Requirement, lambda row: _can_be_dropped(field, row))}

    def has_room(row: SpecChange) -> bool:
        """Whether it was reflected and its only requirement can be tested by one test alone."""
        is_reflected = (
            row.status in REFLECTED_OR_LATER and row.kind != CORRECTION and row.reflected_on is not None
        )
        targets = row.requirements
        return is_reflected and len(targets) == 1 and targets[0] in droppable and counts[targets[0]] == 1

    change = field.pick(SpecChange, has_room)
    _drop(field, change.requirements[0])
    executed_on = field.story.day(change.reflected_on or field.as_of, -1)
    like = next(row for row in field.all(Verification) if row.phase == "結合試験")
    values: dict[str, object] = {
        "requirements": change.requirements,
        "planned_on": executed_on,
        "executed_on": executed_on,
        "result": "合格",
        "evidence": "40_試験/証跡/結合試験/再試験前",
        "planned_cases": None,
        "executed_cases": None,
        "passed_cases": None,
    }
    field.add(like.model_copy(update=values))
    field.take(field.find(Requirement, change.requirements[0]))
    field.broken("TST002", change, "test_impact", "反映の前に合格したまま、やり直す予定がない")


def _passed(row: Verification) -> bool:
    return row.result == "合格"


def _without_evidence(field: Field) -> None:
    test = field.put(field.pick(Verification, _passed), evidence=None)
    field.broken("TST003", test, "evidence", "合格なのに証跡が空欄")


def _not_repeated(field: Field) -> None:
    """A failure of 単体試験, the phase that no requirement needs for its release."""
    last = field.ago(8)
    test = field.pick(
        Verification,
        lambda row: row.phase == "単体試験" and _passed(row) and (row.executed_on or field.as_of) < last,
    )
    field.broken("TST004", field.put(test, result="不合格"), "result", "不合格のまま、やり直す予定がない")


def _newest(field: Field, rows: int = 1) -> QualityRecord:
    project = field.project()
    return field.pick(
        QualityRecord, lambda row: is_newest(row, project) and len(series_of(row, project)) >= rows
    )


def _many_findings(field: Field) -> None:
    row = _newest(field)
    row = field.put(row, review_findings=int((row.size or 0) * 5))
    field.broken("QLT001", row, "review_findings", "指摘密度が基準の上限を超える")


def _no_end_of_defects(field: Field) -> None:
    row = _newest(field, rows=6)
    found = (row.defects or 0) * 2
    row = field.put(row, defects=found, resolved=found)
    field.broken("QLT002", row, "defects", "試験の終わりに不具合が急に増えた")


def _opened_again(field: Field) -> None:
    row = _newest(field, rows=4)
    row = field.put(row, reopened=(row.resolved or 0) // 4)
    field.broken("QLT003", row, "reopened", "解決した不具合の4分の1が再オープンした")


PLANTS: Mapping[str, tuple[Plant, ...]] = {
    "TST002": (_not_tested_again,),
    "TST001": (_without_test,),
    "TST003": (_without_evidence,),
    "TST004": (_not_repeated,),
    "QLT002": (_no_end_of_defects,),
    "QLT003": (_opened_again,),
    "QLT001": (_many_findings,),
}
