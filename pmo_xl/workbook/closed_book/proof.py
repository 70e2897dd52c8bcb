"""The proof of a save: the new file is read back with other readers before it may replace the old one.

Parts that were not edited are compared by their bytes. In every edited sheet each cell that was not
meant to change must have its old value, formula and style, each changed one its new; what lies around
the cells must be the same but for the ends of ranges that grew. The other edited parts may differ only
where an edit said so.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmo_xl.errors import RefusedEdit
from pmo_xl.workbook.address import cell_name
from pmo_xl.workbook.closed_book.cell_scan import ScannedCell, raw_cells, scanned_cell, scanned_rows
from pmo_xl.workbook.closed_book.editor import Edited, Expected
from pmo_xl.workbook.closed_book.parts import Parts
from pmo_xl.workbook.closed_book.proof_parts import differing_parts, differs_around_cells
from pmo_xl.workbook.closed_book.proof_values import ValueReader, differing_cells
from pmo_xl.workbook.closed_book.strings import stored_text

_SHOWN = 5


def prove(new: bytes, edited: Edited) -> None:
    """RefusedEdit, saying what differed, unless the new file is exactly the old one with the edits."""
    differences = list(_differences(new, edited))
    if differences:
        shown = "、".join(differences[:_SHOWN]) + (" ほか" if len(differences) > _SHOWN else "")
        raise RefusedEdit(
            f"書き換えの確認で違いが見つかったため保存しませんでした（{shown}）。元のファイルはそのままです。"
        )


def _differences(new: bytes, edited: Edited) -> Iterator[str]:
    before, after = edited.book.parts, Parts(edited.book.parts.file_name, new)
    yield from _differing_bytes(before, after)
    yield from differing_parts(before, after, edited)
    for name, expected in edited.expected.items():
        old_sheet, new_sheet = before.original(expected.part), after.read(expected.part)
        yield from (
            f"{name}!{cell_name(*place)}" for place in _differing_scan(old_sheet, new_sheet, expected)
        )
        if differs_around_cells(old_sheet, new_sheet, expected, edited.growths):
            yield f"{name}のセル以外の設定"
    yield from _differing_values(before, after, edited)


def _differing_bytes(before: Parts, after: Parts) -> Iterator[str]:
    if before.names != after.names:
        yield "部品の一覧"
    edited = set(before.changed)
    for name in before.names:
        is_same = name in after and before.entry(name).record == after.entry(name).record
        if name not in edited and not is_same:
            yield f"部品 {name}"


def _differing_scan(old: bytes, new: bytes, expected: Expected) -> Iterator[tuple[int, int]]:
    """The cells whose style, formula or stored value is not what it should be, by the bytes."""
    rows_before, rows_after = scanned_rows(old), scanned_rows(new)
    concerned = {row for row, _ in (*expected.written, *expected.new_formulas)}
    for row in sorted({*rows_before, *rows_after}):
        before, after = rows_before.get(row, b""), rows_after.get(row, b"")
        if row in concerned or before != after:
            yield from ((row, column) for column in _differing_columns(row, before, after, expected))


def _differing_columns(row: int, before: bytes, after: bytes, expected: Expected) -> Iterator[int]:
    old_cells, new_cells = raw_cells(before), raw_cells(after)
    wanted = {column for at, column in expected.written if at == row}
    for column in sorted({*old_cells, *new_cells, *wanted}):
        place, old, new = (row, column), old_cells.get(column), new_cells.get(column)
        is_untouched = old == new and place not in expected.written and place not in expected.new_formulas
        if not is_untouched and not _is_right(scanned_cell(old), scanned_cell(new), place, expected):
            yield column


def _is_right(
    old: ScannedCell | None, new: ScannedCell | None, place: tuple[int, int], expected: Expected
) -> bool:
    written, formula = expected.written.get(place), expected.new_formulas.get(place)
    if written is not None:
        wanted = formula or written.formula
        found = (0, None) if new is None else (new.style, new.formula)
        return found == (written.style, stored_text(wanted) if wanted else None)
    if formula is not None and old is not None and new is not None:
        return (new.formula, new.style, new.value, new.kind) == (
            stored_text(formula),
            old.style,
            old.value,
            old.kind,
        )
    return old == new


def _differing_values(before: Parts, after: Parts, edited: Edited) -> Iterator[str]:
    old, new = ValueReader(before.container), ValueReader(after.container)
    if old.sheet_titles != new.sheet_titles:
        yield "シートの一覧"
    for name, expected in edited.expected.items():
        values = old.values(expected.part), new.values(expected.part)
        places = differing_cells(*values, expected.written, edited.book.context.is_1904)
        yield from (f"{name}!{cell_name(*place)}の値" for place in places)
