"""What the cells of a column accept, given to a column of a table that accepts anything; and the way back, for the proof."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Final

from lxml import etree

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.cells.address import CellRange
from pmo_xl.workbook.closed_book.columns import SHEET_ORDER, column_of, table_of
from pmo_xl.workbook.closed_book.donor import OpenDonor, areas
from pmo_xl.workbook.closed_book.part_xml import drop_attribute, main, new_child
from pmo_xl.workbook.closed_book.sheet import Sheet
from pmo_xl.workbook.edits.structure import AddValidation

_RULE: Final = "dataValidation"
_RULES: Final = "dataValidations"


@dataclass(frozen=True)
class AddedValidation:
    """A validation that was added. text: the element as it was made."""

    text: bytes


def has_rules(root: etree._Element, area: CellRange) -> bool:
    """Whether a validation or an input message touches an area; those of Excel's later form (x14) count too."""
    holders = (*root.iterfind(main(_RULES)), *root.iterfind(main("extLst")))
    for each in (element for holder in holders for element in holder.iter(etree.Element)):
        if etree.QName(each).localname == _RULE:
            reference = each.get("sqref") or " ".join(
                child.text or "" for child in each if etree.QName(child).localname == "sqref"
            )
            if any(found.meets(area) for found in areas(reference)):
                return True
    return False


def add_validation(sheet: Sheet, edit: AddValidation, donor: OpenDonor) -> AddedValidation:
    """Add it. RefusedEdit where the column has a validation or a message, or the donor has none to give."""
    table, model = table_of(sheet, edit.table), donor.sheet(edit.donor_sheet)
    at, like = column_of(table, edit.heading), column_of(model.tables[0], edit.like)
    first = table.area.first_row + table.header_rows
    patterns = [
        each
        for each in model.part.root.iterfind(f"{main(_RULES)}/{main(_RULE)}")
        if any(area.first_column == like == area.last_column for area in areas(each.get("sqref", "")))
    ]
    if len(patterns) != 1:
        raise RefusedEdit(f"「{edit.like}」の入力規則が見つからないため、足しません。")
    reach = max(area.last_row for area in areas(patterns[0].get("sqref", "")))
    cells = CellRange(first, at, max(reach, table.area.last_row - table.totals_rows), at)
    if has_rules(sheet.part.root, cells):
        raise RefusedEdit(f"「{sheet.name}」の「{edit.heading}」には入力規則がもうあるため、足しません。")
    holder = sheet.part.root.find(main(_RULES))
    if holder is None:
        holder = new_child(sheet.part.root, _RULES, SHEET_ORDER)
    made = deepcopy(patterns[0])
    made.tail = None
    made.set("sqref", cells.reference)
    holder.append(made)
    holder.set("count", str(len(holder)))
    sheet.part.is_changed = True
    return AddedValidation(_text(made))


def without_validations(old: etree._Element, new: etree._Element, added: Sequence[AddedValidation]) -> None:
    """Take what was added out of a sheet's new frame, element by element as it was made; and the counts out of both."""
    texts = [each.text for each in added]
    for frame in (old, new):
        for holder in frame.findall(main(_RULES)):
            for each in list(holder) if frame is new else ():
                text = _text(each)
                if text in texts:
                    texts.remove(text)
                    holder.remove(each)
            drop_attribute(holder, "count")
            if not len(holder):
                frame.remove(holder)


def _text(element: etree._Element) -> bytes:
    lone = deepcopy(element)
    lone.tail = None
    return etree.tostring(lone, method="c14n", exclusive=True)
