"""Changes in other offices' ledgers: they read back as said, or the file is left alone with a sentence."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from pmo_xl.errors import BadChange, RefusedEdit
from pmo_xl.model.record import Record
from pmo_xl.operations.edit import begin
from pmo_xl.operations.fix import fix
from pmo_xl.workbook.changes import ChangeSet
from pmo_xl.workbook.changes.editing import apply
from tests.support.master import opened, values_of
from tests.workbook.ledgers.ledger import Ledger, write
from tests.workbook.test_ledgers import LEDGERS

# What no row below the table, no second row and no column of marks can take.
NOT_GROWN = {
    "issues with section rows, a divider and notes below",
    "issues with the lists parked to the right",
    "tasks in two rows, the plan above what happened",
    "tasks in two rows by merged cells alone",
    "lower rows of 実施 that hold no day are no column of actual days",
    "orders in amounts as receipts write them, 合計 in a column of the office's own",
    "orders in thousands of yen, the unit noted above, a total below",
    "budgets by department in millions of yen",
}


def retitle(changes: ChangeSet, rows: list[Record]) -> None:
    """Give the middle row another 件名, where the sheet has one that can be written."""
    if rows and "title" in rows[0].columns:
        with contextlib.suppress(BadChange):
            changes.set(rows[len(rows) // 2], title="書き換えた題")


def append_like(changes: ChangeSet, last: Record) -> None:
    """Append a row that says what the last one says."""
    filled = {name: getattr(last, name) for name, column in last.columns.items() if not column.is_derived}
    values = {name: value for name, value in filled.items() if name != "id" and value not in (None, ())}
    with contextlib.suppress(BadChange):
        changes.append(type(last).model_validate(values))


@pytest.mark.parametrize("ledger", LEDGERS, ids=str)
def test_a_changed_ledger_reads_as_the_changes_say_or_is_left_alone(ledger: Ledger, tmp_path: Path) -> None:
    path = write(ledger, tmp_path / "台帳.xlsx")
    book, before = opened(path), path.read_bytes()
    changes = begin(book)
    rows: list[Record] = list(book.of(ledger.sheet))
    retitle(changes, rows)
    append_like(changes, rows[-1])
    after = changes.after()
    try:
        apply(changes, book.source.editor())
    except (BadChange, RefusedEdit):
        assert path.read_bytes() == before and ledger.name in NOT_GROWN
        return
    assert values_of(opened(path).project.records) == values_of(after.records)


@pytest.mark.parametrize("ledger", LEDGERS, ids=str)
def test_a_fixed_ledger_has_nothing_left_to_fix(ledger: Ledger, tmp_path: Path) -> None:
    path = write(ledger, tmp_path / "台帳.xlsx")
    read = values_of(opened(path).project.records)
    fix(opened(path), apply=True, rules=["DAT003", "DAT004", "DAT005"])
    assert values_of(opened(path).project.records) == read
    fix(opened(path), apply=True)
    assert fix(opened(path), apply=True).changes == []
