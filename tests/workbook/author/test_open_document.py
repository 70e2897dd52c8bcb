"""The made workbook in use: what staff do to the open document, in LibreOffice through UNO."""

from pathlib import Path
from typing import Any

import pytest

from pmo_xl.theme import Colour
from pmo_xl.workbook.author import write_workbook
from tests.support.libreoffice import OPEN_DOCUMENT, in_open_document, pictures
from tests.support.small_project import D, small_project

pytestmark = OPEN_DOCUMENT


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("open")


@pytest.fixture(scope="module")
def used(folder: Path) -> dict[str, Any]:
    book = folder / "台帳.xlsx"
    write_workbook(book, small_project(), run_day=D)
    found: dict[str, Any] = in_open_document("use_as_staff_do", book, str(folder))
    return found


def test_a_row_typed_below_the_table_has_its_formats_and_its_rules(used: dict[str, Any]):
    cells = used["below"]["cells"]
    assert all(cell["reaches_row_2000"] for cell in cells.values())
    assert cells["期限"]["format"] == "YYYY/MM/DD"
    assert (cells["状態"]["type"], cells["状態"]["stop"]) == ("LIST", "STOP")
    assert (cells["担当"]["type"], cells["担当"]["stop"]) == ("LIST", "WARNING")
    assert used["below"]["formats_end"] == [1999]


def test_a_derived_cell_refuses_typing_and_says_why(used: dict[str, Any]):
    derived = used["below"]["cells"]["超過日数"]
    assert (derived["type"], derived["stop"], derived["error"]) == (
        "CUSTOM",
        "STOP",
        "この列は自動計算です。",
    )


def test_a_word_added_anywhere_in_the_choices_is_offered(used: dict[str, Any]):
    before, after = used["choices"]["before"], used["choices"]["after"]
    assert "解決済" not in before
    assert sorted(after) == sorted([*before, "解決済"])


def test_a_row_closed_with_a_word_of_staffs_own_is_no_longer_overdue(used: dict[str, Any]):
    assert used["closed"] == {"before": "20 ", "after": ""}


def test_a_ledger_sorts_and_filters_and_its_formulas_follow(used: dict[str, Any]):
    table = used["table"]
    dated = [day for day in table["due"] if day]
    assert dated == sorted(dated, reverse=True)
    assert table["days_overdue"][:2] == ["0 ", "3 "]
    assert table["shown"] == table["high"]


def test_a_date_moved_in_the_schedule_moves_its_bar(used: dict[str, Any], folder: Path):
    before, after = (blue_columns(folder, name) for name in ("before", "after"))
    assert min(after) > max(before)
    assert max(after) - min(after) == pytest.approx(max(before) - min(before), abs=3)


def blue_columns(folder: Path, name: str) -> list[int]:
    """Where, across the row of the moved task, the picture shows the colour of planned work."""
    from matplotlib.image import imread

    (page,) = pictures(folder / f"{name}.pdf", folder / name)
    pixels = (imread(page)[:, :, :3] * 255).round()
    planned = (abs(pixels - tuple(bytes.fromhex(Colour.PLAN.bare))) < 3).all(axis=2)
    rows = planned.sum(axis=1)
    return [int(column) for column in planned[rows.argmax()].nonzero()[0]]
