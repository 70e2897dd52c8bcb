"""A row made in Python takes what its columns hold, and refuses everything else with label, row and what is allowed."""

from __future__ import annotations

import copy
import pickle
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from pmo_xl.errors import BadChange, NoSuchRow
from pmo_xl.model.acceptance import Acceptance
from pmo_xl.model.issue import Issue
from pmo_xl.model.order import Order
from pmo_xl.model.record import Record
from pmo_xl.model.sheets import SHEETS
from pmo_xl.operations.book import Book
from tests.support.master import opened, small_book

ODD = [
    float("nan"), pd.NaT, pd.NA, b"a", bytearray(b"a"), object(), int, [None], {}, {"a": 1}, float("inf"),
    Decimal("NaN"), True, 10**30, -1, 0, "らくだ", "", date.max, np.array([1, 2]), np.datetime64("NaT"),
]  # fmt: skip


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return opened(small_book(tmp_path_factory.mktemp("台帳")))


@pytest.mark.parametrize("record_class", SHEETS, ids=lambda sheet: sheet.sheet.label)
def test_every_column_takes_a_value_or_refuses_it_by_its_label(record_class: type[Record]) -> None:
    for field, column in record_class.columns.items():
        for value in ODD:
            try:
                record_class(**{field: value})
            except BadChange as refusal:
                assert f"{record_class.sheet.label}の「{column.label}」に" in refusal.message
                assert "を渡してください" in refusal.message


@pytest.mark.parametrize("value", [0, 46356, 46356.0, True, pd.NaT, "11/30", b"2026-11-30"], ids=repr)
def test_a_day_is_never_made_of_a_number_or_of_half_a_date(value: Any) -> None:
    with pytest.raises(BadChange, match=r"課題管理表の「期限」に.*日付\(date\)"):
        Issue(due_on=value)


def test_days_are_taken_in_every_sensible_form() -> None:
    forms = (date(2026, 11, 30), datetime(2026, 11, 30), pd.Timestamp("2026-11-30"), "2026-11-30")  # noqa: DTZ001
    assert {Issue(due_on=form).due_on for form in forms} == {date(2026, 11, 30)}


def test_an_unknown_field_is_named_with_those_that_there_are() -> None:
    with pytest.raises(BadChange, match="課題管理表に dueon という項目はありません。項目は id、kind"):
        Issue(dueon=date(2026, 11, 30))
    with pytest.raises(BadChange, match="課題管理表の行に"):
        Issue.model_validate([("title", "件名")])


def test_a_row_that_was_read_cannot_be_assigned_to(book: Book) -> None:
    with pytest.raises(BadChange, match=r"changes\.set"):
        book.issues["ISS-001"].status = "完了"
    with pytest.raises(BadChange, match=r"changes\.set"):
        del book.issues["ISS-001"].status


def test_a_change_names_the_row_the_label_and_what_is_allowed(book: Book) -> None:
    changes = book.edit().__enter__()
    issue = book.issues["ISS-002"]
    with pytest.raises(
        BadChange,
        match=rf"ISS-002「性能が出ない」\(課題管理表 {issue.row}行目\): 課題管理表の「期限」に.*日付",
    ):
        changes.set(issue, due_on=pd.NaT)
    with pytest.raises(BadChange, match="行に 5 は使えません"):
        changes.set(5, due_on=None)  # type: ignore[arg-type]
    assert len(changes) == 0


def test_of_many_rows_the_one_that_cannot_be_appended_is_named(book: Book) -> None:
    changes = book.edit().__enter__()
    good = {"kind": "課題", "title": "遅い", "priority": "高", "raised_by": "高橋 次郎", "owner": "佐藤 花子"}
    for number in range(3):
        changes.append(Issue(**good, due_on=date(2026, 12, 1 + number)))
    with pytest.raises(BadChange, match=r"足す行の4件目: 課題管理表の新しい行に .*件名.* がありません"):
        changes.append(Issue(kind="課題"))
    with pytest.raises(BadChange, match="足す行の4件目: 行に"):
        changes.append({"title": "行ではない"})  # type: ignore[type-var]


def test_a_figure_that_a_cell_cannot_keep_is_refused(book: Book) -> None:
    changes = book.edit().__enter__()
    with pytest.raises(BadChange, match="予算管理表の「発注金額」に"):
        changes.set(book.orders["ORD-001"], ordered=10**17 + 1)
    changes.set(book.orders["ORD-001"], ordered=999_999_999_999)


@pytest.mark.parametrize("key", [5, None, "ISS-999", float("nan"), pd.NaT, b"ISS-001", ["ISS-001"]], ids=repr)
def test_a_row_that_is_not_there_is_told_in_japanese(key: Any, book: Book) -> None:
    with pytest.raises(NoSuchRow, match=r"課題管理表に.*という行はありません") as refusal:
        _ = book.issues[key]
    assert isinstance(refusal.value, KeyError)
    assert book.issues.get(key) is None and key not in book.issues


def test_rows_sets_and_books_are_hashed_copied_and_pickled(book: Book) -> None:
    assert len({*book.issues, *book.issues}) == len(book.issues)
    for thing in (*book.issues, book.issues, book.settings, book.project, book):
        for twin in (copy.copy(thing), copy.deepcopy(thing), pickle.loads(pickle.dumps(thing))):  # noqa: S301
            assert twin == thing and hash(twin) == hash(thing)
    twin = pickle.loads(pickle.dumps(book))  # noqa: S301
    assert twin.check().findings == book.check().findings


def test_reports_are_hashed_copied_and_pickled_and_have_one_shape(book: Book) -> None:
    book.check()  # what was counted on the way is no part of a copy
    for report in (book.check(), book.overdue(7), book.budget(), book.schedule(), book.fix()):
        for twin in (copy.copy(report), copy.deepcopy(report), pickle.loads(pickle.dumps(report))):  # noqa: S301
            assert twin == report and hash(twin) == hash(report)
        assert len(report.to_frame()) == len(report.items) and report.undated is not None
        assert all(isinstance(number, int) for number in report.counts.values())
        assert "<table>" in report._repr_html_() and len(report._repr_html_().split("<tr>")) >= 2
        assert "\n" not in repr(report) and len(repr(report)) < 120


def test_the_repr_of_a_book_is_one_line_and_tells_no_password(tmp_path: Path) -> None:
    path = small_book(tmp_path, name="会員\u3000基盤.xlsx")
    book = opened(path)
    rows = sum(len(each) for each in book.project.records.values())
    assert (
        repr(book) == f"<Book '会員\\u3000基盤.xlsx': 基準日 2026/11/30、16 シート、{rows} 行>" and rows > 300
    )
    from pmo_xl.operations.book_source import FileSource

    assert "himitsu" not in repr(FileSource(path, "0" * 64, "himitsu"))


def test_the_table_of_a_notebook_shows_text_as_text(book: Book) -> None:
    from dataclasses import replace

    report = book.overdue()
    odd = replace(report, items=(replace(report.items[0], title="<script>alert(1)</script>"),))
    assert "<script>" not in odd._repr_html_()
    assert list(report.to_frame().columns)[:3] == ["担当", "期限", "超過日数"]  # as its CSV


def test_money_is_whole_yen() -> None:
    assert Order(ordered=np.int64(5)).ordered == 5
    for value in (1.5, True, "1,000円", Decimal("0.5")):
        with pytest.raises(BadChange, match="円の整数"):
            Acceptance(accepted=value)
