"""What the styles of an Excel file do to the letters of a cell: hide them, or mark them in yellow or red."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar

from lxml import etree

from pmo_xl.workbook.file.safe_xml import children

T = TypeVar("T")
_NOTHING_SHOWN: Final = ";;;"
_WHITE: Final = "FFFFFF"
_SMALLEST: Final = 1.0  # points
_DATES: Final = frozenset(map(str, (*range(14, 18), 22, *range(27, 37), *range(50, 59))))
_DATED: Final = re.compile("[ymdge]", re.IGNORECASE)
_QUOTED: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|General', re.IGNORECASE)
YELLOW, RED = "塗りつぶし(黄)", "赤字"


@dataclass(frozen=True)
class CellLooks:
    """By the number of a cell's style: why its letters are not seen, what they are marked with, their font; which are dates."""

    hiding: Mapping[int, str] = field(default_factory=dict)
    marking: Mapping[int, str] = field(default_factory=dict)
    fonts: Mapping[int, str] = field(default_factory=dict)
    dates: frozenset[int] = frozenset()


def read_looks(root: etree._Element | None) -> CellLooks:
    """What styles.xml says; nothing where it is not there."""
    if root is None:
        return CellLooks()
    formats = {
        each.get("numFmtId"): each.get("formatCode", "") for each in children(root, "numFmts", "numFmt")
    }
    fonts = [(_colour(each), _size(each), _name(each)) for each in children(root, "fonts", "font")]
    fills = [_ground(each) for each in children(root, "fills", "fill")]
    hiding: dict[int, str] = {}
    marking: dict[int, str] = {}
    named: dict[int, str] = {}
    dates = set()
    for number, each in enumerate(children(root, "cellXfs", "xf")):
        colour, size, name = _at(fonts, each.get("fontId"), ("", 11.0, ""))
        named[number] = name
        shown = each.get("numFmtId", "0")
        if shown in _DATES or _DATED.search(_QUOTED.sub("", formats.get(shown, ""))):
            dates.add(number)
        ground = _at(fills, each.get("fillId"), _WHITE)
        if formats.get(each.get("numFmtId"), "").replace('"', "").strip() == _NOTHING_SHOWN:
            hiding[number] = "表示形式 ;;;"
        elif size <= _SMALLEST:
            hiding[number] = "1pt以下の字"
        elif colour and colour == ground:
            hiding[number] = "地の色の字"
        if ground == "FFFF00":
            marking[number] = YELLOW
        elif colour == "FF0000":
            marking[number] = RED
    return CellLooks(hiding, marking, named, frozenset(dates))


def _colour(font: etree._Element) -> str:
    return next((_rgb(each) for each in children(font, "color")), "")


def _rgb(colour: etree._Element) -> str:
    """Six digits; the first colour of the theme is the white of the paper."""
    if colour.get("theme") == "0" and not float(colour.get("tint", "0")):
        return _WHITE
    return (colour.get("rgb") or "")[-6:].upper()


def _name(font: etree._Element) -> str:
    return next((each.get("val", "") for each in children(font, "name")), "")


def _size(font: etree._Element) -> float:
    return next((float(each.get("val", "11")) for each in children(font, "sz")), 11.0)


def _ground(fill: etree._Element) -> str:
    """The colour behind the letters; white without a fill, unknown ("?") where it cannot be told."""
    for each in children(fill, "patternFill"):
        if each.get("patternType", "none") == "none":
            return _WHITE
        front = children(each, "fgColor")
        is_plain = each.get("patternType") == "solid" and front
        return (_rgb(front[0]) or "?") if is_plain else "?"
    return "?"


def _at(items: list[T], number: str | None, default: T) -> T:
    return items[int(number)] if number and number.isdecimal() and int(number) < len(items) else default
