"""An XML part: parsed, changed in place and written back with its declaration, prefixes and order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.safe_xml import ForbiddenMarkup, refuse_document_type

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml.*?\?>\s*)?", re.DOTALL)
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([^\"']+)[\"']")
_WRITABLE_ENCODINGS = (b"utf-8", b"utf8")


def main(name: str) -> str:
    """An element name in the spreadsheet namespace."""
    return f"{{{MAIN}}}{name}"


def parse(data: bytes, part: str) -> etree._Element:
    """The root element of a part; RefusedEdit for what is not plain XML in UTF-8."""
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
    """One XML part that may be changed; `is_changed` says that it must be written."""

    def __init__(self, name: str, data: bytes) -> None:
        """Parse the part and keep its XML declaration as it was written."""
        match = _DECLARATION.match(data)
        self.name = name
        self.declaration = match[0] if match else b""
        self._refuse_other_encodings(data)
        self.root = parse(data, name)
        self.is_changed = False

    def _refuse_other_encodings(self, data: bytes) -> None:
        encoding = _ENCODING.search(self.declaration)
        is_named = encoding is not None and encoding[1].lower() not in _WRITABLE_ENCODINGS
        if is_named or b"\0" in data[:4]:
            raise RefusedEdit(
                f"部品「{self.name}」の文字コードが特殊なため書き換えません。Excelで開いて保存し直してください。"
            )

    def to_bytes(self) -> bytes:
        """The part as bytes: the declaration it had, then the document."""
        document = etree.tostring(self.root.getroottree(), encoding="UTF-8", xml_declaration=False)
        return self.declaration + document


def new_child(parent: etree._Element, name: str, order: Sequence[str]) -> etree._Element:
    """A new child put where the schema wants it: after the last sibling that comes before it in `order`."""
    child = parent.makeelement(main(name))
    earlier = {main(other) for other in order[: order.index(name)]}
    place = max((at + 1 for at, sibling in enumerate(parent) if sibling.tag in earlier), default=0)
    parent.insert(place, child)
    return child


def drop_attribute(element: etree._Element, name: str) -> None:
    """Take an attribute away, if it is there."""
    if name in element.attrib:
        del element.attrib[name]


def is_on(value: str | None) -> bool:
    """An xsd:boolean attribute that is set."""
    return value in ("1", "true")
