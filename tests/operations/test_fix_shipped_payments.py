"""fix: counts of payments in earlier books, which know no 順延合意, become those of the library."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date
from functools import cache
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from openpyxl import load_workbook

from pmo_xl.metrics.dashboard import counts_by_due_column, counts_by_owner
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.project import Project
from pmo_xl.operations.book import open_workbook
from pmo_xl.operations.fix import fix
from pmo_xl.operations.repairs.shipped_counts import BANK_DAYS, OF_PAYMENTS
from pmo_xl.workbook.author import write_workbook
from pmo_xl.workbook.author.bank_days import bank_day_cells
from pmo_xl.workbook.author.tally_owners import late_payments_of, payment_formula
from pmo_xl.workbook.closed_book import Formula, SetCell, apply
from pmo_xl.workbook.formulas.shipped_payments import what_it_counts
from tests.support.formula_results import compared
from tests.support.gnumeric import GNUMERIC, recalculated_by_gnumeric
from tests.support.libreoffice import LIBREOFFICE, recalculated
from tests.support.master import opened
from tests.support.postponed_payments import postponed_payments

pytestmark = pytest.mark.slow

TEXT = resources.files("pmo_xl.workbook.formulas").joinpath("shipped_payments.toml").read_text("utf-8")
OLD = {name: part.strip() for name, part in tomllib.loads(TEXT)["parts"].items()}
COUNTS = {
    (profile, kind): text
    for profile, kind, text in (
        line.split("\t")
        for line in (Path(__file__).parent / "counts_of_0.1.0.tsv").read_text("utf-8").splitlines()
    )
}
D = date(2026, 11, 30)  # a Monday: payments due on Saturday and Sunday are not late yet


def new_book(path: Path, profile: str = "core") -> Path:
    path.write_bytes(_written(profile))
    return path


@cache
def _written(profile: str) -> bytes:
    """The book, written once."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "台帳.xlsx"
        write_workbook(path, postponed_payments(D, 7), run_day=D, profile=profile)
        return path.read_bytes()


def earlier(title: str, formula: str, profile: str, version: str) -> str:
    """The formula as it was: without 順延合意 and, for the earliest books, without 支払月 (`_without_month`).

    What 集計 counts is taken as 0.1.0 wrote it: today's formulas count more due columns.
    """
    person = formula.partition("IF($B")[2].partition("=")[0]
    if title == "集計":
        formula = COUNTS[profile, "person" if person else "nobody"].replace("PERSON", f"$B{person}")
    now = {
        "late": payment_formula().late_count(),
        "soon": payment_formula().soon_count(),
        "of_person": late_payments_of(f"$B{person}"),
    }
    for name, text in now.items():
        formula = formula.replace(text, OLD[name + version].replace("PERSON", f"$B{person}"))
    return formula


def counts_of_payments(path: Path) -> dict[tuple[str, str], str]:
    """The cells of メニュー and 集計 whose formulas know 順延合意, and what they hold."""
    book = load_workbook(path)
    return {
        (title, cell.coordinate): str(cell.value).removeprefix("=")
        for title in ("メニュー", "集計")
        for row in book[title].iter_rows()
        for cell in row
        if cell.data_type == "f" and "順延合意" in str(cell.value)
    }


def as_handed_out(path: Path, version: str = "", profile: str = "core") -> Path:
    """Make it a book of an earlier version: its counts of payments, and no bank days on 集計."""
    cells = load_workbook(path)
    edits = [
        SetCell(title, cell.row, cell.column, Formula(earlier(title, text, profile, version), 0), is_own=True)
        for (title, place), text in counts_of_payments(path).items()
        for cell in [cells[title][place]]
        if not version or title == "集計"
    ]
    empty = [SetCell("集計", c.row + 1, c.column + 1, None) for c in bank_day_cells(Project(D, D))]
    apply(path, [*edits, *empty])
    return path


@pytest.mark.parametrize("profile", ["core", "full"])
@pytest.mark.parametrize("version", ["", "_without_month"])
def test_every_count_as_it_was_shipped_is_known(tmp_path: Path, profile: str, version: str):
    counts = counts_of_payments(new_book(tmp_path / "台帳.xlsx", profile))
    shipped = {
        place: what_it_counts(earlier(place[0], text, profile, version)) for place, text in counts.items()
    }
    kinds = [kind for (title, _), kind in shipped.items() if title == "集計"]
    assert kinds.count("person") == 60 and kinds.count("nobody") == 1 and len(kinds) == 61
    if not version:
        assert [kind for (title, _), kind in shipped.items() if title == "メニュー"] == [
            "payments_late",
            "payments_soon",
        ]
    assert {what_it_counts(text) for text in counts.values()} == {None}


def test_the_counts_are_mended_with_the_bank_days_they_read_and_stay_mended(tmp_path: Path):
    path = as_handed_out(new_book(tmp_path / "台帳.xlsx"))
    project = open_workbook(path).project
    plan = fix(opened(path), apply=True, rules=["DAT007"])
    assert {change.what for change in plan.changes} == {OF_PAYMENTS, BANK_DAYS}
    assert not plan.doubtful
    values = load_workbook(path, data_only=True)
    stored = {(title, cell): values[title][cell].value for title, cell in counts_of_payments(path)}
    payments = counts_by_due_column(project)[Acceptance, "payment_due_on"]
    assert [value for (title, _), value in stored.items() if title == "メニュー"] == [
        payments.late,
        payments.soon,
    ]
    assert sum(v for (title, _), v in stored.items() if title == "集計") == sum(
        c.late for c in counts_by_owner(project).values()
    )
    assert fix(opened(path), apply=True).changes == []


@pytest.mark.parametrize(
    ("engine", "version"),
    [
        pytest.param(recalculated, "", marks=LIBREOFFICE, id="libreoffice"),
        pytest.param(recalculated_by_gnumeric, "_without_month", marks=GNUMERIC, id="gnumeric"),
    ],
)
def test_a_mended_book_counts_as_the_library_does(
    tmp_path: Path, engine: Callable[[Path, Path], Path], version: str
):
    fresh = new_book(tmp_path / "新.xlsx")
    path = as_handed_out(new_book(tmp_path / "台帳.xlsx"), version)
    fix(opened(path), apply=True, rules=["DAT007"])
    assert compared(fresh, fresh, engine(path, tmp_path / "calculated")).differing == {}


def test_where_staff_wrote_on_the_place_of_the_bank_days_nothing_is_mended(tmp_path: Path):
    path = as_handed_out(new_book(tmp_path / "台帳.xlsx"))
    apply(path, [SetCell("集計", 40, 13, "メモ")])
    assert fix(opened(path), rules=["DAT007"]).changes == []


def test_a_formula_that_staff_changed_is_not_ours_to_change():
    old = OLD["late"]
    assert what_it_counts(old) == "payments_late"
    assert what_it_counts(f"{old}+0") is None
