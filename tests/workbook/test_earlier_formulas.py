"""Formulas of earlier versions: whoever changes a derived formula leaves the old one, or upgrade takes it for the office's."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from pmo_xl.model.sheets import SHEETS
from pmo_xl.workbook import formulas
from pmo_xl.workbook.formulas import FORMULAS, is_of_earlier_version, plain
from pmo_xl.workbook.grid import open_grids

KEPT = sorted((Path(__file__).parents[1] / "workbooks_of").glob("*/*.xlsx"))
NOW = {
    f"{sheet.sheet.label}.{sheet.columns[name].label}": (sheet, name, plain(text))
    for (sheet, name), text in FORMULAS.items()
}
TABLE = tomllib.loads(resources.files(formulas).joinpath("earlier_columns.toml").read_text("utf-8"))


class Told(NamedTuple):
    version: str
    column: str
    formula: str


def formulas_of(path: Path) -> Iterator[Told]:
    """The formulas of the derived columns of a kept book, one of each column and text."""
    labels = {sheet.sheet.label for sheet in SHEETS}
    book, seen = open_grids(path), set()
    for title in [title for title in book.titles if title in labels]:
        cells = book.grid(title).formulas
        for table in book.tables(title):
            area, names = table.ref, list(table.columns)
            for (row, column), text in cells.items():
                if not (area.first_row < row <= area.last_row and column <= area.last_column):
                    continue
                told = Told(path.parent.name, f"{title}.{names[column - area.first_column]}", plain(text))
                if told.column in NOW and told not in seen:
                    seen.add(told)
                    yield told


STOOD = {told for path in KEPT for told in formulas_of(path)}


def test_a_formula_of_an_earlier_version_that_is_another_one_now_is_recognised_as_of_that_version() -> None:
    changed = [told for told in STOOD if told.formula != NOW[told.column][2]]
    assert {told.column for told in STOOD} >= {"予算枠.残予算", "KPI.実績"}, "the kept books were read"
    forgotten = [
        (told.version, told.column)
        for told in changed
        if told.formula not in map(plain, TABLE.get(told.column, {}).values())
    ]
    assert forgotten == [], "write the old formula into pmo_xl/workbook/formulas/earlier_columns.toml"
    assert changed and all(is_of_earlier_version(*NOW[told.column][:2], told.formula) for told in changed)


def test_every_formula_that_is_told_of_a_version_stood_in_a_book_of_it_and_is_not_that_of_today() -> None:
    told = {
        Told(version, column, plain(text)) for column, of in TABLE.items() for version, text in of.items()
    }
    kept = {path.parent.name for path in KEPT}
    assert {each.version for each in told} <= kept, "a book of each version is kept"
    assert told <= STOOD
    assert [each.column for each in told if each.formula == NOW[each.column][2]] == []
