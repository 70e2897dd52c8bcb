"""What changed between two recorded runs, as headed rows and as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

from pmo_xl.documents.listing import Heading, Listing
from pmo_xl.history import Difference, Run
from pmo_xl.model.column import Kind

SCHEMA = 1
_JAPAN = timezone(timedelta(hours=9))
_CHANGES = (
    Heading("シート", width=16),
    Heading("ID", width=14),
    Heading("種類", width=7),
    Heading("列", width=14),
    Heading("前", Kind.LONGTEXT, 44),
    Heading("後", Kind.LONGTEXT, 44),
)
_FINDINGS = (
    Heading("変化", width=7),
    Heading("規則", width=9),
    Heading("シート", width=16),
    Heading("ID", width=11),
    Heading("指摘", Kind.LONGTEXT, 80),
)


def changes_listing(earlier: Run, later: Run, differences: Sequence[Difference]) -> Listing:
    """The records that were added, removed or changed."""
    rows = [(d.sheet, d.name, d.kind, d.column, d.before, d.after) for d in differences]
    return Listing("記録の間の変化", _CHANGES, rows, f"{_moment(earlier)} → {_moment(later)}")


def findings_listing(
    came: Sequence[Mapping[str, Any]], went: Sequence[Mapping[str, Any]], earlier: Run, later: Run
) -> Listing:
    """The findings that came and those that went."""
    rows = [("新規", *_finding(each)) for each in came] + [("解消", *_finding(each)) for each in went]
    return Listing("指摘の変化", _FINDINGS, rows, f"{_moment(earlier)} → {_moment(later)}")


def history_json(
    earlier: Run,
    later: Run,
    differences: Sequence[Difference],
    came: Sequence[Mapping[str, Any]],
    went: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    """`history --format json`."""
    return {
        "schema": SCHEMA,
        "workbook": later.workbook,
        "from": earlier.made_at.isoformat(),
        "to": later.made_at.isoformat(),
        "changes": [
            {
                "sheet": d.sheet,
                "row_id": d.name,
                "kind": d.kind,
                "column": d.column,
                "before": d.before,
                "after": d.after,
            }
            for d in differences
        ],
        "new_findings": list(came),
        "resolved_findings": list(went),
    }


def moment_text(made_at: datetime) -> str:
    """When a run was made, by the clock in Japan: 2026/11/30 09:15."""
    return f"{made_at.astimezone(_JAPAN):%Y/%m/%d %H:%M}"


def _moment(run: Run) -> str:
    return moment_text(run.made_at)


def _finding(finding: Mapping[str, Any]) -> tuple[object, ...]:
    return finding["rule"], finding["sheet"], finding["row_id"], finding["message"]
