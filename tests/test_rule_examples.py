"""Every rule's manual page is true: 違反例 gives exactly its findings, 適合例 none."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmo_xl.rules.catalog import MODULES, PAPER_MODULES, all_rules
from pmo_xl.rules.page import HEADINGS, Example
from pmo_xl.rules.rule import Rule
from tests.support.examples import findings_of

EXAMPLES = [(rule, example) for rule in all_rules() for example in rule.page.examples]
RULES_FOLDER = Path(__file__).parent.parent / "pmo_xl" / "rules"


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{r.id}-{e.heading}" for r, e in EXAMPLES])
def test_an_example_gives_exactly_the_findings_it_marks(rule: Rule, example: Example) -> None:
    assert findings_of(rule, example) == set(example.expected)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_a_manual_page_has_a_summary_every_section_and_both_kinds_of_example(rule: Rule) -> None:
    page = rule.page
    headings = [heading for heading, _ in page.sections]
    assert page.summary and "\n" not in page.summary
    assert all(any(found.startswith(wanted) for found in headings) for wanted in HEADINGS)
    assert any(example.expected for example in page.examples if example.heading.startswith("違反例"))
    assert not any(example.expected for example in page.examples if example.heading.startswith("適合例"))


def test_the_catalogue_lists_every_rule_file_once_and_in_the_order_of_its_prefix() -> None:
    files = {f"{path.parent.name}.{path.stem}" for path in RULES_FOLDER.glob("*/[a-z]*[0-9]_*.py")}
    assert sorted((*MODULES, *PAPER_MODULES)) == sorted(files)


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_a_rule_file_carries_the_rules_id_and_name(rule: Rule) -> None:
    assert any(line.endswith(f".{rule.id.lower()}_{rule.name}") for line in MODULES)
