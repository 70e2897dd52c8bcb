"""期限超過 as data for other tools: the JSON contract and headed rows."""

from __future__ import annotations

from typing import Any

from pmo_xl.documents.listing import Listing, rows_of
from pmo_xl.metrics.overdue import OverdueReport
from pmo_xl.model.display import day
from pmo_xl.model.list_column import as_json

_JSON = "sheet row_id title owner due_on days_overdue business_days_overdue priority cell"


def overdue_json(report: OverdueReport) -> dict[str, Any]:
    """`overdue --format json` for one workbook; undated counts what has no due date, so is not "not late"."""
    return {
        "as_of": report.as_of.isoformat(),
        "items": [as_json(report.columns, item, _JSON) for item in report.items],
        "undated": [
            {"sheet": u.sheet, "column": u.column, "missing": u.missing, "unreadable": u.unreadable}
            for u in report.undated
        ],
        "unjudged": [
            {"sheet": u.sheet, "sheet_title": u.sheet_title, "column": u.column, "rows": u.rows}
            for u in report.unjudged
        ],
    }


def overdue_listing(report: OverdueReport) -> Listing:
    """What is late, by owner and then by due date; below it what could not be judged, with its date as it stands."""
    items = sorted(report.items, key=lambda item: (item.owner is None, item.owner or "", item.due_on))
    rows = rows_of(report.columns, [*items, *(row for each in report.unjudged for row in each.dates)])
    return Listing(title="期限超過一覧", columns=report.columns, rows=rows, note=overdue_note(report))


def overdue_note(report: OverdueReport) -> str:
    """The sentence above the list: how much is late, what is coming, and what has no due date."""
    late = sum(item.is_late for item in report.items)
    coming = len(report.items) - late
    parts = [f"基準日 {day(report.as_of)}", _late_of_how_many(late, report)]
    parts += [each.sentence for each in report.unjudged]
    parts += [f"「{title}」に担当の列はありません" for title in report.ownerless]
    parts += [f"これから期限 {coming} 件"] if coming else []
    parts += [f"期限なし {u.sheet}「{u.column}」{u.missing} 件" for u in report.undated if u.missing]
    parts += [
        f"期限を読めない {u.sheet}「{u.column}」{u.unreadable} 件" for u in report.undated if u.unreadable
    ]
    return "  ".join(parts)


def _late_of_how_many(late: int, report: OverdueReport) -> str:
    """The count; a 0 says of how many, and where nothing was judged there is none."""
    if report.unjudged and not report.judged:
        return "期限超過 判定不能"
    return f"期限超過 {late} 件" if late else f"期限超過 0 件({report.judged} 件のうち)"
