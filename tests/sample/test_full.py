"""The sample with the sheets of the full profile."""

from __future__ import annotations

from datetime import date
from pathlib import Path

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
from pmo_xl.rules.catalog import rule_ids
from tests.sample.maker import Sample, clean_project, planted_project
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
                        each in functions or any(each in found for found in targets)
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


def test_the_planted_sample_keeps_its_faults_beside_the_full_sheets():
    assert planted_project(profile="full").faults == planted_project().faults
