"""Parts, content types and relations."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from tests.support.excel_rules.office_file import OfficeFile

_TYPES = "[Content_Types].xml"


def package_breaches(file: OfficeFile) -> Iterator[str]:
    """Every breach of the package's own rules."""
    yield from _parts(file)
    yield from _content_types(file)
    yield from _relations(file)


def _parts(file: OfficeFile) -> Iterator[str]:
    for name, count in Counter(name.lower() for name in file.names).items():
        if count > 1:
            yield f"part twice: {name}"
    for name in file.names:
        if name.endswith((".xml", ".rels", ".vml")):
            try:
                etree.fromstring(file.content[name])
            except etree.XMLSyntaxError as error:
                yield f"{name} is not well-formed: {error}"


def _content_types(file: OfficeFile) -> Iterator[str]:
    types = file.xml(_TYPES)
    defaults = {e.get("Extension", "").lower() for e in types if str(e.tag).endswith("Default")}
    overrides = [e.get("PartName", "") for e in types if str(e.tag).endswith("Override")]
    yield from (f"content type of a missing part: {o}" for o in overrides if o[1:] not in file.content)
    if len({o.lower() for o in overrides}) != len(overrides):
        yield "content type twice"
    for name in file.names:
        is_known = f"/{name}" in overrides or name.rsplit(".", 1)[-1].lower() in defaults
        if name != _TYPES and not name.endswith("/") and not is_known:
            yield f"no content type for {name}"


def _relations(file: OfficeFile) -> Iterator[str]:
    for name in (name for name in file.names if name.endswith(".rels")):
        ids = [relation.get("Id") for relation in file.xml(name)]
        if len(ids) != len(set(ids)):
            yield f"{name}: a relation's id twice"
        folder = posixpath.dirname(posixpath.dirname(name))
        part = posixpath.join(folder, posixpath.basename(name).removesuffix(".rels"))
        for relation in file.relations(part).values():
            if not relation.is_external and relation.target not in file.content:
                yield f"{name}: {relation.target} is missing"
            if relation.kind == "hyperlink" and len(relation.target) > 2083:
                yield f"{name}: a link of more than 2083 characters"
