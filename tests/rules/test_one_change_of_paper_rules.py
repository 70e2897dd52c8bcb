"""Every rule of precheck says of its examples and cases, with one thing in them gone or another, what is kept."""

from __future__ import annotations

import pytest

from pmo_xl.rules.catalog import paper_rules
from pmo_xl.rules.rule import Rule
from tests.support.paper_examples import findings_in
from tests.support.paper_rule_change import CASES, FOLDER, cases_of, kept_of

HOW = "read the difference; if it is meant: python -m tests.support.paper_rule_change"


@pytest.mark.parametrize("rule", paper_rules(), ids=lambda rule: rule.id)
def test_a_case_gives_exactly_the_findings_it_marks(rule: Rule) -> None:
    for case in cases_of(rule)[len(rule.page.examples) :]:
        found = findings_in(rule, case)
        assert sorted(found, key=repr) == sorted(case.expected, key=repr), case.heading


@pytest.mark.parametrize("rule", paper_rules(), ids=lambda rule: rule.id)
def test_one_change_in_a_paper_changes_what_a_rule_says_as_kept(rule: Rule) -> None:
    kept = (FOLDER / f"{rule.id}.txt").read_text(encoding="utf-8").splitlines()
    assert kept_of(rule).splitlines() == kept, HOW


def test_a_file_is_kept_for_every_rule_and_none_besides() -> None:
    ids = {rule.id for rule in paper_rules()}
    assert {path.stem for path in FOLDER.glob("*.txt")} == ids
    assert {path.stem for path in CASES.glob("*.md")} <= ids
