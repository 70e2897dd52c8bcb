"""Two month ends of one project: what was promised and did not happen, and reported months that changed since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pmo_xl.metrics.month_end.row_fact import RowFact
from pmo_xl.model.display import day, yen

ACCEPTANCE, PAYMENT = "検収", "支払"


class MonthChange(StrEnum):
    """What a comparison tells."""

    NOT_DONE = "約束どおりに進んでいない"
    GONE = "行がなくなった"
    REWRITTEN = "報告済みの月が変わった"


@dataclass(frozen=True, slots=True)
class MonthDifference:
    """One line of the comparison.

    what: 検収 or 支払. then, now: in Japanese. amount: whole yen, the promised one or the difference to what was
    reported. month: the first day of the month it belongs to.
    """

    change: MonthChange
    what: str
    key: str
    title: str | None
    month: date
    then: str
    now: str
    amount: int


@dataclass(frozen=True, slots=True)
class _Step:
    """Acceptance or payment of one row: planned for when, how much; when it happened, how much."""

    planned_on: date | None
    planned: int
    done_on: date | None
    done: int


def compare(
    before: Sequence[RowFact], after: Sequence[RowFact], reported_until: date, until: date
) -> tuple[MonthDifference, ...]:
    """What was promised before for days up to `until` and not kept, and what was reported and reads otherwise now.

    reported_until: D of the earlier month end.
    """
    now = {fact.key: fact for fact in after}
    then = {fact.key: fact for fact in before}
    found = [*_promises(before, now, until), *_rewritten(then, now, reported_until)]
    return tuple(sorted(found, key=lambda line: (list(MonthChange).index(line.change), line.key, line.what)))


def _promises(
    before: Sequence[RowFact], now: Mapping[str, RowFact], until: date
) -> Iterator[MonthDifference]:
    for fact in before:
        for what in (ACCEPTANCE, PAYMENT):
            step = _step(fact, what)
            if not fact.is_chased or step.done_on or step.planned_on is None or step.planned_on > until:
                continue
            if line := _unkept(fact, what, step.planned_on, step.planned, now.get(fact.key)):
                yield line


def _unkept(
    fact: RowFact, what: str, planned_on: date, amount: int, found: RowFact | None
) -> MonthDifference | None:
    then = f"{what}予定 {day(planned_on)}"
    month = planned_on.replace(day=1)
    if found is None and fact.is_order:
        return None  # 検収支払 has a row for it now, which is judged by itself
    if found is None:
        now = "いまの台帳にありません"
        return MonthDifference(MonthChange.GONE, what, fact.key, fact.title, month, then, now, amount)
    step = _step(found, what)
    if step.done_on is not None or not found.is_chased:
        return None
    moved = step.planned_on != planned_on
    where = day(step.planned_on) if step.planned_on else "日付なし"
    now = f"まだ。予定は {where} に変わっています" if moved else "まだ。予定日もそのままです"
    return MonthDifference(MonthChange.NOT_DONE, what, fact.key, fact.title, month, then, now, amount)


def _rewritten(
    then: Mapping[str, RowFact], now: Mapping[str, RowFact], reported_until: date
) -> Iterator[MonthDifference]:
    for key in dict.fromkeys((*then, *now)):
        before, after = then.get(key), now.get(key)
        for what in (ACCEPTANCE, PAYMENT):
            old, new = _reported(before, what, reported_until), _reported(after, what, reported_until)
            if old == new:
                continue
            done_on = (old or new or (reported_until, 0))[0]
            title = (after or before or then[key]).title
            amount = (new[1] if new else 0) - (old[1] if old else 0)
            month = done_on.replace(day=1)
            texts = (_said(old, what), _said(new, what))
            yield MonthDifference(MonthChange.REWRITTEN, what, key, title, month, *texts, amount)


def _reported(fact: RowFact | None, what: str, until: date) -> tuple[date, int] | None:
    """What a row says happened in the reported months: the day and the amount; None for nothing."""
    step = _step(fact, what) if fact else None
    return (step.done_on, step.done) if step and step.done_on and step.done_on <= until else None


def _said(reported: tuple[date, int] | None, what: str) -> str:
    return f"{what}日 {day(reported[0])}、{yen(reported[1])} 円" if reported else f"{what}なし"


def _step(fact: RowFact, what: str) -> _Step:
    if what == ACCEPTANCE:
        return _Step(fact.accept_on, fact.accept_amount, fact.accepted_on, fact.accepted)
    return _Step(fact.pay_on, fact.pay_amount, fact.paid_on, fact.paid_with_tax)
