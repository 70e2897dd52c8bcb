"""upgrade --menu: メニュー of a book in use is put anew, with its pictures and figures, and nothing else is touched."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from pmo_xl.operations.upgrade import Upgrade
from tests.operations.test_upgrade import OLD_BOOKS, Cells, a_copy, cells_of, opened
from tests.support.excel_rules import excel_breaches
from tests.support.libreoffice import recalculated, requires_libreoffice, shown_values
from tests.support.master import small_book

pytestmark = pytest.mark.slow
OURS = ("メニュー", "集計")


def charts_of(path: Path) -> list[bytes]:
    with zipfile.ZipFile(path) as archive:
        return [archive.read(name) for name in archive.namelist() if name.startswith("xl/charts/chart")]


def elsewhere(cells: Cells) -> Cells:
    return {place: value for place, value in cells.items() if place[0] not in OURS}


def of_menu(done: Upgrade) -> list[tuple[str, str]]:
    return [(str(step.state), step.reason) for step in done.steps if step.kind == "作り直す"]


@pytest.mark.parametrize("old", OLD_BOOKS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_menu_of_an_old_book_is_put_anew_and_every_other_cell_is_as_without_it(
    old: Path, tmp_path: Path
) -> None:
    (tmp_path / "作り直さない").mkdir()
    other = a_copy(tmp_path / "作り直さない", old)
    opened(other).upgrade(apply=True)
    path = a_copy(tmp_path, old)
    assert of_menu(opened(path).upgrade(menu=True)) == [("take", "--menu")]
    assert path.read_bytes() == old.read_bytes()
    done = opened(path).upgrade(apply=True, menu=True)
    assert of_menu(done) == [("take", "--menu")]
    assert done.saved and done.saved.backup and done.saved.backup.read_bytes() == old.read_bytes()
    after = cells_of(path)
    assert elsewhere(after) == elsewhere(cells_of(other))
    assert after.items() - elsewhere(after).items() != set() and after["メニュー", 1, 2]
    assert charts_of(path) != charts_of(other) and len(charts_of(path)) == len(charts_of(other))
    assert list(excel_breaches(path)) == []
    assert openpyxl.load_workbook(path)["集計"].sheet_state == "hidden"
    once = path.read_bytes()
    again = opened(path).upgrade(apply=True, menu=True)
    assert again.of("take") == () and path.read_bytes() == once


@requires_libreoffice
@pytest.mark.parametrize("old", OLD_BOOKS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_new_menu_shows_what_another_program_counts(old: Path, tmp_path: Path) -> None:
    path = a_copy(tmp_path, old)
    opened(path).upgrade(apply=True, menu=True)
    stored = openpyxl.load_workbook(path, data_only=True)["メニュー"]
    counted = shown_values(recalculated(path, tmp_path / "後"))["メニュー"]
    figures = {
        cell.coordinate: (cell.value, counted[cell.coordinate].value)
        for row in stored.iter_rows()
        for cell in row
        if isinstance(cell.value, int | float)
    }
    assert len(figures) > 60
    assert {at: pair for at, pair in figures.items() if pair[0] != pytest.approx(pair[1])} == {}


def with_chart(book: openpyxl.Workbook) -> None:
    """A chart of the office's own on メニュー."""
    for _ in range(4):
        chart = openpyxl.chart.BarChart()
        chart.add_data(openpyxl.chart.Reference(book["課題管理表"], min_col=1, min_row=1, max_row=2))
        book["メニュー"].add_chart(chart, "R30")


def without_due(book: openpyxl.Workbook) -> None:
    """期限 of the issues under another heading."""
    sheet = book["課題管理表"]
    cell = next(each for each in sheet[3] if each.value == "期限")
    cell.value = "〆切"
    next(each for each in sheet.tables["課題管理表"].tableColumns if each.name == "期限").name = "〆切"


def test_a_menu_with_something_of_the_offices_own_stays_and_that_is_told(tmp_path: Path) -> None:
    path = a_copy(tmp_path, change=with_chart)
    done = opened(path).upgrade(apply=True, menu=True)
    ((state, why),) = of_menu(done)
    assert state == "blocked" and "なくなるものがある" in why and len(charts_of(path)) > 3


def test_a_menu_that_would_read_a_column_that_is_not_there_stays_and_that_is_told(tmp_path: Path) -> None:
    path = a_copy(tmp_path, change=without_due)
    before = {place: value for place, value in cells_of(path).items() if place[0] == "メニュー"}
    done = opened(path).upgrade(apply=True, menu=True)
    ((state, why),) = of_menu(done)
    assert state == "blocked" and "「期限」の列がないか見出しが違う" in why
    assert {place: value for place, value in cells_of(path).items() if place[0] == "メニュー"} == before


def test_the_menu_of_a_book_of_today_is_not_written_again(tmp_path: Path) -> None:
    path = small_book(tmp_path)
    before = path.read_bytes()
    assert opened(path).upgrade(apply=True, menu=True).steps == ()
    assert path.read_bytes() == before
