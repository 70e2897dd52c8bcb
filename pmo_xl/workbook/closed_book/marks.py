"""Marks that people or their office put on a whole file: final, read-only recommended, a sensitivity label.

A program may write all the same; it says so first, and does it only when it is told to (--force).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.closed_book.part_xml import is_on, main
from pmo_xl.workbook.closed_book.parts import Parts, part_key
from pmo_xl.workbook.file.custom_properties import properties_in
from pmo_xl.workbook.file.safe_xml import BrokenPart

_PROPERTIES: Final = "docprops/custom.xml"
_LABELS: Final = "docmetadata/labelinfo.xml"
_FINAL: Final = "_MarkAsFinal"
_LABEL_START, _LABEL_NAME, _LABEL_ON = "MSIP_Label_", "_Name", "_Enabled"


def refuse_marked(parts: Parts, workbook: etree._Element) -> None:
    """RefusedEdit that names every such mark of the file; nothing where there is none."""
    marks = list(marks_of(parts, workbook))
    if marks:
        raise RefusedEdit(
            f"{parts.file_name} は{'、'.join(marks)}ため書き込みません。"
            "書き込んでよいことを確かめてから、--force を付けてください(印は残ります)。"
        )


def marks_of(parts: Parts, workbook: etree._Element) -> Iterator[str]:
    """The marks in words: what is done to the file, up to its 「ため」."""
    properties = _properties(parts)
    if is_on(properties.get(_FINAL)):
        yield "最終版にされている"
    sharing = workbook.find(main("fileSharing"))
    if sharing is not None and is_on(sharing.get("readOnlyRecommended")):
        yield "読み取り専用で開くよう勧められている"
    names = [value for name, value in properties.items() if _is_label_name(name)]
    if any(name.startswith(_LABEL_START) and is_on(properties[name]) for name in properties):
        yield f"秘密度ラベル{f'「{names[0]}」' if names else ''}が付いている"
    elif any(part_key(name) == _LABELS for name in parts.names):
        yield "秘密度ラベルが付いている"


def _is_label_name(name: str) -> bool:
    return name.startswith(_LABEL_START) and name.endswith(_LABEL_NAME)


def _properties(parts: Parts) -> Mapping[str, str]:
    """The file's own properties by name, as text; none where the part is lacking or damaged."""
    name = next((each for each in parts.names if part_key(each) == _PROPERTIES), None)
    try:
        return properties_in(parts.read(name)) if name else {}
    except BrokenPart:
        return {}
