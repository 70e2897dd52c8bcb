"""Rows of many books that wait in a temporary file: memory holds eight bytes about each, however many there are."""

from __future__ import annotations

import pickle
import tempfile
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Generic, TypeVar, overload
from weakref import finalize

T = TypeVar("T")


class OnDisk(Sequence[T], Generic[T]):
    """Things that go to a file as they come and are made again each time they are asked for; the system deletes the file."""

    def __init__(self, things: Iterable[T] = ()) -> None:
        """A new file, with these."""
        self._file = tempfile.TemporaryFile(prefix="pmo_xl_")  # noqa: SIM115 - open as long as the things are wanted
        self._places = array("q")
        finalize(self, self._file.close)
        for thing in things:
            self.add(thing)

    def add(self, thing: T) -> int:
        """Put it behind the others; its number."""
        self._file.seek(0, 2)
        self._places.append(self._file.tell())
        pickle.dump(thing, self._file, pickle.HIGHEST_PROTOCOL)
        return len(self._places) - 1

    def put_in_order(self, numbers: Iterable[int]) -> None:
        """Let those with these numbers stand in this order."""
        self._places = array("q", (self._places[number] for number in numbers))

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        """One of them, or some as a list."""
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        self._file.seek(self._places[index])
        found: T = pickle.load(self._file)  # noqa: S301 - written by `add`, in a file only we can open
        return found

    def __iter__(self) -> Iterator[T]:
        return (self[number] for number in range(len(self)))

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, (OnDisk, tuple))
            and len(self) == len(other)
            and all(mine == its for mine, its in zip(self, other, strict=True))
        )

    __hash__ = None  # type: ignore[assignment]  # as a list


def sorted_on_disk(things: Iterable[T], key: Callable[[T], Any]) -> OnDisk[T]:
    """The things in the order of their keys, which alone are in memory while they are sorted."""
    found: OnDisk[T] = OnDisk()
    keys = [(key(thing), found.add(thing)) for thing in things]
    keys.sort()
    found.put_in_order(number for _, number in keys)
    return found
