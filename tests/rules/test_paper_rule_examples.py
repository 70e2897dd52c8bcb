"""Every page of a rule of precheck is true: 違反例 gives exactly its findings, 適合例 none; the ledger's run knows none of them."""

from __future__ import annotations

import pytest

from pmo_xl.rules.catalog import MODULES, PAPER_MODULES, all_rules, matching, module_of, paper_rules
from pmo_xl.rules.manual import read_manual_page
from pmo_xl.rules.page import HEADINGS, Example
from pmo_xl.rules.paper_report import ALL_IDS
from pmo_xl.rules.rule import Rule
from tests.support.paper_examples import findings_in, report_of

EXAMPLES = [(rule, example) for rule in paper_rules() for example in rule.page.examples]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{r.id}-{e.heading}" for r, e in EXAMPLES])
def test_an_example_gives_exactly_the_findings_it_marks(rule: Rule, example: Example) -> None:
    found = findings_in(rule, example)
    assert sorted(found, key=repr) == sorted(example.expected, key=repr)
    assert example.heading.startswith("違反例") == bool(example.expected)


@pytest.mark.parametrize("rule", paper_rules(), ids=lambda rule: rule.id)
def test_a_page_has_its_sections_and_every_finding_says_what_and_how_to_mend_it(rule: Rule) -> None:
    headings = [heading for heading, _ in rule.page.sections]
    assert rule.page.summary and "\n" not in rule.page.summary
    assert all(any(found.startswith(wanted) for found in headings) for wanted in HEADINGS)
    for example in rule.page.examples:
        for finding in report_of(rule, example).findings:
            assert "{" not in finding.message + finding.remedy
            assert finding.match and finding.document and finding.place


def test_the_page_is_read_from_the_source_as_from_the_rule() -> None:
    for module, rule in zip(PAPER_MODULES, paper_rules(), strict=True):
        assert read_manual_page(module) == rule.manual_page
        assert module_of(rule.id) == module


def test_the_rules_of_precheck_are_no_rules_of_the_ledger() -> None:
    assert not set(MODULES) & set(PAPER_MODULES)
    assert {rule.id for rule in paper_rules()} == set(ALL_IDS)
    assert not any(rule.id.startswith("PRE") for rule in all_rules())
    assert matching(["PRE"]) == ()
