"""Master workbooks for tests that write: the small project or the sample, on disk and opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from pmo_xl.model.record import Record
from pmo_xl.model.sheets import SHEETS
from pmo_xl.operations.book import Book, open_workbook
from pmo_xl.workbook.author import write_workbook
from tests.support.small_project import D, small_project

Values = dict[str, list[dict[str, object]]]


def small_book(
    folder: Path,
    records: Mapping[type[Record], Sequence[Record]] | None = None,
    name: str = "会員基盤刷新.xlsx",
) -> Path:
    """A master workbook of the small project (or with other rows), written to a folder."""
    path = folder / name
    if records:
        write_workbook(path, {**small_project(), **records}, run_day=D)
    else:
        path.write_bytes(_small())
    return path


@cache
def _small() -> bytes:
    """The small project's workbook, written once per test process."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "small.xlsx"
        write_workbook(path, small_project(), run_day=D)
        return path.read_bytes()


def opened(path: Path, on: date = D) -> Book:
    """The workbook read on a day."""
    return open_workbook(path, as_of=on, run_day=on)


def values_of(records: Mapping[type[Record], Sequence[Record]]) -> Values:
    """What the records hold by sheet, without derived figures and without where they stand."""
    return {
        sheet.sheet.label: [
            {name: getattr(row, name) for name, column in sheet.columns.items() if not column.is_derived}
            for row in records.get(sheet, ())
        ]
        for sheet in SHEETS
    }
