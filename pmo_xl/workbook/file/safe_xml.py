"""XML of unknown origin, parsed without entities, without the network, within lxml's own bounds."""

from __future__ import annotations

import re
from threading import local
from typing import cast

from lxml import etree

from pmo_xl.errors import UnreadableWorkbook

_FOREIGN_ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["'](?!utf-?8|us-ascii)""", re.IGNORECASE)


class BrokenPart(UnreadableWorkbook):
    """One part inside a workbook is damaged or hostile; `message` completes 「…は」 without a full stop."""

    message = "壊れています（Excelで開いて修復し、保存し直してください）"


class ForbiddenMarkup(BrokenPart):
    """A part declares a document type, which Excel never writes and attacks need."""

    message = "外部実体（DTD）の宣言を含み、安全に読めません（作成元に確かめてください）"


class _Parsers(local):
    """One parser for each thread: making it takes as long as parsing a small part with it."""

    def __init__(self) -> None:
        """A parser that reads nothing but what it is given."""
        self.of_thread = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
        )


_parsers = _Parsers()


def parse_xml(data: bytes) -> etree._Element:
    """The root element of a small part. Raises BrokenPart; entities are never expanded."""
    try:
        root = cast("etree._Element | None", etree.fromstring(data, _parsers.of_thread))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenPart from error
    if root is None:
        raise BrokenPart
    refuse_document_type(root)
    return root


def refuse_document_type(element: etree._Element) -> None:
    """Raise ForbiddenMarkup when the document that holds the element declares a document type."""
    if element.getroottree().docinfo.internalDTD is not None:
        raise ForbiddenMarkup


def as_plain_utf8(data: bytes) -> bytes:
    """The same document in UTF-8 without CDATA: the spelling that every reader understands.

    Nearly every part is written so already and comes back as it is. Raises BrokenPart.
    """
    if b"<!DOCTYPE" in data:
        raise ForbiddenMarkup
    is_foreign = b"\0" in data[:4] or data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if is_foreign or b"<![CDATA[" in data or _FOREIGN_ENCODING.match(data):
        return etree.tostring(parse_xml(data), encoding="UTF-8", xml_declaration=True)
    return data


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace."""
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


def children(element: etree._Element, *names: str) -> list[etree._Element]:
    """The descendants along a path of local names, whatever namespace (Strict or not) they have."""
    level = [element]
    for name in names:
        level = [child for parent in level for child in parent.iterchildren("{*}" + name)]
    return level
