"""Who reads a cell that could not be read: a row holds nothing there, and whoever asks for it is told apart.

A field whose cell could not be read reads as blank. What is worked out of such a blank may leave something out, so
that the machine of the rules and the traffic light have to know of it: `noted` says which such cells were read while
something was made. What is kept of a project (indexes, figures) keeps with it what was read for it, and tells that
again whenever it is used. Who asks first whether a cell could be read (`Record.is_known`) and leaves it alone has not
read it: he says himself what that means for his answer. Where every cell could be read nothing is noted and nothing costs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from threading import local
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeAlias, TypeVar

T = TypeVar("T")


class Read(NamedTuple):
    """That cells of a field of a sheet were read."""

    sheet: type[Any]
    field: str


Reads: TypeAlias = Mapping[Read, tuple[Any, ...]]
"""Up to two rows each whose unread cell was read: enough to tell whether it was another row's."""
_MOST_KEPT = 2


class _Now(local):
    """What is noted at the moment, thread by thread; None while nobody wants to know."""

    reads: dict[Read, tuple[Any, ...]] | None = None


_NOW = _Now()


@dataclass(frozen=True, slots=True)
class Noted(Generic[T]):
    """A value that is kept, and the unread cells that were read for it."""

    value: T
    reads: Reads

    def told(self) -> T:
        """The value; whoever takes it has read those cells."""
        tell(self.reads)
        return self.value


def note(record: object, field: str) -> None:
    """Somebody has read a field of a row whose cell could not be read."""
    reads = _NOW.reads
    if reads is not None:
        key = Read(record.__class__, field)
        rows = reads.get(key, ())
        if len(rows) < _MOST_KEPT and not any(row is record for row in rows):
            reads[key] = (*rows, record)


def tell(reads: Reads) -> None:
    """Somebody has read all of these."""
    for read, rows in reads.items():
        for row in rows:
            note(row, read.field)


def noted(make: Callable[[], T]) -> tuple[T, Reads]:
    """What `make` gives, and the unread cells that it read; whoever calls has not read them."""
    outer = _NOW.reads
    mine: dict[Read, tuple[Any, ...]] = {}
    _NOW.reads = mine
    try:
        return make(), mine
    finally:
        _NOW.reads = outer


def keeping(make: Callable[[], T]) -> tuple[T, T | Noted[T]]:
    """What `make` gives, and the same as it is to be kept; whoever calls has read what it read."""
    value, reads = noted(make)
    if not reads:
        return value, value
    tell(reads)
    return value, Noted(value, reads)


class Memo(Generic[T]):
    """By row, what was worked out of it, each once; whoever takes it has read what was read for it."""

    def __init__(self, *, is_noting: bool) -> None:
        """Nothing yet. is_noting: whether there is any unread cell."""
        self._is_noting = is_noting
        self._kept: dict[object, tuple[object, T | Noted[T]]] = {}

    def of(self, row: object, key: object, make: Callable[[], T]) -> T:
        """What `make` gives for the row under the key, made where it was not yet."""
        kept = self._kept.get(key)
        if kept is None or kept[0] is not row:
            value, self._kept[key] = self._made(row, make)
            return value
        found = kept[1]
        return found.told() if found.__class__ is Noted else found  # type: ignore[return-value]

    def _made(self, row: object, make: Callable[[], T]) -> tuple[T, tuple[object, T | Noted[T]]]:
        if not self._is_noting:
            value = make()
            return value, (row, value)
        value, to_keep = keeping(make)
        return value, (row, to_keep)


if TYPE_CHECKING:
    noting_property = cached_property

else:

    class noting_property(cached_property):  # noqa: N801 - a property, named as functools does
        """A cached_property of whose value the unread cells are told at every use."""

        def __get__(self, instance: object, owner: type | None = None) -> object:
            """The value, worked out once; kept where the next use comes by here if an unread cell was read for it."""
            if instance is None:
                return self
            held = vars(instance)
            place = f"{self.attrname}, noted"
            if place in held:
                return held[place].told()
            value, kept = keeping(lambda: self.func(instance))
            held[self.attrname if kept is value else place] = kept
            return value


def others_than(record: object, reads: Reads) -> Reads:
    """Of these reads, those of other rows' cells."""
    found = {key: tuple(row for row in rows if row is not record) for key, rows in reads.items()}
    return {key: rows for key, rows in found.items() if rows}


def joined(several: Iterable[Reads]) -> Reads:
    """These reads together."""
    found: dict[Read, tuple[Any, ...]] = {}
    for reads in several:
        for key, rows in reads.items():
            found.setdefault(key, rows)
    return found
