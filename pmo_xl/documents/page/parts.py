"""What stands on a page, as data: sections of sentences, figures, lists and pictures, from which `frame.py` makes HTML.

Texts are plain texts; the frame escapes them. The lists are those of every other form (`Listing`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from pmo_xl.documents.listing import Listing
from pmo_xl.metrics.traffic_light import Light
from pmo_xl.rules.severity import Severity

RANKS: Final = (
    *(severity.label for severity in Severity),
    *(light.shown for light in Light),
)
"""Words that have an order of their own, the first of it first; others are sorted as a dictionary does."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A cell that says something short, and more when it is opened: a light with its reasons."""

    summary: str
    lines: Sequence[str]


@dataclass(frozen=True, slots=True)
class Lines:
    """Sentences below one another. look: plain, note (small), notice (must be read before anything else), points (a list)."""

    texts: Sequence[str]
    look: str = "plain"
    kind: ClassVar[str] = "lines"


@dataclass(frozen=True, slots=True)
class Tiles:
    """A few figures at a glance: label and what stands below it. A word that is judged has its colour."""

    items: Sequence[tuple[str, str]]
    kind: ClassVar[str] = "tiles"


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture. svg: the file. told: what it shows, for those who do not see it."""

    svg: bytes
    told: str
    kind: ClassVar[str] = "drawing"


@dataclass(frozen=True, slots=True)
class Table:
    """A list. Cells may be `Opened`, or a tuple of texts of which each can be filtered for."""

    listing: Listing
    kind: ClassVar[str] = "table"


@dataclass(frozen=True, slots=True)
class Filtered:
    """Lists that are filtered together, by the columns of these labels and by words."""

    labels: Sequence[str]
    parts: Sequence[Part]
    kind: ClassVar[str] = "filtered"


@dataclass(frozen=True, slots=True)
class Later:
    """Parts that are made when the page comes to them and are gone when it has left them."""

    make: Callable[[], Iterable[Part]]

    def __iter__(self) -> Iterator[Part]:
        return iter(self.make())


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page under a heading; sections may hold sections. is_listed: whether the contents name it."""

    title: str
    parts: Iterable[Part]
    is_listed: bool = True
    kind: ClassVar[str] = "section"


Part = Lines | Tiles | Drawing | Table | Filtered | Section


@dataclass(frozen=True, slots=True)
class Page:
    """A whole page. told: what it stands on, in a line or two below the title."""

    title: str
    told: Sequence[str]
    parts: Sequence[Part]
