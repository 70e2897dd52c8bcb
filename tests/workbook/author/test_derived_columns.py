"""The live formulas of the derived columns show what the library computes."""

import re

from pmo_xl.metrics.derived import DERIVED
from pmo_xl.metrics.derived_figures import text_literal
from pmo_xl.model.sheets import SHEETS
from pmo_xl.workbook.formulas import FORMULAS


def test_every_derived_column_has_a_formula_and_a_figure():
    declared = {(sheet, name) for sheet in SHEETS for name, c in sheet.columns.items() if c.is_derived}
    assert declared == set(FORMULAS) == set(DERIVED)


def test_a_formula_of_a_derived_column_reads_no_field_of_its_row_that_is_not_said_to_be_read():
    for (sheet, name), derived in DERIVED.items():
        if derived.is_checked:
            read = set(re.findall(r"\{@(\w+)\}", derived.formula))
            own_figures = {field for field in read if (sheet, field) in DERIVED}
            assert read - own_figures <= {*derived.reads, "id", "order"}, (sheet, name)


def test_a_formula_that_counts_from_today_is_said_to_and_no_other():
    assert all(("計算日" in derived.formula) is derived.counts_days for derived in DERIVED.values())


def test_a_long_text_is_joined_because_excel_allows_255_characters():
    assert text_literal("あ" * 300) == f'"{"あ" * 240}"&"{"あ" * 60}"'
