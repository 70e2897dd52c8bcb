"""Drawings, and the old drawings (VML) of buttons and comments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from tests.support.excel_rules.office_file import MAIN, RELATION, OfficeFile, Worksheet


def drawing_breaches(file: OfficeFile, sheet: Worksheet) -> Iterator[str]:
    """Every breach in what is drawn on a sheet."""
    for identity, relation in file.relations(sheet.part).items():
        if relation.kind == "drawing":
            yield from _drawing(file, relation.target)
        if relation.kind == "vmlDrawing":
            yield from _old_drawing(file, sheet, identity, relation.target)


def _drawing(file: OfficeFile, part: str) -> Iterator[str]:
    root, relations = file.xml(part), file.relations(part)
    ids = [element.get("id") for element in root.iter("{*}cNvPr")]
    if len(ids) != len(set(ids)):
        yield "an id of a drawing twice"
    for element in root.iter(etree.Element):
        for name in ("id", "embed", "link"):
            value = element.get(RELATION + name)
            if value and value not in relations:
                yield f"a drawing without its relation {value}"
    for anchor in root:
        first, last = _corner(anchor, "from"), _corner(anchor, "to")
        if first and min(first) < 0:
            yield "an anchor before the first cell"
        if first and last and (last[0] < first[0] or last[2] < first[2] or last[:2] < first[:2]):
            yield f"an anchor that ends before it begins: {first} {last}"


def _corner(anchor: etree._Element, name: str) -> list[int]:
    found = anchor.find(f"{{*}}{name}")
    return [] if found is None else [int(number.text or 0) for number in found]


def _old_drawing(file: OfficeFile, sheet: Worksheet, identity: str, part: str) -> Iterator[str]:
    text = file.content[part].decode("utf-8", "replace")
    ids = re.findall(r'<v:shape[^>]*\bid="([^"]+)"', text)
    if len(ids) != len(set(ids)):
        yield "an id of an old drawing twice"
    for anchor in re.findall(r"<x:Anchor>\s*([^<]+)</x:Anchor>", text):
        if len(anchor.split(",")) != 8:
            yield f"no anchor: {anchor}"
    pointers = [
        e.get(f"{RELATION}id")
        for n in ("legacyDrawing", "legacyDrawingHF")
        for e in sheet.root.iter(MAIN + n)
    ]
    if identity not in pointers:
        yield "an old drawing that the sheet does not show"
