"""Rich values: pictures in cells, IMAGE() and linked data types, which a file writes as if they were errors.

Such a cell holds #VALUE! for older programs, and the number of its metadata says what it is. A real error of the newer
kinds (#SPILL!) is written the same way: it stays one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from lxml import etree

from pmo_xl.workbook.file.container import Container
from pmo_xl.workbook.file.safe_xml import BrokenPart, children, parse_xml

T = TypeVar("T")

_TYPE: Final = "XLRICHVALUE"
_PICTURES: Final = ("_localImage", "_webimage")
_ERROR: Final = "_error"
_SHOWN: Final = "_DisplayString"


@dataclass(frozen=True, slots=True)
class RichValue:
    """What a cell with metadata holds: a picture, or a text that stands for a linked record."""

    text: str = ""
    is_picture: bool = False


def rich_values(container: Container, linked: Mapping[str, str | None]) -> Mapping[int, RichValue]:
    """By the number that cells give (vm), the values that are no errors; none where the parts are lacking or damaged.

    linked: the workbook's parts by the kind of their relation.
    """
    names = [linked.get(kind) for kind in ("sheetMetadata", "rdRichValue", "rdRichValueStructure")]
    try:
        roots = [parse_xml(container.part(name)) for name in names if name]
    except BrokenPart:
        return {}
    return dict(_values(*roots)) if len(roots) == len(names) else {}


def _values(
    metadata: etree._Element, values: etree._Element, structures: etree._Element
) -> Mapping[int, RichValue]:
    kinds = [item.get("name") for item in children(metadata, "metadataTypes", "metadataType")]
    indexes = [_index_of(block) for block in _future_blocks(metadata)]
    rows, shapes = children(values, "rv"), children(structures, "s")
    found: dict[int, RichValue] = {}
    for number, block in enumerate(children(metadata, "valueMetadata", "bk"), 1):
        for entry in children(block, "rc"):
            at = _at(indexes, entry.get("v"))
            is_rich = _at(kinds, entry.get("t"), 1) == _TYPE
            value = _at(rows, at) if is_rich and at is not None else None
            rich = None if value is None else _rich_value(value, _at(shapes, value.get("s")))
            if rich:
                found[number] = rich
    return found


def _future_blocks(metadata: etree._Element) -> list[etree._Element]:
    groups = [each for each in children(metadata, "futureMetadata") if each.get("name") == _TYPE]
    return children(groups[0], "bk") if groups else []


def _index_of(block: etree._Element) -> str | None:
    return next((each.get("i") for each in block.iter("{*}rvb")), None)


def _rich_value(value: etree._Element, shape: etree._Element | None) -> RichValue | None:
    kind = shape.get("t") if shape is not None else None
    if shape is None or kind in (None, _ERROR):
        return None
    if kind in _PICTURES:
        return RichValue(is_picture=True)
    names = [key.get("n") for key in children(shape, "k")]
    text = _at(children(value, "v"), str(names.index(_SHOWN))) if _SHOWN in names else None
    return RichValue(text.text or "") if text is not None else None


def _at(items: list[T], index: str | None, first: int = 0) -> T | None:
    """The item that a written number points at; None where it points at nothing."""
    number = int(index) - first if index and index.isascii() and index.isdecimal() else -1
    return items[number] if 0 <= number < len(items) else None
