"""A small hand-made project with every state and every odd money case: 会員基盤刷新 on 2026-11-30."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.budget import Budget
from pmo_xl.model.choice import Choice
from pmo_xl.model.issue import Issue
from pmo_xl.model.member import Member
from pmo_xl.model.order import Order
from pmo_xl.model.question import Question
from pmo_xl.model.record import Record
from pmo_xl.model.setting import Setting
from pmo_xl.model.sheets import SHEETS
from pmo_xl.model.spec_change import SpecChange
from pmo_xl.model.system import System
from pmo_xl.model.task import Task
from pmo_xl.model.vendor import Vendor
from pmo_xl.workbook.author.new_book import library_choices

D = date(2026, 11, 30)


def small_project() -> Mapping[type[Record], Sequence[Record]]:
    """The records by class, as `write_workbook` takes them."""
    return {
        Setting: [Setting(key="案件名", value="会員基盤刷新"), Setting(key="基準日", value="2026-11-30")],
        Choice: [
            *library_choices(SHEETS),
            Choice(list_name="部門", value="情報システム部"),
            Choice(list_name="部門", value="営業部"),
            Choice(list_name="課題管理表.状態", value="検証中"),
            Choice(list_name="課題管理表.状態", value="承認済", meaning="完了"),
        ],
        Member: _members(),
        System: [
            System(id="SYS-001", name="会員基盤", change_kind="新規", owner="佐藤 花子", vendor="東都ソフト株式会社"),
            System(id="SYS-002", name="決済連携", change_kind="改修", owner="鈴木 一郎", vendor="港システムズ株式会社"),
        ],
        Vendor: [
            Vendor(id="VEN-001", name="東都ソフト株式会社"),
            Vendor(id="VEN-002", name="港システムズ株式会社"),
        ],
        SpecChange: _changes(),
        Question: _questions(),
        Issue: _issues(),
        Task: _tasks(),
        Budget: _budgets(),
        Order: _orders(),
        Acceptance: _acceptances(),
    }  # fmt: skip


def _members() -> list[Member]:
    rows = [("佐藤 花子", "システム担当"), ("鈴木 一郎", "システム担当"), ("高橋 次郎", "PM"), ("高橋 次郎", "PMO"),
            ("田中 美咲", "事業責任者")]  # fmt: skip
    return [
        Member(id=f"PER-{n:03}", name=name, company="当社", role=role)
        for n, (name, role) in enumerate(rows, 1)
    ]


def _changes() -> list[SpecChange]:
    usual = {
        "raised_on": date(2026, 10, 1),
        "raised_by": "鈴木 一郎",
        "kind": "変更",
        "after": "新",
        "reason": "要望",
    }
    rows: list[dict[str, object]] = [
        {
            "status": "承認待ち",
            "due_on": date(2026, 11, 20),
            "approved_by": "田中 美咲",
            "cost_impact": 500_000,
        },
        {"status": "起票", "due_on": date(2026, 12, 3)},
        {"status": "承認済", "due_on": date(2026, 10, 1), "cost_impact": 300_000},
        {"status": "却下", "due_on": date(2026, 10, 1)},
    ]
    return [
        SpecChange.model_validate(usual | {"id": f"CHG-{n:03}", "title": f"変更 {n}"} | row)
        for n, row in enumerate(rows, 1)
    ]


def _questions() -> list[Question]:
    usual = {"category": "仕様", "question": "=IF のような文でもよいか。", "asked_by": "高橋 次郎",
             "asked_on": date(2026, 11, 2), "title": "桁数の確認", "system": "会員基盤"}  # fmt: skip
    rows: list[dict[str, object]] = [
        {"status": "未回答", "due_on": date(2026, 11, 20)},
        {"status": "未回答", "due_on": D, "answered_by": "鈴木 一郎"},
        {
            "status": "回答済",
            "due_on": date(2026, 11, 10),
            "answered_on": date(2026, 11, 9),
            "answer": "-10 とする",
        },
        {"status": "取下げ", "due_on": date(2026, 11, 10)},
        {"status": "未回答", "due_on": None, "asked_on": None},
    ]
    return [Question.model_validate(usual | {"id": f"QA-{n:03}"} | row) for n, row in enumerate(rows, 1)]


def _issues() -> list[Issue]:
    usual = {"kind": "課題", "title": "性能が出ない", "priority": "高", "raised_on": date(2026, 10, 1),
             "raised_by": "高橋 次郎", "owner": "佐藤 花子", "systems": ("会員基盤", "決済連携")}  # fmt: skip
    rows: list[dict[str, object]] = [
        {"status": "対応中", "due_on": date(2026, 11, 10)},
        {"status": "検証中", "due_on": date(2026, 11, 27), "priority": "中"},
        {"status": "完了", "due_on": date(2026, 11, 10), "closed_on": date(2026, 11, 9), "resolution": "直した",
         "needs_permanent_fix": "要", "permanent_due_on": date(2026, 11, 24), "permanent_owner": "鈴木 一郎"},
        {"status": "取下げ", "due_on": date(2026, 11, 10)},
        {"status": "未着手", "due_on": date(2026, 12, 7), "owner": "高橋 次郎"},
        {"status": "未着手", "due_on": None},
    ]  # fmt: skip
    return [Issue.model_validate(usual | {"id": f"ISS-{n:03}"} | row) for n, row in enumerate(rows, 1)]


def _tasks() -> list[Task]:
    def day(month: int, number: int) -> date:
        return date(2026, month, number)

    rows: list[dict[str, object]] = [
        {"kind": "工程", "title": "基本設計", "planned_start": day(9, 1), "planned_finish": day(11, 20)},
        {"title": "会員登録", "parent": "WBS-001", "planned_start": day(9, 1), "planned_finish": day(10, 30),
         "actual_start": day(9, 1), "actual_finish": day(11, 6), "progress": Decimal(1)},
        {"title": "決済", "parent": "WBS-001", "planned_start": day(10, 1), "planned_finish": day(11, 20),
         "actual_start": day(10, 5), "progress": Decimal("0.8"), "owner": "鈴木 一郎"},
        {"title": "移行方式", "planned_start": day(11, 16), "planned_finish": day(12, 18)},
        {"title": "基本設計 完了", "kind": "マイルストーン", "planned_start": day(11, 27), "planned_finish": day(11, 27)},
        {"title": "サービスイン", "kind": "マイルストーン", "phase": "リリース", "planned_start": date(2027, 4, 1),
         "planned_finish": date(2027, 4, 1)},
    ]  # fmt: skip
    usual = {"kind": "作業", "phase": "基本設計", "owner": "佐藤 花子"}
    return [Task.model_validate(usual | {"id": f"WBS-{n:03}"} | row) for n, row in enumerate(rows, 1)]


def _budgets() -> list[Budget]:
    usual = {"fiscal_year": 2026, "kind": "当初", "approved_on": date(2026, 4, 1)}
    return [
        Budget.model_validate(
            usual | {"id": "BUD-001", "department": "情報システム部", "amount": 30_000_000}
        ),
        Budget.model_validate(usual | {"id": "BUD-002", "department": "営業部", "amount": 2_000_000}),
    ]


def _orders() -> list[Order]:
    usual = {"budget": "BUD-001", "system": "会員基盤", "title": "開発", "order_kind": "当初",
             "vendor": "東都ソフト株式会社", "department": "情報システム部"}  # fmt: skip
    placed = {"ordered_on": date(2026, 6, 1)}
    rows: list[dict[str, object]] = [
        placed | {"ordered": 9_000_000},
        placed | {"estimated": 4_000_000},
        placed | {"ordered": 1_000_000, "order_kind": "取消"},
        placed | {"ordered": -200_000, "order_kind": "減額", "acceptance_month": date(2026, 8, 1)},
        {"estimated": 1_000_001, "probability": Decimal("0.5")},
        {"estimated": 700_000},
        {},
        placed | {"ordered": 2_500_000, "budget": "BUD-002", "department": "営業部", "system": "決済連携",
                  "acceptance_month": date(2026, 10, 1), "payment_month": date(2026, 11, 1)},
        placed | {"ordered": 600_000, "acceptance_month": date(2027, 1, 1), "payment_month": date(2027, 2, 1),
                  "origin": ("CHG-003",)},
    ]  # fmt: skip
    return [Order.model_validate(usual | {"id": f"ORD-{n:03}"} | row) for n, row in enumerate(rows, 1)]


def _acceptances() -> list[Acceptance]:
    def done(amount: int) -> dict[str, object]:
        return {"acceptance_planned": amount, "acceptance_due_on": date(2026, 9, 30), "received_on": date(2026, 9, 18),
                "accepted": amount, "accepted_on": date(2026, 9, 25)}  # fmt: skip

    paid = {
        "invoiced_on": date(2026, 9, 30),
        "payment_due_on": date(2026, 10, 30),
        "paid_on": date(2026, 10, 30),
    }
    rows: list[dict[str, object]] = [
        {"order": "ORD-001"} | done(4_000_000) | paid | {"paid": 4_400_000},
        {"order": "ORD-001", "acceptance_planned": 3_000_000, "acceptance_due_on": date(2026, 11, 20),
         "payment_planned_on": date(2026, 12, 28), "payment_due_on": date(2027, 1, 29)},
        {"order": "ORD-002"} | done(4_000_000) | {"payment_due_on": date(2026, 11, 25), "received_on": None},
        {"order": "ORD-003", "acceptance_due_on": date(2026, 10, 1)},
        {"order": "ORD-009", "acceptance_planned": 100_000, "acceptance_due_on": date(2026, 12, 4)},
    ]  # fmt: skip
    return [Acceptance.model_validate({"id": f"ACC-{n:03}"} | row) for n, row in enumerate(rows, 1)]
