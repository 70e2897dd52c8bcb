"""The live formulas of the derived columns show what the library computes."""

from pmo_xl.metrics.derived import DERIVED
from pmo_xl.model.sheets import SHEETS
from pmo_xl.workbook.formulas import FORMULAS, text_literal


def test_every_derived_column_has_a_formula_and_a_figure():
    declared = {(sheet, name) for sheet in SHEETS for name, c in sheet.columns.items() if c.is_derived}
    assert declared == set(FORMULAS) == set(DERIVED)


def test_a_long_text_is_joined_because_excel_allows_255_characters():
    assert text_literal("あ" * 300) == f'"{"あ" * 240}"&"{"あ" * 60}"'
