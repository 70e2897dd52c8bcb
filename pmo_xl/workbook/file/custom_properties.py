"""The file's own properties (docProps/custom.xml), as far as they are read: name and text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pmo_xl.workbook.file.container import Container
from pmo_xl.workbook.file.safe_xml import BrokenPart, children, parse_xml

_PART: Final = "docprops/custom.xml"


def custom_properties(container: Container) -> Mapping[str, str]:
    """The properties by name, as texts; none where the part is lacking or damaged."""
    name = next((each for each in container.names if each.lower() == _PART), None)
    try:
        return properties_in(container.part(name)) if name else {}
    except BrokenPart:
        return {}


def properties_in(data: bytes) -> Mapping[str, str]:
    """The properties that a part holds. Raises BrokenPart."""
    found = children(parse_xml(data), "property")
    return {each.get("name", ""): "".join(str(text) for text in each.itertext()).strip() for each in found}
