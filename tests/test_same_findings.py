"""What tells whether a faster reader or rule finds the same (tests/support/same_findings.py).

It compares two commits of all books; here a tenth of the random books, found twice by this one.
"""

from __future__ import annotations

import copy

import pytest

from tests.sample.maker import planted_project
from tests.sample.maker.workbook import write_sample
from tests.support.month_end_books import is_full
from tests.support.same_findings import ROOT, differences, found_by, found_now

pytestmark = pytest.mark.slow
BOOKS = 200 if is_full() else 20


@pytest.fixture(scope="module")
def paths(tmp_path_factory):
    folder = tmp_path_factory.mktemp("同じ指摘")
    broken = folder / "壊れた台帳.xlsx"
    broken.write_bytes(b"PK\x03\x04")
    return [write_sample(folder / "台帳.xlsx", planted_project(scale=0.3)), broken]


@pytest.fixture(scope="module")
def found(paths):
    return found_now(paths, BOOKS)


def test_another_process_with_another_order_of_sets_finds_the_same(paths, found):
    assert differences(found_by(ROOT, paths, BOOKS, PYTHONHASHSEED="4711"), found) == []


def test_every_book_is_looked_at_and_one_that_cannot_be_read_says_why(paths, found):
    report, sentence = (found[str(path)] for path in paths)
    assert len(found) == BOOKS + 2
    assert len(report["findings"]) > 50
    assert "壊れた台帳.xlsx は" in sentence


def test_one_changed_word_of_one_finding_is_told_with_its_place(paths, found):
    other = copy.deepcopy(found)
    other[str(paths[0])]["findings"][3]["message"] += "。"
    [told] = differences(found, other)
    assert told.startswith(f"{paths[0]}: /findings/3/message: ")
