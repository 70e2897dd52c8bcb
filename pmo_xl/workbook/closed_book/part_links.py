"""Taking a part out of the package: the part, the relationship that leads to it, its content type."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from lxml import etree

from pmo_xl.workbook.closed_book.part_xml import PartXml
from pmo_xl.workbook.closed_book.parts import Parts, part_key
from pmo_xl.workbook.file.package import relations

CONTENT_TYPES = "[Content_Types].xml"


def relations_part(part: str) -> str:
    """Where the relationships of a part are kept."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def drop_part(parts: Parts, owner: str, part: str) -> None:
    """Remove a part that `owner` leads to."""
    ids = {key for key, link in relations(parts.container, owner).items() if link.part == part}
    parts.remove(part)
    links = PartXml(relations_part(owner), parts.read(relations_part(owner)))
    _drop(links, (each for each in links.root if each.get("Id") in ids))
    parts.replace(links.name, links.to_bytes())
    types = PartXml(CONTENT_TYPES, parts.read(CONTENT_TYPES))
    _drop(types, (each for each in types.root if part_key(each.get("PartName", "")) == part_key(part)))
    parts.replace(CONTENT_TYPES, types.to_bytes())


def _drop(part: PartXml, children: Iterable[etree._Element]) -> None:
    for child in list(children):
        part.root.remove(child)
