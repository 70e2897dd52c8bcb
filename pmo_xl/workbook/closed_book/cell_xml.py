"""One cell's XML ⇄ the value it holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from lxml import etree

from pmo_xl.workbook.cells.serials import date_of, stored_number
from pmo_xl.workbook.closed_book.part_xml import drop_attribute, main, whole_number
from pmo_xl.workbook.closed_book.strings import SharedStrings, put_inline, shown_text, stored_text, text_of
from pmo_xl.workbook.closed_book.styles import Styles
from pmo_xl.workbook.edits.edit import Scalar

_MOST_PLACES = 308  # beyond this it is no number of Excel
_OWN_ATTRIBUTES = ("t", "cm", "vm", "ph")
_CONTENT = (main("f"), main("v"), main("is"))


@dataclass(frozen=True)
class BookContext:
    """What is needed to understand a cell: the book's strings, styles and date system."""

    strings: SharedStrings
    styles: Styles
    is_1904: bool


def style_of(cell: etree._Element) -> int:
    """The style a cell names."""
    return whole_number(cell, "s")


def value_of(cell: etree._Element, context: BookContext) -> Scalar:
    """The stored value of a cell; an error such as #N/A is its own text."""
    kind, raw = cell.get("t", "n"), cell.findtext(main("v"), "")
    if kind == "inlineStr":
        item = cell.find(main("is"))
        return (text_of(item) if item is not None else "") or None
    if not raw:
        return None
    if kind == "s":
        return (context.strings.text(int(raw)) if raw.isdecimal() and len(raw) < 10 else "") or None
    if kind == "b":
        return raw in ("1", "true")
    if kind in ("str", "e", "d"):
        return shown_text(raw)
    return _number_of(raw, style_of(cell), context)


def _number_of(raw: str, style: int, context: BookContext) -> Scalar:
    try:
        number = Decimal(raw.strip())
    except InvalidOperation:
        return raw
    if not number.is_finite() or number.adjusted() > _MOST_PLACES:
        return raw
    if context.styles.shows_dates(style):
        day = date_of(number, context.is_1904)
        if day is not None:
            return day
    return int(number) if number == number.to_integral_value() else number


def clear(cell: etree._Element) -> None:
    """Take a cell's content away, with its own furigana and metadata; its style and extensions stay."""
    for name in _OWN_ATTRIBUTES:
        drop_attribute(cell, name)
    for child in list(cell):
        if child.tag in _CONTENT:
            cell.remove(child)


def put_scalar(cell: etree._Element, value: Scalar, context: BookContext) -> None:
    """Give an emptied cell a value."""
    if value is None or value == "":
        return
    if isinstance(value, str):
        _put_text(cell, value, context)
    else:
        _put_value(cell, value, context)


def _put_text(cell: etree._Element, text: str, context: BookContext) -> None:
    stored = stored_text(text)
    index = context.strings.index_of(shown_text(stored))
    if index is None:
        put_inline(cell, stored)
        return
    cell.set("t", "s")
    _put_v(cell, str(index))


def _put_value(cell: etree._Element, value: bool | int | Decimal | date, context: BookContext) -> None:
    if isinstance(value, bool):
        cell.set("t", "b")
    _put_v(cell, stored_number(value, context.is_1904))


def put_formula(cell: etree._Element, text: str, result: Scalar, context: BookContext) -> None:
    """Give an emptied cell a formula and, where there is one, its result."""
    etree.SubElement(cell, main("f")).text = stored_text(text)
    put_result(cell, result, context)


def put_result(cell: etree._Element, result: Scalar, context: BookContext) -> None:
    """Store another result beside the formula that a cell has."""
    for child in cell.findall(main("v")) + cell.findall(main("is")):
        cell.remove(child)
    drop_attribute(cell, "t")
    if isinstance(result, str):
        cell.set("t", "str")
        _put_v(cell, stored_text(result))
    elif result is not None:
        _put_value(cell, result, context)


def _put_v(cell: etree._Element, text: str) -> None:
    formula = cell.find(main("f"))
    value = cell.makeelement(main("v"))
    value.text = text
    if formula is not None:
        formula.addnext(value)
    else:
        cell.insert(0, value)
