"""The results of many workbooks, kept in a temporary file: memory holds a line about each, however many there are.

What a process sends is not unpacked before it is asked for, so the process that hands out the work has little to do.
"""

from __future__ import annotations

import hashlib
import io
import pickle
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any, Generic, TypeVar, overload
from weakref import finalize

from pmo_xl.documents.month_end.result import ProjectMonthEnd, ProjectTexts
from pmo_xl.documents.portfolio.facts import BookFacts
from pmo_xl.model.unchecked import unchecked_maker

P = TypeVar("P", ProjectMonthEnd, BookFacts)
AT_HAND = 40
"""So many stay unpacked once they were asked for (about 0.1 MB each)."""


@dataclass(frozen=True, slots=True)
class ProjectHead:
    """What must be known of a project to tell copies apart: the fields of it and its reading. order: its place in a list."""

    key: str
    name: str
    code: str
    path: Path
    sha256: str
    order: tuple[int, int, str] = (0, 0, "")


@dataclass(frozen=True, slots=True)
class PackedProject:
    """What a project came to as one process sends it to another. is_kept: worked out by an earlier run.

    texts: its ProjectTexts, packed; nothing where none were made.
    """

    head: ProjectHead
    content: bytes
    is_kept: bool = False
    texts: bytes = b""


def pack(project: ProjectMonthEnd | BookFacts, texts: ProjectTexts | None = None) -> PackedProject:
    """The project ready to be sent, with what files say of it alone where that was made."""
    order = {"order": project.order} if isinstance(project, BookFacts) else {}
    head = ProjectHead(project.key, project.name, project.code, project.path, project.reading.sha256, **order)
    content = io.BytesIO()
    _Packer(content, pickle.HIGHEST_PROTOCOL).dump(project)
    ready = pickle.dumps(texts, pickle.HIGHEST_PROTOCOL) if texts else b""
    return PackedProject(head, content.getvalue(), texts=ready)


class _Packer(pickle.Pickler):
    """Packs frozen classes with slots by their values alone.

    What dataclasses do for them looks up their fields for every instance, on both sides: half of the time of packing.
    """

    def reducer_override(self, thing: object) -> Any:  # noqa: ANN401 - as pickle wants it
        """How an instance of such a class is made again; anything else as ever."""
        kind: Any = type(thing)
        values_of = _values_of(kind)
        return (_made, (kind, *values_of(thing))) if values_of else NotImplemented


@cache
def _values_of(kind: type) -> Callable[[object], tuple[object, ...]] | None:
    """What gives the values of a frozen dataclass whose fields are its slots; None for any other class."""
    names = tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()
    slots = [name for base in reversed(kind.__mro__) for name in vars(base).get("__slots__", ())]
    if len(names) < 2 or list(names) != slots or any(name.startswith("_") for name in names):
        return None
    return attrgetter(*names)


def _made(kind: type, *values: object) -> object:
    return unchecked_maker(kind)(*values)


class ProjectFile(Generic[P]):
    """A temporary file of packed projects; the system deletes it with this object."""

    def __init__(self, kind: type[P]) -> None:
        """A new file, empty. kind: what its projects are."""
        self._kind: type[P] = kind
        self._file = tempfile.TemporaryFile(prefix="pmo_xl_")  # noqa: SIM115 - open as long as the result lives
        self._places: dict[Path, tuple[int, int]] = {}
        self._texts: dict[Path, tuple[int, int]] = {}
        finalize(self, self._file.close)

    def add(self, packed: PackedProject) -> ProjectHead:
        """Put a project behind the others; each workbook's path stands for its project."""
        self._places[packed.head.path] = (self._file.tell(), len(packed.content))
        self._file.write(packed.content)
        if packed.texts:
            self._texts[packed.head.path] = (self._file.tell(), len(packed.texts))
            self._file.write(packed.texts)
        return packed.head

    def digest(self, heads: Iterable[ProjectHead]) -> str:
        """What these projects are, byte for byte, under the keys and names that they have now."""
        found = hashlib.sha256()
        for head in heads:
            start, size = self._places[head.path]
            self._file.seek(start)
            found.update(repr(head).encode("utf-8", "surrogatepass") + self._file.read(size))
        return found.hexdigest()

    def read(self, head: ProjectHead) -> P:
        """A project of the file, under the key and name that its head has now."""
        project = self._unpacked(self._places[head.path])
        if not isinstance(project, self._kind):
            raise TypeError(type(project))
        found: P = project
        return replace(found, key=head.key, name=head.name)

    def texts(self, head: ProjectHead) -> ProjectTexts | None:
        """What was made of a project; None where nothing was, or under another key or name than its head has now."""
        place = self._texts.get(head.path)
        found = self._unpacked(place) if place else None
        if not isinstance(found, ProjectTexts) or (found.key, found.name) != (head.key, head.name):
            return None
        return found

    def _unpacked(self, place: tuple[int, int]) -> object:
        start, size = place
        self._file.seek(start)
        return pickle.loads(self._file.read(size))  # noqa: S301 - written by `add`, in a file only we can open


class KeptProjects(Sequence[P]):
    """The projects of these heads, unpacked when they are asked for."""

    def __init__(self, file: ProjectFile[P], heads: Iterable[ProjectHead]) -> None:
        """The projects that count, in this order."""
        self._file: ProjectFile[P] = file
        self._heads = tuple(heads)
        self._at_hand: dict[int, P] = {}

    @property
    def digest(self) -> str:
        """The same for the same projects, worked out once and kept; another as soon as one was worked out anew."""
        return self._file.digest(self._heads)

    def texts_of(self, number: int) -> ProjectTexts | None:
        """What the process that read the workbook has made of it for the files; None where nothing."""
        return self._file.texts(self._heads[number])

    def __len__(self) -> int:
        """How many projects there are."""
        return len(self._heads)

    @overload
    def __getitem__(self, index: int) -> P: ...
    @overload
    def __getitem__(self, index: slice) -> list[P]: ...
    def __getitem__(self, index: int | slice) -> P | list[P]:
        """One project, or several."""
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        number = range(len(self))[index]
        if number in self._at_hand:
            return self._at_hand[number]
        project = self._file.read(self._heads[number])
        if number < AT_HAND:
            self._at_hand[number] = project
        return project
