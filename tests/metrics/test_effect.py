"""What became of findings: mended, waived, gone with their row, no longer asked, back again; by month, in days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from pmo_xl.metrics.effect import Outcome, RecordedDay, Sighting, by_month, courses, days_to_mend, mended

ROWS = {"課題管理表": frozenset(("ISS-001", "ISS-002", "ISS-003"))}


def seen(number: int, rule: str = "ISS001") -> Sighting:
    row = f"ISS-{number:03}"
    return Sighting(
        f"{rule}/課題管理表/{row}/期限", rule, "error", "課題管理表", row, "期限", "期限が空欄です。"
    )


def record(on: date, *found: Sighting, waived: tuple[str, ...] = (), rows: dict[str, frozenset[str]] = ROWS,
           not_asked: tuple[str, ...] = (), late: int = 0) -> RecordedDay:  # fmt: skip
    return RecordedDay(
        on, {each.id: each for each in found}, frozenset(waived), rows, late, None, frozenset(not_asked)
    )


def outcomes(*days: RecordedDay) -> dict[str, str]:
    return {each.sighting.row_id or "": each.outcome.value for each in courses(days)}


def test_a_finding_ends_as_it_ended() -> None:
    first = record(date(2026, 11, 2), seen(1), seen(2), seen(3))
    later = date(2026, 11, 9)
    assert outcomes(first, record(later, seen(2), seen(3))) == {
        "ISS-001": "直った",
        "ISS-002": "残っている",
        "ISS-003": "残っている",
    }
    assert outcomes(first, record(later, seen(2), seen(3), waived=(seen(1).id,)))["ISS-001"] == "免除した"
    fewer = {"課題管理表": ROWS["課題管理表"] - {"ISS-001"}}
    assert outcomes(first, record(later, seen(2), seen(3), rows=fewer))["ISS-001"] == "行がなくなった"
    assert outcomes(first, record(later, not_asked=("ISS001",)))["ISS-001"] == "調べられなくなった"
    assert outcomes(first, record(later, rows={}))["ISS-001"] == "調べられなくなった"


def test_a_finding_that_comes_back_is_counted_anew() -> None:
    days = [
        record(date(2026, 11, 2), seen(1)),
        record(date(2026, 11, 9)),
        record(date(2026, 11, 16), seen(1)),
    ]
    first, again = courses(days)
    assert (first.outcome, first.days, first.is_back) == (Outcome.MENDED, 7, False)
    assert (again.outcome, again.days, again.is_back) == (Outcome.STANDS, None, True)


def test_months_count_what_came_was_mended_and_stands() -> None:
    days = [
        record(date(2026, 10, 5), seen(1), seen(2), late=4),
        record(date(2026, 10, 26), seen(2), late=6),
        record(date(2026, 11, 9), seen(3), late=1),
    ]
    found = courses(days)
    october, november = by_month(days, found)
    assert (october.found, october.mended, october.standing, october.days, october.late) == (
        2,
        1,
        1,
        Decimal(21),
        6,
    )
    assert (november.found, november.mended, november.standing, november.days, november.late) == (
        1,
        1,
        1,
        Decimal(35),
        1,
    )
    assert days_to_mend(found) == Decimal(28)


def test_nothing_mended_is_no_zero_days() -> None:
    assert days_to_mend(courses([record(date(2026, 11, 2), seen(1))])) is None


@given(st.lists(st.frozensets(st.integers(1, 3)), min_size=1, max_size=12))
def test_the_sums_of_the_months_are_the_sums_of_all(history: list[frozenset[int]]) -> None:
    days = [
        record(date.fromordinal(date(2026, 1, 5).toordinal() + 9 * n), *map(seen, there))
        for n, there in enumerate(history)
    ]
    found = courses(days)
    months = list(by_month(days, found))
    assert sum(each.found for each in months) == len(found)
    assert sum(each.mended for each in months) == len(mended(found))
    assert months[-1].standing == sum(each.outcome is Outcome.STANDS for each in found)
    assert len(found) - sum(each.ended is not None for each in found) == months[-1].standing
