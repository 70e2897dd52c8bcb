"""The buttons of a sheet that is put anew: their parts keep every byte, and the sheet leads to them as before.

Of Excel's form controls a sheet has the drawing in VML, and once Excel saved it, a part of properties for each and a
hidden shape in its other drawing. A sheet is bound to its macros by its code name.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from typing import Final, cast

from lxml import etree

from pmo_xl.workbook.closed_book.part_xml import (
    RELATION,
    PartXml,
    canonical,
    drop_attribute,
    main,
    new_child,
    parse,
)
from pmo_xl.workbook.closed_book.parts import Parts
from pmo_xl.workbook.file.package import relations

KINDS: Final = ("vmlDrawing", "ctrlProp")
"""What a sheet with buttons leads to beside its other drawing."""

_COMPATIBLE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_CHART: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_SHAPE_OF_CONTROL: Final = "{http://schemas.microsoft.com/office/drawing/2010/main}compatExt"
_SHAPE: Final = re.compile(rb"<v:shape\s")
_BUTTON: Final = re.compile(rb"<x:ClientData\s+ObjectType=[\"']Button[\"']")
_LINK: Final = f"{{{RELATION}}}id"
_ORDER: Final = ("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData")
_ORDER_OF_LINKS: Final = (
    "sheetData", "sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
    "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations",
    "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks",
    "customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing",
)  # fmt: skip


@dataclass(frozen=True)
class KeptButtons:
    """What of a sheet stands for its buttons. code_name: what its macros know it by, None where nothing binds them.

    link: of the drawing in VML, None without buttons. controls: their properties as the sheet lists them. shapes: their
    places in its other drawing.
    """

    code_name: str | None
    link: str | None
    controls: tuple[etree._Element, ...] = ()
    shapes: tuple[etree._Element, ...] = ()

    def put_into(self, page: PartXml) -> None:
        """Let a new version of the sheet lead to them, and be known to its macros."""
        settings = page.root.find(main("sheetPr"))
        if settings is None and self.code_name is not None:
            settings = new_child(page.root, "sheetPr", _ORDER)
        if settings is not None:
            drop_attribute(settings, "codeName")
            if self.code_name is not None:
                settings.set("codeName", self.code_name)
        if self.link is not None:
            held = new_child(page.root, "legacyDrawing", _ORDER_OF_LINKS)
            held.set(_LINK, self.link)
            for each in reversed(self.controls):
                held.addnext(_moved(each))

    def put_on(self, drawing: PartXml) -> None:
        """Let the sheet's new drawing have their places, too."""
        for each in self.shapes:
            drawing.root.append(_moved(each))


def kept_buttons(parts: Parts, sheet: str) -> KeptButtons | None:
    """The buttons of a sheet as the file has it; None where its drawings hold anything but buttons and charts."""
    root = parse(parts.original(sheet), sheet)
    settings, holder = root.find(main("sheetPr")), root.find(main("legacyDrawing"))
    link = holder.get(_LINK) if holder is not None else None
    drawn = {
        key: each for key, each in relations(parts.container, sheet).items() if each.kind == "vmlDrawing"
    }
    if set(drawn) != ({link} if link is not None else set()):
        return None
    for each in drawn.values():
        content = parts.original(each.part) if each.part else b""
        if len(_SHAPE.findall(content)) != len(_BUTTON.findall(content)):
            return None
    shapes: list[etree._Element] = []
    for each in relations(parts.container, sheet).values():
        if each.kind == "drawing" and each.part:
            for anchor in parse(parts.original(each.part), each.part):
                if next(anchor.iter(_SHAPE_OF_CONTROL), None) is not None and drawn:
                    shapes.append(anchor)
                elif next(anchor.iter(_CHART), None) is None:
                    return None
    controls = tuple(
        each
        for each in root
        if each.tag == main("controls")
        or (each.tag == _COMPATIBLE and next(each.iter(main("controls")), None) is not None)
    )
    code_name = settings.get("codeName") if settings is not None else None
    return KeptButtons(code_name, link, controls, tuple(shapes))


def seen_of(parts: Parts, sheet: str) -> tuple[object, ...]:
    """What a proof compares: the code name, and all that leads to the buttons."""
    kept = kept_buttons(parts, sheet)
    if kept is None:
        return ()
    links = relations(parts.container, sheet).items()
    own = {key: (each.kind, each.part) for key, each in links if each.kind in KINDS}
    elements = (*map(canonical, map(_moved, kept.controls)), *map(canonical, map(_moved, kept.shapes)))
    return kept.code_name, kept.link, own, elements


def _moved(element: etree._Element) -> etree._Element:
    """A copy that declares all prefixes by itself: some are named in the values of attributes alone."""
    prefixes = cast("dict[str, str]", element.nsmap)  # the stubs know no default namespace
    made = etree.Element(element.tag, nsmap=prefixes)
    made.attrib.update(element.attrib)
    made.text = element.text
    made.extend(deepcopy(each) for each in element)
    return made
