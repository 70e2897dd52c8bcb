"""The live formulas of the derived columns show what the library computes."""

from pathlib import Path

import pytest

from pmo_xl.metrics.derived import DERIVED
from pmo_xl.model.sheets import SHEETS, sheets_of
from pmo_xl.workbook.author import write_workbook
from pmo_xl.workbook.author.plan import FIRST_ROW
from pmo_xl.workbook.formulas import FORMULAS, text_literal
from tests.support.libreoffice import recalculated, requires_libreoffice, shown_values
from tests.support.small_project import D, small_project

Shown = dict[tuple[str, int, str], object]


def derived_cells(path: Path) -> Shown:
    """By sheet, row and label, what the derived cells show; empty ones are left out."""
    book = shown_values(path)
    return {
        (sheet.sheet.label, cell.row, column.label): cell.value
        for sheet in sheets_of("core")
        for index, column in enumerate(sheet.columns.values(), 1)
        if column.is_derived
        for (cell,) in book[sheet.sheet.label].iter_rows(min_row=FIRST_ROW + 1, min_col=index, max_col=index)
        if cell.value not in (None, "")
    }


def test_every_derived_column_has_a_formula_and_a_figure():
    declared = {(sheet, name) for sheet in SHEETS for name, c in sheet.columns.items() if c.is_derived}
    assert declared == set(FORMULAS) == set(DERIVED)


def test_a_long_text_is_joined_because_excel_allows_255_characters():
    assert text_literal("あ" * 300) == f'"{"あ" * 240}"&"{"あ" * 60}"'


@requires_libreoffice
def test_libreoffice_computes_what_the_library_stored_beside_the_formulas(tmp_path: Path):
    made = tmp_path / "台帳.xlsx"
    write_workbook(made, small_project(), run_day=D)
    stored = derived_cells(made)
    assert derived_cells(recalculated(made, tmp_path / "recalculated")) == pytest.approx(stored)
    assert stored["予算管理表", 5, "状態"] == "検収済"
