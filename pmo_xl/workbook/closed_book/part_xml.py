"""An XML part: parsed, changed in place and written back with its declaration, prefixes and order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.file.safe_xml import ForbiddenMarkup, refuse_document_type

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml.*?\?>\s*)?", re.DOTALL)
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([^\"']+)[\"']")
_UTF8 = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def main(name: str) -> str:
    """An element name in the spreadsheet namespace."""
    return f"{{{MAIN}}}{name}"


def parse(data: bytes, part: str) -> etree._Element:
    """The root element of a part; RefusedEdit for what is not plain XML."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, strip_cdata=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise RefusedEdit(
            f"部品「{part}」が読めないため書き換えません。Excelで開いて保存し直してください。"
        ) from error
    try:
        refuse_document_type(root)
    except ForbiddenMarkup as error:
        raise RefusedEdit(f"部品「{part}」が{error.message}。") from error
    return root


class PartXml:
    """One XML part that may be changed; `is_changed` says that it must be written.

    It is written in UTF-8: the declaration stays as it is, unless it named another encoding.
    """

    def __init__(self, name: str, data: bytes) -> None:
        """Parse the part and keep its XML declaration."""
        self.name = name
        self.declaration = _declaration(data)
        self.root = parse(data, name)
        self.is_changed = False

    def to_bytes(self) -> bytes:
        """The part as bytes: the declaration it had, then the document."""
        document = etree.tostring(self.root.getroottree(), encoding="UTF-8", xml_declaration=False)
        return self.declaration + document


def _declaration(data: bytes) -> bytes:
    match = _DECLARATION.match(data)
    declaration = match[0] if match else b""
    encoding = _ENCODING.search(declaration)
    is_foreign = encoding is not None and encoding[1].lower() not in (b"utf-8", b"utf8")
    return _UTF8 if is_foreign or b"\0" in data[:4] else declaration


def new_child(parent: etree._Element, name: str, order: Sequence[str]) -> etree._Element:
    """A new child put where the schema wants it: after the last sibling that comes before it in `order`."""
    child = parent.makeelement(main(name))
    earlier = {main(other) for other in order[: order.index(name)]}
    place = max((at + 1 for at, sibling in enumerate(parent) if sibling.tag in earlier), default=0)
    parent.insert(place, child)
    return child


def the_child(parent: etree._Element, name: str) -> etree._Element:
    """The child that a part of this kind must have; RefusedEdit where it lacks it."""
    found = parent.find(main(name))
    if found is None:
        raise RefusedEdit(
            f"ブックの部品に「{name}」がないため書き換えません。Excelで開いて保存し直してください。"
        )
    return found


def remove(element: etree._Element) -> None:
    """Take an element away from where it stands."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def whole_number(element: etree._Element, name: str, default: int = 0) -> int:
    """An attribute that holds a number from 0 up; RefusedEdit where it holds something else."""
    text = element.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise RefusedEdit(
            f"ブックの中の番号「{text}」が正しくないため書き換えません。Excelで開いて保存し直してください。"
        )
    return int(text)


def canonical(element: etree._Element) -> bytes:
    """What an element says, whatever the order and the quotes of its attributes."""
    try:
        return etree.tostring(element, method="c14n", with_tail=False)
    except etree.C14NError as error:
        raise RefusedEdit(
            "名前空間の書き方が特殊なブックのため書き換えません。Excelで開いて保存し直してください。"
        ) from error


def drop_attribute(element: etree._Element, name: str) -> None:
    """Take an attribute away, if it is there."""
    if name in element.attrib:
        del element.attrib[name]


def is_on(value: str | None) -> bool:
    """An xsd:boolean attribute that is set."""
    return value in ("1", "true")
