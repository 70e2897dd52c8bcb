"""fix never stops at one cell: what cannot be written is named with its reason, and the rest is written."""

from __future__ import annotations

import json
from datetime import date

import pytest
import xlsxwriter

from pmo_xl.errors import RefusedEdit
from pmo_xl.faces.cli import main
from pmo_xl.operations.book import open_workbook

DAY = date(2026, 11, 30)


def half_locked(path, *locked):
    """A ledger on a protected sheet with two dates as text, of which those in `locked` cannot be written."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("課題管理表")
        free = book.add_format({"locked": False})
        rows = [["課題ID", "件名", "担当", "期限", "状態"]]
        rows += [[f"ISS-00{n}", "件名", "佐藤", f"２０２６／１１／{20 + n}", "対応中"] for n in (1, 2)]
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                cell = f"{'ABCDE'[column]}{at + 1}"
                sheet.write(at, column, text, None if cell in locked else free)
        sheet.protect()
    return path


def test_the_locked_cell_is_named_and_the_other_written(tmp_path):
    path = half_locked(tmp_path / "台帳.xlsx", "D2")
    plan = open_workbook(path, as_of=DAY).fix(apply=True)
    assert [each.change.cell for each in plan.changes] == ["D3"]
    assert [(each.change.cell, each.change.after) for each in plan.blocked] == [("D2", "2026/11/21")]
    assert "保護されたシートのロックされたセル" in plan.blocked[0].doubt
    again = open_workbook(path, as_of=DAY).fix()
    assert ([each.change.cell for each in again.changes], len(again.blocked)) == ([], 1)


@pytest.mark.parametrize(
    ("locked", "arguments", "code"),
    [(["D2"], [], 1), (["D2"], ["--apply"], 3), (["D2", "D3"], ["--apply"], 2), ([], ["--apply"], 0)],
)
def test_the_exit_code_says_whether_all_some_or_none_was_written(tmp_path, capsys, locked, arguments, code):
    path = half_locked(tmp_path / "台帳.xlsx", *locked)
    assert main(["fix", str(path), "--as-of", "2026-11-30", "--format", "json", *arguments]) == code
    changes = json.loads(capsys.readouterr().out)["changes"]
    assert [each["cell"] for each in changes if each["blocked"]] == locked
    assert all("保護" in each["blocked"] for each in changes if each["cell"] in locked)


def test_a_file_that_may_not_be_edited_at_all_is_still_refused(tmp_path):
    path = half_locked(tmp_path / "台帳.xlsx", "D2")
    book = open_workbook(path, as_of=DAY)
    path.write_bytes(half_locked(tmp_path / "ほか.xlsx").read_bytes())
    with pytest.raises(RefusedEdit):
        book.fix(apply=True)
