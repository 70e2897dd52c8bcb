"""The texts of a form: how large their letters are, and how they are replaced in the look that they have."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any, Final

from lxml import etree

SPACE: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_DEFAULT: Final = 18.0
_STYLES: Final = {
    "title": "titleStyle",
    "ctrTitle": "titleStyle",
    "body": "bodyStyle",
    "subTitle": "bodyStyle",
    "": "bodyStyle",
}


def size_of(shape: Any, paragraph: Any) -> float:  # noqa: ANN401 - python-pptx ships no types
    """The size of a paragraph's letters in points. shape: None of a cell of a table."""
    own = paragraph._p
    said = own.find(f"{{{SPACE}}}pPr")
    level = int((said.get("lvl") if said is not None else None) or 0) + 1
    for look in (
        *own.iterfind(f"{{{SPACE}}}r/{{{SPACE}}}rPr"),
        *own.iterfind(f"{{{SPACE}}}pPr/{{{SPACE}}}defRPr"),
    ):
        if look.get("sz"):
            return int(look.attrib["sz"]) / 100
    for style in _styles(shape):
        found = style.find(f"{{{SPACE}}}lvl{level}pPr/{{{SPACE}}}defRPr")
        if found is not None and found.get("sz"):
            return int(found.attrib["sz"]) / 100
    return _DEFAULT


def _styles(shape: Any) -> Iterator[etree._Element]:  # noqa: ANN401 - as above
    """The list styles that hold for a shape, the nearest first."""
    if shape is None:
        return
    yield from shape._element.iter(f"{{{SPACE}}}lstStyle")
    if not getattr(shape, "is_placeholder", False):
        return
    told = shape.placeholder_format
    kind = shape._element.xpath("string(.//p:nvPr/p:ph/@type)")
    holder = shape.part.slide if hasattr(shape.part, "slide") else None
    layout = getattr(holder, "slide_layout", None)
    if layout is None:
        return
    for other in layout.placeholders:
        if other.placeholder_format.idx == told.idx:
            yield from other._element.iter(f"{{{SPACE}}}lstStyle")
    master = layout.slide_master
    for other in master.placeholders:
        if other.placeholder_format.type == told.type:
            yield from other._element.iter(f"{{{SPACE}}}lstStyle")
    yield from master._element.iter(f"{{*}}{_STYLES.get(kind, 'otherStyle')}")


def text_of(row: Any) -> str:  # noqa: ANN401 - python-pptx ships no types
    """The paragraphs of a row of a table, a line each."""
    return "\n".join("".join(p.itertext(f"{{{SPACE}}}t")) for p in row.iter(f"{{{SPACE}}}p"))


def strip(row: Any, tag: re.Pattern[str]) -> None:  # noqa: ANN401 - as above
    """Take the mark of a repeated row out of its cells."""
    for paragraph in row.iter(f"{{{SPACE}}}p"):
        text = "".join(paragraph.itertext(f"{{{SPACE}}}t"))
        if tag.search(text):
            put_text(paragraph, tag.sub("", text).strip())


def only(row: Any, text: str) -> None:  # noqa: ANN401 - as above
    """Nothing in the row but this, in its first cell."""
    for number, paragraph in enumerate(row.iter(f"{{{SPACE}}}p")):
        put_text(paragraph, text if number == 0 else "")


def put_text(paragraph: etree._Element, text: str) -> None:
    """The text in the look of the first run; nothing else stays in the paragraph."""
    look = next(iter(paragraph.iterfind(f"{{{SPACE}}}r/{{{SPACE}}}rPr")), None)
    look = None if look is None else copy.deepcopy(look)
    place = 1 if paragraph.find(f"{{{SPACE}}}pPr") is not None else 0
    for old in paragraph.findall("*"):
        if etree.QName(old).localname in ("r", "br", "fld"):
            paragraph.remove(old)
    for number, line in enumerate(text.split("\n")):
        if number:
            paragraph.insert(place, etree.Element(f"{{{SPACE}}}br"))
            place += 1
        run = etree.Element(f"{{{SPACE}}}r")
        if look is not None:
            run.append(copy.deepcopy(look))
        etree.SubElement(run, f"{{{SPACE}}}t").text = line
        paragraph.insert(place, run)
        place += 1
