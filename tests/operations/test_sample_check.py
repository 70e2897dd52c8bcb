"""The check of the sample as a workbook: exactly what was planted, and nothing on the clean one."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from pmo_xl.model.choice import Choice
from pmo_xl.model.record import Record
from pmo_xl.model.setting import Setting
from pmo_xl.operations.book import Book, open_workbook
from pmo_xl.rules.catalog import all_rules, rule_ids
from pmo_xl.rules.rule import Rule
from tests.sample.maker import Sample, clean_project, planted_project
from tests.sample.maker.faults import FULL_PLANTS
from tests.sample.maker.workbook import write_sample

EVERY_RULE = rule_ids()


def opened(sample: Sample, folder: Path) -> Book:
    path = write_sample(folder / "台帳.xlsx", sample)
    return open_workbook(path, run_day=sample.as_of)


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sample, Book]:
    sample = planted_project()
    return sample, opened(sample, tmp_path_factory.mktemp("planted"))


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> tuple[Sample, Book]:
    sample = clean_project()
    return sample, opened(sample, tmp_path_factory.mktemp("clean"))


def test_every_planted_fault_is_found_and_nothing_else(planted: tuple[Sample, Book]) -> None:
    sample, book = planted
    report = book.check(EVERY_RULE)
    found = Counter((f.rule, f.sheet, f.row_id, f.column) for f in report.findings)
    wanted = Counter((f.rule, f.sheet, f.row_id, f.column) for f in sample.faults if f.rule in EVERY_RULE)
    assert found == wanted
    assert not report.failed_rules


def test_the_clean_sample_has_no_finding_of_any_rule(clean: tuple[Sample, Book]) -> None:
    report = clean[1].check(EVERY_RULE)
    assert [finding.message for finding in report.findings] == []
    assert [count for count in report.rules if count.undeterminable or count.is_failed] == []


def test_the_clean_sample_reads_back_as_it_was_made(clean: tuple[Sample, Book]) -> None:
    sample, book = clean
    # 設定 writes dates its own way, and 選択肢 keeps the words of a list together.
    typed = {sheet: rows for sheet, rows in sample.records.items() if sheet not in (Setting, Choice)}
    for sheet, records in typed.items():
        assert [_values(record) for record in book.of(sheet)] == [_values(record) for record in records]
    read = {(c.list_name, c.value, c.meaning) for c in book.choices}
    assert {(c.list_name, c.value, c.meaning) for c in sample.project().choices} <= read


def _values(record: Record) -> dict[str, object]:
    derived = {name for name, column in record.columns.items() if column.is_derived}
    return record.model_dump(exclude={"place", *derived})


# CLS001 wants a closed project, KCK001 a kick-off ahead, ACC018 the weeks after a fiscal year: samples of their own.
OWN_SAMPLES = {"CLS001": None, "KCK001": None, "ACC018": date(2027, 4, 20)}


# What needs an earlier run of the same workbook is proved by the tests of the history.
HISTORY = frozenset(("CHG005", "CHG010", "HIS001", "ISS004", "WBS014", "WBS015"))
# What needs files beside the workbook is proved by test_filed_papers.py.
BESIDE = frozenset(("DOC003", "SPC004", "SPC005", "REQ002", "RFP007", "RFP008"))
# A book that an earlier version made: the frozen ones of tests/workbooks_of/ (test_upgrade.py).
EARLIER = frozenset(("DAT013",))
# The faults of the full sheets are planted in the full sample (tests/sample/test_full.py).
FULL = frozenset(rule for plants in FULL_PLANTS for rule in plants)
CORE = [rule for rule in all_rules() if rule.id not in HISTORY | BESIDE | FULL | EARLIER]


@pytest.mark.parametrize("rule", CORE, ids=lambda rule: rule.id)
def test_every_rule_has_a_fault_planted_for_it(
    rule: Rule, planted: tuple[Sample, Book], tmp_path: Path
) -> None:
    if rule.id not in OWN_SAMPLES:
        assert any(fault.rule == rule.id for fault in planted[0].faults)
        return
    as_of = OWN_SAMPLES[rule.id]
    sample = planted_project(rules=[rule.id], **({"as_of": as_of} if as_of else {}))
    wanted = {fault.row_id for fault in sample.faults if fault.rule == rule.id}
    assert (
        wanted == {finding.row_id for finding in opened(sample, tmp_path).check([rule.id]).findings} != set()
    )
