"""The cover of a paper: what stands before the first heading, on the tab 表紙, on the first slide or page."""

from __future__ import annotations

from typing import Final

from pmo_xl.model.passage import BODY, Document, Passage

COVER: Final = "表紙"
_LONGEST: Final = 40
_TEXTS: Final = frozenset(BODY) - {"ヘッダー", "フッター", "脚注", "シート名", "目次", "見出し"}


def cover_of(document: Document) -> tuple[Passage, ...]:
    """The passages of the cover in their order; none where the paper has none."""
    marked = tuple(each for each in document.passages if COVER in each.marks)
    if marked:
        return marked
    if document.kind in ("xlsx", "xlsm"):
        return tuple(each for each in document.of("セル") if each.heading and COVER in each.heading[0])
    if document.kind in ("docx", "docm"):
        return _before_headings(document)
    return ()


def _before_headings(document: Document) -> tuple[Passage, ...]:
    """What stands before the first heading or the contents, where both it and a heading are there and it is short."""
    found: list[Passage] = []
    for each in document.passages:
        if each.kind in ("見出し", "目次"):
            return tuple(found) if len(found) <= _LONGEST else ()
        if each.kind in _TEXTS:
            found.append(each)
    return ()
