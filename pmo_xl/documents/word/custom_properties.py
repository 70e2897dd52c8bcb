"""Custom properties of a Word file: what made it of what, where no reader of its pages meets it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

PART: Final = "/docProps/custom.xml"
_CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_SPACE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES: Final = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_ANY: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # Office's own mark of properties that a user named
_FIRST: Final = 2  # Office counts from here


def set_custom_properties(package: Any, told: Mapping[str, str]) -> None:  # noqa: ANN401 - python-docx ships no types
    """Give the package these properties, each a text; those that a form brought are replaced."""
    for key in [key for key, rel in package.rels.items() if rel.reltype == _RELATION]:
        del package.rels[key]
    part = Part(PackURI(PART), _CONTENT_TYPE, _xml(told), package)
    package.relate_to(part, _RELATION)


def _xml(told: Mapping[str, str]) -> bytes:
    root = etree.fromstring(f'<Properties xmlns="{_SPACE}" xmlns:vt="{_TYPES}"/>'.encode())
    for number, (name, text) in enumerate(told.items(), _FIRST):
        one = etree.SubElement(root, f"{{{_SPACE}}}property", fmtid=_ANY, pid=str(number), name=name)
        etree.SubElement(one, f"{{{_TYPES}}}lpwstr").text = text
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
