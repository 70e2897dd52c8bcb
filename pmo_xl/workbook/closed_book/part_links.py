"""Putting a part into the package, or taking it out: part, relationship that leads to it, content type."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count

from lxml import etree

from pmo_xl.workbook.closed_book.part_xml import PartXml
from pmo_xl.workbook.closed_book.parts import Parts, part_key
from pmo_xl.workbook.file.package import relations

CONTENT_TYPES = "[Content_Types].xml"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_NO_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<Relationships xmlns="{_RELATIONS}"></Relationships>'
).encode()
_WITH_MANY_MEANINGS = ("xml", "bin")  # file endings that say nothing of the kind


@dataclass(frozen=True)
class PartKind:
    """A kind of part: the type of the relationships that lead to it, and its content type."""

    relation: str
    content_type: str


def relations_part(part: str) -> str:
    """Where the relationships of a part are kept."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def add_part(parts: Parts, owner: str, name: str, content: bytes, kind: PartKind) -> str:
    """Add a part that `owner` leads to; gives the id of the relationship."""
    parts.add(name, content)
    _declare(parts, name, kind.content_type)
    return _link(parts, owner, name, kind.relation)


def _link(parts: Parts, owner: str, part: str, relation: str) -> str:
    name = relations_part(owner)
    if name not in parts:
        parts.add(name, _NO_RELATIONS)
    links = PartXml(name, parts.read(name))
    used = {each.get("Id", "") for each in links.root}
    link_id = next(each for number in count(1) if (each := f"rId{number}") not in used)
    target = posixpath.relpath(f"/{part}", f"/{posixpath.dirname(owner)}")
    attributes = {"Id": link_id, "Type": relation, "Target": target}
    etree.SubElement(links.root, f"{{{_RELATIONS}}}Relationship", attributes)
    parts.replace(name, links.to_bytes())
    return link_id


def _declare(parts: Parts, part: str, content_type: str) -> None:
    """Name the content type of a new part, by its ending where that tells the kind."""
    types = PartXml(CONTENT_TYPES, parts.read(CONTENT_TYPES))
    ending = posixpath.splitext(part)[1][1:]
    known = [each.get("ContentType") for each in types.root if each.get("Extension", "").lower() == ending]
    if known == [content_type]:
        return
    if known or ending in _WITH_MANY_MEANINGS:
        etree.SubElement(
            types.root, f"{_TYPES}Override", {"PartName": f"/{part}", "ContentType": content_type}
        )
    else:
        types.root.insert(
            0, types.root.makeelement(f"{_TYPES}Default", {"Extension": ending, "ContentType": content_type})
        )
    parts.replace(CONTENT_TYPES, types.to_bytes())


def change_content_type(parts: Parts, part: str, content_type: str) -> None:
    """Give a part another content type."""
    types = PartXml(CONTENT_TYPES, parts.read(CONTENT_TYPES))
    own = [each for each in types.root if part_key(each.get("PartName", "")) == part_key(part)]
    if not own:
        own = [etree.SubElement(types.root, f"{_TYPES}Override", {"PartName": f"/{part}"})]
    for each in own:
        each.set("ContentType", content_type)
    parts.replace(CONTENT_TYPES, types.to_bytes())


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
