"""Texts: how a cell stores them, and the workbook's shared strings, which are read and never changed."""

from __future__ import annotations

import re
from functools import cached_property

from lxml import etree

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.closed_book.part_xml import SPACE, main, parse

LONGEST_TEXT = 32_767

_TEXT = main("t")
_CONTROL = "[\x00-\x08\x0b-\x0d\x0e-\x1f\ufffe\uffff]"
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_LITERAL = re.compile(f"_(?=x[0-9A-Fa-f]{{4}}(?:_|{_CONTROL}))")
_CONTROLS = re.compile(_CONTROL)
_SURROGATE = re.compile("[\ud800-\udfff]")


def stored_text(text: str) -> str:
    """The text as XML may hold it: control characters as _xHHHH_, a literal _xHHHH_ escaped, breaks as LF."""
    if _SURROGATE.search(text):
        raise RefusedEdit("文字として成り立たない文字（サロゲートの片方）があるため書き込めません。")
    if len(text) > LONGEST_TEXT:
        raise RefusedEdit(f"文字数が{len(text):,}字あり、Excelのセルに入る{LONGEST_TEXT:,}字を超えています。")
    escaped = _LITERAL.sub("_x005F_", text.replace("\r\n", "\n"))
    return _CONTROLS.sub(lambda match: f"_x{ord(match[0]):04X}_", escaped)


def shown_text(stored: str) -> str:
    """The text a user sees, out of what XML holds."""
    return _ESCAPED.sub(_decoded, stored) if "_x" in stored else stored


def _decoded(match: re.Match[str]) -> str:
    character = chr(int(match[1], 16))
    return match[0] if _SURROGATE.match(character) else character


def text_of(item: etree._Element) -> str:
    """The text of a shared or inline string: its own or its runs', without furigana."""
    texts = [item.findtext(main("t"), "")]
    texts += [run.findtext(main("t"), "") for run in item.iterchildren(main("r"))]
    return shown_text("".join(texts))


def put_inline(cell: etree._Element, text: str) -> None:
    """Give an emptied cell an inline string."""
    cell.set("t", "inlineStr")
    item = etree.SubElement(etree.SubElement(cell, main("is")), main("t"))
    item.text = text
    if text != text.strip() or "\n" in text or "\t" in text or "  " in text:
        item.set(SPACE, "preserve")


class SharedStrings:
    """The workbook's shared strings, read once when the first of them is needed."""

    def __init__(self, data: bytes, part: str) -> None:
        """Remember the part; an empty one stands for a workbook without shared strings."""
        self._data, self._part = data, part

    @cached_property
    def _elements(self) -> list[etree._Element]:
        root = parse(self._data, self._part) if self._data else None
        return [] if root is None else root.findall(main("si"))

    @cached_property
    def _plain(self) -> dict[str, int]:
        """The strings that are plain, and the first place of each: no runs and no furigana of its own."""
        indexes: dict[str, int] = {}
        for index, (text, is_plain) in enumerate(map(_item, self._elements)):
            if is_plain:
                indexes.setdefault(text, index)
        return indexes

    def text(self, index: int) -> str:
        """The text of one string; empty where the index leads nowhere."""
        return _item(self._elements[index])[0] if 0 <= index < len(self._elements) else ""

    def index_of(self, text: str) -> int | None:
        """The place of an identical plain string, if there is one."""
        return self._plain.get(text)


def _item(item: etree._Element) -> tuple[str, bool]:
    """A shared string's text, and whether it is plain."""
    first = item[0] if len(item) else None
    if first is not None and len(item) == 1 and first.tag == _TEXT:
        return shown_text(first.text or ""), True
    has_runs = item.find(main("r")) is not None or item.find(main("rPh")) is not None
    return text_of(item), first is not None and first.tag == _TEXT and not has_runs
