"""read_source, and rows that come from Python: a DataFrame, bytes and mappings are read as the same export in a file is."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

import pmo_xl
from pmo_xl.errors import BadOption
from tests.operations.test_import import FIRST, HEAD, ticket, tickets
from tests.support.master import opened, small_book

ROW = dict(zip(HEAD, ticket(7, due="2026-12-04"), strict=True))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_book(tmp_path_factory.mktemp("台帳"))


def test_a_source_tells_its_tool_its_columns_and_its_rows_without_a_book(tmp_path):
    found = pmo_xl.read_source(tickets(tmp_path, ticket(7), ticket(8, "二つ目"), encoding="cp932"))
    assert (found.tool, found.encoding, found.columns) == ("redmine", "cp932", tuple(HEAD))
    assert [row["題名"] for row in found.rows] == [FIRST, "二つ目"]
    assert repr(found) == "<Source redmine: 2 行、10 列>"


def test_a_ledger_is_said_to_be_one(path):
    found = pmo_xl.read_source(path)
    assert (found.tool, found.rows) == ("book", ()) and "open_workbook" in found.remarks[0]


def given_as(form: str, folder: Path):
    if form == "bytes":
        return tickets(folder, ticket(7, due="2026-12-04")).read_bytes()
    if form == "frame":
        return pd.DataFrame([ROW | {"期日": pd.Timestamp("2026-12-04"), "説明": None}])
    return [ROW | {"#": 7.0, "期日": datetime.fromisoformat("2026-12-04")}]


@pytest.mark.parametrize("form", ["bytes", "frame", "mappings"])
def test_rows_of_python_are_imported_as_the_file_is(form, path, tmp_path):
    made = opened(path).import_rows(given_as(form, tmp_path))
    (row,) = made.of("new")
    assert row.theirs[0].key == "redmine:7" and row.title == FIRST
    assert row.theirs[0].values["due_on"] == date(2026, 12, 4) and not made.summary["unread"]


@pytest.mark.parametrize("wrong", [[], [{}], 5, [5], [[1, 2]], {"題名": "x"}])
def test_what_is_no_source_is_refused_in_one_sentence(wrong, path):
    with pytest.raises(BadOption) as told:
        opened(path).import_rows(wrong)
    assert "\n" not in str(told.value)


def test_text_that_looks_like_a_formula_stays_text_on_its_way(path):
    (row,) = opened(path).import_rows([ROW | {"題名": "=cmd|'/c calc'!A1"}]).of("new")
    assert row.theirs[0].values["title"] == "=cmd|'/c calc'!A1"
