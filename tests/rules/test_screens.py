"""A screen spares rows the asking and nothing else: with it and without it a rule says and counts the same."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from pmo_xl.model.project import Project
from pmo_xl.operations.book import open_workbook
from pmo_xl.rules.catalog import all_rules
from pmo_xl.rules.report import Report
from pmo_xl.rules.rule import Rule
from pmo_xl.rules.run import run
from tests.sample.maker import planted_project
from tests.workbook.ledgers import issue_ledgers, money_ledgers, question_ledgers
from tests.workbook.ledgers.ledger import write

DEMO = sorted((Path(__file__).parents[2] / "workbook_templates" / "demo").glob("*.xlsx"))
LEDGERS = (*issue_ledgers.LEDGERS[:4], *question_ledgers.LEDGERS[:4], *money_ledgers.LEDGERS[:4])
SCREENED = tuple(rule for rule in all_rules() if rule.screen)


@cache
def projects() -> dict[str, Project]:
    """Samples with faults, with and without cells that could not be read, on two days."""
    made = {f"見本{seed}": planted_project(seed, 0.3, profile="full").project() for seed in range(2)}
    return made | {path.stem: open_workbook(path, as_of="2026-12-31").project for path in DEMO}


def said(project: Project, rules: tuple[Rule, ...]) -> Report:
    return run(project, rules)


@pytest.mark.parametrize("rule", SCREENED, ids=lambda rule: rule.id)
def test_a_rule_says_the_same_with_its_screen_and_without(rule: Rule) -> None:
    unscreened = replace(rule, screen=None)
    for name, project in projects().items():
        with_it, without = said(project, (rule,)), said(project, (unscreened,))
        assert with_it.findings == without.findings, name
        assert with_it.rules == without.rules, name
    assert any(said(project, (rule,)).findings for project in projects().values())


def test_a_rule_says_the_same_of_the_ledgers_of_other_offices(tmp_path: Path) -> None:
    unscreened = tuple(replace(rule, screen=None) for rule in SCREENED)
    for ledger in LEDGERS:
        project = open_workbook(write(ledger, tmp_path / "台帳.xlsx"), as_of="2026-12-31").project
        with_it, without = said(project, SCREENED), said(project, unscreened)
        assert (with_it.findings, with_it.rules) == (without.findings, without.rules), ledger.name


def test_the_rows_that_a_screen_leaves_out_are_counted_and_not_asked() -> None:
    asked: list[str | None] = []
    missing = next(rule for rule in all_rules() if rule.id == "DAT006")

    def judge(record: object, project: Project) -> object:
        asked.append(getattr(record, "id", None))
        return missing.judge(record, project)

    project = projects()["見本0"]
    report = run(project, (replace(missing, judge=judge),))
    assert report.rules == run(project, (replace(missing, screen=None),)).rules
    assert 0 < len(asked) < report.rules[0].judged / 2
