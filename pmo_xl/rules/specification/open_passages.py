"""Which rows of 仕様書確認 stand for a passage that is still open in a specification: by its words, else by its chapter."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from pmo_xl.model.deliverable import Deliverable
from pmo_xl.model.filed import OpenPassage
from pmo_xl.model.project import Project
from pmo_xl.model.references import name_key
from pmo_xl.model.spec_review import SpecReview
from pmo_xl.model.vocabulary import StateClass

SHORTEST_QUOTE: Final = 8
_SPECIFICATION: Final = re.compile("仕様書|要求|要件定義")
_NUMBER: Final = re.compile(r"第?\s*(\d{1,3}(?:[.\-章節]\d{1,3})*)\s*[.章節項]?(?![\d年月日])")
_ASIDE: Final = re.compile(r"[(].*|[、,]?(?:段落|表|図|p\.).*")
_MARKS: Final = re.compile(r"[\W_]")

Chapter = tuple[tuple[int, ...], str]


def is_looked_through(document: Deliverable, project: Project) -> bool:
    """Whether what is open in it is to stand in 仕様書確認: a specification, or one that a row there names."""
    return bool(_SPECIFICATION.search(document.title or "") or points_of(document, project))


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
    """Whether the passage is what a resolved row was about; by its chapter only where no open row stands for it."""
    if point.quote:
        return is_quoted(point.quote, passage)
    found = is_in_chapter(point.location or "", passage)
    return found if not any(covers(each, passage) for each in others) else False


def is_quoted(quote: str, passage: OpenPassage) -> bool:
    """Whether a quote is in the passage or holds it, blanks and marks apart."""
    wanted, plain = _key(quote), _key(passage.text)
    lies_in = len(wanted) >= SHORTEST_QUOTE and wanted in plain
    return lies_in or (len(plain) >= SHORTEST_QUOTE and plain in wanted)


def _key(text: str) -> str:
    return _MARKS.sub("", name_key(text))


def is_in_chapter(location: str, passage: OpenPassage) -> bool | None:
    """Whether a 箇所 names the passage's place, its chapter or one above it; None where that cannot be told."""
    if location and name_key(passage.place) == name_key(location):
        return True
    number, text = chapter_of(location)
    if not number and not text:
        return None
    above = [chapter_of(heading) for heading in passage.heading]
    if any(_is_same((number, text), each) for each in above):
        return True
    is_told = bool(text) or any(each[0] for each in above)
    return False if above and is_told else None


def chapter_of(text: str) -> Chapter:
    """The number of a heading or 箇所 (2.1, 第2章1節; () without one), and its words without blanks and marks."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _NUMBER.match(plain)
    numbers = tuple(map(int, re.findall(r"\d+", found[1]))) if found else ()
    rest = _ASIDE.sub("", plain[found.end() :] if found else plain)
    return numbers, _key(rest)


def _is_same(wanted: Chapter, heading: Chapter) -> bool:
    """Equal numbers, with no other words, or one above it; without a number on one of the sides equal words."""
    if wanted[0] and heading[0]:
        if wanted[0] != heading[0]:
            return not wanted[1] and heading[0][: len(wanted[0])] == wanted[0]
        return not wanted[1] or not heading[1] or wanted[1] == heading[1]
    return bool(wanted[1]) and wanted[1] == heading[1]
