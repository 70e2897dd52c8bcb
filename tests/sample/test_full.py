"""The sample with the sheets of the full profile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pmo_xl.model.choice import Choice
from pmo_xl.model.column import Kind
from pmo_xl.model.issue import Issue
from pmo_xl.model.meeting_item import MeetingItem
from pmo_xl.model.record import Record
from pmo_xl.model.setting import Setting
from pmo_xl.model.sheets import SHEETS
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.operations.book import open_workbook
from pmo_xl.rules.catalog import all_rules, rule_ids
from pmo_xl.rules.finding import Finding
from pmo_xl.rules.run import run
from tests.sample.maker import PlantedFault, Sample, clean_project, planted_project
from tests.sample.maker.faults import FULL_PLANTS, ONLY_NEAR_RELEASE
from tests.sample.maker.workbook import write_sample


@pytest.fixture(scope="module")
def sample() -> Sample:
    return clean_project(profile="full")


def test_every_sheet_has_rows_and_every_must_cell_a_value(sample: Sample):
    assert set(sample.records) == set(SHEETS)
    for sheet, rows in sample.records.items():
        assert rows or sheet.sheet.label == "チェック結果"
        for row in rows:
            assert not [name for name in sheet.must_fields if getattr(row, name) in (None, "", ())], row


def test_the_core_sheets_are_those_of_the_core_sample_but_for_what_they_name(sample: Sample):
    core = clean_project()
    assert sample.records[Issue] == core.records[Issue]
    assert len(sample.records[SpecChange]) == len(core.records[SpecChange])


def test_every_id_named_is_there(sample: Sample):
    project = sample.project()
    by_label = {sheet.sheet.label: sheet for sheet in SHEETS}
    for sheet, rows in sample.records.items():
        for name, column in sheet.columns.items():
            if sheet.sheet.profile == "full" and column.kind in (Kind.REF, Kind.REFS):
                targets = [project.of(by_label[label]) for label in column.refers_to]
                functions = (
                    {m.function for m in project.messages} if "シーケンス" in column.refers_to else set()
                )
                for row in rows:
                    assert all(
                        each in functions or any(each in found for found in targets) or project.system(each)
                        for each in named(row, name)
                    ), row


def named(row: Record, field: str) -> tuple[str, ...]:
    value = getattr(row, field)
    return value if isinstance(value, tuple) else (value,) if value else ()


def test_a_decision_on_the_specification_has_its_change(sample: Sample):
    decided = {item.id for item in sample.records[MeetingItem] if item.affects_specification == "有"}
    origins = {origin for change in sample.records[SpecChange] for origin in change.origin}
    assert decided and decided <= origins


def test_the_full_sample_reads_back_from_its_workbook_and_has_no_finding(sample: Sample, tmp_path: Path):
    book = open_workbook(write_sample(tmp_path / "台帳.xlsx", sample), run_day=sample.as_of)
    for sheet, records in sample.records.items():
        if sheet not in (Setting, Choice):  # the author types dates of 設定 and explains words of 選択肢
            derived = {name for name, column in sheet.columns.items() if column.is_derived}
            shown = [row.model_dump(exclude={"place", *derived}) for row in book.of(sheet)]
            assert shown == [row.model_dump(exclude={"place", *derived}) for row in records]
    report = book.check(rule_ids())
    assert [finding.message for finding in report.findings] == []
    assert [kpi.actual for kpi in book.kpis if kpi.formula == "期限超過件数"] == [0]


@pytest.mark.parametrize("as_of", [date(2026, 10, 26), date(2027, 4, 30)])
@pytest.mark.parametrize("scale", [0.3, 2.0])
def test_every_size_and_day_can_be_told(as_of: date, scale: float):
    made = clean_project(scale=scale, as_of=as_of, profile="full")
    assert all(item.held_on and item.held_on <= as_of for item in made.records[MeetingItem])


STORIES = [
    {},
    {"seed": 9, "scale": 0.3},
    {"seed": 3, "scale": 0.5, "as_of": date(2026, 10, 31)},
    {"seed": 4, "scale": 1.6, "as_of": date(2026, 12, 31)},
    {"seed": 11, "scale": 0.7, "as_of": date(2027, 1, 31)},
    {"seed": 8, "scale": 1.3, "as_of": date(2027, 3, 31)},
    {"seed": 5, "as_of": date(2026, 10, 26)},
    {"seed": 6, "as_of": date(2027, 4, 30)},
]
ONLY_IN_A_WORKBOOK = {"DAT003", "DAT007", "DAT008", "DAT009"}


def places(
    found: Iterable[Finding | PlantedFault],
) -> Counter[tuple[str, str | None, str | None, str | None]]:
    return Counter((each.rule, each.sheet, each.row_id, each.column) for each in found)


def found_in(sample: Sample) -> Iterable[Finding]:
    rules = [rule for rule in all_rules() if rule.id not in ONLY_IN_A_WORKBOOK]
    return run(sample.project(), rules).findings


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_no_rule_finds_anything_in_the_clean_full_sample(story: dict[str, Any]) -> None:
    findings = found_in(clean_project(**story, profile="full"))
    assert [(finding.rule, finding.message) for finding in findings] == []


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_the_rules_find_exactly_what_was_planted_in_the_full_sheets(story: dict[str, Any]) -> None:
    planted = planted_project(**story, profile="full", rules=[rule for each in FULL_PLANTS for rule in each])
    assert places(found_in(planted)) == places(planted.faults)


@pytest.mark.parametrize("story", STORIES, ids=str)
def test_the_faults_of_core_and_full_sheets_together_are_found_and_nothing_else(
    story: dict[str, Any],
) -> None:
    planted = planted_project(**story, profile="full")
    expected = [fault for fault in planted.faults if fault.rule not in ONLY_IN_A_WORKBOOK]
    assert places(found_in(planted)) == places(expected)


def test_the_planted_sample_keeps_its_faults_beside_those_of_the_full_sheets() -> None:
    core = planted_project().faults
    full = planted_project(profile="full").faults
    assert full[: len(core)] == core
    offered = {rule for each in FULL_PLANTS for rule in each}
    assert {fault.rule for fault in full[len(core) :]} == offered - ONLY_NEAR_RELEASE


def test_what_only_the_days_before_a_release_show_is_found_there_as_planted() -> None:
    day_before = date(2027, 2, 18)
    asked = [rule for rule in all_rules() if rule.id in ONLY_NEAR_RELEASE]
    planted = planted_project(as_of=day_before, profile="full", rules=ONLY_NEAR_RELEASE)
    assert {fault.rule for fault in planted.faults} == ONLY_NEAR_RELEASE
    assert places(run(planted.project(), asked).findings) == places(planted.faults)
    assert not run(clean_project(as_of=day_before, profile="full").project(), asked).findings
