"""Ledgers of other offices are understood without a mapping file."""

import pytest

from tests.workbook.ledgers import (
    further_ledgers,
    issue_ledgers,
    list_ledgers,
    money_ledgers,
    office_ledgers,
    public_ledgers,
    question_ledgers,
    row_ledgers,
    task_ledgers,
    wild_ledgers,
)
from tests.workbook.ledgers.ledger import read, understood, wanted, write

LEDGERS = (
    *issue_ledgers.LEDGERS,
    *question_ledgers.LEDGERS,
    *task_ledgers.LEDGERS,
    *list_ledgers.LEDGERS,
    *money_ledgers.LEDGERS,
    *wild_ledgers.LEDGERS,
    *office_ledgers.LEDGERS,
    *further_ledgers.LEDGERS,
    *public_ledgers.LEDGERS,
    *row_ledgers.LEDGERS,
)


def test_there_are_forty_of_them_and_more():
    assert len(LEDGERS) > 40


@pytest.mark.parametrize("ledger", LEDGERS, ids=str)
def test_a_ledger_is_read_as_meant(ledger, tmp_path):
    _, sheets = read(write(ledger, tmp_path / "台帳.xlsx"))
    assert sheets.records.keys() == {ledger.sheet}
    assert understood(ledger, sheets) == wanted(ledger)
