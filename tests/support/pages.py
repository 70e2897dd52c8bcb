"""The pages of docs/ as a reader walks them: links, and the section that each leads to."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from markdown.extensions.toc import slugify_unicode

_LINK = re.compile(r"(?<!!)\[[^\[\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)

Place = tuple[Path, str]
"""A page, and the anchor of one of its headings ("" for the whole page)."""


def clicks_from(first: Path) -> dict[Place, int]:
    """Every place that can be reached, with the fewest clicks that lead there."""
    found: dict[Place, int] = {(first, ""): 0}
    waiting = deque(found)
    while waiting:
        place = waiting.popleft()
        for target in _links(*place):
            if target not in found:
                found[target] = found[place] + 1
                waiting.append(target)
    return found


def section_of(page: Path, anchor: str) -> str:
    """The text below a heading down to the next one of its level; "" where the page has no such heading."""
    text = page.read_text(encoding="utf-8")
    if not anchor:
        return text
    headings = list(_HEADING.finditer(text))
    for heading in headings:
        if slugify_unicode(heading[2], "-") in (anchor, anchor.lower()):
            ends = (
                h.start() for h in headings if h.start() > heading.start() and len(h[1]) <= len(heading[1])
            )
            return text[heading.start() : next(ends, len(text))]
    return ""


def _links(page: Path, anchor: str) -> Iterator[Place]:
    for target in _LINK.findall(section_of(page, anchor)):
        if "://" in target:
            continue
        name, _, heading = target.partition("#")
        if name and not name.endswith(".md"):
            continue  # a paper to print, a folder: no page to walk on from
        yield ((page.parent / name).resolve() if name else page), heading
