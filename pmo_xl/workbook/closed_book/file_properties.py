"""The file's own properties (docProps/custom.xml): read as texts, and set; whatever else stands there stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from lxml import etree

from pmo_xl.workbook.closed_book.part_links import PartKind, add_part
from pmo_xl.workbook.closed_book.part_xml import PartXml, whole_number
from pmo_xl.workbook.closed_book.parts import Parts, part_key

PROPERTIES: Final = "docProps/custom.xml"
_NAMESPACE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT_ID: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_FIRST_ID: Final = 2
_KIND: Final = PartKind(
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties",
    "application/vnd.openxmlformats-officedocument.custom-properties+xml",
)
_EMPTY: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<Properties xmlns="{_NAMESPACE}" xmlns:vt="{_VALUES}"></Properties>'
).encode()


def properties_part(parts: Parts) -> str | None:
    """The part that holds the properties; None where the file has none."""
    return next((each for each in parts.names if part_key(each) == part_key(PROPERTIES)), None)


def set_properties(parts: Parts, values: Mapping[str, str]) -> dict[str, str | None]:
    """Give properties a text each; gives what those that change held before."""
    name = properties_part(parts)
    root = None if name is None else PartXml(name, parts.read(name))
    before = {key: text_of_property(root.root, key) if root else None for key in values}
    changed = {key: old for key, old in before.items() if old != values[key]}
    if not changed:
        return {}
    if root is None:
        add_part(parts, "", PROPERTIES, _EMPTY, _KIND)
        root = PartXml(PROPERTIES, _EMPTY)
    for key in changed:
        _set(root.root, key, values[key])
    parts.replace(root.name, root.to_bytes())
    return changed


def text_of_property(root: etree._Element, name: str) -> str | None:
    """What a property says, as a text; None where it is not there."""
    found = next((each for each in root if each.get("name") == name), None)
    return None if found is None else "".join(str(text) for text in found.itertext()).strip()


def _set(root: etree._Element, name: str, text: str) -> None:
    found = next((each for each in root if each.get("name") == name), None)
    if found is None:
        numbers = [whole_number(each, "pid", 1) for each in root]
        attributes = {"fmtid": _FORMAT_ID, "pid": str(max([_FIRST_ID - 1, *numbers]) + 1), "name": name}
        found = etree.SubElement(root, f"{{{_NAMESPACE}}}property", attributes)
    for child in list(found):
        found.remove(child)
    etree.SubElement(found, f"{{{_VALUES}}}lpwstr").text = text


def without_properties(root: etree._Element, names: Mapping[str, str]) -> None:
    """Take properties out, for the proof."""
    for each in [each for each in root if each.get("name") in names]:
        root.remove(each)
