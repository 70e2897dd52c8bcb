import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmo_xl.workbook.tab.shared_formula import moved


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("A1+$A1+A$1+$A$1", "C4+$A4+C$1+$A$1"),
        ('IF(A1="A1",B2,"")', 'IF(C4="A1",D5,"")'),
        ("'A1 の表'!B2*2", "'A1 の表'!D5*2"),
        ("課題!B2", "課題!D5"),
        ("表[[#This Row],[A1]]+B2", "表[[#This Row],[A1]]+D5"),
        ("LOG10(A1)+SUM(A:B)+SUM(1:$2)", "LOG10(C4)+SUM(C:D)+SUM(4:$2)"),
        ("A1048576", "#REF!"),
        ("QA1_名前+TAX2026X", "QA1_名前+TAX2026X"),
    ],
)
def test_relative_references_move_and_nothing_else_does(formula, expected):
    assert moved(formula, 3, 2) == expected


REFERENCE = st.builds(
    lambda c, col, r, row: f"{c}{col}{r}{row}",
    st.sampled_from(["", "$"]),
    st.sampled_from(["C", "AB", "XF"]),
    st.sampled_from(["", "$"]),
    st.integers(50, 900),
)


@settings(deadline=None)  # openpyxl is imported in the first example
@given(st.lists(REFERENCE, min_size=1, max_size=5), st.integers(-40, 40), st.integers(-2, 40))
def test_shared_formulas_are_written_out_as_openpyxl_does(references, rows, columns):
    from openpyxl.formula.translate import Translator

    formula = f'SUM({",".join(references)})&"B2"'
    other = Translator("=" + formula, "E50").translate_formula(row_delta=rows, col_delta=columns)
    assert "=" + moved(formula, rows, columns) == other
