"""What the styles of a Word file make of a paragraph: the level of a heading, a caption, a line of the contents."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from pmo_xl.workbook.file.safe_xml import children

_HEADING: Final = re.compile(r"(?:heading|見出し) ?([1-9])$", re.IGNORECASE)
_CONTENTS: Final = re.compile(r"(?:toc|目次) ?[1-9]$", re.IGNORECASE)
_CAPTIONS: Final = ("caption", "図表番号")
_DEEPEST: Final = 50


def value(element: etree._Element | None, *path: str) -> str | None:
    """The w:val at the end of a path of local names; None where there is none. "" where it has no value."""
    found = children(element, *path) if element is not None else []
    return attribute(found[0], "val") if found else None


def attribute(element: etree._Element, name: str) -> str:
    """An attribute by its local name, whatever namespace (Strict or not) it has."""
    return next((str(v) for k, v in element.items() if str(k).rpartition("}")[2] == name), "")


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    based_on: str
    level: str | None
    is_listed: bool
    is_vanished: bool
    is_shaded: bool
    number: str | None = None
    number_level: str | None = None


@dataclass(frozen=True)
class Styles:
    """The styles of a file by their id."""

    by_id: dict[str, _Style] = field(default_factory=dict)

    def kind(self, paragraph: etree._Element) -> tuple[str, int]:
        """The kind of a paragraph outside tables, and its level as a heading (from 1; 0: none)."""
        properties = next(iter(children(paragraph, "pPr")), None)
        level = value(properties, "outlineLvl")
        is_listed = bool(properties is not None and children(properties, "numPr"))
        for style in self._chain(value(properties, "pStyle") or ""):
            if _CONTENTS.match(style.name):
                return "目次", 0
            if style.name.lower() in _CAPTIONS:
                return "図表番号", 0
            if found := _HEADING.match(style.name):
                return "見出し", int(found[1])
            level = level or style.level
            is_listed = is_listed or style.is_listed
        if level is not None and level.isdecimal() and int(level) < 9:
            return "見出し", int(level) + 1
        return ("箇条書き", 0) if is_listed else ("本文", 0)

    def is_numbered(self, paragraph: etree._Element) -> bool:
        """Whether Word numbers the paragraph by itself."""
        properties = next(iter(children(paragraph, "pPr")), None)
        is_own = properties is not None and bool(children(properties, "numPr"))
        return is_own or any(each.is_listed for each in self._chain(value(properties, "pStyle") or ""))

    def numbering(self, style: str) -> tuple[str | None, str | None, str]:
        """The w:numId and w:ilvl that a style or one it is based on has, and the style that has them."""
        for name, each in self._named(style):
            if each.number is not None:
                return each.number, each.number_level, name
        return None, None, ""

    def is_vanished(self, style: str) -> bool:
        """Whether letters of this style are not shown."""
        return any(each.is_vanished for each in self._chain(style))

    def is_shaded(self, paragraph: etree._Element) -> bool:
        """Whether something may be painted behind the letters of a paragraph."""
        properties = next(iter(children(paragraph, "pPr")), None)
        is_own = properties is not None and bool(children(properties, "shd"))
        return is_own or any(each.is_shaded for each in self._chain(value(properties, "pStyle") or ""))

    def _chain(self, style: str) -> list[_Style]:
        return [each for _, each in self._named(style)]

    def _named(self, style: str) -> list[tuple[str, _Style]]:
        found: list[tuple[str, _Style]] = []
        while style in self.by_id and len(found) < _DEEPEST:
            found.append((style, self.by_id[style]))
            style = found[-1][1].based_on
        return found


def is_on(properties: etree._Element | None, name: str) -> bool | None:
    """Whether a switch (w:vanish) is on; None where nothing is said."""
    said = value(properties, name)
    return None if said is None else said not in ("0", "false", "off")


def read_styles(root: etree._Element | None) -> Styles:
    """The styles of styles.xml; none where it is not there."""
    styles = Styles()
    for each in [] if root is None else children(root, "style"):
        styles.by_id[attribute(each, "styleId")] = _Style(
            value(each, "name") or "",
            value(each, "basedOn") or "",
            value(each, "pPr", "outlineLvl"),
            bool(children(each, "pPr", "numPr")),
            any(is_on(found, "vanish") for found in children(each, "rPr")),
            bool(children(each, "pPr", "shd") or children(each, "rPr", "shd")),
            value(each, "pPr", "numPr", "numId"),
            value(each, "pPr", "numPr", "ilvl"),
        )
    return styles
