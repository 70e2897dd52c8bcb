"""WordDocument: one deliverable: its name, what it is made of, and how it is laid out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pmo_xl.documents.word.content import Content, Source
from pmo_xl.documents.word.layout import Layout
from pmo_xl.model.project import Project
from pmo_xl.model.record import Record
from pmo_xl.resources import template

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pmo_xl.charts.figure import Figure, NoFigure

    Figures = Sequence[Figure] | Figure | NoFigure


@dataclass(frozen=True)
class WordDocument:
    """One deliverable.

    name: as `export` takes it. about: one Japanese sentence for the list. build: makes its content of the
    source, pure; of a document made per row, of one row of `per_row`. sheets: those it cannot do without. wanted: for
    which rows it is due. figures, mermaid: what -o x.svg, x.png and x.mmd give. tells_changes: whether it shows what
    changed since an earlier record.
    """

    name: str
    about: str
    build: Callable[..., Content]
    layout: Layout
    sheets: tuple[type[Record], ...] = ()
    per_row: type[Record] | None = None
    wanted: Callable[[Any, Project], bool] | None = None
    figures: Callable[[Project], Figures] | None = None
    mermaid: Callable[[Project], str] | None = None
    tells_changes: bool = False

    def rows(self, project: Project) -> list[Record]:
        """The rows it is made for when nobody names any."""
        found = project.of(self.per_row) if self.per_row else ()
        return [row for row in found if self.wanted is None or self.wanted(row, project)]

    def content(self, source: Source, record: Any = None) -> Content:  # noqa: ANN401 - a row of `per_row`
        """Its content; of one row where it is made per row."""
        return self.build(source, record) if self.per_row else self.build(source)

    @property
    def template(self) -> Path:
        """Its own template."""
        return template("word") / f"{self.name}.docx"
