"""Columns set into a sheet of a closed workbook: every part that names a cell of the sheet follows, as in Excel.

It is done to the file's bytes before any other edit; the proof of the other edits starts from its result, and its own
proof is in `insertion_proof`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Final

from lxml import etree

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.cells.address import MAX_COLUMN, column_letters, parse_range
from pmo_xl.workbook.closed_book.book import Book
from pmo_xl.workbook.closed_book.insertion_sheet import SheetFollowing, follow_attributes
from pmo_xl.workbook.closed_book.part_xml import PartXml, main
from pmo_xl.workbook.closed_book.parts import Parts, part_key
from pmo_xl.workbook.closed_book.sheet import Sheet
from pmo_xl.workbook.edits.column_shift import ColumnShift
from pmo_xl.workbook.edits.edit import CellChange
from pmo_xl.workbook.edits.structure import InsertColumns
from pmo_xl.workbook.file.package import relations

_WITH_REF: Final = ("comments", "threadedComment", "pivotTable")
_CONTROL_FORMULAS: Final = ("fmlaLink", "fmlaRange", "fmlaTxbx", "fmlaGroup")
_NOT_FOLLOWED: Final = ("tableSingleCells",)
_CLIENT: Final = re.compile(rb"<x:ClientData\b.*?</x:ClientData>", re.DOTALL)
_ANCHOR: Final = re.compile(rb"(<x:Anchor>)([\d,\s-]+)(</x:Anchor>)")
_NOTE_COLUMN: Final = re.compile(rb"(<x:Column>)\s*(\d+)\s*(</x:Column>)")
_VML_FORMULA: Final = re.compile(rb"(<x:Fmla(?:Link|Range|Txbx|Group)>)([^<]*)(</)")


@dataclass(frozen=True)
class Inserted:
    """A workbook's bytes after columns were set into a sheet, and what it was before."""

    edit: InsertColumns
    before: Parts
    data: bytes
    changed: tuple[str, ...]

    @property
    def shift(self) -> ColumnShift:
        """Where everything stands now."""
        return ColumnShift.of(self.edit)

    @property
    def change(self) -> CellChange:
        """What a preview says of it."""
        edit = self.edit
        return CellChange(edit.sheet, 1, edit.before, None, f"{edit.count} 列を挿入", "inserted")


def insert_columns(file_name: str, data: bytes, edit: InsertColumns) -> Inserted:
    """Set the columns in. RefusedEdit where something on the sheet cannot follow."""
    book = Book(file_name, data)
    sheet = book.sheet(edit.sheet)
    shift = ColumnShift(sheet.name, edit.before, edit.count)
    _refuse_divided(book, sheet, shift)
    for title, part in book.worksheets.items():
        is_own = title == sheet.name
        if is_own or _may_name(book.parts.read(part), sheet.name):
            _follow(book, part, partial(_follow_sheet, title=title, shift=shift))
        for table in book.parts_of_kind(part, "table"):
            _follow_table(book, table, title, shift)
        if is_own:
            _follow_own_parts(book, part, shift)
    for name in book.parts.names:
        _follow_shared(book, name, shift)
    _follow_names(book, shift)
    return Inserted(InsertColumns(sheet.name, edit.before, edit.count), *_made(book))


def _made(book: Book) -> tuple[Parts, bytes, tuple[str, ...]]:
    if book.workbook.is_changed:
        book.parts.replace(book.workbook.name, book.workbook.to_bytes())
    return book.parts, book.parts.to_bytes(), tuple(book.parts.changed)


def _refuse_divided(book: Book, sheet: Sheet, shift: ColumnShift) -> None:
    where = f"「{sheet.name}」の{column_letters(shift.before)}列の前に列を挿入できません"
    held = [(table.area, f"表「{table.name}」") for table in sheet.tables]
    held += [(area, "配列数式") for area in sheet.formulas.fixed_areas]
    held += [(area, "ピボットテーブル") for area in sheet.pivot_areas]
    for area, what in held:
        if shift.divides(area):
            raise RefusedEdit(f"{where}。{what}({area.reference})の途中になります。")
    links = relations(book.parts.container, sheet.part.name).values()
    if any(link.kind in _NOT_FOLLOWED for link in links):
        raise RefusedEdit(f"{where}。シートにXMLの対応付けがあります。")
    last = max((max(sheet.rows.cells(row), default=0) for row in sheet.rows.numbers), default=0)
    if last + shift.count > MAX_COLUMN:
        raise RefusedEdit(f"{where}。シートの右端({column_letters(last)}列)まで使われています。")


def _follow(book: Book, name: str, follow: Callable[[etree._Element], bool]) -> None:
    part = PartXml(name, book.parts.read(name))
    if follow(part.root):
        book.parts.replace(name, part.to_bytes())


def _may_name(data: bytes, title: str) -> bool:
    """Whether a part may name the sheet: by its letters, or in a way of writing that is not looked into here."""
    quoted = title.replace("'", "''")
    plain = {each.encode() for name in (title, quoted) for each in (name, escape(name, quote=False))}
    folded = data.lower()
    is_odd = b"&#" in data or b"\0" in data[:200] or _is_foreign(data)
    return is_odd or any(each.lower() in folded for each in plain)


def _is_foreign(data: bytes) -> bool:
    head = data[:200].lower()
    return b"encoding" in head and b"utf-8" not in head


def _follow_sheet(root: etree._Element, title: str, shift: ColumnShift) -> bool:
    return SheetFollowing(root, title, shift).follow()


def _follow_table(book: Book, name: str, title: str, shift: ColumnShift) -> None:
    is_own = title == shift.sheet

    def follow(root: etree._Element) -> bool:
        """The table's places, and the formulas of its columns."""
        changed = is_own and follow_attributes(root, shift)
        for element in root.iter(main("calculatedColumnFormula"), main("totalsRowFormula")):
            changed |= _set_text(element, shift.formula(element.text or "", title))
        return changed

    if is_own or _may_name(book.parts.read(name), shift.sheet):
        _follow(book, name, follow)


def _set_text(element: etree._Element, text: str) -> bool:
    if text == (element.text or ""):
        return False
    element.text = text
    return True


# what hangs on the sheet: drawings, notes, controls, pivot tables


def _follow_own_parts(book: Book, sheet: str, shift: ColumnShift) -> None:
    for link in relations(book.parts.container, sheet).values():
        if link.part is None:
            continue
        if link.kind in _WITH_REF:
            _follow(book, link.part, lambda root: follow_attributes(root, shift))
        elif link.kind == "drawing":
            _follow(book, link.part, lambda root: follow_anchors(root, shift))
        elif link.kind == "ctrlProp":
            _follow(book, link.part, lambda root: _follow_control(root, shift))
        elif link.kind == "vmlDrawing":
            old = book.parts.read(link.part)
            new = vml_after(old, shift)
            if new != old:
                book.parts.replace(link.part, new)


def follow_anchors(root: etree._Element, shift: ColumnShift) -> bool:
    """Let everything drawn on the sheet follow the cells below it, as its own settings say; True where something moved."""
    changed = False
    for anchor in root.iter("{*}twoCellAnchor", "{*}oneCellAnchor", "{*}anchor"):
        ends = [anchor.find(f"{{*}}{end}/{{*}}col") for end in ("from", "to")]
        moves, sizes = _behaviour(anchor)
        columns = [None if end is None else int(end.text or "0") for end in ends]
        for end, column in zip(ends, _moved(columns, shift, moves=moves, sizes=sizes), strict=True):
            if end is not None and column is not None:
                changed |= _set_text(end, str(column))
    return changed


def _behaviour(anchor: etree._Element) -> tuple[bool, bool]:
    """Whether a drawn thing moves, and grows, with the cells."""
    if etree.QName(anchor).localname == "anchor":
        return anchor.get("moveWithCells") == "1", anchor.get("sizeWithCells") == "1"
    kind = anchor.get("editAs", "twoCell")
    return kind != "absolute", kind == "twoCell"


def _moved(
    columns: Sequence[int | None], shift: ColumnShift, *, moves: bool, sizes: bool
) -> list[int | None]:
    """First and last column (from 0) of a drawn thing afterwards."""
    first, last = (None if column is None else shift.column(column + 1) - 1 for column in columns)
    if not moves:
        return list(columns)
    is_over = first == columns[0] and last != columns[1]
    return [first, columns[1] if is_over and not sizes else last]


def _follow_control(root: etree._Element, shift: ColumnShift) -> bool:
    changed = False
    for name in _CONTROL_FORMULAS:
        old = root.get(name)
        new = None if old is None else shift.formula(old, shift.sheet)
        if new is not None and new != old:
            root.set(name, new)
            changed = True
    return changed


def vml_after(data: bytes, shift: ColumnShift) -> bytes:
    """A sheet's VML drawing (its notes and older controls) after the move, every other byte as it was."""

    def client(match: re.Match[bytes]) -> bytes:
        """What one shape says of its place."""
        body = match[0]
        keeps_place, keeps_size = b"<x:MoveWithCells" in body, b"<x:SizeWithCells" in body
        is_fixed = keeps_place and keeps_size

        def anchor(found: re.Match[bytes]) -> bytes:
            """Its eight numbers, of which the first and the fifth are columns from 0."""
            numbers = found[2].split(b",")
            if len(numbers) == 8 and not is_fixed:
                columns = [int(numbers[0]), int(numbers[4])]
                for at, column in zip(
                    (0, 4), _moved(columns, shift, moves=True, sizes=not keeps_size), strict=True
                ):
                    numbers[at] = re.sub(rb"-?\d+", str(column).encode(), numbers[at])
            return found[1] + b",".join(numbers) + found[3]

        body = _NOTE_COLUMN.sub(lambda m: m[1] + str(shift.column(int(m[2]) + 1) - 1).encode() + m[3], body)
        body = _VML_FORMULA.sub(
            lambda m: m[1] + shift.formula(m[2].decode(), shift.sheet).encode() + m[3], body
        )
        return _ANCHOR.sub(anchor, body)

    return _CLIENT.sub(client, data)


# what may name the sheet from anywhere: charts, texts of shapes, pivot caches, names


def _follow_shared(book: Book, name: str, shift: ColumnShift) -> None:
    key = part_key(name)
    if not key.endswith(".xml") or not _may_name(book.parts.read(name), shift.sheet):
        return
    if "/charts/" in key:
        _follow(book, name, lambda root: _follow_chart(root, shift))
    elif "/drawings/" in key:
        _follow(book, name, lambda root: _follow_text_links(root, shift))
    elif "/pivotcache/" in key:
        _follow(book, name, lambda root: _follow_cache(root, shift))


def _follow_chart(root: etree._Element, shift: ColumnShift) -> bool:
    found = [_set_text(each, shift.formula(each.text or "", None)) for each in root.iter("{*}f")]
    return any(found)


def _follow_text_links(root: etree._Element, shift: ColumnShift) -> bool:
    changed = False
    for element in root.iter("{*}sp"):
        old = element.get("textlink")
        new = None if old is None else shift.formula(old, None)
        if new is not None and new != old:
            element.set("textlink", new)
            changed = True
    return changed


def _follow_cache(root: etree._Element, shift: ColumnShift) -> bool:
    changed = False
    for element in root.iter(main("worksheetSource"), main("rangeSet")):
        if element.get("sheet", "").casefold() == shift.sheet.casefold() and element.get("ref"):
            area = parse_range(element.get("ref", ""))
            if area is not None and shift.divides(area):
                raise RefusedEdit("ピボットテーブルの元の範囲の途中になるため、列を挿入できません。")
            changed |= follow_attributes(element, shift)
    return changed


def _follow_names(book: Book, shift: ColumnShift) -> None:
    for name in book.workbook.root.iter(main("definedName")):
        if _set_text(name, shift.formula(name.text or "", None)):
            book.workbook.is_changed = True
