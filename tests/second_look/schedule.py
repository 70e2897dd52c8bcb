"""出来高 and 見込: PV, EV, AC, the forecast of every row, what waiting costs, and the causes of delay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from tests.second_look.cells import Cells, Row, names

PHASE, WORK, MILESTONE = "工程", "作業", "マイルストーン"
SETTLED_CHANGES = ("承認済", "反映済", "周知済", "却下")


def tasks(book: Cells) -> list[Row]:
    """The rows of the schedule that nothing hangs below: work and milestones."""
    rows = book.rows("マスタスケジュール")
    above = {row["親作業"] for row in rows}
    return [row for row in rows if row["作業ID"] not in above and row["種別"] != PHASE]


def work(book: Cells) -> list[Row]:
    """The leaves that are work."""
    return [row for row in tasks(book) if row["種別"] == WORK]


def planned(row: Row, book: Cells) -> Fraction | None:
    """PV of one row."""
    first = row["基準開始"] or row["予定開始"]
    last = row["基準終了"] or row["予定終了"]
    if row["予定工数"] is None or not (first and last):
        return None
    total = book.days_in(first, last)
    if not total:
        return row["予定工数"] if last <= book.as_of else Fraction(0)
    return row["予定工数"] * book.days_in(first, min(last, book.as_of)) / total


def earned(row: Row) -> Fraction | None:
    """EV of one row."""
    done = row["進捗率"]
    if done is None and row["実績終了"]:
        done = Fraction(1)
    if done is None and row["実績開始"] is None:
        done = Fraction(0)
    return None if done is None or row["予定工数"] is None else row["予定工数"] * done


def spent(row: Row) -> Fraction | None:
    """AC of one row: nothing spent on what nobody has begun."""
    if row["実績工数"] is None and row["実績開始"] is None and not row["進捗率"]:
        return Fraction(0)
    return row["実績工数"]


def progress(book: Cells) -> dict[str, Fraction | None]:
    """The sums, and the indices over the rows that have both figures."""
    rows = [(planned(row, book), earned(row), spent(row), row["予定工数"]) for row in work(book)]
    is_kept = any(row["実績工数"] is not None for row in work(book))
    found: dict[str, Fraction | None] = {
        "bac": _sum(row[3] for row in rows),
        "pv": _sum(row[0] for row in rows),
        "ev": _sum(row[1] for row in rows),
        "ac": _sum(row[2] for row in rows) if is_kept else None,
        "spi": None,
        "cpi": None,
        "eac": None,
    }
    both = [(ev, pv) for pv, ev, _, _ in rows if None not in (pv, ev)]
    if sum(pv for _, pv in both):
        found["spi"] = Fraction(sum(ev for ev, _ in both)) / sum(pv for _, pv in both)
    pairs = [(ev, ac) for _, ev, ac, _ in rows if None not in (ev, ac)]
    ev, ac = sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)
    if is_kept and ac:
        found["cpi"] = Fraction(ev) / ac
        if ev and found["bac"] is not None:
            found["eac"] = ac + (found["bac"] - ev) / found["cpi"]
    return found


def _sum(values: Iterable[Fraction | None]) -> Fraction | None:
    known = [value for value in values if value is not None]
    return sum(known, Fraction(0)) if known else None


@dataclass
class Forecast:
    """Business days are counted: a moment is how many lie before it. ends: moments; days: what is printed."""

    begins: dict[str, int] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)
    at_least: set[str] = field(default_factory=set)
    last: str | None = None


class Forecaster:
    """The forecast of one file."""

    def __init__(self, book: Cells) -> None:
        self.book = book
        rows = book.rows("マスタスケジュール")
        self.zero = min(min(filter(None, dated)) for row in rows if any(dated := _days(row)))
        self.rows = {row["作業ID"]: row for row in tasks(book)}
        self.links = {
            key: [link for text in names(row["先行作業"]) if (link := _link(text))[0] != key]
            for key, row in self.rows.items()
        }
        self.tomorrow = book.add(book.as_of, 1)

    def at_dawn(self, day: date) -> int:
        """The business days before a day."""
        return self.book.days_in(self.zero, day) - self.book.is_business_day(day)

    def at_dusk(self, day: date) -> int:
        """The business days up to and with a day."""
        return self.book.days_in(self.zero, day)

    def day_ending_at(self, moment: int) -> date:
        """The business day that ends with a moment."""
        known = self.book.as_of
        gap = moment - self.at_dusk(known)
        if gap > 0 or self.book.is_business_day(known):
            return self.book.add(known, gap)
        return self.book.add(known, gap - 1)

    def run(
        self, held: Mapping[str, date | None], planned_from: Mapping[str, date] | None = None
    ) -> Forecast:
        """held: the day before which a row may not begin. planned_from: rows that begin so, whatever D is."""
        found = Forecast()
        for key in self._in_order() or ():
            self._settle(key, found, held.get(key), (planned_from or {}).get(key))
        waiting = [row for row in self.rows.values() if row["種別"] == MILESTONE and not row["実績終了"]]
        known = [row for row in waiting if row["作業ID"] in found.ends]
        if known:
            found.last = max(reversed(known), key=lambda row: row["予定終了"])["作業ID"]
        return found

    def _in_order(self) -> list[str] | None:
        """The rows, each after what it waits for; None where they wait for each other."""
        ordered: list[str] = []
        while len(ordered) < len(self.rows):
            ready = [
                key
                for key in self.rows
                if key not in ordered and all(p in ordered for p, _, _ in self.links[key] if p in self.rows)
            ]
            if not ready:
                return None
            ordered += ready
        return ordered

    def _settle(self, key: str, found: Forecast, held: date | None, taken_from: date | None) -> None:
        row, book = self.rows[key], self.book
        before = [link for link in self.links[key] if link[0] in found.ends]
        if row["実績終了"]:
            is_point = row["種別"] == MILESTONE
            begun = min(row["実績開始"] or row["予定開始"] or row["実績終了"], row["実績終了"])
            found.begins[key] = self.at_dawn(row["実績終了"] if is_point else begun)
            found.ends[key] = self.at_dawn(row["実績終了"]) if is_point else self.at_dusk(row["実績終了"])
            found.days[key] = row["実績終了"]
            return
        if row["種別"] == MILESTONE:
            self._milestone(key, before, found, held, taken_from)
            return
        if not (row["予定開始"] and row["予定終了"]):
            return
        length = max(self.at_dusk(row["予定終了"]) - self.at_dawn(row["予定開始"]), 0)
        finishes = [
            (found.ends if kind == "FF" else found.begins)[p] + lag + (kind == "SF")
            for p, kind, lag in before
            if kind in ("FF", "SF")
        ]
        if row["実績開始"]:
            left, is_open = self._left(row, length)
            found.begins[key] = self.at_dawn(row["実績開始"])
            planned_end = max(self.at_dusk(row["予定終了"]), self.at_dawn(row["予定開始"]))
            ends = max(planned_end, self.at_dusk(book.as_of) + left, found.begins[key], *finishes)
            own = is_open
        else:
            bounds = [self.at_dawn(row["予定開始"])]
            if taken_from:
                bounds = [self.at_dawn(taken_from)]
            elif row["予定開始"] < book.as_of:
                bounds = [self.at_dusk(book.as_of)]
            if held:
                bounds.append(self.at_dawn(held))
            bounds += [
                (found.ends if kind == "FS" else found.begins)[p] + lag
                for p, kind, lag in before
                if kind in ("FS", "SS")
            ]
            bounds += [end - length for end in finishes]
            found.begins[key] = max(bounds)
            ends, own = found.begins[key] + length, False
        found.ends[key] = ends
        self._day_of_work(key, found)
        if own or any(p in found.at_least and self._still_moves(p, key, kind) for p, kind, _ in before):
            found.at_least.add(key)

    def _still_moves(self, before: str, after: str, kind: str) -> bool:
        """A start that has happened hands nothing on, and nothing moves a start that has happened."""
        one, other = self.rows[before], self.rows[after]
        begun = [row["実績開始"] and row["種別"] != MILESTONE for row in (one, other)]
        return not (begun[0] and kind in ("SS", "SF")) and not (begun[1] and kind in ("FS", "SS"))

    def _left(self, row: Row, length: int) -> tuple[int, bool]:
        """Remaining business days, and whether that is a lower bound."""
        worked = max(self.book.days_in(row["実績開始"], self.book.as_of), 0)
        done = row["進捗率"]
        if done is None or self._in_steps(row):
            return (0, False) if done == 1 else (max(length - worked, 1), True)
        if done == 1:
            return 0, False
        by_plan = length * (1 - done)
        return _up(by_plan if done < Fraction(1, 5) else max(by_plan, worked * (1 - done) / done)), False

    def _in_steps(self, row: Row) -> bool:
        called = [line for line in self.book.rows("工程定義") if line["呼称"] == row["呼称"] and row["呼称"]]
        own = [line for line in called if line["システム"] == row["システム"] and line["システム"]]
        told = own or [line for line in called if not line["システム"]]
        return any(line["進捗の測り方"] in ("0/100", "50/50") for line in told[:1])

    def _milestone(
        self,
        key: str,
        before: list[tuple[str, str, int]],
        found: Forecast,
        held: date | None,
        taken_from: date | None,
    ) -> None:
        row, book = self.rows[key], self.book
        is_missed = row["予定終了"] < book.as_of
        bounds = [self.at_dusk(book.as_of) if is_missed else self.at_dawn(row["予定終了"])]
        if taken_from:
            bounds = [self.at_dawn(row["予定終了"]), self.at_dusk(taken_from)]
        if held:
            bounds.append(self.at_dusk(held))
        bounds += [(found.ends if kind in ("FS", "FF") else found.begins)[p] + lag for p, kind, lag in before]
        moment = max(bounds)
        found.begins[key] = found.ends[key] = moment
        on = row["予定終了"]
        if not self.at_dawn(on) <= moment <= self.at_dusk(on):
            on = self.day_ending_at(moment)
        found.days[key] = max(on, self.tomorrow if is_missed else book.as_of)
        is_waiting = any(not self.rows[p]["実績終了"] for p, _, _ in before)
        if (is_missed and not is_waiting) or any(
            p in found.at_least and self._still_moves(p, key, kind) for p, kind, _ in before
        ):
            found.at_least.add(key)

    def _day_of_work(self, key: str, found: Forecast) -> None:
        row, moment = self.rows[key], found.ends[key]
        begins = (
            row["予定開始"]
            if self.at_dawn(row["予定開始"]) == found.begins[key]
            else self.day_ending_at(found.begins[key] + 1)
        )
        if row["予定終了"] >= begins and self.at_dusk(row["予定終了"]) == moment:
            day = row["予定終了"]
        else:
            day = max(begins, self.day_ending_at(moment))
        is_late = not row["実績開始"] and row["予定開始"] < self.book.as_of
        found.days[key] = max(day, self.tomorrow if is_late else self.book.as_of)


def _days(row: Row) -> list[date | None]:
    return [row[name] for name in ("基準開始", "予定開始", "予定終了", "実績開始", "実績終了")]


def _up(value: Fraction) -> int:
    return -(-value.numerator // value.denominator)


def _link(text: str) -> tuple[str, str, int]:
    found = re.fullmatch(r"(\S+)(?:\s+(FS|SS|FF|SF)([+-]\d+)?)?", text)
    assert found, text
    return found[1], found[2] or "FS", int(found[3] or 0)


def held_days(book: Cells, but: str | None = None, later: str | None = None) -> dict[str, date | None]:
    """The day before which each row may not begin, for what it waits for that is not settled."""
    found: dict[str, date | None] = {}
    for row in tasks(book):
        days = [day for name in names(row.get("決定待ち")) if name != but and (day := open_until(name, book))]
        if later in names(row.get("決定待ち")):
            days.append(book.add(max(open_until(later, book) or book.as_of, book.add(book.as_of, 1)), 1))
        found[row["作業ID"]] = max(days, default=None)
    return found


def open_until(name: str | None, book: Cells) -> date | None:
    """max(判断期限, D + BD1) of a change or issue that is not settled; None when it is, or is nowhere."""
    for row in book.rows("仕様変更管理表"):
        if row["変更ID"] == name and row["状態"] not in SETTLED_CHANGES:
            return max(row["判断期限"] or book.as_of, book.add(book.as_of, 1))
    for row in book.rows("課題管理表"):
        if row["課題ID"] == name and row["状態"] not in ("完了", "取下げ"):
            return max(row["期限"] or book.as_of, book.add(book.as_of, 1))
    return None


def waiting_cost(name: str, by: date | None, book: Cells) -> tuple[int, int] | None:
    """Days lost so far, and per further business day; None: 判定不能."""
    forecaster = Forecaster(book)
    now = forecaster.run(held_days(book))
    held = [
        row
        for row in tasks(book)
        if name in names(row.get("決定待ち")) and not (row["実績開始"] or row["実績終了"])
    ]
    if not held or now.last is None or not any(_leads(row["作業ID"], now.last, forecaster) for row in held):
        return None
    if [row["作業ID"] for row in held] == [now.last] and not _is_led(now.last, forecaster):
        return None
    taken_on = min(by or book.as_of, book.as_of)
    without = held_days(book, but=name)
    begun = {
        row["作業ID"]: max(
            filter(None, (row["種別"] == WORK and row["予定開始"], taken_on, without[row["作業ID"]]))
        )
        for row in held
        if row["作業ID"] in now.ends
    }
    in_time = forecaster.run(without, begun)
    later = forecaster.run(held_days(book, later=name))
    lost = book.days_after(in_time.days[now.last], now.days[now.last])
    return max(lost, 0), max(book.days_after(now.days[now.last], later.days[now.last]), 0)


def _leads(key: str, last: str, forecaster: Forecaster) -> bool:
    """Whether a way of links leads from a row to the last milestone over what is not finished."""
    if key == last:
        return True
    following = [
        other
        for other, links in forecaster.links.items()
        if not forecaster.rows[other]["実績終了"]
        and any(p == key and forecaster._still_moves(p, other, kind) for p, kind, _ in links)
    ]
    return any(_leads(other, last, forecaster) for other in following)


def _is_led(last: str, forecaster: Forecaster) -> bool:
    """Whether open work leads to the last milestone: no links, no all-clear."""
    return any(
        _leads(key, last, forecaster)
        for key, row in forecaster.rows.items()
        if row["種別"] == WORK and not row["実績終了"] and row["予定開始"] and row["予定終了"]
    )


def delay_causes(book: Cells) -> list[tuple[str | None, int, int, Fraction]]:
    """Cause, business days, count and cumulative share: by days, その他 and then 未記入 last."""
    ends = Forecaster(book).run(held_days(book)).days
    late: dict[str | None, list[int]] = {}
    for row in work(book):
        end = row["実績終了"] or ends.get(row["作業ID"])
        if row["基準終了"] and end and end > row["基準終了"]:
            late.setdefault(row["遅延原因"], []).append(book.days_after(row["基準終了"], end))
    total, before, found = sum(sum(days) for days in late.values()), 0, []
    for cause in sorted(late, key=lambda c: (c is None, c == "その他", -sum(late[c]), c or "")):
        before += sum(late[cause])
        found.append((cause, sum(late[cause]), len(late[cause]), Fraction(before, total or 1)))
    return found
