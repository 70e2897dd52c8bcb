"""rules: the catalogue, the manual page, and the catalogue as the repository shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmo_xl.documents.rule_catalogue import catalogue_markdown
from pmo_xl.faces.cli import main
from pmo_xl.rules.catalog import all_rules

CATALOGUE = Path(__file__).parents[2] / "pmo_xl" / "rules" / "README.md"


def test_the_catalogue_in_the_repository_is_what_the_command_writes() -> None:
    """Mend with: python -m pmo_xl rules --markdown > pmo_xl/rules/README.md"""
    assert CATALOGUE.read_text(encoding="utf-8") == catalogue_markdown(all_rules())


def test_rules_lists_every_rule_with_its_severity_and_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0
    told = capsys.readouterr().out
    assert all(rule.id in told and rule.severity.label in told for rule in all_rules())


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_every_manual_page_prints(rule, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", rule.id.lower()]) == 0
    told = capsys.readouterr().out
    assert rule.id in told and "【違反例】" in told.replace("【違反例(", "【違反例】(")
