"""One look at a sheet tells whether it can be read as it is; what it lets pass, the slower looks let pass too."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from pmo_xl.workbook.file.container import Container
from pmo_xl.workbook.file.safe_xml import BrokenPart
from pmo_xl.workbook.grid import open_grids
from pmo_xl.workbook.tab import sheet_size
from pmo_xl.workbook.tab.beside import Beside
from pmo_xl.workbook.tab.plain_sheet import PlainSheet, is_ready, plain_sheet
from pmo_xl.workbook.tab.sheet_scan import formulas, scan
from pmo_xl.workbook.tab.sheet_size import (
    SharedTexts,
    TooLargeSheet,
    filled_cells,
    refuse_repeated_text,
    within_columns,
    without_stray_cells,
)
from tests.sample.maker import planted_project
from tests.sample.maker.workbook import write_sample

HEAD, TAIL = b'<worksheet><cols><col min="1"/></cols><sheetData>', b"</sheetData></worksheet>"


def sheet(*cells: str, row: int = 1) -> bytes:
    return HEAD + f'<row r="{row}">{"".join(cells)}</row>'.encode() + TAIL


def cell(place: str, rest: str = "", value: str = "1") -> str:
    return f'<c r="{place}"{rest}><v>{value}</v></c>'


READY = [
    sheet(cell("A1"), cell("Z1", ' s="3" t="s"'), cell("AZ1")),
    sheet('<c r="B1" s="2"/>', '<c r="C1" t="str"><f>A1</f><v/></c>'),
    sheet(cell("A29999"), row=29_999),
    b"<worksheet><sheetData/></worksheet>",
]
NOT_READY = [
    sheet(cell("BA1")),
    sheet(cell("A30000"), row=30_000),  # two cells thirty thousand rows apart are no dense table
    sheet(cell("A1"), cell("A100000"), row=100_000),
    sheet("<c><v>1</v></c>"),
    sheet("<!--c-->" + cell("A1")),
    sheet(cell("A1", value="-99999999999999")),
    sheet(cell("A1")).replace(b'"1"', b"'1'"),
    sheet(cell("A1")).replace(b"sheetData", b"x:sheetData"),
]


@pytest.mark.parametrize("data", READY)
def test_a_sheet_that_is_ready_is_plain_and_of_an_ordinary_size(data: bytes) -> None:
    assert is_ready(PlainSheet(data), None)
    plain = plain_sheet(data)
    assert plain.is_original and without_stray_cells(plain).data is data


@pytest.mark.parametrize("data", NOT_READY)
def test_anything_odd_or_far_gets_the_slower_looks(data: bytes) -> None:
    assert not is_ready(PlainSheet(data), None)


@pytest.mark.parametrize("last", [1, 2, 25, 26, 27, 28, 51, 52, 60])
def test_a_table_of_ours_is_ready_up_to_its_last_column(last: int) -> None:
    for column in ("A", "B", "Y", "Z", "AA", "AB", "AY", "AZ"):
        data = sheet(cell(f"{column}1"))
        assert is_ready(PlainSheet(data), last) == (within_columns(data, last) is data)


def test_a_dense_sheet_of_many_rows_is_ready() -> None:
    rows = "".join(f'<row r="{n}">{cell(f"A{n}") * 9}</row>' for n in (*range(1, 29_000), 99_999))
    assert is_ready(PlainSheet(HEAD + rows.encode() + TAIL), 10)


def test_the_formulas_and_those_without_a_result_come_from_one_look() -> None:
    data = sheet(
        '<c r="A1"><f>B1</f></c>', '<c r="B1"><f>C1</f><v>2</v></c>', '<c r="C1" t="str"><f>""</f><v></v></c>',
        '<c r="D1"><f t="shared" si="0"/></c>', '<c r="E1" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
    )  # fmt: skip
    plain = plain_sheet(data)
    at_once, apart = scan(plain, needs_formulas=True), scan(plain)
    assert at_once.formulas == formulas(plain) and apart.formulas is None
    assert at_once.uncached == apart.uncached == {(1, 1), (1, 4)}
    assert at_once.errors == apart.errors == {(1, 5): "#DIV/0!"}


def test_the_cells_of_a_workbook_are_still_counted_where_they_may_be_too_many() -> None:
    assert filled_cells(READY[0]) == 3


def test_what_fails_beside_fails_where_its_result_is_asked_for() -> None:
    def fail() -> int:
        raise BrokenPart

    assert Beside(lambda: 7).result() == 7
    with pytest.raises(BrokenPart):
        Beside(fail).result()


def test_a_letter_f_that_begins_no_formula_hides_none() -> None:
    data = sheet(
        '<c r="A1" t="inlineStr"><is><t>ff off</t></is></c>',
        '<c r="B1" t="str"><f>IF(f1="f",1,2)</f><v>f</v></c>',
        '<c r="C1"><f t="shared" ref="C1:D1" si="0">A1+f1</f><v>1</v></c>',
        '<c r="D1"><f t="shared" si="0"/><v>1</v></c>',
        '<c r="E1" t="str"><f>"f"&amp;f9</f></c>',
    )
    seen = scan(PlainSheet(data), needs_formulas=True)
    assert seen.formulas == {(1, 2): 'IF(f1="f",1,2)', (1, 3): "A1+f1", (1, 4): "B1+G1", (1, 5): '"f"&f9'}
    assert seen.uncached == {(1, 5)} == set(scan(PlainSheet(data)).uncached)


def test_texts_are_counted_cell_by_cell_where_the_longest_say_too_much(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = SharedTexts(b"<sst><si><t>" + b"x" * 980 + b"</t></si>" + b"<si><t>y</t></si>" * 30 + b"</sst>")
    held = [cell(f"A{row}", ' t="s"', "0" if row < 4 else "7") for row in range(1, 101)]
    data = PlainSheet(
        HEAD + "".join(f'<row r="{at}">{each}</row>' for at, each in enumerate(held, 1)).encode() + TAIL
    )
    monkeypatch.setattr(sheet_size, "_MAX_TEXT_BYTES", 10_000)
    assert 3 * 980 < texts.at_most(data) < 10_000
    refuse_repeated_text(data, texts)
    monkeypatch.setattr(sheet_size, "_MAX_TEXT_BYTES", 4_000)
    with pytest.raises(TooLargeSheet):
        refuse_repeated_text(data, texts)


def test_a_formula_that_the_cell_before_has_too_is_told_of_each_cell_with_and_without_a_result() -> None:
    same, longer = "<f>SUM(B1:B9)</f>", "<f>SUM(B1:B9)+1</f>"
    data = sheet(
        f'<c r="A1">{same}<v>1</v></c>',
        f'<c r="B1">{same}</c>',
        f'<c r="C1">{longer}<v>2</v></c>',
        f'<c r="D1">{same}<v>1</v></c>',
        f'<c r="E1">{same}<v>1</v></c>',
        '<c r="F1"><f></f><v>1</v></c>',
        f'<c r="G1">{same}<v></v></c>',
    )
    facts = scan(PlainSheet(data), needs_formulas=True)
    texts = {"A": "SUM(B1:B9)", "B": "SUM(B1:B9)", "C": "SUM(B1:B9)+1", "D": "SUM(B1:B9)", "E": "SUM(B1:B9)"}
    told = {chr(ord("A") + column - 1): text for (_, column), text in (facts.formulas or {}).items()}
    assert told == texts | {"F": "", "G": "SUM(B1:B9)"}
    assert {column for _, column in facts.uncached} >= {2}
    assert facts.uncached == scan(PlainSheet(data)).uncached


def test_a_book_of_which_few_sheets_were_expected_has_the_same_values_in_all(tmp_path: Path) -> None:
    path = write_sample(tmp_path / "master.xlsx", planted_project())
    whole, partly = open_grids(path), open_grids(path, is_partly_read=True)
    titles = list(whole.titles)
    partly.expect(titles[6:9])
    for title in (*titles[6:9], *titles):  # the expected ones, then those that were not
        assert partly.grid(title).rows == whole.grid(title).rows
        assert partly.grid(title).formulas == whole.grid(title).formulas


def test_a_book_that_was_opened_for_few_sheets_is_read_when_nobody_has_said_which(tmp_path: Path) -> None:
    path = write_sample(tmp_path / "master.xlsx", planted_project())
    whole, partly = open_grids(path), open_grids(path, is_partly_read=True)
    assert [grid.rows for grid in partly] == [grid.rows for grid in whole]


def test_no_sheet_is_unpacked_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unpacked: Counter[str] = Counter()
    part = Container.part

    def noted(container: Container, name: str) -> bytes:
        unpacked[name] += 1
        return part(container, name)

    path = write_sample(tmp_path / "master.xlsx", planted_project())
    monkeypatch.setattr(Container, "part", noted)
    assert len(list(open_grids(path))) > 10
    sheets = {name: count for name, count in unpacked.items() if name.startswith("xl/worksheets/sheet")}
    assert len(sheets) > 10 and set(sheets.values()) == {1}
    unpacked.clear()
    grids = open_grids(path, is_partly_read=True)
    grids.expect(grids.titles[6:9])
    assert all(grids.grid(title).rows for title in grids.titles[6:9])
    sheets = {name: count for name, count in unpacked.items() if name.startswith("xl/worksheets/sheet")}
    assert len(sheets) == 3 and set(sheets.values()) == {1}
