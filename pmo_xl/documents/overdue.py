"""期限超過 as data for other tools: the JSON contract and headed rows."""

from __future__ import annotations

from typing import Any

from pmo_xl.documents.listing import Heading, Listing
from pmo_xl.metrics.overdue import OverdueItem, OverdueReport
from pmo_xl.model.column import Kind
from pmo_xl.model.display import day

HEADINGS = (
    Heading("担当", width=14),
    Heading("期限", Kind.DATE, 12),
    Heading("超過日数", Kind.INT, 9),
    Heading("超過稼働日", Kind.INT, 10),
    Heading("優先度", width=8),
    Heading("シート", width=18),
    Heading("ID", width=11),
    Heading("件名", Kind.LONGTEXT, 48),
    Heading("セル", width=8),
)
NOBODY = "(担当なし)"


def overdue_json(report: OverdueReport) -> dict[str, Any]:
    """`overdue --format json` for one workbook; undated counts what has no due date, so is not "not late"."""
    return {
        "as_of": report.as_of.isoformat(),
        "items": [_item_json(item) for item in report.items],
        "undated": [
            {"sheet": u.sheet, "column": u.column, "missing": u.missing, "unreadable": u.unreadable}
            for u in report.undated
        ],
    }


def _item_json(item: OverdueItem) -> dict[str, Any]:
    return {
        "sheet": item.sheet,
        "row_id": item.row_id,
        "title": item.title,
        "owner": item.owner,
        "due_on": item.due_on.isoformat(),
        "days_overdue": item.days_overdue,
        "business_days_overdue": item.business_days_overdue,
        "priority": item.priority,
        "cell": item.cell,
    }


def overdue_listing(report: OverdueReport) -> Listing:
    """What is late, by owner and then by due date."""
    items = sorted(report.items, key=lambda item: (item.owner is None, item.owner or "", item.due_on))
    rows = [
        (
            item.owner or NOBODY,
            item.due_on,
            item.days_overdue,
            item.business_days_overdue,
            item.priority,
            item.sheet,
            item.row_id,
            item.title,
            item.cell,
        )
        for item in items
    ]
    return Listing("期限超過一覧", HEADINGS, rows, overdue_note(report))


def overdue_note(report: OverdueReport) -> str:
    """The sentence above the list: how much is late, what is coming, and what has no due date."""
    late = sum(item.is_late for item in report.items)
    coming = len(report.items) - late
    parts = [f"基準日 {day(report.as_of)}", f"期限超過 {late} 件"]
    parts += [f"これから期限 {coming} 件"] if coming else []
    parts += [f"期限なし {u.sheet}「{u.column}」{u.missing} 件" for u in report.undated if u.missing]
    parts += [
        f"期限を読めない {u.sheet}「{u.column}」{u.unreadable} 件" for u in report.undated if u.unreadable
    ]
    return "  ".join(parts)
