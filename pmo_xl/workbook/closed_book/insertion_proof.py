"""The proof that setting columns into a sheet moved everything and changed nothing.

It goes back: each cell of the new file is looked for where it stood, its formula as the reader of sheets gives it, its
value by the second reader; every other difference must be a place that, moved back, says what the old file says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from lxml import etree

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.cells.address import MAX_COLUMN, cell_name
from pmo_xl.workbook.closed_book.cell_scan import (
    ScannedCell,
    raw_cells,
    row_settings,
    scanned_cell,
    scanned_rows,
    without_cells,
)
from pmo_xl.workbook.closed_book.insertion import Inserted
from pmo_xl.workbook.closed_book.part_xml import main, parse, whole_number
from pmo_xl.workbook.closed_book.parts import Parts, part_key
from pmo_xl.workbook.closed_book.proof_values import ValueReader
from pmo_xl.workbook.edits.column_shift import ColumnShift
from pmo_xl.workbook.file.package import read_package, relations
from pmo_xl.workbook.file.safe_xml import as_plain_utf8
from pmo_xl.workbook.tab.plain_sheet import plain_sheet
from pmo_xl.workbook.tab.sheet_scan import Address, formulas

_VML_PLACE: Final = re.compile(rb"(?<=<x:Anchor>)[\d,\s-]+|(?<=<x:Column>)\s*\d+|(?<=<x:Fmla)\w+>[^<]*")
_PLACES: Final = (
    "ref", "sqref", "activeCell", "topLeftCell", "location", "textlink",
    "f", "formula", "formula1", "formula2", "calculatedColumnFormula", "totalsRowFormula", "definedName",
)  # fmt: skip
"""Attributes and elements that name places."""
_SHOWN: Final = 5


class _Back(ColumnShift):
    """The way back: where a place of the new file was."""

    def column(self, column: int) -> int:
        """Where a column stood. One that is new stood nowhere: it gets a place that no file names."""
        if self.before <= column < self.before + self.count:
            return MAX_COLUMN - 1
        return column - self.count if self.before < column < MAX_COLUMN else column


def prove_insertion(inserted: Inserted) -> None:
    """RefusedEdit, saying what differs, unless everything is as it was, only further right."""
    found = list(_differences(inserted))
    if found:
        shown = "、".join(found[:_SHOWN]) + (" ほか" if len(found) > _SHOWN else "")
        raise RefusedEdit(
            f"列の挿入の確認で違いが見つかったため保存しませんでした（{shown}）。元のファイルはそのままです。"
        )


def _differences(inserted: Inserted) -> Iterator[str]:
    before, after = inserted.before, Parts(inserted.before.file_name, inserted.data)
    back = _Back(inserted.edit.sheet, inserted.edit.before, inserted.edit.count)
    if before.names != after.names:
        yield "部品の一覧"
        return
    sheets = _titles(before)
    readers = ValueReader(before.container), ValueReader(after.container)
    for name in before.names:
        if before.entry(name).record == after.entry(name).record:
            continue
        old, new = before.original(name), after.read(name)
        title = sheets.get(part_key(name))
        if title and "/worksheets/" in f"/{part_key(name)}":
            yield from _differing_sheet(title, as_plain_utf8(old), as_plain_utf8(new), back)
            cells = [_values(reader, name) for reader in readers]
            yield from _unlike(title, _back_cells(title, cells[1], back), cells[0], "の値")
        elif part_key(name).endswith(".vml"):
            if _VML_PLACE.sub(b"", old) != _VML_PLACE.sub(b"", new):
                yield f"部品 {name}"
        elif not _is_moved(parse(old, name), parse(new, name), back, title):
            yield f"部品 {name}"


def _titles(parts: Parts) -> dict[str, str]:
    """The tab to which each part belongs: sheets, and what hangs on them."""
    found: dict[str, str] = {}
    for sheet in read_package(parts.container).sheets:
        if sheet.part:
            links = relations(parts.container, sheet.part).values()
            found |= {
                part_key(part): sheet.title for part in (sheet.part, *(each.part for each in links)) if part
            }
    return found


def _differing_sheet(title: str, old: bytes, new: bytes, back: ColumnShift) -> Iterator[str]:
    rows = scanned_rows(old), scanned_rows(new)
    if [*rows[0]] != [*rows[1]]:
        yield f"{title}の行"
    for number in rows[0].keys() & rows[1].keys():
        raw = rows[0][number], rows[1][number]
        if raw[0] != raw[1] or title == back.sheet:
            was, now = (
                {(number, at): scanned_cell(cell) for at, cell in raw_cells(row).items()} for row in raw
            )
            looks = [{at: _look(cell) for at, cell in cells.items()} for cells in (was, now)]
            yield from _unlike(title, _back_cells(title, looks[1], back), looks[0], "")
            if row_settings(raw[0]) != row_settings(raw[1]):
                yield f"{title}の{number}行目の設定"
    texts = [formulas(plain_sheet(data)) for data in (old, new)]
    moved = {at: back.formula(text, title) for at, text in texts[1].items()}
    yield from _unlike(title, _back_cells(title, moved, back), texts[0], "の数式")
    frames = [parse(without_cells(data), title) for data in (old, new)]
    said = [_said_of_columns(frame) for frame in frames]
    if {(back.column(at) if title == back.sheet else at): each for at, each in said[1].items()} != said[0]:
        yield f"{title}の列の幅"
    if not _is_moved(frames[0], frames[1], back, title):
        yield f"{title}のセル以外の設定"


def _look(cell: ScannedCell | None) -> ScannedCell | None:
    """A cell without its formula, which is compared for itself."""
    return cell and replace(cell, formula=None, formula_kind=())


def _back_cells(title: str, cells: Mapping[Address, object], back: ColumnShift) -> dict[Address, object]:
    if title != back.sheet:
        return dict(cells)
    return {(row, back.column(column)): value for (row, column), value in cells.items()}


def _unlike(
    title: str, now: Mapping[Address, object], was: Mapping[Address, object], what: str
) -> Iterator[str]:
    if now != was:
        places = sorted(at for at in {*now, *was} if now.get(at) != was.get(at))
        yield from (f"{title}!{cell_name(row, max(column, 1))}{what}" for row, column in places)


def _values(reader: ValueReader, part: str) -> dict[Address, object]:
    values = reader.values(part)
    return {
        (row, column): value
        for row, cells in enumerate(values.rows, values.first_row)
        for column, value in enumerate(cells, values.first_column)
        if value != ""
    }


def _said_of_columns(frame: etree._Element) -> dict[int, tuple[tuple[str, str], ...]]:
    """What is said of each column, the list taken out of the frame."""
    found: dict[int, tuple[tuple[str, str], ...]] = {}
    for holder in frame.findall(main("cols")):
        for each in holder:
            said = sorted((str(k), str(v)) for k, v in each.attrib.items() if k not in ("min", "max"))
            last = min(whole_number(each, "max"), MAX_COLUMN - 1_000)
            found |= dict.fromkeys(range(whole_number(each, "min"), last + 1), tuple(said))
        frame.remove(holder)
    return found


def _is_moved(old: etree._Element, new: etree._Element, back: ColumnShift, title: str | None) -> bool:
    """Whether two versions of a part are alike but for places that, moved back, are the old ones."""
    was, now = list(old.iter()), list(new.iter())
    return len(was) == len(now) and all(
        one.tag == other.tag
        and one.keys() == other.keys()
        and all(
            _is_place(one.get(key), other.get(key), back, title, is_sure=key in _PLACES) for key in one.attrib
        )
        and _is_place(one.text, other.text, back, title, is_sure=_local(one) in _PLACES)
        and (one.tail or "").strip() == (other.tail or "").strip()
        for one, other in zip(was, now, strict=True)
    )


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _is_place(
    old: str | None, new: str | None, back: ColumnShift, title: str | None, *, is_sure: bool
) -> bool:
    """Whether a text is the old one, moved where it names a place. is_sure: it does, and may not have stayed behind."""
    if old is None or new is None:
        return old == new
    if is_sure:
        return back.formula(new, title) == old
    is_number = old.strip().isdecimal() and new.strip().isdecimal()
    return old == new or (is_number and int(new) - int(old) == back.count)
