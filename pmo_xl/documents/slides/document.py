"""SlideDocument: a deliverable in PowerPoint: its fields, which a form of one's own may use too, its slides, and the file."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from pmo_xl.documents.paper import Paper
from pmo_xl.documents.slides.deck import Slide
from pmo_xl.documents.word.content import Content, Fields, Source, common_fields, property_text, sheet_fields
from pmo_xl.model.display import day

if TYPE_CHECKING:
    from pmo_xl.model.project import Project


@dataclass(frozen=True)
class SlideDocument(Paper):
    """One deliverable in PowerPoint. slides: what stands on our own slides, of its fields. named: the sheets it tells of."""

    endings: ClassVar[tuple[str, ...]] = (".pptx",)
    takes_form: ClassVar[bool] = True

    build: Callable[..., Content]
    slides: Callable[[Fields, Project], Sequence[Slide]]
    _: KW_ONLY
    named: tuple[str, ...] = ()

    def content(self, source: Source, record: Any = None) -> Content:  # noqa: ANN401 - what a paper is made for
        """Its content."""
        return self.build(source, record) if self.per_row or self.per else self.build(source)

    def fields(self, content: Content, source: Source) -> Fields:
        """Every field that a form of it may show: the common ones, the sheets that lack, and its own."""
        common = common_fields(source, self.name, content, self.audience)
        return common | sheet_fields(self.named, source.project) | content.fields


def slide_file(document: SlideDocument, content: Content, source: Source, form: Path | None = None) -> bytes:
    """The finished PowerPoint file. form: a PowerPoint file of one's own; BadForm says what is wrong with it, and where."""
    fields = document.fields(content, source)
    if form is None:
        from pmo_xl.documents.slides.drawing import DeckWriter

        slides = document.slides(fields, source.project)
        told = f"{fields['案件名']}  {document.name}  {day(source.project.as_of)} 時点"
        writer = DeckWriter(told, len(slides))
        for slide in slides:
            writer.add(slide)
        deck = writer.deck
    else:
        from pmo_xl.documents.slides.own_form import filled_form

        deck = filled_form(form, fields, document.name)
    _set_properties(deck, document, fields, source)
    target = io.BytesIO()
    deck.save(target)
    return target.getvalue()


def _set_properties(deck: Any, document: SlideDocument, fields: Fields, source: Source) -> None:  # noqa: ANN401 - python-pptx ships no types
    told = deck.core_properties
    told.title, told.subject = property_text(fields["文書名"]), property_text(fields["案件名"])
    told.author = told.last_modified_by = property_text(fields["作成者"])
    told.keywords = property_text(f"{document.name}、{fields['案件名']}")
    told.comments, told.category, told.language = "", "", "ja-JP"
    told.created = told.modified = datetime.combine(source.project.run_day, time(9))
    told.revision = 1
