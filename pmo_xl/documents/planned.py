"""Planned changes as headed rows and as data: cell by cell, before → after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from pmo_xl.documents.listing import Heading, Listing
from pmo_xl.model.column import Kind
from pmo_xl.workbook.changes.editing import RecordChange

SCHEMA = 1
_HEADINGS = (
    Heading("シート", width=16),
    Heading("セル", width=8),
    Heading("ID", width=11),
    Heading("列", width=14),
    Heading("前", Kind.LONGTEXT, 36),
    Heading("後", Kind.LONGTEXT, 36),
    Heading("規則", width=9),
    Heading("内容", Kind.LONGTEXT, 40),
)


class Planned(Protocol):
    """A change and why it is made, or why it is only shown."""

    @property
    def change(self) -> RecordChange:
        """The cell before → after."""

    @property
    def rule(self) -> str | None:
        """The rule that speaks about the cell."""

    @property
    def what(self) -> str:
        """What is done, in Japanese."""

    @property
    def doubt(self) -> str | None:
        """Why it is only shown."""


def planned_listing(title: str, changes: Sequence[Planned], note: str = "") -> Listing:
    """The changes as headed rows, in the order of the workbook."""
    return Listing(title, _HEADINGS, [_row(planned) for planned in changes], note)


def planned_json(planned: Planned) -> dict[str, Any]:
    """One change as data."""
    change = planned.change
    return {
        "sheet": change.sheet,
        "cell": change.cell,
        "row_id": change.row_id,
        "column": change.column,
        "before": change.before,
        "after": change.after,
        "rule": planned.rule,
        "what": planned.what,
        "doubt": planned.doubt,
    }


def plan_json(
    workbook: str,
    changes: Sequence[Planned],
    doubtful: Sequence[Planned],
    refreshed: int,
    *,
    is_applied: bool,
) -> dict[str, Any]:
    """`fix --format json` and `baseline --format json`."""
    return {
        "schema": SCHEMA,
        "workbook": workbook,
        "applied": is_applied,
        "changes": [planned_json(each) for each in changes],
        "shown_only": [planned_json(each) for each in doubtful],
        "refreshed_results": refreshed,
    }


def _row(planned: Planned) -> tuple[object, ...]:
    change = planned.change
    what = f"{planned.what}({planned.doubt})" if planned.doubt else planned.what
    return (
        change.sheet,
        change.cell,
        change.row_id,
        change.column,
        change.before,
        change.after,
        planned.rule,
        what,
    )
