"""The proof for cells, by their bytes: styles, formulas and stored values, and what rows say of themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmo_xl.workbook.cells.address import cell_name
from pmo_xl.workbook.closed_book.cell_scan import (
    ScannedCell,
    raw_cells,
    row_settings,
    scanned_cell,
)
from pmo_xl.workbook.closed_book.editor import Expected
from pmo_xl.workbook.closed_book.strings import stored_text


def differing_scan(
    rows_before: Mapping[int, bytes], rows_after: Mapping[int, bytes], expected: Expected
) -> Iterator[str]:
    """The cells, and the rows, that are not what they should be. The rows as `scanned_rows` gives them."""
    concerned = {row for row, _ in (*expected.written, *expected.new_formulas)}
    for row in sorted({*rows_before, *rows_after}):
        before, after = rows_before.get(row, b""), rows_after.get(row, b"")
        if row in concerned or before != after:
            yield from (cell_name(row, column) for column in _differing_columns(row, before, after, expected))
            height = {"ht": expected.fitted[row]} if row in expected.fitted else {}
            if before and after and row_settings(before) | height != row_settings(after):
                yield f"{row}行目の設定"


def _differing_columns(row: int, before: bytes, after: bytes, expected: Expected) -> Iterator[int]:
    old_cells, new_cells = raw_cells(before), raw_cells(after)
    wanted = {column for at, column in expected.written if at == row}
    for column in sorted({*old_cells, *new_cells, *wanted}):
        place, old, new = (row, column), old_cells.get(column), new_cells.get(column)
        is_untouched = old == new and place not in expected.written and place not in expected.new_formulas
        if not is_untouched and not _is_right(scanned_cell(old), scanned_cell(new), place, expected):
            yield max(column, 1)


def _is_right(
    old: ScannedCell | None, new: ScannedCell | None, place: tuple[int, int], expected: Expected
) -> bool:
    written, formula = expected.written.get(place), expected.new_formulas.get(place)
    if written is not None:
        wanted = formula or written.formula
        found = ("0", None) if new is None else (new.style, new.formula)
        return found == (str(written.style), stored_text(wanted) if wanted else None)
    if formula is not None and old is not None and new is not None:
        is_kept = (new.style, new.value, new.kind) == (old.style, old.value, old.kind)
        return is_kept and new.formula == stored_text(formula)
    return old == new
