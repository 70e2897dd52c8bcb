"""docs/coverage.md names nothing that is not there: sheets and their columns, commands, options, papers, rules."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from pmo_xl.documents.catalog import PAPERS
from pmo_xl.faces.cli import build_parser
from pmo_xl.model.sheets import SHEETS
from pmo_xl.rules.catalog import all_rules

PAGE = (Path(__file__).parent.parent / "docs" / "coverage.md").read_text(encoding="utf-8")
ROWS = [line for line in PAGE.splitlines() if re.match(r"\| [ABEPST][0-9.]", line)]
LABELS = {sheet.sheet.label: {column.label for column in sheet.columns.values()} for sheet in SHEETS}
EVERY_RULE = {rule.id for rule in all_rules()}
COMMANDS = next(
    action.choices for action in build_parser()._actions if isinstance(action, argparse._SubParsersAction)
)
OPTIONS = {option for command in COMMANDS.values() for option in command._option_string_actions}


def cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip("|").split("|")]


def test_every_duty_is_there_once():
    numbers = [cells(row)[0] for row in ROWS]
    assert len(numbers) == len(set(numbers)) == 113


def test_the_introduction_counts_the_duties_as_the_table_does():
    states = [cells(row)[2] for row in ROWS]
    told = f"いまは {len(states)} のうち、できる {states.count('できる')}、一部 {states.count('一部')} です。"
    assert told in PAGE


@pytest.mark.parametrize("row", ROWS, ids=lambda row: cells(row)[0])
def test_a_duty_names_only_what_is_there_and_what_lacks(row: str):
    _, _, state, now, left = cells(row)
    sheets = set(re.findall("「([^」]+)」", now + left))
    papers = set(re.findall("『([^』]+)』", now + left))
    rules = set(re.findall("[A-Z]{3}[0-9]{3}", now + left))
    words = {word.removeprefix("pmo-xl ") for word in re.findall("`([^`]+)`", now + left)}
    assert sheets <= LABELS.keys()
    assert papers <= PAPERS.keys()
    assert rules <= EVERY_RULE
    assert {word for word in words if not word.startswith("-")} <= COMMANDS.keys()
    assert {word.split("=")[0].split(" ")[0] for word in words if word.startswith("-")} <= OPTIONS
    for sheet, named in re.findall(r"「([^」]+)」\(([^)]+)\)", now):
        assert set(re.split("[・、]", named)) <= LABELS[sheet], sheet
    assert state in ("できる", "一部", "なし")
    assert now or state == "なし"
    assert left or state == "できる"


def test_every_rule_of_the_project_work_is_named_by_a_duty():
    """But those of the data themselves, of acceptances and payments, and of what worked before the page was written."""
    told = set(re.findall("[A-Z]{3}[0-9]{3}", PAGE))
    new = (
        "SPC",
        "RSK",
        "MTG",
        "TST",
        "QLT",
        "SEQ",
        "IFC",
        "RFP",
        "EST",
        "REL",
        "KCK",
        "KNW",
        "KPI",
        "RES",
        "CHK",
    )
    assert {rule for rule in EVERY_RULE if rule.startswith(new)} <= told
