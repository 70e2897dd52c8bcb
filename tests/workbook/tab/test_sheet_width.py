"""What stands right of a table of ours is cut before it is read; nothing else ever is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.task import Task
from pmo_xl.operations.book import open_workbook
from pmo_xl.workbook.grid import open_grids
from pmo_xl.workbook.layout.tab_search import chosen_tabs
from pmo_xl.workbook.tab.sheet_size import within_columns
from tests.support.master import small_book

HEAD, TAIL = b"<worksheet><sheetData>", b'</sheetData><mergeCells count="1"/></worksheet>'


def sheet(*rows: bytes) -> bytes:
    return HEAD + b"".join(rows) + TAIL


def row(number: int, *columns: str) -> bytes:
    cells = "".join(f'<c r="{column}{number}"><v>1</v></c>' for column in columns)
    return f'<row r="{number}">{cells}</row>'.encode()


@pytest.mark.parametrize(
    ("last", "kept", "cut"),
    [
        (2, "AB", ["C", "Z", "AA", "XFD"]),
        (26, "AZ", ["AA", "ZZ", "AAA"]),
        (28, ["Z", "AB"], ["AC", "BA", "AAA"]),
    ],
)
def test_cells_beyond_the_last_column_are_cut(last: int, kept: str, cut: list[str]) -> None:
    data = sheet(row(1, *kept, *cut), row(2, *kept), row(3, *cut))
    assert within_columns(data, last) == sheet(row(1, *kept), row(2, *kept), row(3))


def test_a_sheet_within_its_table_is_the_same_bytes() -> None:
    data = sheet(row(1, "A", "B"), b'<row r="2"/>')
    assert within_columns(data, 2) is data


def test_cells_out_of_order_are_left_as_they_are() -> None:
    data = sheet(row(1, "C", "A"))
    assert within_columns(data, 2) is data


def test_the_bars_of_the_gantt_are_not_read_and_the_tasks_are_the_same(tmp_path: Path) -> None:
    path = small_book(tmp_path)
    grid = open_grids(path).grid("マスタスケジュール")
    assert 0 < grid.last_column <= len(Task.columns) + 1


def test_only_the_tabs_that_are_wanted_are_read(tmp_path: Path) -> None:
    path = small_book(tmp_path)
    titles = list(chosen_tabs(open_grids(path), [Acceptance]).titles)
    assert "検収支払" in titles
    assert not {"マスタスケジュール", "QA表", "メニュー", "集計"} & set(titles)
    book = open_workbook(path, as_of=date(2026, 11, 30), sheets=[Acceptance])
    assert book.project.has(Acceptance)
    assert not book.project.has(Task)
