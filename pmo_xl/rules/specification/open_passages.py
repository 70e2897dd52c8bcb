"""Which rows of 仕様書確認 stand for a passage that is still open in a specification: by its words, else by its chapter."""

from __future__ import annotations

from typing import Final

from pmo_xl.metrics.chapters import chapter_of, is_named, plain_key
from pmo_xl.metrics.requirement_sources import is_specification
from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.filed import FiledPaper, OpenPassage
from pmo_xl.model.project import Project
from pmo_xl.model.references import name_key
from pmo_xl.model.spec_review import SpecReview
from pmo_xl.model.vocabulary import StateClass

SHORTEST_QUOTE: Final = 8


def is_looked_through(document: Deliverable, project: Project) -> bool:
    """Whether what is open in it is to stand in 仕様書確認: a specification, or one that a row there names."""
    return bool(is_specification(document) or points_of(document, project))


def points_of(document: Deliverable, project: Project) -> tuple[SpecReview, ...]:
    """The rows of 仕様書確認 about a document."""
    return project.spec_reviews.naming("document", document.id) if document.id else ()


def is_resolved(point: SpecReview, project: Project) -> bool:
    """Whether it is 解消."""
    return project.state_of(point) is StateClass.DONE


def covers(point: SpecReview, passage: OpenPassage) -> bool | None:
    """Whether a row stands for the passage; None where its chapter cannot be compared."""
    quote = point.quote or ""
    if is_quoted(quote, passage):
        return True
    if quote and not any(name_key(word) in name_key(quote) for word in passage.words):
        return False
    return is_in_chapter(point.location or "", passage)


def is_still_open(point: SpecReview, passage: OpenPassage, others: tuple[SpecReview, ...]) -> bool | None:
    """Whether the passage is what a resolved row was about.

    By its chapter where there is no 原文, or one of the two texts is too short to know it by; then only where no open
    row stands for it.
    """
    if point.quote and (is_quoted(point.quote, passage) or not is_shortly_quoted(point.quote, passage)):
        return is_quoted(point.quote, passage)
    found = is_in_chapter(point.location or "", passage)
    return found if not any(covers(each, passage) for each in others) else False


def is_quoted(quote: str, passage: OpenPassage) -> bool:
    """Whether a quote is in the passage or holds it, blanks and marks apart."""
    wanted, plain = plain_key(quote), plain_key(passage.text)
    lies_in = len(wanted) >= SHORTEST_QUOTE and wanted in plain
    return lies_in or (len(plain) >= SHORTEST_QUOTE and plain in wanted)


def is_shortly_quoted(quote: str, passage: OpenPassage) -> bool:
    """Whether one lies in the other and is too short to know it by anywhere but in its chapter."""
    wanted, plain = plain_key(quote), plain_key(passage.text)
    return bool(wanted and plain) and (wanted in plain or plain in wanted)


def is_in_chapter(location: str, passage: OpenPassage) -> bool | None:
    """Whether a 箇所 names the passage's place, its chapter or one above it; None where that cannot be told."""
    if location and name_key(passage.place) == name_key(location):
        return True
    number, text = chapter_of(location)
    if not number and not text:
        return None
    above = [chapter_of(heading) for heading in passage.heading]
    if any(is_named((number, text), each) for each in above):
        return True
    is_told = bool(text) or any(each[0] for each in above)
    return False if above and is_told else None


def why_not_read(paper: FiledPaper) -> str:
    """Why nothing can be said of what stands in a document at a 格納先."""
    if paper.is_address:
        return "格納先が URL の文書は読みません"
    if paper.is_folder:
        return "格納先がフォルダーの文書は読めません"
    missing = "格納先に文書がありません(DOC003)"
    return paper.reason or paper.unread or (missing if not paper.is_there else "文書を読んでいません")
