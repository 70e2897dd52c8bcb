"""What is found in the forms of a sheet's cells is found in the sheet, and nothing else."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
import xlsxwriter

from pmo_xl.workbook.file.container import open_container
from pmo_xl.workbook.file.package import read_package
from pmo_xl.workbook.grid import open_grids
from pmo_xl.workbook.tab import plain_sheet
from pmo_xl.workbook.tab.plain_sheet import CellForms, PlainSheet, is_ready, without_formulas
from pmo_xl.workbook.tab.sheet_scan import scan

CELLS = (
    '<c r="{at}" s="{n}" t="s"><v>{n}</v></c>',
    '<c r="{at}" s="{n}"/>',
    '<c r="{at}"><v>{n}.5</v></c>',
    '<c r="{at}" t="str"><f>A{n}+1</f><v>{n}</v></c>',
)
RARE = (
    '<c r="{at}" t="e"><v>#N/A</v></c>',
    '<c r="{at}"><f>A1</f></c>',
    '<c r="{at}"><f t="shared" si="0"/></c>',
    '<c r="{at}"><v>-99999999999999</v></c>',
    "<c><v>1</v></c>",
    "<c r='{at}'><v>1</v></c>",
    '<c r="A01"><v>1</v></c>',
    '<!-- <c r="A1"/> --><c r="{at}"><v>1</v></c>',
    '</row><row r="0"><c r="{at}"><v>1</v></c>',
    '</row><row r="9" hidden="1"><c r="{at}"><v>1</v></c>',
    '<c r="ABCD1"><v>1</v></c>',
)
PATTERNS = (
    rb' t="e"', rb"</f>\s*</c>", rb"<f(?=[\s/])[^>]*/>\s*</c>", rb"<v>-(?!\d{1,11}<)", rb"<c(?! r=\")", rb"<!",
    rb'<row(?! r="[1-9])', rb' hidden="', rb'<c r="[A-Z]{4}', rb'<c r="[A-Z]+0', rb"\.\d",
)  # fmt: skip


def sheet(chance: random.Random, rare: str | None) -> bytes:
    rows = []
    for row in range(1, 40):
        kinds = [chance.choice(CELLS) for _ in range(8)]
        if row == 17 and rare:
            kinds[chance.randrange(8)] = rare
        cells = (kind.format(at=f"{chr(65 + n)}{row}", n=row * n) for n, kind in enumerate(kinds))
        rows.append(f'<row r="{row}">{"".join(cells)}</row>')
    return f"<worksheet><sheetData>{''.join(rows)}</sheetData></worksheet>".encode()


@pytest.mark.parametrize("long", [250, 0], ids=["formulas kept", "formulas left out"])
@pytest.mark.parametrize("rare", [None, *RARE])
def test_a_search_of_the_forms_tells_what_a_search_of_the_sheet_tells(
    rare: str | None, long: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    if long:
        monkeypatch.setattr(plain_sheet, "_CHUNK", 500)  # a sheet of many pieces
    monkeypatch.setattr(plain_sheet, "_FORMULA_IS_LONG", long)
    for seed in range(5):
        data = sheet(random.Random(seed), rare)
        plain = PlainSheet(data)
        forms = CellForms(data, *plain.cells_at)
        for pattern in map(re.compile, PATTERNS):
            assert forms.have(pattern) == bool(pattern.search(data, *plain.cells_at)), (pattern, rare, seed)


@pytest.mark.parametrize("rare", RARE)
def test_one_rare_cell_among_many_is_seen_whatever_it_is(rare: str) -> None:
    data = sheet(random.Random(1), rare)
    facts = scan(PlainSheet(data))
    is_told = bool(facts.errors or facts.uncached or facts.hidden_rows)
    assert is_told or not is_ready(PlainSheet(data), None)


def test_a_sheet_without_cells_has_no_forms_but_its_rows() -> None:
    data = b'<worksheet><sheetData><row r="3" hidden="1"/></sheetData></worksheet>'
    assert scan(PlainSheet(data)).hidden_rows == {3}
    assert is_ready(PlainSheet(data), None)


@pytest.mark.parametrize("rare", [None, *RARE])
def test_a_sheet_without_the_texts_of_its_formulas_is_the_same_but_for_them(rare: str | None) -> None:
    data = sheet(random.Random(2), rare)
    assert without_formulas(data) == re.sub(rb"<f>[^<]*</f>", b"<f></f>", data)
    assert without_formulas(b"<c><f>A1+") == b"<c><f>"  # cut off


def test_a_sheet_of_one_long_formula_over_and_over_has_its_values_and_its_formulas(tmp_path: Path) -> None:
    path = tmp_path / "数式.xlsx"
    book = xlsxwriter.Workbook(path)
    tab = book.add_worksheet("表")
    formula = "=IF(A1=0," + "+".join(["B1"] * 400) + ',"<&>")'
    for row in range(120):
        tab.write_row(row, 0, [f"件名 {row}", row / 2])
        tab.write_formula(row, 2, formula, None, row * 3)
    book.close()
    part = read_package(container := open_container(path)).sheets[0].part
    entry = container.raw(part or "")
    assert entry.size > 30 * len(entry.packed)  # or this test tries nothing
    grid = open_grids(path).grid("表")
    assert grid.rows == [[f"件名 {row}", row / 2, row * 3.0] for row in range(120)]
    assert set(grid.formulas) == {(row, 3) for row in range(1, 121)}
    assert set(grid.formulas.values()) == {formula[1:]}
    assert not grid.uncached and not grid.errors
