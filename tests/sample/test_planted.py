"""The planted sample: every fault is known by rule, sheet and row, and is the only one of its kind."""

from collections import Counter
from datetime import date

import pytest

from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.issue import Issue
from pmo_xl.model.question import Question
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.sheets import sheet_labelled
from pmo_xl.model.task import Task
from pmo_xl.rules.catalog import all_rules
from pmo_xl.rules.run import run
from tests.sample.maker import clean_project, forget_samples, planted_project
from tests.sample.maker.faults import ALONE, FULL_PLANTS, ONLY_NEAR_RELEASE, PLANTS

ONLY_IN_A_WORKBOOK = {"DAT003", "DAT007", "DAT008", "DAT009"}
ONLY_OF_AN_EARLIER_VERSION = {"DAT013"}  # the frozen books of tests/workbooks_of/ show it
ONLY_IN_SPRING = {"ACC018"}  # the weeks after the end of a fiscal year
FIRST = "DAT001 DAT002 DAT003 DAT004 DAT005 DAT006 QST001 QST002 QST003 QST004 ISS001 ISS002 ISS003 BUD001"
FIRST += " ACC001 ACC002 ACC003"
STORIES = [
    {},
    {"seed": 5},
    {"seed": 9, "scale": 0.3},
    {"seed": 3, "scale": 0.5, "as_of": date(2026, 10, 31)},
    {"seed": 4, "scale": 1.6, "as_of": date(2026, 12, 31)},
    {"seed": 11, "scale": 0.7, "as_of": date(2027, 1, 31)},
    {"seed": 8, "scale": 1.3, "as_of": date(2027, 3, 31)},
    {"seed": 6, "as_of": date(2027, 4, 30)},
    {"rules": ("ACC", "BUD")},
    {"rules": ("ISS006",)},
    {"rules": ("CLS001",)},
    {"rules": ("KCK001",)},
    {"rules": ("RAG001",)},
]


@pytest.fixture(scope="module", params=STORIES, ids=str)
def sample(request):
    return planted_project(**request.param)


def place(finding) -> tuple[str, str | None, str | None, str | None]:
    return finding.rule, finding.sheet, finding.row_id, finding.column


def test_every_rule_has_its_plant():
    planted = {fault.rule for fault in planted_project(profile="full").faults}
    offered = {rule for plants in (*PLANTS, *FULL_PLANTS) for rule in plants}
    assert offered - planted == ONLY_IN_SPRING | ONLY_NEAR_RELEASE
    shown_by_one_workbook = {rule.id for rule in all_rules() if not (rule.needs_past or rule.needs_papers)}
    assert shown_by_one_workbook - offered - set(ALONE) == ONLY_OF_AN_EARLIER_VERSION, (
        "tests/sample/maker/faults/"
    )


def test_the_rules_that_come_first_have_two_faults_or_more():
    counts = Counter(fault.rule for fault in planted_project().faults if not fault.companion_of)
    assert {rule for rule in FIRST.split() if counts[rule] < 2} == {"DAT001"}


def test_same_seed_plants_the_same_faults():
    first = planted_project()
    forget_samples()
    assert first.faults == planted_project().faults
    assert first.records == planted_project().records


def test_every_fault_names_a_row_and_a_column_that_are_there(sample):
    for fault in sample.faults:
        sheet = sheet_labelled(fault.sheet)
        rows = {row.row_id for row in sample.records[sheet]}
        assert fault.row_id in rows or fault.row_id is None, fault
        assert fault.column is None or sheet.field_of(fault.column), fault
        assert fault.note


def test_what_only_a_workbook_can_hold_names_cells_that_are_there(sample):
    for label, row_id, field in [*sample.raw_cells, *sample.stale_results]:
        sheet = sheet_labelled(label)
        assert field in sheet.columns
        assert row_id in {row.row_id for row in sample.records[sheet]}
    for label, row_id in sample.hidden_rows:
        assert row_id in {row.row_id for row in sample.records[sheet_labelled(label)]}


def test_stale_results_stand_in_derived_cells_and_differ_from_a_blank():
    for (label, _, field), value in planted_project().stale_results.items():
        assert sheet_labelled(label).columns[field].is_derived
        assert value


def test_nothing_is_planted_for_other_rules_than_those_wanted():
    faults = planted_project(rules=("ACC", "BUD001")).faults
    assert {fault.rule[:3] for fault in faults} == {"ACC", "BUD"}
    assert {fault.rule for fault in faults if fault.rule.startswith("BUD")} == {"BUD001"}


def test_companions_say_which_plant_brought_them():
    companions = {(f.rule, f.companion_of) for f in planted_project().faults if f.companion_of}
    assert companions == {
        ("ISS001", "ISS006"),
        ("ORG002", "ISS002"),
        ("ORG005", "ISS002"),
        ("ORG005", "ORG002"),
        ("ACC003", "ACC013"),
        ("BUD001", "BUD008"),
    }


def test_the_rules_find_exactly_what_was_planted(sample):
    rules = [rule for rule in all_rules() if rule.id not in ONLY_IN_A_WORKBOOK]
    known = {rule.id for rule in rules}
    found = Counter(place(finding) for finding in run(sample.project(), rules).findings)
    planted = Counter(place(fault) for fault in sample.faults if fault.rule in known)
    unread = {cell[:2] for cell in sample.raw_cells}
    assert not planted - found
    assert not {each for each in found - planted if each[1:3] not in unread}


def test_the_rules_find_nothing_in_the_clean_project():
    rules = [rule for rule in all_rules() if rule.id not in ONLY_IN_A_WORKBOOK]
    assert not run(clean_project().project(), rules).findings


def test_late_rows_are_late_by_a_plain_comparison_of_dates():
    sample = planted_project(rules=("QST001", "ISS001", "ACC002"))
    late = {q.id for q in sample.records[Question] if q.status == "未回答" and q.due_on < sample.as_of}
    late |= {
        i.id for i in sample.records[Issue] if i.status not in ("完了", "取下げ") and i.due_on < sample.as_of
    }
    late |= {
        a.id
        for a in sample.records[Acceptance]
        if a.payment_due_on and a.payment_due_on < sample.as_of and not a.paid_on
    }
    assert late == {fault.row_id for fault in sample.faults}
    assert len(late) == 9


def test_a_withdrawn_requirement_or_a_task_without_baseline_is_planted_once():
    sample = planted_project(rules=("REQ010", "WBS017"))
    named = {target for change in sample.project().spec_changes for target in change.requirements}
    withdrawn = [r.id for r in sample.records[Requirement] if r.status == "取下げ" and r.id not in named]
    bare = [task.id for task in sample.records[Task] if task.baseline_finish is None]
    assert [fault.row_id for fault in sample.faults] in (bare + withdrawn, withdrawn + bare)
