"""What stands on slides, as data: parts in boxes on a wide slide of 960 x 540 points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pmo_xl.charts.figure import Figure
from pmo_xl.theme import Colour

WIDTH, HEIGHT = 960, 540
LEFT, TOP, RIGHT, BOTTOM = 36, 92, 924, 506
BODY, CELL = 14.0, 11.0
"""Font sizes of sentences and of tables."""


@dataclass(frozen=True, slots=True)
class Box:
    """Where a part stands, in points from the top left corner of the slide."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Words:
    """Sentences, the first lines of which are kept where not all of them fit. where: where the whole stands."""

    texts: Sequence[str]
    where: str
    size: float = BODY
    is_quiet: bool = False


@dataclass(frozen=True, slots=True)
class LightTile:
    """The light: mark and word on its ground."""

    label: str
    word: str


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column of a table: its heading, the field of a row that it shows, its share of the width."""

    heading: str
    field: str
    share: float
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A native table. rows: fields of each row. empty: what stands there without any. total: of how many rows these are the first.

    where: where those stand that have no room.
    """

    title: str
    columns: Sequence[GridColumn]
    rows: Sequence[Mapping[str, object]]
    empty: str
    where: str
    total: int = 0


@dataclass(frozen=True, slots=True)
class Bars:
    """A native chart of bars side by side. number_format: as Excel's; told: what it shows, in words."""

    title: str
    categories: Sequence[str]
    series: Mapping[str, Sequence[int]]
    number_format: str
    told: str
    colours: Sequence[Colour] = (Colour.PLAN, Colour.NAVY, Colour.MIDDLE)


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure, as large as its box allows."""

    figure: Figure


Part = Words | LightTile | Grid | Bars | Picture


@dataclass(frozen=True)
class Slide:
    """One slide. sources: what it stands on, a sentence each, for the notes."""

    title: str
    parts: Sequence[tuple[Box, Part]]
    sources: Sequence[str] = field(default_factory=tuple)
