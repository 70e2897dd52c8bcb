"""What the JSON of import, merge, collect and upgrade holds."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypedDict

from pmo_xl.exchange import FieldState, RowState
from pmo_xl.exchange.result import SUMMARY_KEYS
from pmo_xl.model.json_shape import Day, DaySource, Failed, Keys, Words
from pmo_xl.workbook.edits.edit import SaveReport


class SavedJson(TypedDict):
    """What a save did. backup: the copy of the book as it was before."""

    backup: str | None
    sha256_before: str
    sha256_after: str


def saved_json(saved: SaveReport | None) -> SavedJson | None:
    """What a save did; None where nothing was written."""
    if saved is None:
        return None
    return {
        "backup": str(saved.backup) if saved.backup else None,
        "sha256_before": saved.sha256_before,
        "sha256_after": saved.sha256_after,
    }


class FindingChangedJson(TypedDict):
    """A finding that writing brings or ends."""

    id: str
    rule: str
    sheet: str | None
    row_id: str | None
    message: str


class FindingsChangedJson(TypedDict):
    """The findings that writing brings, and those that it ends; both empty where nobody asked for them."""

    new: list[FindingChangedJson]
    gone: list[FindingChangedJson]


class SourceJson(TypedDict):
    """What was read of one source. failed: why it could not be read."""

    file: str
    sha256: str | None
    tool: str | None
    encoding: str | None
    sheet: str | None
    rows_seen: int
    rows_read: int
    key: str | None
    failed: str | None


class PlaceJson(TypedDict):
    """Where a row stands in its source."""

    file: str
    sheet: str | None
    row: int | None


class ExchangeFieldJson(TypedDict):
    """One cell of a row: the values of both sides and of what they come from, and what is written (after)."""

    column: str
    field: str
    cell: str | None
    state: Annotated[str, Words(of=FieldState)]
    base: Any
    book: Any
    other: Any
    others: dict[str, Any] | None
    after: Any
    reason: str | None
    words: str | None


class ExchangeRowJson(TypedDict):
    """One row that is new, changed, in conflict, in doubt or gone. row: in the book; null for a new one."""

    state: Annotated[str, Words(of=RowState)]
    sheet: str
    row: int | None
    row_id: str | None
    external_id: str | None
    title: str | None
    reason: str | None
    source: PlaceJson | None
    fields: list[ExchangeFieldJson]


class NewColumnJson(TypedDict):
    """A column of the staff's own that is added to a table."""

    sheet: str
    heading: str


class UnknownWordJson(TypedDict):
    """A word of the source that the book's list does not have."""

    column: str
    word: str
    count: int
    nearest: str | None


class ExchangeJson(TypedDict):
    """Rows of another file against those of the book."""

    schema: Literal[2]
    command: Annotated[str, Words("import", "spec-scan", "rfp-scan", "merge", "collect", "lessons")]
    version: str
    workbook: str
    as_of: Day
    as_of_source: DaySource
    run_day: Day
    applied: bool
    sources: list[SourceJson]
    summary: Annotated[dict[str, int], Keys(SUMMARY_KEYS)]
    rows: list[ExchangeRowJson]
    remarks: list[str]
    new_columns: list[NewColumnJson]
    unused_columns: list[str]
    unknown_words: list[UnknownWordJson]
    findings: FindingsChangedJson
    saved: SavedJson | None
    failed: list[Failed]
