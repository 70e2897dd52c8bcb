"""Planned changes as headed rows and as data: cell by cell, before → after."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Final, Literal, Protocol, TypedDict

from pmo_xl.documents.exchange_shape import SavedJson, saved_json
from pmo_xl.documents.listing import Listing, rows_of
from pmo_xl.model.column import Kind
from pmo_xl.model.json_shape import Failed, Head, Words
from pmo_xl.model.list_column import ListColumn, as_json
from pmo_xl.workbook.changes.record_change import KINDS, RecordChange
from pmo_xl.workbook.edits.edit import SaveReport

SCHEMA: Final = 1
COLUMNS = (
    ListColumn("シート", width=18, of="change.sheet", name="sheet"),
    ListColumn("セル", width=8, of="change.cell", name="cell"),
    ListColumn("ID", width=11, of="change.row_id", name="row_id"),
    ListColumn("列", width=16, of="change.column", name="column"),
    ListColumn("前", Kind.LONGTEXT, 36, of="change.before", name="before"),
    ListColumn("後", Kind.LONGTEXT, 36, of="change.after", name="after"),
    ListColumn("規則", width=9, name="rule"),
    ListColumn("内容", Kind.LONGTEXT, 40, of=lambda planned: _what(planned)),
)
_ONLY_IN_JSON = (ListColumn("", name="what"), ListColumn("", name="doubt"))


class PlannedJson(TypedDict):
    """A cell before and after. rule: the one that speaks about it. doubt: why it is only shown."""

    sheet: str
    cell: str
    row_id: str | None
    column: str
    before: str
    after: str
    rule: str | None
    what: str
    doubt: str | None


class PlanJson(TypedDict):
    """Changes to one workbook: those that are made, those for a person, those that cannot be written."""

    schema: Literal[1]
    workbook: str
    applied: bool
    changes: list[PlannedJson]
    shown_only: list[PlannedJson]
    blocked: list[PlannedJson]
    refreshed_results: int


class PlannedChangeJson(TypedDict):
    """A cell before and after. blocked: why it cannot be written. kind: as a change of the library says it."""

    sheet: str
    cell: str
    row: int
    row_id: str | None
    column: str
    before: str
    after: str
    kind: Annotated[str, Words(*KINDS)]
    blocked: str | None
    rule: str | None
    what: str
    doubt: str | None


class PlanOfBookJson(Head):
    """Changes to one workbook: those that are or would be made, those that cannot be (blocked), those for a person."""

    workbook: str
    applied: bool
    saved: SavedJson | None
    changes: list[PlannedChangeJson]
    shown_only: list[PlannedChangeJson]
    refreshed_results: int
    failed: list[Failed]


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


class WholePlan(Protocol):
    """What a command would change, or has changed."""

    @property
    def path(self) -> Path:
        """The book."""

    @property
    def changes(self) -> Sequence[Planned]:
        """What is written."""

    @property
    def blocked(self) -> Sequence[Planned]:
        """What cannot be written; its doubt says why."""

    @property
    def doubtful(self) -> Sequence[Planned]:
        """What is only shown."""

    @property
    def refreshed(self) -> int:
        """How many cached results follow."""

    @property
    def saved(self) -> SaveReport | None:
        """What the save did."""


def planned_listing(title: str, changes: Sequence[Planned], note: str = "") -> Listing:
    """The changes as headed rows, in the order of the workbook."""
    return Listing(title=title, columns=COLUMNS, rows=rows_of(COLUMNS, changes), note=note)


def planned_json(planned: Planned) -> PlannedJson:
    """One change as data."""
    return as_json((*COLUMNS, *_ONLY_IN_JSON), planned, PlannedJson)


def plan_json(
    workbook: str,
    changes: Sequence[Planned],
    doubtful: Sequence[Planned],
    refreshed: int,
    blocked: Sequence[Planned] = (),
    *,
    is_applied: bool,
) -> PlanJson:
    """`fix --format json --schema 1` and that of `baseline`."""
    return {
        "schema": SCHEMA,
        "workbook": workbook,
        "applied": is_applied,
        "changes": [planned_json(each) for each in changes],
        "shown_only": [planned_json(each) for each in doubtful],
        "blocked": [planned_json(each) for each in blocked],
        "refreshed_results": refreshed,
    }


def plan_of_book_json(begun: Head, plan: WholePlan) -> PlanOfBookJson:
    """The plan of `fix`, `baseline` and `schedule --propose-links`, behind the beginning of every result."""
    return {
        **begun,
        "workbook": plan.path.name,
        "applied": plan.saved is not None,
        "saved": saved_json(plan.saved),
        "changes": [
            *(_change_json(each) for each in plan.changes),
            *(_change_json(each, each.doubt) for each in plan.blocked),
        ],
        "shown_only": [_change_json(each) for each in plan.doubtful],
        "refreshed_results": plan.refreshed,
        "failed": [],
    }


def _change_json(planned: Planned, blocked: str | None = None) -> PlannedChangeJson:
    change = planned.change
    return {
        "sheet": change.sheet,
        "cell": change.cell,
        "row": change.row,
        "row_id": change.row_id,
        "column": change.column,
        "before": change.before,
        "after": change.after,
        "kind": change.kind,
        "blocked": change.blocked or blocked,
        "rule": planned.rule,
        "what": planned.what,
        "doubt": None if blocked else planned.doubt,
    }


def _what(planned: Planned) -> str:
    return f"{planned.what}({planned.doubt})" if planned.doubt else planned.what
