"""The ten worked examples of 社内規則: each, switched on, finds the row that was planted for it and not the one beside it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.estimate import Estimate
from pmo_xl.model.issue import Issue
from pmo_xl.model.member import Member
from pmo_xl.model.order import Order
from pmo_xl.model.own_rule import OwnRule
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.model.requirement import Requirement
from pmo_xl.model.risk import Risk
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.task import Task
from pmo_xl.rules.report import Report
from pmo_xl.workbook.author.own_rule_examples import EXAMPLES
from tests.operations.test_own_rules import book, checked

Rows = Mapping[type[Record], tuple[Record, ...]]
FRIDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 30)
PLANTED: Mapping[str, tuple[Rows, list[str]]] = {
    # Monday 23 November is a holiday: five business days after Friday the 20th is Monday the 30th.
    "OWN001": (
        {
            Question: (
                Question(id="QA-001", title="遅い", asked_on=date(2026, 11, 19), status="未回答"),
                Question(id="QA-002", title="5営業日", asked_on=FRIDAY, status="未回答"),
                Question(id="QA-003", title="答えた", asked_on=date(2026, 11, 2), answered_on=FRIDAY, status="未回答"),
                Question(id="QA-004", title="いつか", status="未回答"),
                Question(id="QA-005", title="済み", asked_on=date(2026, 11, 2), status="完了"),
            )
        },
        ["QA-001"],
    ),
    "OWN002": (
        {
            Order: (
                Order(id="ORD-001", system="会員基盤", vendor="アルファ商事", ordered=1_000_001, status="発注済"),
                Order(id="ORD-002", system="会員基盤", vendor="アルファ商事", ordered=1_000_000, status="発注済"),
                Order(id="ORD-003", system="決済連携", vendor="アルファ商事", ordered=9_000_000, status="発注済"),
                Order(id="ORD-004", system="会員基盤", vendor="アルファ商事", status="見込"),
            ),
            Estimate: (
                Estimate(id="EST-001", system="会員基盤", vendor="アルファ商事"),
                Estimate(id="EST-002", system="決済連携", vendor="アルファ商事"),
                Estimate(id="EST-003", system="決済連携", vendor="ベータ工業"),
            ),
        },
        ["ORD-001"],
    ),
    "OWN003": (
        {
            Acceptance: (
                Acceptance(id="ACC-001", accepted_on=FRIDAY),
                Acceptance(id="ACC-002", accepted_on=FRIDAY, acceptance_document="検収書-2.pdf"),
                Acceptance(id="ACC-003"),
            )
        },
        ["ACC-001"],
    ),
    "OWN004": (
        {
            Issue: (
                *(Issue(id=f"ISS-{n:03}", title=f"件{n}", owner="山田 太郎", status="対応中") for n in range(1, 7)),
                *(Issue(id=f"ISS-{n:03}", title=f"件{n}", owner="佐藤 花子", status="対応中") for n in range(7, 12)),
                Issue(id="ISS-012", title="済み", owner="佐藤 花子", status="完了"),
                *(Issue(id=f"ISS-{n:03}", title=f"件{n}", status="対応中") for n in range(13, 20)),
            )
        },
        [f"ISS-{n:03}" for n in range(1, 7)],
    ),
    "OWN005": (
        {
            Issue: (
                Issue(id="ISS-101", title="いつか", priority="高", status="対応中"),
                Issue(id="ISS-102", title="決めた", priority="高", status="対応中", due_on=MONDAY),
                Issue(id="ISS-103", title="急がない", priority="中", status="対応中"),
                Issue(id="ISS-104", title="済み", priority="高", status="完了"),
            )
        },
        ["ISS-101"],
    ),
    "OWN006": (
        {
            Member: (
                Member(id="PER-011", name="伊藤 翼", role="事業責任者"),
                Member(id="PER-012", name="井上 恵", role="PMO"),
            ),
            SpecChange: (
                SpecChange(id="CHG-001", title="大きい", cost_impact=500_000, approved_by="井上 恵", status="承認済"),
                SpecChange(id="CHG-002", title="小さい", cost_impact=499_999, approved_by="井上 恵", status="承認済"),
                SpecChange(id="CHG-003", title="大きい", cost_impact=900_000, approved_by="伊藤 翼", status="承認済"),
                SpecChange(id="CHG-004", title="まだ", cost_impact=900_000, status="起票"),
            ),
        },
        ["CHG-001"],
    ),
    "OWN007": (
        {
            Task: (
                Task(id="WBS-001", title="超えた", planned_effort=Decimal(10), actual_effort=Decimal("12.1")),
                Task(id="WBS-002", title="2割", planned_effort=Decimal(10), actual_effort=Decimal(12)),
                Task(id="WBS-003", title="予定なし", actual_effort=Decimal(30)),
                Task(id="WBS-004", title="これから", planned_effort=Decimal(10)),
            )
        },
        ["WBS-001"],
    ),
    "OWN008": (
        {
            Risk: (
                Risk(id="RSK-001", title="先", review_on=date(2026, 12, 31), status="監視中"),
                Risk(id="RSK-002", title="1か月", review_on=date(2026, 12, 30), status="監視中"),
                Risk(id="RSK-003", title="いつか", status="対応中"),
                Risk(id="RSK-004", title="済み", status="終了"),
            )
        },
        ["RSK-001", "RSK-003"],
    ),
    # Without a day off between, twenty business days after Monday 30 November is Monday 28 December.
    "OWN009": (
        {
            Member: (
                Member(id="PER-001", name="山田 太郎", left_on=date(2026, 12, 25)),
                Member(id="PER-002", name="佐藤 花子", left_on=date(2026, 12, 25), successor="鈴木 次郎"),
                Member(id="PER-003", name="高橋 一郎", left_on=date(2027, 1, 29)),
                Member(id="PER-004", name="鈴木 次郎"),
            )
        },
        ["PER-001"],
    ),
    "OWN010": (
        {
            Requirement: (
                Requirement(id="REQ-001", title="短い", priority="高", acceptance_criteria="動くこと", status="対象"),
                Requirement(id="REQ-002", title="書いた", priority="高", acceptance_criteria="1秒以内に1,000件を返すこと", status="対象"),
                Requirement(id="REQ-003", title="急がない", priority="中", acceptance_criteria="動くこと", status="対象"),
                Requirement(id="REQ-004", title="ない", priority="高", status="対象"),
            )
        },
        ["REQ-001", "REQ-004"],
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def switched_on(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """All ten switched on in one book that holds all the rows."""
    rows: dict[type[Record], tuple[Record, ...]] = {}
    for planted, _ in PLANTED.values():
        for sheet, records in planted.items():
            rows[sheet] = (*rows.get(sheet, ()), *records)
    on = [example.model_copy(update={"is_on": True}) for example in EXAMPLES]
    return checked(book(tmp_path_factory.mktemp("例"), *on, rows=rows), "OWN")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.id)
def test_an_example_switched_on_finds_what_it_says_and_nothing_beside_it(
    example: OwnRule, switched_on: Report
) -> None:
    found = [finding for finding in switched_on.findings if finding.rule == example.id]
    assert [finding.row_id for finding in found] == PLANTED[example.id][1]
    count = next(each for each in switched_on.rules if each.rule == example.id)
    assert count.violations + count.questions == len(found)
    assert count.undeterminable == 0
    assert count.judged > len(found)
    for finding in found:
        assert finding.sheet == example.target_sheet
        assert finding.severity.label == example.severity
        assert "[" not in finding.message + finding.remedy
