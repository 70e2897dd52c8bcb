"""WordDocument: a deliverable in Word: its paper, and how it is laid out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from pmo_xl.documents.paper import Paper
from pmo_xl.documents.word.content import Content, Source
from pmo_xl.documents.word.layout import Layout
from pmo_xl.model.project import Project
from pmo_xl.resources import template

if TYPE_CHECKING:
    from pmo_xl.charts.figure import Figure, NoFigure

    Figures = Sequence[Figure] | Figure | NoFigure


@dataclass(frozen=True)
class WordDocument(Paper):
    """One deliverable in Word.

    layout: what stands where in its template. figures, mermaid: what -o x.svg, x.png and x.mmd give.
    form: of a plug-in's document, the Word file with
    its tags (`pmo_xl.documents.word.build.build` makes one of a layout).
    """

    endings: ClassVar[tuple[str, ...]] = (".docx",)
    takes_form: ClassVar[bool] = True

    build: Callable[..., Content]
    layout: Layout
    _: KW_ONLY
    figures: Callable[[Project], Figures] | None = None
    mermaid: Callable[[Project], str] | None = None
    form: Path | None = None

    def content(self, source: Source, record: Any = None) -> Content:  # noqa: ANN401 - a row of `per_row`
        """Its content; of one row, person … where it is made of many."""
        return self.build(source, record) if self.per_row or self.per else self.build(source)

    @property
    def template(self) -> Path:
        """Its own template: that of the package it came with, or ours."""
        return self.form or template("word") / f"{self.name}.docx"
