"""What cells are besides their values: hidden, coloured, linked, merged, inserted, at the edge of a block."""

from __future__ import annotations

from typing import Any

import pytest

from tests.excel_stand_in.arrow_keys import steps
from tests.excel_stand_in.com import ComError
from tests.excel_stand_in.excel import LiveExcel
from tests.excel_stand_in.fixtures import LIVE

pytestmark = LIVE


@pytest.fixture
def sheet(live_excel: LiveExcel) -> Any:
    import xlwings as xw

    found = xw.Book().sheets[0]
    found["A1"].value = [["課題ID", "件名"], *[[f"K{n}", f"課題{n}"] for n in range(1, 9)]]
    return found


def test_the_used_range_and_addresses_are_excels(sheet: Any) -> None:
    assert sheet.used_range.address == "$A$1:$B$9"
    assert sheet["A1:B2"].get_address(False, True) == "$A1:$B2"
    assert sheet["B:B"].address == "$B:$B"
    assert sheet["2:3"].address == "$2:$3"
    assert sheet[1, 1].address == sheet.range((2, 2)).address == "$B$2"
    assert sheet["A1"].offset(1, 1).resize(2, 2).address == "$B$2:$C$3"
    with pytest.raises(ComError, match="アプリケーション定義"):
        sheet["無い名前"]


def test_hidden_rows_are_told(live_excel: LiveExcel, sheet: Any) -> None:
    live_excel.hide_rows(sheet, 3, 4)
    assert sheet["3:4"].rows.hidden is True
    assert sheet["A2:A4"].rows.hidden is None
    assert sheet["A5"].rows.hidden is False
    shown = [cells.address for cells in sheet.used_range.get_special_cells("visible")]
    assert shown == ["$A$1:$B$2", "$A$5:$B$9"]
    sheet["B1"].columns.hidden = True
    assert (sheet["B1"].columns.hidden, sheet["A1"].columns.hidden) == (True, False)


def test_rows_are_inserted_and_deleted(sheet: Any) -> None:
    sheet["2:3"].insert("down")
    assert sheet["A1:A4"].value == ["課題ID", None, None, "K1"]
    sheet["2:3"].delete()
    sheet["A2:A3"].delete("up")
    assert sheet["A1:B3"].value == [["課題ID", "件名"], ["K3", "課題1"], ["K4", "課題2"]]


def test_looks_are_set_and_read(sheet: Any) -> None:
    cells = sheet["A1:B1"]
    cells.color = (255, 204, 0)
    cells.font.bold = True
    cells.wrap_text = True
    cells.number_format = "#,##0"
    cells.column_width = 20
    assert (cells.color, cells.font.bold, cells.wrap_text) == ((255, 204, 0), True, True)
    assert cells.number_format == "#,##0"
    assert cells.column_width == pytest.approx(20, abs=0.1)
    assert sheet["A1:A2"].number_format is None
    assert (sheet["A2"].number_format, sheet["A2"].color) == ("General", None)
    cells.color = None
    assert cells.color is None


def test_links_lead_to_cells(sheet: Any) -> None:
    sheet["D1"].add_hyperlink("#Sheet1!A2", "見る")
    assert (sheet["D1"].value, sheet["D1"].hyperlink) == ("見る", "#Sheet1!A2")
    sheet["D2"].formula = '=HYPERLINK("#Sheet1!A2","見る")'
    assert (sheet["D2"].value, sheet["D2"].hyperlink) == ("見る", "#Sheet1!A2")
    with pytest.raises(Exception, match="hyperlink"):
        _ = sheet["A1"].hyperlink


def test_merged_cells_know_their_area(sheet: Any) -> None:
    sheet["D1:E2"].merge()
    assert (sheet["E2"].merge_area.address, sheet["D1"].merge_cells) == ("$D$1:$E$2", True)
    sheet["D1:E2"].unmerge()
    assert not sheet["D1"].merge_cells


def test_a_block_ends_where_it_ends(sheet: Any) -> None:
    assert sheet["A1"].expand().address == "$A$1:$B$9"
    assert sheet["A1"].end("down").address == "$A$9"
    assert sheet["A20"].end("up").address == "$A$9"
    assert sheet["A9"].end("down").address == "$A$1048576"
    assert sheet["B3"].end("left").address == "$A$3"
    assert sheet["A3"].current_region.address == "$A$1:$B$9"


@pytest.mark.parametrize(
    ("filled", "expected"),
    [
        ([True, True, False, True], 1), ([True, True, True], 2), ([True, False, True], 2),
        ([False, False, True], 2), ([True], 99), ([False, False], 99),
    ],
)  # fmt: skip
def test_an_arrow_key_leads_as_in_excel(filled: list[bool], expected: int) -> None:
    assert steps(filled, limit=99) == expected


def test_contents_go_and_formats_stay(sheet: Any) -> None:
    sheet["A2"].color = (255, 0, 0)
    sheet["A2:B2"].clear_contents()
    assert (sheet["A2"].value, sheet["A2"].color) == (None, (255, 0, 0))
    sheet["A2"].clear()
    assert sheet["A2"].color is None
    sheet.clear_contents()
    assert sheet["A1"].value is None


def test_merged_cells_are_told_for_a_whole_range(sheet: Any) -> None:
    sheet["D1:E2"].merge()
    told = {place: sheet[place].merge_cells for place in ("D1:E2", "E2", "A1:C9", "A1:G9", "D2:E3", "F1:G9")}
    assert told == {"D1:E2": True, "E2": True, "A1:C9": False, "A1:G9": None, "D2:E3": None, "F1:G9": False}


def test_strikethrough_text_is_told(sheet: Any) -> None:
    sheet["A3:B3"].api.Font.Strikethrough = True
    told = [sheet[place].api.Font.Strikethrough for place in ("A3:B3", "A1:B3", "A1:B2")]
    assert told == [True, None, False]


def test_a_row_is_copied_as_often_as_it_fits(sheet: Any) -> None:
    sheet["A2"].color = (255, 0, 0)
    sheet["A2:B2"].copy(sheet["A20:B22"])
    assert sheet["A20:B22"].value == [["K1", "課題1"]] * 3
    assert (sheet["A22"].color, sheet["A23"].value) == ((255, 0, 0), None)


def test_a_link_is_taken_away_and_its_text_stays(sheet: Any) -> None:
    sheet["D1"].add_hyperlink("#Sheet1!A2", "見る")
    sheet["D1:D2"].api.ClearHyperlinks()
    assert sheet["D1"].value == "見る"
    with pytest.raises(Exception, match="hyperlink"):
        _ = sheet["D1"].hyperlink


def test_a_filter_hides_rows_and_stays_when_others_are_written(live_excel: LiveExcel, sheet: Any) -> None:
    sheet.tables.add(sheet["A1:B9"], name="課題")
    live_excel.filter_table(sheet, "課題", 1, "K3")
    assert sheet["A4"].rows.hidden is False
    assert sheet["A1:A9"].rows.hidden is None
    sheet["B2:B9"].value = [[n] for n in range(8)]
    assert sheet["A2:A3"].rows.hidden is True
    assert sheet["B2"].value == 0.0
    live_excel.passes_over_hidden = True
    sheet["B2:B9"].value = [["新"]] * 8
    assert sheet["B2:B5"].value == [0.0, 1.0, "新", 3.0]
    live_excel.filter_table(sheet, "課題", 1, None)
    assert sheet["A1:A9"].rows.hidden is False
