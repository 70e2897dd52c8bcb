"""The drawing of a sheet that holds its form controls and its comments: found, made, given buttons."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.buttons.sizes import Sizes
from pmo_xl.workbook.buttons.vml import PlacedButton, clusters_of, macros_of, new_drawing, with_buttons
from pmo_xl.workbook.closed_book.book import Book
from pmo_xl.workbook.closed_book.part_links import PartKind, add_part
from pmo_xl.workbook.closed_book.part_xml import RELATION, PartXml, main, new_child
from pmo_xl.workbook.file.package import relations

_RELATION_ID = f"{{{RELATION}}}id"
_DRAWING = PartKind(f"{RELATION}/vmlDrawing", "application/vnd.openxmlformats-officedocument.vmlDrawing")
_ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins",
    "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors",
    "smartTags", "drawing", "legacyDrawing",
)  # fmt: skip


def macros_on(book: Book, sheet: str) -> set[str]:
    """The Subs that buttons on a sheet (its part) start already."""
    drawings = book.parts_of_kind(sheet, "vmlDrawing")
    return set[str]().union(*(macros_of(book.parts.read(name)) for name in drawings))


def put_buttons(book: Book, sheet: PartXml, buttons: Sequence[PlacedButton]) -> None:
    """Put buttons on a sheet; its comments and controls stay as they are.

    RefusedEdit where its drawing is missing, is another sheet's too, or is not as Excel writes it.
    """
    sizes, holder = Sizes(sheet.root), sheet.root.find(main("legacyDrawing"))
    if holder is None:
        content = new_drawing(buttons, sizes, _free_cluster(book))
        folder = posixpath.dirname(posixpath.dirname(sheet.name))
        name = book.parts.free_name(posixpath.join(folder, "drawings/vmlDrawing{}.vml"))
        link = add_part(book.parts, sheet.name, name, content, _DRAWING)
        new_child(sheet.root, "legacyDrawing", _ORDER).set(_RELATION_ID, link)
        sheet.is_changed = True
    else:
        name = _own_drawing(book, sheet.name, holder.get(_RELATION_ID, ""))
        book.parts.replace(name, with_buttons(book.parts.read(name), buttons, sizes))


def _own_drawing(book: Book, sheet: str, link_id: str) -> str:
    link = relations(book.parts.container, sheet).get(link_id)
    users = [
        each for each in book.worksheets.values() if link and link.part in book.parts_of_kind(each, link.kind)
    ]
    if link is None or link.part is None or len(users) != 1:
        raise RefusedEdit("コメントなどを描く部品が壊れているため、ボタンを置けません。")
    return link.part


def _free_cluster(book: Book) -> int:
    drawings = [book.parts.read(name) for name in book.parts.names if name.lower().endswith(".vml")]
    return 1 + max((number for drawing in drawings for number in clusters_of(drawing)), default=0)
