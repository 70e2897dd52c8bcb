"""What an exchange writes into a real book: exactly what it showed, with references that follow, and nothing blocked lost."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_xl.errors import BadOption, RefusedEdit
from pmo_xl.exchange import Exchange, KeyedBase, Policy, Row, SourceFacts, Where, combined, compare
from pmo_xl.exchange.compare import Sides
from pmo_xl.exchange.row import key_of
from pmo_xl.model.issue import Issue
from pmo_xl.model.question import Question
from pmo_xl.operations.exchanged import sheet_rows, target_of
from tests.support.master import opened, small_book

COPY = "写し.xlsx"
MERGING = Policy(is_blank_taken=True)


@pytest.fixture
def path(tmp_path):
    return small_book(tmp_path)


def arriving(sheet, row_id, number=99, **values):
    return Row(sheet, values, Where(COPY, None, number), key_of(sheet, row_id, values), row_id)


def exchanged(path, *theirs, base=None, policy=MERGING, are_ids_kept=True):
    """The exchange of some arriving rows, the book's own rows being what was last seen unless told."""
    book = opened(path)
    rows = []
    for sheet in dict.fromkeys(each.sheet for each in theirs):
        ours = sheet_rows(book, sheet)
        known = KeyedBase({row.key: row for row in ours if row.key} if base is None else base)
        yours = tuple(each for each in theirs if each.sheet is sheet)
        rows += combined([compare(Sides(sheet, ours, yours, known), policy).rows])
    return Exchange("merge", target_of(book), [SourceFacts(COPY)], rows, are_ids_kept=are_ids_kept)


def test_a_changed_cell_and_a_new_row_are_written_as_shown(path):
    changed = arriving(Issue, "ISS-001", due_on=date(2026, 12, 4), title="性能が出ない")
    new = arriving(Issue, "ISS-050", title="本番の証明書が切れる", kind="課題", priority="高")
    exchange = exchanged(path, changed, new)
    lines = [(line.what, line.row_id, line.column, line.book, line.after) for line in exchange.items]
    assert ("変更", "ISS-001", "期限", "2026/11/10", "2026/12/04") in lines
    assert ("新規", "ISS-050", "(行)", "－", "3 列") in lines
    report = exchange.apply()
    assert report is not None and report.backup
    after = opened(path).issues
    assert after["ISS-001"].due_on == date(2026, 12, 4)
    assert after["ISS-050"].title == "本番の証明書が切れる"
    with pytest.raises(RefusedEdit):
        exchange.apply()


def test_a_number_that_is_taken_moves_and_its_references_follow(path):
    question = arriving(Question, "QA-002", 98, title="帳票の罫線はどちらか", question="?")
    pointing = arriving(Question, "QA-060", 99, title="その続き", question="?", changes=("QA-002",))
    exchange = exchanged(path, question, pointing, base={})
    new = {line.title: (line.row_id, line.reason) for line in exchange.items if line.what == "新規"}
    assert new["帳票の罫線はどちらか"][0] == "QA-006"
    assert "QA-002 → QA-006" in new["帳票の罫線はどちらか"][1]
    exchange.apply()
    assert opened(path).questions["QA-060"].changes == ("QA-006",)


def test_a_conflict_is_written_only_when_decided(path):
    ours = {"ISS-001": arriving(Issue, "ISS-001", due_on=date(2026, 11, 1))}
    exchange = exchanged(path, arriving(Issue, "ISS-001", due_on=date(2026, 12, 4)), base=ours)
    assert (exchange.summary["conflict"], exchange.summary["cells"], exchange.is_open) == (1, 0, True)
    with pytest.raises(BadOption, match="文章の列ではない"):
        exchange.decide("ISS-001", "期限", "both")
    exchange.decide("ISS-001", "期限", "source")
    assert (exchange.summary["cells"], exchange.is_open) == (1, False)
    exchange.apply()
    assert opened(path).issues["ISS-001"].due_on == date(2026, 12, 4)


def test_a_text_that_looks_like_a_formula_stays_a_text(path):
    exchange = exchanged(path, arriving(Issue, "ISS-001", title="=cmd|' /C calc'!A0"))
    exchange.decide("ISS-001", "件名", "source")
    exchange.apply()
    assert opened(path).issues["ISS-001"].title == "=cmd|' /C calc'!A0"


def test_what_a_cell_cannot_hold_is_named_and_the_rest_of_the_row_is_written(path):
    new = arriving(Issue, "ISS-050", title="証明書", plan="\x07鳴る")
    exchange = exchanged(path, new)
    assert exchange.summary["blocked"] == 1
    assert exchange.is_open
    exchange.apply()
    assert opened(path).issues["ISS-050"].title == "証明書"
