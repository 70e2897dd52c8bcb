"""Business days, bank days, months and fiscal years."""

from datetime import date, timedelta

import jpholiday
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmo_xl.model.calendar import (
    BusinessCalendar,
    add_months,
    fiscal_year_months,
    fiscal_year_of,
    month_end,
)
from pmo_xl.model.public_holidays import FIRST_YEAR, LAST_YEAR, public_holiday_days, public_holidays

PLAIN = BusinessCalendar()
COMPANY = BusinessCalendar(
    company_holidays=frozenset({date(2026, 8, 13), date(2026, 8, 14)}),
    working_days=frozenset({date(2026, 11, 21), date(2026, 11, 23)}),
)
DAYS = st.dates(date(1984, 1, 1), date(2053, 1, 1))


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(n) for n in range((last - first).days + 1)]


def table_is_jpholidays(first: int, last: int) -> bool:
    wanted = {day for year in range(first, last + 1) for day, _ in jpholiday.year_holidays(year)}
    return {day for day in public_holiday_days() if first <= day.year <= last} == wanted


def test_the_table_of_public_holidays_is_that_of_jpholiday_around_now():
    assert table_is_jpholidays(2024, 2031)


@pytest.mark.slow
def test_the_table_of_public_holidays_is_that_of_jpholiday_in_every_year():
    assert table_is_jpholidays(FIRST_YEAR, LAST_YEAR)


def test_the_holiday_sheet_starts_with_six_years_of_named_holidays():
    listed = public_holidays()
    assert listed[0] == (date(2025, 1, 1), "元日")
    assert (date(2026, 9, 22), "国民の休日") in listed
    assert listed[-1] == (date(2030, 11, 23), "勤労感謝の日")
    assert listed == sorted(listed)
    assert {day for day, _ in listed} == {d for d in public_holiday_days() if 2025 <= d.year <= 2030}


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 8, 12), True),
        (date(2026, 8, 13), False),  # company holiday
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), True),  # a working Saturday
        (date(2026, 11, 22), False),
        (date(2026, 11, 23), True),  # a working public holiday
        (date(2026, 11, 3), False),
        (date(2026, 12, 31), True),  # companies may work on New Year's Eve; banks do not
        (date(2026, 1, 1), False),
        (date(2061, 1, 1), False),  # a Saturday beyond the table
        (date(2060, 1, 1), True),  # a public holiday beyond the table: only weekends are known
    ],
)
def test_a_business_day_is_no_weekend_no_holiday_and_no_company_holiday(day, works):
    assert COMPANY.is_business_day(day) is works


def test_a_company_day_far_outside_the_table_changes_nothing():
    calendar = BusinessCalendar(company_holidays=frozenset({date(9999, 12, 31)}))
    assert calendar.is_business_day(date(9999, 12, 31))
    assert not calendar.is_business_day(date(2026, 1, 1))


@pytest.mark.parametrize(
    ("day", "pays"),
    [
        (date(2026, 12, 30), True),
        (date(2026, 12, 31), False),
        (date(2027, 1, 1), False),
        (date(2029, 1, 2), False),
        (date(2029, 1, 3), False),
        (date(2029, 1, 4), True),
        (date(2026, 8, 13), True),  # the company rests, banks pay
        (date(2026, 11, 21), False),  # the company works, banks do not
        (date(2026, 11, 23), False),
        (date(2026, 11, 22), False),
    ],
)
def test_a_bank_day_ignores_the_company_and_rests_over_new_year(day, pays):
    assert COMPANY.is_bank_day(day) is pays


def test_a_public_holiday_added_by_the_workbook_closes_office_and_bank():
    calendar = BusinessCalendar(added_public_holidays=frozenset({date(2026, 6, 10)}))
    assert calendar.is_public_holiday(date(2026, 6, 10))
    assert not calendar.is_bank_day(date(2026, 6, 10))
    assert not calendar.is_business_day(date(2026, 6, 10))
    assert not PLAIN.is_public_holiday(date(2026, 6, 10))


def test_a_payment_due_on_a_holiday_moves_to_the_next_bank_day_and_one_due_on_a_bank_day_stays():
    assert PLAIN.bank_day_on_or_after(date(2026, 5, 2)) == date(2026, 5, 7)
    assert PLAIN.bank_day_on_or_after(date(2026, 5, 1)) == date(2026, 5, 1)
    assert PLAIN.next_bank_day(date(2026, 5, 1)) == date(2026, 5, 7)
    assert PLAIN.next_bank_day(date(2026, 5, 7)) == date(2026, 5, 8)
    assert PLAIN.bank_day_on_or_after(date(2026, 12, 31)) == date(2027, 1, 4)
    assert PLAIN.next_bank_day(date.max) == PLAIN.bank_day_on_or_after(date.max) == date.max


@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [
        (date(2026, 4, 28), 1, date(2026, 4, 30)),  # over 昭和の日
        (date(2026, 4, 30), 2, date(2026, 5, 7)),  # over the Golden Week
        (date(2026, 5, 3), 1, date(2026, 5, 7)),  # from a day off
        (date(2026, 5, 3), 0, date(2026, 5, 3)),
        (date(2026, 5, 7), -1, date(2026, 5, 1)),
        (date(2026, 5, 3), -1, date(2026, 5, 1)),
        (date(2026, 5, 2), -2, date(2026, 4, 30)),
        (date(2026, 12, 30), 5, date(2027, 1, 7)),
    ],
)
def test_adding_business_days_does_not_count_the_day_itself(start, n, expected):
    assert PLAIN.add_business_days(start, n) == expected


def test_business_days_between_leaves_out_the_start_and_counts_the_end():
    assert PLAIN.business_days_between(date(2026, 5, 1), date(2026, 5, 7)) == 1
    assert PLAIN.business_days_between(date(2026, 4, 30), date(2026, 5, 1)) == 1
    assert PLAIN.business_days_between(date(2026, 5, 1), date(2026, 5, 6)) == 0
    assert PLAIN.business_days_between(date(2026, 5, 7), date(2026, 5, 1)) == 0


def test_business_days_in_a_period_counts_both_ends():
    assert PLAIN.business_days_in(date(2026, 5, 1), date(2026, 5, 7)) == 2
    assert PLAIN.business_days_in(date(2026, 5, 2), date(2026, 5, 6)) == 0
    assert PLAIN.business_days_in(date(2026, 5, 7), date(2026, 5, 1)) == 0
    assert PLAIN.business_days_in(date(2026, 1, 1), date(2026, 12, 31)) == 244


@given(DAYS, DAYS)
def test_counting_agrees_with_walking_day_by_day(one, other):
    first, last = min(one, other), min(max(one, other), min(one, other) + timedelta(800))
    walked = [day for day in days(first, last) if COMPANY.is_business_day(day)]
    assert COMPANY.business_days_in(first, last) == len(walked)
    assert COMPANY.business_days_between(first, last) == len([day for day in walked if day > first])


@given(DAYS, st.integers(-700, 700).filter(bool))
def test_adding_n_business_days_lands_on_the_nth_one(start, n):
    step, day, left = (1, start, n) if n > 0 else (-1, start, -n)
    while left:
        day += timedelta(step)
        left -= COMPANY.is_business_day(day)
    assert COMPANY.add_business_days(start, n) == day


@given(st.dates())
def test_a_business_day_is_found_again_by_its_number(day):
    assert COMPANY.business_day(COMPANY.number(day)) <= day
    if COMPANY.is_business_day(day):
        assert COMPANY.business_day(COMPANY.number(day)) == day


def test_dates_beyond_the_calendar_stop_at_its_ends():
    assert PLAIN.add_business_days(date.max, 3) == date.max
    assert PLAIN.add_business_days(date.min, -3) == date.min
    assert PLAIN.business_days_between(date(2026, 1, 1), date.max) > 2_000_000
    assert add_months(date.max, 1) == date.max
    assert add_months(date.min, -1) == date.min


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 30), 2, date(2027, 1, 30)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 12, 1), 0, date(2026, 12, 1)),
        (date(1, 12, 1), -11, date(1, 1, 1)),
        (date(9999, 1, 1), 11, date(9999, 12, 1)),
    ],
)
def test_adding_months_keeps_the_day_or_stops_at_the_months_end(day, n, expected):
    assert add_months(day, n) == expected


def test_a_months_end_knows_leap_years():
    assert month_end(date(2028, 2, 3)) == date(2028, 2, 29)
    assert month_end(date(2026, 12, 31)) == date(2026, 12, 31)


def test_a_fiscal_year_bears_the_name_of_the_year_it_begins_in():
    assert fiscal_year_of(date(2026, 3, 31)) == 2025
    assert fiscal_year_of(date(2026, 4, 1)) == 2026
    assert fiscal_year_of(date(2026, 3, 31), start_month=1) == 2026
    assert fiscal_year_of(date(2026, 9, 30), start_month=10) == 2025
    months = fiscal_year_months(2026)
    assert (months[0], months[-1], len(months)) == (date(2026, 4, 1), date(2027, 3, 1), 12)
    assert fiscal_year_months(2026, 10)[-1] == date(2027, 9, 1)
