"""Outcome: what comparing a cell or a row came to, before anybody decides or writes anything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from pmo_xl.exchange.row import Row, column_of
from pmo_xl.model.column import Column
from pmo_xl.model.record import Record

WHOLE_ROW: Final = "(行)"
"""What stands for the row itself where a column's name would stand."""

UNREAD_THERE: Final = "相手の値を読めません"
GONE_THERE: Final = "相手にありません"


class FieldState(StrEnum):
    """What becomes of one cell."""

    TAKE = "take"
    """The other side's value is written."""
    BOTH = "both"
    """Both sides added lines to a long text; all of them are written."""
    KEEP = "keep"
    """The book's value stays: only the book changed it, or the other side says nothing."""
    CONFLICT = "conflict"
    """Both changed it; nothing is written until somebody decides."""
    DOUBTFUL = "doubtful"
    """It may be a mistake; nothing is written until somebody decides."""
    UNREAD = "unread"
    """The other side's cell could not be read."""
    BLOCKED = "blocked"
    """It cannot be written: locked, merged, a formula, not allowed there."""


class RowState(StrEnum):
    """What becomes of one row; a row counts once, by its worst field."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    CONFLICT = "conflict"
    GONE = "gone"
    DOUBTFUL = "doubtful"


WRITTEN: Final = frozenset({FieldState.TAKE, FieldState.BOTH})
OPEN: Final = frozenset({FieldState.CONFLICT, FieldState.DOUBTFUL})


@dataclass(frozen=True, slots=True)
class Field:
    """One cell on both sides. name: of the field. base, book, other: its values, None for a blank.

    after: what is written where the state says so. reason: why, a Japanese clause. has_base: whether the base knows
    it. others: what each of several sources says, by its name.
    """

    name: str
    state: FieldState
    base: Any
    book: Any
    other: Any
    after: Any
    reason: str | None = None
    has_base: bool = False
    others: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """One row on both sides. fields: the cells in which they differ. theirs: the row of each source that has it.

    reason: what is told of the row as a whole. is_linked: it was joined by its content and is given its 外部ID.
    is_collided: both sides used its number for two rows, so it gets another.
    """

    sheet: type[Record]
    state: RowState
    ours: Row | None
    theirs: tuple[Row, ...]
    fields: tuple[Field, ...] = ()
    reason: str | None = None
    is_linked: bool = False
    is_collided: bool = False

    @property
    def row(self) -> Row:
        """The row, as the book has it where it has it."""
        return self.ours or self.theirs[0]

    @property
    def row_id(self) -> str | None:
        """Its ID in the book, else the one it arrives with."""
        return self.row.row_id

    @property
    def title(self) -> str:
        """What it is called."""
        return self.row.title

    @property
    def name(self) -> str:
        """What a person finds it by: its ID, else the key, else its row number."""
        return self.row_id or self.row.key or self.title or f"{self.row.where.row}行目"

    def column(self, name: str) -> Column:
        """How a field of it is declared."""
        return column_of(self.sheet, name)

    def with_fields(self, fields: Iterable[Field]) -> RowOutcome:
        """The same row with these cells, and the state that follows from them."""
        kept = tuple(fields)
        state = self.state if self.state in (RowState.NEW, RowState.GONE) or not self.ours else _worst(kept)
        return replace(self, fields=kept, state=state)

    @classmethod
    def compared(
        cls,
        theirs: Row,
        ours: Row,
        fields: tuple[Field, ...],
        reason: str | None = None,
        *,
        is_linked: bool = False,
    ) -> RowOutcome:
        """A row that both sides have."""
        return cls(ours.sheet, _worst(fields), ours, (theirs,), fields, reason, is_linked)

    @classmethod
    def new(cls, theirs: Row) -> RowOutcome:
        """A row that only the other side has; what of it cannot be read stays blank and is told."""
        fields = tuple(
            Field(name, FieldState.UNREAD, None, None, text, None, UNREAD_THERE)
            for name, text in theirs.unread.items()
            if name in theirs.sheet.columns
        )
        return cls(theirs.sheet, RowState.NEW, None, (theirs,), fields)

    @classmethod
    def collided(cls, theirs: Row, ours: Row) -> RowOutcome:
        """A new row whose number the book has given to another."""
        reason = f"番号 {ours.row_id} は台帳の別の行(「{ours.title}」)が使っています"
        return cls(theirs.sheet, RowState.NEW, None, (theirs,), (), reason, is_collided=True)

    @classmethod
    def doubtful(
        cls,
        sheet: type[Record],
        theirs: Row | None,
        ours: Row | None,
        reason: str,
        fields: tuple[Field, ...] = (),
    ) -> RowOutcome:
        """A row of which nothing is written."""
        return cls(sheet, RowState.DOUBTFUL, ours, (theirs,) if theirs else (), fields, reason)

    @classmethod
    def gone(cls, sheet: type[Record], theirs: Row | None, ours: Row | None, reason: str) -> RowOutcome:
        """A row that one side no longer has."""
        return cls(sheet, RowState.GONE, ours, (theirs,) if theirs else (), (), reason)


def closing(row: RowOutcome, word: str | None) -> RowOutcome:
    """A row that the other side no longer has, with the 状態 that a person may want for it; nothing is written unasked."""
    ours = row.ours
    if row.state is not RowState.GONE or not word or ours is None or "status" not in ours.values:
        return row
    if ours.values["status"] == word:
        return row
    told = Field("status", FieldState.DOUBTFUL, None, ours.values["status"], word, None, GONE_THERE)
    return RowOutcome.doubtful(row.sheet, None, ours, row.reason or "", (told,))


def _worst(fields: Iterable[Field]) -> RowState:
    states = {each.state for each in fields}
    if FieldState.CONFLICT in states:
        return RowState.CONFLICT
    if FieldState.DOUBTFUL in states:
        return RowState.DOUBTFUL
    return RowState.CHANGED if states & (WRITTEN | {FieldState.BLOCKED}) else RowState.SAME
