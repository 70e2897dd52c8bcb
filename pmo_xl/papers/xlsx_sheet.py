"""One sheet of an Excel file: texts, numbers, formulas, what is hidden, drop-downs, page heads, how it opens and prints.

The cells of a plainly written sheet are found by a scan of the bytes, five times as fast as a walk through the XML; the
rest of the part, and the cells of sheets written otherwise, are walked.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from lxml import etree

from pmo_xl.model.cell_address import column_letters
from pmo_xl.workbook.file.safe_xml import BrokenPart, as_plain_utf8, children, local_name

_ADDRESS: Final = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_MOST_TEXTS: Final = 2_000_000
_START, _END = b"<sheetData>", b"</sheetData>"
_CELL_START: Final = re.compile(rb"<c[ >]")
_PLAIN_CELL: Final = re.compile(
    rb'<c r="([A-Z]{1,3})([1-9]\d{0,6})"(?: s="(\d{1,9})")?(?: t="(\w{1,9})")?(?: [a-z]{2}="\d+")*(?:/>|>(.*?)</c>)',
    re.DOTALL,
)
_HIDDEN_ROW: Final = re.compile(rb'<row r="(\d{1,7})"([^>]*? hidden="(?:1|true)"[^>]*)>')
_FOLDED: Final = re.compile(rb' outlineLevel="[1-9]')
_FORMULA: Final = re.compile(rb"<f(?:\s[^>]*)?>([^<]*)</f>")
_VALUE: Final = re.compile(rb"<v(?:\s[^>]*)?>([^<]*)</v>")
_WIDEST: Final = 255.0  # characters, as Excel bounds a column
_INLINE: Final = b"<is>"
_PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
Address = tuple[int, int]


@dataclass
class SheetText:
    """What one sheet holds. hidden_…: what is not shown, with why. styles: of filled cells.

    linked: by the id of a relation, the cells that link there. cells: what is stored in every filled one, text or number.
    settings: the elements that say how the sheet opens and prints, by their name.
    """

    texts: dict[Address, str] = field(default_factory=dict)
    cells: dict[Address, str] = field(default_factory=dict)
    errors: dict[Address, str] = field(default_factory=dict)
    formulas: dict[Address, str] = field(default_factory=dict)
    styles: dict[Address, int] = field(default_factory=dict)
    linked: dict[str, str] = field(default_factory=dict)
    hidden_rows: dict[int, str] = field(default_factory=dict)
    hidden_columns: list[tuple[int, int, str]] = field(default_factory=list)
    drop_downs: list[tuple[str, str]] = field(default_factory=list)
    page_heads: list[tuple[str, str]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    settings: dict[str, list[etree._Element]] = field(default_factory=dict)
    widths: list[tuple[int, int, float]] = field(default_factory=list)
    has_filter: bool = False
    has_drawing: bool = False

    @property
    def filled(self) -> Collection[Address]:
        """The addresses of the cells that hold something."""
        return self.cells.keys()


def read_sheet(data: bytes, shared: Sequence[str]) -> SheetText:
    """The sheet in these bytes. Raises BrokenPart."""
    sheet = SheetText()
    data = as_plain_utf8(data)
    rest = _scanned(sheet, data, shared)
    for element in _walk(data if rest is None else rest):
        if reader := _READERS.get(local_name(element)):
            reader(sheet, element, shared)
    if sheet.has_filter:
        sheet.hidden_rows = {
            row: "絞り込み" if why == "非表示" else why for row, why in sheet.hidden_rows.items()
        }
    return sheet


def _scanned(sheet: SheetText, data: bytes, shared: Sequence[str]) -> bytes | None:
    """Find the cells of a plainly written sheet in its bytes; the part without them, None where it is written otherwise."""
    start, end = data.find(_START), data.rfind(_END)
    if not 0 <= start < end or b"<!--" in data or data.find(b"<?", 8) >= 0:
        return None
    start += len(_START)
    columns: dict[bytes, int] = {}
    count = 0
    for found in _PLAIN_CELL.finditer(data, start, end):
        count += 1
        letters, row, style, kind, inside = found.groups()
        if not inside:
            continue
        column = columns.get(letters)
        if column is None:
            column = columns[letters] = (address_of(f"{letters.decode()}1") or (1, 1))[1]
        address = (int(row), column)
        try:
            _plain_cell(sheet, address, kind, inside, shared)
        except etree.XMLSyntaxError:  # written otherwise: what it is, the walk tells
            count = -1
            break
        if style and style != b"0" and address in sheet.cells:
            sheet.styles[address] = int(style)
    if count != len(_CELL_START.findall(data, start, end)):
        for found_so_far in (sheet.texts, sheet.cells, sheet.errors, sheet.formulas, sheet.styles):
            found_so_far.clear()
        return None
    for found in _HIDDEN_ROW.finditer(data, start, end):
        _hide(sheet, int(found[1]), is_folded=_FOLDED.search(found[2]) is not None)
    return data[:start] + data[end:]


def _plain_cell(
    sheet: SheetText, address: Address, kind: bytes | None, inside: bytes, shared: Sequence[str]
) -> None:
    """The hot path: every cell of every sheet."""
    if inside.startswith(b"<v>") and inside.endswith(b"</v>"):
        stored = inside[3:-4]
        if kind is None:
            sheet.cells[address] = stored.decode()
            return
    else:
        if (formula := _FORMULA.search(inside)) and formula[1]:
            sheet.formulas[address] = unescape(formula[1].decode("utf-8", "replace"))
        value = _VALUE.search(inside)
        stored = value[1] if value else b""
    inline = _inline(inside) if _INLINE in inside else ""
    _keep(
        sheet,
        address,
        kind.decode() if kind else None,
        unescape(stored.decode("utf-8", "replace")),
        inline,
        shared,
    )


def _inline(inside: bytes) -> str:
    """The text that stands in the cell itself, whatever stands beside it. Raises XMLSyntaxError."""
    cell = etree.fromstring(b"<c>" + inside + b"</c>", _PARSER)
    return "".join(rich_text(each) for each in cell.iterchildren("is"))


def shared_texts(data: bytes | None) -> list[str]:
    """The texts of sharedStrings.xml in order, furigana left out. Raises BrokenPart."""
    return [] if data is None else [rich_text(each) for each in _walk(as_plain_utf8(data), ("si",))]


def rich_text(element: etree._Element) -> str:
    """The text of its runs, without the furigana (rPh)."""
    pieces = []
    for child in element.iterchildren("*"):
        if local_name(child) == "t":
            pieces.append(child.text or "")
        elif local_name(child) == "r":
            pieces += [each.text or "" for each in children(child, "t")]
    return "".join(pieces)


def place_of(address: Address) -> str:
    """B12."""
    row, column = address
    return f"{column_letters(column)}{row}"


def address_of(text: str) -> Address | None:
    """The row and column of B12 or $B$12; None for anything else."""
    found = _ADDRESS.fullmatch(text.replace("$", ""))
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - 64
    return int(found[2]), column


def _walk(data: bytes, tags: Sequence[str] = ()) -> Iterator[etree._Element]:
    """The elements that are told, one after the other, each forgotten when the next is asked for."""
    wanted = [f"{{*}}{tag}" for tag in tags or tuple(_READERS)]
    try:
        stream = io.BytesIO(data)
        for _, element in etree.iterparse(
            stream, tag=wanted, resolve_entities=False, no_network=True, load_dtd=False
        ):
            yield element
            element.clear()
            while element.getprevious() is not None and (parent := element.getparent()) is not None:
                del parent[0]
    except etree.XMLSyntaxError as error:
        raise BrokenPart from error


def _row(sheet: SheetText, row: etree._Element, shared: Sequence[str]) -> None:
    number = int(row.get("r") or max((r for r, _ in sheet.filled), default=0) + 1)
    if row.get("hidden") in ("1", "true"):
        _hide(sheet, number, is_folded=row.get("outlineLevel", "0") != "0")
    column = 0
    for cell in row.iterchildren("{*}c"):
        address = address_of(cell.get("r", "")) or (number, column + 1)
        column = address[1]
        _cell(sheet, address, cell, shared)


def _cell(sheet: SheetText, address: Address, cell: etree._Element, shared: Sequence[str]) -> None:
    stored = inline = ""
    for child in cell:
        name = str(child.tag).rpartition("}")[2]
        if name == "v":
            stored = child.text or ""
        elif name == "f" and child.text:
            sheet.formulas[address] = child.text
        elif name == "is":
            inline = rich_text(child)
    _keep(sheet, address, cell.get("t"), stored, inline, shared)
    if address in sheet.cells and (style := int(cell.get("s") or 0)):
        sheet.styles[address] = style


def _keep(
    sheet: SheetText, address: Address, kind: str | None, stored: str, inline: str, shared: Sequence[str]
) -> None:
    """Keep what a cell holds, as text or as what is stored."""
    text = _text(kind, stored, inline, shared)
    if text.strip():
        sheet.texts[address] = sheet.cells[address] = text
        if len(sheet.texts) > _MOST_TEXTS:
            raise BrokenPart
    elif stored:
        sheet.cells[address] = stored
        if kind == "e":
            sheet.errors[address] = stored


def _hide(sheet: SheetText, row: int, *, is_folded: bool) -> None:
    sheet.hidden_rows[row] = "折りたたみ" if is_folded else "非表示"


def _text(kind: str | None, stored: str, inline: str, shared: Sequence[str]) -> str:
    if kind == "s":
        if not stored.strip().isdecimal() or int(stored) >= len(shared):
            raise BrokenPart
        return shared[int(stored)]
    if kind == "inlineStr":
        return inline
    return stored if kind == "str" else ""


def _column(sheet: SheetText, column: etree._Element, _: Sequence[str]) -> None:
    if (width := column.get("width")) and 0 <= float(width) <= _WIDEST:
        sheet.widths.append((int(column.get("min", "1")), int(column.get("max", "1")), float(width)))
    if column.get("hidden") in ("1", "true"):
        why = "折りたたみ" if column.get("outlineLevel", "0") != "0" else "非表示"
        sheet.hidden_columns.append((int(column.get("min", "1")), int(column.get("max", "1")), why))


def _drop_down(sheet: SheetText, element: etree._Element, _: Sequence[str]) -> None:
    for name in ("formula1", "formula2"):
        for found in children(element, name):
            text = "".join(str(each) for each in found.itertext()).strip()
            if text:
                sheet.drop_downs.append((element.get("sqref", ""), text))


def _conditional(sheet: SheetText, element: etree._Element, _: Sequence[str]) -> None:
    where = element.get("sqref", "")
    sheet.drop_downs += [(where, each.text or "") for each in element.iter("{*}formula") if each.text]


def _page_head(sheet: SheetText, element: etree._Element, _: Sequence[str]) -> None:
    for child in element.iterchildren("*"):
        if child.text:
            sheet.page_heads.append((local_name(child), child.text))


def _link(sheet: SheetText, element: etree._Element, _: Sequence[str]) -> None:
    where, location = element.get("ref", ""), element.get("location")
    outside = [str(value) for name, value in element.items() if str(name).endswith("}id")]
    sheet.linked.update(dict.fromkeys(outside, where))
    if location and not outside:  # beside an outside target it is a place in that file
        sheet.links.append((where, location))


def _setting(sheet: SheetText, element: etree._Element, _: Sequence[str]) -> None:
    sheet.settings.setdefault(local_name(element), []).append(deepcopy(element))


def _drawing(sheet: SheetText, _element: etree._Element, _: Sequence[str]) -> None:
    sheet.has_drawing = True


def _filter(sheet: SheetText, element: etree._Element, _: Sequence[str]) -> None:
    sheet.has_filter = sheet.has_filter or bool(children(element, "filterColumn"))


_READERS: Final[dict[str, Callable[[SheetText, etree._Element, Sequence[str]], None]]] = {
    "row": _row,
    "col": _column,
    "dataValidation": _drop_down,
    "conditionalFormatting": _conditional,
    "headerFooter": _page_head,
    "hyperlink": _link,
    "autoFilter": _filter,
    "drawing": _drawing,
    "legacyDrawing": _drawing,
    "picture": _drawing,
    **dict.fromkeys(
        ("sheetPr", "sheetView", "sheetFormatPr", "pageSetup", "pageMargins", "sheetProtection"), _setting
    ),
}
