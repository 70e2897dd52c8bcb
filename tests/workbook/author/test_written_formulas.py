"""What the text of a formula shows by itself, over every formula of every workbook that we write."""

from __future__ import annotations

from pathlib import Path

import pytest
from xlsxwriter.worksheet import Worksheet

from pmo_xl.workbook.author.quick_writing import QuickSheet
from tests.support.excel_rules import excel_breaches
from tests.support.file_formulas import file_formulas, sums_of_truths
from tests.support.written_books import WRITTEN

KINDS_OF_A_LEDGER = {"f", "formula", "formula1", "calculatedColumnFormula", "definedName"}


@pytest.fixture(scope="module", params=WRITTEN)
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return WRITTEN[request.param](tmp_path_factory.mktemp("written"))


def test_no_sumproduct_adds_up_truths_which_excel_counts_as_0(written: Path):
    found = {f.place: truths for f in file_formulas(written) if (truths := sums_of_truths(f.text))}
    assert found == {}


def test_every_kind_of_formula_of_a_ledger_is_looked_at(tmp_path: Path):
    kinds = {formula.kind for formula in file_formulas(WRITTEN["small"](tmp_path))}
    assert kinds >= KINDS_OF_A_LEDGER


@pytest.mark.parametrize(
    "formula",
    [
        "SUMPRODUCT((A1:A9+B1:B9>0))",
        "SUMPRODUCT(A1:A9>0)",
        'IF(C1=0,0,1+SUMPRODUCT(((A1:A9="(")),B1:B9))',
        "SUMPRODUCT(ISNUMBER(A1:A9))",
        "SUMPRODUCT(B1:B9,NOT(A1:A9))",
    ],
)
def test_a_sum_of_truths_is_seen(formula: str):
    assert sums_of_truths(formula)


@pytest.mark.parametrize(
    "formula",
    [
        "SUMPRODUCT(--(A1:A9>0))",
        'SUMPRODUCT((A1:A9>0)*(B1:B9<"(>"))',
        "SUMPRODUCT(SIGN((A1:A9>0)+(B1:B9>0)))",
        "SUMPRODUCT(1-ISNUMBER(A1:A9))",
        "SUMPRODUCT(ISNUMBER(A1:A9)*ISNUMBER(B1:B9))",
        "SUMPRODUCT(A1:A9)=3",
        "SUMPRODUCT(IF(A1:A9>0,1,0))",
    ],
)
def test_a_sum_of_figures_is_no_sum_of_truths(formula: str):
    assert sums_of_truths(formula) == []


def test_excel_opens_it_without_offering_a_repair(written: Path):
    assert excel_breaches(written) == []


@pytest.mark.parametrize(
    "formula",
    [
        '=IF(AND(A1>0,NOT(B1="{x}")),SUMIFS(C:C,D:D,">0")+TEXT(A1,"0"),N(A2))',
        "{=SUMPRODUCT((A1:A9>0)*1)}",
        "=SUM({1,2}",
        "=ERF.PRECISE(1)+DAYS(A1,B1)",
        "=IFS(A1>0,1)",
        "=XLOOKUP(A1,B:B,C:C)",
        '=IF(A1="SORT(","",SUM(A1:A2))',
        "=NETWORKDAYS.INTL(A1,B1)",
        "=_xlfn.CONCAT(A1)",
    ],
)
def test_a_formula_is_stored_as_xlsxwriter_stores_it(formula: str):
    for is_expanded in (False, True):
        assert QuickSheet()._prepare_formula(formula, is_expanded) == Worksheet()._prepare_formula(
            formula, is_expanded
        )
