"""Nothing is printed smaller than 8 points: paper, margins, widths and fonts of every sheet that we write."""

from __future__ import annotations

import contextlib
import io
from itertools import pairwise
from pathlib import Path

import pytest
from openpyxl.workbook import Workbook

from pmo_xl.workbook.author.gantt import FIRST_COLUMN, LAST_COLUMN
from tests.sample.maker import planted_project
from tests.sample.maker.workbook import write_sample
from tests.support.print_sizes import LEAST, Page, letters_of_charts, opened, pages, repeated_width
from tests.support.written_books import WRITTEN

pytestmark = pytest.mark.slow
GANTT, MENU = "マスタスケジュール", "メニュー"
_A_YEAR = 52
_MADE = {
    "full": lambda folder: write_sample(folder / "台帳.xlsx", planted_project(profile="full")),
    "recorded": WRITTEN["recorded"],
    "findings": WRITTEN["list of findings"],
    "overdue": WRITTEN["list of overdue"],
    "schedule": WRITTEN["list of the schedule"],
    "budgets": WRITTEN["list of budgets"],
    "changes": WRITTEN["list of changes"],
    "month end": WRITTEN["month end"],
    "electronic records": WRITTEN["index of electronic records"],
}
"""recorded: a book of profile core after `record`, so that its チェック結果 holds findings."""


masters = pytest.mark.parametrize("made", ["full", "recorded"], indirect=True)


@pytest.fixture(scope="module", params=_MADE)
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Workbook]:
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        path = _MADE[request.param](tmp_path_factory.mktemp("made"))
    return path, opened(path)


def test_nothing_on_paper_is_smaller_than_eight_points(made: tuple[Path, Workbook]):
    """Names that people write longer than their cell of メニュー shrink into it; on their own sheet they stand whole."""
    path, book = made
    own = {
        str(cell.value)
        for sheet in book.worksheets[1:]
        for row in sheet.iter_rows()
        for cell in row
        if cell.value
    }
    found = list(pages(book))
    small = [
        printed
        for page in found
        for printed in page.texts()
        if round(printed.size, 1) < LEAST and not (printed.is_shrunk and printed.text in own)
    ]
    assert not small
    letters = letters_of_charts(path)
    assert not letters or min(letters) * min(page.scale for page in found) >= LEAST


def test_no_column_goes_on_a_page_of_its_own(made: tuple[Path, Workbook]):
    for page in pages(made[1]):
        if page.sheet.title != GANTT:
            assert page.width(page.columns) * page.scale <= page.room[0], page.sheet.title


@masters
def test_a_long_plan_takes_more_pages_with_a_year_and_the_names_on_each(made: tuple[Path, Workbook]):
    book = made[1]
    page = Page(book[GANTT])
    assert (
        not page.sheet.sheet_properties.pageSetUpPr or not page.sheet.sheet_properties.pageSetUpPr.fitToPage
    )
    room = page.room[0] / page.scale - repeated_width(page)
    assert page.width(range(FIRST_COLUMN + 1, FIRST_COLUMN + 1 + _A_YEAR)) <= room
    assert (
        page.width(range(FIRST_COLUMN + 1, LAST_COLUMN + 2)) > room
    )  # so a scale that fits all would be too small
    assert page.sheet.print_title_rows and page.sheet.print_title_cols


@masters
def test_a_new_page_of_the_menu_begins_with_a_section(made: tuple[Path, Workbook]):
    book = made[1]
    page = Page(book[MENU])
    breaks = [each.id for each in page.sheet.row_breaks.brk]
    starts = [1, *(row + 1 for row in breaks), page.rows[-1] + 1]
    for first, after in pairwise(starts):
        height = sum(page.sheet.row_dimensions[row].height or 15 for row in range(first, after))
        assert height * page.scale <= page.room[1]
    for row in breaks:
        assert page.sheet.cell(row + 1, 2).value == "部門別の予算(円・税抜、全年度)"
