"""Every rule says of its examples, with one cell blank, unread, a day or a figure off, or a row or sheet gone, what is kept."""

from __future__ import annotations

import pytest

from pmo_xl.rules.catalog import all_rules
from pmo_xl.rules.rule import Rule
from pmo_xl.rules.run import run
from tests.support.one_change import FOLDER, kept_of, unread_cells

HOW = "read the difference; if it is meant: python -m tests.support.one_change"


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_one_change_in_an_example_changes_what_a_rule_says_as_kept(rule: Rule) -> None:
    kept = (FOLDER / f"{rule.id}.txt").read_text(encoding="utf-8").splitlines()
    assert kept_of(rule).splitlines() == kept, HOW


def test_a_file_is_kept_for_every_rule_and_none_besides() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == {rule.id for rule in all_rules()}


@pytest.mark.parametrize("rule", [r for r in all_rules() if r.prefix != "DAT"], ids=lambda rule: rule.id)
def test_no_rule_says_anything_of_a_cell_that_it_cannot_read(rule: Rule) -> None:
    for place, project in unread_cells(rule):
        found = run(project, [rule]).findings
        assert [each.message for each in found if (each.sheet, each.row, each.column) == place] == []
