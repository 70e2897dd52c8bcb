"""Base: what both sides started from, where it is known: per row, the values last seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from pmo_xl.exchange.match import Keys, match
from pmo_xl.exchange.row import Row


class Base(Protocol):
    """The common ancestor of one sheet."""

    @property
    def is_known(self) -> bool:
        """Whether there is one at all."""

    def of(self, theirs: Row | None, ours: Row | None) -> Row | None:
        """The row as it was then; None where it was not there, or nobody knows."""


class NoBase:
    """Nothing is known of what was before."""

    is_known = False

    def of(self, theirs: Row | None, ours: Row | None) -> Row | None:
        """Nothing."""
        return None


NO_BASE: Base = NoBase()


@dataclass(frozen=True)
class KeyedBase:
    """What a source said last time, by the keys that its rows have."""

    rows: Mapping[str, Row]
    is_known: bool = True

    def of(self, theirs: Row | None, ours: Row | None) -> Row | None:
        """The row by the arriving row's key, else by what the book's row is known by."""
        keys = (key for row in (theirs, ours) if row for key in row.keys)
        return next((self.rows[key] for key in keys if key in self.rows), None)


class MatchedBase:
    """An earlier state of the book as a whole: its rows are told as rows always are."""

    is_known = True

    def __init__(
        self,
        rows: Iterable[Row],
        ours: Iterable[Row],
        theirs: Iterable[Row],
        keys: Keys = Keys(),  # noqa: B008
    ) -> None:
        """Match the earlier rows with those of both sides."""
        earlier = list(rows)
        self._by_row: dict[int, Row] = {}
        for side in (list(ours), list(theirs)):
            for pair in match(earlier, side, keys).pairs:
                if not pair.doubt:
                    self._by_row[id(pair.ours)] = pair.theirs

    def of(self, theirs: Row | None, ours: Row | None) -> Row | None:
        """The row as it was, known by the book's row, else by the copy's."""
        found = (self._by_row.get(id(row)) for row in (ours, theirs) if row is not None)
        return next((row for row in found if row is not None), None)
