"""One sheet of an Excel file in one pass through its XML: texts, formulas, what is hidden, drop-downs, page heads."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from pmo_xl.workbook.file.safe_xml import BrokenPart, as_plain_utf8, children, local_name

_ADDRESS: Final = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_MOST_TEXTS: Final = 2_000_000
Address = tuple[int, int]


@dataclass
class SheetText:
    """What one sheet holds. hidden_…: what is not shown, with why. styles: of filled cells.

    linked: by the id of a relation, the cells that link there.
    """

    texts: dict[Address, str] = field(default_factory=dict)
    filled: set[Address] = field(default_factory=set)
    formulas: dict[Address, str] = field(default_factory=dict)
    styles: dict[Address, int] = field(default_factory=dict)
    linked: dict[str, str] = field(default_factory=dict)
    hidden_rows: dict[int, str] = field(default_factory=dict)
    hidden_columns: list[tuple[int, int, str]] = field(default_factory=list)
    drop_downs: list[tuple[str, str]] = field(default_factory=list)
    page_heads: list[tuple[str, str]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    has_filter: bool = False


def read_sheet(data: bytes, shared: Sequence[str]) -> SheetText:
    """The sheet in these bytes. Raises BrokenPart."""
    sheet = SheetText()
    for element in _walk(data):
        if reader := _READERS.get(local_name(element)):
            reader(sheet, element, shared)
    if sheet.has_filter:
        sheet.hidden_rows = {
            row: "絞り込み" if why == "非表示" else why for row, why in sheet.hidden_rows.items()
        }
    return sheet


def shared_texts(data: bytes | None) -> list[str]:
    """The texts of sharedStrings.xml in order, furigana left out. Raises BrokenPart."""
    return [] if data is None else [rich_text(each) for each in _walk(data, ("si",))]


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
    return f"{letters_of(column)}{row}"


def letters_of(column: int) -> str:
    """The letters of a column counted from 1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


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
        stream = io.BytesIO(as_plain_utf8(data))
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
        sheet.hidden_rows[number] = "折りたたみ" if row.get("outlineLevel", "0") != "0" else "非表示"
    column = 0
    for cell in row.iterchildren("{*}c"):
        address = address_of(cell.get("r", "")) or (number, column + 1)
        column = address[1]
        _cell(sheet, address, cell, shared)


def _cell(sheet: SheetText, address: Address, cell: etree._Element, shared: Sequence[str]) -> None:
    """The hot path: every cell of every sheet, its children looked at once."""
    stored = inline = ""
    for child in cell:
        name = str(child.tag).rpartition("}")[2]
        if name == "v":
            stored = child.text or ""
        elif name == "f" and child.text:
            sheet.formulas[address] = child.text
        elif name == "is":
            inline = rich_text(child)
    text = _text(cell.get("t"), stored, inline, shared)
    is_text = bool(text.strip())
    if is_text:
        sheet.texts[address] = text
        if len(sheet.texts) > _MOST_TEXTS:
            raise BrokenPart
    if is_text or stored:
        sheet.filled.add(address)
        if style := int(cell.get("s") or 0):
            sheet.styles[address] = style


def _text(kind: str | None, stored: str, inline: str, shared: Sequence[str]) -> str:
    if kind == "s":
        if not stored.strip().isdecimal() or int(stored) >= len(shared):
            raise BrokenPart
        return shared[int(stored)]
    if kind == "inlineStr":
        return inline
    return stored if kind == "str" else ""


def _column(sheet: SheetText, column: etree._Element, _: Sequence[str]) -> None:
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
}
