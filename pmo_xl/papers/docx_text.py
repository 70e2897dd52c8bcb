"""The text of one Word paragraph, as if every change were accepted; what is deleted, inserted or hidden apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from pmo_xl.papers.docx_styles import Styles, attribute, is_on, value
from pmo_xl.workbook.file.safe_xml import children, local_name

_CHARACTERS: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_INSERTED: Final = ("ins", "moveTo")
_DELETED: Final = ("del", "moveFrom")
_PASSED: Final = (
    "hyperlink", "fldSimple", "smartTag", "sdt", "sdtContent", "customXml", "dir", "bdo", "ruby", "rubyBase", "oMath",
    "oMathPara",
)  # fmt: skip
WRAPPERS: Final = ("sdt", "sdtContent", "customXml", "ins", "moveTo", "del", "moveFrom", "smartTag")
"""Elements that only stand around paragraphs and tables."""
WHITE: Final = "地の色の字"
_SMALLEST: Final = 2  # half points
_YELLOW: Final = ("FFFF00", "yellow")


@dataclass
class Line:
    """A paragraph taken apart. changes: (inserted or deleted, author, text); boxes: what hangs at it.

    faint: (why, letters that are hard to see); marked: (mark, letters); links: (relation, anchor).
    """

    text: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    described: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    faint: list[tuple[str, str]] = field(default_factory=list)
    marked: list[tuple[str, str]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)
    fonts: dict[str, None] = field(default_factory=dict)
    pictures: int = 0


def read_line(paragraph: etree._Element, styles: Styles) -> Line:
    """The paragraph, without the text of the boxes that hang at it."""
    line = Line()
    properties = next(iter(children(paragraph, "pPr")), None)
    is_vanished = styles.is_vanished(value(properties, "pStyle") or "")
    _Walk(line, styles, is_vanished).inside(paragraph, None)
    return line


@dataclass
class _Walk:
    line: Line
    styles: Styles
    is_vanished: bool
    open: list[int] = field(default_factory=list)

    def inside(self, element: etree._Element, change: tuple[str, str] | None) -> None:
        """Everything inside an element. change: what stands there was inserted or deleted, and by whom."""
        for child in element.iterchildren("*"):
            name = local_name(child)
            if name in _INSERTED:
                self.inside(
                    child, change if change and change[0] == "削除" else ("挿入", attribute(child, "author"))
                )
            elif name in _DELETED:
                self.inside(child, ("削除", attribute(child, "author")))
            elif name == "r":
                self._run(child, change)
            elif name == "AlternateContent":
                self.inside(chosen(child), change)
            elif name == "bookmarkStart":
                self.line.bookmarks.append(attribute(child, "name"))
            elif name == "commentRangeStart":
                self.line.comments.append(attribute(child, "id"))
            elif name == "t":  # m:t
                self._add(child.text or "", change, is_hidden=False)
            elif name in _PASSED or _is_mathematics(child):
                if name == "hyperlink":
                    self.line.links.append((attribute(child, "id"), attribute(child, "anchor")))
                if name == "fldSimple":
                    self.line.fields.append(attribute(child, "instr"))
                self.inside(child, change)

    def _run(self, run: etree._Element, change: tuple[str, str] | None) -> None:
        properties = next(iter(children(run, "rPr")), None)
        said = is_on(properties, "vanish")
        style = value(properties, "rStyle")
        is_hidden = said if said is not None else self.is_vanished or self.styles.is_vanished(style or "")
        text = "".join(self._pieces(run, change))
        if text.strip() and not is_hidden and not (change and change[0] == "削除"):
            self.line.fonts.update(dict.fromkeys(_fonts(properties)))
            self.line.marked += [(mark, text) for mark in _marks(properties)]
            self.line.faint += [(why, text) for why in _faint(properties)]
        self._add(text, change, is_hidden=is_hidden)

    def _pieces(self, run: etree._Element, change: tuple[str, str] | None) -> Iterator[str]:
        for child in run.iterchildren("*"):
            name = local_name(child)
            if name in ("t", "delText"):
                yield child.text or ""
            elif name in _CHARACTERS:
                yield _CHARACTERS[name]
            elif name == "sym":
                yield _symbol(attribute(child, "char"))
            elif name == "instrText":
                self._instruct(child.text or "")
            elif name == "fldChar":
                self._field(attribute(child, "fldCharType"))
            elif name == "commentReference":
                self.line.comments.append(attribute(child, "id"))
            elif name == "AlternateContent":
                yield from self._pieces(chosen(child), change)
            elif name in ("drawing", "pict", "object"):
                self.line.pictures += 1
                self._drawing(child)
            elif name == "ruby":
                for base in children(child, "rubyBase"):
                    self.inside(base, change)

    def _field(self, mark: str) -> None:
        """A field begins or ends; what it does is written in pieces between."""
        if mark == "begin":
            self.open.append(len(self.line.fields))
            self.line.fields.append("")
        elif mark == "end" and self.open:
            self.open.pop()

    def _instruct(self, text: str) -> None:
        if self.open:
            self.line.fields[self.open[-1]] += text
        else:
            self.line.fields.append(text)

    def _drawing(self, drawing: etree._Element) -> None:
        for each in drawing.iter("{*}docPr", "{*}cNvPr"):
            if text := (each.get("descr") or "").strip():
                self.line.described.append(text)
            if each.get("hidden") in ("1", "true"):
                self.line.faint.append(("非表示の図形", text or each.get("name", "")))
        self.line.boxes += outermost(drawing, "txbxContent")

    def _add(self, text: str, change: tuple[str, str] | None, *, is_hidden: bool) -> None:
        if not text:
            return
        if change:
            self.line.changes.append((*change, text))
        if change and change[0] == "削除":
            return
        (self.line.hidden if is_hidden else self.line.text).append(text)


def chosen(alternate: etree._Element) -> etree._Element:
    """What is read of mc:AlternateContent: the choice; the fallback only where there is none."""
    return next(iter((*children(alternate, "Choice"), *children(alternate, "Fallback"))), alternate)


def outermost(element: etree._Element, name: str) -> list[etree._Element]:
    """The elements of this name, none inside another of them nor in a fallback that has a choice."""
    found: list[etree._Element] = []
    level = [element]
    while level:
        each = level.pop(0)
        if local_name(each) == name:
            found.append(each)
        elif local_name(each) == "AlternateContent":
            level.insert(0, chosen(each))
        else:
            level[:0] = list(each.iterchildren("*"))
    return found


def own(element: etree._Element, names: Sequence[str]) -> Iterator[etree._Element]:
    """The elements of these names inside a paragraph or row, those of boxes in it left out."""
    for child in element.iterchildren("*"):
        name = local_name(child)
        if name in names:
            yield child
        if name not in ("txbxContent", "Fallback", "tbl", "drawing", "pict", "object"):
            yield from own(child, names)


def nearest(element: etree._Element, wanted: str) -> list[etree._Element]:
    """The nearest elements of this name, through what only wraps them."""
    found: list[etree._Element] = []
    for child in element.iterchildren("*"):
        name = local_name(child)
        if name == wanted:
            found.append(child)
        elif name == "AlternateContent":
            found += nearest(chosen(child), wanted)
        elif name in WRAPPERS:
            found += nearest(child, wanted)
    return found


def _is_mathematics(element: etree._Element) -> bool:
    return "/math" in str(element.tag)


def _marks(properties: etree._Element | None) -> Iterator[str]:
    if value(properties, "highlight") == "yellow":
        yield "蛍光ペン(黄)"
    shading = children(properties, "shd") if properties is not None else []
    if shading and attribute(shading[0], "fill") in _YELLOW:
        yield "塗りつぶし(黄)"
    if value(properties, "color") == "FF0000":
        yield "赤字"


def _faint(properties: etree._Element | None) -> Iterator[str]:
    """Why letters are hard to see: the colour of white paper with nothing behind them, or one point high."""
    if properties is None:
        return
    size = value(properties, "sz") or ""
    if size.isdecimal() and int(size) <= _SMALLEST:
        yield "1pt以下の字"
    elif value(properties, "color") == "FFFFFF" and not (
        children(properties, "shd") or children(properties, "highlight")
    ):
        yield WHITE


def _fonts(properties: etree._Element | None) -> Iterator[str]:
    for each in children(properties, "rFonts") if properties is not None else ():
        yield from (name for slot in ("ascii", "eastAsia") if (name := attribute(each, slot)))


def _symbol(code: str) -> str:
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
