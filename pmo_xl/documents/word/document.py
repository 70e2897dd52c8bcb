"""WordDocument: one deliverable: its name, what it is made of, and how it is laid out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmo_xl.documents.word.audience import Audience
from pmo_xl.documents.word.content import Content, Source
from pmo_xl.documents.word.layout import Layout
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.model.references import name_key
from pmo_xl.resources import template

if TYPE_CHECKING:
    from pmo_xl.charts.figure import Figure, NoFigure

    Figures = Sequence[Figure] | Figure | NoFigure


@dataclass(frozen=True)
class Subject:
    """Whom or what one paper is made for where that is no single row: a person, a meeting, a vendor.

    key: names its file, and `--id` takes it. also: what else `--id` takes for it.
    """

    key: str
    value: Any
    also: tuple[str, ...] = ()

    def is_named(self, name: str) -> bool:
        """Whether a name that somebody gave means it."""
        return name_key(name) in map(name_key, (self.key, *self.also))


@dataclass(frozen=True)
class Subjects:
    """What a document is made for, one each.

    kind: the Japanese word for them. every: all of them; due: those it is made for when nobody names any.
    is_one: nobody naming any, it is one paper, even of a project that has none (its value is None then).
    """

    kind: str
    every: Callable[[Project], Sequence[Subject]]
    due: Callable[[Project], Sequence[Subject]]
    is_one: bool = False

    def chosen(self, project: Project) -> Sequence[Subject]:
        """Those it is made for when nobody names any."""
        found = self.due(project)
        return found or ([Subject("", None)] if self.is_one else [])


@dataclass(frozen=True)
class WordDocument:
    """One deliverable.

    name: as `export` takes it. about: one Japanese sentence for the list. build: makes its content of the
    source, pure; of a document made per row, of one row of `per_row`. sheets: those it cannot do without. wanted: for
    which rows it is due. per: whom or what it is made for, where that is no row. figures, mermaid: what
    -o x.svg, x.png and x.mmd give. tells_changes: whether it shows what changed since an earlier record.
    has_internal_page: whether `--internal` adds a page for ourselves. unready: why it would tell nothing today, in a
    sentence (None: it does not); among all papers it is left out then, asked for by its name it says so itself.
    """

    name: str
    about: str
    build: Callable[..., Content]
    layout: Layout
    sheets: tuple[type[Record], ...] = ()
    per_row: type[Record] | None = None
    wanted: Callable[[Any, Project], bool] | None = None
    per: Subjects | None = None
    figures: Callable[[Project], Figures] | None = None
    mermaid: Callable[[Project], str] | None = None
    tells_changes: bool = False
    has_internal_page: bool = False
    unready: Callable[[Source], str | None] | None = None
    audience: Audience = Audience.INSIDE

    @property
    def is_made_of_many(self) -> bool:
        """Whether there is one for each row, person … rather than one of the whole book."""
        return self.per_row is not None or bool(self.per and not self.per.is_one)

    def rows(self, project: Project) -> list[Any]:
        """The rows, people … it is made for when nobody names any."""
        if self.per:
            return [subject.value for subject in self.per.chosen(project)]
        found = project.of(self.per_row) if self.per_row else ()
        return [row for row in found if self.wanted is None or self.wanted(row, project)]

    def content(self, source: Source, record: Any = None) -> Content:  # noqa: ANN401 - a row of `per_row`
        """Its content; of one row, person … where it is made of many."""
        return self.build(source, record) if self.per_row or self.per else self.build(source)

    @property
    def template(self) -> Path:
        """Its own template."""
        return template("word") / f"{self.name}.docx"
