"""負荷: each person's month, in person-days, against what they can do."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from tests.second_look.cells import Cells, Row, month_end, months, names
from tests.second_look.schedule import Forecaster, held_days, work

Loads = dict[tuple[str, date], tuple[Fraction, Fraction, Fraction, Fraction | None]]


def loads(book: Cells) -> Loads:
    """By name and month: plan, work, capacity and 負荷 (None: nothing says how much)."""
    plan: dict[tuple[str, date], Fraction] = {}
    limits: dict[tuple[str, date], list[Fraction]] = {}
    known = {row["氏名"] for row in book.rows("体制表")}
    for row in book.rows("要員計画"):
        if row["氏名"] in known and row["月"]:
            key = (row["氏名"], row["月"])
            plan[key] = plan.get(key, Fraction(0)) + (row["計画工数"] or 0)
            limits.setdefault(key, [])
            if row["上限"] is not None:
                limits[key].append(row["上限"])
    done = _work(book, known)
    alone = book.settings.get("予定工数の意味") == "個人"
    found: Loads = {}
    for key in {*plan, *done}:
        can = max(limits[key]) if limits.get(key) else _capacity(*key, book)
        load = max(plan.get(key, Fraction(0)), done.get(key, Fraction(0))) if alone else plan.get(key)
        found[key] = (plan.get(key, Fraction(0)), done.get(key, Fraction(0)), can, load)
    return found


def _work(book: Cells, known: set[str]) -> dict[tuple[str, date], Fraction]:
    ends = Forecaster(book).run(held_days(book)).days
    found: dict[tuple[str, date], Fraction] = {}
    for row in work(book):
        owners = names(row["担当"])
        if row["実績終了"] or row["予定工数"] is None or not owners or row["作業ID"] not in ends:
            continue
        days = row["予定工数"] * (1 - (row["進捗率"] or 0)) / len(owners)
        first = max(row["予定開始"], book.add(book.as_of, 1))
        last = max(first, ends[row["作業ID"]])
        for month, share in _spread(days, first, last, book):
            for owner in owners:
                if owner in known and share:
                    found[owner, month] = found.get((owner, month), Fraction(0)) + share
    return found


def _spread(days: Fraction, first: date, last: date, book: Cells) -> list[tuple[date, Fraction]]:
    total = book.days_in(first, last)
    if not total:
        return [(last.replace(day=1), days)]
    inside = [
        (month, book.days_in(max(first, month), min(last, month_end(month)))) for month in months(first, last)
    ]
    return [(month, days * count / total) for month, count in inside if count]


def _capacity(person: str, month: date, book: Cells) -> Fraction:
    rows: list[Row] = [row for row in book.rows("体制表") if row["氏名"] == person]
    begins = [row["着任日"] for row in rows]
    ends = [row["離任日"] for row in rows]
    first = max(month, min(begins)) if all(begins) else month
    last = min(month_end(month), max(ends)) if all(ends) else month_end(month)
    share = max([row["稼働率"] for row in rows if row["稼働率"] is not None], default=Fraction(1))
    return book.days_in(first, last) * share if first - timedelta(1) < last else Fraction(0)
