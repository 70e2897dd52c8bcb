"""Dates, date-times and months as cells really hold them."""

# ruff: noqa: DTZ001 -- the dates of Excel know no time zone
from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_xl.model.column import Kind
from pmo_xl.model.record import Unread
from pmo_xl.workbook.cells import CellContext, read_value

FULL_WIDTH = str.maketrans("0123456789/.-()RHS", "０１２３４５６７８９／．－（）ＲＨＳ")
WEEKDAYS = "月火水木金土日"
days = st.dates(date(1950, 1, 1), date(2100, 12, 31))


def era_year(day: date) -> tuple[str, str, int]:
    """The era of a day: its name, its letter and the year of it."""
    if day >= date(2019, 5, 1):
        return "令和", "R", day.year - 2018
    if day >= date(1989, 1, 8):
        return "平成", "H", day.year - 1988
    return "昭和", "S", day.year - 1925


def spellings(day: date) -> list[str]:
    y, m, d, weekday = day.year, day.month, day.day, WEEKDAYS[day.weekday()]
    era, letter, n = era_year(day)
    plain = [
        f"{y}/{m}/{d}",
        f"{y}/{m:02}/{d:02}",
        f"{y}-{m:02}-{d:02}",
        f"{y}.{m}.{d}",
        f"{y}{m:02}{d:02}",
        f"{y}年{m}月{d}日",
        f"{y}年 {m}月 {d}日",
        f"{era}{n}年{m}月{d}日",
        f"{era}{'元' if n == 1 else n}年{m}月{d}日",
        f"{era}　{n}　年 {m}　月 {d} 日",
        f"{letter}{n}.{m}.{d}",
        f"{letter}{n}/{m}/{d}",
        f"{letter.lower()}{n}年{m}月{d}日",
        f"{era[0]}{n}.{m}.{d}",
    ]
    decorated = [
        f"{y}/{m}/{d}({weekday})",
        f"{y}-{m:02}-{d:02} ({weekday}) 13:00",
        f"{y}年{m}月{d}日（{weekday}曜日）",
        f"{y}/{m}/{d} 9:05:07",
        f"{y}-{m:02}-{d:02}T09:05:07",
        f"{y}-{m:02}-{d:02} ({weekday}) 13:00 〜 14:00",
        f"*{y}/{m}/{d}",
        f"{y}/{m}/{d}時点",
        f"\u200e{y}/{m}/{d}\n",
    ]
    return plain + decorated + [text.translate(FULL_WIDTH) for text in plain]


@given(days, st.data())
def test_every_spelling_of_a_day_is_read_as_that_day(day, data):
    text = data.draw(st.sampled_from(spellings(day)))
    assert read_value(Kind.DATE, text) == day


@given(days, st.data())
def test_every_spelling_of_a_day_is_its_month_in_a_month_column(day, data):
    text = data.draw(st.sampled_from(spellings(day)))
    assert read_value(Kind.MONTH, text) == day.replace(day=1)


@given(days, st.data(), st.sampled_from(["頃", "まで", "以降", "～", "～12/31", "予定", "?", " 1", "月"]))
def test_a_day_with_a_word_that_changes_its_meaning_is_not_read(day, data, word):
    text = data.draw(st.sampled_from(spellings(day)[:6]))
    assert isinstance(read_value(Kind.DATE, text + word), Unread)


@given(st.from_regex(r"[0-9０-９]{1,4}[/.\-年][0-9]{1,3}[/.\-月][0-9]{1,5}日?", fullmatch=True))
def test_three_numbers_are_that_day_or_unread_never_another_day(text):
    value = read_value(Kind.DATE, text)
    if not isinstance(value, Unread):
        numbers = [int(n) for n in "".join(c if c.isdigit() else " " for c in text).split()]
        assert {value} == possible_days(*numbers)


def possible_days(first, second, third):
    """Every day that three numbers may be, with the year first or last, in full or its last two digits."""
    orders = [(first, second, third)] if first > 99 else [(2000 + first, second, third)]
    if first < 100:
        year = third + 2000 * (third < 100)
        orders += [(year, first, second), (year, second, first)]
    found = set()
    for numbers in orders:
        with suppress(ValueError):
            found.add(date(*numbers))
    return found


@pytest.mark.parametrize("text", ["1/20/00", "1/20/2026", "20/1/2026"])
def test_three_numbers_that_are_only_one_day_are_that_day(text):
    assert {read_value(Kind.DATE, text)} == possible_days(*map(int, text.split("/")))


@given(days, days)
def test_a_day_without_year_is_read_only_in_the_year_that_brings_it_nearest(day, near):
    value = read_value(Kind.DATE, f"{day.month}/{day.day}", CellContext(near=near))
    if isinstance(value, Unread):
        assert "年がありません" in value.reason
    else:
        assert (value.month, value.day) == (day.month, day.day)
        assert abs(value - near) <= timedelta(days=167)


@pytest.mark.parametrize(
    ("text", "near", "expected"),
    [
        ("12/15", date(2026, 11, 30), date(2026, 12, 15)),
        ("12/15", date(2026, 1, 10), date(2025, 12, 15)),
        ("1/5", date(2026, 12, 20), date(2027, 1, 5)),
        ("6月6日(土)", date(2026, 5, 1), date(2026, 6, 6)),
        ("６月６日", date(2026, 5, 1), date(2026, 6, 6)),
        ("2/29", date(2028, 3, 1), date(2028, 2, 29)),
    ],
)
def test_a_date_near_by_settles_the_year(text, near, expected):
    assert read_value(Kind.DATE, text, CellContext(near=near)) == expected


@pytest.mark.parametrize(
    "text", ["-", "－", "ー", "―", "‐", "--", "→", "未定", "空白", "TBD", "tbd", "なし", " "]
)
@pytest.mark.parametrize("kind", [Kind.DATE, Kind.DATETIME, Kind.MONTH])
def test_marks_of_no_date_are_blank(kind, text):
    assert read_value(kind, text) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("14年7月3日", "西暦か元号か"),
        ("26/11/30", "西暦か元号か"),
        ("8.4.1", "西暦か元号か"),
        ("12/15", "年がありません"),
        ("6月6日(土)", "年がありません"),
        ("7月", "年がありません"),
        ("平成　26　年 7　月", "日がありません"),
        ("2026/11", "日がありません"),
        ("202611", "日がありません"),
        ("2月25日～3月3日", "期間"),
        ("2026/2/25～2026/3/3", "期間"),
        ("～10月中旬", "期間"),
        ("～11月末", "期間"),
        ("2026/11/30 22:00～2:00", "期間"),
        ("4月上旬", "目安"),
        ("2026年4月下旬", "目安"),
        ("月末", "目安"),
        ("別途ご相談", "日付として読めません"),
        ("11/10/2026", "月と日のどちらが先か"),
        ("2026/1/113:00", "日付として読めません"),
        ("2026-11-30T29:00:00Z", "日付として読めません"),
        ("2026-02-30T09:00:00Z", "日付として読めません"),
        ("46356", "日付として読めません"),
        ("2026/2/30", "暦にない"),
        ("2026/13/1", "暦にない"),
        ("13/45", "暦にない"),
        ("令和8年2月30日", "暦にない"),
        ("1949/12/31", "1950～2100"),
        ("2101/1/1", "1950～2100"),
        ("令和元年4月30日", "元号"),
        ("平成31年5月1日", "元号"),
        ("R0.1.1", "元号"),
        ("2026/11/30(火)", "曜日"),
        ("2026/11/30 25:00", "時刻"),
        ("2026/11/30 午後13時", "時刻"),
        ("2026/11/30 午後12:30", "時刻"),
        ("#REF!", "エラー"),
        ("#n/a", "エラー"),
        ("2026/11/30 " + "備考 " * 40, "文章"),
    ],
)
def test_what_is_no_single_day_is_unread_with_its_reason(text, why):
    value = read_value(Kind.DATE, text)
    assert isinstance(value, Unread)
    assert value.text == text
    assert why in value.reason


def test_a_weekday_that_contradicts_the_year_nearby_is_unread():
    value = read_value(Kind.DATE, "6月6日(日)", CellContext(near=date(2026, 5, 1)))
    assert isinstance(value, Unread)
    assert "曜日" in value.reason


@given(days)
def test_serial_numbers_under_a_general_format_are_dates_of_both_systems(day):
    serial = (day - date(1899, 12, 30)).days
    assert read_value(Kind.DATE, float(serial)) == day
    assert read_value(Kind.DATE, serial) == day
    assert read_value(Kind.DATE, float(serial - 1462), CellContext(is_1904=True)) == day


@pytest.mark.parametrize(
    "raw", [0.0, 1.0, 59.0, 60.0, 61.0, -1.0, 2026.0, 2026.11, 18263.0, 73416.0, 260401.0, 1e300]
)
@pytest.mark.parametrize("kind", [Kind.DATE, Kind.DATETIME, Kind.MONTH])
def test_numbers_that_are_no_date_between_1950_and_2100_are_unread(kind, raw):
    assert isinstance(read_value(kind, raw), Unread)


@pytest.mark.parametrize(
    "raw", [date(1900, 2, 28), date(1904, 3, 1), datetime(2101, 1, 1), datetime(9999, 12, 31, 23)]
)
def test_true_dates_outside_of_the_years_are_unread(raw):
    value = read_value(Kind.DATE, raw)
    assert isinstance(value, Unread)
    assert "1950～2100" in value.reason


@pytest.mark.parametrize("raw", [time(0, 0), time(13, 0), timedelta(days=1), True])
def test_a_time_a_length_or_a_truth_value_is_no_date(raw):
    assert isinstance(read_value(Kind.DATE, raw), Unread)


def test_digits_typed_as_a_number_are_the_day_or_month_they_spell():
    assert read_value(Kind.DATE, 20261130.0) == date(2026, 11, 30)
    assert read_value(Kind.MONTH, 202611.0) == date(2026, 11, 1)
    assert isinstance(read_value(Kind.DATE, 20261131.0), Unread)


def test_the_time_of_a_true_date_is_dropped_in_a_date_column():
    assert read_value(Kind.DATE, datetime(2026, 11, 30, 13, 0)) == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (datetime(2026, 11, 30, 13, 0), datetime(2026, 11, 30, 13, 0)),
        (datetime(2026, 11, 30, 12, 59, 59, 999000), datetime(2026, 11, 30, 13, 0)),
        (date(2026, 11, 30), datetime(2026, 11, 30)),
        (46356.5, datetime(2026, 11, 30, 12, 0)),
        (46356.999999999, datetime(2026, 12, 1)),
        ("2026/11/30 13:00", datetime(2026, 11, 30, 13, 0)),
        ("2026/11/30 9:05:07", datetime(2026, 11, 30, 9, 5, 7)),
        ("2026年11月30日(月)13時30分", datetime(2026, 11, 30, 13, 30)),
        ("2026年11月30日 午後1時半", datetime(2026, 11, 30, 13, 30)),
        ("２０２６／１１／３０　１３：００", datetime(2026, 11, 30, 13, 0)),
        ("2026/11/30", datetime(2026, 11, 30)),
    ],
)
def test_a_date_time_is_read_to_the_second(raw, expected):
    assert read_value(Kind.DATETIME, raw) == expected


def test_a_range_of_times_is_no_single_date_time():
    value = read_value(Kind.DATETIME, "2020-01-01 (水) 13:00 〜 14:00")
    assert isinstance(value, Unread)
    assert "期間" in value.reason


@pytest.mark.parametrize(
    "raw",
    [
        *(
            "202611",
            "2026/11",
            "2026-11",
            "2026.11",
            "2026年11月",
            "２０２６年　１１月",
            "R8.11",
            "令和8年11月",
        ),
        *("2026年11月分", "2026年11月末", "2026/11/30", "2026/11/30 13:00", "R8.11.30"),
        *(202611.0, 46356.0, date(2026, 11, 1), date(2026, 11, 30), datetime(2026, 11, 30, 8)),
    ],
)
def test_a_month_is_its_first_day(raw):
    assert read_value(Kind.MONTH, raw) == date(2026, 11, 1)


@pytest.mark.parametrize(
    "raw", ["11月", "11月末", "11/30", "11/2026", "2026/13", "翌月", "26年11月", 11.0, 2026.1]
)
def test_a_month_without_its_year_is_unread_even_beside_another_date(raw):
    assert isinstance(read_value(Kind.MONTH, raw, CellContext(near=date(2026, 11, 1))), Unread)


def test_months_in_which_an_era_changes_belong_to_both_eras():
    assert read_value(Kind.MONTH, "平成31年4月") == date(2019, 4, 1)
    assert read_value(Kind.MONTH, "令和元年5月") == date(2019, 5, 1)
    assert read_value(Kind.MONTH, "昭和64年1月") == read_value(Kind.MONTH, "平成元年1月") == date(1989, 1, 1)
    assert isinstance(read_value(Kind.MONTH, "平成31年5月"), Unread)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-30T09:00:00Z", date(2026, 11, 30)),
        ("2026-11-30T15:00:00Z", date(2026, 12, 1)),
        ("2026-11-30T14:59:59.999Z", date(2026, 11, 30)),
        ("2026-11-30 18:41:17 +0000 UTC", date(2026, 12, 1)),
        ("2026-11-30T20:00:00-08:00", date(2026, 12, 1)),
        ("2026-12-01T00:30:00+0900", date(2026, 12, 1)),
        ("2026-12-01T00:30:00+13:00", date(2026, 11, 30)),
    ],
)
def test_a_moment_with_its_time_zone_is_the_day_it_was_in_japan(text, day):
    assert read_value(Kind.DATE, text) == day
