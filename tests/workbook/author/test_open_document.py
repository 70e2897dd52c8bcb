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
    before, after = planned_columns(folder)
    assert min(after) > max(before)
    assert max(after) - min(after) == pytest.approx(max(before) - min(before), abs=3)


def planned_columns(folder: Path) -> tuple[list[int], list[int]]:
    """Where the picture shows the colour of planned work, before and after, across the row in which this differs most."""
    before, after = (_planned(folder, name) for name in ("before", "after"))
    row = (before != after).sum(axis=1).argmax()
    return before[row].nonzero()[0].tolist(), after[row].nonzero()[0].tolist()


def _planned(folder: Path, name: str) -> Any:
    from matplotlib.image import imread

    (page,) = pictures(folder / f"{name}.pdf", folder / name)
    pixels = (imread(page)[:, :, :3] * 255).round()
    return (abs(pixels - tuple(bytes.fromhex(Colour.PLAN.bare))) < 3).all(axis=2)
