"""Rows fit their text in books we edit: new rows, generated rows, and rows that get more to say than they hold."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from pmo_xl.model.issue import Issue
from pmo_xl.operations.record import record
from tests.support.master import opened, small_book
from tests.support.small_project import D

pytestmark = pytest.mark.slow
LONG = "応答が遅い。" * 30


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return small_book(tmp_path)


def heights(path: Path, sheet: str) -> dict[int, float | None]:
    tab = openpyxl.load_workbook(path)[sheet]
    return {row: tab.row_dimensions[row].height for row in range(4, tab.max_row + 1)}


def an_issue(description: str) -> Issue:
    return Issue(
        title="応答",
        kind="課題",
        priority="高",
        owner="佐藤 花子",
        raised_by="鈴木",
        due_on=D,
        description=description,
    )


def test_a_new_row_is_as_high_as_its_text(path: Path):
    before = len(opened(path).issues)
    with opened(path).edit() as changes:
        changes.append(an_issue("短い"))
        changes.append(an_issue(LONG))
    short, long = (heights(path, "課題管理表").get(4 + before + n) for n in (0, 1))
    assert short in (None, 15)
    assert long is not None and 60 < long < 200


def test_a_row_grows_with_what_is_written_into_it_and_never_shrinks(path: Path):
    first = next(iter(opened(path).issues))
    before = heights(path, "課題管理表")
    with opened(path).edit() as changes:
        changes.set(first, description=LONG)
    grown = heights(path, "課題管理表")
    assert (grown[4] or 15) > (before[4] or 15)
    assert {row: height for row, height in grown.items() if row != 4} == {
        row: height for row, height in before.items() if row != 4
    }
    with opened(path).edit() as changes:
        changes.set(next(iter(opened(path).issues)), description="短い")
    assert heights(path, "課題管理表") == grown


def test_a_height_that_somebody_fixed_stays(path: Path, tmp_path: Path):
    book = openpyxl.load_workbook(path)
    book["課題管理表"].row_dimensions[4].height = 20
    book.save(tmp_path / "固定.xlsx")
    fixed = opened(tmp_path / "固定.xlsx")
    with fixed.edit() as changes:
        changes.set(next(iter(fixed.issues)), description=LONG)
    assert heights(fixed.path, "課題管理表")[4] == 20


def test_the_findings_that_are_recorded_do_not_lie_over_each_other(path: Path):
    assert record(opened(path)).saved
    tab = openpyxl.load_workbook(path)["チェック結果"]
    long = [
        row
        for row in range(4, tab.max_row + 1)
        if any(
            cell.alignment.wrap_text
            and not tab.column_dimensions[cell.column_letter].hidden
            and 2 * len(str(cell.value or "")) > 3 * tab.column_dimensions[cell.column_letter].width
            for cell in tab[row]
        )
    ]
    assert long
    assert min(tab.row_dimensions[row].height or 15 for row in long) > 25
