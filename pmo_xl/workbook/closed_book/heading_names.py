"""Another heading for a table's column: its cell, the table's own list, and every formula that names the column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Final

from lxml import etree

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.closed_book.book import Book
from pmo_xl.workbook.closed_book.part_xml import main
from pmo_xl.workbook.closed_book.parts import part_key
from pmo_xl.workbook.closed_book.references import StretchedFormula, cell_before
from pmo_xl.workbook.closed_book.strings import stored_text
from pmo_xl.workbook.edits.edit import CellChange
from pmo_xl.workbook.edits.structure import SetColumnFormula, SetHeading

_FORMULAS: Final = re.compile(
    rb"<(?:\w+:)?(f|formula|formula1|formula2|calculatedColumnFormula|totalsRowFormula|definedName)(?:\s[^>]*)?>([^<]*)<"
)
_SPECIAL: Final = re.compile(r"(['\[\]#])")
_INNER: Final = r"(?:'.|[^'\[\]])"


def set_heading(book: Book, edit: SetHeading) -> None:
    """Write the heading into the sheet and the table. RefusedEdit where the table has no such column, or has it twice."""
    sheet = book.sheet(edit.sheet)
    table = next((each for each in sheet.tables if each.name.casefold() == edit.table.casefold()), None)
    names = [] if table is None else [each.get("name", "") for each in table.columns]
    if table is None or stored_text(edit.before) not in names:
        raise RefusedEdit(
            f"「{edit.sheet}」に見出し「{edit.before}」の列が見つからないため、見出しを変えません。"
        )
    if stored_text(edit.after).casefold() in (name.casefold() for name in names):
        raise RefusedEdit(f"「{edit.sheet}」に見出し「{edit.after}」の列がもうあるため、見出しを変えません。")
    at = names.index(stored_text(edit.before))
    table.columns[at].set("name", stored_text(edit.after))
    table.part.is_changed = True
    row, column = table.area.first_row, table.area.first_column + at
    sheet.write(row, column, edit.after)
    sheet.changes[-1] = CellChange(sheet.name, row, column, edit.before, edit.after, "heading")


def set_column_formula(book: Book, edit: SetColumnFormula) -> None:
    """Let the table state another formula for a column. RefusedEdit where it has no such column with a formula."""
    sheet = book.sheet(edit.sheet)
    table = next((each for each in sheet.tables if each.name.casefold() == edit.table.casefold()), None)
    stated = _stated(table.part.root if table else None, edit)
    if table is None or stated is None:
        raise RefusedEdit(
            f"「{edit.sheet}」の列「{edit.heading}」は、表の計算列ではないため数式を変えません。"
        )
    stated.text = stored_text(edit.formula)
    table.part.is_changed = True


def without_column_formula(root: etree._Element, edit: SetColumnFormula) -> None:
    """Take out what a table states for the column, to compare the rest of it."""
    stated = _stated(root, edit)
    if stated is not None:
        stated.text = ""


def _stated(root: etree._Element | None, edit: SetColumnFormula) -> etree._Element | None:
    if root is None or root.get("displayName", "").casefold() != edit.table.casefold():
        return None
    columns = root.iter(main("tableColumn"))
    column = next((each for each in columns if each.get("name") == stored_text(edit.heading)), None)
    return None if column is None else column.find(main("calculatedColumnFormula"))


def rename_in_formulas(book: Book, edit: SetHeading) -> Iterator[StretchedFormula]:
    """Let every formula of a stored book name the column by its new heading; gives the cells concerned."""
    sheets = {part_key(part): title for title, part in book.worksheets.items()}
    for name in book.parts.names:
        key = part_key(name)
        if key.endswith(".xml") and (
            key in sheets or any(f"/{each}/" in key for each in ("tables", "charts"))
        ):
            yield from _rename_in(book, name, edit, sheets.get(key))
    _rename_in_names(book, edit)


def _rename_in(book: Book, part: str, edit: SetHeading, sheet: str | None) -> Iterator[StretchedFormula]:
    data, pieces, done = book.parts.read(part), [], 0
    if edit.table.encode() not in data:
        return
    for hit in _FORMULAS.finditer(data):
        before = unescape(hit[2].decode())
        after = renamed(before, edit)
        if after != before:
            pieces += [data[done : hit.start(2)], escape(after, quote=False).encode()]
            done = hit.end(2)
            cell = cell_before(data, hit.start()) if hit[1] == b"f" and sheet else None
            if cell and sheet:
                yield StretchedFormula(sheet, *cell, before, after)
    if done:
        book.parts.replace(part, b"".join([*pieces, data[done:]]))


def _rename_in_names(book: Book, edit: SetHeading) -> None:
    for name in book.workbook.root.iter("{*}definedName"):
        after = renamed(name.text or "", edit)
        if after != (name.text or ""):
            name.text = after
            book.workbook.is_changed = True


def renamed(formula: str, edit: SetHeading) -> str:
    """The formula with the column's new heading: 表[期限], 表[[#This Row],[期限]], 表[[期限]:[状態]]."""
    old, new = (_SPECIAL.sub(r"'\1", text) for text in (edit.before, edit.after))
    table = re.compile(
        rf"(?<![\w.\\]){re.escape(edit.table)}\[((?:{_INNER}|\[{_INNER}*\])*)\]", re.IGNORECASE
    )

    def swap(match: re.Match[str]) -> str:
        """One structured reference."""
        inside = new if match[1] == old else match[1].replace(f"[{old}]", f"[{new}]")
        return f"{match[0][: match.start(1) - match.start()]}{inside}]"

    return table.sub(swap, formula)
