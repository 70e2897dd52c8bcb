"""fix: the formulas of earlier books that Excel adds up to 0 are mended, wherever they stand; nothing else is."""

from __future__ import annotations

import tomllib
from importlib import resources
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pmo_xl.metrics.dashboard import counts_by_owner, counts_by_sheet
from pmo_xl.model.task import Task
from pmo_xl.operations.book import open_workbook
from pmo_xl.operations.fix import fix
from pmo_xl.workbook.closed_book import Formula, SetCell, apply
from pmo_xl.workbook.formulas.shipped_formulas import mended_formula
from tests.support.file_formulas import sums_of_truths
from tests.support.gnumeric import GNUMERIC, recalculated_by_gnumeric
from tests.support.libreoffice import shown_values
from tests.support.master import opened, small_book

pytestmark = pytest.mark.slow

TEXT = resources.files("pmo_xl.workbook.formulas").joinpath("shipped_formulas.toml").read_text("utf-8")
SHIPPED = {name: formula.strip() for name, formula in tomllib.loads(TEXT).items()}
FREE_ROW = 90  # of メニュー, below everything
STAFF = f"{SHIPPED['late_tasks']}+0"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A book in which the shipped formulas stand in メニュー, protected, with what Excel made of them: 0."""
    path = small_book(tmp_path)
    formulas = [SHIPPED["late_tasks"], SHIPPED["coming_tasks"], SHIPPED["late_of_nobody"], STAFF]
    apply(
        path,
        [
            SetCell("メニュー", FREE_ROW, column, Formula(formula, 0), is_own=True)
            for column, formula in enumerate(formulas, 2)
        ],
    )
    return path


def formulas(path: Path) -> list[str]:
    (cells,) = load_workbook(path)["メニュー"][f"B{FREE_ROW}:E{FREE_ROW}"]
    return [str(cell.value).removeprefix("=") for cell in cells]


def test_every_shipped_formula_that_adds_up_truths_is_known_and_mended():
    for formula in SHIPPED.values():
        mended = mended_formula(f"={formula}")
        assert sums_of_truths(formula) and mended and sums_of_truths(mended) == []


def test_the_shipped_formulas_are_mended_and_staffs_own_stay(path: Path):
    plan = fix(opened(path), apply=True, rules=["DAT007"])
    assert [change.change.cell for change in plan.changes] == [f"{c}{FREE_ROW}" for c in "BCD"]
    assert {change.rule for change in plan.changes} == {"DAT007"}
    after = formulas(path)
    assert [sums_of_truths(formula) for formula in after[:3]] == [[], [], []]
    assert after[3] == STAFF
    assert fix(opened(path), apply=True).changes == []


def test_the_stored_results_are_the_librarys_counts(path: Path):
    fix(opened(path), apply=True)
    project = open_workbook(path).project
    tasks = counts_by_sheet(project)[Task]
    (cells,) = shown_values(path)["メニュー"][f"B{FREE_ROW}:D{FREE_ROW}"]
    assert [cell.value for cell in cells] == [tasks.late, tasks.soon, counts_by_owner(project)[None].late]
    assert tasks.late > 0


@GNUMERIC
def test_an_engine_that_counts_as_excel_does_counts_the_late_tasks_again(path: Path, tmp_path: Path):
    assert counted(path, tmp_path / "before") == 0
    fix(opened(path), apply=True)
    assert counted(path, tmp_path / "after") == counts_by_sheet(open_workbook(path).project)[Task].late


def counted(path: Path, folder: Path) -> object:
    return shown_values(recalculated_by_gnumeric(path, folder))["メニュー"][f"B{FREE_ROW}"].value


def test_rows_that_moved_on_the_hidden_sheet_do_not_hide_the_formula():
    moved = SHIPPED["late_of_nobody_full"].replace("$D$89:$D$148", "$D$91:$D$150")
    assert "$D$91:$D$150" in str(mended_formula(moved))


@pytest.mark.parametrize(
    "formula", [STAFF, "SUMPRODUCT((A1:A9>0))", SHIPPED["late_tasks"].replace("計算日", "TODAY()")]
)
def test_any_other_formula_is_not_ours_to_change(formula: str):
    assert mended_formula(formula) is None
