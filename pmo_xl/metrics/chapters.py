"""Chapters: the headings of a document with how much stands below them, and the chapter that a 箇所 or 出典 names.

Source: rules.tsv, REQ002, SPC004: a chapter is its number (2.1, 第2章1節) and its words; blanks and marks do not count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile
from typing import Final

from pmo_xl.model.filed import PaperChapter
from pmo_xl.model.passage import Document, Passage
from pmo_xl.model.references import name_key

ChapterKey = tuple[tuple[int, ...], str]

_NUMBER: Final = re.compile(r"第?\s*(\d{1,3}(?:[.\-章節]\d{1,3})*)\s*[.章節項]?(?![\d年月日])")
_IN_WORDS: Final = re.compile(r"第([一二三四五六七八九十]{1,3})(?=[章節項])")
_ASIDE: Final = re.compile(r"[(].*|[、,]?(?:段落|表|図|p\.).*")
_MARKS: Final = re.compile(r"[\W_]")
_DIGITS: Final = "一二三四五六七八九"
_DEPTH: Final = "深さ"
_PAGE: Final = re.compile(r"P(\d+)/")
_TEXTS: Final = ("本文", "箇条書き", "表セル", "行", "セル", "図表番号", "テキストボックス")
_GUESSED_FROM: Final = ("本文", "箇条書き", "行")
_GUESS: Final = re.compile(
    r"(?:第\d{1,3}[章節項]|\d{1,3}(?:\.\d{1,3})*)\.?[ \u3000\t]*(?=[^\d\s.,:/%年月日件名個回円])"
)
_LONGEST_GUESS: Final = 40
_SHEETS: Final = ("xlsx", "xlsm", "xls", "xlsb", "ods")


def plain_key(text: str) -> str:
    """A text without blanks and marks, as two of them compare."""
    return _MARKS.sub("", name_key(text))


@lru_cache(maxsize=4096)
def chapter_of(text: str) -> ChapterKey:
    """The number of a heading or 箇所 (2.1, 第2章1節; () without one), and its words without blanks and marks."""
    plain = _IN_WORDS.sub(_in_digits, unicodedata.normalize("NFKC", text).strip())
    found = _NUMBER.match(plain)
    numbers = tuple(map(int, re.findall(r"\d+", found[1]))) if found else ()
    rest = _ASIDE.sub("", plain[found.end() :] if found else plain)
    return numbers, plain_key(rest)


def _in_digits(found: re.Match[str]) -> str:
    """第十二 as 第12."""
    tens, ten, ones = found[1].rpartition("十")
    number = (_DIGITS.find(tens) + 1 if tens else 1) * 10 if ten else 0
    return f"第{number + (_DIGITS.find(ones) + 1 if ones else 0)}"


def is_named(wanted: ChapterKey, heading: ChapterKey) -> bool:
    """Equal numbers, with no other words, or one above it; without a number on one of the sides equal words."""
    if wanted[0] and heading[0]:
        if wanted[0] != heading[0]:
            return not wanted[1] and heading[0][: len(wanted[0])] == wanted[0]
        return not wanted[1] or not heading[1] or wanted[1] == heading[1]
    return bool(wanted[1]) and wanted[1] == heading[1]


def chapters_of(document: Document) -> tuple[PaperChapter, ...]:
    """Every heading of a document in its order, with what stands below it up to the next heading.

    Without a heading that the file declares, short lines that begin with a number count as guessed ones; of a workbook
    its sheets. A lone first heading without a number that all others stand below is the title, no chapter.
    """
    blocks = list(_blocks(document, document.passages))
    is_guessed = not blocks
    if is_guessed:
        blocks = list(
            _sheets(document) if document.kind in _SHEETS else _blocks(document, _guessed(document))
        )
    title = 1 if _has_title(blocks) else 0
    return tuple(
        PaperChapter(heading[title:], level - title, text, is_guessed, pages)
        for heading, level, text, pages in blocks
        if heading[title:]
    )


def below(chapters: Sequence[PaperChapter], at: int) -> list[PaperChapter]:
    """The chapters under the one at this place, up to the next one as high."""
    return list(takewhile(lambda each: each.level > chapters[at].level, chapters[at + 1 :]))


_Block = tuple[tuple[str, ...], int, str, frozenset[int]]


def _has_title(blocks: Sequence[_Block]) -> bool:
    if len(blocks) < 2 or chapter_of(blocks[0][0][-1])[0]:
        return False
    return blocks[0][1] < min(level for _, level, _, _ in blocks[1:]) and len(blocks[0][0]) == 1


def level_of(heading: Passage) -> int:
    """How deep a heading stands, from 1."""
    marked = next((mark for mark in heading.marks if mark.startswith(_DEPTH)), "")
    return int(marked.removeprefix(_DEPTH)) if marked else max(len(heading.heading), 1)


def _blocks(document: Document, passages: Sequence[Passage]) -> Iterator[_Block]:
    """Each 見出し of the passages, with the texts up to the next."""
    at: Passage | None = None
    texts: list[str] = []
    pages: set[int] = set()
    for each in passages:
        if each.kind == "見出し":
            if at is not None:
                yield at.heading, level_of(at), "\n".join(texts), frozenset(pages)
            at, texts, pages = each, [], set()
        elif at is None or each.kind not in _TEXTS:
            continue
        elif each.kind != "テキストボックス" or each.heading:
            texts.append(each.text)
        if document.kind == "pdf" and (found := _PAGE.match(each.place_key)):
            pages.add(int(found[1]))
    if at is not None:
        yield at.heading, level_of(at), "\n".join(texts), frozenset(pages)


def under_headings(document: Document) -> Sequence[Passage]:
    """The passages of a document; without headings of its own, below those that are guessed."""
    return document.passages if any(document.of("見出し")) else _guessed(document)


def _guessed(document: Document) -> list[Passage]:
    """The passages, those that look like headings as headings and the others below them."""
    above: dict[int, str] = {}
    found = []
    for each in document.of(*_TEXTS):
        plain = unicodedata.normalize("NFKC", each.text).strip()
        is_heading = (
            each.kind in _GUESSED_FROM
            and len(plain) <= _LONGEST_GUESS
            and not plain.endswith(("。", "、"))
            and _GUESS.match(plain)
        )
        if not is_heading:
            found.append(replace(each, heading=tuple(above[key] for key in sorted(above))) if above else each)
            continue
        level = max(len(chapter_of(plain)[0]), 1)
        above = {key: told for key, told in above.items() if key < level} | {level: each.text.strip()}
        told = tuple(above[key] for key in sorted(above))
        marks = frozenset((f"{_DEPTH}{level}",))
        found.append(
            Passage(each.document, "見出し", each.text, each.place, each.place_key, told, marks=marks)
        )
    return found


def _sheets(document: Document) -> Iterator[_Block]:
    """The sheets of a workbook as its chapters."""
    texts: dict[str, list[str]] = {table.place: list(table.cells.values()) for table in document.tables}
    for name, cells in texts.items():
        yield (name,), 1, "\n".join(cells), frozenset()
