"""A payment agreed to be made on the next bank day is late in the workbook on the day on which it is in the library."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.formula.translate import Translator

from pmo_xl import open_workbook
from pmo_xl.metrics.overdue import OverdueItem, overdue_report
from pmo_xl.metrics.payment.legal_settings import legal_values
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.calendar import BusinessCalendar
from pmo_xl.model.project import Project
from pmo_xl.theme import Colour
from pmo_xl.workbook.author import write_workbook
from pmo_xl.workbook.author.bank_days import MOST_DAYS, moved_days
from pmo_xl.workbook.author.plan import FIRST_ROW
from pmo_xl.workbook.closed_book import Formula, SetCell, apply
from tests.support.formula_results import compared
from tests.support.gnumeric import GNUMERIC, recalculated_by_gnumeric
from tests.support.libreoffice import LIBREOFFICE, recalculated, shown_values
from tests.support.postponed_payments import postponed_payments

pytestmark = pytest.mark.slow

# After a weekend, in three days off, before and after the turn of the year, within and after five days off.
BOOKS = [
    (date(2026, 11, 30), "core"),
    (date(2026, 11, 23), "full"),
    (date(2026, 12, 31), "core"),
    (date(2027, 1, 4), "core"),
    (date(2026, 9, 15), "core"),
    (date(2026, 9, 24), "full"),
]
MARKED_FROM = 40  # a free column beside 検収支払


@pytest.fixture(scope="module", params=BOOKS, ids=lambda made: f"{made[0]:%m%d}-{made[1]}")
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    day, profile = request.param
    path = tmp_path_factory.mktemp("postponed") / "台帳.xlsx"
    write_workbook(path, postponed_payments(day, day.toordinal()), run_day=day, profile=profile)
    return path


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(recalculated, marks=LIBREOFFICE, id="libreoffice"),
        pytest.param(recalculated_by_gnumeric, marks=GNUMERIC, id="gnumeric"),
    ],
)
def calculated(request: pytest.FixtureRequest, book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The book as an engine calculates it, with its marks as cells."""
    folder = tmp_path_factory.mktemp("calculated")
    marked = with_marks_as_cells(book, folder, len(open_workbook(book).project.acceptances))
    made: Path = request.param(marked, folder / "calculated")
    return made


def test_every_count_is_the_librarys_around_bank_holidays(book: Path, calculated: Path):
    result = compared(book, book, calculated)
    assert result.compared > 2000
    assert result.differing == {}


def test_the_painted_payments_are_those_that_overdue_lists(book: Path, calculated: Path):
    items = payments_within_a_week(open_workbook(book).project)
    late, soon = ({i.row_id for i in items if i.is_late is is_late} for is_late in (True, False))
    shown = shown_values(calculated)["検収支払"]
    assert painted(shown, 0) == late
    assert painted(shown, 1) == soon
    assert late and soon


def test_the_books_hold_payments_that_move(book: Path):
    project = open_workbook(book).project
    due_on = {row.id: row.payment_due_on for row in project.acceptances}
    items = payments_within_a_week(project)
    assert any(due_on[i.row_id] and i.due_on != due_on[i.row_id] for i in items)


def payments_within_a_week(project: Project) -> list[OverdueItem]:
    return [i for i in overdue_report(project, within=7).items if i.due_field == "payment_due_on"]


def with_marks_as_cells(book: Path, folder: Path, rows: int) -> Path:
    """A copy of the book with the conditional formats of 支払期日 as formulas beside each row: late, soon."""
    copy = folder / "印.xlsx"
    copy.write_bytes(book.read_bytes())
    edits = []
    for n, colour in enumerate((Colour.LATE, Colour.SOON)):
        marks = [f"N(IFERROR({mark},0))" for mark in conditions_of(book, colour)]
        for row in range(FIRST_ROW + 1, FIRST_ROW + 1 + rows):
            text = Translator(f"=SIGN({'+'.join(marks)})", "A4").translate_formula(f"A{row}")
            edits.append(SetCell("検収支払", row, MARKED_FROM + n, Formula(text.removeprefix("="), 0)))
    apply(copy, edits)
    return copy


def conditions_of(book: Path, colour: str) -> list[str]:
    """The formulas by which 支払期日 is painted in this colour, as they stand for the first row."""
    sheet = load_workbook(book)["検収支払"]
    column = list(Acceptance.columns).index("payment_due_on") + 1
    found = [
        rule.formula[0]
        for area in sheet.conditional_formatting
        for rule in area.rules
        if rule.dxf and rule.dxf.fill and rule.dxf.fill.bgColor.rgb[2:] == colour.removeprefix("#")
        if any(r.min_col == r.max_col == column for r in area.sqref.ranges)
    ]
    assert found
    return found


def painted(sheet: object, n: int) -> set[str]:
    rows = sheet.iter_rows(min_row=FIRST_ROW + 1)  # type: ignore[attr-defined]
    return {row[0].value for row in rows if row[MARKED_FROM - 1 + n].value == 1}


def test_a_payment_moves_by_at_most_as_many_days_as_the_law_says():
    assert {int(value.value) for value in legal_values()["deferral_days"]} == {MOST_DAYS}


@pytest.mark.parametrize("start", [date(2026, 4, 1), date(2026, 12, 1)])
def test_the_days_that_payments_move_are_found_by_four_bank_days(start: date):
    calendar = BusinessCalendar()
    for day in (start + timedelta(n) for n in range(60)):
        before, two_before, itself, after = (calendar.is_bank_day(day + timedelta(n)) for n in (-1, -2, 0, 1))
        by_formula = 0 if before else (1 if two_before else 2) if itself else int(after)
        assert moved_days(day, calendar) == by_formula, day
