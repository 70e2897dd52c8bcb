"""The plan of an exchange from Python: looked at, decided, checked and written as the changes of a book are."""

from __future__ import annotations

from pathlib import Path

import pytest

import pmo_xl
from pmo_xl.errors import BadChange, RefusedEdit
from pmo_xl.model.issue import Issue
from pmo_xl.workbook.file.container import read_file, sha256_of
from tests.support.master import opened, small_book

ROWS = [
    {"#": "7", "題名": "会員統合で重複が残る", "ステータス": "進行中", "トラッカー": "バグ", "期日": "2026-12-04"},
    {"#": "8", "題名": "帳票の出力が遅い", "ステータス": "進行中", "トラッカー": "バグ", "期日": None},
]  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return small_book(tmp_path)


def test_a_plan_shows_its_cells_and_the_findings_that_it_brings_and_says_what_was_saved(path: Path) -> None:
    plan = opened(path).import_rows(ROWS, tool="redmine")
    assert [row.title for row in plan.of("new")] == [row["題名"] for row in ROWS]
    new = {(each.sheet, each.row_id, each.kind) for each in plan.changes.preview()}
    assert {(sheet, kind) for sheet, _, kind in new} >= {("課題管理表", "new_row")}
    found = plan.check()
    assert isinstance(found, pmo_xl.ChangeCheck)
    brought = {(each.rule, each.row_id) for each in found.new}
    assert brought == {(each.rule, each.row_id) for each in plan.changes.check().new}
    assert {rule for rule, _ in brought} >= {"ISS002"}
    assert {each.rule for each in plan.check("ISS002").new} == {"ISS002"}
    assert plan.changes.report is None and sha256_of(read_file(path)) == opened(path).sha256
    saved = plan.apply()
    assert saved is not None and plan.saved is saved and saved.backup and saved.backup.exists()
    known = {each.id for each in opened(path).check().findings}
    assert {each.id for each in found.new} <= known


def test_what_is_saved_is_reported_by_the_changes_too(path: Path) -> None:
    opened(path).import_rows(ROWS, tool="redmine").apply()
    later = opened(path).import_rows([ROWS[0] | {"題名": "会員統合で重複が残った"}, ROWS[1]], tool="redmine")
    assert [each.column for each in later.changes.preview() if each.kind == "value"] == ["件名"]
    assert "会員統合で重複が残った" in later.changes._repr_html_()
    saved = later.apply()
    assert saved is not None and later.changes.report is saved
    with pytest.raises(RefusedEdit, match="もう書き込みました"):
        later.apply()


def test_sheets_kept_in_memory_are_not_taken_for_a_file_that_somebody_saved_meanwhile(path: Path) -> None:
    book = opened(path)
    plan = book.import_rows(ROWS, tool="redmine")
    other = opened(path)
    with other.edit() as changes:
        changes.append(Issue(title="先に保存した人の行"), incomplete=True)
    saved = path.read_bytes()
    with pytest.raises(RefusedEdit, match="読んだ後に変わった"):
        plan.apply()
    with pytest.raises((RefusedEdit, BadChange)):
        book.edit().__enter__()
    assert path.read_bytes() == saved
