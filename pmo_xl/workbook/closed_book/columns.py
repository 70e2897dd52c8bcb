"""A column at the right end of a table, and another heading for one: carried out on a sheet's XML and its table's."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Final

from lxml import etree

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.cells.address import CellRange, column_letters, parse_range
from pmo_xl.workbook.closed_book.donor import OpenDonor, areas
from pmo_xl.workbook.closed_book.part_xml import drop_attribute, main, new_child, the_child, whole_number
from pmo_xl.workbook.closed_book.sheet import Sheet
from pmo_xl.workbook.closed_book.strings import stored_text
from pmo_xl.workbook.closed_book.tables import Table
from pmo_xl.workbook.edits.edit import CellChange, Formula
from pmo_xl.workbook.edits.structure import AddColumn

SHEET_ORDER: Final = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection",
    "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews", "mergeCells",
    "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks",
)  # fmt: skip
_OUTLINE: Final = "outlineLevelCol"


@dataclass(frozen=True)
class AddedColumn:
    """A column that was added: where, and the validations made for it."""

    table: str
    column: int
    first_row: int
    heading: str


def add_column(sheet: Sheet, edit: AddColumn, donor: OpenDonor) -> AddedColumn:
    """Add the column, with its heading, looks, formula and what its cells accept. RefusedEdit where there is no room."""
    table, model = table_of(sheet, edit.table), donor.sheet(edit.donor_sheet)
    area, at = table.area, table.area.last_column + 1
    _refuse_taken(sheet, table, at)
    like = column_of(model.tables[0], edit.like or edit.heading)
    header_row, model_header = area.first_row, model.tables[0].area.first_row
    look = donor.looks.style(model.style(model_header, like))
    body = donor.looks.style(model.style(model_header + 1, like))
    formula = None if edit.is_plain else model.tables[0].formulas.get(like)
    sheet.write(header_row, at, edit.heading, style=look)
    for row in range(area.first_row + table.header_rows, area.last_row - table.totals_rows + 1):
        sheet.rows.make_row(row)
        sheet.write(row, at, Formula(formula, None) if formula else None, style=body)
    _grow_table(table, edit.heading, formula)
    added = AddedColumn(table.name, at, area.first_row + table.header_rows, edit.heading)
    _set_width(sheet, model, like, at, body)
    if not edit.is_plain:
        _accept(sheet, model, like, added)
    _widen_formats(sheet, area, at)
    sheet.part.is_changed = True
    change = next(each for each in sheet.changes if (each.row, each.column) == (header_row, at))
    sheet.changes[sheet.changes.index(change)] = CellChange(
        sheet.name, header_row, at, None, edit.heading, "new_column"
    )
    return added


def table_of(sheet: Sheet, name: str) -> Table:
    """The table of a name, whose columns may be written. RefusedEdit where there is none."""
    found = next((each for each in sheet.tables if each.name.casefold() == name.casefold()), None)
    if found is None or not found.header_rows:
        raise RefusedEdit(f"「{sheet.name}」に見出しのある表「{name}」が見つからないため、列を足しません。")
    if found.is_linked:
        raise RefusedEdit(f"表「{name}」は外部データにつながっているため、列を足しません。")
    return found


def column_of(table: Table, heading: str) -> int:
    """The column with a heading, counted from 1 on the sheet."""
    names = [each.get("name", "") for each in table.columns]
    return table.area.first_column + names.index(heading)


def _refuse_taken(sheet: Sheet, table: Table, column: int) -> None:
    """RefusedEdit where something stands beside the table, in any row of it, or right below in the new column."""
    area = table.area
    new = area._replace(first_column=column, last_column=column)
    held = [row for row in range(area.first_row, area.last_row + 1) if sheet.before(row, column) is not None]
    if held:
        raise RefusedEdit(
            f"「{sheet.name}」の表の右({column_letters(column)}列)に別の内容があるため、列を足せません。"
        )
    sheet.obstacles.check_free(new, what_is_added="列")
    for other in sheet.tables:
        if other is not table and other.area.meets(new):
            raise RefusedEdit(f"「{sheet.name}」の表の右に表「{other.name}」があるため、列を足せません。")


def _grow_table(table: Table, heading: str, formula: str | None) -> None:
    root, old = table.part.root, table.area
    for element in (root, *root.iter(main("autoFilter"))):
        area = parse_range(element.get("ref", ""))
        if area is not None and area.last_column == old.last_column:
            element.set("ref", area._replace(last_column=old.last_column + 1).reference)
    holder = the_child(root, "tableColumns")
    ids = [whole_number(each, "id") for each in table.columns]
    made = etree.SubElement(
        holder, main("tableColumn"), {"id": str(max(ids) + 1), "name": stored_text(heading)}
    )
    if formula:
        etree.SubElement(made, main("calculatedColumnFormula")).text = stored_text(formula)
    holder.set("count", str(len(ids) + 1))
    table.part.is_changed = True


def _set_width(sheet: Sheet, model: Sheet, like: int, at: int, style: int) -> None:
    """Give the column the width and the fold of the donor's; what is said of the columns beside it stays."""
    pattern = _said_of(model.part.root, like)
    made = sheet.part.root.makeelement(main("col"), _attributes(pattern))
    drop_attribute(made, "collapsed")
    made.set("style", str(style))
    holder = sheet.part.root.find(main("cols"))
    if holder is None:
        holder = new_child(sheet.part.root, "cols", SHEET_ORDER)
    _split_at(holder, at)
    before = next((each for each in holder if whole_number(each, "min") == at), None)
    if before is not None:
        holder.remove(before)
    _put(holder, made, at)
    if before is not None and before.get("collapsed") and whole_number(made, "outlineLevel"):
        _mark_fold(holder, before, at + 1)
    level, settings = whole_number(made, "outlineLevel"), sheet.part.root.find(main("sheetFormatPr"))
    if level and settings is not None and whole_number(settings, _OUTLINE) < level:
        settings.set(_OUTLINE, str(level))


def _mark_fold(holder: etree._Element, before: etree._Element, at: int) -> None:
    """Set the mark of a fold, which stands behind its last column. before: what bore it until now."""
    _split_at(holder, at)
    behind = next((each for each in holder if whole_number(each, "min") == at), None)
    if behind is None:
        behind = _put(holder, deepcopy(before), at)
    behind.set("collapsed", "1")


def _attributes(element: etree._Element | None) -> dict[str, str]:
    return {} if element is None else {str(name): str(value) for name, value in element.attrib.items()}


def _put(holder: etree._Element, made: etree._Element, at: int) -> etree._Element:
    made.set("min", str(at))
    made.set("max", str(at))
    later = next((each for each in holder if whole_number(each, "min") > at), None)
    holder.append(made) if later is None else later.addprevious(made)
    return made


def _said_of(root: etree._Element, column: int) -> etree._Element | None:
    found = root.iterfind(f"{main('cols')}/{main('col')}")
    return next((e for e in found if whole_number(e, "min") <= column <= whole_number(e, "max")), None)


def _split_at(holder: etree._Element, column: int) -> None:
    """Let what is said of several columns at once be said of this one alone."""
    for each in list(holder):
        first, last = whole_number(each, "min"), whole_number(each, "max")
        if first <= column <= last and first != last:
            for low, high in ((first, column - 1), (column, column), (column + 1, last)):
                if low <= high:
                    piece = deepcopy(each)
                    piece.set("min", str(low))
                    piece.set("max", str(high))
                    each.addprevious(piece)
            holder.remove(each)


def _accept(sheet: Sheet, model: Sheet, like: int, added: AddedColumn) -> None:
    """Give the column's cells the validation and the input message of the donor's."""
    patterns = [
        each
        for each in model.part.root.iterfind(f"{main('dataValidations')}/{main('dataValidation')}")
        if any(area.first_column == like == area.last_column for area in areas(each.get("sqref", "")))
    ]
    if not patterns:
        return
    holder = sheet.part.root.find(main("dataValidations"))
    if holder is None:
        holder = new_child(sheet.part.root, "dataValidations", SHEET_ORDER)
    for pattern in patterns:
        reach = max(area.last_row for area in areas(pattern.get("sqref", "")))
        made = deepcopy(pattern)
        made.tail = None
        made.set("sqref", CellRange(added.first_row, added.column, reach, added.column).reference)
        holder.append(made)
    holder.set("count", str(len(holder)))


def _widen_formats(sheet: Sheet, table: CellRange, at: int) -> None:
    """Let conditional formats over all columns of the table cover the new one."""
    for element in sheet.part.root.iterfind(main("conditionalFormatting")):
        found = [_widened(text, table, at) for text in element.get("sqref", "").split()]
        element.set("sqref", " ".join(found))


def _widened(text: str, table: CellRange, at: int) -> str:
    area = parse_range(text)
    if area is None or (area.first_column, area.last_column) != (table.first_column, at - 1):
        return text
    return area._replace(last_column=at).reference if area.first_column < area.last_column else text


# the way back, for the proof


def without_columns(frame: etree._Element, added: list[AddedColumn]) -> None:
    """Take out of a sheet's frame what added columns brought, and of both versions what may be said otherwise."""
    columns = sorted(each.column for each in added)
    for holder in frame.findall(main("dataValidations")):
        for each in list(holder):
            found = areas(each.get("sqref", ""))
            if found and all(
                area.first_column == area.last_column and area.first_column in columns for area in found
            ):
                holder.remove(each)
        drop_attribute(holder, "count")
        if not len(holder):
            frame.remove(holder)
    for element in frame.iterfind(main("conditionalFormatting")):
        texts = element.get("sqref", "").split()
        element.set("sqref", " ".join(_narrowed(text, columns) for text in texts))
    for settings in frame.findall(main("sheetFormatPr")):
        drop_attribute(settings, _OUTLINE)
    for holder in frame.findall(main("cols")):
        said = list(_said_elsewhere(holder, [*columns, columns[-1] + 1]))
        frame.remove(holder)
        frame.set("columns", repr(said))


def _narrowed(text: str, columns: list[int]) -> str:
    area = parse_range(text)
    if area is None or area.last_column not in columns or area.first_column >= columns[0]:
        return text
    return area._replace(last_column=columns[0] - 1).reference


def _said_elsewhere(
    holder: etree._Element, columns: list[int]
) -> Iterator[tuple[int, int, list[tuple[str, str]]]]:
    """What is said of every other column, pieces that say the same joined."""
    pieces: list[tuple[int, int, list[tuple[str, str]]]] = []
    for each in holder:
        said = sorted((str(k), str(v)) for k, v in each.attrib.items() if k not in ("min", "max"))
        first, last = whole_number(each, "min"), whole_number(each, "max")
        for low, high in _without(first, last, columns):
            if pieces and pieces[-1][1] + 1 == low and pieces[-1][2] == said:
                pieces[-1] = (pieces[-1][0], high, said)
            else:
                pieces.append((low, high, said))
    yield from pieces


def _without(first: int, last: int, columns: list[int]) -> Iterator[tuple[int, int]]:
    low = first
    for column in (each for each in columns if first <= each <= last):
        if low < column:
            yield low, column - 1
        low = column + 1
    if low <= last:
        yield low, last


def table_without(root: etree._Element, added: list[AddedColumn]) -> None:
    """Take added columns out of a table's XML: the last ones, where their headings are as they were to be."""
    holder = root.find(main("tableColumns"))
    wanted = [each.heading for each in added]
    names = [] if holder is None else [each.get("name", "") for each in holder]
    if holder is None or names[len(names) - len(wanted) :] != [stored_text(each) for each in wanted]:
        return
    for each in list(holder)[len(names) - len(wanted) :]:
        holder.remove(each)
    holder.set("count", str(len(holder)))
    old = min(each.column for each in added) - 1
    for element in (root, *root.iter(main("autoFilter"))):
        area = parse_range(element.get("ref", ""))
        if area is not None and area.last_column == old + len(wanted):
            element.set("ref", area._replace(last_column=old).reference)
