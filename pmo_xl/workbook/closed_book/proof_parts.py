"""The proof for everything but cells: each edited part may differ only where an edit said so.

Both versions are brought into one canonical form, what the edits were meant to change is taken out of
both, and the rest must be equal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from pmo_xl.workbook.cells.address import CellRange, parse_range
from pmo_xl.workbook.closed_book.accepted import AddedValidation, without_validations
from pmo_xl.workbook.closed_book.cell_scan import without_cells
from pmo_xl.workbook.closed_book.columns import AddedColumn, table_without, without_columns
from pmo_xl.workbook.closed_book.donor import STYLE_LISTS
from pmo_xl.workbook.closed_book.editor import Edited, Expected
from pmo_xl.workbook.closed_book.file_properties import PROPERTIES, without_properties
from pmo_xl.workbook.closed_book.generated import without_renewed
from pmo_xl.workbook.closed_book.heading_names import renamed, without_column_formula
from pmo_xl.workbook.closed_book.part_links import CONTENT_TYPES, relations_part
from pmo_xl.workbook.closed_book.part_xml import canonical, drop_attribute, main, parse
from pmo_xl.workbook.closed_book.parts import Parts, part_key
from pmo_xl.workbook.closed_book.sheet_parts import workbook_without
from pmo_xl.workbook.closed_book.strings import stored_text
from pmo_xl.workbook.edits.growth import Growth

_FORMULAS = (
    "f",
    "formula",
    "formula1",
    "formula2",
    "calculatedColumnFormula",
    "totalsRowFormula",
    "definedName",
)
_NUMBER = re.compile(rb"(?<=[A-Za-z$])[0-9]+")


def differing_parts(before: Parts, after: Parts, edited: Edited) -> Iterator[str]:
    """The edited parts, other than sheets, that differ in more than was meant."""
    sheets = {part_key(each.part) for each in edited.expected.values()}
    sheets |= {part_key(name) for each in edited.reshaped.renewed for name in each.parts}
    for name in before.changed:
        if part_key(name) not in sheets:
            old, new = parse(before.original(name), name), parse(after.read(name), name)
            _take_out(part_key(name), old, new, edited)
            if _canonical(old, edited.growths) != _canonical(new, edited.growths):
                yield f"部品 {name}"


def differs_around_cells(
    old: bytes,
    new: bytes,
    expected: Expected,
    growths: Sequence[Growth],
    columns: Sequence[AddedColumn] = (),
    validations: Sequence[AddedValidation] = (),
) -> bool:
    """Whether what lies around a sheet's cells differs in more than the ends of ranges that grew, and added columns."""
    frames = [parse(without_cells(data), expected.part) for data in (old, new)]
    for frame in frames:
        _drop(frame, frame.findall(main("dimension")))
        _drop_links(frame, expected.relinked)
        if columns:
            without_columns(frame, list(columns))
    if validations:
        without_validations(frames[0], frames[1], validations)
    return _canonical(frames[0], growths) != _canonical(frames[1], growths)


def _drop_links(frame: etree._Element, areas: Sequence[CellRange]) -> None:
    holder = frame.find(main("hyperlinks"))
    if holder is None or not areas:
        return
    for link in holder.findall(main("hyperlink")):
        place = parse_range(link.get("ref", ""))
        if place is not None and any(place.meets(area) for area in areas):
            holder.remove(link)
    if not len(holder):
        frame.remove(holder)


def _take_out(part: str, old: etree._Element, new: etree._Element, edited: Edited) -> None:
    book = edited.book
    if part == part_key(book.workbook.name):
        for root in (old, new):
            _drop(root, root.findall(main("calcPr")))
        workbook_without(new, edited.reshaped.sheets, edited.reshaped.names)
        for root in (old, new):
            without_renewed(root, edited.reshaped.renewed, edited.reshaped.names)
        for root in (old, new):  # a list without names says no more than none, and some programs write one
            _drop(root, [each for each in root.findall(main("definedNames")) if not len(each)])
        _rename(old, edited)
    elif book.styles is not None and part == part_key(book.styles.name):
        for holder, item in STYLE_LISTS:
            _cut_to(new, old, holder, item)
    elif part in map(part_key, (CONTENT_TYPES, relations_part(book.workbook.name), relations_part(""))):
        removed = [part_key(name) for name in book.parts.removed]
        _drop(old, [each for each in old if _leads_to(each, removed)])
        added = [part_key(name) for name in book.parts.added]
        _drop(
            new,
            [
                each
                for each in new
                if _leads_to(each, added) or (each.get("Extension") and not _has(old, each))
            ],
        )
    elif part == part_key(PROPERTIES):
        for root in (old, new):
            without_properties(root, edited.reshaped.properties)
    elif old.tag == main("table"):
        for root in (old, new):
            drop_attribute(root, "insertRow")
            for formula in edited.reshaped.formulas:
                without_column_formula(root, formula)
        _rename(old, edited)
        added_columns = {part_key(name): each for name, each in edited.reshaped.columns.items()}
        if part in added_columns:
            table_without(new, added_columns[part])
    elif edited.reshaped.headings:
        _rename(old, edited)


def _rename(root: etree._Element, edited: Edited) -> None:
    """Let the old version of a part name columns by their new headings."""
    for heading in edited.reshaped.headings:
        for element in root.iter(etree.Element):
            if element.text and etree.QName(element).localname in _FORMULAS:
                element.text = renamed(element.text, heading)
        if root.tag == main("table") and root.get("displayName", "").casefold() == heading.table.casefold():
            for each in root.iter(main("tableColumn")):
                if each.get("name") == stored_text(heading.before):
                    each.set("name", stored_text(heading.after))


def _has(root: etree._Element, element: etree._Element) -> bool:
    return any(canonical(each) == canonical(element) for each in root)


def _leads_to(element: etree._Element, removed: Sequence[str]) -> bool:
    target = part_key(element.get("PartName") or element.get("Target") or "")
    return any(name == target or name.endswith("/" + target) for name in removed)


def _cut_to(new: etree._Element, old: etree._Element, holder: str, item: str) -> None:
    """Take the appended items out of the new part: only behind the old ones may there be more."""
    old_holder, new_holder = old.find(main(holder)), new.find(main(holder))
    if new_holder is None:
        return
    count = 0 if old_holder is None else len(old_holder.findall(main(item)))
    _drop(new_holder, new_holder.findall(main(item))[count:])
    if old_holder is None:
        _drop(new, [new_holder])
    else:
        for each in (old_holder, new_holder):
            drop_attribute(each, "count")


def _drop(root: etree._Element, children: Sequence[etree._Element]) -> None:
    for child in children:
        root.remove(child)


def _canonical(root: etree._Element, growths: Sequence[Growth]) -> bytes:
    """The canonical form, with the old and the new ends of everything that grew made alike."""
    for element in root.iter(etree.Element) if growths else ():
        for name in ("ref", "sqref"):
            if name in element.attrib:
                element.set(name, _without_ends(element.get(name, ""), growths))
        if str(element.tag).endswith("}sqref"):
            element.text = _without_ends(element.text or "", growths)
    text = canonical(root)
    return (
        _NUMBER.sub(lambda row: b"#" if _is_end(int(row[0]), growths) else row[0], text) if growths else text
    )


def _is_end(row: int, growths: Sequence[Growth]) -> bool:
    return any(growth.may_end(row) or row == growth.new_last_row for growth in growths)


def _without_ends(references: str, growths: Sequence[Growth]) -> str:
    """A list of references with every last row that may have moved left out."""
    areas = [(text, parse_range(text)) for text in references.split()]
    return " ".join(
        str(area.ending_at(0)) if area and _is_end(area.last_row, growths) else text for text, area in areas
    )
