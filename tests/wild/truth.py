"""The truth of a wild book: what a careful human reads in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from pmo_xl.model.record import Record

OPEN, DONE, CANCELLED = "open", "done", "cancelled"


@dataclass
class TrueRow:
    """One record: the row its first cell stands in, and what it says. state None: nobody can tell."""

    row: int
    id: str
    title: str
    due_on: date | None = None
    state: str | None = None
    owners: tuple[str, ...] = ()
    amount: float | None = None

    def is_late(self, as_of: date) -> bool:
        return self.state == OPEN and self.due_on is not None and self.due_on < as_of


@dataclass
class TrueTable:
    """One table of a kind. columns: by key field, the columns it may be taken from; no entry: there is none.

    last_header: the last row of its heading. amounts: the field of an amount, where it has one.
    """

    kind: type[Record]
    tab: str
    last_header: int
    columns: dict[str, frozenset[int]] = field(default_factory=dict)
    rows: list[TrueRow] = field(default_factory=list)
    amount_field: str = ""
    has_days: bool = True


@dataclass
class WildBook:
    """A drawn book. tables: what is to be read, and nothing else. habits: how it was written, to tell failures apart."""

    seed: int
    habits: list[str] = field(default_factory=list)
    tables: list[TrueTable] = field(default_factory=list)
