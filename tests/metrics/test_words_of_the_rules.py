"""Words that several rules and papers share mean one thing (definitions.md, Words of the rules)."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path

import pytest

import pmo_xl
from pmo_xl.metrics.approvers import is_approver
from pmo_xl.metrics.budget.budget_gap import budget_gap
from pmo_xl.model.budget import Budget
from pmo_xl.model.estimate import Estimate
from pmo_xl.model.member import Member
from pmo_xl.model.order import Order
from pmo_xl.model.project import Project
from pmo_xl.model.setting import Setting
from pmo_xl.model.spec_change import APPROVED_OR_LATER, SpecChange
from pmo_xl.model.vocabulary import STATES, UNDECIDED_CHANGES
from tests.support.small_project import D


def _project(**rows) -> Project:
    records = {}
    for row in rows["rows"]:
        records[row.__class__] = (*records.get(row.__class__, ()), row)
    return Project(D, D, records=records)


@pytest.mark.parametrize(
    ("word", "is_approved", "is_submitted", "awaits"),
    [
        ("起票", False, False, True),
        ("影響調査中", False, False, True),
        ("承認待ち", False, True, True),
        ("承認済", True, True, False),
        ("反映済", True, True, False),
        ("周知済", True, True, False),
        ("保留", False, False, False),
        ("却下", False, False, False),
    ],
)
def test_how_far_a_change_is(word, is_approved, is_submitted, awaits):
    change = SpecChange(status=word)
    assert (change.is_approved, change.is_submitted, change.status in UNDECIDED_CHANGES) == (
        is_approved,
        is_submitted,
        awaits,
    )
    assert word in STATES["仕様変更管理表.状態"]


@pytest.mark.slow
def test_no_other_module_lists_the_states_of_a_change_again():
    listed = {
        frozenset(APPROVED_OR_LATER),
        frozenset(UNDECIDED_CHANGES),
        frozenset(("承認待ち", *APPROVED_OR_LATER)),
    }
    root = Path(pmo_xl.__file__).parent
    again = [
        str(path.relative_to(root))
        for path in root.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Tuple | ast.List | ast.Set)
        and frozenset(getattr(each, "value", None) for each in node.elts) in listed
    ]
    assert set(again) == {str(Path("model", "spec_change.py")), str(Path("model", "vocabulary.py"))}


MEMBERS = [
    Member(name="高橋 次郎", role="PM"),
    Member(name="高橋 次郎", role="事業責任者"),
    Member(name="佐藤 花子", role="PMO"),
]


@pytest.mark.parametrize(
    ("names", "roles", "wanted"),
    [
        ("高橋 次郎", None, True),
        ("高橋次郎部長", None, True),
        ("佐藤 花子", None, False),
        ("佐藤 花子、高橋 次郎", None, True),
        ("佐藤 花子", "事業責任者、PMO", True),
        ("知らない人", None, False),
    ],
)
def test_who_may_approve(names, roles, wanted):
    setting = [Setting(key="承認者役割", value=roles)] if roles else []
    assert is_approver(names, _project(rows=[*MEMBERS, *setting])) is wanted


def _estimate(**values) -> Estimate:
    usual = {"id": "EST-001", "system": "会員基盤", "vendor": "甲社", "tax_basis": "税抜", "is_adopted": True}
    return Estimate(**usual | values)


@pytest.mark.parametrize(
    ("estimate", "is_taken"),
    [
        (_estimate(amount=1), True),
        (_estimate(amount=0), True),
        (_estimate(), False),
        (_estimate(amount=1, is_adopted=False), False),
        (_estimate(amount=1, is_adopted=None), False),
    ],
)
def test_adopted_is_marked_and_received(estimate, is_taken):
    assert estimate.is_taken is is_taken


def test_the_order_of_an_estimate_that_was_never_received_counts_by_itself():
    budget = Budget(id="BUD-001", fiscal_year=2026, amount=4_000_000, approved_on=date(2026, 4, 1))
    order = Order(
        id="ORD-001",
        budget="BUD-001",
        system="会員基盤",
        vendor="甲社",
        estimate="EST-001",
        ordered=5_000_000,
        ordered_on=date(2026, 6, 1),
    )
    gap = budget_gap(_project(rows=[budget, order, _estimate()]))
    assert (gap.adopted, gap.others, gap.gap) == (0, 5_000_000, 1_000_000)
    assert len(gap.left_out) == 1
    received = budget_gap(_project(rows=[budget, order, _estimate(amount=3_000_000)]))
    assert (received.adopted, received.others, received.gap) == (3_000_000, 0, -1_000_000)
