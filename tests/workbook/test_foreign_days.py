"""Days of other people's ledgers: moved, in strikethrough, in the order of other countries, hidden; or said not to be read."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from pmo_xl.model.column import Kind
from pmo_xl.model.record import Unread
from pmo_xl.workbook.cells import CellContext, read_value
from pmo_xl.workbook.cells.western_date import order_by_years
from tests.support.staff_book import Shown, staff_book

NEAR = CellContext(near=date(2026, 11, 30))


def due_days(folder, *cells, raised=date(2026, 10, 1)):
    rows = [[f"ISS-{n:03}", "件名", raised, cell, "対応中"] for n, cell in enumerate(cells, 1)]
    return staff_book(folder, {"課題管理表": [["課題ID", "件名", "起票日", "期限", "状態"], *rows]})


def days_of(book):
    return [issue.due_on for issue in book.issues]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("11/10→12/4", date(2026, 12, 4)),
        ("2026/11/10 ⇒ 2026/12/4", date(2026, 12, 4)),
        ("2026/12/20→1/15", date(2027, 1, 15)),
        ("11/10->11/20->12/4", date(2026, 12, 4)),
        ("→12/4", date(2026, 12, 4)),
        ("11/10→未定", None),
        ("2026/11/30 24:00", date(2026, 11, 30)),
        ("2026/11/30月曜日", date(2026, 11, 30)),
        ("11月30日(Mon)", date(2026, 11, 30)),
        ("11/30/2026", date(2026, 11, 30)),
        ("30/11/2026", date(2026, 11, 30)),
        ("30-Nov-26", date(2026, 11, 30)),
        ("30 November 2026", date(2026, 11, 30)),
        ("Nov 30, 2026", date(2026, 11, 30)),
        ("Mon, 30 Nov 2026 10:00", date(2026, 11, 30)),
        ("11/30/26", date(2026, 11, 30)),
    ],
)
def test_a_day_as_others_write_it_is_read(text, day):
    assert read_value(Kind.DATE, text, NEAR) == day


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("11/10→", "矢印の後に日付がありません"),
        ("11/10→来月", "日付として読めません"),
        ("10/11/2026", "月と日のどちらが先か分かりません"),
        ("26/11/30", "年が2桁で、西暦か元号か分かりません"),
        ("11/10/99", "年が2桁で、西暦か元号か分かりません"),
        ("2026/11/31/2026", "日付として読めません"),
        ("31-Nov-26", "暦にない日付です"),
        ("2025年度末", "上旬・月末・頃などの目安は日付になりません"),
        ("2026/11/10 2026/12/4", "日付が二つあります"),
        ("2026/11/30火曜日", "日付と曜日が合いません"),
        ("2026/11/30 25:00", "時刻が正しくありません"),
    ],
)
def test_what_may_be_two_days_or_none_is_not_read_and_says_why(text, why):
    read = read_value(Kind.DATE, text, NEAR)
    assert isinstance(read, Unread)
    assert read.why == why


def test_midnight_at_the_end_of_a_day_is_the_beginning_of_the_next():
    read = read_value(Kind.DATETIME, "2026/11/30 24:00")
    assert read == datetime(2026, 12, 1)  # noqa: DTZ001 -- the dates of Excel know no time zone


def test_the_other_dates_of_a_column_say_whether_the_month_stands_first(tmp_path):
    assert days_of(due_days(tmp_path, "11/10/2026", "11/30/2026")) == [date(2026, 11, 10), date(2026, 11, 30)]


def test_the_other_dates_of_a_column_say_whether_the_day_stands_first(tmp_path):
    assert days_of(due_days(tmp_path, "10/11/2026", "30/11/2026")) == [date(2026, 11, 10), date(2026, 11, 30)]


def test_a_column_that_leaves_two_readings_or_none_settles_nothing(tmp_path):
    book = due_days(tmp_path, "10/11/2026", "9/11/2026")
    assert days_of(book) == [None, None]
    (tmp_path / "b").mkdir()
    mixed = due_days(tmp_path / "b", "10/11/2026", "30/11/2026", "11/30/2026")
    assert days_of(mixed) == [None, date(2026, 11, 30), date(2026, 11, 30)]


@pytest.mark.parametrize(
    ("texts", "first"),
    [
        (("26/11/08", "26/10/22", "2026/11/30"), date(2026, 11, 8)),
        (("8.11.20", "8.10.22", "2026/11/30"), date(2026, 11, 20)),
        (("26年11月8日", "26年10月22日", "2026/11/30"), date(2026, 11, 8)),
        (("26/11/08", "2026/11/30"), None),
    ],
)
def test_years_written_in_full_settle_those_of_two_digits(tmp_path, texts, first):
    assert days_of(due_days(tmp_path, *texts))[0] == first


@pytest.mark.parametrize("number_format", ["yyyy/m/d;;", "yyyy/mm/dd;;;@", '[=0]"";yyyy/m/d', "m/d;;"])
def test_a_zero_that_its_format_hides_is_a_blank(tmp_path, number_format):
    book = due_days(tmp_path, Shown(0, number_format))
    assert (days_of(book), book.issues["ISS-001"].unread) == ([None], {})


def test_a_zero_that_is_seen_is_no_date(tmp_path):
    book = due_days(tmp_path, Shown(0, "yyyy/m/d"))
    assert "due_on" in book.issues["ISS-001"].unread


def test_fix_does_not_write_over_a_day_that_tells_its_history_or_whose_order_was_guessed(tmp_path):
    plan = due_days(tmp_path, "2026/11/10→2026/12/4", "11/10/2026", "11/30/2026").fix()
    assert [change.change.cell for change in plan.changes] == ["D4"]
    assert len(plan.doubtful) == 2


@pytest.mark.parametrize("years", [(), (2014,)])
def test_without_a_year_that_fits_two_digits_stay_unsettled(years):
    assert order_by_years(["26/11/08", "26/10/22"], years) is None
